/** Quiet hours as they are set: a part of the profile. */
import { clockInWords } from '../weeks/dates.ts';
import type { Shown } from './profile.ts';

export type Quiet = NonNullable<Shown['quiet']>;

/** Those that hold for whoever has set none. */
export const USUAL: Quiet = { from: '22:00', to: '08:00' };

/** As the person's own language writes times. */
export function hoursInWords({ from, to }: Quiet): Quiet {
  return { from: clockInWords(from), to: clockInWords(to) };
}
