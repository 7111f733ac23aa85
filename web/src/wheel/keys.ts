import { emotion, parentOf } from './emotions.ts';

/**
 * Where a key leads from one word among those that can be reached: left and right along the ring, up to the word it
 * belongs to, down to the first word beyond it, Home and End, and letters. Null when the key means nothing here.
 */
export function moved(key: string, from: string, among: readonly string[]): string | null {
  const ring = among.filter((id) => emotion(id).ring === emotion(from).ring);
  const here = ring.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return ring[(here + 1) % ring.length] ?? null;
    case 'ArrowLeft':
      return ring[(here - 1 + ring.length) % ring.length] ?? null;
    case 'ArrowUp':
      return within(parentOf(emotion(from))?.id, among);
    case 'ArrowDown':
      return within(emotion(from).children[0], among);
    case 'Home':
      return ring[0] ?? null;
    case 'End':
      return ring.at(-1) ?? null;
    default:
      return key.length === 1 && key !== ' ' ? startingWith(key, from, among) : null;
  }
}

function within(id: string | undefined, among: readonly string[]): string | null {
  return id !== undefined && among.includes(id) ? id : null;
}

/** The next word that starts with this letter, round the end and back to the one it started from. */
function startingWith(letter: string, from: string, among: readonly string[]): string | null {
  const here = among.indexOf(from);
  const order = [...among.slice(here + 1), ...among.slice(0, here + 1)];
  const wanted = letter.toLocaleLowerCase();
  return order.find((id) => emotion(id).label.toLocaleLowerCase().startsWith(wanted)) ?? null;
}
