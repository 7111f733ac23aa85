import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Guard } from '../app/guard.tsx';
import { LinkButton, Screen, Way } from '../app/screen.tsx';
import { ReadButton } from '../learn/reading.tsx';
import { t } from '../words/index.ts';
import { Country } from './Country.tsx';
import { directory, SHOW_UNCHECKED } from './directory.ts';
import { Checked, Danger, Emergency, Lines } from './Listed.tsx';
import { OwnPlan } from './Own.tsx';
import { numbersFor, type Website } from './numbers.ts';

/** Needs nothing but this device. That it was opened is noted nowhere. */
export function HelpScreen(): JSX.Element {
  const { country } = useParts();
  const found = numbersFor(directory, country.value, new Date(), SHOW_UNCHECKED);
  const elsewhere = <Elsewhere websites={found.websites} />;
  return (
    <Screen title={t('help.title')}>
      <Danger numbers={found.emergency} />
      <Emergency numbers={found.emergency} />
      <Guard>
        <Country />
      </Guard>
      {found.websitesFirst && elsewhere}
      <Checked notice={found.notice} />
      {found.lines.length > 0 && (
        <section>
          <h2>{t('help.lines')}</h2>
          <Lines lines={found.lines} />
        </section>
      )}
      <Guard>
        <OwnPlan />
      </Guard>
      {!found.websitesFirst && elsewhere}
      <LinkButton to="unsafe">{t('help.unsafe')}</LinkButton>
      <Calm />
      <ReadButton page="when-to-reach-out">{t('learn.reach')}</ReadButton>
      <p class="small">{t('help.watch')}</p>
    </Screen>
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
