/** This page's connection to what is kept. A browser may cut it at any time, as iOS does while an app is out of sight. */
import { openStore } from './database.ts';

export interface Connection {
  /** Does something with what lies here, with null where nothing does; a second time where the connection was cut. */
  using: <T>(act: (store: IDBDatabase | null) => Promise<T>) => Promise<T>;
  /** The same where something is to be put: makes what is not there yet. */
  making: <T>(act: (store: IDBDatabase) => Promise<T>) => Promise<T>;
}

/** How a browser says that a connection is no more. A full disk is something else. */
const CUT = ['InvalidStateError', 'UnknownError', 'AbortError'];

export function createConnection(factory: IDBFactory): Connection {
  let opened: Promise<IDBDatabase | null> | null = null;
  let live: IDBDatabase | null = null;
  const drop = (store: IDBDatabase): void => {
    store.close();
    if (store === live) opened = live = null;
  };
  const open = (make: boolean): Promise<IDBDatabase | null> => {
    const opening = openStore(factory, make).then(
      (store) => {
        live = store;
        if (!store && opened === opening) opened = null;
        store?.addEventListener('close', () => {
          drop(store);
        });
        return store;
      },
      (fault: unknown) => {
        if (opened === opening) opened = null;
        throw fault;
      },
    );
    return (opened = opening);
  };
  const found = (): Promise<IDBDatabase | null> => opened ?? open(false);
  const made = async (): Promise<IDBDatabase> => {
    const store = (await found()) ?? (await open(true));
    if (!store) throw new Error('The browser keeps nothing.');
    return store;
  };
  return { using: (act) => twice(found, act, drop), making: (act) => twice(made, act, drop) };
}

async function twice<S extends IDBDatabase | null, T>(
  at: () => Promise<S>,
  act: (store: S) => Promise<T>,
  drop: (store: IDBDatabase) => void,
): Promise<T> {
  let store: S | null = null;
  try {
    store = await at();
    return await act(store);
  } catch (fault) {
    if (!(fault instanceof DOMException) || !CUT.includes(fault.name)) throw fault;
    if (store) drop(store);
    return act(await at());
  }
}
