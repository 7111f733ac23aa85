/** What is kept about a person on this device: sealed, each record by itself. Before anything is put, nothing exists. */
import { asked, deviceKey, ended, openStore, RECORDS } from './key.ts';

export interface Vault {
  /** Null where there is nothing of this name, or nothing that this device can open. */
  get: <T>(name: string) => Promise<T | null>;
  /** Returns when it is on the disk. A name says nothing about anybody: it stands in the clear. */
  put: (name: string, value: unknown) => Promise<void>;
  remove: (name: string) => Promise<void>;
  list: <T>(prefix: string) => Promise<Kept<T>[]>;
  /** Removes a record unless it was put anew since it was listed. */
  removeAsListed: (kept: Kept<unknown>) => Promise<void>;
}

export interface Kept<T> {
  readonly name: string;
  readonly value: T;
  /** Differs with every put. */
  readonly mark: string;
}

interface Sealed {
  name: string;
  iv: Uint8Array<ArrayBuffer>;
  body: ArrayBuffer;
}

interface Opened {
  store: IDBDatabase;
  key: CryptoKey;
}

const IV_BYTES = 12;
const HIGHEST = '\uffff';

export function createVault(factory: IDBFactory): Vault {
  let opened: Promise<Opened> | null = null;
  const make = (): Promise<Opened> => (opened ??= openMade(factory));
  const found = async (): Promise<Opened | null> => {
    if (opened) return opened;
    const store = await openStore(factory, false);
    if (!store) return null;
    store.close();
    return make();
  };
  const removeIf = async (name: string, same: (sealed: Sealed) => boolean): Promise<void> => {
    const here = await found();
    if (!here) return;
    const writing = here.store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
    const records = writing.objectStore(RECORDS);
    const sealed = (await asked<unknown>(records.get(name))) as Sealed | undefined;
    if (sealed && same(sealed)) records.delete(name);
    await ended(writing);
  };
  return {
    get: async <T>(name: string) => {
      const here = await found();
      if (!here) return null;
      const sealed = (await asked<unknown>(here.store.transaction(RECORDS).objectStore(RECORDS).get(name))) as
        Sealed | undefined;
      return sealed ? unsealed<T>(here.key, sealed) : null;
    },
    put: async (name, value) => {
      const { store, key } = await make();
      const sealed = await seal(key, name, value);
      const writing = store.transaction(RECORDS, 'readwrite', { durability: 'strict' });
      writing.objectStore(RECORDS).put(sealed);
      await ended(writing);
    },
    remove: (name) => removeIf(name, () => true),
    removeAsListed: (kept) => removeIf(kept.name, (sealed) => markOf(sealed) === kept.mark),
    list: async <T>(prefix: string) => {
      const here = await found();
      if (!here) return [];
      const range = IDBKeyRange.bound(prefix, prefix + HIGHEST);
      const all = (await asked<unknown[]>(
        here.store.transaction(RECORDS).objectStore(RECORDS).getAll(range),
      )) as Sealed[];
      const each = await Promise.all(all.map((sealed) => keptOf<T>(here.key, sealed)));
      return each.filter((kept) => kept !== null);
    },
  };
}

async function openMade(factory: IDBFactory): Promise<Opened> {
  const store = await openStore(factory, true);
  if (!store) throw new Error('The browser keeps nothing.');
  return { store, key: await deviceKey(store) };
}

async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const words = new TextEncoder().encode(JSON.stringify(value));
  return { name, iv, body: await crypto.subtle.encrypt(bound(name, iv), key, words) };
}

async function unsealed<T>(key: CryptoKey, sealed: Sealed): Promise<T | null> {
  try {
    const words = await crypto.subtle.decrypt(bound(sealed.name, sealed.iv), key, sealed.body);
    return JSON.parse(new TextDecoder().decode(words)) as T;
  } catch {
    return null;
  }
}

async function keptOf<T>(key: CryptoKey, sealed: Sealed): Promise<Kept<T> | null> {
  const value = await unsealed<T>(key, sealed);
  return value === null ? null : { name: sealed.name, value, mark: markOf(sealed) };
}

/** A record opens under its own name alone, so that none can be put in another's place. */
function bound(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
}

function markOf(sealed: Sealed): string {
  return sealed.iv.join('.');
}
