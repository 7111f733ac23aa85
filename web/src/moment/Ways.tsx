import type { JSX } from 'preact';
import { t } from '../words/index.ts';
import type { View } from './view.ts';

type Shown = View | 'find';

const DRAWINGS: Readonly<Record<Shown, string>> = {
  wheel:
    'M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM10 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM10 3v4.5M10 12.5V17M3 10h4.5M12.5 10H17',
  list: 'M8 5h9M8 10h9M8 15h9M3.5 5h.5M3.5 10h.5M3.5 15h.5',
  find: 'M9 3.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM13 13l4 4',
};

/** The ways to a word: the wheel and the list, which are equals, and finding by typing. */
export function Ways(given: { at: Shown; from: View; go: (to: Shown) => void }): JSX.Element {
  const others: readonly Shown[] = given.at === 'find' ? [given.from] : [other(given.from), 'find'];
  return (
    <div class="view-ways">
      {others.map((to) => (
        <button
          key={to}
          type="button"
          class="view-way"
          onClick={() => {
            given.go(to);
          }}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d={DRAWINGS[to]} />
          </svg>
          {t(`wheel.view.${to}`)}
        </button>
      ))}
    </div>
  );
}

function other(view: View): View {
  return view === 'wheel' ? 'list' : 'wheel';
}
