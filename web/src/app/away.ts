/** What happens while nobody looks: the page covers itself, and after a while it asks for the PIN again. */
import type { ReadonlySignal } from '@preact/signals';

export interface Outside {
  readonly page: Document;
  readonly now: () => number;
  /** After how many minutes the PIN is asked for; null where there is none. */
  readonly minutes: ReadonlySignal<number | null>;
  /** Puts everything out of reach; the page stays covered meanwhile. */
  readonly lock: () => void;
  /** Somebody looks again, after so many milliseconds. */
  readonly back: (away: number) => void;
}

const MINUTE = 60_000;

export function coverWhileAway({ page, now, minutes, lock, back }: Outside): void {
  let since = now();
  const cover = (covered: boolean): void => {
    page.documentElement.toggleAttribute('data-covered', covered);
  };
  page.addEventListener('visibilitychange', () => {
    if (page.hidden) {
      since = now();
      cover(true);
      return;
    }
    const away = now() - since;
    if (isDue(minutes.value, away)) lock();
    else {
      cover(false);
      back(away);
    }
  });
}

export function isDue(minutes: number | null, away: number): boolean {
  return minutes !== null && away >= minutes * MINUTE;
}
