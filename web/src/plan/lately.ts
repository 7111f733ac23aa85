/** What to look back on before a session: what was done and said, never what was not. Pure. */
import type { Code, Entry, Task } from './shapes.ts';

export interface Story {
  readonly task: Task;
  /** The newest first. */
  readonly entries: readonly Entry[];
}

const DAYS = 14;
const DAY = 86_400_000;
const MOST = 5;

export function lately(tasks: readonly Task[], now: number): readonly Story[] {
  const counts = (entry: Entry): boolean =>
    (entry.what === 'attempted' || entry.what === 'not_this_time') && isLate(entry, now);
  return tasks
    .map((task) => ({ task, entries: task.history.filter(counts).toReversed().slice(0, MOST) }))
    .filter((each) => each.entries.length > 0);
}

/** What was named as being in the way, each once, the newest first. */
export function namedLately(tasks: readonly Task[], now: number): readonly Code[] {
  const said = tasks.flatMap((task) => task.history).filter((entry) => entry.what === 'not_this_time');
  const newestFirst = said
    .filter((entry) => isLate(entry, now))
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return [...new Set(newestFirst.flatMap((entry) => entry.barriers))];
}

function isLate(entry: Entry, now: number): boolean {
  return Date.parse(entry.at) > now - DAYS * DAY;
}
