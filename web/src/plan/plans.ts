/** The plan on this device: as it was answered last, what waits to be told, and the words that are being typed. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Answer, Client, Problem } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import type { Barrier, Plan } from './shapes.ts';
import { SESSION, TASKS } from './shapes.ts';
import type { Now } from './today.ts';
import { addingOf, waitingOf, type Said, type Waiting } from './waiting.ts';

export interface Known {
  readonly plan: Plan;
  readonly barriers: readonly Barrier[];
  /** Milliseconds since 1970, when it was answered. */
  readonly at: number;
}

/** Words that are being typed, by the name of their field. */
export type Words = Readonly<Record<string, string>>;

export interface Plans {
  known: ReadonlySignal<Known | null>;
  /** Why the newest plan could not be had; null where it is the newest. */
  trouble: ReadonlySignal<Problem | null>;
  waiting: ReadonlySignal<readonly Waiting[]>;
  /** How it is now, as far as the person has said. It is not kept. */
  now: Signal<Now>;
  /** The task or proposal that is looked at. */
  at: Signal<string | null>;
  /** Shows what is kept and asks for the newest. */
  open: () => Promise<void>;
  /** Asks for the newest. */
  renew: () => Promise<void>;
  /** Tells what became of a task. It is kept before it is sent; null where it still waits. */
  say: <T>(task: string, said: Said) => Promise<Answer<T> | null>;
  /** Asks for a change and looks at the whole plan anew when it was made. */
  change: <T>(method: 'post' | 'put' | 'patch', path: string, body: unknown, match?: string) => Promise<Answer<T>>;
  /**
   * Keeps ready words for the session. Where others stand that are not the ones to be `replaced`, nothing is changed and
   * they are what is answered.
   */
  keepLine: (line: string, replaced: string | null) => Promise<Answer<unknown> | string>;
  /** What is being typed in one form. It outlives the screen. */
  words: (form: string) => Signal<Words>;
  newId: () => string;
}

export interface Outside {
  readonly client: Client;
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly session: Pick<Session, 'subject'>;
  readonly now: () => number;
  readonly newId: () => string;
  readonly zone: () => string | undefined;
}

type Named = { readonly barriers: readonly Barrier[] };

const KEPT = 'own/plan';
const BARRIERS = '/v1/plan/barriers';
const NOTHING_SAID: Now = { energy: null, strength: null };

export function createPlans(outside: Outside): Plans {
  const { client, outbox, session } = outside;
  const read = reading(outside);
  const now = signal(NOTHING_SAID);
  const at = signal<string | null>(null);
  const forms = new Map<string, Signal<Words>>();

  session.subject.subscribe(() => {
    at.value = null;
    now.value = NOTHING_SAID;
    forms.clear();
  });

  const change: Plans['change'] = async (method, path, body, match) => {
    const answer = await client[method]<never>(path, body, { match: match ?? null });
    if (answer.ok) await read.renew();
    return answer;
  };

  return {
    ...read,
    now,
    at,
    newId: outside.newId,
    say: async <T>(task: string, said: Said): Promise<Answer<T> | null> => {
      const adding = addingOf(task, said, { id: outside.newId(), at: outside.now(), zone: outside.zone() });
      await outbox.add(adding);
      await outbox.flush();
      await read.recount();
      if (read.waiting.value.some((each) => each.id === adding.id)) return null;
      // The same again is answered as it was answered first.
      return client.post<T>(adding.path, adding.body);
    },
    change,
    keepLine: async (line, replaced) => {
      await read.renew();
      if (read.trouble.value) return { ok: false, problem: read.trouble.value };
      const stands = read.known.value?.plan.session.line;
      return stands && stands !== line && stands !== replaced ? stands : change('put', SESSION, { line });
    },
    words: (form) => {
      const found = forms.get(form) ?? signal<Words>({});
      forms.set(form, found);
      return found;
    },
  };
}

type Reading = Pick<Plans, 'known' | 'trouble' | 'waiting' | 'open' | 'renew'> & { recount: () => Promise<void> };

/** What is known of the plan, from the device and from the coach. */
function reading({ client, vault, outbox, session, now }: Outside): Reading {
  const known = signal<Known | null>(null);
  const trouble = signal<Problem | null>(null);
  const waiting = signal<readonly Waiting[]>([]);

  const renew = async (): Promise<void> => {
    const who = session.subject.value;
    if (who === null) return;
    const [plan, barriers] = await Promise.all([client.get<Plan>('/v1/plan'), client.get<Named>(BARRIERS)]);
    // Somebody may have left this device in between.
    if (session.subject.value !== who) return;
    trouble.value = plan.ok ? null : plan.problem;
    if (!plan.ok) return;
    const named = barriers.ok ? barriers.data.barriers : (known.value?.barriers ?? []);
    known.value = { plan: plan.data, barriers: named, at: now() };
    await vault.put(KEPT, known.value);
  };
  const recount = async (): Promise<void> => {
    const before = waiting.value.length;
    waiting.value = (await outbox.list()).map(waitingOf).filter((each) => each !== null);
    if (waiting.value.length < before) await renew();
  };
  const open = async (): Promise<void> => {
    known.value ??= await vault.get<Known>(KEPT);
    await recount();
    await renew();
  };

  outbox.waiting.subscribe(() => void recount());
  session.subject.subscribe(() => {
    known.value = null;
    trouble.value = null;
  });
  return { known, trouble, waiting, open, renew, recount };
}

export function pathOf(task: string, what = ''): string {
  return what ? `${TASKS}/${task}/${what}` : `${TASKS}/${task}`;
}
