import 'fake-indexeddb/auto';
import { signal } from '@preact/signals';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { problemOf, type Answer, type Client } from '../src/api/client.ts';
import { CHANGED, createPlanKeeper, dialed, isDialable, NOTHING, type PlanKeeper } from '../src/safety/plan.ts';
import { createVault, type Vault } from '../src/store/vault.ts';

const MINE = { ...NOTHING, alone: 'Walk the dog.', people: [{ name: 'Ana', number: '+353 1 234' }] };
const subject = signal<string | null>('ana');
const get = vi.fn<() => Promise<Answer<unknown>>>();
const put = vi.fn<() => Promise<Answer<unknown>>>();
const del = vi.fn<() => Promise<Answer<unknown>>>();
const client = { get, put, del } as unknown as Client;
const OFFLINE: Answer<unknown> = { ok: false, problem: problemOf(0, null, null, 'offline') };
let vault: Vault;
let keeper: PlanKeeper;

function ok(data: unknown, etag: string | null = null): Promise<Answer<unknown>> {
  return Promise.resolve({ ok: true, status: 200, data, etag });
}

beforeEach(() => {
  subject.value = 'ana';
  vi.resetAllMocks();
  vault = createVault(new IDBFactory());
  keeper = createPlanKeeper({ vault, client, subject });
});

test('a plan is kept on the device and nowhere else until somebody wants a copy', async () => {
  expect(await keeper.save(MINE, false)).toBeNull();
  expect([get, put, del].flatMap((each) => each.mock.calls)).toEqual([]);
  const later = createPlanKeeper({ vault, client, subject });
  await vi.waitFor(() => {
    expect(later.plan.value).toEqual(MINE);
  });
});

test('whoever leaves takes it off the screen', async () => {
  await keeper.save(MINE, false);
  subject.value = null;
  expect(keeper.plan.value).toBeNull();
});

test('what is written while a plan is being kept stays written', async () => {
  keeper.draft.value = MINE;
  const saving = keeper.save(MINE, false);
  keeper.draft.value = { ...MINE, alone: 'Walk the dog, twice.' };
  await saving;
  expect(keeper.draft.value.alone).toBe('Walk the dog, twice.');
  await keeper.save(keeper.draft.value, false);
  expect([keeper.draft.value, keeper.plan.value?.alone]).toEqual([null, 'Walk the dog, twice.']);
});

describe('a copy', () => {
  test('goes with the mark of the one before, so that none is written over unseen', async () => {
    get.mockReturnValue(ok({ kept: false }, '"0"'));
    put.mockReturnValueOnce(ok({}, '"1"')).mockReturnValueOnce(ok({}, '"2"'));
    expect(await keeper.save(MINE, true)).toBeNull();
    expect(await keeper.save({ ...MINE, alone: 'Sing.' }, true)).toBeNull();
    expect(put.mock.calls.map((each: unknown[]) => each[2])).toEqual([{ match: '"0"' }, { match: '"1"' }]);
    expect(keeper.copied.value).toBe(true);
  });

  test('that does not go takes nothing off the device', async () => {
    get.mockResolvedValue(OFFLINE);
    expect((await keeper.save(MINE, true))?.kind).toBe('offline');
    expect(keeper.plan.value).toEqual(MINE);
  });

  test('of another device is not written over, unless somebody says so; or it is taken', async () => {
    const theirs = { ...NOTHING, alone: 'Paint.', kept: true };
    get.mockReturnValue(ok(theirs, '"7"'));
    expect((await keeper.save(MINE, true))?.status).toBe(CHANGED);
    expect(put).not.toHaveBeenCalled();
    expect(await keeper.take()).toBe(true);
    expect(keeper.plan.value?.alone).toBe('Paint.');
    put.mockReturnValue(ok({}, '"8"'));
    expect(await keeper.save(MINE, true, true)).toBeNull();
    expect(put).toHaveBeenCalledWith('/v1/safety-plan', MINE, { match: null });
  });

  test('that is taken leaves what was written meanwhile, and brings all the rest', async () => {
    keeper.draft.value = MINE;
    get.mockReturnValue(ok({ ...NOTHING, alone: 'Paint.', warning_signs: 'No sleep', kept: true }, '"7"'));
    const taking = keeper.take();
    keeper.draft.value = { ...MINE, alone: 'Sing.' };
    await taking;
    expect(keeper.draft.value).toMatchObject({ alone: 'Sing.', warning_signs: 'No sleep', people: [] });
  });

  test('ends when somebody ends it', async () => {
    get.mockReturnValue(ok({ kept: false }, '"0"'));
    put.mockReturnValue(ok({}, '"1"'));
    del.mockReturnValue(ok(null));
    await keeper.save(MINE, true);
    expect(await keeper.save(MINE, false)).toBeNull();
    expect(del).toHaveBeenCalledOnce();
    expect(keeper.copied.value).toBe(false);
  });
});

test.each([
  ['+353 1 234 5678', true, '+35312345678'],
  ['*4141', true, '*4141'],
  ['#31#12', true, '%2331%2312'],
  ['1', false, '1'],
  ['call Ana', false, ''],
  ['javascript:alert(1)', false, '1'],
])('%s is a number to dial: %s', (number, dialable, link) => {
  expect([isDialable(number), dialed(number)]).toEqual([dialable, link]);
});
