/** Where a breath is at a given time. Pure. */
import type { StepOf } from './catalogue.ts';

export type Pace = StepOf<'breathe'>['pace'];
export type Phase = 'in' | 'top_up' | 'hold' | 'out' | 'hold_after';

export interface Breath {
  readonly phase: Phase;
  /** The second of the phase that is running, counted from 1. */
  readonly count: number;
  /** From 0, breathed out, to 1, breathed in. */
  readonly full: number;
  /** Which breath it is, counted from 0. */
  readonly round: number;
  readonly over: boolean;
}

const PHASES: readonly Phase[] = ['in', 'top_up', 'hold', 'out', 'hold_after'];
/** How full the first of two breaths in makes. */
const BEFORE_TOP_UP = 0.8;

export function cycleOf(pace: Pace): number {
  return PHASES.reduce((sum, phase) => sum + secondsOf(pace, phase), 0);
}

/** Whole breaths only: the last one goes out before it is over. */
export function roundsOf(pace: Pace): number {
  return pace.rounds ?? Math.max(1, Math.round((pace.seconds ?? 0) / cycleOf(pace)));
}

export function secondsOfAll(pace: Pace): number {
  return roundsOf(pace) * cycleOf(pace);
}

export function breathAt(pace: Pace, elapsed: number): Breath {
  const cycle = cycleOf(pace);
  const over = elapsed >= secondsOfAll(pace);
  const round = over ? roundsOf(pace) - 1 : Math.max(0, Math.floor(elapsed / cycle));
  let into = over ? cycle : Math.max(0, elapsed) - round * cycle;
  const shown = PHASES.filter((phase) => secondsOf(pace, phase) > 0);
  const last = shown.at(-1) ?? 'out';
  const phase = shown.find((each) => {
    const seconds = secondsOf(pace, each);
    if (into < seconds || each === last) return true;
    into -= seconds;
    return false;
  });
  const now = phase ?? last;
  const share = Math.min(1, into / secondsOf(pace, now));
  return { phase: now, count: countOf(pace, now, into), full: fullness(pace, now, share), round, over };
}

function secondsOf(pace: Pace, phase: Phase): number {
  return pace[phase];
}

function countOf(pace: Pace, phase: Phase, into: number): number {
  return Math.min(Math.ceil(secondsOf(pace, phase)), Math.floor(into) + 1);
}

function fullness(pace: Pace, phase: Phase, share: number): number {
  const first = pace.top_up > 0 ? BEFORE_TOP_UP : 1;
  switch (phase) {
    case 'in':
      return first * eased(share);
    case 'top_up':
      return first + (1 - first) * eased(share);
    case 'hold':
      return 1;
    case 'out':
      return 1 - eased(share);
    case 'hold_after':
      return 0;
  }
}

/** A breath neither starts nor stops with a jerk. */
function eased(share: number): number {
  return (1 - Math.cos(Math.PI * share)) / 2;
}
