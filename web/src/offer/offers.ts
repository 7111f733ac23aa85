/** An offer comes, always: after a moment, after each practice of it, and when something else is asked for. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Moment } from '../moment/draft.ts';
import { CHECK_INS, checkInOf } from '../moment/send.ts';
import { createAnswering, NAME, type Answering, type Outside } from './answering.ts';
import { began, checkedIn, NO_EPISODE, onlyPleasant, rated, type Episode } from './episode.ts';
import { following, SHOWN } from './offline.ts';
import { optionsHere, type Offer, type OfferPending, type OfferShown, type Turn } from './offer.ts';
import { facts } from './pack.ts';

type Next = OfferShown | OfferPending | null | undefined;

/** What a practice tells when it has ended. */
export interface Ended {
  readonly id: string;
  readonly technique: string;
  readonly checkIn: string | null;
  /** What was felt in the moment it answers, and how strong it was, where that is known. */
  readonly feelings?: readonly string[];
  readonly before?: number | null;
  readonly rated: { readonly intensity: number | null; readonly helped: string | null } | null;
}

export interface Offers {
  turn: ReadonlySignal<Turn | null>;
  /** What did not work a moment ago: nobody could say what else there is, or a practice did not open. */
  stuck: Signal<'more' | 'begin' | null>;
  /** A moment is said: it goes to the record if there is one, and its offer comes. */
  open: (moment: Moment, id?: string) => void;
  /** A practice of this moment begins. */
  begin: (technique: string) => void;
  /**
   * A practice has ended: the next offer comes, by the services' own word (`next`) or the device's. Answers false for
   * one of another moment.
   */
  ended: (practice: Ended, next: Promise<Next>) => boolean;
  /** The same, of what was said at a later opening: the services are asked once they have been `told`. */
  later: (practice: Ended, told: Promise<unknown>) => void;
  somethingElse: () => Promise<void>;
  /** The services have an offer by now: what the device itself showed stands, and their cards join it. */
  late: (cause: string) => Promise<void>;
  /** Ask once more where nobody could answer, after what has waited was sent. */
  again: () => void;
  /** Take out what is kept here. */
  load: () => Promise<void>;
}

const STILL_OPEN = 90 * 60_000;

/** Whether what somebody takes up now may still belong to this moment. */
export function isOpen(turn: Turn, now: number): boolean {
  return now - (turn.episode.lastAt ?? 0) <= STILL_OPEN;
}

export function createOffers(outside: Outside): Offers {
  const answering = createAnswering(outside);
  const { turn, set, change, answer, ask } = answering;
  const stuck = signal<'more' | 'begin' | null>(null);
  const threshold = (): number => outside.pack().regulate_first_from;
  const conclude = concluding(outside, answering, stuck);
  return {
    turn,
    stuck,
    open: (moment, id = outside.newId()) => {
      stuck.value = null;
      const made = { id, at: outside.now(), zone: outside.zone() };
      const said = { at: made.at, feelings: moment.emotions, intensity: moment.intensity };
      const episode = checkedIn(turn.value?.episode ?? NO_EPISODE, said, threshold());
      const next = change({ moment, checkIn: made.id, cause: made.id, now: moment.intensity, episode });
      const body = checkInOf(moment, made, next.order.slice(0, SHOWN));
      const sent = outside.outbox.deliver({ kind: 'check-in', id, path: CHECK_INS, body });
      const asking = sent.then(() => ask(made.id));
      void answer(next, asking);
    },
    begin: (technique) => {
      if (turn.value) set({ ...turn.value, episode: began(turn.value.episode, known(technique)) });
    },
    ended: (practice, next) =>
      conclude(
        practice,
        next.then((said) => (said?.pending ? ask(practice.id) : (said ?? null))),
      ),
    later: (practice, told) => {
      conclude(
        practice,
        told.then(() => ask(practice.id)),
      );
    },
    somethingElse: async () => {
      const here = turn.value;
      if (!here?.offer || here.offer === 'none') return;
      const options = await optionsAfter(outside.client, here, here.offer);
      stuck.value = options.length === 0 ? 'more' : null;
      const stays = turn.value?.cause === here.cause && options.length > 0;
      if (stays) set({ ...here, offer: { ...here.offer, options, tiny: null } });
    },
    late: answering.join,
    again: () => {
      askAgain(outside, answering);
    },
    load: async () => {
      const kept = outside.subject() === null ? null : await outside.vault.get<Turn>(NAME);
      if (!kept || turn.value || !isOpen(kept, outside.now())) return;
      // One that an earlier release has kept may know less.
      turn.value = { ...kept, episode: { ...NO_EPISODE, ...kept.episode } };
      if (kept.offer === null) void answer(turn.value, ask(kept.cause));
    },
  };
}

