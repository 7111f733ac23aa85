/** What an open app does with what it is told: it looks again at what is on the screen, or says in a line what came. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Told } from '../api/stream.ts';
import type { Offers } from '../offer/offers.ts';
import type { Packs } from '../offer/packs.ts';
import { isEve } from '../plan/eve.ts';
import type { Plans } from '../plan/plans.ts';
import type { Afterwards } from '../practice/afterwards.ts';
import type { Reminders } from '../reminders/reminders.ts';
import type { Profiles } from '../settings/profiles.ts';
import type { Sharing } from '../sharing/sharing.ts';
import type { Vault } from '../store/vault.ts';
import { inZone } from '../weeks/clock.ts';
import type { Place } from './router.ts';

/**
 * Something to say in the line at the foot. `asks`: a reminder does; `off`: nobody answered, so that it does not come;
 * `session`: it is the evening before one.
 */
export type Line = 'proposal' | 'reminder' | 'asks' | 'off' | 'session';

export interface News {
  line: ReadonlySignal<Line | null>;
  hear: (told: Told) => void;
  /** The app was opened: what waits for an answer is said at its first screen. */
  opened: () => Promise<void>;
  /** A line was really on the screen: other things may stand before it. */
  seen: (line: Line) => Promise<void>;
  /** Whatever is on the screen may be out of date. */
  everything: () => void;
}

export interface Outside {
  readonly place: ReadonlySignal<Place>;
  readonly offers: Pick<Offers, 'turn' | 'late'>;
  readonly packs: Pick<Packs, 'renew'>;
  readonly profiles: { readonly renew: () => Promise<unknown>; readonly read: Profiles['read'] };
  readonly plans: Pick<Plans, 'renew' | 'open' | 'known'>;
  readonly sharing: Pick<Sharing, 'look'>;
  readonly reminders: Pick<Reminders, 'look' | 'known'>;
  readonly afterwards: Pick<Afterwards, 'asked' | 'look'>;
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly now: () => number;
  readonly zone: () => string;
}

/** Milliseconds. What is heard later than this is seen where it stands, and not announced (docs/architecture.md). */
const FRESH = 30 * 60_000;
/** Where the plan is read; what is being typed elsewhere is left in peace. */
const PLAN: readonly Place[] = ['plan', 'task'];
/** Since when the question waited that was given up last: that reminders are off is said once. */
const TOLD = 'own/told';

export function createNews(outside: Outside): News {
  const { place, offers, packs, profiles, plans, sharing, reminders, afterwards, now } = outside;
  const line = signal<Line | null>(null);
  const readsPlan = (): boolean => PLAN.includes(place.value);
  place.subscribe(() => {
    if (line.value !== 'proposal' || readsPlan()) line.value = null;
  });
  const offer = (about: string | null): void => {
    if (about !== null) void offers.late(about);
  };
  const plan = (): void => {
    if (readsPlan()) void plans.renew();
  };
  const report = (): void => {
    if (place.value === 'sharing') void sharing.look();
  };
  const reminded = (): void => {
    if (place.value === 'reminders') void reminders.look();
  };
  // Quiet hours show there too.
  const profile = (): void => {
    void profiles.renew();
    reminded();
  };
  const practice = (about: string | null): void => {
    if (about !== null && afterwards.asked.value?.id === about) void afterwards.look();
  };
  const say = (what: Line): void => {
    line.value = what;
  };
  return {
    line,
    opened: async () => {
      const due = await dueAtOpening(outside);
      if (due) say(due);
    },
    seen: (what) => noted(outside, what),
    hear: ({ kind, about, at }) => {
      if (kind === 'offer') offer(about);
      if (kind === 'pack') void packs.renew();
      if (kind === 'plan' || kind === 'proposal') plan();
      if (kind === 'proposal' && !readsPlan()) say('proposal');
      if (kind === 'reminder') {
        reminded();
        if (now() - at <= FRESH) say('reminder');
      }
      if (kind === 'profile') profile();
      if (kind === 'report') report();
      if (kind === 'practice') practice(about);
    },
    everything: () => {
      offer(offers.turn.value?.cause ?? null);
      void packs.renew();
      plan();
      report();
      profile();
      if (afterwards.asked.value) void afterwards.look();
    },
  };
}

async function noted({ reminders, vault }: Outside, seen: Line): Promise<void> {
  const asks = reminders.known.value?.asks;
  if (seen === 'off' && asks) await vault.put(TOLD, asks.since);
}

/** What is to be said at the first screen. A question of the reminders waits; a session comes at its time. */
async function dueAtOpening(outside: Outside): Promise<Line | null> {
  const { plans, reminders, place } = outside;
  await Promise.all([plans.open().catch(() => undefined), reminders.look()]);
  if (place.value !== 'home') return null;
  return isSessionNear(outside) ? 'session' : asksOrOff(outside);
}

function isSessionNear({ plans, profiles, now, zone }: Outside): boolean {
  const date = plans.known.value?.plan.session.date;
  return isEve(date, profiles.read.value?.shown.session ?? null, inZone(now(), zone()));
}

async function asksOrOff({ reminders, vault }: Outside): Promise<Line | null> {
  const asks = reminders.known.value?.asks;
  if (!asks) return null;
  if (!asks.off) return 'asks';
  return (await vault.get(TOLD)) === asks.since ? null : 'off';
}
