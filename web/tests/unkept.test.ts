import 'fake-indexeddb/auto';
import { effect } from '@preact/signals';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bringToSafety } from '../src/app/away.ts';
import { createPlans } from '../src/plan/plans.ts';
import { createVault } from '../src/store/vault.ts';
import type { CheckIn, Kept } from '../src/weeks/mine.ts';
import { createWeeks } from '../src/weeks/weeks.ts';
import { Device, entry, fill, HOUR, kind, no, offline, ok } from './device.ts';

const OLD = {
  id: 'old',
  emotions: ['sad'],
  intensity: 5,
  triggers: [],
  occurred_at: '2026-11-20T10:00:00Z',
  recorded_at: '2026-11-20T10:00:00Z',
  next: '',
} satisfies CheckIn;
const SAID = [
  { kind: 'check-in', id: 'a', path: '/v1/check-ins', body: { id: 'a', note: 'words' } },
  { kind: 'practice', id: 'p', path: '/v1/practices/batch', body: { id: 'p' } },
  { kind: 'rating', id: 'r', path: '/v1/practices/p/rate', body: { intensity_after: 4 } },
  { kind: 'plan', id: 't', path: '/v1/plan/assignments/7c/attempts', body: { version: 'tiny' } },
  { kind: 'seen', id: 's', path: '/v1/cards/s/seen', body: {} },
  { kind: 'retraction', id: 'b', path: '/v1/check-ins/old', body: null },
] as const;
const WAYS = [
  '/v1/check-ins/batch',
  '/v1/practices/batch',
  '/v1/practices/p/rate',
  '/v1/plan/assignments/7c/attempts',
  '/v1/cards/s/seen',
  '/v1/check-ins/old',
];

let factory: IDBFactory;
let makeRoom: () => void = () => undefined;
beforeEach(() => {
  factory = new IDBFactory();
});
afterEach(() => {
  makeRoom();
});

/** A device of somebody who joined before its disk was full. */
async function full(says: Device['says']): Promise<Device> {
  const device = await new Device(factory, says).joined();
  makeRoom = fill();
  device.asked.length = 0;
  return device;
}

const stands = ({ outbox }: Device): number[] => [outbox.waiting.value, outbox.unkept.value];
const paths = ({ asked }: Device): string[] => asked.map(({ path }) => path);

test('what the disk does not take is sent at once, of every kind, and needs no word', async () => {
  const device = await full(kind);
  for (const each of SAID) await device.outbox.deliver(each);
  expect(paths(device)).toEqual(WAYS);
  expect(stands(device)).toEqual([0, 0]);
});

test('what can be neither kept nor sent is said, and goes in its order as soon as it can', async () => {
  const device = await full(offline);
  for (const each of SAID.toReversed()) await device.outbox.deliver(each);
  expect(stands(device)).toEqual([6, 6]);
  expect((await device.outbox.list()).map(({ id }) => id)).toEqual(['a', 'p', 'r', 't', 's', 'b']);
  device.says = kind;
  device.asked.length = 0;
  await device.outbox.flush();
  expect(paths(device)).toEqual(WAYS);
  expect(stands(device)).toEqual([0, 0]);
});

test('what is in memory only is counted at once, and is being tried until that is over', async () => {
  const device = await full(kind);
  const said: unknown[] = [];
  const { waiting, unkept, trying } = device.outbox;
  effect(() => {
    said.push([waiting.value, unkept.value, trying.value]);
  });
  await device.outbox.deliver(SAID[0]);
  expect(said).toContainEqual([1, 1, true]);
  expect(said).not.toContainEqual([1, 0, true]);
  expect(said).not.toContainEqual([1, 1, false]);
  expect(said.at(-1)).toEqual([0, 0, false]);
});

test('a try by hand replaces the one that was planned', async () => {
  const device = await full(offline);
  await device.outbox.deliver(SAID[0]);
  await device.outbox.flush();
  const asked = device.asked.length;
  for (const act of device.acts) act();
  await vi.waitFor(() => {
    expect(device.later).toHaveLength(3);
  });
  expect(device.asked).toHaveLength(asked + 1);
});

test('where there is room again it is kept with the next try, also through a restart', async () => {
  const device = await full(offline);
  await device.outbox.deliver(SAID[0]);
  makeRoom();
  await device.outbox.flush();
  expect(stands(device)).toEqual([1, 0]);
  const after = new Device(factory, kind);
  await after.session.load();
  await after.outbox.flush();
  expect(after.sent('/v1/check-ins/batch').map((each) => each.body)).toEqual([{ check_ins: [SAID[0].body] }]);
});

test('more of a practice than the disk took is what is sent, once, and nothing of it is left', async () => {
  const device = await new Device(factory, offline).joined();
  await device.outbox.deliver(SAID[1]);
  makeRoom = fill();
  await device.outbox.deliver({ ...SAID[1], body: { id: 'p', more: true } });
  expect(stands(device)).toEqual([1, 1]);
  device.says = kind;
  device.asked.length = 0;
  await device.outbox.flush();
  expect(device.asked.map(({ body }) => body)).toEqual([{ practices: [{ id: 'p', more: true }] }]);
  expect(await device.vault.count('outbox/')).toBe(0);
});

test('what the services do not take is shown with its words, and that it is not kept', async () => {
  const device = await full((request) =>
    request.path.endsWith('/accept') ? entry() : ok({ results: [{ status: 422 }] }),
  );
  await device.outbox.deliver(SAID[0]);
  expect(stands(device)).toEqual([0, 0]);
  expect(device.outbox.refused.value).toMatchObject([{ item: { body: SAID[0].body }, onDisk: false }]);
});

