/**
 * Where everything on the wheel stands. Lengths are shares of the side of the square drawing, angles are radians from
 * the top, clockwise. The figures are measured ones: below them a word does not fit, or a finger does not.
 */

import { childrenOf, emotion, families, familyOf, type Emotion, type Family, type Ring } from './emotions.ts';

export type Width = 'phone' | 'wide';

/** One word's place: a piece of a ring. */
export interface Sector {
  readonly id: string;
  readonly family: Family;
  readonly ring: Ring;
  readonly from: number;
  readonly to: number;
  readonly inner: number;
  readonly outer: number;
  /** True for every second one of its ring: it is a shade darker. */
  readonly second: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The smallest wheel, in CSS pixels, on which every word of an open family is a target of 44 px. */
export const SMALLEST_WHEEL = 344;
/** From this side on, all 130 words can be read at once. */
export const WIDE_WHEEL = 640;
/** From this side on, a mouse can choose each of them: no target is smaller than 24 px. */
export const DIRECT_WHEEL = 740;

/** The side, in pixels, for which labels are placed; other sides are scaled from it. */
export const DRAWN_AT: Readonly<Record<Width, number>> = {
  phone: SMALLEST_WHEEL,
  wide: 752,
};

type Span = readonly [inner: number, outer: number];

const TURN = 2 * Math.PI;
/** Families with few words get more room than their words alone would give them. */
const EXTRA_WEIGHT = 5;
const RIM = 0.497;

export const OVERVIEW_HUB: Readonly<Record<Width, number>> = {
  phone: 0.06,
  wide: 0.05,
};
const OVERVIEW: Readonly<Record<Width, Readonly<Record<Ring, Span>>>> = {
  phone: { core: [0.06, 0.25], middle: [0.25, 0.435], outer: [0.435, 0.498] },
  wide: { core: [0.05, 0.185], middle: [0.185, 0.335], outer: [0.335, 0.498] },
};

interface Opened {
  readonly hub: number;
  readonly middle: number;
  readonly start: number;
}

const OPENED: Readonly<Record<Family, Opened>> = {
  angry: { hub: 0.1, middle: 0.27, start: 0.3927 },
  disgusted: { hub: 0.1, middle: 0.315, start: -0.6545 },
  sad: { hub: 0.1, middle: 0.3, start: 0 },
  happy: { hub: 0.1, middle: 0.285, start: 0.2909 },
  surprised: { hub: 0.1, middle: 0.285, start: -0.5236 },
  bad: { hub: 0.1, middle: 0.27, start: -0.6545 },
  fearful: { hub: 0.11, middle: 0.27, start: 0.7854 },
};

/** The whole wheel: every word's sector, in the wheel's own order, the first family around the top. */
export function overview(width: Width): readonly Sector[] {
  const weights = families.map((family) => outersOf(family) + EXTRA_WEIGHT);
  const unit = TURN / weights.reduce((sum, weight) => sum + weight, 0);
  let to = -((weights[0] ?? 0) * unit) / 2;
  return families.flatMap((family, place) => {
    const from = to;
    to = from + (weights[place] ?? 0) * unit;
    return slice(family, from, to, OVERVIEW[width]);
  });
}

/** One family as a full circle: its core word in the middle, then both rings, all words of a ring alike. */
export function opened(family: Family): readonly Sector[] {
  const { hub, middle, start } = OPENED[family];
  return slice(emotion(family), start, start + TURN, {
    core: [0, hub],
    middle: [hub, middle],
    outer: [middle, RIM],
  });
}

/** Whether this sector is a whole disc and no piece of a ring. */
export function isDisc(sector: Pick<Sector, 'inner' | 'from' | 'to'>): boolean {
  return sector.inner === 0 && sector.to - sector.from > TURN - 1e-9;
}

/** The middle of a sector. */
export function centreOf(sector: Sector): Point {
  return isDisc(sector) ? { x: 0, y: 0 } : at((sector.from + sector.to) / 2, (sector.inner + sector.outer) / 2);
}

/** The point at an angle and a distance from the wheel's centre; y grows downwards. */
export function at(angle: number, distance: number): Point {
  return { x: Math.sin(angle) * distance, y: -Math.cos(angle) * distance };
}

/** The outline of a sector as path data on a square of this side, its centre at 0,0. */
export function outline(sector: Pick<Sector, 'from' | 'to' | 'inner' | 'outer'>, side: number): string {
  if (isDisc(sector)) return disc(sector.outer * side);
  const { from, to } = sector;
  const [inner, outer] = [sector.inner * side, sector.outer * side];
  const large = to - from > Math.PI ? 1 : 0;
  const [a, b, c, d] = [at(from, outer), at(to, outer), at(to, inner), at(from, inner)];
  const out = `A${n(outer)} ${n(outer)} 0 ${large} 1 ${n(b.x)} ${n(b.y)}`;
  const back = inner > 0 ? `A${n(inner)} ${n(inner)} 0 ${large} 0 ${n(d.x)} ${n(d.y)}` : '';
  return `M${n(a.x)} ${n(a.y)}${out}L${n(c.x)} ${n(c.y)}${back}Z`;
}

/** A straight line outwards at an angle, as path data. */
export function ray(angle: number, from: number, to: number): string {
  const [begin, end] = [at(angle, from), at(angle, to)];
  return `M${n(begin.x)} ${n(begin.y)}L${n(end.x)} ${n(end.y)}`;
}

/** The radius, as a share of the side, of the largest circle inside a sector: what a finger has to hit. */
export function room(sector: Sector): number {
  if (isDisc(sector)) return sector.outer;
  const half = Math.min((sector.to - sector.from) / 2, Math.PI / 2);
  const depth = (sector.outer - sector.inner) / 2;
  const atRim = (sector.outer * Math.sin(half)) / (1 + Math.sin(half));
  return Math.min(depth, atRim);
}

function slice(family: Emotion, from: number, to: number, spans: Readonly<Record<Ring, Span>>): Sector[] {
  const each = (to - from) / outersOf(family);
  const piece = ({ id, ring }: Emotion, first: number, count: number, second: boolean): Sector => {
    const [inner, outer] = spans[ring];
    const start = from + first * each;
    return { id, family: familyOf(id), ring, from: start, to: start + count * each, inner, outer, second };
  };
  const sectors = [piece(family, 0, outersOf(family), false)];
  let at = 0;
  childrenOf(family).forEach((middle, place) => {
    sectors.push(piece(middle, at, middle.children.length, place % 2 === 1));
    for (const outer of childrenOf(middle)) {
      sectors.push(piece(outer, at, 1, at % 2 === 1));
      at += 1;
    }
  });
  return sectors;
}

function outersOf(family: Emotion): number {
  return childrenOf(family).reduce((sum, middle) => sum + middle.children.length, 0);
}

function disc(radius: number): string {
  const r = n(radius);
  return `M0 -${r}A${r} ${r} 0 1 1 0 ${r}A${r} ${r} 0 1 1 0 -${r}Z`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
