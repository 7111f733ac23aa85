import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';

/** What stands below every step: on, back, and stop, which is always there. */
export function Act(given: { next?: string; quiet?: boolean; onNext: () => void }): JSX.Element | null {
  const { coach } = useParts();
  const led = coach.led.value;
  if (!led) return null;
  const last = led.run.at + 1 === led.run.steps;
  return (
    <div class="practice-act">
      <Button kind={given.quiet ? 'quiet' : 'main'} onPress={given.onNext}>
        {given.next ?? t(last ? 'practice.last' : 'practice.next')}
      </Button>
      <div class="practice-ways">
        {led.run.at > 0 && (
          <Button kind="plain" onPress={coach.back}>
            {t('practice.back')}
          </Button>
        )}
        <Button kind="plain" onPress={coach.stop}>
          {t('practice.stop')}
        </Button>
      </div>
    </div>
  );
}
