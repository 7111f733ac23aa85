/** Who answers a moment: the services where they do so in time, else the device. What was offered first stands. */
import { signal, type Signal } from '@preact/signals';
import type { Client } from '../api/client.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import type { Episode } from './episode.ts';
import { offerHere, offerOf, orderHere, withCardsOf, type OfferPending, type OfferShown, type Turn } from './offer.ts';
import type { Pack } from './pack.ts';

export interface Outside {
  readonly client: Pick<Client, 'get' | 'post'>;
  readonly outbox: Pick<Outbox, 'deliver' | 'flush'>;
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly subject: () => string | null;
  readonly pack: () => Pack;
  /** What somebody does not want to be offered; a pack may be older than that. */
  readonly hidden: () => readonly string[];
  readonly now: () => number;
  readonly newId: () => string;
  readonly zone: () => string | undefined;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface Answering {
  turn: Signal<Turn | null>;
  /** Shown, and kept where somebody has joined. */
  set: (turn: Turn) => void;
  /** The moment has moved on: nobody has answered yet, and the device knows what it would offer. */
  change: (turn: Omit<Turn, 'order' | 'offer'>) => Turn;
  /** Offer something for this turn; `asking` brings what the services say, or null. */
  answer: (turn: Turn, asking: Promise<OfferShown | null>) => Promise<void>;
  /** What the services say by now joins what is on the screen; theirs is there already where they were in time. */
  join: (cause: string) => Promise<void>;
  /** What the services say to a cause; null where nobody has joined, or nobody answers. */
  ask: (cause: string) => Promise<OfferShown | null>;
}

export const NAME = 'own/offer';
/** How long the services have before the device offers by itself. */
export const PATIENCE = 1500;
const TRIES = 3;
const WAIT_SECONDS = 2;

export function createAnswering(outside: Outside): Answering {
  const turn = signal<Turn | null>(null);
  const set = (next: Turn): void => {
    turn.value = next;
    if (outside.subject() !== null) void outside.vault.put(NAME, next);
  };
  const show = (cause: string, offer: (before: Turn['offer']) => Turn['offer']): void => {
    const here = turn.value;
    if (here?.cause !== cause) return;
    const shown = offer(here.offer);
    set({ ...here, offer: shown, episode: afterCards(here.episode, shown) });
  };
  const ask = (cause: string): Promise<OfferShown | null> =>
    outside.subject() === null ? Promise.resolve(null) : asked(outside.client, cause);
  return {
    turn,
    set,
    join: async (cause) => {
      const here = turn.value;
      if (here?.cause !== cause || here.offer === null || isTheirs(here.offer)) return;
      const said = await ask(cause);
      if (said) show(cause, (shown) => (isTheirs(shown) ? shown : withCardsOf(shown, said)));
    },
    ask,
    change: (turned) => {
      const order = orderHere(outside.pack(), turned.moment, turned.now, turned.episode, outside.hidden());
      const next = { ...turned, order, offer: null };
      set(next);
      return next;
    },
    answer: async (here, asking) => {
      const said = asking.catch(() => null);
      const own = offerHere(here);
      const first = await (own ? Promise.race([said, outside.pause(PATIENCE).then(() => null)]) : said);
      show(here.cause, () => (first ? offerOf(first) : (own ?? 'none')));
      const late = first ? null : await said;
      if (late) show(here.cause, (shown) => withCardsOf(shown, late));
    },
  };
}

async function asked(client: Outside['client'], cause: string): Promise<OfferShown | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const path = `/v1/recommendations/${cause}?wait=${WAIT_SECONDS}`;
    const answer = await client.get<OfferShown | OfferPending>(path);
    if (!answer.ok) return null;
    if (!answer.data.pending) return answer.data;
  }
  return null;
}

function isTheirs(offer: Turn['offer']): boolean {
  return offer !== null && offer !== 'none' && offer.by === 'services';
}

function afterCards(episode: Episode, offer: Turn['offer']): Episode {
  const told = offer !== null && offer !== 'none' && offer.cards.some(isAboutPeople);
  return told ? { ...episode, toldOfPeople: true } : episode;
}

function isAboutPeople(card: { readonly kind: string }): boolean {
  return card.kind === 'S3' || card.kind === 'people';
}
