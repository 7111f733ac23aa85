/**
 * The wheel's colours: one per family, in OKLCH, for the dark and the light ground. The outer rings are derived from
 * the cores. Every label reaches 4.5:1 on its fill, and the cores stay apart for colour-blind people; tests hold the
 * numbers, and `palette.css` is written from here.
 */

import type { Family, Ring } from './emotions.ts';

export type Theme = 'dark' | 'light';

export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

export type Rgb = readonly [red: number, green: number, blue: number];

export const INK: Readonly<Record<Theme, string>> = {
  dark: '#f4f1ea',
  light: '#211f33',
};
export const GROUND: Readonly<Record<Theme, string>> = {
  dark: '#14131f',
  light: '#f7f5f1',
};

const CORES: Readonly<Record<Theme, Readonly<Record<Family, Oklch>>>> = {
  dark: {
    angry: { l: 0.42, c: 0.165, h: 30 },
    disgusted: { l: 0.526, c: 0.085, h: 155 },
    sad: { l: 0.412, c: 0.123, h: 262 },
    happy: { l: 0.51, c: 0.104, h: 90 },
    surprised: { l: 0.559, c: 0.17, h: 341 },
    bad: { l: 0.419, c: 0.012, h: 73 },
    fearful: { l: 0.32, c: 0.138, h: 288 },
  },
  light: {
    angry: { l: 0.69, c: 0.16, h: 30 },
    disgusted: { l: 0.833, c: 0.098, h: 136 },
    sad: { l: 0.745, c: 0.121, h: 249 },
    happy: { l: 0.86, c: 0.155, h: 95 },
    surprised: { l: 0.76, c: 0.13, h: 358 },
    bad: { l: 0.91, c: 0.01, h: 80 },
    fearful: { l: 0.66, c: 0.106, h: 304 },
  },
};

const DARKER_BY: Readonly<Record<Ring, number>> = {
  core: 0,
  middle: 0.045,
  outer: 0.085,
};
const DARK_CHROMA: Readonly<Record<Ring, number>> = {
  core: 1,
  middle: 0.92,
  outer: 0.8,
};
const PALEST = 0.975;
const TOWARDS_PALEST: Readonly<Record<Ring, number>> = {
  core: 0,
  middle: 0.38,
  outer: 0.66,
};
const LIGHT_CHROMA: Readonly<Record<Ring, number>> = {
  core: 1,
  middle: 0.72,
  outer: 0.46,
};
const OUTER_AT_MOST = 0.965;
/** Every second sector is a little darker, so that neighbours can be told apart. */
const SECOND = 0.02;

/** The fill of a sector. `second` is true for every second one of its ring. */
export function fill(theme: Theme, family: Family, ring: Ring, second = false): Oklch {
  const core = CORES[theme][family];
  const l = theme === 'dark' ? core.l - DARKER_BY[ring] : paler(core.l, ring);
  const c = core.c * (theme === 'dark' ? DARK_CHROMA : LIGHT_CHROMA)[ring];
  return { l: second ? l - SECOND : l, c, h: core.h };
}

/** Linear light, each 0 to 1, cut off where the screen ends. */
export function linear({ l, c, h }: Oklch): Rgb {
  const angle = (h * Math.PI) / 180;
  const [a, b] = [c * Math.cos(angle), c * Math.sin(angle)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const mid = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    cut(4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short),
    cut(-1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short),
    cut(-0.0041960863 * long - 0.7034186147 * mid + 1.707614701 * short),
  ];
}

/** As a stylesheet names it. */
export function hex(colour: Oklch): string {
  const parts = linear(colour).map((part) => Math.round(encoded(part) * 255));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function paler(l: number, ring: Ring): number {
  const moved = l + (PALEST - l) * TOWARDS_PALEST[ring];
  return ring === 'outer' ? Math.min(moved, OUTER_AT_MOST) : moved;
}

function encoded(part: number): number {
  return part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
}

function cut(part: number): number {
  return Math.min(1, Math.max(0, part));
}
