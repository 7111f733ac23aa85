import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { canTouch, sound, touch, type Cue } from './cues.ts';

/** Gives a cue whenever it changes, by sound or by touch as somebody has chosen. */
export function useCue(cue: Cue | null): void {
  const { choices } = useParts();
  useEffect(() => {
    if (cue === null) return;
    if (choices.sound.value) sound(cue);
    if (choices.touch.value) touch(cue);
  }, [cue, choices]);
}

/** What leads besides the eyes. */
export function Cues(): JSX.Element {
  const { choices } = useParts();
  return (
    <div class="cues" role="group" aria-label={t('practice.cues')}>
      <Button
        pressed={choices.sound.value}
        onPress={() => {
          choices.chooseCues({ sound: !choices.sound.value });
        }}
      >
        {t('practice.sound')}
      </Button>
      {canTouch() && (
        <Button
          pressed={choices.touch.value}
          onPress={() => {
            choices.chooseCues({ touch: !choices.touch.value });
          }}
        >
          {t('practice.touch')}
        </Button>
      )}
    </div>
  );
}
