/** How long somebody waits who gave another PIN. Pure; however often that is, nothing is ever erased. */

export interface Tries {
  readonly wrong: number;
  /** Milliseconds since 1970 until which none is looked at. */
  readonly until: number;
}

export const NO_TRIES: Tries = { wrong: 0, until: 0 };
const FREE = 4;
const SECOND = 1000;
const PAUSES: readonly number[] = [30, 60, 300, 900, 3600].map((seconds) => seconds * SECOND);
const LONGEST = 3600 * SECOND;

/** After a try that was not the PIN. */
export function triedAgain({ wrong }: Tries, now: number): Tries {
  const beyond = wrong + 1 - FREE;
  const pause = beyond <= 0 ? 0 : (PAUSES[beyond - 1] ?? LONGEST);
  return { wrong: wrong + 1, until: now + pause };
}

/** A clock that was set back makes nobody wait longer than the longest pause. */
export function pauseLeft({ until }: Tries, now: number): number {
  return Math.min(Math.max(until - now, 0), LONGEST);
}

const PIN = /^\d{4,12}$/;

export function isPin(said: string): boolean {
  return PIN.test(said);
}
