/** A reminder as a form of plain words, and what of it is sent. Pure. */
import type { Problem } from '../api/client.ts';
import type { Change, Posted, Quiet, Reminder } from './shapes.ts';

export type Name = 'at' | 'zone' | 'days' | 'address' | 'text' | 'task';
/** `days`: numbers from 1, Monday, with commas; none: every day. `task`: the id of one in the plan. Empty: not there. */
export type Form = Readonly<Record<Name, string>>;
export type Typed = Readonly<Record<string, string>>;

export const WEEK = ['1', '2', '3', '4', '5', '6', '7'] as const;
const USUAL_TIME = '20:00';
const DAY = 24 * 60;
const BEFORE_QUIET = 5;
const AFTER_ANCHOR = 5;

/** What stands in the form before anything is typed. */
export function formOf(reminder: Reminder | null, others: readonly Reminder[], zone: string): Form {
  return {
    at: reminder?.at ?? USUAL_TIME,
    zone: reminder?.zone ?? zone,
    days: reminder?.days.join(',') ?? '',
    address: (reminder ?? others[0])?.channel.address ?? '',
    text: reminder?.text ?? '',
    task: reminder?.assignment_id ?? '',
  };
}

/** What was typed, over what stands. */
export function typedOver(form: Form, typed: Typed): Form {
  return { ...form, ...Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, text.trim()])) };
}

export function daysOf(days: string): readonly string[] {
  return days === '' ? [] : days.split(',');
}

/** All seven are every day. */
export function asDays(chosen: readonly string[]): string {
  return chosen.length === WEEK.length ? '' : WEEK.filter((each) => chosen.includes(each)).join(',');
}

export function postedOf(form: Form, allowed: boolean): Posted {
  return {
    at: form.at,
    zone: form.zone,
    days: daysOf(form.days).map(Number),
    channel: { type: 'email', address: form.address },
    at_night: allowed,
    ...(form.text !== '' && { text: form.text }),
    ...(form.task !== '' && { assignment_id: form.task }),
  };
}

/** Only what is different; an emptied part is taken away. */
export function changeOf(stands: Form, form: Form, allowed: boolean): Change {
  const differs = (name: Name): boolean => stands[name] !== form[name];
  return {
    ...(differs('at') && { at: form.at }),
    ...(differs('zone') && { zone: form.zone }),
    ...(differs('days') && { days: daysOf(form.days).map(Number) }),
    ...(differs('address') && { channel: { type: 'email' as const, address: form.address } }),
    ...(differs('text') && { text: form.text || null }),
    ...(differs('task') && { assignment_id: form.task || null }),
    ...(allowed && { at_night: true }),
  };
}

/** What the form cannot be sent without. */
export function lackingIn(form: Form): readonly Name[] {
  return (['at', 'address'] as const).filter((name) => form[name] === '');
}

/** Why it was not taken, as far as the person can do something about it. */
export type Refusal = 'night' | 'one-a-day' | 'text' | 'address' | 'gone' | 'newer' | 'away' | 'other';

const REFUSED: Readonly<Record<string, Refusal>> = { at: 'night', text: 'text', 'channel.address': 'address' };
const BY_STATUS: Readonly<Record<number, Refusal>> = { 0: 'away', 404: 'gone', 412: 'newer' };

export function refusalOf(problem: Problem): Refusal {
  if (problem.kind === 'one-a-day') return 'one-a-day';
  if (problem.kind === 'cancelled') return 'gone';
  const named = problem.errors.map(({ field }) => REFUSED[field]).find((each) => each !== undefined);
  return named ?? BY_STATUS[problem.status] ?? 'other';
}

/** The time nearest to `at` outside of quiet hours: a little before they begin, or when they end. */
export function beside(at: string, quiet: Quiet): string {
  const [time, begins, ends] = [minutesOf(at), minutesOf(quiet.from), minutesOf(quiet.to)];
  const before = (begins - BEFORE_QUIET + DAY) % DAY;
  const [since, until] = [(time - begins + DAY) % DAY, (ends - time + DAY) % DAY];
  return wallOf(since <= until && !isQuiet(before, begins, ends) ? before : ends);
}

/** A little after what is done every day anyway. */
export function afterAnchor(usual: string): string {
  return wallOf((minutesOf(usual) + AFTER_ANCHOR) % DAY);
}

function isQuiet(at: number, begins: number, ends: number): boolean {
  return begins < ends ? begins <= at && at < ends : at >= begins || at < ends;
}

function minutesOf(wall: string): number {
  const [hours = 0, minutes = 0] = wall.split(':').map(Number);
  return hours * 60 + minutes;
}

function wallOf(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
