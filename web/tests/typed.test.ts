import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { problemOf, type Answer } from '../src/api/client.ts';
import type { Words } from '../src/plan/plans.ts';
import { handedOver, sendTyped, typedSince } from '../src/plan/typed.ts';

const OK: Answer<null> = { ok: true, status: 200, data: null, etag: null };
const NOT: Answer<null> = { ok: false, problem: problemOf(500, null) };

/** What stands in a form after it was sent, with this typed before the answer. */
async function after(answer: Answer<null> | null, before: Words, meanwhile: Words): Promise<Words> {
  const words = signal(before);
  const sending = sendTyped(words, () => Promise.resolve(answer));
  words.value = { ...words.value, ...meanwhile };
  await sending;
  return words.value;
}

test('what is typed while a form is on its way stays typed, and what was taken is gone', async () => {
  const sent = { id: 'note', line: 'It was loud.', date: '2026-12-03' };
  expect(await after(OK, sent, { line: 'It was loud, and late.' })).toEqual({
    id: 'note',
    line: 'It was loud, and late.',
  });
  expect(await after(OK, sent, { line: '' })).toEqual({ id: 'note', line: '' });
  expect(await after(OK, sent, {})).toEqual({});
});

test('what still waits to be sent is taken; what was refused stays as it was typed', async () => {
  expect(await after(null, { line: 'a' }, {})).toEqual({});
  expect(await after(NOT, { line: 'a' }, { line: 'ab' })).toEqual({ line: 'ab' });
});

test('to look at another question is not to type', () => {
  expect(typedSince({ place: '1', tiny: 'a' }, { place: '2', tiny: 'a' })).toEqual({});
  expect(typedSince({ place: '1', tiny: 'a' }, { place: '2', tiny: 'ab' })).toEqual({ place: '2', tiny: 'ab' });
});

test('what was typed into a new task while it was added is typed over the task that stands', () => {
  const [added, changed] = [signal<Words>({ id: 'one', tiny: 'ab' }), signal<Words>({})];
  expect(handedOver(added, changed)).toBe(true);
  expect([added.value, changed.value]).toEqual([{}, { tiny: 'ab' }]);
  expect(handedOver(added, changed)).toBe(false);
  expect(changed.value).toEqual({ tiny: 'ab' });
});
