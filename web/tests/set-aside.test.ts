import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Device, entry, fill, kind, offline, ok } from './device.ts';

const SAID = { kind: 'check-in', id: 'a', path: '/v1/check-ins', body: { id: 'a', note: 'words' } } as const;

let factory: IDBFactory;
let makeRoom: () => void = () => undefined;
beforeEach(() => {
  factory = new IDBFactory();
});
afterEach(() => {
  makeRoom();
});

const stands = ({ outbox }: Device): number[] => [outbox.waiting.value, outbox.unkept.value];
const refusing: Device['says'] = (request) =>
  request.path.endsWith('/accept') ? entry() : ok({ results: [{ status: 422 }, { status: 422 }] });

test('words that lay on the disk stay there where they are not taken and there is no room to set them aside', async () => {
  const device = await new Device(factory, offline).joined();
  await device.outbox.deliver(SAID);
  makeRoom = fill();
  device.says = refusing;
  await device.outbox.flush();
  await device.outbox.flush();
  expect(stands(device)).toEqual([0, 0]);
  expect(device.outbox.refused.value).toMatchObject([{ item: { body: SAID.body }, onDisk: true }]);
  expect(device.sent('/v1/check-ins/batch')).toHaveLength(2);
  makeRoom();
  const after = new Device(factory, device.says);
  await after.session.load();
  await after.outbox.flush();
  expect(stands(after)).toEqual([0, 0]);
  expect(after.outbox.refused.value).toMatchObject([{ item: { body: SAID.body }, onDisk: true }]);
  expect(await after.vault.count('outbox/')).toBe(0);
});

test('once there is room they go from where they waited, and with them when they are let go of', async () => {
  const device = await new Device(factory, offline).joined();
  for (const each of [SAID, { ...SAID, id: 'c' }]) await device.outbox.deliver(each);
  makeRoom = fill();
  device.says = refusing;
  await device.outbox.flush();
  const [first] = device.outbox.refused.value;
  if (first) await device.outbox.forget(first);
  expect(await device.vault.count('outbox/')).toBe(1);
  makeRoom();
  await device.outbox.flush();
  expect([await device.vault.count('outbox/'), await device.vault.count('refused/')]).toEqual([0, 1]);
  expect(device.sent('/v1/check-ins/batch')).toHaveLength(3);
});

test('more of a practice that was not taken is sent, though the part before it could not be set aside', async () => {
  const practice = { kind: 'practice', id: 'p', path: '/v1/practices/batch', body: { id: 'p' } } as const;
  const device = await new Device(factory, offline).joined();
  await device.outbox.deliver(practice);
  makeRoom = fill();
  device.says = refusing;
  await device.outbox.flush();
  expect(stands(device)).toEqual([0, 0]);
  device.says = kind;
  device.asked.length = 0;
  await device.outbox.deliver({ ...practice, body: { id: 'p', more: true } });
  expect(device.asked.map(({ body }) => body)).toEqual([{ practices: [{ id: 'p', more: true }] }]);
});
