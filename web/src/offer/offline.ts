/** Which first step the device offers by itself, and in which order all that suits. Pure. */
import { emotions } from '../wheel/emotions.ts';
import { isBanned, type Episode } from './episode.ts';
import { facts, meant, orderOf, type Facts, type Pack } from './pack.ts';

export const SHOWN = 3;
const LEADS = ['breathing', 'grounding'];
const LEADS_PLEASANT = [...LEADS, 'savouring'];
/** What fits everybody, at any intensity. */
const FLOOR = ['feet-on-floor', 'three-slow-breaths'];

export interface Wanted {
  readonly feelings: readonly string[];
  readonly intensity: number;
  readonly privacy?: 'public' | 'private' | undefined;
  readonly minutes?: number | undefined;
  /** Not to be offered, unless nothing else is left. */
  readonly hidden?: readonly string[] | undefined;
}

/** All that suits, the first three for the screen; empty where the body need not come first. */
export function chosenHere(pack: Pack, wanted: Wanted, episode: Episode): readonly string[] {
  const suitable = suiting(pack, wanted);
  if (suitable.length === 0) return [];
  const wished = suitable.filter((id) => !wanted.hidden?.includes(id));
  const fresh = anew(wished, episode);
  const left = fresh.length > 0 ? fresh : floor(episode);
  return inOrder(convenient(left, wanted), suitable[0] ?? '', episode);
}

/** The order of the leading feeling, without what does not suit another one that was chosen. */
function suiting(pack: Pack, wanted: Wanted): readonly string[] {
  const feelings = wanted.feelings.map(meant);
  // Mixed feelings count as unpleasant.
  const leading = feelings.find((each) => !isPleasant(each)) ?? feelings[0];
  if (leading === undefined) return [];
  const orders = feelings.filter((each) => each !== leading).map((each) => orderOf(pack, each, wanted.intensity));
  // A word that this pack does not know speaks against nothing.
  const others = orders.filter((order) => order.length > 0);
  return orderOf(pack, leading, wanted.intensity).filter((id) => others.every((order) => order.includes(id)));
}

/** Without what was done, and in the second step by another way; what was done longest ago and hurt nobody comes back. */
function anew(suitable: readonly string[], episode: Episode): readonly string[] {
  const otherWay = suitable.filter((id) => !isBanned(episode, about(id).channel));
  const fresh = otherWay.filter((id) => !episode.done.includes(id));
  const again = episode.done.filter((id) => otherWay.includes(id) && !episode.hurt.includes(id));
  return [...fresh, ...again.slice(0, Math.max(0, SHOWN - fresh.length))];
}

function floor(episode: Episode): readonly string[] {
  const unhurt = FLOOR.filter((id) => !episode.hurt.includes(id));
  return unhurt.length > 0 ? unhurt : FLOOR;
}

/** What can be done here and now; where that leaves too few, the rest stands behind it. */
function convenient(ids: readonly string[], wanted: Wanted): readonly string[] {
  const suits = (id: string): boolean => {
    const { privacy, minutes } = about(id);
    return (wanted.privacy !== 'public' || privacy !== 'private') && minutes <= (wanted.minutes ?? Infinity);
  };
  const now = ids.filter(suits);
  return now.length >= SHOWN ? now : [...now, ...ids.filter((id) => !suits(id))];
}

/** One that settles, then two by other ways, then as they stand. */
function inOrder(ids: readonly string[], best: string, episode: Episode): readonly string[] {
  // What asks for a look at somebody's health leads only where the person's own pack puts it first.
  const allowed = ids.filter((id) => !about(id).medical || id === best);
  const first = leading(allowed, episode) ?? ids[0];
  const chosen = first === undefined ? [] : [first];
  const left = ids.filter((id) => id !== first);
  while (left.length > 0 && chosen.length < SHOWN) {
    const ways = chosen.map((id) => about(id).channel);
    const place = Math.max(
      0,
      left.findIndex((id) => !ways.includes(about(id).channel)),
    );
    chosen.push(...left.splice(place, 1));
  }
  return [...chosen, ...left];
}

function leading(ids: readonly string[], episode: Episode): string | undefined {
  const families = episode.onlyPleasant ? LEADS_PLEASANT : LEADS;
  const settling = ids.filter((id) => families.includes(about(id).family));
  const senses = episode.harmed ? [...settling, ...ids].filter((id) => about(id).channel === 'senses') : [];
  return senses[0] ?? settling[0] ?? ids.find((id) => about(id).level === 'regulate') ?? ids[0];
}

/** The three behind this one; behind the last one it goes round again. */
export function following(order: readonly string[], after: string): readonly string[] {
  const first = order.indexOf(after) + 1;
  return Array.from(
    { length: Math.min(SHOWN, order.length) },
    (_, step) => order[(first + step) % order.length],
  ).filter((id) => id !== undefined);
}

function isPleasant(feeling: string): boolean {
  return (emotions.get(feeling)?.valence ?? 0) > 0;
}

function about(id: string): Facts {
  const found = facts.get(id);
  if (!found) throw new RangeError('No technique that may come first has this id.');
  return found;
}
