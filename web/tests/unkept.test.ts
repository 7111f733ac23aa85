import { expect, test } from 'vitest';
import { problemOf, type Answer, type Client } from '../src/api/client.ts';
import { createOffers } from '../src/offer/offers.ts';
import { everybodys } from '../src/offer/pack.ts';
import { createOutbox } from '../src/store/outbox.ts';
import type { Vault } from '../src/store/vault.ts';
import { CALM, settled, STRONG } from './offering.ts';

const offline: Answer<never> = { ok: false, problem: problemOf(0, null, null, 'offline') };
const recorded: Answer<unknown> = { ok: true, status: 201, data: null, etag: null };

/** A device whose disk is full, where the services answer a check-in as `answer` says. */
function fullDevice() {
  const here = { answer: offline as Answer<unknown>, posted: [] as unknown[], subject: 'me' as string | null };
  const client = {
    get: () => Promise.resolve(offline),
    post: (_: string, body: unknown) => {
      here.posted.push(body);
      return Promise.resolve(here.answer);
    },
  } as unknown as Client;
  const vault = {
    get: () => Promise.resolve(null),
    list: () => Promise.resolve([]),
    put: () => Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError')),
  } as unknown as Vault;
  const subject = () => here.subject;
  const alone = <T>(_: string, act: () => Promise<T>): Promise<T> => act();
  const outbox = createOutbox({ client, vault, subject, alone, now: () => 0, later: () => 0, tell: () => undefined });
  let ids = 0;
  const offers = createOffers({
    client,
    outbox,
    vault,
    subject,
    pack: () => everybodys,
    hidden: () => [],
    now: () => 0,
    newId: () => `id-${++ids}`,
    zone: () => undefined,
    pause: () => Promise.resolve(),
  });
  return { here, offers };
}

test('what can neither be kept nor sent is said, and stays until it can be sent', async () => {
  const { here, offers } = fullDevice();
  offers.open(STRONG);
  await settled();
  offers.open(CALM);
  await settled();
  expect(offers.unkept.value.map((each) => each.id)).toEqual(['id-1', 'id-2']);
  offers.again();
  await settled();
  expect(offers.unkept.value).toHaveLength(2);
  here.answer = recorded;
  offers.again();
  await settled();
  expect(offers.unkept.value).toEqual([]);
  expect(here.posted.slice(-2)).toMatchObject([
    { id: 'id-1', ...STRONG },
    { id: 'id-2', ...CALM },
  ]);
});

test('what the services do not take is not said to be safe', async () => {
  const { here, offers } = fullDevice();
  here.answer = { ok: false, problem: problemOf(422, null) };
  offers.open(CALM);
  await settled();
  expect(offers.unkept.value).toHaveLength(1);
});

test('what cannot be kept but is sent at once needs no word', async () => {
  const { here, offers } = fullDevice();
  here.answer = recorded;
  offers.open(STRONG);
  await settled();
  expect([offers.unkept.value, here.posted.length]).toEqual([[], 1]);
});

test('without joining there is nothing to keep', async () => {
  const { here, offers } = fullDevice();
  here.subject = null;
  offers.open(CALM);
  await settled();
  expect([offers.unkept.value, here.posted.length]).toEqual([[], 0]);
});
