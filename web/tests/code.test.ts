import { expect, test } from 'vitest';
import { codeIn, codeOf } from '../src/join/code.ts';

test.each([
  ['abc2', 'abc2'],
  ['  ABC2 def-3 ', 'abc2def3'],
  ['https://example.org/join#abc2', 'abc2'],
  ['https://example.org/?lang=rtl&code=ABC2#more', 'abc2'],
  ['   ', ''],
])('in %j the code is %j', (said, code) => {
  expect(codeOf(said)).toBe(code);
});

test('a link without a code brings none', () => {
  expect(codeIn('https://example.org/help?lang=rtl')).toBe('');
});
