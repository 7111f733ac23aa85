import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Parts } from '../src/app/context.ts';
import type { Place } from '../src/app/router.ts';
import { stateOf } from '../src/app/state.ts';

interface Standing {
  readonly place?: Place;
  readonly ended?: boolean;
  readonly waiting?: number;
  readonly unkept?: number;
  readonly trying?: boolean;
  readonly pin?: number;
}

const at = (given: Standing): Parts =>
  ({
    router: { place: signal(given.place ?? 'plan') },
    session: { ended: signal(given.ended ?? false), subject: signal('me') },
    outbox: { refused: signal([]), unkept: signal(given.unkept ?? 0), trying: signal(given.trying ?? false) },
    waiting: signal(given.waiting ?? 0),
    lock: { minutes: signal(given.pin ?? null) },
  }) as unknown as Parts;

test('a line is among what is on the screen only where nothing stands before it', () => {
  const [refused, line] = [signal<unknown[]>(['a note']), signal('off')];
  const parts = {
    router: { place: signal('home') },
    session: { ended: signal(false), subject: signal('me') },
    outbox: { refused, unkept: signal(0) },
    waiting: signal(0),
    online: signal(true),
    news: { line },
  } as unknown as Parts;
  expect(stateOf(parts).line).toBeUndefined();
  refused.value = [];
  expect(stateOf(parts)).toMatchObject({ line: 'off', way: { to: 'reminders' } });
  line.value = 'session';
  expect(stateOf(parts)).toMatchObject({ line: 'session', way: { to: 'session' } });
});

test('the foot leads to what waits, and says the same without a way on the screen that it leads to', () => {
  const signedOut = { ended: true, waiting: 1 };
  const elsewhere = stateOf(at(signedOut));
  expect(elsewhere.way).toEqual({ to: 'here', name: 'app.ended.waiting.way' });
  expect(stateOf(at({ ...signedOut, place: 'here' }))).toEqual({ says: elsewhere.says });
});

test('what is being tried for the first time is not said to wait here, nor to be lost', () => {
  expect(stateOf(at({ waiting: 1, unkept: 1, trying: true }))).toEqual({ says: 'One moment.' });
});

test('what is in memory only is said to stay until the app is closed, or asks for the PIN where there is one', () => {
  const [without, withPin] = [undefined, 5].map((pin) => stateOf(at({ waiting: 1, unkept: 1, ...(pin && { pin }) })));
  expect(without).toEqual({
    says: 'This could not be kept here or sent. It stays until you close the app. You can send it again.',
    again: true,
  });
  expect(withPin?.says).toContain('or it asks for your PIN');
});

test('whoever was signed out hears first of what closing the app would lose', () => {
  const { says, way, again } = stateOf(at({ ended: true, waiting: 1, unkept: 1 }));
  expect(says).toMatch(/^This could not be kept here or sent\..*You were signed out\.$/);
  expect([way, again]).toEqual([{ to: 'join', name: 'app.ended.way' }, undefined]);
  const both = stateOf(at({ ended: true, waiting: 2, unkept: 1 }));
  expect(both.says).toMatch(/^This could not be kept.*You were signed out\. 1 note is kept here\.$/);
  expect(both.way?.to).toBe('here');
});
