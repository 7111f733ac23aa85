import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Draft, Moment } from '../moment/draft.ts';
import type { Client } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import type { Coach } from '../practice/coach.ts';
import type { Router } from './router.ts';

export type Look = 'auto' | 'light' | 'dark';

/** Codes of safety.md section 2 that the words of a note may call for. */
export type Heard = 'S1' | 'S2' | 'S12';

/** A moment, from the first tap to its sending. */
export interface Moments {
  draft: Draft;
  /** What was sent last. */
  sent: Signal<Moment | null>;
  /** Looks at words before anything is sent. What it hears is for the next screen alone: never kept, never sent. */
  heardIn: (text: string) => readonly Heard[];
  send: (moment: Moment, heard: readonly Heard[]) => void;
}

/** What the composition root builds and every screen may use. */
export interface Parts {
  router: Router;
  look: Signal<Look>;
  country: Signal<string | null>;
  online: Signal<boolean>;
  /** How many records are still to be sent. */
  waiting: ReadonlySignal<number>;
  leave: () => void;
  client: Client;
  session: Session;
  vault: Vault;
  outbox: Outbox;
  moments: Moments;
  coach: Coach;
}

export const PartsContext = createContext<Parts | null>(null);

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (!parts) throw new Error('A screen is drawn outside the app.');
  return parts;
}
