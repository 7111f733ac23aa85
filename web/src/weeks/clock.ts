/** The person's own clock: on which day and in which part of it something was. Pure. */

export type Part = 'morning' | 'afternoon' | 'evening' | 'night';
export const PARTS: readonly Part[] = ['morning', 'afternoon', 'evening', 'night'];

/** A local time. `day` is its date, as in 2026-01-31; `minutes` are those since midnight. */
export interface Wall {
  readonly day: string;
  readonly minutes: number;
}

const HOUR = 60;
const DAY_MILLISECONDS = 86_400_000;
const BEGINS = { morning: 5 * HOUR, afternoon: 11 * HOUR, evening: 17 * HOUR, night: 22 * HOUR };
const DATE_LENGTH = 10;
const OFFSET = /([+-])(\d\d):(\d\d)$/;

/** The local time of a moment: by its zone, or else by the offset that `written` was sent with. */
export function wallOf(at: number, written: string, zone: string | null | undefined): Wall {
  if (zone) {
    try {
      return inZone(at, zone);
    } catch {
      return withOffset(at, written);
    }
  }
  return withOffset(at, written);
}

/** Throws RangeError for a zone that this browser does not know. */
export function inZone(at: number, zone: string): Wall {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const said = Object.fromEntries(parts.map((each) => [each.type, each.value]));
  return {
    day: [said['year'], said['month'], said['day']].join('-'),
    minutes: Number(said['hour']) * HOUR + Number(said['minute']),
  };
}

function withOffset(at: number, written: string): Wall {
  const [, sign, hours, minutes] = OFFSET.exec(written) ?? [];
  const offset = (Number(hours ?? 0) * HOUR + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
  const local = new Date(at + offset * HOUR * 1000);
  return {
    day: local.toISOString().slice(0, DATE_LENGTH),
    minutes: local.getUTCHours() * HOUR + local.getUTCMinutes(),
  };
}

/** Morning 5 to 11, afternoon to 17, evening to 22, then night. */
export function partOf(minutes: number): Part {
  if (minutes < BEGINS.morning || minutes >= BEGINS.night) return 'night';
  if (minutes < BEGINS.afternoon) return 'morning';
  return minutes < BEGINS.evening ? 'afternoon' : 'evening';
}

/** The day whose part it is: a night belongs to the evening before it. */
export function slotDay(wall: Wall): string {
  return wall.minutes < BEGINS.morning ? daysAfter(wall.day, -1) : wall.day;
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, DATE_LENGTH);
}

/** How many days lie between two days; 0 for the same. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MILLISECONDS);
}

/** 0 is Monday. */
export function weekday(day: string): number {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
}
