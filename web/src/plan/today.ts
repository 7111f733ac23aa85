/** What of a task fits now, as far as this device can tell by itself. Pure. */
import type { Energy } from '../moment/draft.ts';
import type { Size, Task } from './shapes.ts';

/** How strong it is, as far as the plan asks: up to 4, 5 to 7, and 8 or above. */
export type Strength = 'quiet' | 'clear' | 'strong';

/** How it is now; null where nobody has said. */
export interface Now {
  readonly energy: Energy | null;
  readonly strength: Strength | null;
}

const CLEAR_FROM = 5;
const STRONG_FROM = 8;
/** One number of each span, because the rules of the plan ask only for the span. */
export const INTENSITY: Readonly<Record<Strength, number>> = { quiet: 3, clear: 6, strong: 9 };

export function strengthOf(intensity: number): Strength {
  if (intensity >= STRONG_FROM) return 'strong';
  return intensity >= CLEAR_FROM ? 'clear' : 'quiet';
}

/** Whether the smallest is what to see first. */
export function isGentle(now: Now, task: Pick<Task, 'tiny_next'>): boolean {
  return now.energy === 'low' || now.strength === 'strong' || task.tiny_next;
}

export interface Version {
  readonly size: Size;
  readonly text: string;
}

/** The sizes that a task has: the largest first, or the smallest where that is kinder. */
export function versionsOf(task: Pick<Task, 'versions'>, gentle: boolean): readonly Version[] {
  const { full, small, tiny } = task.versions;
  const sizes: Version[] = [{ size: 'full', text: full }];
  if (small) sizes.push({ size: 'small', text: small });
  sizes.push({ size: 'tiny', text: tiny });
  return gentle ? sizes.toReversed() : sizes;
}
