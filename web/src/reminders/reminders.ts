/** The own reminders: asked for, set, changed, let go of. Nothing of them is kept on this device. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Answer, Client, Problem } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import { isTyped, typedSince } from '../plan/typed.ts';
import { changeOf, formOf, postedOf, type Form, type Typed } from './rule.ts';
import { MOMENTS, REMINDERS, type Change, type Later, type List, type Moment, type Moments } from './shapes.ts';

export interface Known extends List {
  /** The newest moments first. */
  readonly moments: readonly Moment[];
}

export interface Reminders {
  /** Null until the services have said. */
  known: ReadonlySignal<Known | null>;
  /** Why the newest could not be had; null where it is the newest. */
  trouble: ReadonlySignal<Problem | null>;
  /** The reminder that is being changed; null for a new one. */
  at: ReadonlySignal<string | null>;
  /** What is being typed. It outlives the screen. */
  typed: Signal<Typed>;
  look: () => Promise<void>;
  /** Opens the form for this one, or for a new one; what was typed for another one, or another task, is let go of. */
  begin: (reminder: string | null, typed?: Typed) => void;
  /** Sends what the form says. `allowed`: this very time, although it lies in quiet hours. */
  keep: (form: Form, allowed: boolean) => Promise<Answer<unknown>>;
  /** Changes one thing of a reminder that stands. */
  settle: (reminder: string, change: Change) => Promise<Answer<unknown>>;
  cancel: (reminder: string) => Promise<Answer<unknown>>;
  /** Lets all of them rest, or wakes them. */
  rest: (resting: boolean) => Promise<Answer<unknown>>;
  /** Says that a moment is to come again later, or not today. */
  later: (moment: string, minutes: Later) => Promise<Answer<unknown>>;
}

export interface Outside {
  readonly client: Client;
  readonly session: Pick<Session, 'subject'>;
  readonly newId: () => string;
  readonly zone: () => string;
}

/** Which one was set or changed, and what became of that. */
interface Sent {
  readonly id: string;
  readonly answer: Answer<unknown>;
}

/** Enough to hold a day's. */
const LATELY = `${MOMENTS}?limit=20`;
const GONE = 404;
/** It was set by this very request before, and cancelled on another device since. */
const CANCELLED = 'cancelled';

export function createReminders(outside: Outside): Reminders {
  const { client, session, zone } = outside;
  const { known, trouble, look } = reading(outside);
  const { at, typed, begin, begun, settled } = writing(outside);
  const { add, forget } = adding(outside, known);

  // What was refused may have been changed elsewhere, so it is looked at anew either way.
  const then = async <T>(answer: Answer<T>): Promise<Answer<T>> => {
    await look();
    return answer;
  };
  const standing = (id: string | null) => known.value?.reminders.find((each) => each.id === id) ?? null;
  const settle = async (id: string, change: Change): Promise<Answer<unknown>> => {
    const version = standing(id)?.version;
    const match = version === undefined ? null : `"${version}"`;
    return then(await client.patch(`${REMINDERS}/${id}`, change, { match }));
  };
  const sent = async (form: Form, allowed: boolean): Promise<Sent> => {
    if (at.value === null) return add(form, allowed, look);
    const stands = formOf(standing(at.value), known.value?.reminders ?? [], zone());
    return { id: at.value, answer: await settle(at.value, changeOf(stands, form, allowed)) };
  };

  return {
    known,
    trouble,
    at,
    typed,
    look,
    settle,
    begin,
    keep: async (form, allowed) => {
      const [who, which, before] = [session.subject.value, begun(), typed.value];
      const { id, answer } = await sent(form, allowed);
      // Nothing of it is for whoever came in meanwhile, or for the form of another reminder.
      if (session.subject.value === who && begun() === which) settled({ id, answer }, form, before);
      return answer;
    },
    cancel: async (id) => {
      forget(id);
      return then(await client.del(`${REMINDERS}/${id}`));
    },
    rest: async (resting) => then(await client.post(`${REMINDERS}/${resting ? 'pause' : 'resume'}`, {})),
    later: async (id, minutes) => then(await client.post(`${MOMENTS}/${id}/snooze`, { minutes })),
  };
}

/** What there is, from the services. */
function reading({ client, session }: Outside) {
  const known = signal<Known | null>(null);
  const trouble = signal<Problem | null>(null);
  session.subject.subscribe(() => {
    known.value = null;
    trouble.value = null;
  });
  const look = async (): Promise<void> => {
    const who = session.subject.value;
    if (who === null) return;
    const [list, lately] = await Promise.all([client.get<List>(REMINDERS), client.get<Moments>(LATELY)]);
    // Somebody may have left this device in between.
    if (session.subject.value !== who) return;
    trouble.value = list.ok ? null : list.problem;
    if (!list.ok) return;
    known.value = { ...list.data, moments: lately.ok ? lately.data.occurrences : [] };
  };
  return { known, trouble, look };
}

/** What is being typed, and of which one. */
function writing({ session }: Outside) {
  const at = signal<string | null>(null);
  const typed = signal<Typed>({});
  session.subject.subscribe(() => {
    at.value = null;
    typed.value = {};
  });
  let forms = 0;
  const begin = (reminder: string | null, words: Typed = {}): void => {
    const sameTask = reminder !== null || (words['task'] ?? '') === (typed.value['task'] ?? '');
    const goesOn = reminder === at.value && sameTask;
    if (!goesOn) forms += 1;
    typed.value = goesOn ? { ...typed.value, ...words } : words;
    at.value = reminder;
  };
  const settled = ({ id, answer }: Sent, form: Form, sent: Typed): void => {
    const since = typedSince(sent, typed.value);
    if (answer.ok) {
      typed.value = since;
      if (isTyped(since)) at.value = id;
    } else if (answer.problem.status === GONE) {
      // Cancelled on another device: all of it stays in the form, for a new one.
      at.value = null;
      typed.value = { ...form, ...since };
    }
  };
  return { at, typed, begin, begun: () => forms, settled };
}

/** The same id for the same words until they are known to be taken: an answer that was lost sets nothing twice. */
function adding({ client, newId, session }: Outside, known: ReadonlySignal<Known | null>) {
  const tries = new Map<string, string>();
  const listed = (): readonly string[] => (known.value?.reminders ?? []).map(({ id }) => id);
  const forget = (id: string): void => {
    for (const [words, tried] of tries) if (tried === id) tries.delete(words);
  };
  session.subject.subscribe(() => {
    tries.clear();
  });
  known.subscribe(() => {
    listed().forEach(forget);
  });
  const add = async (form: Form, allowed: boolean, look: () => Promise<void>): Promise<Sent> => {
    const posted = postedOf(form, allowed);
    const words = JSON.stringify(posted);
    const id = tries.get(words) ?? newId();
    tries.set(words, id);
    const answer = await client.post(REMINDERS, { id, ...posted });
    if (answer.ok || answer.problem.kind === CANCELLED) forget(id);
    await look();
    // Where only the answer was lost, it is in the list.
    const found = !answer.ok && listed().includes(id);
    return { id, answer: found ? { ok: true, status: 200, data: null, etag: null } : answer };
  };
  return { add, forget };
}
