import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t } from '../words/index.ts';
import { canTouch, sound, touch, type Cue } from './cues.ts';

/** Gives a cue whenever it changes, by sound or by touch as somebody has chosen. */
export function useCue(cue: Cue | null): void {
  const { cues } = useParts().coach;
  useEffect(() => {
    if (cue === null) return;
    if (cues.sound.value) sound(cue);
    if (cues.touch.value) touch(cue);
  }, [cue, cues]);
}

/** What leads besides the eyes. */
export function Cues(): JSX.Element {
  const { cues } = useParts().coach;
  return (
    <div class="cues" role="group" aria-label={t('practice.cues')}>
      <Button
        pressed={cues.sound.value}
        onPress={() => {
          cues.sound.value = !cues.sound.value;
        }}
      >
        {t('practice.sound')}
      </Button>
      {canTouch() && (
        <Button
          pressed={cues.touch.value}
          onPress={() => {
            cues.touch.value = !cues.touch.value;
          }}
        >
          {t('practice.touch')}
        </Button>
      )}
    </div>
  );
}
