/** What somebody's own words called for, until the next screen has shown it. Nothing here is kept, sent or counted. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Place } from '../app/router.ts';
import { createMatcher, type Around, type Code, type Matcher, type PhraseList } from './matcher.ts';

/**
 * Every free-text field calls this when its words are on their way (Send, Save, Next), before the screen changes, and
 * before anything that may stop them. It answers nothing and holds nothing back: the next `Screen` shows a card by
 * itself if there is one to show. `note` names what the words are written in: a moment, a step of a practice, what is
 * being typed in a form. `around` is the moment the words belong to, where there is one.
 */
export type Listen = (note: string, words: string | readonly string[], around?: Around) => void;

export interface Hearing {
  readonly listen: Listen;
  /** What this screen has to show of it. */
  readonly heard: ReadonlySignal<readonly Code[]>;
  /** The screen that is here shows it, and none after it will. */
  readonly shown: () => void;
  /**
   * Whoever was asked has answered, and the answer goes nowhere. `settled`: about the same words of the same note nobody
   * is asked again; the same words in another note are asked about.
   */
  readonly answered: (settled: boolean) => void;
  /** Whether words that are only searched for are heavy. Nothing of it is remembered. */
  readonly isHeavy: (words: string, around?: Around) => Promise<boolean>;
}

/** A look at one of these is no going on: whoever comes back finds the card. */
const ASIDE: readonly Place[] = ['help', 'support', 'unsafe'];
const ASKING: readonly Code[] = ['S1', 'S2'];

interface Said {
  readonly note: string;
  readonly words: readonly string[];
  readonly around: Around | undefined;
}

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

  const take = (hears: Matcher, { note, words, around }: Said): void => {
    for (const each of words) {
      const key = `${note}\n${each}`;
      const codes = hears(each, around).filter((code) => !(ASKING.includes(code) && settled.has(key)));
      if (codes.length === 0) continue;
      asked.push(key);
      waiting.value = [...new Set([...waiting.value, ...codes])];
    }
  };
  const listen: Listen = (note, words, around) => {
    const said = { note, words: [words].flat().filter((some) => some.trim()), around };
    take(first, said);
    // What was heard already is not heard twice: the card may have been answered before the other lists came.
    const besides = (hears: Matcher): Matcher => {
      return (each, near) => hears(each, near).filter((code) => !first(each, near).includes(code));
    };
    void others().then((hears) => {
      if (hears) take(besides(hears), said);
    });
  };
  const isHeavy: Hearing['isHeavy'] = async (words, around) => {
    const asks = (hears: Matcher): boolean => hears(words, around).some((code) => ASKING.includes(code));
    if (asks(first)) return true;
    const hears = await others();
    return hears !== null && asks(hears);
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
    isHeavy,
    heard: computed(() => (ASIDE.includes(place.value) ? [] : waiting.value)),
    shown: () => {
      at = place.peek();
    },
    answered: (settles) => {
      if (settles) for (const each of asked) settled.add(each);
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
