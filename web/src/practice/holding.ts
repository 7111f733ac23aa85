/** The one run that is open on this device: shown, kept where somebody has joined, and told. */
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Client } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import { stepsOf, techniques, type Step, type Technique } from './catalogue.ts';
import { createRecorder, type Next, type Recorder } from './recorder.ts';
import { joined, toldOf, withoutPrivate, type Shown } from './recording.ts';
import { typing, type Response, type Run } from './run.ts';

/** What is on the screen while a practice goes on. */
export interface Led {
  readonly run: Run;
  readonly technique: Technique;
  readonly steps: readonly Step[];
}

export interface Outside {
  readonly client: Client;
  readonly session: Session;
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly online: ReadonlySignal<boolean>;
  readonly now: () => number;
}

export interface Holding {
  led: ReadonlySignal<Led | null>;
  /** Whether it is known by now what was left on this device. */
  loaded: ReadonlySignal<boolean>;
  /** Whether what is on the screen came from another device a moment ago. */
  taken: ReadonlySignal<boolean>;
  open: (run: Run, technique: Technique) => void;
  /** The run has changed. Returns what comes next, once the services have said so. */
  become: (run: Run) => Promise<Next>;
  /** Words or taps are on their way at the step on the screen: they are kept, and nobody is told. */
  type: (words: Response) => void;
  /** Takes the state of another device; false where this one does not know the practice. */
  adopt: (shown: Shown) => Promise<boolean>;
  /** Takes up what was left on this device. */
  load: () => Promise<void>;
  close: () => void;
}

const KEPT = 'own/run';

interface Held extends Led {
  /** Whose it is; null where nobody has joined, and nothing is kept or told. */
  readonly owner: string | null;
  readonly recorder: Recorder | null;
}

export function createHolding(outside: Outside): Holding {
  const { session, online, now } = outside;
  const loaded = signal(false);
  const { held, taken, put, hold, forget } = holder(outside.vault);

  const show = (run: Run, technique: Technique, live: boolean, shown?: Shown): Held => {
    const owner = session.subject.value;
    const overtaken = (elsewhere: Shown): void => void adopt(elsewhere);
    const recorder = owner === null ? null : createRecorder({ ...outside, overtaken }, live, shown && toldOf(shown));
    return put({ run, technique, steps: stepsOf(technique, run.size), owner, recorder });
  };
  let telling: Promise<unknown> = Promise.resolve();
  const tell = async ({ run, steps, owner, recorder }: Held): Promise<Next> => {
    if (!recorder || owner !== session.subject.value) return null;
    const mine = recorder.tell(withoutPrivate(run, steps));
    telling = mine.catch(() => undefined);
    return mine;
  };
  /** Until all of it is told, or waits to be told, it stays where a closed app finds it again. */
  const putAway = (): void => {
    if (held.value?.owner) forget(telling, () => held.value !== null);
    held.value = null;
  };
  const adopt = async (shown: Shown): Promise<boolean> => {
    const technique = await techniqueOf(shown.technique_id, shown.version, shown.steps_total);
    if (!technique) return false;
    const here = held.value?.run.id === shown.id ? held.value.run : null;
    // Who was overtaken once tells the rest as a whole, which joins whatever comes first.
    const next = show(joined(here, shown, now()), technique, online.value && here === null, shown);
    taken.value = here !== null;
    if (here) void tell(next);
    return true;
  };
  effect(() => {
    if (isSomebodyElses(held.peek(), session.subject.value)) held.value = null;
  });

  return {
    led: computed(() => held.value),
    loaded,
    taken,
    open: (run, technique) => {
      void tell(show(run, technique, online.value && outside.outbox.waiting.value === 0));
    },
    become: async (run) => {
      const before = held.value;
      return before && run !== before.run ? tell(put({ ...before, run })) : null;
    },
    type: (words) => {
      const here = held.value;
      if (here) hold({ ...here, run: typing(here.run, words) });
    },
    adopt,
    load: async () => {
      const left = session.subject.value === null || held.value ? null : await leftIn(outside.vault);
      // Nobody knows what arrived before the app was closed, so the whole is told again, which harms nothing.
      if (left) void tell(show(left.run, left.technique, false));
      if (left?.run.rated) putAway();
      loaded.value = true;
    },
    close: putAway,
  };
}

async function leftIn(vault: Vault): Promise<{ run: Run; technique: Technique } | null> {
  const kept = await vault.get<Run>(KEPT);
  // One that was kept before words on their way were has none.
  const run = kept && { ...kept, typed: (kept as Partial<Run>).typed ?? {} };
  const technique = run && (await techniqueOf(run.technique, run.size, run.steps));
  return run && technique ? { run, technique } : null;
}

async function techniqueOf(id: string, size: Run['size'], steps: number): Promise<Technique | null> {
  const found = (await techniques()).get(id);
  return found && stepsOf(found, size).length === steps ? found : null;
}

/** Whoever signs out takes along what was theirs; what was begun before joining stays nobody's. */
function isSomebodyElses(held: Held | null, subject: string | null): boolean {
  return held !== null && held.owner !== null && held.owner !== subject;
}

interface Holder extends Pick<Keeping, 'forget'> {
  held: Signal<Held | null>;
  taken: Signal<boolean>;
  /** Shown, and kept where it is somebody's. */
  hold: (next: Held) => Held;
  /** The same, and whatever came from another device is known by now. */
  put: (next: Held) => Held;
}

function holder(vault: Vault): Holder {
  const [held, taken] = [signal<Held | null>(null), signal(false)];
  const { keep, forget } = keeper(vault);
  const hold = (next: Held): Held => {
    held.value = next;
    if (next.owner !== null) keep(withoutPrivate(next.run, next.steps));
    return next;
  };
  const put = (next: Held): Held => {
    taken.value = false;
    return hold(next);
  };
  return { held, taken, hold, put, forget };
}

interface Keeping {
  keep: (run: Run) => void;
  /** Once `after` is over, unless another run is there by then. */
  forget: (after: Promise<unknown>, unless: () => boolean) => void;
}

/** One after the other, so that what was kept last is what is there; whoever types on is not waited for. */
function keeper(vault: Vault): Keeping {
  let turn: Promise<unknown> = Promise.resolve();
  let newest: Run | null = null;
  const next = (act: () => Promise<void>): void => {
    turn = turn.then(act).catch(() => undefined);
  };
  return {
    keep: (run) => {
      newest = run;
      next(async () => {
        if (newest === run) await vault.put(KEPT, run);
      });
    },
    forget: (after, unless) => {
      void after.then(() => {
        next(async () => {
          if (!unless()) await vault.remove(KEPT);
        });
      });
    },
  };
}
