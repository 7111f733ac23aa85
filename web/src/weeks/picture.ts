/**
 * What a picture of some days shows: counted and never judged. Days without a moment are unknown, not calm, so they are
 * absent and never zero. Pure.
 */
import { emotion, families, familyOf, UNSURE, type Family } from '../wheel/emotions.ts';
import { daysAfter, daysBetween, PARTS, partOf, slotDay, wallOf, weekday, type Part, type Wall } from './clock.ts';
import type { MyCheckIn, Run } from './mine.ts';

/** The first and the last day shown. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** One moment at its place in time. `family` is that of its strongest word, null for who could not name it. */
export interface Moment {
  readonly checkIn: MyCheckIn;
  readonly wall: Wall;
  readonly part: Part;
  /** The day whose part of the day it is. */
  readonly slot: string;
  readonly family: Family | null;
  /** 8 or above, and not only pleasant. */
  readonly high: boolean;
}

/** In how many moments a family was named, and its words with theirs, the most frequent first. */
export interface Felt {
  readonly family: Family;
  readonly moments: number;
  readonly words: readonly (readonly [id: string, times: number])[];
}

/** How many moments fell into a part of the day, and how many of those were high. */
export interface PartCount {
  readonly part: Part;
  readonly moments: number;
  readonly high: number;
}

/** A time of the week that several high moments share: `times` of `of`. */
export interface Shared {
  readonly weekday: number;
  readonly part: Part;
  readonly times: number;
  readonly of: number;
}

/** What one practice did over several runs. `change` is the median of after less before, null where nobody said. */
export interface Helped {
  readonly name: string;
  readonly runs: number;
  readonly rated: number;
  readonly change: number | null;
  readonly helped: number;
  readonly answered: number;
  readonly often: boolean;
}

export const HIGH_FROM = 8;
const SHOWN_FROM = 2;
/** Five runs or more, three in five of them called helpful, as everywhere in Smallhours. */
const OFTEN = { from: 5, share: 0.6 };
const FALLS_BY_ITSELF = 9;

export function spanOf(today: string, days: number): Span {
  return { first: daysAfter(today, 1 - days), last: today };
}

/** The moments of these days, the earliest first. */
export function momentsOf(checkIns: readonly MyCheckIn[], span: Span): Moment[] {
  return checkIns
    .map(momentOf)
    .filter((each) => isWithin(each.wall.day, span))
    .toReversed();
}

export function momentOf(checkIn: MyCheckIn): Moment {
  const at = Math.min(Date.parse(checkIn.occurred_at), Date.parse(checkIn.recorded_at));
  const wall = wallOf(at, checkIn.occurred_at, checkIn.time_zone);
  const [first] = checkIn.emotions;
  return {
    checkIn,
    wall,
    part: partOf(wall.minutes),
    slot: slotDay(wall),
    family: first === undefined || first === UNSURE ? null : familyOf(first),
    high: checkIn.intensity >= HIGH_FROM && !checkIn.emotions.every(isPleasant),
  };
}

function isPleasant(id: string): boolean {
  return id !== UNSURE && emotion(id).valence > 0;
}

function isWithin(day: string, span: Span): boolean {
  return span.first <= day && day <= span.last;
}

/** On how many different days there was a moment. */
export function daysWith(moments: readonly Moment[]): number {
  return new Set(moments.map((each) => each.wall.day)).size;
}

/** The families that were named; a moment counts once for each. */
export function feltIn(moments: readonly Moment[]): Felt[] {
  const said = moments.map((each) => each.checkIn.emotions.filter((id) => id !== UNSURE));
  return families
    .map(({ id }) => feltOf(id as Family, said))
    .filter((each) => each.moments > 0)
    .toSorted((one, other) => other.moments - one.moments);
}

function feltOf(family: Family, said: readonly (readonly string[])[]): Felt {
  const here = said.map((ids) => ids.filter((id) => familyOf(id) === family)).filter((ids) => ids.length > 0);
  const times = counts(here.flat());
  return { family, moments: here.length, words: [...times].toSorted(([, one], [, other]) => other - one) };
}

function counts<T>(all: readonly T[]): Map<T, number> {
  const found = new Map<T, number>();
  for (const each of all) found.set(each, (found.get(each) ?? 0) + 1);
  return found;
}

/** How often somebody could not name it. */
export function unnamedIn(moments: readonly Moment[]): number {
  return moments.filter((each) => each.checkIn.emotions.includes(UNSURE)).length;
}

export function partsOf(moments: readonly Moment[]): PartCount[] {
  return PARTS.map((part) => {
    const here = moments.filter((each) => each.part === part);
    return { part, moments: here.length, high: here.filter((each) => each.high).length };
  });
}

/** The time of the week that at least half of several high moments share; a fact with its denominator. */
export function sharedTime(moments: readonly Moment[]): Shared | null {
  const high = moments.filter((each) => each.high);
  const slots = counts(high.map((each) => weekday(each.slot) * PARTS.length + PARTS.indexOf(each.part)));
  const [most] = [...slots].toSorted(([one, few], [other, many]) => many - few || one - other);
  if (!most || most[1] < 2 || most[1] * 2 < high.length) return null;
  const part = PARTS[most[0] % PARTS.length];
  return part ? { weekday: Math.floor(most[0] / PARTS.length), part, times: most[1], of: high.length } : null;
}

/** The runs that began in these days. */
export function runsIn(runs: readonly Run[], span: Span, zone: string): Run[] {
  return runs.filter((each) => isWithin(wallOf(Date.parse(each.startedAt), each.startedAt, zone).day, span));
}

/** What was done twice or more, the most frequent first. */
export function helpedIn(runs: readonly Run[]): Helped[] {
  return [...byName(runs)]
    .filter(([, of]) => of.length >= SHOWN_FROM)
    .map(([name, of]) => summed(name, of))
    .toSorted((one, other) => other.runs - one.runs || one.name.localeCompare(other.name));
}

/** The names of what was done once so far. */
export function onceIn(runs: readonly Run[]): string[] {
  return [...byName(runs)].filter(([, of]) => of.length < SHOWN_FROM).map(([name]) => name);
}

function byName(runs: readonly Run[]): Map<string, Run[]> {
  const found = new Map<string, Run[]>();
  for (const each of runs) found.set(each.name, [...(found.get(each.name) ?? []), each]);
  return found;
}

function summed(name: string, runs: readonly Run[]): Helped {
  const changes = runs.flatMap(({ before, after }) => (before === null || after === null ? [] : [after - before]));
  const helped = runs.filter((each) => each.helped === 'helped').length;
  return {
    name,
    runs: runs.length,
    rated: changes.length,
    change: median(changes),
    helped,
    answered: runs.filter((each) => each.helped !== null).length,
    often: runs.length >= OFTEN.from && helped >= OFTEN.share * runs.length,
  };
}

/** Whether a number here may have come down by itself. */
export function hasFallen(runs: readonly Run[]): boolean {
  return runs.some(({ before, after }) => (before ?? 0) >= FALLS_BY_ITSELF && after !== null);
}

export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** How many days have gone by since the newest moment; null where there is none. */
export function daysAway(checkIns: readonly MyCheckIn[], today: string): number | null {
  const [newest] = checkIns;
  return newest ? daysBetween(momentOf(newest).wall.day, today) : null;
}
