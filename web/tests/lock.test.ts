import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { asked, ended, KEYS, openStore, RECORDS } from '../src/store/database.ts';
import { createLock } from '../src/store/lock.ts';
import { seal } from '../src/store/sealing.ts';
import { NO_TRIES, isPin, pauseLeft, triedAgain, type Tries } from '../src/store/tries.ts';
import { createVault } from '../src/store/vault.ts';

const PIN = '4711';
const HOUR = 3_600_000;

let factory: IDBFactory;
let now: number;
beforeEach(() => {
  factory = new IDBFactory();
  now = 0;
});

/** The app, opened anew on the same device. */
function opened() {
  const lock = createLock(factory, { now: () => now, rounds: 1000 });
  return { lock, vault: createVault(factory, lock) };
}

async function withPin() {
  const device = opened();
  await device.vault.put('outbox/one', 'words');
  await device.lock.set(PIN);
  return device;
}

async function inKeys(name: string): Promise<unknown> {
  const store = await openStore(factory, true);
  return store && asked<unknown>(store.transaction(KEYS).objectStore(KEYS).get(name));
}

test('without a PIN what was kept opens with the device', async () => {
  await opened().vault.put('one', 'words');
  const after = opened();
  expect(await after.vault.get('one')).toBe('words');
  expect([after.lock.locked.value, after.lock.minutes.value]).toEqual([false, null]);
});

test('looking for a PIN makes no store where nothing was kept', async () => {
  const { lock, vault } = opened();
  await lock.look();
  expect([await vault.get('one'), await vault.count('')]).toEqual([null, 0]);
  expect(await factory.databases()).toEqual([]);
});

test('with a PIN nothing opens until it is given, but what waits can be counted', async () => {
  await withPin();
  const { lock, vault } = opened();
  expect([await vault.get('outbox/one'), await vault.list('outbox/')]).toEqual([null, []]);
  expect([lock.locked.value, await vault.count('outbox/')]).toEqual([true, 1]);
  expect(await lock.open('4712')).toEqual({ ok: false, tried: true, pause: 0 });
  expect([lock.locked.value, await vault.get('outbox/one')]).toEqual([true, null]);
  expect(await lock.open(PIN)).toEqual({ ok: true });
  expect([lock.locked.value, await vault.get('outbox/one')]).toEqual([false, 'words']);
});

test('what is put while it is locked waits for the PIN', async () => {
  await withPin();
  const { lock, vault } = opened();
  const putting = vault.put('two', 'later');
  await vault.get('two');
  await lock.look();
  expect([lock.locked.value, await vault.count('two')]).toEqual([true, 0]);
  await lock.open(PIN);
  await putting;
  expect(await vault.get('two')).toBe('later');
});

test('no key to what is kept lies in the browser once there is a PIN, and none ever comes out of it', async () => {
  await withPin();
  const { wrapping } = (await inKeys('guarded')) as { wrapping: object };
  expect(Object.values(wrapping).some((each) => each instanceof CryptoKey)).toBe(false);
  const { lock, vault } = opened();
  await vault.get('outbox/one');
  await lock.open(PIN);
  const store = await openStore(factory, false);
  const key = store && (await lock.key(store));
  await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow();
});

test('a changed PIN opens what was kept before, and the one before it opens nothing', async () => {
  const before = await withPin();
  expect(await before.lock.change('0000', '5822')).toMatchObject({ ok: false });
  expect(await before.lock.change(PIN, '5822')).toEqual({ ok: true });
  const { lock, vault } = opened();
  expect(await lock.open(PIN)).toMatchObject({ ok: false });
  await lock.open('5822');
  expect(await vault.get('outbox/one')).toBe('words');
});

test('a PIN is taken away only by who knows it', async () => {
  const before = await withPin();
  expect(await before.lock.remove('0000')).toMatchObject({ ok: false });
  expect(await before.lock.remove(PIN)).toEqual({ ok: true });
  expect(await opened().vault.get('outbox/one')).toBe('words');
});

test('the tab beside it goes on when a PIN is set, and notices when everything is forgotten', async () => {
  const one = opened();
  const two = opened();
  await one.vault.put('one', 'words');
  expect(await two.vault.get('one')).toBe('words');
  await one.lock.set(PIN);
  await two.lock.look();
  await two.vault.put('two', 'more');
  expect([two.lock.minutes.value, await one.vault.get('two')]).toEqual([5, 'more']);
  await one.lock.forget();
  await two.lock.look();
  await two.vault.put('three', 'new');
  expect([await one.vault.get('three'), await opened().vault.get('three')]).toEqual(['new', 'new']);
});

test('who forgot the PIN leaves the device empty and without one', async () => {
  await withPin();
  const { lock, vault } = opened();
  await vault.get('outbox/one');
  await lock.forget();
  expect([lock.locked.value, lock.minutes.value, await vault.count('')]).toEqual([false, null, 0]);
});

test('after how long it is asked for again is kept', async () => {
  await (await withPin()).lock.askAfter(15);
  const { lock } = opened();
  await lock.look();
  expect(lock.minutes.value).toBe(15);
});

test('what was sealed before there were wrappings is sealed anew', async () => {
  const earlier = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const store = await openStore(factory, true);
  if (!store) throw new Error('no store');
  const sealed = await seal(earlier, 'one', 'words');
  const writing = store.transaction([RECORDS, KEYS], 'readwrite');
  writing.objectStore(RECORDS).put(sealed);
  writing.objectStore(KEYS).put(earlier, 'device');
  await ended(writing);
  const device = opened();
  expect(await device.vault.get('one')).toBe('words');
  expect(await inKeys('device')).toBeUndefined();
  await device.lock.set(PIN);
  const after = opened();
  await after.lock.open(PIN);
  expect(await after.vault.get('one')).toBe('words');
});

test('wrong PINs bring growing pauses, also after a restart, and erase nothing', async () => {
  await withPin();
  const pauses: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const attempt = await opened().lock.open('0000');
    pauses.push(attempt.ok ? -1 : attempt.pause);
    now += attempt.ok ? 0 : attempt.pause;
  }
  expect(pauses.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
  expect(Math.max(...pauses)).toBe(HOUR);
  const { lock, vault } = opened();
  await lock.open(PIN);
  expect(await vault.get('outbox/one')).toBe('words');
});

test('during a pause not even the right PIN is looked at', async () => {
  await withPin();
  const { lock } = opened();
  for (let round = 0; round < 5; round += 1) await lock.open('0000');
  expect(await lock.open(PIN)).toEqual({ ok: false, tried: false, pause: 30_000 });
  now = 30_000;
  expect(await lock.open(PIN)).toEqual({ ok: true });
});

test('a clock that was set back makes nobody wait for more than an hour', () => {
  let tries: Tries = NO_TRIES;
  for (let round = 0; round < 20; round += 1) tries = triedAgain(tries, 50 * HOUR);
  expect(pauseLeft(tries, 0)).toBe(HOUR);
});

test.each([
  ['4711', true],
  ['123456789012', true],
  ['471', false],
  ['1234567890123', false],
  ['47 11', false],
  ['abcd', false],
])('whether %j can be a PIN: %s', (said, can) => {
  expect(isPin(said)).toBe(can);
});

test('many tries at once count like one after the other', async () => {
  await withPin();
  const { lock } = opened();
  const attempts = await Promise.all(Array.from({ length: 9 }, () => lock.open('0000')));
  expect(attempts.filter((each) => !each.ok && each.tried)).toHaveLength(5);
});
