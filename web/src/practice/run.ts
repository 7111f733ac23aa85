/** One run of a practice, from its first step to what was said after it. Pure; time is handed in. */
import type { Size, Step } from './catalogue.ts';
import type { Pace } from './pace.ts';

/** What was written, tapped or rated. */
export type Response = string | number | readonly string[];
export type Helped = 'helped' | 'a_bit' | 'no' | 'worse';

interface Done {
  readonly response: Response | null;
  readonly at: number;
}

export interface Rating {
  readonly intensity: number | null;
  readonly helped: Helped | null;
}

export interface Run {
  /** Made on this device; the services know the practice by it on every other one. */
  readonly id: string;
  readonly technique: string;
  readonly size: Size;
  readonly steps: number;
  readonly checkIn: string | null;
  /** What was felt, the strongest first; empty where the practice answers no moment. */
  readonly feelings: readonly string[];
  readonly begunAt: number;
  /** What is done, in order and without a gap. */
  readonly done: readonly Done[];
  /** The step on the screen, counted from 0. */
  readonly at: number;
  /** When that step came up: what its timer counts from. */
  readonly since: number;
  /** Another pace than the written one, for the step that was gone back to. */
  readonly pace: Pace | null;
  /** A timer that runs on while other steps are shown. */
  readonly timer: Timer | null;
  readonly end: { readonly how: 'finished' | 'stopped'; readonly at: number } | null;
  readonly rated: (Rating & { readonly at: number }) | null;
  /** What is being written or tapped and was not handed in yet, by its step. */
  readonly typed: Readonly<Record<number, Response>>;
}

export interface Timer {
  readonly step: number;
  readonly until: number;
}

export interface Beginning {
  readonly id: string;
  readonly technique: string;
  readonly size: Size;
  readonly steps: readonly Step[];
  readonly checkIn?: string | null;
  readonly feelings?: readonly string[];
}

const SECOND = 1000;

export function begun(beginning: Beginning, now: number): Run {
  const { id, technique, size, steps, checkIn, feelings } = beginning;
  const run: Run = {
    id,
    technique,
    size,
    steps: steps.length,
    checkIn: checkIn ?? null,
    feelings: feelings ?? [],
    begunAt: now,
    done: [],
    at: 0,
    since: now,
    pace: null,
    timer: null,
    end: null,
    rated: null,
    typed: {},
  };
  return arrived(run, 0, steps, now);
}

/** The step on the screen is done. After the last one the practice is finished. An answer given anew replaces the first. */
export function answered(run: Run, response: Response | null, steps: readonly Step[], now: number): Run {
  if (run.end) return run;
  const done = [...run.done.slice(0, run.at), { response, at: now }, ...run.done.slice(run.at + 1)];
  const after = { ...run, done, typed: typedBut(run, run.at) };
  if (run.at + 1 < run.steps) return arrived(after, run.at + 1, steps, now);
  return { ...after, timer: null, typed: {}, end: { how: 'finished', at: now } };
}

/** Words and taps on their way at the step on the screen; the answer that stands there is another thing. */
export function typing(run: Run, words: Response): Run {
  return run.end ? run : { ...run, typed: { ...run.typed, [run.at]: words } };
}

/** One step back; what was answered stays. */
export function back(run: Run, steps: readonly Step[], now: number): Run {
  return run.end || run.at === 0 ? run : arrived(run, run.at - 1, steps, now);
}

/** Again from an earlier step. That somebody wanted it once more is no answer, so nothing is noted. */
export function again(run: Run, key: string, pace: Pace | null, steps: readonly Step[], now: number): Run {
  const to = steps.findIndex((each) => each.key === key);
  return run.end || to < 0 ? run : { ...arrived(run, to, steps, now), pace };
}

export function stopped(run: Run, now: number): Run {
  return run.end ? run : { ...run, timer: null, typed: {}, end: { how: 'stopped', at: now } };
}

/** An answer that leaves the rest out. It is the last thing said in this practice. */
export function left(run: Run, response: Response | null, steps: readonly Step[], now: number): Run {
  const after = answered(run, response, steps, now);
  return after.end ? after : stopped(after, now);
}

/** How it was afterwards; what is not said is never taken for better. */
export function rated(run: Run, said: Rating, now: number): Run {
  return run.end ? { ...run, rated: { ...said, at: now } } : run;
}

export function responseAt(run: Run, step: number): Response | null {
  return run.done[step]?.response ?? null;
}

/** What its screen shows again: what was typed or tapped last, else what was answered. */
export function wordsAt(run: Run): Response | null {
  return run.typed[run.at] ?? responseAt(run, run.at);
}

function typedBut(run: Run, step: number): Run['typed'] {
  return Object.fromEntries(Object.entries(run.typed).filter(([at]) => Number(at) !== step));
}

function arrived(run: Run, at: number, steps: readonly Step[], now: number): Run {
  const step = steps[at];
  const timer =
    step?.kind === 'timer' && step.background ? { step: at, until: now + step.seconds * SECOND } : run.timer;
  return { ...run, at, since: now, pace: null, timer };
}

const APART = /[\n,;]+/;
const MOST_THINGS = 8;

/** What was named in the step before, for a step that asks about each of it. */
export function thingsIn(response: Response | null): readonly string[] {
  const named = typeof response === 'string' ? response.split(APART) : Array.isArray(response) ? response : [];
  return [...new Set((named as readonly string[]).map((each) => each.trim()).filter(Boolean))].slice(0, MOST_THINGS);
}
