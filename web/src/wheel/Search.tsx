import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Unfound } from '../safety/Unfound.tsx';
import { t } from '../words/index.ts';
import { emotion, familyOf, parentOf, type Emotion } from './emotions.ts';
import { found } from './finding.ts';
import type { Choosing } from './Wheel.tsx';

/** Finds a word by typing. Each match says where it belongs, because some words stand on the wheel twice. */
export function Search(given: Choosing & { done: () => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const matches = found(typed);
  const current = matches[Math.min(at, matches.length - 1)];
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);

  const choose = (word: Emotion): void => {
    given.pick(word.id);
    given.done();
  };
  const hear = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') given.done();
    else if (event.key === 'Enter' && current) choose(current);
    else if (event.key === 'ArrowDown' && matches.length > 0) setAt((at + 1) % matches.length);
    else if (event.key === 'ArrowUp' && matches.length > 0) setAt((at - 1 + matches.length) % matches.length);
    else return;
    event.preventDefault();
  };
  return (
    <div class="search">
      <label for={id}>{t('wheel.find.label')}</label>
      <input
        ref={field}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="done"
        aria-autocomplete="list"
        aria-expanded={matches.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={current ? `${id}-${current.id}` : undefined}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={hear}
      />
      <ul id={`${id}-found`} role="listbox" aria-label={t('wheel.find.found')} class="found">
        {matches.map((word) => (
          <Match
            key={word.id}
            id={`${id}-${word.id}`}
            word={word}
            current={word === current}
            here={given.chosen.includes(word.id)}
            choose={choose}
          />
        ))}
      </ul>
      {typed.trim() && matches.length === 0 && <None typed={typed} />}
    </div>
  );
}

function None(given: { typed: string }): JSX.Element {
  return (
    <>
      <p role="status">{t('wheel.find.none')}</p>
      <Unfound words={given.typed} />
    </>
  );
}

function Match(given: {
  id: string;
  word: Emotion;
  current: boolean;
  here: boolean;
  choose: (word: Emotion) => void;
}): JSX.Element {
  const { word } = given;
  return (
    <li
      id={given.id}
      role="option"
      aria-selected={given.current}
      class={given.here ? 'here' : ''}
      onClick={() => {
        given.choose(word);
      }}
    >
      <span class={`dot feel-dot-${familyOf(word.id)}`} aria-hidden="true" />
      <span>{word.label}</span> <span class="where">{whereOf(word)}</span>
    </li>
  );
}

function whereOf(word: Emotion): string {
  const parent = parentOf(word);
  if (!parent) return '';
  const family = emotion(familyOf(word.id));
  const place = parent === family ? family.label : t('wheel.find.path', { parent: parent.label, family: family.label });
  return t('wheel.find.where', { place });
}
