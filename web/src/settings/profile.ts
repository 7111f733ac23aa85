/** What somebody set about themselves, and how a part of it is changed. Pure. */
import type { components } from '../api/coach.d.ts';

export type Shown = components['schemas']['ProfileShown'];
export type Cautions = Shown['cautions'];
type Put = components['schemas']['PutProfile'];
/** What can be set; what is left out of a part stays as it is. */
export type Part = Partial<Omit<Put, 'id' | 'occurred_at'>>;

/** The profile as it was read, and the ETag to change it by. */
export interface Read {
  readonly shown: Shown;
  readonly etag: string | null;
}

/** By code: an answer that was given here and not saved yet; null where one was taken away. */
export type Changes = Readonly<Record<string, 'yes' | 'no' | null>>;

export function withChanges(cautions: Cautions, changes: Changes): Cautions {
  const all = Object.entries({ ...cautions, ...changes });
  return Object.fromEntries(all.filter((each): each is [string, 'yes' | 'no'] => each[1] !== null));
}

/** Only what can be set, with this part of it: what the services say besides it is theirs. */
export function putOf(shown: Shown, part: Part): Put {
  const { cautions, hidden, restored, language, zone, country, quiet, session } = shown;
  return { cautions, hidden, restored, language, zone, country, quiet, session, ...part };
}

/** Hidden is one that was brought back no longer. */
export function hide(id: string): (shown: Shown) => Part {
  return ({ hidden, restored }) => ({ hidden: [...without(hidden, id), id], restored: without(restored, id) });
}

/** Offered again, whether somebody hid it or it was left out because it did harm twice. */
export function bringBack(id: string, harmed: boolean): (shown: Shown) => Part {
  return ({ hidden, restored }) => ({
    hidden: without(hidden, id),
    restored: harmed ? [...without(restored, id), id] : restored,
  });
}

/** The version that an ETag of the profile holds; a pack that knows it was made after the change. */
export function versionOf(etag: string | null): number {
  return Number.parseInt(etag?.replaceAll('"', '') ?? '0', 10);
}

function without(ids: readonly string[], id: string): string[] {
  return ids.filter((each) => each !== id);
}
