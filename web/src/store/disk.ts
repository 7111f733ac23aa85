/** The records of this device on its disk: sealed, each by itself. Before anything is put, nothing exists. */
import { asked, ended, openStore, RECORDS } from './database.ts';
import type { Lock } from './lock.ts';
import { seal, unsealed, type Sealed } from './sealing.ts';

export interface Disk {
  /** Whether there is anything that can be opened now. */
  isOpen: () => Promise<boolean>;
  get: <T>(name: string) => Promise<T | null>;
  /** While it is locked this waits. At the very last it is asked whether the value is `still` wanted. */
  put: (name: string, value: unknown, still?: () => boolean) => Promise<void>;
  /** Removes the record of this name if its mark is the `same`. */
  removeIf: (name: string, same: (mark: string) => boolean) => Promise<void>;
  list: <T>(prefix: string) => Promise<Written<T>[]>;
  count: (prefix: string) => Promise<number>;
}

export interface Written<T> {
  readonly name: string;
  readonly value: T;
  /** Differs with every put. */
  readonly mark: string;
}

const HIGHEST = '\uffff';

export function createDisk(factory: IDBFactory, lock: Lock): Disk {
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
  return {
    isOpen: async () => (await readable()) !== null,
    get: async <T>(name: string) => {
      const here = await readable();
      if (!here) return null;
      const sealed = (await asked<unknown>(here.store.transaction(RECORDS).objectStore(RECORDS).get(name))) as
        Sealed | undefined;
      return sealed ? unsealed<T>(here.key, sealed) : null;
    },
    put: async (name, value, still = () => true) => {
      const store = await made();
      const sealed = await seal(await lock.keyOnceOpen(store), name, value);
      if (still()) await put(store, sealed);
    },
    removeIf: async (name, same) => {
      const store = await found();
      if (store) await removeIf(store, name, same);
    },
    list: async <T>(prefix: string) => {
      const here = await readable();
      return here ? list<T>(here.store, here.key, prefix) : [];
    },
    count: async (prefix) => {
      const store = await found();
      return store ? asked(store.transaction(RECORDS).objectStore(RECORDS).count(under(prefix))) : 0;
    },
  };
}

async function put(store: IDBDatabase, sealed: Sealed): Promise<void> {
  const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
  writing.objectStore(RECORDS).put(sealed);
  await ended(writing);
}

async function removeIf(store: IDBDatabase, name: string, same: (mark: string) => boolean): Promise<void> {
  const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
  const records = writing.objectStore(RECORDS);
  const sealed = (await asked<unknown>(records.get(name))) as Sealed | undefined;
  if (sealed && same(markOf(sealed))) records.delete(name);
  await ended(writing);
}

async function list<T>(store: IDBDatabase, key: CryptoKey, prefix: string): Promise<Written<T>[]> {
  const all = (await asked<unknown[]>(
    store.transaction(RECORDS).objectStore(RECORDS).getAll(under(prefix)),
  )) as Sealed[];
  const each = await Promise.all(all.map((sealed) => writtenOf<T>(key, sealed)));
  return each.filter((written) => written !== null);
}

function under(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, prefix + HIGHEST);
}

async function writtenOf<T>(key: CryptoKey, sealed: Sealed): Promise<Written<T> | null> {
  const value = await unsealed<T>(key, sealed);
  return value === null ? null : { name: sealed.name, value, mark: markOf(sealed) };
}

function markOf(sealed: Sealed): string {
  return sealed.iv.join('.');
}
