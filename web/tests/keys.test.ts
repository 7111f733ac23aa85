import { expect, test } from 'vitest';
import { families, familyOf, emotions } from '../src/wheel/emotions.ts';
import { opened } from '../src/wheel/geometry.ts';
import { moved } from '../src/wheel/keys.ts';

const angry = opened('angry').map((each) => each.id);
const cores = families.map((each) => each.id);
const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'd', 'n'];

test('left and right go round the ring', () => {
  expect(moved('ArrowRight', 'angry', cores)).toBe('disgusted');
  expect(moved('ArrowLeft', 'angry', cores)).toBe('fearful');
  expect(moved('ArrowRight', 'angry.distant.numb', angry)).toBe('angry.critical.skeptical');
});

test('up goes to the word it belongs to, down to the first word beyond', () => {
  expect(moved('ArrowUp', 'angry.distant.numb', angry)).toBe('angry.distant');
  expect(moved('ArrowUp', 'angry.distant', angry)).toBe('angry');
  expect(moved('ArrowDown', 'angry', angry)).toBe('angry.let-down');
  expect(moved('ArrowUp', 'angry', angry)).toBeNull();
  expect(moved('ArrowDown', 'angry', cores)).toBeNull();
});

test('a letter goes to the next word that starts with it, and round the end', () => {
  expect(moved('d', 'angry', angry)).toBe('angry.humiliated.disrespected');
  expect(moved('D', 'angry.humiliated.disrespected', angry)).toBe('angry.distant');
  expect(moved('n', 'angry.distant.numb', angry)).toBe('angry.distant.numb');
  expect(moved('z', 'angry', angry)).toBeNull();
});

test('keys that mean nothing here are left to the browser', () => {
  for (const key of ['Tab', ' ', 'F5', 'PageDown']) expect(moved(key, 'angry', cores)).toBeNull();
});

test('every word of a family is reached from its core, and no key leaves the family', () => {
  for (const { id } of families) {
    const among = opened(familyOf(id)).map((each) => each.id);
    const reached = new Set([id]);
    for (const from of reached) {
      for (const key of KEYS) {
        const next = moved(key, from, among);
        if (next === null) continue;
        expect(among).toContain(next);
        reached.add(next);
      }
    }
    expect(reached.size).toBe(among.length);
  }
  expect(emotions.size).toBe(130);
});
