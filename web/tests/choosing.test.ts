import { expect, test } from 'vitest';
import { problemOf, type Answer } from '../src/api/client.ts';
import { saidOf } from '../src/offer/saying.ts';

const refused = (status: number, said: unknown = null, kind = 'unknown'): Answer<null> => ({
  ok: false,
  problem: problemOf(status, said, null, kind),
});

test('what a choice on a card did is said as it went, and only who got no answer needs a connection', () => {
  expect(saidOf({ ok: true, status: 200, data: null, etag: null }, 'plan.rests')).toContain('rests for now');
  expect(saidOf(refused(0, null, 'offline'), 'plan.rests')).toContain('This needs a connection.');
  expect(saidOf(refused(0, null, 'late'), 'plan.rests')).toContain('This needs a connection.');
  expect(saidOf(refused(409, { detail: 'You have let go of this one.' }), 'plan.rests')).toBe(
    'You have let go of this one.',
  );
  expect(saidOf(refused(500), 'plan.rests')).not.toContain('connection');
});
