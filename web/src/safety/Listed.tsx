import type { JSX } from 'preact';
import { Notice, Way } from '../app/screen.tsx';
import { language, t } from '../words/index.ts';
import type { EmergencyNumber, Line, Numbers } from './numbers.ts';

/** Numbers to call at once. */
export function Emergency(given: { numbers: readonly EmergencyNumber[] }): JSX.Element {
  return (
    <ul class="ways">
      {given.numbers.map((each) => (
        <li key={each.number}>
          <Way kind="main" href={`tel:${each.number}`}>
            {t('help.call', { number: each.number })}
          </Way>
          {each.note && <span class="small">{each.note}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Lines where somebody listens. */
export function Lines(given: { lines: readonly Line[] }): JSX.Element {
  return (
    <ul class="ways">
      {given.lines.map((each) => (
        <Listening key={each.dial} line={each} />
      ))}
    </ul>
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

/** "If somebody is in danger now, call", with every number there is. */
export function Danger(given: { numbers: readonly EmergencyNumber[] }): JSX.Element {
  return <p class="danger">{t('help.danger', { number: inWords(given.numbers.map((each) => each.number)) })}</p>;
}

/** That nobody has checked these numbers, or when somebody last did, if that is long ago. */
export function Checked(given: { notice: Numbers['notice'] }): JSX.Element | null {
  switch (given.notice.kind) {
    case 'none':
      return null;
    case 'unchecked':
      return <Notice>{t('help.unchecked')}</Notice>;
    case 'old':
      return <Notice>{t('help.old', { date: given.notice.date })}</Notice>;
  }
}

function inWords(numbers: readonly string[]): string {
  const [first = '', ...others] = numbers;
  return others.reduce((one, other) => t('help.danger.or', { one, other }), first);
}

function languageName(code: string): string {
  return new Intl.DisplayNames([language.value], { type: 'language' }).of(code) ?? code;
}
