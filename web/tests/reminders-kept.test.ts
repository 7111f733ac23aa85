import { expect, test } from 'vitest';
import { signal } from '@preact/signals';
import { problemOf, type Answer, type Client } from '../src/api/client.ts';
import { createReminders } from '../src/reminders/reminders.ts';
import { refusalOf, typedOver } from '../src/reminders/rule.ts';
import { ONE, STANDS } from './reminding.ts';

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

test('a reminder that is being kept is not taken for the one that is typed for another task by then', async () => {
  const { store, asked } = opened(() => ok(ONE));
  store.begin(null, { task: 'a' });
  const keeping = store.keep({ ...STANDS, task: 'a' }, false);
  store.begin(null, { task: 'b' });
  await keeping;
  expect([store.at.value, store.typed.value]).toEqual([null, { task: 'b' }]);
  await store.keep({ ...STANDS, task: 'b' }, false);
  expect(asked.map(([method]) => method)).toEqual(['POST', 'POST']);
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
