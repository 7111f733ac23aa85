import { expect, test } from 'vitest';
import { picked } from '../src/moment/picking.ts';
import { emotions, families, parentOf, wordsOf } from '../src/wheel/emotions.ts';

test('a second tap takes a word away, and a fourth word changes nothing', () => {
  const three = ['a', 'b', 'c'].reduce<readonly string[]>(picked, []);
  expect(three).toEqual(['a', 'b', 'c']);
  expect(picked(three, 'd')).toBe(three);
  expect(picked(three, 'b')).toEqual(['a', 'c']);
});

test('the seven families hold all 130 words once', () => {
  const words = families.flatMap(wordsOf).map((each) => each.id);
  expect(families).toHaveLength(7);
  expect(new Set(words).size).toBe(130);
  expect(words).toHaveLength(130);
  expect(emotions.size).toBe(130);
});

test('a word that stands twice has another parent each time', () => {
  const twice = [...emotions.values()].filter((each) => each.label === 'Overwhelmed');
  expect(new Set(twice.map((each) => parentOf(each)?.label)).size).toBe(2);
});
