/** Where things stand in the picture of intensities. Pure. */
import { daysAfter, daysBetween } from './clock.ts';
import type { Moment, Span } from './picture.ts';

/** A dot, in the units of the picture. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly moment: Moment;
}

/** A line across for a number, or a mark below for a day. */
export interface Tick<Value> {
  readonly at: number;
  readonly value: Value;
}

export const PLOT = { width: 320, height: 168, start: 22, end: 314, top: 10, bottom: 142 } as const;
const DAY_MINUTES = 1440;
const [LOWEST, HIGHEST] = [1, 10];
const NUMBERS = [1, 4, 7, 10];
const MOST_DAYS_NAMED = 7;
const DAY_MARKS = 4;

export function dotsOf(moments: readonly Moment[], span: Span): Dot[] {
  return moments.map((moment) => ({
    x: across(daysBetween(span.first, moment.wall.day) + moment.wall.minutes / DAY_MINUTES, span),
    y: heightOf(moment.checkIn.intensity),
    moment,
  }));
}

export function numberTicks(): Tick<number>[] {
  return NUMBERS.map((value) => ({ at: heightOf(value), value }));
}

/** A few days by name, each at its middle: all of a week, else some at equal distances. */
export function dayTicks(span: Span): Tick<string>[] {
  const days = lengthOf(span);
  const step = days <= MOST_DAYS_NAMED ? 1 : Math.ceil(days / DAY_MARKS);
  const named = Array.from({ length: Math.ceil(days / step) }, (_, number) => number * step);
  return named.map((number) => ({ at: across(number + 0.5, span), value: daysAfter(span.first, number) }));
}

function heightOf(intensity: number): number {
  return PLOT.bottom - ((intensity - LOWEST) / (HIGHEST - LOWEST)) * (PLOT.bottom - PLOT.top);
}

function across(days: number, span: Span): number {
  return PLOT.start + (days / lengthOf(span)) * (PLOT.end - PLOT.start);
}

function lengthOf(span: Span): number {
  return daysBetween(span.first, span.last) + 1;
}
