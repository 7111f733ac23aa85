import { expect, test } from 'vitest';
import { entryOf, keptOf, placeOf } from '../src/app/router.ts';

test.each([
  ['/', 'home'],
  ['/help', 'help'],
  ['/settings', 'home'],
  ['/somewhere', 'home'],
  ['/join#abc', 'join'],
  ['/?code=abc', 'join'],
])('%s opens %s', (path, place) => {
  expect(placeOf(new URL(path, 'https://example.org'))).toBe(place);
});

test.each([
  null,
  undefined,
  'help',
  {},
  { place: 'help' },
  { place: 'nowhere', depth: 1 },
  { place: 'help', depth: '1' },
])('what somebody else left in the history is nobody’s place: %j', (state) => {
  expect(entryOf(state)).toBeUndefined();
});

test.each([
  ['https://example.org/?code=abc#more', ''],
  ['https://example.org/?code=abc&lang=rtl', '?lang=rtl'],
])('of %s only a language on trial stays in the address', (arrival, kept) => {
  expect(keptOf(new URL(arrival))).toBe(kept);
});

test('what the app left in the history is where it was', () => {
  expect(entryOf({ place: 'about', depth: 2 })).toEqual({ place: 'about', depth: 2 });
});
