/** What is noted about the lock itself, beside the records: in the clear, because it says nothing about anybody. */
import { asked, ended, KEYS, RECORDS } from './database.ts';
import { seal, unsealed, type Sealed } from './sealing.ts';
import { NO_TRIES, pauseLeft, triedAgain, type Tries } from './tries.ts';
import { newRecordKey, wrappedByDevice, type Wrapping } from './wrapping.ts';

/** `id` stays with the key of the records, however that is wrapped. */
export interface Guarded {
  readonly id: string;
  readonly wrapping: Wrapping;
  /** After how many minutes out of sight a PIN is asked for again. */
  readonly minutes: number;
}

const GUARDED = 'guarded';
const TRIES = 'tries';
/** Where the key lay before there were PINs. */
const EARLIER = 'device';
const MINUTES = 5;

/** A key for what is to come; what was sealed before there were wrappings is sealed anew under it. */
export async function newlyGuarded(store: IDBDatabase): Promise<Guarded> {
  const key = await newRecordKey();
  const made: Guarded = { id: crypto.randomUUID(), wrapping: await wrappedByDevice(key), minutes: MINUTES };
  const earlier = await read<CryptoKey>(store, EARLIER);
  const anew = earlier ? await resealed(store, earlier, key) : [];
  const writing = store.transaction([RECORDS, KEYS], 'readwrite', { durability: 'strict' });
  const keys = writing.objectStore(KEYS);
  // Another tab may have been first; its key is the one that counts.
  const first = (await asked<unknown>(keys.get(GUARDED))) as Guarded | undefined;
  if (!first) {
    keys.put(made, GUARDED);
    keys.delete(EARLIER);
    for (const each of anew) writing.objectStore(RECORDS).put(each);
  }
  await ended(writing);
  return first ?? made;
}

async function resealed(store: IDBDatabase, earlier: CryptoKey, key: CryptoKey): Promise<Sealed[]> {
  const all = (await asked<unknown[]>(store.transaction(RECORDS).objectStore(RECORDS).getAll())) as Sealed[];
  const each = await Promise.all(
    all.map(async (sealed) => {
      const value = await unsealed<unknown>(earlier, sealed);
      return value === null ? null : seal(key, sealed.name, value);
    }),
  );
  return each.filter((sealed) => sealed !== null);
}

export const guardedIn = (store: IDBDatabase): Promise<Guarded | null> => read<Guarded>(store, GUARDED);

export const guard = (store: IDBDatabase, guarded: Guarded): Promise<void> => write(store, GUARDED, guarded);

/**
 * Notes one more try before it is made, so that many at once are no more than one after the other; answers the pause
 * that is still to pass instead, if there is one.
 */
export async function noteTry(store: IDBDatabase, now: number): Promise<{ left: number; next: number }> {
  const writing = store.transaction(KEYS, 'readwrite', { durability: 'strict' });
  const keys = writing.objectStore(KEYS);
  const before = ((await asked<unknown>(keys.get(TRIES))) as Tries | undefined) ?? NO_TRIES;
  const left = pauseLeft(before, now);
  const after = left > 0 ? before : triedAgain(before, now);
  keys.put(after, TRIES);
  await ended(writing);
  return { left, next: pauseLeft(after, now) };
}

export const forgetTries = (store: IDBDatabase): Promise<void> => write(store, TRIES, NO_TRIES);

async function read<T>(store: IDBDatabase, name: string): Promise<T | null> {
  const found = await asked<unknown>(store.transaction(KEYS).objectStore(KEYS).get(name));
  return (found as T | undefined) ?? null;
}

async function write(store: IDBDatabase, name: string, value: unknown): Promise<void> {
  const writing = store.transaction(KEYS, 'readwrite', { durability: 'strict' });
  writing.objectStore(KEYS).put(value, name);
  await ended(writing);
}

/** Takes away every record and every key. */
export async function empty(store: IDBDatabase): Promise<void> {
  const writing = store.transaction([RECORDS, KEYS], 'readwrite', { durability: 'strict' });
  writing.objectStore(RECORDS).clear();
  writing.objectStore(KEYS).clear();
  await ended(writing);
}
