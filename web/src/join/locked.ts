import type { Place } from '../app/router.ts';

/** Nobody has to give a PIN for these: numbers, what stands beside them, and pages that say nothing about anybody. */
const OPEN: readonly Place[] = ['help', 'unsafe', 'support', 'learn', 'learn-page', 'about'];
/** These are about who is here, or would let somebody else in beside them. */
const CLOSED: readonly Place[] = ['join', 'welcome', 'here', 'pin', 'refused'];

/** Whether the PIN stands before this place. `aside`: somebody goes on without it, as if nobody had joined. */
export function isClosed(place: Place, aside: boolean): boolean {
  if (OPEN.includes(place)) return false;
  return !aside || CLOSED.includes(place);
}
