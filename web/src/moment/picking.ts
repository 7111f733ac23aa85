export const MOST = 3;

/** The words after one more tap: a second tap takes a word away, and a fourth word changes nothing. */
export function picked(before: readonly string[], id: string): readonly string[] {
  if (before.includes(id)) return before.filter((each) => each !== id);
  return before.length < MOST ? [...before, id] : before;
}
