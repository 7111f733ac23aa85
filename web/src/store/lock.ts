/** What lies between this device and what is kept on it: nothing but the browser, or a PIN as well. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { openStore } from './database.ts';
import { empty, forgetTries, guard, guardedIn, newlyGuarded, noteTry, type Guarded } from './guarded.ts';
import { unwrapped, wrappedByDevice, wrappedByPin, type Wrapping } from './wrapping.ts';

export interface Lock {
  /** Whether the PIN is still to be given. Until then there is nothing to read, and what is put waits. */
  locked: ReadonlySignal<boolean>;
  /** After how many minutes out of sight the PIN is asked for again; null where there is none. */
  minutes: ReadonlySignal<number | null>;
  /** The key of the records; null while it is locked. */
  key: (store: IDBDatabase) => Promise<CryptoKey | null>;
  keyOnceOpen: (store: IDBDatabase) => Promise<CryptoKey>;
  open: (pin: string) => Promise<Attempt>;
  set: (pin: string) => Promise<Attempt>;
  change: (pin: string, next: string) => Promise<Attempt>;
  remove: (pin: string) => Promise<Attempt>;
  askAfter: (minutes: number) => Promise<void>;
  /** Takes note of what another tab has changed. */
  look: () => Promise<void>;
  /** Everything that is kept on this device is gone, and the PIN with it. */
  forget: () => Promise<void>;
}

/** `pause`: milliseconds until the next try. `tried`: whether the PIN was looked at, and was another one. */
export type Attempt = { readonly ok: true } | { readonly ok: false; readonly tried: boolean; readonly pause: number };

interface Outside {
  readonly now: () => number;
  /** How often a PIN is turned over, so that trying them all takes long. */
  readonly rounds: number;
}

const USUAL: Outside = { now: Date.now, rounds: 600_000 };

export function createLock(factory: IDBFactory, { now, rounds }: Outside = USUAL): Lock {
  const locked = signal(false);
  const minutes = signal<number | null>(null);
  let held: { readonly id: string; readonly key: CryptoKey } | null = null;
  // Over a new connection somebody may find another store than before, under another key.
  const known = new WeakSet<IDBDatabase>();
  let opened: (key: CryptoKey) => void = () => undefined;
  const onceOpen = new Promise<CryptoKey>((resolve) => (opened = resolve));

  const show = (guarded: Guarded | null): void => {
    minutes.value = guarded?.wrapping.by === 'pin' ? guarded.minutes : null;
  };
  const hold = ({ id }: Guarded, key: CryptoKey): CryptoKey => {
    held = { id, key };
    locked.value = false;
    opened(key);
    return key;
  };
  const key = async (store: IDBDatabase): Promise<CryptoKey | null> => {
    if (held && known.has(store)) return held.key;
    const guarded = (await guardedIn(store)) ?? (await newlyGuarded(store));
    known.add(store);
    show(guarded);
    if (held?.id === guarded.id) return held.key;
    held = null;
    const found = guarded.wrapping.by === 'device' ? await unwrapped(guarded.wrapping, '') : null;
    if (found) return hold(guarded, found);
    locked.value = true;
    return null;
  };
  const rewrap = (pin: string, wrap: (loose: CryptoKey) => Promise<Wrapping>): Promise<Attempt> =>
    attempt(factory, now(), async (guarded, store) => {
      const loose = await unwrapped(guarded.wrapping, pin, true);
      if (!loose) return false;
      const next = { ...guarded, wrapping: await wrap(loose) };
      await guard(store, next);
      show(next);
      return true;
    });

  return {
    locked,
    minutes,
    key,
    keyOnceOpen: async (store) => (await key(store)) ?? onceOpen,
    open: (pin) =>
      attempt(factory, now(), async (guarded) => {
        const found = await unwrapped(guarded.wrapping, pin);
        if (found) hold(guarded, found);
        return found !== null;
      }),
    set: (pin) => rewrap('', (loose) => wrappedByPin(loose, pin, rounds)),
    change: (pin, next) => rewrap(pin, (loose) => wrappedByPin(loose, next, rounds)),
    remove: (pin) => rewrap(pin, wrappedByDevice),
    ...others(factory, (guarded) => {
      show(guarded);
      if (held?.id !== guarded?.id) held = null;
      if (!held && guarded?.wrapping.by !== 'pin') locked.value = false;
    }),
  };
}

/** What needs no PIN. `isNow` hears how it stands afterwards. */
function others(
  factory: IDBFactory,
  isNow: (guarded: Guarded | null) => void,
): Pick<Lock, 'askAfter' | 'look' | 'forget'> {
  return {
    askAfter: (minutes) =>
      within(factory, async (store) => {
        const guarded = await guardedIn(store);
        if (!guarded) return;
        await guard(store, { ...guarded, minutes });
        isNow({ ...guarded, minutes });
      }),
    look: async () => {
      const store = await openStore(factory, false);
      const guarded = store && (await guardedIn(store));
      store?.close();
      isNow(guarded);
    },
    forget: async () => {
      await within(factory, empty);
      isNow(null);
    },
  };
}

async function within<T>(factory: IDBFactory, act: (store: IDBDatabase) => Promise<T>): Promise<T> {
  const store = await openStore(factory, true);
  if (!store) throw new Error('The browser keeps nothing.');
  return act(store).finally(() => {
    store.close();
  });
}

/** One try with a PIN, unless there is a pause; `then` says whether it was the right one. */
async function attempt(
  factory: IDBFactory,
  now: number,
  then: (guarded: Guarded, store: IDBDatabase) => Promise<boolean>,
): Promise<Attempt> {
  return within(factory, async (store) => {
    const guarded = (await guardedIn(store)) ?? (await newlyGuarded(store));
    const { left, next } = await noteTry(store, now);
    if (left > 0) return { ok: false, tried: false, pause: left };
    if (!(await then(guarded, store))) return { ok: false, tried: true, pause: next };
    await forgetTries(store);
    return { ok: true };
  });
}
