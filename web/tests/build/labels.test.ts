import { expect, test } from 'vitest';
import { measured } from '../../build/wheel/metrics.ts';
import { boxOf, fits, SPARE } from '../../build/wheel/place.ts';
import { asWritten, files } from '../../build/wheel/write.ts';
import { emotion, families, familyOf, type Family } from '../../src/wheel/emotions.ts';
import { DRAWN_AT, opened, overview, type Sector, type Width } from '../../src/wheel/geometry.ts';
import { labels, type Row } from '../../src/wheel/labels.ts';

const WIDTHS: readonly Width[] = ['phone', 'wide'];
const measure = measured();
/** The search takes seconds, and longer on a busy machine. */
const SLOW = 60_000;
/** Coordinates are written to a tenth of a pixel. */
const ROUNDED = 0.1;

interface Picture {
  readonly sectors: readonly Sector[];
  readonly rows: readonly Row[];
  readonly width: Width;
}

const pictures: readonly Picture[] = WIDTHS.flatMap((width) => [
  { width, sectors: overview(width), rows: labels.overview[width] },
  ...families.map(({ id }) => {
    const family = familyOf(id);
    return { width, sectors: opened(family), rows: labels.opened[width][family] };
  }),
]);

test(
  'what is kept is what `npm run wheel` writes',
  () => {
    for (const [name, content] of Object.entries(files())) expect(asWritten(name)).toBe(content);
  },
  SLOW,
);

test('every label lies inside its sector with 2.5 px to spare', () => {
  for (const { sectors, rows, width } of pictures) {
    expect(rows).toHaveLength(sectors.length);
    sectors.forEach((sector, at) => {
      const row = rows[at];
      if (!row) return;
      const [x, y, size, tilt, ...lines] = row;
      const em = (text: string): number => measure(text, sector.ring === 'core' ? 700 : 500);
      const box = boxOf(lines, size, em);
      expect(fits(sector, DRAWN_AT[width], { x, y }, box, tilt, SPARE - ROUNDED), sector.id).toBe(true);
      expect(lines.join(' ')).toBe(emotion(sector.id).label);
    });
  }
});

test('all words are labelled, but the outer ring of the overview on a phone', () => {
  for (const { sectors, rows, width } of pictures) {
    const petals = width === 'phone' && sectors.length === 130;
    sectors.forEach((sector, at) => {
      expect(rows[at] === null, sector.id).toBe(petals && sector.ring === 'outer');
    });
  }
});

test('no word of an open family is smaller than was found to be readable', () => {
  const smallest: Readonly<Record<Family, number>> = {
    angry: 10.5,
    disgusted: 11,
    sad: 12,
    happy: 11.5,
    surprised: 13.5,
    bad: 15,
    fearful: 12,
  };
  for (const { id } of families) {
    const family = familyOf(id);
    expect(Math.min(...sizes(labels.opened.phone[family]))).toBeGreaterThanOrEqual(smallest[family]);
    expect(Math.min(...sizes(labels.opened.wide[family]))).toBeGreaterThanOrEqual(16);
  }
  expect(Math.min(...sizes(labels.overview.phone))).toBeGreaterThanOrEqual(9);
  expect(Math.min(...sizes(labels.overview.wide))).toBeGreaterThanOrEqual(11.9);
});

test('on a wide screen no word of an open family is tilted', () => {
  for (const { id } of families) {
    for (const row of labels.opened.wide[familyOf(id)]) expect(row?.[3]).toBe(0);
  }
});

function sizes(rows: readonly Row[]): number[] {
  return rows.flatMap((row) => (row ? [row[2]] : []));
}