function askAgain({ subject, outbox }: Outside, { turn, set, ask, answer }: Answering): void {
  const here = turn.value;
  if (here?.offer !== 'none' || subject() === null) return;
  set({ ...here, offer: null });
  const asking = outbox.flush().then(() => ask(here.cause));
  void answer(here, asking);
}

/** The moment that a practice answers, also where the device has forgotten it by now; null while another one is open. */
function turnOf(turn: Turn | null, practice: Ended, now: number): Turn | null {
  const { checkIn, feelings = [], before = null } = practice;
  if (turn?.checkIn === checkIn) return isOpen(turn, now) ? turn : { ...turn, episode: anew(turn.moment.emotions) };
  const intensity = before ?? practice.rated?.intensity ?? null;
  if (checkIn === null || intensity === null || feelings.length === 0 || (turn && isOpen(turn, now))) return null;
  const moment = { emotions: feelings, intensity };
  return { moment, checkIn, cause: checkIn, now: intensity, episode: anew(feelings), order: [], offer: null };
}

/** A word that comes after the gap begins an episode of its own. */
function anew(feelings: readonly string[]): Episode {
  return { ...NO_EPISODE, onlyPleasant: onlyPleasant(feelings) };
}

/** What becomes of the turn when a practice has ended; false where it is none of this turn's. */
function concluding(
  { now, pack }: Outside,
  { turn, set, change, answer }: Answering,
  stuck: Offers['stuck'],
): (practice: Ended, asking: Promise<OfferShown | null>) => boolean {
  return (practice, asking) => {
    const here = turnOf(turn.value, practice, now());
    if (!here) return false;
    const after = afterPractice(here, practice, now(), pack().regulate_first_from);
    stuck.value = null;
    if (after) void answer(change(after), asking);
    else set(setAside(here, practice.technique));
    return true;
  };
}

/** Null where nothing was said: silence is never improvement, so what was offered is still offered. */
function afterPractice(turn: Turn, { id, technique, rated: said }: Ended, at: number, threshold: number): Turn | null {
  const after = said?.intensity ?? null;
  const worse = said?.helped === 'worse';
  if (after === null && !worse) return null;
  const done = began(turn.episode, known(technique));
  const episode = rated(done, { at, before: turn.now, after, worse }, threshold);
  return { ...turn, cause: id, now: after ?? turn.now, episode };
}

/** What was done a moment ago stands behind what was not. */
function setAside(turn: Turn, technique: string): Turn {
  const { offer } = turn;
  const done = (option: { readonly technique_id: string }): boolean => option.technique_id === technique;
  if (!offer || offer === 'none' || !offer.options.some(done)) return turn;
  const options = [...offer.options.filter((each) => !done(each)), ...offer.options.filter(done)];
  return { ...turn, offer: { ...offer, options, tiny: null } };
}

/** What may not come first has no way that the next one has to differ from. */
function known(technique: string): { id: string; channel: string } {
  return { id: technique, channel: facts.get(technique)?.channel ?? '' };
}

/** The next three; the device's own where the services made the offer and cannot be asked now. */
async function optionsAfter(client: Outside['client'], turn: Turn, offer: Offer): Promise<Offer['options']> {
  const last = offer.options.at(-1)?.technique_id ?? '';
  if (offer.by === 'services') {
    const answer = await client.get<OfferShown | OfferPending>(`/v1/recommendations/${turn.cause}?after=${last}`);
    if (answer.ok && !answer.data.pending) return answer.data.options;
  }
  return optionsHere(following(turn.order, last), turn.now);
}
