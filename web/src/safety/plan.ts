/** Somebody's own plan for hard moments and own people: on this device, and as a copy with the services if they like. */
import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { problemOf, type Client, type Problem } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Vault } from '../store/vault.ts';

/** The headings of Stanley and Brown's safety plan, in their order and by the API's names. */
export const PARTS = [
  'warning_signs',
  'alone',
  'places_and_people',
  'people_i_can_ask',
  'professionals_and_lines',
  'safer_surroundings',
] as const;
export type Part = (typeof PARTS)[number];

export interface Person {
  readonly name: string;
  readonly number: string | null;
}

export type SafetyPlan = Readonly<Record<Part, string>> & { readonly people: readonly Person[] };

export const NOTHING: SafetyPlan = {
  warning_signs: '',
  alone: '',
  places_and_people: '',
  people_i_can_ask: '',
  professionals_and_lines: '',
  safer_surroundings: '',
  people: [],
};

/** `copy` is null where none was asked for; its ETag is null until the services have it. */
interface Kept {
  readonly plan: SafetyPlan;
  readonly copy: { readonly etag: string | null } | null;
}

type Shown = components['schemas']['PageShown'];

export interface PlanKeeper {
  /** Null where there is none, or nobody has joined. */
  readonly plan: ReadonlySignal<SafetyPlan | null>;
  readonly copied: ReadonlySignal<boolean>;
  /** What is being written; it outlives the screen, so that a look at another one loses no word. */
  readonly draft: Signal<SafetyPlan | null>;
  /**
   * Kept on the device when this returns; a problem is one of the copy's alone. It is `CHANGED` where the copy was
   * written on another device: `over` then says that the words of this one stand. The draft goes, unless it was written
   * on meanwhile.
   */
  readonly save: (plan: SafetyPlan, copy: boolean, over?: boolean) => Promise<Problem | null>;
  /**
   * Puts the copy in the place of what is here, but for what is written meanwhile. False where there is none, or none was
   * had.
   */
  readonly take: () => Promise<boolean>;
}

const NAME = 'own/safety-plan';
const PATH = '/v1/safety-plan';
export const CHANGED = 412;
const FEWEST_DIGITS = 2;
const MOST_DIGITS = 15;

export interface Outside {
  readonly vault: Vault;
  readonly client: Client;
  readonly subject: ReadonlySignal<string | null>;
}

export function createPlanKeeper({ vault, client, subject }: Outside): PlanKeeper {
  const kept = signal<Kept | null>(null);
  const draft = signal<SafetyPlan | null>(null);
  const plan = signal<SafetyPlan | null>(null);
  const copied = signal(false);
  const show = (next: Kept | null): void => {
    kept.value = next;
    plan.value = next?.plan ?? null;
    copied.value = next?.copy != null;
  };
  const keep = async (next: Kept): Promise<void> => {
    await vault.putOnDisk(NAME, next);
    show(next);
  };
  effect(() => {
    const who = subject.value;
    draft.value = null;
    show(null);
    const come = (found: Kept | null): void => {
      if (subject.peek() === who) show(found);
    };
    // A store that cannot be read leaves the help page as it is for everybody.
    if (who !== null) void vault.get<Kept>(NAME).then(come, () => null);
  });

  const save = saving(client, () => kept.value?.copy ?? null, keep);

  return {
    plan,
    copied,
    draft,
    save: async (next, copy, over) => {
      const saved = draft.value;
      const problem = await save(next, copy, over ?? false);
      if (draft.value === saved) draft.value = null;
      return problem;
    },
    take: async () => {
      const before = draft.value;
      const there = await client.get<Shown>(PATH);
      if (!there.ok || !there.data.kept) return false;
      const taken = planOf(there.data);
      const stood = before ?? plan.value ?? NOTHING;
      await keep({ plan: taken, copy: { etag: there.etag } });
      const now = draft.value;
      draft.value = now === null || now === before ? null : { ...taken, ...writtenSince(stood, now) };
      return true;
    },
  };
}

/** Keeps a plan on the device, and its copy with the services where one is wanted or stands. */
function saving(
  client: Client,
  copy: () => Kept['copy'],
  keep: (next: Kept) => Promise<void>,
): (next: SafetyPlan, wanted: boolean, over: boolean) => Promise<Problem | null> {
  const put = async (next: SafetyPlan, match: string | null): Promise<Problem | null> => {
    const answer = await client.put<Shown>(PATH, next, { match });
    if (!answer.ok) return answer.problem;
    await keep({ plan: next, copy: { etag: answer.etag } });
    return null;
  };
  const drop = async (next: SafetyPlan): Promise<Problem | null> => {
    const answer = await client.del<null>(PATH);
    if (!answer.ok) return answer.problem;
    await keep({ plan: next, copy: null });
    return null;
  };

  return async (next, wanted, over) => {
    const before = copy();
    await keep({ plan: next, copy: wanted || before ? { etag: before?.etag ?? null } : null });
    if (!wanted) return before ? drop(next) : null;
    if (over) return put(next, null);
    if (before?.etag) return put(next, before.etag);
    const there = await client.get<Shown>(PATH);
    if (!there.ok) return there.problem;
    return there.data.kept ? problemOf(CHANGED, null) : put(next, there.etag);
  };
}

function writtenSince(before: SafetyPlan, now: SafetyPlan): Partial<SafetyPlan> {
  const names = [...PARTS, 'people'] as const;
  return Object.fromEntries(names.filter((name) => now[name] !== before[name]).map((name) => [name, now[name]]));
}

function planOf(shown: Shown): SafetyPlan {
  const people = (shown.people ?? []).map(({ name, number }) => ({ name, number: number ?? null }));
  return { ...NOTHING, ...Object.fromEntries(PARTS.map((part) => [part, shown[part]])), people };
}

/** Whether a telephone can make anything of it; the services ask the same. */
export function isDialable(number: string): boolean {
  const digits = number.replace(/\D/g, '').length;
  return /^[\d+*# ()./-]+$/.test(number) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
}

/** The number as a link takes it. */
export function dialed(number: string): string {
  return number.replace(/[^\d+*#]/g, '').replaceAll('#', '%23');
}
