import type { JSX, TargetedEvent } from 'preact';
import { useId } from 'preact/hooks';
import { t, type Key } from '../words/index.ts';
import type { Draft } from './draft.ts';

export const LEAST = 1;
export const MOST_INTENSE = 10;
/** Where the thumb waits, unseen, until somebody touches the line. */
const MIDDLE = 5;

/** How strong it is, from 1 to 10, each number with a word. Nothing is chosen before it is touched. */
export function Strength(given: { draft: Pick<Draft, 'intensity'> }): JSX.Element {
  const { intensity } = given.draft;
  const id = useId();
  const said = intensity.value;
  const set = (value: number): void => {
    intensity.value = Math.min(MOST_INTENSE, Math.max(LEAST, value));
  };
  // A touch in the middle, or Enter, changes no value and so is no input; it counts all the same.
  const settle = (event: TargetedEvent<HTMLInputElement>): void => {
    set(event.currentTarget.valueAsNumber);
  };
  return (
    <div class={`strength ${said === null ? 'open' : 'said'}`}>
      <div class="strength-line">
        <Step
          label={t('strength.down')}
          onPress={() => {
            set((said ?? MIDDLE + 1) - 1);
          }}
          path="M3.5 8h9"
        />
        <label for={id}>{said === null ? t('strength.label') : <Said value={said} />}</label>
        <Step
          label={t('strength.up')}
          onPress={() => {
            set((said ?? MIDDLE - 1) + 1);
          }}
          path="M3.5 8h9M8 3.5v9"
        />
      </div>
      <div class="strength-scale">
        <Stops said={said} />
        <input
          id={id}
          type="range"
          min={LEAST}
          max={MOST_INTENSE}
          step={1}
          value={said ?? MIDDLE}
          aria-label={t('strength.label')}
          aria-valuetext={
            said === null ? t('strength.open') : t('strength.said', { number: said, word: strengthWord(said) })
          }
          onInput={settle}
          onClick={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') settle(event);
          }}
        />
      </div>
    </div>
  );
}

function Said(given: { value: number }): JSX.Element {
  return (
    <>
      <span class="unseen">{t('strength.label')}</span>
      <strong>{given.value}</strong> <span>{strengthWord(given.value)}</span>
    </>
  );
}

/** Ten stops that grow; those up to what was said are filled. */
function Stops(given: { said: number | null }): JSX.Element {
  const stops = Array.from({ length: MOST_INTENSE }, (_, at) => at + LEAST);
  return (
    <div class="stops" aria-hidden="true">
      {stops.map((each) => (
        <span key={each} class={given.said !== null && each <= given.said ? 'filled' : ''} />
      ))}
    </div>
  );
}

function Step(given: { label: string; path: string; onPress: () => void }): JSX.Element {
  return (
    <button type="button" class="step" aria-label={given.label} onClick={given.onPress}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={given.path} />
      </svg>
    </button>
  );
}

export function strengthWord(value: number): string {
  return t(`strength.${value}` as Extract<Key, `strength.${number}`>);
}
