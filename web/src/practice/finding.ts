/** Which practices fit what somebody types and picks. Pure. */
import type { Technique } from './catalogue.ts';

export interface Wanted {
  readonly words: string;
  /** Null: every kind. */
  readonly family: string | null;
  /** Null: as long as it takes. */
  readonly minutes: number | null;
}

export const ANYTHING: Wanted = { words: '', family: null, minutes: null };

/** In the order they came. `namesOf` are the words of a practice that a search looks through, besides its own. */
export function found(
  all: Iterable<Technique>,
  wanted: Wanted,
  namesOf: (technique: Technique) => readonly string[],
): Technique[] {
  const words = folded(wanted.words).split(/\s+/).filter(Boolean);
  return [...all].filter((each) => {
    if (wanted.family !== null && each.family !== wanted.family) return false;
    if (wanted.minutes !== null && each.minutes > wanted.minutes) return false;
    const text = folded([each.name, each.purpose, ...namesOf(each)].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Accents and case make no difference to a search. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
