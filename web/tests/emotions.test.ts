import { expect, test } from 'vitest';
import { emotion, emotions, families, familyOf, parentOf, wordsOf } from '../src/wheel/emotions.ts';
import { found } from '../src/wheel/finding.ts';

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

test('the family of a word is its first part', () => {
  for (const family of families) for (const word of wordsOf(family)) expect(familyOf(word.id)).toBe(family.id);
  expect(() => emotion('unknown')).toThrow(RangeError);
});

test('four letters find every word', () => {
  for (const word of emotions.values()) {
    expect(found(word.label.slice(0, 4)).map((each) => each.id)).toContain(word.id);
  }
});

test('finding minds neither case nor accents nor spaces around, and puts beginnings first', () => {
  expect(found('  NÚMB ').map((each) => each.id)).toEqual(['angry.distant.numb']);
  expect(found('at').map((each) => each.label.toLowerCase().indexOf('at'))).not.toContain(-1);
  expect(
    found('in')
      .slice(0, 6)
      .every((each) => each.label.startsWith('In')),
  ).toBe(true);
  expect(found('ated').every((each) => each.label.includes('ated'))).toBe(true);
  expect(found('ov').filter((each) => each.label === 'Overwhelmed')).toHaveLength(2);
});

test('nothing typed finds nothing, and no more than eight words are shown', () => {
  expect(found('   ')).toEqual([]);
  expect(found('e')).toHaveLength(8);
});
