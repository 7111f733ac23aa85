/** What was said about a task on this device and is still to be sent. Pure. */
import type { Adding } from '../store/outbox.ts';
import type { Code, Size } from './shapes.ts';
import { TASKS } from './shapes.ts';

export type Done = Size | 'other';

export interface Attempt {
  readonly what: 'attempts';
  readonly version: Done;
  readonly note: string;
}

export interface PutOff {
  readonly what: 'not-this-time';
  readonly barriers: readonly Code[];
  readonly line: string;
}

export type Said = Attempt | PutOff;

export interface Made {
  readonly id: string;
  readonly at: number;
  readonly zone: string | undefined;
}

/** As it waits, and as the coach takes it. Words that were not typed are absent. */
export function addingOf(task: string, said: Said, made: Made): Adding {
  const stamp = {
    id: made.id,
    occurred_at: new Date(made.at).toISOString(),
    ...(made.zone ? { time_zone: made.zone } : {}),
  };
  const words =
    said.what === 'attempts'
      ? { version: said.version, ...(said.note.trim() ? { note: said.note.trim() } : {}) }
      : { barriers: said.barriers, ...(said.line.trim() ? { line: said.line.trim() } : {}) };
  return { kind: 'plan', id: made.id, path: `${TASKS}/${task}/${said.what}`, body: { ...stamp, ...words } };
}

export interface Waiting {
  readonly id: string;
  readonly task: string;
  readonly what: Said['what'];
  readonly at: string;
  readonly version: Done | null;
}

/** What an item of the outbox says about a task; null where it is about something else. */
export function waitingOf(item: Adding): Waiting | null {
  const [, task, what] = /^\/v1\/plan\/assignments\/([^/]+)\/(attempts|not-this-time)$/.exec(item.path) ?? [];
  if (item.kind !== 'plan' || !task || !what) return null;
  const body = item.body as { occurred_at: string; version?: Done };
  return { id: item.id, task, what: what as Said['what'], at: body.occurred_at, version: body.version ?? null };
}
