import { expect, test } from 'vitest';
import { problemOf } from '../src/api/client.ts';
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
import type { Moment } from '../src/reminders/shapes.ts';
import { ONE, SENT, STANDS } from './reminding.ts';

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
