/** Days and times in words, as the person's own language and country write them. */
import { language } from '../words/index.ts';
import type { Wall } from './clock.ts';

type Style = Intl.DateTimeFormatOptions;

/** As in "Tue 24 Nov". */
export function dayInWords(day: string): string {
  return said(Date.parse(day), { weekday: 'short', day: 'numeric', month: 'short' });
}

/** As in "24 Nov". */
export function shortDay(day: string): string {
  return said(Date.parse(day), { day: 'numeric', month: 'short' });
}

/** As in "Tue". */
export function weekdayOf(day: string): string {
  return said(Date.parse(day), { weekday: 'short' });
}

const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const MINUTE = 60_000;

/** As in "Monday" for 0. */
export function weekdayName(number: number): string {
  return said(A_MONDAY + number * DAY, { weekday: 'long' });
}

/** As in "Tue 24 Nov, 21:10". */
export function momentInWords(wall: Wall): string {
  const at = Date.parse(wall.day) + wall.minutes * MINUTE;
  return said(at, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** As in "21:10". */
export function timeInWords(wall: Wall): string {
  return said(Date.parse(wall.day) + wall.minutes * MINUTE, { hour: '2-digit', minute: '2-digit' });
}

/** A time of day that is written as in "21:10". */
export function clockInWords(written: string): string {
  return said(Date.parse(`2024-01-01T${written}Z`), { hour: '2-digit', minute: '2-digit' });
}

function said(at: number, style: Style): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...style }).format(at);
}

function locale(): string {
  return navigator.languages.find((each) => each.startsWith(language.value)) ?? language.value;
}
