/** Where somebody stands in an episode, by the rules of the services, for as long as they cannot be asked. Pure. */
import type { components } from '../api/coach.d.ts';
import { emotions } from '../wheel/emotions.ts';
import { meant } from './pack.ts';

export type Phase = components['schemas']['OfferShown']['phase'];

export interface Episode {
  readonly phase: Phase;
  /** The last word was strong enough for a check-in soon after to belong here too. */
  readonly open: boolean;
  /** When something was last said, milliseconds. */
  readonly lastAt: number | null;
  readonly onlyPleasant: boolean;
  /** How often it was still strong after a practice. */
  readonly rounds: number;
  /** Techniques in the order of their last use. */
  readonly done: readonly string[];
  readonly lastChannel: string | null;
  /** Of the step rated last, where one by another way was begun since. */
  readonly ratedChannel: string | null;
  /** Techniques that did harm in it: they do not come back with what was done. */
  readonly hurt: readonly string[];
  /** The last practice did harm, so the senses come next. */
  readonly harmed: boolean;
  /** Nobody is asked to reach out by the same card twice in one episode. */
  readonly toldOfPeople: boolean;
}

export const NO_EPISODE: Episode = {
  phase: 'offer',
  open: false,
  lastAt: null,
  onlyPleasant: true,
  rounds: 0,
  done: [],
  lastChannel: null,
  ratedChannel: null,
  hurt: [],
  harmed: false,
  toldOfPeople: false,
};

const GAP = 90 * 60_000;
const ROUNDS_BEFORE_PEOPLE = 2;
/** After minus before; a smaller change is within what a number from 1 to 10 wobbles by. */
const RISE = 2;

export function onlyPleasant(feelings: readonly string[]): boolean {
  return feelings.every((each) => (emotions.get(meant(each))?.valence ?? 0) > 0);
}

/** One that falls below the threshold ends the episode and still belongs to it, as what follows it does. */
export function checkedIn(
  before: Episode,
  said: { readonly at: number; readonly feelings: readonly string[]; readonly intensity: number },
  threshold: number,
): Episode {
  const high = said.intensity >= threshold;
  const same = before.open && near(before, said.at) ? before : NO_EPISODE;
  const now = {
    ...same,
    lastAt: said.at,
    open: high,
    onlyPleasant: onlyPleasant(said.feelings) && (same.onlyPleasant || !high),
    rounds: high ? same.rounds : 0,
    harmed: false,
  };
  return { ...now, phase: high ? highPhase(now) : 'offer' };
}

/** Taking something up again makes it the one used last; it is no word about how it is. */
export function began(before: Episode, technique: { readonly id: string; readonly channel: string }): Episode {
  const done = [...before.done.filter((each) => each !== technique.id), technique.id];
  const rated = before.rounds > 0 ? (before.ratedChannel ?? before.lastChannel) : null;
  const ratedChannel = rated === technique.channel ? null : rated;
  return { ...before, done, lastChannel: technique.channel, ratedChannel };
}

/** Of what was begun last. `after` null with `worse`: as strong as before, because silence is never improvement. */
export function rated(
  before: Episode,
  said: { readonly at: number; readonly before: number; readonly after: number | null; readonly worse: boolean },
  threshold: number,
): Episode {
  const after = said.after ?? said.before;
  const open = after >= threshold;
  const harmed = !before.onlyPleasant && (said.worse || after - said.before >= RISE);
  const counted = open ? before.rounds + 1 : 0;
  const rounds = harmed ? Math.max(counted, 1) : counted;
  const hurt = harmed || said.worse ? [...before.hurt, ...before.done.slice(-1)] : before.hurt;
  const now = { ...before, lastAt: said.at, open, rounds, ratedChannel: null, hurt, harmed };
  return { ...now, phase: phaseAfter(now) };
}

/** The second step goes another way than the first, and than one that was begun since and left. */
export function isBanned(episode: Episode, channel: string): boolean {
  return episode.phase === 'g2' && [episode.lastChannel, episode.ratedChannel].includes(channel);
}

/** Whether the card about other people belongs to it, whatever else is offered. */
export function callsForPeople(episode: Episode): boolean {
  return episode.phase === 'people' || episode.harmed;
}

function phaseAfter(now: Episode): Phase {
  if (now.onlyPleasant) return 'savour';
  if (now.open) return highPhase(now);
  return now.harmed ? 'g2' : 'reflect';
}

/** First one settling step, then another way, then people. */
function highPhase(now: Episode): Phase {
  if (now.onlyPleasant) return now.done.length > 0 ? 'savour' : 'g1';
  if (now.rounds >= ROUNDS_BEFORE_PEOPLE) return 'people';
  return now.rounds > 0 ? 'g2' : 'g1';
}

function near(before: Episode, at: number): boolean {
  return before.lastAt !== null && at - before.lastAt <= GAP;
}
