import { expect, test } from 'vitest';
import { problemOf, type Answer } from '../src/api/client.ts';
import { createAfterwards } from '../src/practice/afterwards.ts';
import type { Run } from '../src/practice/run.ts';
import type { Item } from '../src/store/order.ts';

const HOUR = 3_600_000;
const offline: Answer<unknown> = { ok: false, problem: problemOf(0, null, null, 'offline') };

const run = (more: Partial<Run> = {}): Run => ({
  id: 'run',
  technique: 'three-slow-breaths',
  size: 'full',
  steps: 1,
  checkIn: 'moment',
  feelings: ['fearful'],
  begunAt: 0,
  done: [{ response: null, at: 0 }],
  at: 0,
  since: 0,
  pace: null,
  timer: null,
  end: { how: 'finished', at: 0 },
  rated: null,
  typed: {},
  ...more,
});
const practice = (more: object = {}) => ({
  id: 'run',
  state: 'finished',
  technique_id: 'three-slow-breaths',
  check_in_id: 'moment',
  intensity_before: 9,
  started_at: new Date(0).toISOString(),
  ...more,
});
const moment = { id: 'moment', emotions: ['fearful'], intensity: 9 };

/** A device whose services have this practice and this moment as the newest; without any it is offline. */
function device(there: { practice?: object | null; moment?: object } | null = null) {
  const kept = new Map<string, unknown>();
  const waiting: Partial<Item>[] = [];
  const state = { now: 0, subject: 'me' as string | null, there, slowly: Promise.resolve() };
  const says = (path: string): Answer<unknown> => {
    if (!state.there) return offline;
    const { practice: newest = practice(), moment: said = moment } = state.there;
    const data = path.startsWith('/v1/practices') ? { practices: newest ? [newest] : [] } : { check_ins: [said] };
    return { ok: true, status: 200, data, etag: null };
  };
  const open = () =>
    createAfterwards({
      client: {
        get: async <T>(path: string): Promise<Answer<T>> => {
          await state.slowly;
          return says(path) as Answer<T>;
        },
      },
      vault: {
        get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
        put: (name, value) => Promise.resolve(void kept.set(name, value)),
      },
      outbox: { list: () => Promise.resolve(waiting as Item[]) },
      subject: () => state.subject,
      now: () => state.now,
    });
  return { open, kept, waiting, state };
}

async function askedIn(one: ReturnType<typeof device>): Promise<string | undefined> {
  const afterwards = one.open();
  await afterwards.look();
  return afterwards.asked.value?.id;
}

test('what was finished in silence is asked about at the next opening, and not before', async () => {
  const phone = device();
  const first = phone.open();
  await first.hear(run(), 9);
  expect(first.asked.value).toBeNull();
  const next = phone.open();
  await next.look();
  expect(next.asked.value).toMatchObject({ id: 'run', checkIn: 'moment', feelings: ['fearful'], before: 9 });
});

test.each([
  ['was stopped', run({ end: { how: 'stopped', at: 0 } })],
  ['still goes on', run({ end: null })],
  ['answers no moment', run({ checkIn: null })],
  ['was rated', run({ rated: { intensity: 4, helped: null, at: 0 } })],
  ['was said to be worse', run({ rated: { intensity: null, helped: 'worse', at: 0 } })],
])('nobody is asked about one that %s', async (_, what) => {
  const phone = device();
  await phone.open().hear(what, 9);
  expect(await askedIn(phone)).toBeUndefined();
});

test('passing by the question after the practice is silence; passing by it later is an answer', async () => {
  const phone = device();
  const passed = run({ rated: { intensity: null, helped: null, at: 0 } });
  await phone.open().hear(passed, 9);
  const next = phone.open();
  await next.look();
  expect(next.asked.value?.id).toBe('run');
  await next.hear(passed, 9);
  expect(next.asked.value).toBeNull();
  expect(await askedIn(phone)).toBeUndefined();
});

test('"Not now" holds for good, also where the services know of the silence', async () => {
  const phone = device();
  await phone.open().hear(run(), 9);
  const next = phone.open();
  await next.look();
  await next.close();
  expect(next.asked.value).toBeNull();
  expect(await askedIn(phone)).toBeUndefined();
  phone.state.there = {};
  expect(await askedIn(phone)).toBeUndefined();
});

test('another device asks too, until it was said on one of them', async () => {
  const other = device({});
  expect(await askedIn(other)).toBe('run');
  other.state.there = { practice: practice({ intensity_after: 4 }) };
  expect(await askedIn(other)).toBeUndefined();
});

test('what was said on another device is not asked here, although nothing was said here', async () => {
  const phone = device({ practice: practice({ intensity_after: 4 }) });
  await phone.open().hear(run(), 9);
  expect(await askedIn(phone)).toBeUndefined();
});

test('a practice that still waits to be sent is asked about, whatever the services have', async () => {
  const phone = device({ practice: null });
  await phone.open().hear(run(), 9);
  phone.waiting.push({ kind: 'practice', id: 'run' });
  expect(await askedIn(phone)).toBe('run');
});

test('a newer moment has said it, here or there', async () => {
  const phone = device();
  await phone.open().hear(run(), 9);
  phone.waiting.push({ kind: 'check-in', id: 'newer' });
  expect(await askedIn(phone)).toBeUndefined();
  expect(await askedIn(device({ moment: { ...moment, id: 'newer' } }))).toBeUndefined();
});

test('after a day nobody is asked any more', async () => {
  const phone = device();
  await phone.open().hear(run(), 9);
  phone.state.now = 24 * HOUR;
  expect(await askedIn(phone)).toBeUndefined();
});

test('without joining nothing is kept and nothing is asked', async () => {
  const phone = device({});
  phone.state.subject = null;
  await phone.open().hear(run(), 9);
  expect(phone.kept.size).toBe(0);
  expect(await askedIn(phone)).toBeUndefined();
});

test('"Not now" is heard at once, also while it is being looked up, and the look asks nothing again', async () => {
  const phone = device({});
  const first = phone.open();
  await first.look();
  let answer = (): void => undefined;
  phone.state.slowly = new Promise((resolve) => (answer = resolve));
  const looking = first.look();
  const closing = first.close();
  expect(first.asked.value).toBeNull();
  answer();
  await Promise.all([looking, closing]);
  expect(first.asked.value).toBeNull();
  expect(await askedIn(phone)).toBeUndefined();
});
