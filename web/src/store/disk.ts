/** The records of this device on its disk: sealed, each by itself. Before anything is put, nothing exists. */
import { createConnection } from './connection.ts';
import { asked, ended, RECORDS } from './database.ts';
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
  /** In one step: either the value lies there and the record of the listed one is gone, or all is as before. */
  move: (listed: Pick<Written<unknown>, 'name' | 'mark'>, name: string, value: unknown) => Promise<void>;
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
  const { using, making } = createConnection(factory);
  /** Does something with what lies here and the key to it; null where there is nothing, or it is locked. */
  const reading = <T>(act: (store: IDBDatabase, key: CryptoKey) => Promise<T>): Promise<T | null> =>
    using(async (store) => {
      const key = store && (await lock.key(store));
      return key ? act(store, key) : null;
    });
  return {
    isOpen: async () => (await reading(() => Promise.resolve(true))) !== null,
    get: <T>(name: string) => reading((store, key) => get<T>(store, key, name)),
    put: (name, value, still = () => true) =>
      making(async (store) => {
        const sealed = await seal(await lock.keyOnceOpen(store), name, value);
        if (still()) await put(store, sealed);
      }),
    removeIf: (name, same) =>
      using(async (store) => {
        if (store) await removeIf(store, name, same);
      }),
    move: (listed, name, value) =>
      making(async (store) => {
        const sealed = await seal(await lock.keyOnceOpen(store), name, value);
        await removeIf(store, listed.name, (mark) => mark === listed.mark, sealed);
      }),
    list: async <T>(prefix: string) => (await reading((store, key) => list<T>(store, key, prefix))) ?? [],
    count: (prefix) => using(async (store) => (store ? count(store, prefix) : 0)),
  };
}

async function get<T>(store: IDBDatabase, key: CryptoKey, name: string): Promise<T | null> {
  const sealed = (await asked<unknown>(store.transaction(RECORDS).objectStore(RECORDS).get(name))) as
    Sealed | undefined;
  return sealed ? unsealed<T>(key, sealed) : null;
}

async function count(store: IDBDatabase, prefix: string): Promise<number> {
  return asked(store.transaction(RECORDS).objectStore(RECORDS).count(under(prefix)));
}

async function put(store: IDBDatabase, sealed: Sealed): Promise<void> {
  const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
  writing.objectStore(RECORDS).put(sealed);
  await ended(writing);
}

async function removeIf(
  store: IDBDatabase,
  name: string,
  same: (mark: string) => boolean,
  instead?: Sealed,
): Promise<void> {
  const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
  const records = writing.objectStore(RECORDS);
  if (instead) records.put(instead);
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
