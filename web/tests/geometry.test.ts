import { expect, test } from 'vitest';
import { families, familyOf } from '../src/wheel/emotions.ts';
import { between, nearestTurn } from '../src/wheel/fan.ts';
import { isDisc, opened, outline, overview, room, type Sector, type Width } from '../src/wheel/geometry.ts';

const TURN = 2 * Math.PI;
const WIDTHS: readonly Width[] = ['phone', 'wide'];
const circles = families.map(({ id }) => opened(familyOf(id)));
const pictures: readonly (readonly Sector[])[] = [...WIDTHS.map(overview), ...circles];

test('each ring of each picture goes once around, without gaps and without overlaps', () => {
  for (const picture of pictures) {
    for (const ring of ['core', 'middle', 'outer'] as const) {
      const sectors = picture.filter((each) => each.ring === ring);
      expect(sectors.reduce((sum, each) => sum + each.to - each.from, 0)).toBeCloseTo(TURN, 9);
      sectors.slice(1).forEach((each, at) => {
        expect(each.from).toBeCloseTo(sectors[at]?.to ?? Number.NaN, 9);
      });
    }
  }
});

test('every word stands within the word it belongs to', () => {
  for (const picture of pictures) {
    for (const sector of picture) {
      const parent = picture.find((each) => each.id === sector.id.split('.').slice(0, -1).join('.'));
      if (!parent) continue;
      expect(sector.from).toBeGreaterThanOrEqual(parent.from - 1e-9);
      expect(sector.to).toBeLessThanOrEqual(parent.to + 1e-9);
      expect(sector.inner).toBeCloseTo(parent.outer, 9);
    }
  }
});

test('on the smallest wheel every word of an open family has room for a finger: 44 px', () => {
  const rooms = circles.flat().map((each) => 2 * room(each) * 344);
  expect(Math.min(...rooms)).toBeGreaterThanOrEqual(44);
});

test('on the smallest wheel every slice has room for a finger', () => {
  for (const core of overview('phone').filter((each) => each.ring === 'core')) {
    expect(2 * room({ ...core, outer: 0.498 }) * 344).toBeGreaterThanOrEqual(44);
  }
});

test('where words are chosen directly, a mouse has 24 px', () => {
  const rooms = overview('wide').map((each) => 2 * room(each) * 740);
  expect(Math.min(...rooms)).toBeGreaterThanOrEqual(24);
});

test('the core word of an open family is a disc in the middle', () => {
  for (const circle of circles) expect(circle.filter(isDisc).map((each) => each.ring)).toEqual(['core']);
});

test('neighbours of a ring differ in shade, but where an odd ring closes', () => {
  for (const picture of pictures) {
    const outer = picture.filter((each) => each.ring === 'outer');
    outer.slice(1).forEach((each, at) => {
      const before = outer[at];
      if (before?.family === each.family) expect(each.second).not.toBe(before.second);
    });
  }
});

test('a fan begins as the slice it was, ends as the circle, and opens the short way', () => {
  for (const circle of circles) {
    const whole = overview('phone');
    const turn = nearestTurn(whole, circle);
    for (const end of circle) {
      const begin = whole.find((each) => each.id === end.id);
      if (!begin) throw new Error('A word of the circle is missing from the wheel.');
      expect(outline(between(begin, end, 1, turn), 344)).toBe(outline(end, 344));
      expect(between(begin, end, 0, turn).from).toBeCloseTo(begin.from + turn, 9);
    }
    const [core] = circle;
    const slice = whole.find((each) => each.id === core?.id);
    const apart = (core?.from ?? 0) + (core?.to ?? 0) - (slice?.from ?? 0) - (slice?.to ?? 0);
    expect(Math.abs(apart / 2 - turn)).toBeLessThanOrEqual(Math.PI);
  }
});
