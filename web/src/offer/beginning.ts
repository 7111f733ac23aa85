import { useParts } from '../app/context.ts';
import type { Size } from '../practice/catalogue.ts';
import { isOpen } from './offers.ts';

/** Begins a practice, for the last moment where there is one. Where the device does not have it, that is said. */
export function useBeginning(): (technique: string, size?: Size) => Promise<void> {
  const { coach, offers } = useParts();
  return async (technique, size = 'full') => {
    const turn = offers.turn.value;
    const moment = turn && isOpen(turn, Date.now()) ? { checkIn: turn.checkIn, feelings: turn.moment.emotions } : {};
    const begun = await coach.begin({ technique, size, ...moment }).catch(() => false);
    if (begun) offers.begin(technique);
    else offers.stuck.value = 'begin';
  };
}
