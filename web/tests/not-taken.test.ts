import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { problemOf, type Answer, type Client } from '../src/api/client.ts';
import { createOutbox } from '../src/store/outbox.ts';
import { createVault } from '../src/store/vault.ts';

type Says = (path: string) => Answer<unknown>;

const again = { type: 'urn:smallhours:problem:try-again' };
const no = (status: number, said: unknown = null): Answer<unknown> => ({
  ok: false,
  problem: problemOf(status, said),
});
const inBatch = (status: number, problem: unknown): Answer<unknown> => ({
  ok: true,
  status: 207,
  data: { results: [{ status, problem }] },
  etag: null,
});
const offline: Says = () => no(0);

/** The services take no check-in, and so nothing that rests on one; whatever has none is waited for. */
const noMoment: Says = (path) => {
  if (path === '/v1/check-ins/batch') return inBatch(422, { title: 'No' });
  return path === '/v1/practices/batch' ? inBatch(409, again) : no(409, again);
};

/** A device; the same factory is the same device after a restart. */
function device(says: Says, factory = new IDBFactory()) {
  const services = { says };
  const later: number[] = [];
  let now = Date.now();
  const outbox = createOutbox({
    client: { post: (path: string) => Promise.resolve(services.says(path)) } as unknown as Client,
    vault: createVault(factory),
    subject: () => 'me',
    alone: (_, act) => act(),
    now: () => ++now,
    later: (_, pause) => later.push(pause),
    tell: () => undefined,
  });
  return { outbox, services, later, factory };
}

const checkIn = (id: string) => ({ kind: 'check-in', id, path: '/v1/check-ins', body: { id, note: 'words' } }) as const;
const practice = (id: string, check_in_id: string) =>
  ({ kind: 'practice', id, path: '/v1/practices', body: { id, check_in_id } }) as const;
const rating = (id: string, of: string) =>
  ({ kind: 'rating', id, path: `/v1/practices/${of}/rate`, body: { intensity_after: 4 } }) as const;

test('what rests on a check-in that was not taken is not taken either, and keeps its words', async () => {
  const { outbox, services, later } = device(offline);
  for (const each of [rating('r', 'p'), practice('p', 'a'), checkIn('a')]) await outbox.deliver(each);
  later.length = 0;
  services.says = noMoment;
  await outbox.flush();
  expect([outbox.waiting.value, later]).toEqual([0, []]);
  expect(outbox.refused.value.map(({ item }) => [item.id, item.body]).toSorted()).toEqual([
    ['a', { id: 'a', note: 'words' }],
    ['p', { id: 'p', check_in_id: 'a' }],
    ['r', { intensity_after: 4 }],
  ]);
});

test('a practice that comes after its check-in was not taken does not wait for it; another one does', async () => {
  const before = device(noMoment);
  await before.outbox.deliver(checkIn('a'));
  const { outbox } = device(noMoment, before.factory);
  await outbox.deliver(practice('p', 'a'));
  await outbox.deliver(practice('q', 'z'));
  expect((await outbox.list()).map(({ id }) => id)).toEqual(['q']);
  expect(outbox.refused.value.map(({ item }) => item.id).toSorted()).toEqual(['a', 'p']);
});

test('a practice is offered to the services all the same: they may have its check-in from before', async () => {
  const { outbox, services } = device(noMoment);
  await outbox.deliver(checkIn('a'));
  services.says = () => inBatch(201, undefined);
  await outbox.deliver(practice('p', 'a'));
  expect(outbox.waiting.value).toBe(0);
  expect(outbox.refused.value.map(({ item }) => item.id)).toEqual(['a']);
});

test('a practice of a check-in that was not taken, and was let go of, does not wait for ever either', async () => {
  const { outbox, later } = device(noMoment);
  await outbox.deliver(checkIn('a'));
  for (const each of outbox.refused.value) await outbox.forget(each);
  expect(outbox.refused.value).toEqual([]);
  await outbox.deliver(practice('p', 'a'));
  expect([outbox.waiting.value, later]).toEqual([0, []]);
  expect(outbox.refused.value.map(({ item }) => item.body)).toEqual([{ id: 'p', check_in_id: 'a' }]);
});
