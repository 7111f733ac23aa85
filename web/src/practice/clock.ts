/** A timer that counts by the clock on the wall, so that it is right again after the page was hidden. Pure. */

export interface Clock {
  /** Milliseconds, as all times here. */
  readonly begunAt: number;
  readonly pausedAt: number | null;
  /** How long it has been paused so far. */
  readonly rested: number;
}

const SECOND = 1000;

export function started(now: number): Clock {
  return { begunAt: now, pausedAt: null, rested: 0 };
}

export function paused(clock: Clock, now: number): Clock {
  return clock.pausedAt === null ? { ...clock, pausedAt: now } : clock;
}

export function resumed(clock: Clock, now: number): Clock {
  if (clock.pausedAt === null) return clock;
  return { ...clock, pausedAt: null, rested: clock.rested + now - clock.pausedAt };
}

/** Seconds that have run. A device's clock that was set back counts as no time at all. */
export function elapsed(clock: Clock, now: number): number {
  return Math.max(0, (clock.pausedAt ?? now) - clock.begunAt - clock.rested) / SECOND;
}

/** Whole seconds left, the one that is running counted in. */
export function left(clock: Clock, seconds: number, now: number): number {
  return Math.max(0, Math.ceil(seconds - elapsed(clock, now)));
}

/** As on a kitchen timer: 4:05. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
