import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi, type Mock } from 'vitest';
import { createVault } from '../src/store/vault.ts';
import { fill } from './device.ts';

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const onDisk = (name: string): Promise<unknown> => createVault(factory).get(name);

/** The disk takes these and no others, in the order of their coming. */
function takes(...each: boolean[]): Mock {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the store it was called on
  const real = IDBObjectStore.prototype.put;
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown) {
    if (each.shift() ?? true) return real.call(this, value);
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
}

test('a newer value that the disk takes stands, whatever became of an older one before it', async () => {
  const vault = createVault(factory);
  await vault.put('one', 'first');
  takes(false);
  await Promise.all([vault.put('one', 'older'), vault.put('one', 'newer')]);
  expect(await vault.get('one')).toBe('newer');
  await vault.putDown();
  expect([await vault.get('one'), await onDisk('one')]).toEqual(['newer', 'newer']);
});

test('a newer value that the disk does not take stands in memory, and is put down later', async () => {
  const vault = createVault(factory);
  await vault.put('one', 'first');
  const put = takes(true, false);
  const older = vault.put('one', 'older');
  await vi.waitFor(() => {
    expect(put).toHaveBeenCalled();
  });
  await Promise.all([older, vault.put('one', 'newer')]);
  expect(await vault.get('one')).toBe('newer');
  await vault.putDown();
  expect(await onDisk('one')).toBe('newer');
});

test('what was in memory is not put down over something newer that is on its way', async () => {
  const vault = createVault(factory);
  await vault.put('one', 'first');
  const makeRoom = fill();
  await vault.put('one', 'older');
  makeRoom();
  await Promise.all([vault.put('one', 'newer'), vault.putDown()]);
  expect([await vault.get('one'), await onDisk('one')]).toEqual(['newer', 'newer']);
});

test('what is removed while it is on its way does not come back', async () => {
  const vault = createVault(factory);
  await vault.put('one', 'first');
  const makeRoom = fill();
  const late = vault.put('one', 'late');
  await vault.remove('one');
  await late;
  makeRoom();
  await vault.putDown();
  expect([await vault.get('one'), await onDisk('one')]).toEqual([null, null]);
});

test('what takes the place of a record does so in one step, or leaves it where it is', async () => {
  const vault = createVault(factory);
  await vault.put('one', 'words');
  const [listed] = await vault.list('one');
  if (!listed) throw new Error('It was put.');
  const makeRoom = fill();
  await vault.move(listed, 'two', 'set aside');
  expect([await onDisk('one'), await onDisk('two'), await vault.get('two')]).toEqual(['words', null, 'set aside']);
  makeRoom();
  await vault.move(listed, 'two', 'set aside');
  expect([await onDisk('one'), await onDisk('two')]).toEqual([null, 'set aside']);
});
