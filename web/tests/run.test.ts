import { expect, test } from 'vitest';
import type { Step } from '../src/practice/catalogue.ts';
import { again, answered, back, begun, left, rated, responseAt, stopped, thingsIn } from '../src/practice/run.ts';

const written = (key: string): Step => ({
  kind: 'text',
  key,
  text: 'Write.',
  eyes_open: '',
  dims: false,
  optional: true,
  private: false,
});
const timed = (key: string, seconds: number): Step => ({
  kind: 'timer',
  key,
  text: 'Wait.',
  eyes_open: '',
  dims: false,
  seconds,
  background: true,
});
const steps: readonly Step[] = [written('one'), timed('two', 60), written('three')];
const fresh = () => begun({ id: 'a', technique: 'x', size: 'full', steps }, 1000);

test('the steps come one after the other, and after the last one it is finished', () => {
  const second = answered(fresh(), 'a word', steps, 2000);
  expect([second.at, second.since, second.end]).toEqual([1, 2000, null]);
  const last = answered(answered(second, null, steps, 3000), 'b', steps, 4000);
  expect(last.done).toEqual([
    { response: 'a word', at: 2000 },
    { response: null, at: 3000 },
    { response: 'b', at: 4000 },
  ]);
  expect(last.end).toEqual({ how: 'finished', at: 4000 });
});

test('a step back keeps what was answered, and an answer given anew takes its place', () => {
  const second = answered(fresh(), 'first', steps, 2000);
  const returned = back(second, steps, 3000);
  expect([returned.at, responseAt(returned, 0)]).toEqual([0, 'first']);
  const changed = answered(returned, 'second', steps, 4000);
  expect([changed.at, changed.done.length, responseAt(changed, 0)]).toEqual([1, 1, 'second']);
  expect(back(fresh(), steps, 5000)).toEqual(fresh());
});

test('a timer that runs by itself goes on through the next steps and ends with the practice', () => {
  const waiting = answered(fresh(), null, steps, 2000);
  expect(waiting.timer).toEqual({ step: 1, until: 62_000 });
  const next = answered(waiting, null, steps, 10_000);
  expect(next.timer).toEqual({ step: 1, until: 62_000 });
  expect(stopped(next, 11_000).timer).toBeNull();
});

test('once more goes back, at another pace where there is one, and is no answer', () => {
  const pace = { in: 5, top_up: 0, hold: 0, out: 7, hold_after: 0, rounds: 2, seconds: null };
  const last = answered(answered(fresh(), null, steps, 2000), null, steps, 3000);
  const more = again(last, 'one', pace, steps, 4000);
  expect([more.at, more.pace, more.done.length, more.end]).toEqual([0, pace, 2, null]);
  expect(answered(more, null, steps, 5000).pace).toBeNull();
  expect(again(last, 'nowhere', null, steps, 4000)).toEqual(last);
});

test('whoever stops, stops where they are, and nothing changes after the end', () => {
  const over = stopped(answered(fresh(), 'a', steps, 2000), 3000);
  expect([over.end, over.done.length]).toEqual([{ how: 'stopped', at: 3000 }, 1]);
  expect(answered(over, 'b', steps, 4000)).toEqual(over);
  expect(stopped(over, 5000)).toEqual(over);
  expect(back(over, steps, 5000)).toEqual(over);
});

test('an answer can be the last thing said', () => {
  const over = left(fresh(), 'Not now', steps, 2000);
  expect([responseAt(over, 0), over.end]).toEqual(['Not now', { how: 'stopped', at: 2000 }]);
});

test('how it was is said after the end and not before', () => {
  const said = { intensity: 4, helped: 'a_bit' } as const;
  expect(rated(fresh(), said, 2000).rated).toBeNull();
  expect(rated(stopped(fresh(), 2000), said, 3000).rated).toEqual({ ...said, at: 3000 });
});

test('what was named in the step before is asked about one by one', () => {
  expect(thingsIn('call mum, wash up\n\nrent; rent')).toEqual(['call mum', 'wash up', 'rent']);
  expect(thingsIn(['Fear', 'Shame'])).toEqual(['Fear', 'Shame']);
  expect(thingsIn('1,2,3,4,5,6,7,8,9,10')).toHaveLength(8);
  expect([thingsIn(null), thingsIn(7), thingsIn(' , ')]).toEqual([[], [], []]);
});
