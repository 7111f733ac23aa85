import { app } from './en/app.ts';
import { help } from './en/help.ts';
import { join } from './en/join.ts';
import { learn } from './en/learn.ts';
import { moment } from './en/moment.ts';
import { offer } from './en/offer.ts';
import { own } from './en/own.ts';
import { pin } from './en/pin.ts';
import { plan } from './en/plan.ts';
import { practice } from './en/practice.ts';
import { reminders } from './en/reminders.ts';
import { safety } from './en/safety.ts';
import { settings } from './en/settings.ts';
import { sharing } from './en/sharing.ts';
import { weeks } from './en/weeks.ts';

/** Every text of the app. One file for each part, so that a key begins with the part's name. */
export const en = {
  ...app,
  ...help,
  ...join,
  ...learn,
  ...moment,
  ...offer,
  ...own,
  ...pin,
  ...plan,
  ...practice,
  ...reminders,
  ...safety,
  ...settings,
  ...sharing,
  ...weeks,
} as const;
