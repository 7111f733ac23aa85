/** Where what is kept on this device lies, and how the browser is asked for it. */
const NAME = 'kept';
const VERSION = 1;
export const RECORDS = 'records';
export const KEYS = 'keys';

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
