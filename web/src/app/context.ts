import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Draft, Moment } from '../moment/draft.ts';
import type { News } from './news.ts';
import type { Client } from '../api/client.ts';
import type { Stream } from '../api/stream.ts';
import type { Session } from '../api/session.ts';
import type { Hearing, Listen } from '../safety/hearing.ts';
import type { Lock } from '../store/lock.ts';
import type { PlanKeeper } from '../safety/plan.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import type { Offers } from '../offer/offers.ts';
import type { Packs } from '../offer/packs.ts';
import type { Afterwards, Silent } from '../practice/afterwards.ts';
import type { Coach } from '../practice/coach.ts';
import type { Reminders } from '../reminders/reminders.ts';
import type { Choices } from '../settings/choices.ts';
import type { Profiles } from '../settings/profiles.ts';
import type { Sharing } from '../sharing/sharing.ts';
import type { Weeks } from '../weeks/weeks.ts';
import type { Plans } from '../plan/plans.ts';
import type { Naming } from './names.ts';
import type { Router } from './router.ts';

export type Look = 'auto' | 'light' | 'dark';

/** A moment, from the first tap to its sending. */
export interface Moments {
  draft: Draft;
  /** `id`: the name it has from now on. */
  send: (moment: Moment, id: string) => void;
}

/** What the composition root builds and every screen may use. */
export interface Parts {
  router: Router;
  choices: Choices;
  /** The country whose numbers are shown. */
  country: ReadonlySignal<string | null>;
  naming: Naming;
  online: Signal<boolean>;
  /** How many records are still to be sent. */
  waiting: ReadonlySignal<number>;
  leave: () => void;
  client: Client;
  session: Session;
  vault: Vault;
  lock: Lock;
  /** Whether somebody uses the app without giving the PIN: as if nobody had joined. */
  aside: Signal<boolean>;
  outbox: Outbox;
  moments: Moments;
  coach: Coach;
  /** A name for what is made on this device. */
  newId: () => string;
  /** Every free-text field tells it its words when they are on their way. */
  listen: Listen;
  hearing: Hearing;
  offers: Offers;
  packs: Packs;
  profiles: Profiles;
  weeks: Weeks;
  sharing: Sharing;
  reminders: Reminders;
  safetyPlan: PlanKeeper;
  plans: Plans;
  afterwards: Afterwards;
  stream: Stream;
  news: News;
  /** How strong it is now, said at a later opening: it is told, and what fits now is offered. */
  sayNow: (about: Silent, intensity: number) => void;
  /** The page of Learn that is open. */
  reading: Signal<string | null>;
}

export const PartsContext = createContext<Parts | null>(null);

/** What stands above whatever a screen has to say: a screen of its own knows nothing of it. */
export const AboveContext = createContext<() => ComponentChildren>(() => null);

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (!parts) throw new Error('A screen is drawn outside the app.');
  return parts;
}
