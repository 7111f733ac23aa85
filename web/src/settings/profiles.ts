/** The profile on this device: as it was answered last, also without a network, and the one place that changes it. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { problemOf, type Answer, type Client } from '../api/client.ts';
import type { Packs } from '../offer/packs.ts';
import type { Vault } from '../store/vault.ts';
import { putOf, versionOf, type Part, type Read, type Shown } from './profile.ts';

export interface Profiles {
  /** Null where nobody has joined, or nothing is known yet. */
  read: ReadonlySignal<Read | null>;
  /** Takes out what is kept here. */
  load: () => Promise<void>;
  /** Asks for the newest. */
  renew: () => Promise<Answer<Shown>>;
  /** Sets this part, and everything else as it was read. Another device's change in between is refused with 412. */
  save: (from: Read, part: Part) => Promise<Answer<Shown>>;
  /** Sets what follows from the newest, so that another device's change is in it. */
  change: (partOf: (shown: Shown) => Part) => Promise<Answer<Shown>>;
}

export interface Outside {
  readonly client: Pick<Client, 'get' | 'put'>;
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly packs: Pick<Packs, 'renewAfter'>;
  readonly subject: ReadonlySignal<string | null>;
}

interface Kept extends Read {
  readonly owner: string;
}

const NAME = 'own/profile';
const PATH = '/v1/profile';
export const CHANGED_ELSEWHERE = 412;

export function createProfiles({ client, vault, packs, subject }: Outside): Profiles {
  const known = signal<Kept | null>(null);
  const mine = (kept: Kept | null): Kept | null => (kept?.owner === subject.value ? kept : null);

  const heard = async (owner: string | null, answer: Answer<Shown>): Promise<void> => {
    if (!answer.ok || owner === null || subject.value !== owner) return;
    known.value = { owner, shown: answer.data, etag: answer.etag };
    await vault.put(NAME, known.value);
  };
  const renew = async (): Promise<Answer<Shown>> => {
    const owner = subject.value;
    if (owner === null) return { ok: false, problem: problemOf(0, null) };
    const answer = await client.get<Shown>(PATH);
    await heard(owner, answer);
    return answer;
  };
  const save = async (from: Read, part: Part): Promise<Answer<Shown>> => {
    const owner = subject.value;
    const answer = await client.put<Shown>(PATH, putOf(from.shown, part), { match: from.etag });
    await heard(owner, answer);
    // Every part of it changes what may be offered, and how the device orders it.
    if (answer.ok) void packs.renewAfter(versionOf(answer.etag));
    return answer;
  };
  const change = async (partOf: (shown: Shown) => Part, again = true): Promise<Answer<Shown>> => {
    const owner = subject.value;
    const newest = await renew();
    if (!newest.ok) return newest;
    // What one person set is never written over another one's.
    if (subject.value !== owner) return { ok: false, problem: problemOf(0, null) };
    const answer = await save({ shown: newest.data, etag: newest.etag }, partOf(newest.data));
    const overtaken = !answer.ok && answer.problem.status === CHANGED_ELSEWHERE;
    return overtaken && again ? change(partOf, false) : answer;
  };

  return {
    read: computed(() => mine(known.value)),
    load: async () => {
      const kept = subject.value === null ? null : await vault.get<Kept>(NAME);
      if (!mine(known.value)) known.value = mine(kept);
    },
    renew,
    save,
    change: (partOf) => change(partOf),
  };
}
