import { expect, test } from 'vitest';
import { signal } from '@preact/signals';
import { problemOf, type Answer, type Client } from '../src/api/client.ts';
import { createReminders } from '../src/reminders/reminders.ts';
import {
  afterAnchor,
  asDays,
  beside,
  changeOf,
  formOf,
  lackingIn,
  postedOf,
  refusalOf,
  typedOver,
} from '../src/reminders/rule.ts';
import { isMovable, isStill, refusalInWords, todays, toldOf } from '../src/reminders/saying.ts';
import type { Moment, Reminder } from '../src/reminders/shapes.ts';

const ONE: Reminder = {
  id: 'one',
  version: 3,
  at: '21:45',
  zone: 'Europe/Madrid',
  days: [1, 3],
  anchor: null,
  assignment_id: null,
  channel: { type: 'email', address: 'm@example.org' },
  text: 'Tea',
  from: null,
  until: null,
  at_night: false,
  next_at: '2026-11-30T20:45:00Z',
  silent: false,
  off: false,
};
const SENT: Moment = {
  id: 'moment',
  reminder_id: 'one',
  local_date: '2026-11-30',
  due_at: '2026-11-30T20:45:00Z',
  state: 'sent',
  why: null,
  until: null,
};
const STANDS = formOf(ONE, [], 'UTC');

test('a new one goes by the clock of this device, to the address that the others go to', () => {
  expect(formOf(null, [ONE], 'UTC')).toMatchObject({ zone: 'UTC', address: 'm@example.org', days: '', text: '' });
  expect(formOf(null, [], 'UTC').address).toBe('');
});

test('what is empty is not sent, and every day is no day by itself', () => {
  const form = { ...STANDS, text: '', days: asDays(['7', '1', '2', '3', '4', '5', '6']) };
  expect(postedOf(form, false)).toEqual({
    at: '21:45',
    zone: 'Europe/Madrid',
    days: [],
    channel: { type: 'email', address: 'm@example.org' },
    at_night: false,
  });
  expect(asDays(['3', '1'])).toBe('1,3');
});

test('a change names only what is different, and takes away what was emptied', () => {
  expect(changeOf(STANDS, STANDS, false)).toEqual({});
  expect(changeOf(STANDS, typedOver(STANDS, { text: '  ', at: '22:30' }), true)).toEqual({
    at: '22:30',
    text: null,
    at_night: true,
  });
});

test('a time and an address are needed', () => {
  expect(lackingIn({ ...STANDS, at: '', address: '' })).toEqual(['at', 'address']);
  expect(lackingIn(STANDS)).toEqual([]);
});

test.each([
  ['22:00', '22:00', '08:00', '21:55'],
  ['06:30', '22:00', '08:00', '08:00'],
  ['00:30', '00:00', '06:00', '23:55'],
  ['14:00', '13:00', '15:00', '12:55'],
  ['00:00', '00:00', '23:58', '23:58'],
])('beside %s, where it is quiet from %s to %s, lies %s', (at, from, to, other) => {
  expect(beside(at, { from, to })).toBe(other);
});

test('a reminder follows its anchor by a little', () => {
  expect([afterAnchor('21:50'), afterAnchor('23:58')]).toEqual(['21:55', '00:03']);
});

const refused = (status: number, field: string, kind = 'invalid'): ReturnType<typeof problemOf> =>
  problemOf(status, { type: `urn:smallhours:problem:${kind}`, errors: [{ field, detail: 'In kind words.' }] });

test('a refusal is known by what can be done about it', () => {
  expect(refusalOf(refused(422, 'at'))).toBe('night');
  expect(refusalOf(refused(422, 'text'))).toBe('text');
  expect(refusalOf(refused(422, 'channel.address'))).toBe('address');
  expect(refusalOf(refused(409, 'days', 'one-a-day'))).toBe('one-a-day');
  expect([404, 412, 0, 503].map((status) => refusalOf(problemOf(status, null)))).toEqual([
    'gone',
    'newer',
    'away',
    'other',
  ]);
  expect(refusalInWords(refused(409, 'days', 'too-many'))).toBe('In kind words.');
});

test('only a moment of today that there is something to say of is shown', () => {
  const evening = Date.parse('2026-11-30T22:30:00Z');
  expect(todays([SENT], [ONE], evening)).toBe(SENT);
  // In Madrid the next day has begun.
  expect(todays([SENT], [ONE], Date.parse('2026-11-30T23:30:00Z'))).toBeNull();
  expect(todays([SENT], [], evening)).toBeNull();
  expect(todays([{ ...SENT, state: 'suppressed', why: 'done_already' }], [ONE], evening)).toBeNull();
});

