/** From reminders and their moments to whole words. Pure, but for the language that is chosen. */
import type { Problem } from '../api/client.ts';
import { wallHere } from '../sharing/here.ts';
import { t, type Plain } from '../words/index.ts';
import { wallOf } from '../weeks/clock.ts';
import { clockInWords, momentInWords, timeInWords, weekdayName } from '../weeks/dates.ts';
import { daysOf, refusalOf, type Refusal } from './rule.ts';
import type { List, Moment, Reminder } from './shapes.ts';

export function dayName(day: string): string {
  return weekdayName(Number(day) - 1);
}

export function whenOf(reminder: Pick<Reminder, 'at' | 'days'>): string {
  const days = daysOf(reminder.days.join(','));
  if (days.length === 0) return t('reminders.every', { time: clockInWords(reminder.at) });
  return t('reminders.on', { time: clockInWords(reminder.at), days: days.map(dayName).join(t('plan.between')) });
}

export function offInWords(reminder: Pick<Reminder, 'at' | 'days'>): string {
  return t('reminders.off', { when: whenOf(reminder) });
}

/** When it comes next, by the clock it goes by. */
export function nextOf(reminder: Reminder): string {
  if (reminder.next_at === null) return t('reminders.over');
  return t('reminders.next', {
    when: momentInWords(wallOf(Date.parse(reminder.next_at), reminder.next_at, reminder.zone)),
  });
}

/** Whether it asks or is off, so that it does not come until something is said. */
export function isStill(reminder: Pick<Reminder, 'id' | 'off'>, { asks }: Pick<List, 'asks'>): boolean {
  return reminder.off || asks?.reminder_id === reminder.id;
}

/** The newest moment of today, where there is something to say or to do about it. */
export function todays(moments: readonly Moment[], reminders: readonly Reminder[], now: number): Moment | null {
  const zones = new Map(reminders.map((each) => [each.id, each.zone]));
  const today = moments.find((each) => {
    const zone = zones.get(each.reminder_id);
    return zone !== undefined && each.local_date === wallOf(now, each.due_at, zone).day;
  });
  return today && toldOf(today) !== null ? today : null;
}

/** What is said of a moment. Most of what holds one back is the person's own doing: nothing has to be said of that. */
export function toldOf(moment: Moment): string | null {
  if (moment.state === 'sent' || moment.state === 'confirmed') return t('reminders.came');
  if (moment.state === 'due') return t('reminders.comes', { time: timeInWords(wallHere(moment.due_at)) });
  if (moment.state === 'snoozed') return moment.until === null ? t('reminders.not.today') : null;
  if (moment.why === 'change_first') return t('reminders.change.first');
  if (moment.state !== 'failed') return null;
  return t(moment.why === 'address_refused' ? 'reminders.failed.address' : 'reminders.failed');
}

/** Whether it can still be moved. */
export function isMovable(moment: Moment): boolean {
  return moment.state === 'sent' || moment.state === 'confirmed' || moment.state === 'due';
}

const SAID: Readonly<Record<Exclude<Refusal, 'night' | 'other'>, Plain>> = {
  'one-a-day': 'reminders.refused.day',
  text: 'reminders.refused.text',
  address: 'reminders.refused.address',
  gone: 'reminders.refused.gone',
  newer: 'reminders.refused.newer',
  away: 'reminders.refused.away',
};

/** Why it was not taken. What the services themselves say kindly is said as it is. */
export function refusalInWords(problem: Problem): string {
  const why = refusalOf(problem);
  if (why !== 'night' && why !== 'other') return t(SAID[why]);
  return problem.errors.map((each) => each.detail).join(' ') || t('reminders.refused.other');
}
