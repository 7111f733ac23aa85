/** One reminder, a moment of it, and its form as it stands. */
import { formOf } from '../src/reminders/rule.ts';
import type { Moment, Reminder } from '../src/reminders/shapes.ts';

export const ONE: Reminder = {
  id: 'one',
  version: 3,
  at: '21:45',
  zone: 'Europe/Madrid',
  days: [1, 3],
  anchor: null,
  assignment_id: null,
  channel: { type: 'email', address: 'm@example.org' },
  text: 'Tea',
  from: null,
  until: null,
  at_night: false,
  next_at: '2026-11-30T20:45:00Z',
  silent: false,
  off: false,
};
export const SENT: Moment = {
  id: 'moment',
  reminder_id: 'one',
  local_date: '2026-11-30',
  due_at: '2026-11-30T20:45:00Z',
  state: 'sent',
  why: null,
  until: null,
};
export const STANDS = formOf(ONE, [], 'UTC');
