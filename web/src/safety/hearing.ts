/** What somebody's own words called for, until the next screen has shown it. Nothing here is kept, sent or counted. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Place } from '../app/router.ts';
import { createMatcher, type Around, type Code, type Matcher, type PhraseList } from './matcher.ts';

/**
 * Every free-text field calls this once, when its words are on their way (Send, Save, Next), before the screen changes.
 * It answers nothing and holds nothing back: the next `Screen` shows a card by itself if there is one to show.
 * `around` is the moment the words belong to, where there is one.
 */
export type Listen = (words: string | readonly string[], around?: Around) => void;

export interface Hearing {
  readonly listen: Listen;
  /** What this screen has to show of it. */
  readonly heard: ReadonlySignal<readonly Code[]>;
  /** The screen that is here shows it, and none after it will. */
  readonly shown: () => void;
  /** Whoever was asked has answered; about these words nobody is asked again. The answer goes nowhere. */
  readonly answered: () => void;
}

/** A look at one of these is no going on: whoever comes back finds the card. */
const ASIDE: readonly Place[] = ['help', 'support', 'unsafe'];
const ASKING: readonly Code[] = ['S1', 'S2'];

export interface Lists {
  /** Read at once. */
  readonly first: readonly PhraseList[];
  /** Read as soon as they are there: words that are heard later bring their card later, and wait for nothing. */
  readonly others: () => Promise<readonly PhraseList[]>;
}

export function createHearing(lists: Lists, place: ReadonlySignal<Place>): Hearing {
  const waiting = signal<readonly Code[]>([]);
  const settled = new Set<string>();
  const first = createMatcher(lists.first);
  const others = loaded(lists.others);
  let asked: string[] = [];
  let at: Place | null = null;

  const note = (hears: Matcher, words: readonly string[], around?: Around): void => {
    for (const each of words) {
      const codes = hears(each, around).filter((code) => !(ASKING.includes(code) && settled.has(each)));
      if (codes.length === 0) continue;
      asked.push(each);
      waiting.value = [...new Set([...waiting.value, ...codes])];
    }
  };
  const listen: Listen = (words, around) => {
    const each = [words].flat().filter((some) => some.trim());
    note(first, each, around);
    void others().then((hears) => {
      if (hears) note(hears, each, around);
    });
  };
  effect(() => {
    const here = place.value;
    if (at === null || here === at || ASIDE.includes(here)) return;
    waiting.value = [];
    asked = [];
    at = null;
  });
  return {
    listen,
    heard: computed(() => (ASIDE.includes(place.value) ? [] : waiting.value)),
    shown: () => {
      at = place.peek();
    },
    answered: () => {
      for (const each of asked) settled.add(each);
      asked = [];
      waiting.value = waiting.value.filter((code) => !ASKING.includes(code));
    },
  };
}

/** The matcher for lists that have to come first; null where they did not, and then they are asked for again. */
function loaded(load: Lists['others']): () => Promise<Matcher | null> {
  let coming: Promise<Matcher | null> | null = null;
  return () =>
    (coming ??= load().then(createMatcher, () => {
      coming = null;
      return null;
    }));
}
