import type { Plain } from '../words/index.ts';
import type { Place } from './router.ts';

export interface Entry {
  readonly to: Place;
  readonly name: Plain;
}

/** Where the foot of every screen leads: four ways at most, so that each has room for a thumb. */
export const bar: readonly Entry[] = [
  { to: 'home', name: 'app.home' },
  { to: 'plan', name: 'app.plan' },
  { to: 'weeks', name: 'weeks.title' },
  { to: 'more', name: 'app.more' },
];

/** The list behind "More", in its order: every other place, with a line that says what is there. */
export const more: readonly (Entry & { readonly what: Plain })[] = [
  { to: 'practices', name: 'app.practices', what: 'app.practices.what' },
  { to: 'learn', name: 'learn.title', what: 'learn.what' },
  { to: 'sharing', name: 'sharing.title', what: 'sharing.what' },
  { to: 'settings', name: 'app.settings', what: 'app.settings.what' },
  { to: 'safety-plan', name: 'own.plan', what: 'own.plan.what' },
  { to: 'here', name: 'here.title', what: 'here.what' },
  { to: 'about', name: 'app.about', what: 'app.about.what' },
];

/** Places that are reached through another one. */
const inside: Partial<Record<Place, Place>> = {
  'one-moment': 'weeks',
  cautions: 'settings',
  reminders: 'settings',
  reminder: 'settings',
  quiet: 'settings',
  hidden: 'settings',
  name: 'settings',
  browser: 'settings',
  task: 'plan',
  'not-this-time': 'plan',
  'add-task': 'plan',
  'change-task': 'plan',
  smaller: 'plan',
  questions: 'plan',
  proposal: 'plan',
  session: 'plan',
  'share-new': 'sharing',
  'report-new': 'sharing',
  'learn-page': 'learn',
};

/** The way of the foot that leads to this place: itself, the one it is inside of, or the list. */
export function wayTo(place: Place): Place {
  const outer = inside[place];
  if (outer) return wayTo(outer);
  return more.some((each) => each.to === place) ? 'more' : place;
}