test('a renewed token goes to the disk where there is room again, with the next request or by itself', async () => {
  const device = await full(kind);
  const lies = async (): Promise<unknown> => (await createVault(factory).get<{ refresh: string }>('session'))?.refresh;
  const used = (): unknown => (device.sent('/v1/token').at(-1)?.body as { refresh_token: string }).refresh_token;
  for (const next of [() => device.outbox.deliver(SAID[3]), () => device.session.putDown()]) {
    device.now += HOUR;
    makeRoom = fill();
    await device.outbox.deliver(SAID[0]);
    expect(await lies()).toBe(used());
    makeRoom();
    await next();
    await vi.waitFor(async () => {
      expect(await lies()).not.toBe(used());
    });
  }
});

test('a token that found no room brings nobody back who left in another tab', async () => {
  const device = await full(kind);
  device.now = HOUR;
  await device.outbox.deliver(SAID[0]);
  makeRoom();
  const tab = new Device(factory, kind);
  await tab.session.load();
  await tab.session.leave();
  await device.session.putDown();
  expect(await createVault(factory).get('session')).toBeNull();
});

test('out of sight, what is in memory only is put down where there is room, and else sent', async () => {
  const device = await full(offline);
  const { vault, session, outbox } = device;
  await outbox.deliver(SAID[0]);
  device.asked.length = 0;
  await bringToSafety(vault, session, outbox);
  expect(paths(device)).toEqual([WAYS[0]]);
  makeRoom();
  await bringToSafety(vault, session, outbox);
  expect(stands(device)).toEqual([1, 0]);
  expect(paths(device)).toEqual([WAYS[0]]);
  expect(await vault.count('outbox/')).toBe(1);
});

test('a token that was renewed and cannot be put down is good for as long as the app is open', async () => {
  const device = await full(kind);
  device.now = HOUR;
  await device.outbox.deliver(SAID[0]);
  device.now = 2 * HOUR;
  await device.outbox.deliver(SAID[3]);
  const [first, second] = device.sent('/v1/token').map(({ body }) => (body as { refresh_token: string }).refresh_token);
  expect(first).not.toBe(second);
  expect([device.session.ended.value, ...stands(device)]).toEqual([false, 0, 0]);
});

test('whoever leaves in another tab is gone from this one too, also with a token in memory only', async () => {
  const device = await full(kind);
  device.now = HOUR;
  await device.outbox.deliver(SAID[0]);
  const tab = new Device(factory, kind);
  await tab.session.load();
  await tab.session.leave();
  await device.session.load();
  expect([device.session.subject.value, await device.session.token()]).toEqual([null, null]);
});

test('nobody is said to have joined where the device can keep nothing', async () => {
  const device = new Device(factory, kind);
  makeRoom = fill();
  await expect(device.session.join('code', true)).rejects.toThrow();
  expect(device.session.subject.value).toBeNull();
});

/** The services as they answer somebody whose moments and plan are looked at. */
function answering(checkIns: () => CheckIn[]): Device['says'] {
  return (request) => {
    if (request.method !== 'GET') return kind(request);
    if (request.path.startsWith('/v1/check-ins')) return ok({ check_ins: checkIns() });
    if (request.path.startsWith('/v1/practices')) return ok({ practices: [] });
    return request.path === '/v1/plan' ? ok({ assignments: [] }) : ok({ barriers: [] });
  };
}

test('my weeks show, correct and take back with a full disk; without a network the change stays and is sent later', async () => {
  const device = await full(answering(() => [OLD]));
  const { client, vault, outbox } = device;
  const subject = () => device.session.subject.value;
  const newId = () => 'new';
  const weeks = createWeeks({
    client,
    vault,
    outbox,
    subject,
    now: () => 0,
    newId,
    offered: () => [],
  });
  await weeks.look();
  expect(weeks.mine.value?.checkIns).toMatchObject([{ id: 'old', waits: false }]);
  device.says = offline;
  await weeks.correct({ ...OLD, waits: false }, { emotions: ['sad'], intensity: 3 });
  await outbox.flush();
  expect(weeks.mine.value?.checkIns).toMatchObject([{ id: 'new', intensity: 3, waits: true }]);
  expect(stands(device)).toEqual([1, 1]);
  await weeks.takeBack('new');
  expect(weeks.mine.value?.checkIns).toEqual([]);
  device.says = kind;
  await outbox.flush();
  expect(paths(device).slice(-2)).toEqual(['/v1/check-ins/batch', '/v1/check-ins/new']);
  expect((await vault.get<Kept>('own/weeks'))?.checkIns).toEqual([OLD]);
});

test('a word about a task and a change of the plan are answered with a full disk', async () => {
  const device = await full(answering(() => []));
  const { client, vault, outbox, session } = device;
  const made = { now: () => 0, newId: () => 'new', zone: () => undefined };
  const plans = createPlans({ client, vault, outbox, session, ...made });
  const attempt = { what: 'attempts', version: 'tiny', note: 'words' } as const;
  expect(await plans.say('7c', attempt)).toMatchObject({ ok: true });
  expect(await plans.change('post', '/v1/plan/assignments/7c/pause', {})).toMatchObject({ ok: true });
  expect(plans.known.value?.plan.assignments).toEqual([]);
  device.says = () => no(0);
  expect(await plans.say('7c', attempt)).toBeNull();
  expect([plans.waiting.value.length, ...stands(device)]).toEqual([1, 1, 1]);
});

test('without joining there is nothing to keep, and nothing is said', async () => {
  const device = new Device(factory, kind);
  await device.session.load();
  makeRoom = fill();
  await device.outbox.deliver(SAID[0]);
  expect([device.asked, ...stands(device)]).toEqual([[], 0, 0]);
});
