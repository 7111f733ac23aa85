/** The one run that is open on this device: shown, kept where somebody has joined, and told. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Client } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import { stepsOf, techniques, type Step, type Technique } from './catalogue.ts';
import { createRecorder, type Next, type Recorder } from './recorder.ts';
import { joined, toldOf, withoutPrivate, type Shown } from './recording.ts';
import type { Run } from './run.ts';

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
  const held = signal<Held | null>(null);
  const [taken, loaded] = [signal(false), signal(false)];
  const keep = keeper(outside.vault);

  const show = (run: Run, technique: Technique, live: boolean, shown?: Shown): Held => {
    const owner = session.subject.value;
    const overtaken = (elsewhere: Shown): void => void adopt(elsewhere);
    const recorder = owner === null ? null : createRecorder({ ...outside, overtaken }, live, shown && toldOf(shown));
    return put({ run, technique, steps: stepsOf(technique, run.size), owner, recorder });
  };
  const put = (next: Held): Held => {
    taken.value = false;
    held.value = next;
    if (next.owner !== null) keep(withoutPrivate(next.run, next.steps));
    return next;
  };
  const tell = async ({ run, steps, owner, recorder }: Held): Promise<Next> =>
    recorder && owner === session.subject.value ? recorder.tell(withoutPrivate(run, steps)) : null;
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
    // Whoever signs out takes along what was theirs.
    const owner = held.peek()?.owner ?? session.subject.value;
    if (owner !== session.subject.value) held.value = null;
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
    adopt,
    load: async () => {
      const run = session.subject.value === null || held.value ? null : await outside.vault.get<Run>(KEPT);
      const technique = run && !run.rated ? await techniqueOf(run.technique, run.size, run.steps) : null;
      // Nobody knows what arrived before the app was closed, so the whole is told again, which harms nothing.
      if (run && technique) void tell(show(run, technique, false));
      loaded.value = true;
    },
    close: () => {
      if (held.value?.owner) keep(null);
      held.value = null;
    },
  };
}

async function techniqueOf(id: string, size: Run['size'], steps: number): Promise<Technique | null> {
  const found = (await techniques()).get(id);
  return found && stepsOf(found, size).length === steps ? found : null;
}

/** One after the other, so that what was kept last is what is there. */
function keeper(vault: Vault): (run: Run | null) => void {
  let turn: Promise<unknown> = Promise.resolve();
  return (run) => {
    turn = turn.then(() => (run ? vault.put(KEPT, run) : vault.remove(KEPT))).catch(() => undefined);
  };
}
