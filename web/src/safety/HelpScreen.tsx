import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Guard } from '../app/guard.tsx';
import { Choice, Notice, Screen, Way } from '../app/screen.tsx';
import { language, t } from '../words/index.ts';
import { directory, SHOW_UNCHECKED } from './directory.ts';
import { countriesOf, numbersFor, type EmergencyNumber, type Line, type Numbers, type Website } from './numbers.ts';

/** Needs nothing but this device. That it was opened is noted nowhere. */
export function HelpScreen(): JSX.Element {
  const { country } = useParts();
  const found = numbersFor(directory, country.value, new Date(), SHOW_UNCHECKED);
  const elsewhere = <Elsewhere websites={found.websites} />;
  return (
    <Screen title={t('help.title')}>
      <p class="danger">{t('help.danger', { number: inWords(found.emergency.map((each) => each.number)) })}</p>
      <ul class="ways">
        {found.emergency.map((each) => (
          <Emergency key={each.number} number={each} />
        ))}
      </ul>
      <Guard>
        <Country />
      </Guard>
      {found.websitesFirst && elsewhere}
      <Checked notice={found.notice} />
      {found.lines.length > 0 && (
        <section>
          <h2>{t('help.lines')}</h2>
          <ul class="ways">
            {found.lines.map((each) => (
              <Listening key={each.dial} line={each} />
            ))}
          </ul>
        </section>
      )}
      {!found.websitesFirst && elsewhere}
      <Calm />
      <p class="small">{t('help.watch')}</p>
    </Screen>
  );
}

function Emergency(given: { number: EmergencyNumber }): JSX.Element {
  return (
    <li>
      <Way kind="main" href={`tel:${given.number.number}`}>
        {t('help.call', { number: given.number.number })}
      </Way>
      {given.number.note && <span class="small">{given.number.note}</span>}
    </li>
  );
}

function Listening(given: { line: Line }): JSX.Element {
  const { line } = given;
  const about = [line.hours, line.cost, line.languages.map(languageName).join(', '), line.note]
    .filter(Boolean)
    .join(' ');
  return (
    <li>
      {line.name && <span class="who">{line.name}</span>}
      {line.channels.includes('call') && <Way href={`tel:${line.dial}`}>{t('help.call', { number: line.number })}</Way>}
      {line.channels.includes('text') && <Way href={`sms:${line.dial}`}>{t('help.text', { number: line.number })}</Way>}
      {line.keyword && <span class="small">{t('help.text.word', { word: line.keyword })}</span>}
      {about && <span class="small">{about}</span>}
    </li>
  );
}

function Elsewhere(given: { websites: readonly Website[] }): JSX.Element {
  return (
    <section>
      <h2>{t('help.elsewhere')}</h2>
      <ul class="ways">
        {given.websites.map((each) => (
          <li key={each.url}>
            <Way href={each.url}>{each.name}</Way>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Checked(given: { notice: Numbers['notice'] }): JSX.Element | null {
  switch (given.notice.kind) {
    case 'none':
      return null;
    case 'unchecked':
      return <Notice>{t('help.unchecked')}</Notice>;
    case 'old':
      return <Notice>{t('help.old', { date: given.notice.date })}</Notice>;
  }
}

function Country(): JSX.Element {
  const { country } = useParts();
  const named = new Intl.DisplayNames([language.value], { type: 'region' });
  const known = countriesOf(directory).map((code) => [code, named.of(code) ?? code] as const);
  const sorted = known.toSorted(([, one], [, two]) => one.localeCompare(two, language.value));
  return (
    <Choice
      label={t('help.country')}
      value={country.value ?? ''}
      options={[['', t('help.country.other')], ...sorted]}
      onChoose={(code) => {
        country.value = code || null;
      }}
    />
  );
}

function Calm(): JSX.Element {
  return (
    <details class="calm">
      <summary>{t('help.calm')}</summary>
      <h2>{t('help.calm.title')}</h2>
      <p>{t('help.calm.one')}</p>
      <p>{t('help.calm.two')}</p>
      <p>{t('help.calm.three')}</p>
    </details>
  );
}

function inWords(numbers: readonly string[]): string {
  const [first = '', ...others] = numbers;
  return others.reduce((one, other) => t('help.danger.or', { one, other }), first);
}

function languageName(code: string): string {
  return new Intl.DisplayNames([language.value], { type: 'language' }).of(code) ?? code;
}
