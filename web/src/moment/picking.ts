import { UNSURE } from '../wheel/emotions.ts';

export const MOST = 3;

/**
 * The words after one more tap: a second tap takes a word away, and a fourth word changes nothing. Who cannot name it
 * has said so in place of words, and a word then says more.
 */
export function picked(before: readonly string[], id: string): readonly string[] {
  if (before.includes(id)) return before.filter((each) => each !== id);
  if (id === UNSURE) return [UNSURE];
  const words = before.filter((each) => each !== UNSURE);
  return words.length < MOST ? [...words, id] : before;
}

/** The same words with this one as the strongest. */
export function strongest(before: readonly string[], id: string): readonly string[] {
  return before.includes(id) ? [id, ...before.filter((each) => each !== id)] : before;
}
