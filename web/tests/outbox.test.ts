import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { createVault } from '../src/store/vault.ts';
import { Device, HOUR, entry, kind, no, offline, ok } from './device.ts';

const checkIn = (id: string) => ({ kind: 'check-in', id, path: '/v1/check-ins', body: { id, note: 'words' } }) as const;
const practice = (id: string, check_in_id: string) =>
  ({ kind: 'practice', id, path: '/v1/practices', body: { id, check_in_id } }) as const;

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
});

test('without joining nothing is kept, nothing is sent, and the browser has no store of ours', async () => {
  const device = new Device(factory, kind);
  await device.session.load();
  await device.outbox.add(checkIn('a'));
  await device.outbox.flush();
  expect(device.asked).toEqual([]);
  expect(await factory.databases()).toEqual([]);
});

test('what could not be sent waits through a restart and is sent once there is a network', async () => {
  const before = await new Device(factory, offline).joined();
  await before.outbox.add(checkIn('a'));
  await before.outbox.flush();
  expect(before.outbox.waiting.value).toBe(1);
  const after = new Device(factory, kind);
  await after.session.load();
  await after.outbox.flush();
  expect(after.sent('/v1/check-ins/batch').map((each) => each.body)).toEqual([
    { check_ins: [{ id: 'a', note: 'words' }] },
  ]);
  expect(after.outbox.waiting.value).toBe(0);
});

test('check-ins go before the practices that belong to them, whatever came first', async () => {
  const device = await new Device(factory, offline).joined();
  await device.outbox.add(practice('p', 'a'));
  await device.outbox.add(checkIn('a'));
  await device.outbox.flush();
  device.says = kind;
  device.asked.length = 0;
  await device.outbox.flush();
  expect(device.asked.map((each) => each.path)).toEqual(['/v1/check-ins/batch', '/v1/practices/batch']);
});

test('a practice waits for its check-in, and another one does not', async () => {
  const device = await new Device(factory, offline).joined();
  for (const each of [checkIn('a'), practice('p', 'a'), practice('q', 'z')]) await device.outbox.add(each);
  device.says = (request) => (request.path === '/v1/check-ins/batch' ? no(503) : kind(request));
  device.asked.length = 0;
  await device.outbox.flush();
  expect(device.sent('/v1/practices/batch')[0]?.body).toEqual({ practices: [{ id: 'q', check_in_id: 'z' }] });
  expect(device.outbox.waiting.value).toBe(2);
});

test('what is refused for good leaves the queue and keeps its words', async () => {
  const device = await new Device(factory, kind).joined();
  device.says = () => ok({ results: [{ status: 422, problem: { title: 'No' } }] }, 207);
  await device.outbox.add(checkIn('a'));
  await device.outbox.flush();
  expect(device.outbox.waiting.value).toBe(0);
  expect(device.outbox.refused.value[0]?.item.body).toEqual({ id: 'a', note: 'words' });
});

test('a practice whose check-in is not there yet is sent again, not given up', async () => {
  const device = await new Device(factory, kind).joined();
  device.says = () => ok({ results: [{ status: 409, problem: { type: 'urn:smallhours:problem:try-again' } }] }, 207);
  await device.outbox.deliver(practice('p', 'a'));
  expect([device.outbox.waiting.value, device.outbox.refused.value.length]).toEqual([1, 0]);
  expect(device.later).toEqual([2000]);
});

test('what belongs to erased records is done with', async () => {
  const device = await new Device(factory, kind).joined();
  device.says = () => ok({ results: [{ status: 410 }] }, 207);
  await device.outbox.add(checkIn('a'));
  await device.outbox.flush();
  expect([device.outbox.waiting.value, device.outbox.refused.value.length]).toEqual([0, 0]);
});

test('a busy service is left alone for as long as it asks', async () => {
  const device = await new Device(factory, kind).joined();
  device.says = () => no(503, 90);
  await device.outbox.add(checkIn('a'));
  await device.outbox.flush();
  expect(Math.max(...device.later)).toBe(90_000);
  expect(device.outbox.waiting.value).toBe(1);
});

test('more of a practice that came while the first part was on its way is not lost', async () => {
  const device = await new Device(factory, offline).joined();
  const part = practice('p', 'a');
  await device.outbox.add(part);
  const [listed] = await device.vault.list('outbox/');
  await device.outbox.add({ ...part, body: { ...part.body, more: true } });
  if (listed) await device.vault.removeAsListed(listed);
  const [left] = await device.vault.list<{ body: unknown }>('outbox/');
  expect(left?.value.body).toEqual({ ...part.body, more: true });
});

test('a session that the services ended, or a sign-out, loses nothing that waits; nobody else sends it', async () => {
  const device = await new Device(factory, offline).joined();
  await device.outbox.add(checkIn('a'));
  device.now = HOUR;
  device.says = () => no(401);
  await device.outbox.flush();
  expect(device.session.ended.value).toBe(true);
  await device.session.leave();
  await device.outbox.look();
  expect(device.outbox.waiting.value).toBe(1);
  const other = entry();
  device.says = (request) =>
    request.path.endsWith('/accept') && other.ok
      ? ok({ ...(other.data as object), subject: 'somebody-else' })
      : kind(request);
  await device.session.join('another', true);
  device.asked.length = 0;
  await device.outbox.flush();
  expect(device.asked).toEqual([]);
  device.says = kind;
  await device.session.join('again', true);
  await device.outbox.flush();
  expect(device.sent('/v1/check-ins/batch')).toHaveLength(1);
});

test('nothing that is kept can be read without the key, and no record opens under another name', async () => {
  const vault = createVault(factory);
  await vault.put('one', { note: 'canary' });
  const store = await new Promise<IDBDatabase>((resolve) => {
    const opening = factory.open('kept');
    opening.onsuccess = () => {
      resolve(opening.result);
    };
  });
  const records = store.transaction('records', 'readwrite').objectStore('records');
  const sealed = await new Promise<{ name: string; body: ArrayBuffer }>((resolve) => {
    const asking = records.get('one');
    asking.onsuccess = () => {
      resolve(asking.result as { name: string; body: ArrayBuffer });
    };
  });
  expect(new TextDecoder().decode(sealed.body)).not.toContain('canary');
  records.put({ ...sealed, name: 'two' });
  expect(await vault.get('two')).toBeNull();
  expect(await vault.get('one')).toEqual({ note: 'canary' });
});

test('a moment is taken back after all that belongs to it, and one that never arrived is no trouble', async () => {
  const device = await new Device(factory, (request) => (request.path.endsWith('/accept') ? entry() : no(0))).joined();
  await device.outbox.add({ kind: 'check-in', id: 'one', path: '/v1/check-ins', body: { id: 'one' } });
  await device.outbox.add({ kind: 'retraction', id: 'back', path: '/v1/check-ins/one', body: null });
  await device.outbox.flush();
  expect(device.sent('/v1/check-ins/one')).toEqual([]);
  expect((await device.outbox.list()).map((each) => each.kind)).toEqual(['check-in', 'retraction']);
  device.says = (request) => (request.method === 'DELETE' ? no(404) : ok({ results: [{ status: 201 }] }, 207));
  await device.outbox.flush();
  expect(device.asked.slice(-2).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/check-ins/batch',
    'DELETE /v1/check-ins/one',
  ]);
  expect([device.outbox.waiting.value, device.outbox.refused.value]).toEqual([0, []]);
});
