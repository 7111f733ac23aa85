/** What to look back on before a session: what was done and said, never what was not. Pure. */
import type { Entry, Task } from './shapes.ts';

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
    (entry.what === 'attempted' || entry.what === 'not_this_time') && Date.parse(entry.at) > now - DAYS * DAY;
  return tasks
    .map((task) => ({ task, entries: task.history.filter(counts).toReversed().slice(0, MOST) }))
    .filter((each) => each.entries.length > 0);
}
