import { app } from './en/app.ts';
import { help } from './en/help.ts';
import { moment } from './en/moment.ts';
import { offer } from './en/offer.ts';

/** Every text of the app. One file for each part, so that a key begins with the part's name. */
export const en = { ...app, ...help, ...moment, ...offer } as const;
