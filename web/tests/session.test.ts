import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { type Answer, type Request } from '../src/api/client.ts';
import { Device, HOUR, entry, kind, no, ok } from './device.ts';

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
});

test('an expired token is renewed once, also for two requests at the same time', async () => {
  const device = await new Device(factory, kind).joined();
  device.now = HOUR;
  await Promise.all([device.session.token(), device.session.token()]);
  expect(device.sent('/v1/token')).toHaveLength(1);
});

test('a lost answer to a code is asked for again under the same id', async () => {
  const device = new Device(factory, () => no(0));
  await device.session.join('code', true);
  await device.session.join('code', true);
  const ids = device.asked.map((each) => (each.body as { id: string }).id);
  expect(ids[0]).toBe(ids[1]);
});

test('whoever comes back with the same code, after leaving and a restart, asks under the same id', async () => {
  const before = await new Device(factory, kind).joined();
  await before.session.leave();
  const after = await new Device(factory, kind).joined();
  const id = (device: Device) => (device.asked[0]?.body as { id: string }).id;
  expect(id(after)).toBe(id(before));
});

test('a code that does not open leaves no store behind', async () => {
  await new Device(factory, () => no(404)).joined();
  expect(await factory.databases()).toEqual([]);
});

test('what belongs to one person is gone when another one comes in, and stays when they come in again', async () => {
  const device = await new Device(factory, kind).joined();
  await device.vault.put('own/plan', 'words');
  await device.session.join('code', true);
  expect(await device.vault.get('own/plan')).toBe('words');
  device.says = () => {
    const answer = entry();
    return answer.ok ? ok({ ...(answer.data as object), subject: 'somebody-else' }) : answer;
  };
  await device.session.join('another', true);
  expect(await device.vault.get('own/plan')).toBeNull();
});

test('whoever leaves while a token is renewed stays away', async () => {
  const device = await new Device(factory, kind).joined();
  device.now = HOUR;
  const late = (request: Request): Promise<Answer<unknown>> => device.session.leave().then(() => kind(request));
  device.says = late as unknown as typeof device.says;
  expect(await device.session.token()).toBeNull();
  await device.session.load();
  expect(device.session.subject.value).toBeNull();
});

test('what an answer on its way put down after somebody left is gone when the next one comes in', async () => {
  const device = await new Device(factory, kind).joined();
  await device.session.leave();
  await device.vault.put('own/against', 'words');
  await device.session.join('another', true);
  expect(await device.vault.get('own/against')).toBeNull();
});
