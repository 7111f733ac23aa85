/** What is on the screen after a moment, and how it comes about. Pure but for the words. */
import type { components } from '../api/coach.d.ts';
import type { Moment } from '../moment/draft.ts';
import { t } from '../words/index.ts';
import { cardsHere, type Card } from './cards.ts';
import { checkedIn, NO_EPISODE, type Episode, type Phase } from './episode.ts';
import { chosenHere, SHOWN } from './offline.ts';
import { everybodys, facts, type Pack } from './pack.ts';

export type OfferShown = components['schemas']['OfferShown'];
export type OfferPending = components['schemas']['OfferPending'];
export type Option = components['schemas']['OptionShown'];

export interface Offer {
  readonly by: 'services' | 'device';
  readonly phase: Phase;
  readonly intensity: number;
  readonly options: readonly Option[];
  /** The smallest version of the first option, in a line. */
  readonly tiny: components['schemas']['TinyShown'] | null;
  readonly cards: readonly Card[];
}

/** One moment and what followed it, up to now. */
export interface Turn {
  readonly moment: Moment;
  readonly checkIn: string;
  /** What the offer answers: the check-in, or the practice that came last. */
  readonly cause: string;
  /** How strong it was by the last word. */
  readonly now: number;
  readonly episode: Episode;
  /** What the device would offer, all of it; empty where the body need not come first. */
  readonly order: readonly string[];
  /** Null while nobody has answered yet; `none`: nobody could. */
  readonly offer: Offer | 'none' | null;
}

/** What the device itself offers; null where it has nothing. */
export function offerHere(turn: Turn): Offer | null {
  if (turn.order.length === 0) return null;
  return {
    by: 'device',
    phase: turn.episode.phase,
    intensity: turn.now,
    options: optionsHere(turn.order.slice(0, SHOWN), turn.now),
    tiny: null,
    cards: cardsHere(turn.moment.emotions, turn.now, turn.episode),
  };
}

export function optionsHere(ids: readonly string[], intensity: number): readonly Option[] {
  return ids.flatMap((id) => {
    const about = facts.get(id);
    if (!about) return [];
    const reasons = [
      { code: 'intensity', facts: { intensity }, text: t('offer.reason.body', { number: intensity }) },
      { code: 'device', facts: {}, text: t('offer.reason.device') },
    ];
    return [{ technique_id: id, name: about.name, minutes: about.minutes, score: null, terms: {}, reasons }];
  });
}

export function offerOf(shown: OfferShown): Offer {
  const { phase, intensity, options, cards } = shown;
  return { by: 'services', phase, intensity, options, tiny: shown.tiny ?? null, cards };
}

/** What was offered stands; what the services add beside it comes along. */
export function withCardsOf(here: Turn['offer'], late: OfferShown): Turn['offer'] {
  if (here === null || here === 'none') return offerOf(late);
  return { ...here, cards: late.cards.length > 0 ? late.cards : here.cards };
}

/** What the device would offer for a moment that stands by itself, as its check-in carries it. */
export function offeredHere(pack: Pack, moment: Moment, hidden: readonly string[]): readonly string[] {
  // When it was plays no part where nothing came before it.
  const said = { at: 0, feelings: moment.emotions, intensity: moment.intensity };
  const episode = checkedIn(NO_EPISODE, said, pack.regulate_first_from);
  return orderHere(pack, moment, moment.intensity, episode, hidden).slice(0, SHOWN);
}

/** The device's own order for this moment, as strong as it is now. */
export function orderHere(
  pack: Pack,
  moment: Moment,
  now: number,
  episode: Episode,
  hidden: readonly string[] = [],
): readonly string[] {
  const lowest = Math.min(...pack.intensities);
  const settles = now >= pack.regulate_first_from || episode.phase === 'g2';
  if (!settles) return [];
  const { emotions, context } = moment;
  const wanted = { feelings: emotions, intensity: Math.max(now, lowest), ...context, hidden };
  const own = chosenHere(pack, wanted, episode);
  return own.length > 0 ? own : chosenHere(everybodys, wanted, episode);
}
