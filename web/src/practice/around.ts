import type { Turn } from '../offer/offer.ts';
import type { Around } from '../safety/matcher.ts';
import type { Run } from './run.ts';

/** The moment that a practice answers, as far as it is known here: how strong it was only while that moment is open. */
export function aroundOf({ feelings, checkIn }: Pick<Run, 'feelings' | 'checkIn'>, turn: Turn | null): Around {
  if (turn?.checkIn !== checkIn) return { emotions: feelings };
  return { emotions: feelings, intensity: Math.max(turn.moment.intensity, turn.now) };
}
