/** What happens while nobody looks: the page covers itself, and after a while it asks for the PIN again. */
import type { ReadonlySignal } from '@preact/signals';
import type { Session } from '../api/session.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';

export interface Outside {
  readonly page: Document;
  readonly now: () => number;
  /** After how many minutes the PIN is asked for; null where there is none. */
  readonly minutes: ReadonlySignal<number | null>;
  /** Nobody looks from now on; a browser may end the page before anybody does again. */
  readonly gone: () => void;
  /** Puts everything out of reach; the page stays covered meanwhile. */
  readonly lock: () => void;
  /** Somebody looks again, after so many milliseconds. */
  readonly back: (away: number) => void;
}

const MINUTE = 60_000;

export function coverWhileAway({ page, now, minutes, gone, lock, back }: Outside): void {
  let since = now();
  const cover = (covered: boolean): void => {
    page.documentElement.toggleAttribute('data-covered', covered);
  };
  page.addEventListener('visibilitychange', () => {
    if (page.hidden) {
      since = now();
      cover(true);
      gone();
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

/** What is in memory only goes to the disk where there is room by now, else to the services. */
export async function bringToSafety(
  vault: Pick<Vault, 'putDown'>,
  session: Pick<Session, 'putDown'>,
  outbox: Pick<Outbox, 'look' | 'flush' | 'unkept'>,
): Promise<void> {
  await Promise.all([vault.putDown(), session.putDown()]);
  await outbox.look();
  if (outbox.unkept.value > 0) await outbox.flush();
}
