import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Parts } from '../src/app/context.ts';
import type { Place } from '../src/app/router.ts';
import { stateOf } from '../src/app/state.ts';

/** Somebody on this screen whom the services have signed out while a note waits. */
const signedOut = (place: Place): Parts =>
  ({
    router: { place: signal(place) },
    session: { ended: signal(true), subject: signal('me') },
    outbox: { refused: signal([]), unkept: signal(0) },
    waiting: signal(1),
  }) as unknown as Parts;

test('the foot leads to what waits, and says the same without a way on the screen that it leads to', () => {
  const elsewhere = stateOf(signedOut('plan'));
  expect(elsewhere.way).toEqual({ to: 'here', name: 'app.ended.waiting.way' });
  expect(stateOf(signedOut('here'))).toEqual({ says: elsewhere.says });
});
