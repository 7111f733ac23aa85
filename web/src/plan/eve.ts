/** When it is time to ask whether there is anything to bring to the next session. Pure. */
import type { Shown } from '../settings/profile.ts';
import { daysAfter, partOf, slotDay, weekday, type Wall } from '../weeks/clock.ts';

const HOUR = 60;

/**
 * From the evening before it until it begins. A session has a day and no time of its own: where it is on the usual day it
 * begins at the usual time, and else the question ends with that night, so that it is not asked of a session that is over.
 */
export function isEve(date: string | null | undefined, usual: Shown['session'], now: Wall): boolean {
  if (!date) return false;
  const begins = usual?.at && usual.weekday === weekday(date) + 1 ? minutesOf(usual.at) : null;
  if (now.day === date && begins !== null) return now.minutes < begins;
  const late = partOf(now.minutes) === 'evening' || partOf(now.minutes) === 'night';
  return late && slotDay(now) === daysAfter(date, -1);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * HOUR + minutes;
}
