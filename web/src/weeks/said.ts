/** What was said besides the words and the strength, as it is read again. */
import type { Context, Moment } from '../moment/draft.ts';
import { counted, t, type Key } from '../words/index.ts';
import { en } from '../words/en.ts';
import type { CheckIn } from './mine.ts';

/** A check-in as it was said, without what the services added. */
export function momentSaid({ emotions, intensity, triggers, context, note }: CheckIn): Moment {
  return {
    emotions,
    intensity,
    ...(triggers.length > 0 ? { triggers } : {}),
    ...(context ? { context: contextOf(context) } : {}),
    ...(note ? { note } : {}),
  };
}

/** The services leave a field empty where a device leaves it out. */
function contextOf(given: NonNullable<CheckIn['context']>): Context {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** A tag of ours in the person's language; any other as it is. */
export function triggerInWords(tag: string): string {
  const key = `more.trigger.${tag}`;
  return key in en ? t(key as Extract<Key, `more.trigger.${string}`>) : tag;
}

export function contextInWords(given: NonNullable<CheckIn['context']>): string[] {
  const { energy, minutes, can_write, sleep_hours } = contextOf(given);
  return [
    whereInWords(contextOf(given)),
    energy && t('one.energy', { energy: t(`more.energy.${energy}`) }),
    minutes && counted('one.minutes', minutes),
    can_write !== undefined && t(can_write ? 'one.write.yes' : 'one.write.no'),
    ...(contextOf(given).props ?? []).map(propInWords),
    sleep_hours !== undefined && t('one.sleep', { hours: sleep_hours }),
  ].filter((each) => typeof each === 'string');
}

function whereInWords({ place, privacy }: Context): string | undefined {
  if (place === 'bed') return t('more.where.bed');
  if (privacy === undefined) return undefined;
  return t(privacy === 'public' ? 'more.where.people' : 'more.where.alone');
}

function propInWords(prop: string): string {
  const key = `more.props.${prop}`;
  return key in en ? t(key as Extract<Key, `more.props.${string}`>) : prop;
}
