import { expect, test } from 'vitest';
import { picked, strongest } from '../src/moment/picking.ts';
import { UNSURE } from '../src/wheel/emotions.ts';

test('a second tap takes a word away, and a fourth word changes nothing', () => {
  const three = ['a', 'b', 'c'].reduce<readonly string[]>(picked, []);
  expect(three).toEqual(['a', 'b', 'c']);
  expect(picked(three, 'd')).toBe(three);
  expect(picked(three, 'b')).toEqual(['a', 'c']);
});

test('who cannot name it says so in place of words, and a word then takes its place', () => {
  expect(picked(['a', 'b', 'c'], UNSURE)).toEqual([UNSURE]);
  expect(picked([UNSURE], 'a')).toEqual(['a']);
  expect(picked([UNSURE], UNSURE)).toEqual([]);
});

test('any picked word can be made the strongest, and no other changes its place', () => {
  expect(strongest(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b']);
  expect(strongest(['a', 'b', 'c'], 'a')).toEqual(['a', 'b', 'c']);
  expect(strongest(['a', 'b'], 'z')).toEqual(['a', 'b']);
});
