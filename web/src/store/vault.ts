/** What is kept about a person on this device: sealed, each record by itself. Before anything is put, nothing exists. */
import { createLock, type Lock } from './lock.ts';
import { asked, ended, openStore, RECORDS } from './database.ts';
import { seal, unsealed, type Sealed } from './sealing.ts';

export interface Vault {
  /** Null where there is nothing of this name, or nothing that can be opened now. */
  get: <T>(name: string) => Promise<T | null>;
  /** Returns when it is on the disk; while it is locked, that is once it is open again. A name says nothing about anybody: it stands in the clear. */
  put: (name: string, value: unknown) => Promise<void>;
  remove: (name: string) => Promise<void>;
  list: <T>(prefix: string) => Promise<Kept<T>[]>;
  /** Removes a record unless it was put anew since it was listed. */
  removeAsListed: (kept: Kept<unknown>) => Promise<void>;
  /** How many there are, also while they are locked. */
  count: (prefix: string) => Promise<number>;
}

export interface Kept<T> {
  readonly name: string;
  readonly value: T;
  /** Differs with every put. */
  readonly mark: string;
}

const HIGHEST = '\uffff';

export function createVault(factory: IDBFactory, lock: Lock = createLock(factory)): Vault {
  let opened: Promise<IDBDatabase | null> | null = null;
  const found = async (): Promise<IDBDatabase | null> => {
    const store = await (opened ??= openStore(factory, false));
    if (!store) opened = null;
    return store;
  };
  const made = async (): Promise<IDBDatabase> => {
    const store = (await found()) ?? (await (opened = openStore(factory, true)));
    if (!store) throw new Error('The browser keeps nothing.');
    return store;
  };
  /** What lies here and the key to it; null where there is nothing, or it is locked. */
  const readable = async (): Promise<{ store: IDBDatabase; key: CryptoKey } | null> => {
    const store = await found();
    const key = store && (await lock.key(store));
    return key ? { store, key } : null;
  };
  const removeIf = async (name: string, same: (sealed: Sealed) => boolean): Promise<void> => {
    const store = await found();
    if (!store) return;
    const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
    const records = writing.objectStore(RECORDS);
    const sealed = (await asked<unknown>(records.get(name))) as Sealed | undefined;
    if (sealed && same(sealed)) records.delete(name);
    await ended(writing);
  };
  return {
    get: async <T>(name: string) => {
      const here = await readable();
      if (!here) return null;
      const sealed = (await asked<unknown>(here.store.transaction(RECORDS).objectStore(RECORDS).get(name))) as
        Sealed | undefined;
      return sealed ? unsealed<T>(here.key, sealed) : null;
    },
    put: async (name, value) => {
      const store = await made();
      const sealed = await seal(await lock.keyOnceOpen(store), name, value);
      const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
      writing.objectStore(RECORDS).put(sealed);
      await ended(writing);
    },
    remove: (name) => removeIf(name, () => true),
    removeAsListed: (kept) => removeIf(kept.name, (sealed) => markOf(sealed) === kept.mark),
    list: async <T>(prefix: string) => {
      const here = await readable();
      if (!here) return [];
      const all = (await asked<unknown[]>(
        here.store.transaction(RECORDS).objectStore(RECORDS).getAll(under(prefix)),
      )) as Sealed[];
      const each = await Promise.all(all.map((sealed) => keptOf<T>(here.key, sealed)));
      return each.filter((kept) => kept !== null);
    },
    count: async (prefix) => {
      const store = await found();
      return store ? asked(store.transaction(RECORDS).objectStore(RECORDS).count(under(prefix))) : 0;
    },
  };
}

function under(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, prefix + HIGHEST);
}

async function keptOf<T>(key: CryptoKey, sealed: Sealed): Promise<Kept<T> | null> {
  const value = await unsealed<T>(key, sealed);
  return value === null ? null : { name: sealed.name, value, mark: markOf(sealed) };
}

function markOf(sealed: Sealed): string {
  return sealed.iv.join('.');
}