test('what was sent can be put off, what was put off for today not again', () => {
  const notToday: Moment = { ...SENT, state: 'snoozed' };
  expect([isMovable(SENT), isMovable(notToday)]).toEqual([true, false]);
  expect(toldOf(notToday)).toBe('Not today, as you asked.');
  expect(toldOf({ ...SENT, state: 'failed', why: 'address_refused' })).toContain('e-mail address');
  expect(toldOf({ ...SENT, state: 'suppressed', why: 'change_first' })).toContain('the task can change first');
  expect(toldOf({ ...SENT, state: 'suppressed', why: 'asks_first' })).toBeNull();
});

test('only the one that asks and those that are off do not come', () => {
  const asks = { reminder_id: 'one', since: '2026-01-20T20:00:00Z', off: false };
  expect(isStill(ONE, { asks })).toBe(true);
  expect(isStill({ ...ONE, id: 'other' }, { asks })).toBe(false);
  expect(isStill({ ...ONE, id: 'other', off: true }, { asks })).toBe(true);
  expect(isStill(ONE, { asks: null })).toBe(false);
});

type Says = (method: string, path: string, body: unknown) => Answer<unknown>;
const ok = (data: unknown): Answer<unknown> => ({ ok: true, status: 200, data, etag: null });
const not = (status: number): Answer<unknown> => ({ ok: false, problem: problemOf(status, null) });
const cancelled: Answer<unknown> = {
  ok: false,
  problem: problemOf(410, { type: 'urn:smallhours:problem:cancelled' }),
};
const LIST = {
  reminders: [ONE],
  pause: { paused: false, until: null },
  quiet: { from: '22:00', to: '08:00' },
  asks: null,
};

function opened(says: Says) {
  const asked: [string, string, unknown][] = [];
  const list = { ...LIST };
  const ask = (method: string) => (path: string, body?: unknown) => {
    if (method !== 'GET') asked.push([method, path, body]);
    if (path === '/v1/reminders' && method === 'GET') return Promise.resolve(ok(list));
    if (path.startsWith('/v1/occurrences') && method === 'GET') return Promise.resolve(ok({ occurrences: [] }));
    return Promise.resolve(says(method, path, body));
  };
  const client = { get: ask('GET'), post: ask('POST'), patch: ask('PATCH'), del: ask('DELETE') } as unknown as Client;
  const subject = signal<string | null>('me');
  let made = 0;
  const store = createReminders({ client, session: { subject }, newId: () => `id-${++made}`, zone: () => 'UTC' });
  const posted = (): string[] =>
    asked.filter(([method]) => method === 'POST').map(([, , body]) => (body as { id: string }).id);
  return { store, asked, subject, list, posted };
}

test('a reminder whose answer was lost is sent again under the same id, and stays typed until it is taken', async () => {
  let answer = not(0);
  const { store, asked } = opened(() => answer);
  store.begin(null, { at: '20:00' });
  await store.keep(STANDS, false);
  expect(store.typed.value).toEqual({ at: '20:00' });
  answer = ok(ONE);
  await store.keep(STANDS, false);
  expect(asked.map(([, , body]) => (body as { id: string }).id)).toEqual(['id-1', 'id-1']);
  expect(store.typed.value).toEqual({});
});

test('one that was cancelled elsewhere while it was changed can be set anew from what stands in the form', async () => {
  const { store, asked } = opened((method) => (method === 'PATCH' ? not(404) : ok(ONE)));
  await store.look();
  store.begin('one', { at: '20:00' });
  const form = typedOver(STANDS, store.typed.value);
  await store.keep(form, false);
  expect(asked[0]).toEqual(['PATCH', '/v1/reminders/one', { at: '20:00' }]);
  expect([store.at.value, store.typed.value]).toEqual([null, form]);
  await store.keep(form, false);
  expect(asked[1]?.slice(0, 2)).toEqual(['POST', '/v1/reminders']);
});

test('what was typed for one reminder is not put into another, and all is forgotten when somebody leaves', async () => {
  const { store, subject } = opened(() => ok(null));
  await store.look();
  store.begin('one', { text: 'Tea' });
  store.begin('one');
  expect(store.typed.value).toEqual({ text: 'Tea' });
  store.begin(null);
  expect(store.typed.value).toEqual({});
  store.begin(null, { text: 'Bread' });
  subject.value = null;
  expect([store.known.value, store.typed.value]).toEqual([null, {}]);
});

