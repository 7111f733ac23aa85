import { expect, test } from 'vitest';
import { isEve } from '../src/plan/eve.ts';
import { lately, namedLately } from '../src/plan/lately.ts';
import type { Task } from '../src/plan/shapes.ts';

const wall = (day: string, time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { day, minutes: hours * 60 + minutes };
};
/** A Thursday. */
const DATE = '2026-12-03';
const THURSDAY = { weekday: 4, at: '10:30' };

test.each([
  ['2026-12-02', '16:59', false],
  ['2026-12-02', '17:00', true],
  ['2026-12-02', '23:59', true],
  ['2026-12-03', '00:30', true],
  ['2026-12-03', '04:59', true],
  ['2026-12-03', '05:00', false],
  ['2026-12-03', '18:00', false],
  ['2026-12-01', '20:00', false],
  ['2026-12-02', '02:00', false],
])('without a time for it, on %s at %s it is the evening before the session: %s', (day, time, due) => {
  expect(isEve(DATE, null, wall(day, time))).toBe(due);
  expect(isEve(DATE, { weekday: 4, at: null }, wall(day, time))).toBe(due);
  expect(isEve(DATE, { weekday: 5, at: '10:30' }, wall(day, time))).toBe(due);
});

test.each([
  ['2026-12-02', '16:59', false],
  ['2026-12-02', '17:00', true],
  ['2026-12-03', '08:00', true],
  ['2026-12-03', '10:29', true],
  ['2026-12-03', '10:30', false],
])('on its usual day it begins at the usual time: %s at %s is before it: %s', (day, time, due) => {
  expect(isEve(DATE, THURSDAY, wall(day, time))).toBe(due);
});

test('without a day there is no evening before it', () => {
  expect(isEve(null, THURSDAY, wall('2026-12-02', '20:00'))).toBe(false);
});

const NOW = Date.parse('2026-12-02T20:00:00Z');
const said = (day: string, ...barriers: string[]) => ({
  id: day,
  what: 'not_this_time',
  at: `${day}T10:00:00Z`,
  barriers,
});
const done = (day: string) => ({ id: day, what: 'attempted', at: `${day}T11:00:00Z`, version: 'tiny' });
const task = (...history: object[]) => ({ id: '1', history }) as unknown as Task;

test('what got in the way lately is named once, the newest first, however often the task was done since', () => {
  const often = ['26', '27', '28', '29', '30'].map((day) => done(`2026-11-${day}`));
  const walk = task(said('2026-11-10', 'tech'), said('2026-11-25', 'too-big', 'low'), ...often);
  const page = task(said('2026-11-29', 'low'), said('2026-12-01'));
  expect(namedLately([walk, page], NOW)).toEqual(['low', 'too-big']);
  expect(lately([walk], NOW)[0]?.entries).toHaveLength(5);
});
