import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Screen } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { directory, SHOW_UNCHECKED } from './directory.ts';
import { Checked, Danger, Emergency, Lines } from './Listed.tsx';
import { numbersFor } from './numbers.ts';

const STEPS = ['ask', 'listen', 'stay', 'line', 'more', 'you'] as const;

/** For whoever is there for somebody else. */
export function SupportScreen(): JSX.Element {
  const { country } = useParts();
  const { emergency, lines, notice } = numbersFor(directory, country.value, new Date(), SHOW_UNCHECKED);
  return (
    <Screen title={t('support.title')}>
      <Danger numbers={emergency} />
      <Emergency numbers={emergency} />
      <ol class="steps">
        {STEPS.map((each) => (
          <li key={each}>
            <strong>{t(`support.${each}.title`)}</strong> {t(`support.${each}`)}
          </li>
        ))}
      </ol>
      {lines.length > 0 && (
        <section>
          <h2>{t('help.lines')}</h2>
          <Lines lines={lines} />
        </section>
      )}
      <Checked notice={notice} />
    </Screen>
  );
}
