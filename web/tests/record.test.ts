import { expect, test } from 'vitest';
import { countsOf } from '../src/join/record.ts';

test('what waits is counted by its kind, in the order in which it is sent', () => {
  expect(countsOf(['check-in', 'check-in', 'practice', 'rating', 'check-in'])).toEqual([
    ['check-in', 3],
    ['practice', 1],
    ['rating', 1],
  ]);
  expect(countsOf([])).toEqual([]);
});
