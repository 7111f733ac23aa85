import type { JSX } from 'preact';
import { Button } from '../app/screen.tsx';
import { clockInWords } from '../weeks/dates.ts';
import { t } from '../words/index.ts';
import { beside } from './rule.ts';
import type { Quiet } from './shapes.ts';

/** The two ways out for a time that lies in quiet hours. */
export function Night(given: { at: string; quiet: Quiet; move: (at: string) => void; allow: () => void }): JSX.Element {
  const other = beside(given.at, given.quiet);
  return (
    <div class="pair">
      <Button
        onPress={() => {
          given.move(other);
        }}
      >
        {t('reminders.night.move', { other: clockInWords(other) })}
      </Button>
      <Button onPress={given.allow}>{t('reminders.night.allow', { time: clockInWords(given.at) })}</Button>
    </div>
  );
}
