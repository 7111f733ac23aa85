/** What waits to be sent: sealed on this device, in order, until the services have it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Answer, Client } from '../api/client.ts';
import { problemOf } from '../api/client.ts';
import { becomes, isHeld, PAUSES, type Item } from './order.ts';
import { createStand, listed, NOT_TAKEN, WAITS, type NotTaken, type Refused } from './stand.ts';
import type { Kept, Vault } from './vault.ts';

export type { Refused };

export type Adding = Pick<Item, 'kind' | 'id' | 'path' | 'body'>;

export interface Outbox {
  /** How many still wait. */
  waiting: ReadonlySignal<number>;
  /** How many of these are in memory only: closing the app loses them. */
  unkept: ReadonlySignal<number>;
  /** Whether something new is tried for the first time: what can be sent at once needs no word. */
  trying: ReadonlySignal<boolean>;
  /** What was not taken of the one who is here, with all its words. */
  refused: ReadonlySignal<readonly NotTaken[]>;
  /** Returns when it is kept, or held; it is sent from then on. Without joining nothing is kept and nothing is sent. */
  add: (item: Adding) => Promise<void>;
  /** The same, and returns when it was tried to send it. */
  deliver: (item: Adding) => Promise<void>;
  /** Send what can be sent now. Returns when that has been tried; what went wrong is tried again later. */
  flush: () => Promise<void>;
  /** Take note of what another tab, or the time before, has left here. */
  look: () => Promise<void>;
  /** What waits, of the one who is here, in order. */
  list: () => Promise<readonly Item[]>;
  forget: (refused: Refused) => Promise<void>;
}

export interface Outside {
  readonly client: Client;
  readonly vault: Vault;
  readonly subject: () => string | null;
  readonly alone: <T>(name: string, act: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly later: (act: () => void, milliseconds: number) => void;
  /** Tells the other tabs that something has changed. */
  readonly tell: () => void;
}

const LET_GO = 'let-go/';
const MOST_AT_ONCE = 50;
const SECOND = 1000;
const BATCHES = {
  'check-in': { path: '/v1/check-ins/batch', field: 'check_ins' },
  practice: { path: '/v1/practices/batch', field: 'practices' },
} as const;

interface Results {
  results: { status: number; problem?: unknown }[];
}

export function createOutbox(outside: Outside): Outbox {
  const { vault } = outside;
  const stand = createStand(vault, outside.subject);
  const trying = signal(false);
  let [tries, planned, lastAt, running] = [0, 0, 0, 0];

  const plan = (after: number | null): void => {
    tries = after === null ? 0 : tries + 1;
    const place = ++planned;
    if (after === null) return;
    const pause = PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 0;
    // One try is planned at a time, however many were made by hand.
    outside.later(() => void (place === planned && flush()), Math.max(pause, after * SECOND));
  };
  const tryAll = async (): Promise<number | null> => {
    await vault.putDown();
    await stand.tidy();
    return round(outside, await stand.waits());
  };
  const flush = async (): Promise<void> => {
    if (outside.subject() === null) return;
    const after = await outside.alone('outbox', tryAll).catch(() => 0);
    await stand.look();
    outside.tell();
    plan(after);
  };
  const keep = async (item: Adding): Promise<void> => {
    const owner = outside.subject();
    if (owner === null) return;
    lastAt = Math.max(outside.now(), lastAt + 1);
    await vault.put(`${WAITS}${item.kind}/${item.id}`, { ...item, owner, at: lastAt } satisfies Item);
    await stand.look();
  };
  const first = async (kept: Promise<void>): Promise<void> => {
    running += 1;
    trying.value = true;
    await kept.then(flush).finally(() => {
      running -= 1;
      trying.value = running > 0;
    });
  };

  return {
    waiting: stand.waiting,
    unkept: stand.unkept,
    trying,
    refused: stand.refused,
    add: async (item) => {
      const kept = keep(item);
      void first(kept);
      await kept;
    },
    deliver: (item) => first(keep(item)),
    flush,
    look: stand.look,
    list: async () => (await stand.waits()).map((each) => each.value),
    forget: async ({ item }) => {
      // Its words go. What rests on it may still come, and would wait for it for ever.
      if (item.kind === 'check-in') await vault.put(LET_GO + item.id, item.id);
      await stand.forget(item);
      await stand.look();
    },
  };
}

/** One round over all that waits; null when nothing is left to try, else the seconds to wait at least. */
async function round({ client, vault }: Outside, all: readonly Kept<Item>[]): Promise<number | null> {
  const left = new Set<string>();
  const lost = await lostIn(vault);
  let after: number | null = null;
  for (const group of groups(all)) {
    const going = group.filter((each) => !isHeld(each.value, left));
    const answers = going.length > 0 ? await send(client, going) : [];
    for (const [place, kept] of going.entries()) {
      const answer = answers[place];
      if (answer && (await settled(vault, kept, answer, lost))) continue;
      left.add(kept.value.id);
      after = Math.max(after ?? 0, answer && !answer.ok ? (answer.problem.after ?? 0) : 0);
    }
    for (const kept of group) if (!going.includes(kept)) left.add(kept.value.id);
  }
  return after;
}

/** What was not taken, whether it still lies here or was let go of. */
async function lostIn(vault: Vault): Promise<Set<string>> {
  const [refused, letGo] = await Promise.all([listed<Refused>(vault, NOT_TAKEN), listed<string>(vault, LET_GO)]);
  return new Set([...refused.map((each) => each.value.item.id), ...letGo.map((each) => each.value)]);
}

async function settled(vault: Vault, kept: Kept<Item>, answer: Answer<unknown>, lost: Set<string>): Promise<boolean> {
  const become = becomes(answer, kept.value, lost);
  if (become === 'waits') return false;
  if (become === 'refused' && !answer.ok) {
    lost.add(kept.value.id);
    await vault.move(kept, NOT_TAKEN + kept.value.id, { item: kept.value, problem: answer.problem } satisfies Refused);
    return true;
  }
  // What cannot be taken away is sent again, which harms nothing.
  await vault.removeAsListed(kept).catch(() => undefined);
  return true;
}

/** What goes in one request: up to fifty of a kind that has a batch, else one. */
function groups(all: readonly Kept<Item>[]): Kept<Item>[][] {
  const made: Kept<Item>[][] = [];
  for (const each of all) {
    const last = made.at(-1);
    const joins = each.value.kind in BATCHES && last?.[0]?.value.kind === each.value.kind && last.length < MOST_AT_ONCE;
    if (joins) last.push(each);
    else made.push([each]);
  }
  return made;
}

async function send(client: Client, group: readonly Kept<Item>[]): Promise<Answer<unknown>[]> {
  const first = group[0]?.value;
  if (!first) return [];
  if (first.kind === 'retraction') return [await client.del(first.path)];
  if (first.kind !== 'check-in' && first.kind !== 'practice') return [await client.post(first.path, first.body)];
  const { path, field } = BATCHES[first.kind];
  const answer = await client.post<Results>(path, { [field]: group.map((each) => each.value.body) });
  if (!answer.ok) return group.map(() => answer);
  return group.map((_, place) => resultOf(answer.data.results[place]));
}

function resultOf(result: Results['results'][number] | undefined): Answer<unknown> {
  const status = result?.status ?? 0;
  if (status >= 200 && status < 300) return { ok: true, status, data: null, etag: null };
  return { ok: false, problem: problemOf(status, result?.problem) };
}
