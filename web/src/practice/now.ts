/** What somebody says when they are asked how it is now. */
import type { Router } from '../app/router.ts';
import type { Offers } from '../offer/offers.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Afterwards, Silent } from './afterwards.ts';
import type { Coach } from './coach.ts';

export interface Outside {
  readonly afterwards: Pick<Afterwards, 'close'>;
  readonly coach: Pick<Coach, 'led' | 'rate' | 'close'>;
  readonly outbox: Pick<Outbox, 'deliver'>;
  readonly offers: Pick<Offers, 'later'>;
  readonly router: Pick<Router, 'go'>;
  readonly newId: () => string;
}

/** A rating of the practice it is about; the next offer of the episode follows. */
export function createSayNow(outside: Outside): (about: Silent, intensity: number) => void {
  const { afterwards, coach, outbox, offers, router, newId } = outside;
  return (about, intensity) => {
    void afterwards.close();
    const rated = { intensity, helped: null };
    const led = coach.led.value?.run;
    if (led?.id === about.id && led.end && !led.rated) {
      coach.rate(rated);
      return;
    }
    const path = `/v1/practices/${about.id}/rate`;
    const body = { intensity_after: intensity, occurred_at: new Date().toISOString() };
    const sent = outbox.deliver({ kind: 'rating', id: newId(), path, body });
    offers.later({ ...about, rated }, sent);
    if (led?.id === about.id) coach.close();
    router.go('offer');
  };
}
