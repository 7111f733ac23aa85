import { expect, test } from 'vitest';
import { unkeptOf } from '../src/join/unkept.ts';

test('only a full device is said to have no room', () => {
  expect(unkeptOf(new DOMException('', 'QuotaExceededError'))).toBe('join.full');
  expect(unkeptOf(new DOMException('', 'SecurityError'))).toBe('join.unkept');
  expect(unkeptOf(new DOMException('', 'UnknownError'))).toBe('join.unkept');
  expect(unkeptOf(new Error('The browser keeps nothing.'))).toBe('join.unkept');
});
