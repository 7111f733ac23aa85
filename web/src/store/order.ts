/** What may be sent when, and what becomes of it. Pure. */
import type { Answer } from '../api/client.ts';

/** `plan` is what became of a task. A retraction takes back what its path names; its body says nothing. */
export type Kind = 'check-in' | 'practice' | 'rating' | 'plan' | 'seen' | 'retraction';

export interface Item {
  readonly kind: Kind;
  /** Made on this device; the services know a repeat by it. */
  readonly id: string;
  readonly path: string;
  readonly body: unknown;
  /** Whose it is. Nobody else's token ever sends it. */
  readonly owner: string;
  /** When it was added, milliseconds; no two of one device have the same. */
  readonly at: number;
}

// What belongs to a moment is sent before the moment is taken back.
const KINDS: readonly Kind[] = ['check-in', 'practice', 'rating', 'plan', 'seen', 'retraction'];
/** Milliseconds between one try and the next. */
export const PAUSES: readonly number[] = [2000, 5000, 15_000, 60_000, 300_000];
const NOT_THERE = 404;
const GONE = 410;
/** Whoever sends this again gets the same answer; everything else may be different next time. */
const DEFINITE = [400, 403, 404, 409, 413, 415, 422];
/** What a service says where the same may be taken a moment later: a practice whose check-in is not there yet. */
const TRY_AGAIN = 'try-again';

/** Check-ins before their practices, practices before what was said about them; each in the order of its coming. */
export function inOrder<T extends { readonly value: Item }>(items: readonly T[]): T[] {
  const rank = (each: T): number => KINDS.indexOf(each.value.kind);
  return items.toSorted((one, other) => rank(one) - rank(other) || one.value.at - other.value.at);
}

/** Whether it rests on one of those that are left. */
export function isHeld(item: Pick<Item, 'path' | 'body'>, left: ReadonlySet<string>): boolean {
  const { body } = item;
  if (typeof body === 'object' && body !== null && 'check_in_id' in body && left.has(String(body.check_in_id))) {
    return true;
  }
  return item.path.split('/').some((part) => left.has(part));
}

/**
 * `gone`: the person's records are erased, and with them the place for this one. `lost`: what was not taken for good;
 * whatever rests on it would wait for ever.
 */
export function becomes(
  answer: Answer<unknown>,
  item: Pick<Item, 'kind' | 'path' | 'body'>,
  lost: ReadonlySet<string>,
): 'done' | 'gone' | 'refused' | 'waits' {
  if (answer.ok) return 'done';
  const { status, kind: problem } = answer.problem;
  if (item.kind === 'retraction' && status === NOT_THERE) return 'done';
  if (status === GONE) return 'gone';
  if (problem === TRY_AGAIN) return isHeld(item, lost) ? 'refused' : 'waits';
  return DEFINITE.includes(status) ? 'refused' : 'waits';
}