test('one whose answer was lost is set where the list has it, and the same words set a new one later', async () => {
  let lost = true;
  const { store, list, posted } = opened((method) => (method === 'POST' && lost ? not(0) : ok(null)));
  list.reminders = [ONE, { ...ONE, id: 'id-1' }];
  store.begin(null, { at: '20:00' });
  expect((await store.keep(STANDS, false)).ok).toBe(true);
  expect(store.typed.value).toEqual({});
  lost = false;
  list.reminders = [];
  await store.cancel('id-1');
  await store.keep(STANDS, false);
  expect(posted()).toEqual(['id-1', 'id-2']);
});

test('one that was seen only later and cancelled since is set anew, under another id', async () => {
  const { store, list, posted } = opened((method) => (method === 'POST' ? not(0) : ok(null)));
  await store.keep(STANDS, false);
  list.reminders = [{ ...ONE, id: 'id-1' }];
  await store.look();
  list.reminders = [];
  await store.look();
  await store.keep(STANDS, false);
  expect(posted()).toEqual(['id-1', 'id-2']);
});

test('one that was cancelled before the list was seen is set anew too', async () => {
  const { store, posted } = opened((method) => (method === 'POST' ? not(0) : ok(null)));
  await store.keep(STANDS, false);
  await store.cancel('id-1');
  await store.keep(STANDS, false);
  expect(posted()).toEqual(['id-1', 'id-2']);
});

test('where another device cancelled it, that is said, and the next try sets a new one', async () => {
  let answer = not(0);
  const { store, posted } = opened(() => answer);
  store.begin(null, { at: '20:00' });
  await store.keep(STANDS, false);
  answer = cancelled;
  const refusedNow = await store.keep(STANDS, false);
  expect(refusedNow.ok ? null : refusalOf(refusedNow.problem)).toBe('gone');
  expect(store.typed.value).toEqual({ at: '20:00' });
  answer = ok(ONE);
  await store.keep(STANDS, false);
  expect(posted()).toEqual(['id-1', 'id-1', 'id-2']);
});

test('nobody else sends the id, or finds the words, of who was here before', async () => {
  let answer = not(0);
  const { store, subject, posted } = opened((method) => (method === 'PATCH' ? not(404) : answer));
  await store.keep(STANDS, false);
  subject.value = 'somebody else';
  answer = ok(ONE);
  await store.keep(STANDS, false);
  expect(posted()).toEqual(['id-1', 'id-2']);
  store.begin('one', { text: 'Tea' });
  const keeping = store.keep(STANDS, false);
  subject.value = 'a third';
  await keeping;
  expect(store.typed.value).toEqual({});
});

test('what is typed while a reminder is being kept stays typed, for the one that is set', async () => {
  const { store, asked } = opened(() => ok(ONE));
  store.begin(null, { at: '20:00', text: 'Tea' });
  const keeping = store.keep(STANDS, false);
  store.typed.value = { ...store.typed.value, text: 'Tea and bread' };
  await keeping;
  expect([store.at.value, store.typed.value]).toEqual(['id-1', { text: 'Tea and bread' }]);
  await store.keep({ ...STANDS, text: 'Tea and bread' }, false);
  expect(asked[1]?.slice(0, 2)).toEqual(['PATCH', '/v1/reminders/id-1']);
  expect(store.typed.value).toEqual({});
});

test('where one is gone, a new one takes what was typed meanwhile too', async () => {
  const { store } = opened(() => not(404));
  await store.look();
  store.begin('one', { at: '20:00' });
  const keeping = store.keep(STANDS, false);
  store.typed.value = { ...store.typed.value, text: 'Bread' };
  await keeping;
  expect([store.at.value, store.typed.value['text']]).toEqual([null, 'Bread']);
});

test('an answer takes nothing from the form of another reminder', async () => {
  const { store } = opened(() => ok(ONE));
  await store.look();
  store.begin('one', { text: 'Tea' });
  const keeping = store.keep(STANDS, false);
  store.begin(null, { text: 'Tea' });
  await keeping;
  expect([store.at.value, store.typed.value]).toEqual([null, { text: 'Tea' }]);
});

test('what was typed for one task is not put into the reminder of another', () => {
  const { store } = opened(() => ok(null));
  store.begin(null, { task: 'walk' });
  store.typed.value = { ...store.typed.value, text: 'Shoes' };
  store.begin(null, { task: 'walk' });
  expect(store.typed.value).toEqual({ task: 'walk', text: 'Shoes' });
  store.begin(null, { task: 'bread' });
  expect(store.typed.value).toEqual({ task: 'bread' });
  store.begin(null);
  expect(store.typed.value).toEqual({});
});
