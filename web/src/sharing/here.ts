import { inZone, type Wall } from '../weeks/clock.ts';

/** The time zone of this device. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A time on this device's clock. */
export function wallHere(at: string): Wall {
  return inZone(Date.parse(at), zoneHere());
}

export function todayHere(): string {
  return inZone(Date.now(), zoneHere()).day;
}
