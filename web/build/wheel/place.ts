/**
 * Finds a place for every label: the least tilt that fits. Horizontal words are read with least effort, so a ring's
 * labels are tilted, a step at a time and towards the radius, only as far as they have to be, all in one size.
 */

import { at, centreOf, isDisc, type Point, type Sector } from '../../src/wheel/geometry.ts';

/** What a label leaves free of its sector on every side, in pixels. */
export const SPARE = 2.5;
/** Half the height of a line from its middle, and from line to line, in em. */
const HALF_LINE = 0.48;
const LINE = 1.04;

const STEP = 0.5;
const TILTS = 12;
const DEPTHS = nearestFirst(0.4, 16);
const SIDEWAYS = nearestFirst(0.24, 4);
/** How many degrees of tilt, on average over a ring, are worth one pixel of type. */
const DEGREES_PER_PIXEL = 7;
/** How many degrees a pixel of difference within a ring is worth. */
const DEGREES_PER_UNEVEN_PIXEL = 4;

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Degrees, clockwise. */
  readonly tilt: number;
  readonly lines: readonly string[];
}

export interface Worded {
  readonly sector: Sector;
  readonly label: string;
}

export interface Sizes {
  readonly largest: number;
  readonly smallest: number;
}

/**
 * Places the labels of one ring, in one size where that is possible; a word that is too long for it alone is smaller.
 * Throws when a label fits in no allowed size.
 */
export function placeRing(
  words: readonly Worded[],
  side: number,
  sizes: Sizes,
  em: (text: string) => number,
): readonly Placed[] {
  const from = sizesFrom(sizes.largest, sizes.smallest);
  const possible = words.map((word) => from.map((size) => place(word, side, size, em)));
  const tries = from.map((_, at) => {
    const placed = possible.map((row, index) => largestOf(row.slice(at), words[index]));
    return { placed, cost: costOf(placed, sizes.largest) };
  });
  return tries.reduce((best, each) => (each.cost < best.cost ? each : best)).placed;
}

function largestOf(row: readonly (Placed | null)[], word: Worded | undefined): Placed {
  const found = row.find((each) => each !== null);
  if (!found) throw new RangeError(`No size fits ${word?.label ?? 'nothing'}.`);
  return found;
}

function costOf(placed: readonly Placed[], largest: number): number {
  const mean = placed.reduce((sum, each) => sum + (largest - each.size) * DEGREES_PER_PIXEL + Math.abs(each.tilt), 0);
  const sizes = placed.map((each) => each.size);
  return mean / placed.length + (Math.max(...sizes) - Math.min(...sizes)) * DEGREES_PER_UNEVEN_PIXEL;
}

function sizesFrom(largest: number, smallest: number): number[] {
  return Array.from({ length: Math.floor((largest - smallest) / STEP) + 1 }, (_, at) => largest - at * STEP);
}

/** Places one label with as little tilt as can be, or answers null. */
export function place(word: Worded, side: number, size: number, em: (text: string) => number): Placed | null {
  const { sector } = word;
  const full = isDisc(sector) ? 0 : towardsRadius((sector.from + sector.to) / 2);
  const candidates = spots(sector, side);
  const ways = waysToBreak(word.label).map((lines) => ({ lines, box: boxOf(lines, size, em) }));
  for (let step = 0; step <= (full === 0 ? 0 : TILTS); step += 1) {
    const tilt = (full * step) / TILTS;
    for (const { lines, box } of ways) {
      const spot = candidates.find((each) => fits(sector, side, each, box, tilt));
      if (spot) return { id: sector.id, x: round(spot.x), y: round(spot.y), size, tilt: round(tilt), lines };
    }
  }
  return null;
}

/** The room that lines take in this size. */
export function boxOf(lines: readonly string[], size: number, em: (text: string) => number): Box {
  const half = (Math.max(...lines.map(em)) * size) / 2;
  return { half, high: (HALF_LINE + ((lines.length - 1) * LINE) / 2) * size };
}

export interface Box {
  /** Half the width and half the height, in pixels. */
  readonly half: number;
  readonly high: number;
}

/** Whether a tilted box around a spot lies inside its sector with room to spare. */
export function fits(sector: Sector, side: number, spot: Point, box: Box, tilt: number, spare = SPARE): boolean {
  const corners = cornersOf(spot, box, tilt);
  const outer = sector.outer * side - spare;
  if (corners.some((corner) => Math.hypot(corner.x, corner.y) > outer)) return false;
  if (isDisc(sector)) return true;
  if (nearest(spot, box, tilt) < sector.inner * side + spare) return false;
  return corners.every((corner) => past(corner, sector.from) >= spare && past(corner, sector.to) <= -spare);
}

/** A sector's candidates for the middle of a label, those nearest to the middle of the sector first. */
function spots(sector: Sector, side: number): Point[] {
  const centre = scaled(centreOf(sector), side);
  if (isDisc(sector)) return [centre];
  const middle = (sector.from + sector.to) / 2;
  const away = (spot: Point): number => Math.hypot(spot.x - centre.x, spot.y - centre.y);
  return DEPTHS.flatMap((depth) =>
    SIDEWAYS.map((aside) => {
      const distance = (sector.inner + sector.outer) / 2 + depth * (sector.outer - sector.inner);
      return at(middle + aside * (sector.to - sector.from), distance * side);
    }),
  ).toSorted((one, two) => away(one) - away(two));
}

function scaled(point: Point, side: number): Point {
  return { x: point.x * side, y: point.y * side };
}

/** 0, then ever further away on both sides. */
function nearestFirst(furthest: number, steps: number): readonly number[] {
  const away = Array.from({ length: steps }, (_, at) => (furthest * (at + 1)) / steps);
  return [0, ...away.flatMap((each) => [each, -each])];
}

function cornersOf(spot: Point, box: Box, tilt: number): Point[] {
  const [cos, sin] = [Math.cos(radians(tilt)), Math.sin(radians(tilt))];
  const corner = (right: number, down: number): Point => {
    const [x, y] = [right * box.half, down * box.high];
    return { x: spot.x + x * cos - y * sin, y: spot.y + x * sin + y * cos };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** How far the box stays from the wheel's centre. */
function nearest(spot: Point, box: Box, tilt: number): number {
  const [cos, sin] = [Math.cos(radians(tilt)), Math.sin(radians(tilt))];
  const [x, y] = [spot.x * cos + spot.y * sin, -spot.x * sin + spot.y * cos];
  return Math.hypot(Math.max(0, Math.abs(x) - box.half), Math.max(0, Math.abs(y) - box.high));
}

/** How far a point lies clockwise of the line from the centre at this angle; good for sectors of half a turn or less. */
function past(point: Point, angle: number): number {
  return point.x * Math.cos(angle) + point.y * Math.sin(angle);
}

/** The turn, in degrees, that makes a text run along the radius and not stand on its head. */
function towardsRadius(angle: number): number {
  const turned = ((angle * 180) / Math.PI - 90) % 180;
  if (turned > 90) return turned - 180;
  return turned <= -90 ? turned + 180 : turned;
}

function waysToBreak(label: string): readonly (readonly string[])[] {
  const space = label.lastIndexOf(' ');
  return space < 0 ? [[label]] : [[label], [label.slice(0, space), label.slice(space + 1)]];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
