import type { JSX } from 'preact';
import { t } from '../words/index.ts';
import { childrenOf, families, familyOf, emotion, type Emotion } from './emotions.ts';
import { nameOf } from './parts.tsx';
import type { Choosing } from './Wheel.tsx';

/** All 130 words in rows: the wheel's equal, and the better one for large text and small screens. */
export function List(given: Choosing): JSX.Element {
  return (
    <div class="list">
      {families.map((family) => (
        <details key={family.id} class="list-family">
          <summary>
            <span class={`dot feel-dot-${family.id}`} aria-hidden="true" />
            {family.label}
            <span class="where">{chosenIn(family, given.chosen)}</span>
          </summary>
          <fieldset>
            <legend class="unseen">{family.label}</legend>
            <Box word={family} {...given} />
            {childrenOf(family).map((middle) => (
              <div key={middle.id} class="list-row">
                <Box word={middle} {...given} />
                {childrenOf(middle).map((outer) => (
                  <Box key={outer.id} word={outer} {...given} />
                ))}
              </div>
            ))}
          </fieldset>
        </details>
      ))}
    </div>
  );
}

function Box(given: Choosing & { word: Emotion }): JSX.Element {
  const { word, chosen, full } = given;
  const here = chosen.includes(word.id);
  return (
    <label class={`list-word ${word.ring}`}>
      <input
        type="checkbox"
        checked={here}
        aria-disabled={full && !here ? 'true' : undefined}
        aria-label={nameOf(word.id)}
        onChange={(event) => {
          // A fourth word changes nothing, and the box has to show that.
          if (full && !here) event.currentTarget.checked = false;
          given.pick(word.id);
        }}
      />
      <span>{word.label}</span>
    </label>
  );
}

function chosenIn(family: Emotion, chosen: readonly string[]): string {
  const words = chosen.filter((id) => id.includes('.') || id === family.id).filter((id) => familyOf(id) === family.id);
  return words.map((id) => emotion(id).label).join(t('wheel.list.between'));
}
