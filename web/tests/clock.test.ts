import { expect, test } from 'vitest';
import { elapsed, left, minutesAndSeconds, paused, resumed, started } from '../src/practice/clock.ts';

test('it counts by the wall, however seldom anybody looks', () => {
  const clock = started(1000);
  expect([elapsed(clock, 1000), elapsed(clock, 301_000)]).toEqual([0, 300]);
  expect([left(clock, 300, 1001), left(clock, 300, 250_500), left(clock, 300, 999_000)]).toEqual([300, 51, 0]);
});

test('what is paused does not count, and pausing twice is pausing once', () => {
  const still = paused(paused(started(0), 10_000), 50_000);
  expect(elapsed(still, 90_000)).toBe(10);
  const going = resumed(still, 100_000);
  expect(elapsed(going, 105_000)).toBe(15);
  expect(resumed(going, 200_000)).toBe(going);
});

test('a clock that was set back never counts below nothing', () => {
  expect(elapsed(started(5000), 1000)).toBe(0);
});

test('what is left is said as on a kitchen timer', () => {
  expect([0, 9, 60, 245].map(minutesAndSeconds)).toEqual(['0:00', '0:09', '1:00', '4:05']);
});
