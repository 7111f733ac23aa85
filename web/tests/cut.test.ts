import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createVault } from '../src/store/vault.ts';
import { Device, kind, lose, offline } from './device.ts';

const SAID = { kind: 'check-in', id: 'a', path: '/v1/check-ins', body: { id: 'a', note: 'words' } } as const;
const BATCH = '/v1/check-ins/batch';

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const stands = ({ outbox }: Device): number[] => [outbox.waiting.value, outbox.unkept.value];

/** Every connection that is open now is closed, as a browser does by itself. */
function cut(device: { stores: IDBDatabase[] }): void {
  for (const store of device.stores.splice(0)) store.close();
}

/** Takes hold of the connections that are opened from now on. */
function opening(): { stores: IDBDatabase[] } {
  const stores: IDBDatabase[] = [];
  const open = factory.open.bind(factory);
  factory.open = (name, version) => {
    const request = open(name, version);
    request.addEventListener('success', () => stores.push(request.result));
    return request;
  };
  return { stores };
}

test('a connection that the browser cut is opened anew, for what is read, put, listed and removed', async () => {
  const open = opening();
  const device = await new Device(factory, offline).joined();
  cut(open);
  await device.outbox.deliver(SAID);
  expect(stands(device)).toEqual([1, 0]);
  cut(open);
  expect(await device.vault.get('outbox/check-in/a')).toMatchObject({ body: SAID.body });
  cut(open);
  expect(await device.vault.count('outbox/')).toBe(1);
  cut(open);
  await device.vault.remove('outbox/check-in/a');
  cut(open);
  expect(await device.outbox.list()).toEqual([]);
  expect(device.session.subject.value).not.toBeNull();
});

test('of a connection whose end the browser tells nothing more is asked', async () => {
  const open = opening();
  const vault = createVault(factory);
  await vault.put('one', 'words');
  const [store] = open.stores;
  const asked = store && vi.spyOn(store, 'transaction');
  if (store) forceCloseDatabase(store as never);
  await new Promise((done) => setTimeout(done, 0));
  expect(await vault.get('one')).toBe('words');
  expect(asked).not.toHaveBeenCalled();
});

test('an opening that failed is tried anew, at once and later', async () => {
  await new Device(factory, kind).joined();
  const databases = factory.databases.bind(factory);
  let failures = 1;
  factory.databases = () =>
    failures-- > 0 ? Promise.reject(new DOMException('The first one fails.', 'UnknownError')) : databases();
  const device = new Device(factory, kind);
  await device.session.load();
  expect(device.session.subject.value).not.toBeNull();
  const after = new Device(factory, kind);
  failures = 2;
  await expect(after.session.load()).rejects.toThrow();
  await after.session.load();
  expect(after.session.subject.value).not.toBeNull();
});

test('where the disk cannot be asked at all, what is said is sent all the same', async () => {
  const device = await new Device(factory, kind).joined();
  await device.session.token();
  lose();
  await device.outbox.deliver(SAID);
  expect(device.sent(BATCH).map(({ body }) => body)).toEqual([{ check_ins: [SAID.body] }]);
  expect(stands(device)).toEqual([0, 0]);
});

test('without a network either it is counted as unkept, tried again, and kept once the disk is back', async () => {
  const device = await new Device(factory, offline).joined();
  const back = lose();
  await device.outbox.deliver(SAID);
  expect(stands(device)).toEqual([1, 1]);
  expect(device.later).toHaveLength(1);
  expect((await device.outbox.list()).map(({ id }) => id)).toEqual(['a']);
  back();
  await device.outbox.flush();
  expect(stands(device)).toEqual([1, 0]);
  expect(await createVault(factory).get('outbox/check-in/a')).toMatchObject({ body: SAID.body });
});

test('what waited and was not taken before is still told of while the disk cannot be asked', async () => {
  const device = await new Device(factory, offline).joined();
  await device.outbox.deliver(SAID);
  await device.vault.put('refused/x', { item: { ...SAID, id: 'x', owner: device.session.subject.value, at: -1 } });
  await device.outbox.look();
  const back = lose();
  await device.outbox.deliver({ ...SAID, id: 'b' });
  expect(stands(device)).toEqual([2, 1]);
  expect(device.outbox.refused.value.map(({ item }) => item.id)).toEqual(['x']);
  back();
  device.says = kind;
  await device.outbox.flush();
  expect(stands(device)).toEqual([0, 0]);
  expect(device.sent(BATCH).at(-1)?.body).toMatchObject({ check_ins: [SAID.body, SAID.body] });
});

test('nobody leaves while the disk cannot be asked, and whoever is here stays', async () => {
  const device = await new Device(factory, kind).joined();
  lose();
  await expect(device.session.leave()).rejects.toThrow();
  await device.session.load();
  expect(device.session.subject.value).not.toBeNull();
});

test('where the browser has emptied the store meanwhile, what is put afterwards opens with the next start', async () => {
  const open = opening();
  const vault = createVault(factory);
  await vault.put('one', 'words');
  cut(open);
  factory.deleteDatabase('kept');
  await vault.put('two', 'more');
  const after = createVault(factory);
  expect([await after.get('one'), await after.get('two')]).toEqual([null, 'more']);
});
