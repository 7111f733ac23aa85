/** My own moments and practices of the last weeks: asked for, kept sealed on this device, corrected, taken back. */
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Answer, Client, Problem } from '../api/client.ts';
import type { Draft, Moment } from '../moment/draft.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import { mineOf, type CheckIn, type Kept, type Mine, type MyCheckIn, type Practice } from './mine.ts';

export interface Correcting {
  readonly id: string;
  readonly draft: Draft;
}

export interface Weeks {
  /** Null until it was looked at what is kept here. */
  mine: ReadonlySignal<Mine | null>;
  /** Why the services could not be asked the last time; null where they could. */
  trouble: ReadonlySignal<Problem | null>;
  /** The id of the moment that is open. */
  open: Signal<string | null>;
  /** The moment that is being said anew, by its id. It outlives the screen. */
  correcting: Signal<Correcting | null>;
  /** Shows what is kept here and what waits, then what the services have. */
  look: () => Promise<void>;
  /** Puts another moment in the place of this one, at the same time. It is sent like every other. */
  correct: (old: MyCheckIn, moment: Moment) => Promise<void>;
  takeBack: (id: string) => Promise<void>;
  /** Something was sent. What is kept here already is brought up to date, so that it opens offline as it is. */
  renew: () => Promise<void>;
}

export interface Outside {
  readonly client: Client;
  readonly vault: Vault;
  readonly outbox: Pick<Outbox, 'add' | 'list'>;
  readonly subject: () => string | null;
  readonly now: () => number;
  readonly newId: () => string;
  /** What the device would offer for such a moment; nothing where the body need not come first. */
  readonly offered: (moment: Moment) => readonly string[];
}

const NAME = 'own/weeks';
export const MOST_DAYS = 84;
/** A day more at the edge, because a day begins at another time in each zone. */
const REACH = (MOST_DAYS + 1) * 86_400_000;
const PAGE = 200;

export function createWeeks(outside: Outside): Weeks {
  const { vault, outbox } = outside;
  const seen = signal<{ owner: string | null; mine: Mine } | null>(null);
  const trouble = signal<Problem | null>(null);

  const show = async (): Promise<void> => {
    const owner = outside.subject();
    seen.value = { owner, mine: mineOf(await keptHere(outside), await outbox.list()) };
  };
  const ask = async (): Promise<void> => {
    const owner = outside.subject();
    if (owner === null) return;
    const answer = await fetched(outside, owner);
    trouble.value = answer.ok ? null : answer.problem;
    // Somebody else may be here by now.
    if (answer.ok && outside.subject() === owner) await vault.put(NAME, answer.data);
  };

  const correcting = signal<Correcting | null>(null);
  let whose = outside.subject();
  effect(() => {
    if (outside.subject() !== whose) correcting.value = null;
    whose = outside.subject();
  });

  return {
    // What was shown to somebody before is nobody else's.
    mine: computed(() => (seen.value?.owner === outside.subject() ? seen.value.mine : null)),
    trouble,
    open: signal<string | null>(null),
    correcting,
    look: async () => {
      await show();
      await ask();
      await show();
    },
    renew: async () => {
      if ((await keptHere(outside)) === null) return;
      await ask();
      await show();
    },
    correct: async (old, moment) => {
      const { occurred_at, time_zone, source } = old;
      const id = outside.newId();
      const same = { occurred_at, ...said({ time_zone, source, offered: offeredAnew(outside, old, moment) }) };
      const body = { ...moment, ...same, id, replaces: old.id };
      await outbox.add({ kind: 'check-in', id, path: '/v1/check-ins', body });
      await show();
    },
    takeBack: async (id) => {
      await outbox.add({ kind: 'retraction', id: outside.newId(), path: `/v1/check-ins/${id}`, body: null });
      await show();
    },
  };
}

/** What was on the screen then stays in the record; where nothing was, the device says what it would offer. */
function offeredAnew({ offered }: Outside, old: MyCheckIn, moment: Moment): readonly string[] | null {
  const here = offered(moment);
  if (here.length === 0) return null;
  return old.offered?.length ? old.offered : here;
}

/** Only what was said. */
function said(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

async function keptHere({ vault, subject }: Outside): Promise<Kept | null> {
  const kept = await vault.get<Kept>(NAME);
  return kept !== null && kept.owner === subject() ? kept : null;
}

/** A list of the services that comes the newest first; `timeOf` is what it is cut off by. */
interface List<Page, Each> {
  readonly path: string;
  readonly inside: (page: Page) => readonly Each[];
  readonly timeOf: (each: Each) => string;
}

const CHECK_INS: List<{ check_ins: CheckIn[] }, CheckIn> = {
  path: '/v1/check-ins',
  inside: (page) => page.check_ins,
  timeOf: (each) => each.occurred_at,
};
const PRACTICES: List<{ practices: Practice[] }, Practice> = {
  path: '/v1/practices',
  inside: (page) => page.practices,
  timeOf: (each) => each.started_at,
};

async function fetched({ client, now }: Outside, owner: string): Promise<Answer<Kept>> {
  const at = now();
  const [checkIns, practices] = await Promise.all([
    since(at - REACH, CHECK_INS, client),
    since(at - REACH, PRACTICES, client),
  ]);
  if (!checkIns.ok) return checkIns;
  if (!practices.ok) return practices;
  return { ...checkIns, data: { owner, at, checkIns: checkIns.data, practices: practices.data } };
}

/** Page by page, until one holds nothing of these times any more. */
async function since<Page, Each>(start: number, list: List<Page, Each>, client: Client): Promise<Answer<Each[]>> {
  const found: Each[] = [];
  let next: string | null = `${list.path}?limit=${PAGE}`;
  while (next !== null) {
    const answer: Answer<Page> = await client.get<Page>(next);
    if (!answer.ok) return answer;
    const page = list.inside(answer.data);
    found.push(...page);
    const goesOn = page.some((each) => Date.parse(list.timeOf(each)) >= start);
    next = goesOn ? (answer.next ?? null) : null;
  }
  return { ok: true, status: 200, data: found, etag: null };
}
