import type { JSX } from 'preact';
import { nameOf } from '../wheel/parts.tsx';
import { emotion, UNSURE } from '../wheel/emotions.ts';
import { t } from '../words/index.ts';
import type { Draft } from './draft.ts';
import { picked, strongest } from './picking.ts';

/** What was picked, the strongest first; nothing yet leaves room for who cannot name it. */
export function Chosen(given: { draft: Draft; refused: boolean }): JSX.Element {
  const { chosen } = given.draft;
  const words = chosen.value;
  return (
    <div class="chosen-row">
      {words.length === 0 ? (
        <button type="button" class="button quiet unsure" onClick={() => (chosen.value = picked(words, UNSURE))}>
          {t('moment.unsure')}
        </button>
      ) : (
        <ol aria-label={t('moment.chosen')}>
          {words.map((id, place) => (
            <Chip key={id} id={id} place={place} draft={given.draft} />
          ))}
        </ol>
      )}
      <p class={`small ${given.refused ? '' : 'order'}`} role="status">
        {given.refused ? t('moment.full') : words.length > 1 && t('moment.order')}
      </p>
    </div>
  );
}

function Chip(given: { id: string; place: number; draft: Draft }): JSX.Element {
  const { chosen } = given.draft;
  const word = wordOf(given.id);
  const name = given.id === UNSURE ? word : nameOf(given.id);
  return (
    <li class="chip">
      <button
        type="button"
        class="chip-word"
        aria-label={given.place === 0 ? name : t('moment.first', { word: name })}
        onClick={() => (chosen.value = strongest(chosen.value, given.id))}
      >
        {word}
      </button>
      <button
        type="button"
        class="chip-away"
        aria-label={t('moment.remove', { word: name })}
        onClick={() => (chosen.value = picked(chosen.value, given.id))}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4.5 4.5l7 7m0-7l-7 7" />
        </svg>
      </button>
    </li>
  );
}

export function wordOf(id: string): string {
  return id === UNSURE ? t('moment.unsure') : emotion(id).label;
}
