/** What the services are told of a run, part by part or as a whole. Pure. */
import type { components } from '../api/coach.d.ts';
import type { Step } from './catalogue.ts';
import type { Run } from './run.ts';

export type Shown = components['schemas']['PracticeShown'];
type Whole = components['schemas']['PostedPractice'];

/** How much of a run the services have acknowledged. */
export interface Told {
  readonly started: boolean;
  readonly steps: number;
  readonly ended: boolean;
  readonly rated: boolean;
}

export interface Part {
  readonly path: string;
  readonly body: unknown;
  /** What is told once this has arrived. */
  readonly told: Told;
}

export const NOTHING_TOLD: Told = { started: false, steps: 0, ended: false, rated: false };

/** The next thing to tell; null when all is told. Nothing has an id of its own, so that no repeat counts twice. */
export function nextPart(run: Run, told: Told): Part | null {
  const path = `/v1/practices/${run.id}`;
  const done = run.done[told.steps];
  if (!told.started) return { path: '/v1/practices', body: startOf(run), told: { ...told, started: true } };
  if (done) {
    const body = { ...answerOf(done.response), occurred_at: timeOf(done.at) };
    return { path: `${path}/steps/${told.steps + 1}`, body, told: { ...told, steps: told.steps + 1 } };
  }
  if (run.end && !told.ended) {
    const how = run.end.how === 'finished' ? 'finish' : 'stop';
    return { path: `${path}/${how}`, body: { occurred_at: timeOf(run.end.at) }, told: { ...told, ended: true } };
  }
  if (run.rated && saysSomething(run) && !told.rated) {
    return { path: `${path}/rate`, body: ratingOf(run), told: { ...told, rated: true } };
  }
  return null;
}

/** The run as far as it went. Sending it again, or more of it, is safe. */
export function wholeOf(run: Run): Whole {
  return {
    ...startOf(run),
    steps: run.done.map((done, place) => ({
      n: place + 1,
      ...answerOf(done.response),
      occurred_at: timeOf(done.at),
    })),
    ...(run.end ? { end: { how: run.end.how, occurred_at: timeOf(run.end.at) } } : {}),
    ...(run.rated && saysSomething(run) ? { rated: ratingOf(run) } : {}),
  };
}

/** Without the words that are for the screen alone, and without what is asked about each of them. */
export function withoutPrivate(run: Run, steps: readonly Step[]): Run {
  const isPrivate = (place: number): boolean => {
    const step = steps[place];
    if (step?.kind === 'choice' || step?.kind === 'rate') return step.each && isPrivate(place - 1);
    return step?.kind === 'text' && step.private;
  };
  const done = run.done.map((each, place) => (isPrivate(place) ? { ...each, response: null } : each));
  const typed = Object.entries(run.typed).filter(([place]) => !isPrivate(Number(place)));
  return { ...run, done, typed: Object.fromEntries(typed) };
}

/**
 * The run as the services have it, with what was answered here beyond that. Where another device answered first, its
 * answer stays.
 */
export function joined(run: Run | null, shown: Shown, now: number): Run {
  const there = shown.steps.filter((each) => each.done);
  const done = [
    ...there.map((each) => ({ response: (each.response ?? null) as Run['done'][number]['response'], at: now })),
    ...(run?.done.slice(there.length) ?? []),
  ];
  const at = Math.min(Math.max(run?.at ?? 0, done.length), shown.steps_total - 1);
  return {
    id: shown.id,
    technique: shown.technique_id,
    size: shown.version,
    steps: shown.steps_total,
    checkIn: shown.check_in_id ?? null,
    feelings: run?.feelings ?? [],
    begunAt: Date.parse(shown.started_at),
    done,
    at,
    since: now,
    pace: null,
    timer: run?.timer ?? null,
    end: shown.state === 'running' ? (run?.end ?? null) : { how: shown.state, at: now },
    rated: ratedThere(shown, now) ?? run?.rated ?? null,
    typed: run?.typed ?? {},
  };
}

/** What the services have of it. */
export function toldOf(shown: Shown): Told {
  const rated = ratedThere(shown, 0) !== null;
  return { started: true, steps: shown.steps_done, ended: shown.state !== 'running', rated };
}

function ratedThere(shown: Shown, now: number): Run['rated'] {
  const { intensity_after: intensity = null, helped = null } = shown;
  return intensity === null && helped === null ? null : { intensity, helped, at: now };
}

function startOf(run: Run): Omit<Whole, 'steps'> {
  return {
    id: run.id,
    technique_id: run.technique,
    version: run.size,
    ...(run.checkIn === null ? {} : { check_in_id: run.checkIn }),
    occurred_at: timeOf(run.begunAt),
  };
}

function answerOf(response: Run['done'][number]['response']): { response?: string | number | string[] } {
  if (response === null) return {};
  return { response: typeof response === 'object' ? [...response] : response };
}

function ratingOf(run: Run): {
  intensity_after?: number;
  helped?: 'helped' | 'a_bit' | 'no' | 'worse';
  occurred_at: string;
} {
  const { intensity, helped, at } = run.rated ?? { intensity: null, helped: null, at: run.begunAt };
  return {
    ...(intensity === null ? {} : { intensity_after: intensity }),
    ...(helped === null ? {} : { helped }),
    occurred_at: timeOf(at),
  };
}

function saysSomething(run: Run): boolean {
  return run.rated !== null && (run.rated.intensity !== null || run.rated.helped !== null);
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
