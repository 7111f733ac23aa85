import { expect, test } from 'vitest';
import { problemOf } from '../src/api/client.ts';
import { addedOf, changeOf, faultsOf, formOf, lackingIn, typedOver } from '../src/plan/editing.ts';
import { kindly, suggested } from '../src/plan/saying.ts';
import type { Task } from '../src/plan/shapes.ts';
import { isGentle, strengthOf, versionsOf } from '../src/plan/today.ts';
import { addingOf, waitingOf } from '../src/plan/waiting.ts';

const MADE = { id: '1b', at: Date.UTC(2026, 10, 29, 22, 0), zone: 'Europe/Dublin' };
const TASK = {
  title: 'Thought record',
  kind: 'thought-record',
  versions: { full: 'Seven boxes', small: 'Three boxes', tiny: 'One number' },
  anchor: { after: 'I get into bed', usual_time: '21:50' },
  if_then: { cue: 'it tightens', action: 'three breaths', said: true },
  target: { times_per_week: 3 },
  shown_in: 'private',
} as Task;

test.each([
  [1, 'quiet'],
  [4, 'quiet'],
  [5, 'clear'],
  [7, 'clear'],
  [8, 'strong'],
  [10, 'strong'],
])('%i is %s', (intensity, strength) => {
  expect(strengthOf(intensity)).toBe(strength);
});

test('the largest size stands first, and the smallest where that is kinder', () => {
  expect(versionsOf(TASK, false).map((each) => each.size)).toEqual(['full', 'small', 'tiny']);
  expect(versionsOf(TASK, true).map((each) => each.size)).toEqual(['tiny', 'small', 'full']);
  expect(versionsOf({ versions: { ...TASK.versions, small: null } }, true)).toHaveLength(2);
});

test.each([
  [{ energy: 'low', strength: null }, false, true],
  [{ energy: null, strength: 'strong' }, false, true],
  [{ energy: 'high', strength: 'clear' }, true, true],
  [{ energy: 'high', strength: 'clear' }, false, false],
  [{ energy: null, strength: null }, false, false],
] as const)('with %j and tiny next %s the smallest comes first: %s', (now, tiny_next, gentle) => {
  expect(isGentle(now, { tiny_next })).toBe(gentle);
});

test('what was done waits with its own id, time and zone, and without words that were not typed', () => {
  const adding = addingOf('7c', { what: 'attempts', version: 'tiny', note: '  ' }, MADE);
  expect(adding).toEqual({
    kind: 'plan',
    id: '1b',
    path: '/v1/plan/assignments/7c/attempts',
    body: { id: '1b', occurred_at: '2026-11-29T22:00:00.000Z', time_zone: 'Europe/Dublin', version: 'tiny' },
  });
  expect(waitingOf(adding)).toMatchObject({ task: '7c', what: 'attempts', version: 'tiny' });
});

test('a not-this-time waits with its barriers in their order and its line', () => {
  const said = { what: 'not-this-time', barriers: ['too-big', 'anxious'], line: ' It was loud. ' } as const;
  const adding = addingOf('7c', said, MADE);
  expect(adding.body).toMatchObject({ barriers: ['too-big', 'anxious'], line: 'It was loud.' });
  expect(waitingOf(adding)).toMatchObject({ what: 'not-this-time', version: null });
});

test('what else waits is nothing of the plan', () => {
  expect(waitingOf({ kind: 'check-in', id: '1', path: '/v1/check-ins', body: {} })).toBeNull();
});

test('only what is different is sent, and what was emptied is taken away', () => {
  const stands = formOf(TASK);
  const form = typedOver(stands, { tiny: ' One feeling ', after: '', times: '' });
  expect(changeOf(stands, form)).toEqual({
    versions: { tiny: 'One feeling', tiny_seconds: null, tiny_medium: null },
    target: null,
    anchor: null,
  });
  expect(changeOf(stands, typedOver(stands, {}))).toEqual({});
});

test('what is typed stays over a newer task, and only it is sent', () => {
  const words = { title: 'Mine' };
  const newer = formOf({ ...TASK, bundle: 'tea' });
  expect(typedOver(newer, words)).toMatchObject({ title: 'Mine', bundle: 'tea' });
  expect(changeOf(newer, typedOver(newer, words))).toEqual({ title: 'Mine' });
});

test('a name and the tiny version are enough for a task of one’s own', () => {
  const form = typedOver(formOf(null), { title: 'Step outside', tiny: 'Stand at the door' });
  expect(lackingIn(form)).toEqual([]);
  expect(addedOf(form)).toEqual({
    title: 'Step outside',
    kind: 'free',
    versions: { full: 'Step outside', tiny: 'Stand at the door' },
  });
});

test('half of an if-then plan, and a time without its cue, ask for the other half', () => {
  const form = typedOver(formOf(null), { title: 'a', tiny: 'b', cue: 'it tightens', time: '21:50' });
  expect(lackingIn(form)).toEqual(['after', 'action']);
});

test('what the coach says of a field stands at that field', () => {
  const problem = problemOf(422, { errors: [{ field: 'versions.tiny', detail: 'A minute at most.' }] });
  expect(faultsOf(problem)).toEqual({ tiny: 'A minute at most.' });
});

test.each([
  [problemOf(0, null, null, 'offline'), 'This needs a connection. What you typed stays here.'],
  [problemOf(503, null), 'This did not work right now. What you typed stays here.'],
  [problemOf(409, { detail: 'This plan is full for now.' }), 'This plan is full for now.'],
])('a problem is said kindly (%#)', (problem, words) => {
  expect(kindly(problem)).toBe(words);
});

test('words that turn the direction turn none of the app’s own words around', () => {
  const [own, shown] = ['Walk \u202eout', '\u2068Walk \u202eout\u2069'];
  expect(suggested(`${own}, with someone beside you.`, `${own}.`)).toBe(`${shown}, with someone beside you.`);
  expect(suggested('Walk, with someone beside you.', 'Walk')).toBe('Walk, with someone beside you.');
  expect(suggested('Open the app.', own)).toBe('Open the app.');
});
