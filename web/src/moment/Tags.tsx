import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Asked<Value> {
  readonly label: string;
  readonly of: readonly Value[];
  readonly say: (value: Value) => string;
}

/** One of a few; tapping it again leaves the question open. */
export function One<Value extends string | number | boolean>(
  given: Asked<Value> & { at: Value | null; choose: (value: Value | null) => void },
): JSX.Element {
  return (
    <Tags
      {...given}
      on={(each) => given.at === each}
      press={(each) => {
        given.choose(given.at === each ? null : each);
      }}
    />
  );
}

/** Any of a few. */
export function Any<Value extends string>(
  given: Asked<Value> & { at: readonly string[]; choose: (values: readonly string[]) => void },
): JSX.Element {
  return (
    <Tags
      {...given}
      on={(each) => given.at.includes(each)}
      press={(each) => {
        const without = given.at.filter((other) => other !== each);
        given.choose(without.length < given.at.length ? without : [...given.at, each]);
      }}
    />
  );
}

function Tags<Value extends string | number | boolean>(
  given: Asked<Value> & { on: (value: Value) => boolean; press: (value: Value) => void },
): JSX.Element {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} class="tags">
      <p id={id}>{given.label}</p>
      <div>
        {given.of.map((each) => (
          <button
            key={String(each)}
            type="button"
            class="button quiet tag"
            aria-pressed={given.on(each)}
            onClick={() => {
              given.press(each);
            }}
          >
            {given.say(each)}
          </button>
        ))}
      </div>
    </div>
  );
}
