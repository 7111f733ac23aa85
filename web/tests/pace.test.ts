import { expect, test } from 'vitest';
import { techniques } from '../src/practice/catalogue.ts';
import { breathAt, cycleOf, roundsOf, secondsOfAll, type Pace } from '../src/practice/pace.ts';

const slow: Pace = { in: 4, top_up: 0, hold: 0, out: 6, hold_after: 0, rounds: 3, seconds: null };
const square: Pace = { in: 4, top_up: 0, hold: 4, out: 4, hold_after: 4, rounds: 8, seconds: null };
const sigh: Pace = { in: 2, top_up: 1, hold: 0, out: 6, hold_after: 0, rounds: null, seconds: 120 };
const phases = (pace: Pace, times: readonly number[]): string[] => times.map((each) => breathAt(pace, each).phase);

test('a breath goes in, waits where it waits, and goes out', () => {
  expect(phases(slow, [0, 3.9, 4, 9.9, 10])).toEqual(['in', 'in', 'out', 'out', 'in']);
  expect(phases(square, [0, 4, 8, 12, 16])).toEqual(['in', 'hold', 'out', 'hold_after', 'in']);
  expect(phases(sigh, [1.9, 2, 3, 8.9, 9])).toEqual(['in', 'top_up', 'out', 'out', 'in']);
});

test('each second of a phase is counted from one', () => {
  expect([0, 0.99, 1, 3.99, 4, 9.5].map((each) => breathAt(slow, each).count)).toEqual([1, 1, 2, 4, 1, 6]);
});

test('it ends with a whole breath, breathed out', () => {
  expect([breathAt(slow, 29.9).over, breathAt(slow, 30).over]).toEqual([false, true]);
  expect(breathAt(slow, 400)).toMatchObject({ phase: 'out', full: 0, round: 2, over: true });
  expect([roundsOf(sigh), secondsOfAll(sigh)]).toEqual([13, 117]);
});

test('nothing jumps from one moment to the next', () => {
  for (const pace of [slow, square, sigh]) {
    for (let at = 0; at < cycleOf(pace) * 2; at += 0.05) {
      expect(Math.abs(breathAt(pace, at + 0.05).full - breathAt(pace, at).full)).toBeLessThan(0.1);
    }
  }
});

test('every pace of every practice stays between empty and full and comes to its end', async () => {
  const all = [...(await techniques()).values()].flatMap((each) => [...each.steps, ...each.tiny.steps]);
  const paces = all.flatMap((step) => (step.kind === 'breathe' ? [step.pace] : []));
  expect(paces.length).toBeGreaterThan(20);
  for (const pace of paces) {
    for (let at = 0; at < secondsOfAll(pace); at += 0.5) {
      const { full, count } = breathAt(pace, at);
      expect(full >= 0 && full <= 1 && count >= 1).toBe(true);
    }
    expect(breathAt(pace, secondsOfAll(pace)).over).toBe(true);
  }
});
