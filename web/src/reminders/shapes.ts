import type { components } from '../api/notifier.d.ts';

type Schemas = components['schemas'];
export type Reminder = Schemas['ReminderShown'];
export type Moment = Schemas['OccurrenceShown'];
export type Quiet = Schemas['NightShown'];
export type Pause = Schemas['PauseShown'];
export type List = Schemas['Reminders'];
export type Moments = Schemas['Occurrences'];
export type Posted = Omit<Schemas['PostedReminder'], 'id' | 'occurred_at'>;
export type Change = Omit<Schemas['PostedChange'], 'id' | 'occurred_at'>;
export type Later = Schemas['PostedSnooze']['minutes'];

export const REMINDERS = '/v1/reminders';
export const MOMENTS = '/v1/occurrences';
