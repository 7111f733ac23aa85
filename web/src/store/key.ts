/** The device's own key, and where what is sealed under it lies. */
const NAME = 'kept';
const VERSION = 1;
export const RECORDS = 'records';
const KEYS = 'keys';
const DEVICE = 'device';

/** Opens what is kept; makes it where `make` says so, else answers null if there never was anything. */
export async function openStore(factory: IDBFactory, make: boolean): Promise<IDBDatabase | null> {
  if (!make && !(await exists(factory))) return null;
  const opening = factory.open(NAME, VERSION);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(RECORDS, { keyPath: 'name' });
    opening.result.createObjectStore(KEYS);
  };
  return asked(opening);
}

async function exists(factory: IDBFactory): Promise<boolean> {
  return (await factory.databases()).some((each) => each.name === NAME);
}

/**
 * The key of this device: made at the first need, never to be read out of the browser. Whoever holds the unlocked
 * device holds what it opens.
 */
export async function deviceKey(store: IDBDatabase): Promise<CryptoKey> {
  const found = (await asked<unknown>(store.transaction(KEYS).objectStore(KEYS).get(DEVICE))) as CryptoKey | undefined;
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const writing = store.transaction(KEYS, 'readwrite', { durability: 'strict' });
  const keys = writing.objectStore(KEYS);
  // Another tab may have been first; its key is the one that counts.
  const first = (await asked<unknown>(keys.get(DEVICE))) as CryptoKey | undefined;
  if (!first) keys.put(made, DEVICE);
  await ended(writing);
  return first ?? made;
}

/** The answer to one request of IndexedDB. */
export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The browser could not read what is kept.'));
    };
  });
}

/** When everything in it is on the disk. */
export function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = transaction.onerror = () => {
      reject(transaction.error ?? new Error('The browser could not keep this.'));
    };
  });
}
