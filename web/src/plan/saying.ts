/** From what is recorded to whole words. Pure, but for the language that is chosen. */
import type { Problem } from '../api/client.ts';
import { counted, held, language, t } from '../words/index.ts';
import type { Barrier, Entry, Task } from './shapes.ts';

const CONFLICT = 409;
const UNFIT = 422;
const CHANGED = 412;

export function dayAndTime(milliseconds: number): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language.value, style).format(milliseconds);
}

export function dayOf(at: string | number): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(language.value, style).format(new Date(at));
}

/** What went otherwise than hoped, and that no word is lost. What the coach itself says kindly is said as it is. */
export function kindly(problem: Problem): string {
  if (problem.status === CHANGED) return t('plan.newer');
  if (problem.status === CONFLICT || problem.status === UNFIT) {
    return problem.errors.map((each) => each.detail).join(' ') || problem.detail || t('plan.later');
  }
  return t(problem.kind === 'offline' || problem.kind === 'late' ? 'plan.connection' : 'plan.later');
}

/** What was done and said so far. Nothing is counted that was not. */
export function countsOf(task: Task): readonly string[] {
  const { anchor_days: anchored, if_then_times: acted } = task.followed;
  return [
    task.days_done > 0 && counted('plan.days', task.days_done),
    task.body_first_days > 0 && counted('plan.body', task.body_first_days),
    task.days_with_it > task.days_done && counted('plan.with', task.days_with_it),
    anchored ? counted('plan.anchor.days', anchored) : '',
    acted ? counted('plan.ifthen.times', acted) : '',
  ].filter((each) => typeof each === 'string' && each !== '') as string[];
}

export function barrierWords(code: string, barriers: readonly Barrier[]): string {
  return barriers.find((each) => each.code === code)?.words ?? code;
}

/** One entry of a task's story. */
export function told(entry: Entry, barriers: readonly Barrier[]): string {
  switch (entry.what) {
    case 'changed':
      if (entry.changed.length === 0) return t('plan.history.left');
      return t(entry.by === 'client' ? 'plan.history.changed' : 'plan.history.changed.therapist');
    case 'attempted':
      return entry.body_first
        ? t('plan.history.body')
        : t('plan.history.done', { size: t(`plan.size.${entry.version}`) });
    case 'not_this_time': {
      const named = entry.barriers.map((each) => barrierWords(each, barriers)).join(t('plan.between'));
      return named ? t('plan.history.not.because', { barriers: named }) : t('plan.history.not');
    }
    default:
      return t(`plan.history.${entry.what}`);
  }
}

/** The words that go with an entry, in the person's own writing. */
export function wordsWith(entry: Entry): string {
  if (entry.what === 'attempted') return entry.note ?? '';
  return entry.what === 'not_this_time' ? (entry.line ?? '') : '';
}

/** A way to make `whole` smaller. Where the app's words go on from the person's own, both keep their direction. */
export function suggested(text: string, whole: string): string {
  const own = whole.replace(/\.+$/, '');
  return text.startsWith(own) ? held(own) + text.slice(own.length) : text;
}
