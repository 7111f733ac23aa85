import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { View } from './view.ts';

export type Energy = 'low' | 'medium' | 'high';
/** Where somebody is, as they would say it. */
export type Whereabouts = 'bed' | 'people' | 'alone';

/** What is sent: the fields of a check-in as the API names them, without id and time. */
export interface Moment {
  readonly emotions: readonly string[];
  readonly intensity: number;
  readonly triggers?: readonly string[];
  readonly context?: Context;
  readonly note?: string;
}

export interface Context {
  readonly energy?: Energy;
  readonly place?: 'bed' | 'anywhere';
  readonly privacy?: 'public' | 'private';
  readonly minutes?: number;
  readonly can_write?: boolean;
  readonly props?: readonly string[];
  readonly sleep_hours?: number;
}

/** What may be said besides; all of it may be left out. */
export interface Extra {
  readonly triggers: readonly string[];
  readonly whereabouts: Whereabouts | null;
  readonly energy: Energy | null;
  readonly minutes: number | null;
  readonly canWrite: boolean | null;
  readonly props: readonly string[];
  readonly sleepHours: number | null;
  readonly note: string;
}

export const NOTHING_MORE: Extra = {
  triggers: [],
  whereabouts: null,
  energy: null,
  minutes: null,
  canWrite: null,
  props: [],
  sleepHours: null,
  note: '',
};

/** A moment on its way. It outlives the screen, so that a look at the help page loses no word. */
export interface Draft {
  readonly chosen: Signal<readonly string[]>;
  /** Null until somebody has touched it. */
  readonly intensity: Signal<number | null>;
  readonly extra: Signal<Extra>;
  readonly view: Signal<View | null>;
  /** Null while something needed is still missing. */
  readonly moment: ReadonlySignal<Moment | null>;
  readonly clear: () => void;
}

/** `from`: a moment that is to be said anew. */
export function createDraft(from?: Moment): Draft {
  const chosen = signal<readonly string[]>(from?.emotions ?? []);
  const intensity = signal<number | null>(from?.intensity ?? null);
  const extra = signal(from ? extraOf(from) : NOTHING_MORE);
  const moment = computed(() => momentOf(chosen.value, intensity.value, extra.value));
  const clear = (): void => {
    chosen.value = [];
    intensity.value = null;
    extra.value = NOTHING_MORE;
  };
  return { chosen, intensity, extra, view: signal<View | null>(null), moment, clear };
}

/** The moment as it is sent; what was not said is absent. */
export function momentOf(emotions: readonly string[], intensity: number | null, extra: Extra): Moment | null {
  if (emotions.length === 0 || intensity === null) return null;
  const context = contextOf(extra);
  const note = extra.note.trim();
  return {
    emotions,
    intensity,
    ...(extra.triggers.length > 0 ? { triggers: extra.triggers } : {}),
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(note ? { note } : {}),
  };
}

function contextOf(extra: Extra): Context {
  return {
    ...(extra.energy ? { energy: extra.energy } : {}),
    ...(extra.whereabouts ? PLACES[extra.whereabouts] : {}),
    ...(extra.minutes === null ? {} : { minutes: extra.minutes }),
    ...(extra.canWrite === null ? {} : { can_write: extra.canWrite }),
    ...(extra.props.length > 0 ? { props: extra.props } : {}),
    ...(extra.sleepHours === null ? {} : { sleep_hours: extra.sleepHours }),
  };
}

/** What `momentOf` made of it, the other way round. */
function extraOf({ triggers = [], context = {}, note = '' }: Moment): Extra {
  return {
    triggers,
    whereabouts: whereaboutsOf(context),
    energy: context.energy ?? null,
    minutes: context.minutes ?? null,
    canWrite: context.can_write ?? null,
    props: context.props ?? [],
    sleepHours: context.sleep_hours ?? null,
    note,
  };
}

function whereaboutsOf({ place, privacy }: Context): Whereabouts | null {
  if (place === 'bed') return 'bed';
  if (privacy === undefined) return null;
  return privacy === 'public' ? 'people' : 'alone';
}

const PLACES = {
  bed: { place: 'bed', privacy: 'private' },
  people: { place: 'anywhere', privacy: 'public' },
  alone: { place: 'anywhere', privacy: 'private' },
} as const;

const MORNING = { from: 4, to: 12 };

/** Whether the night just past may be asked about. */
export function isMorning(hour: number): boolean {
  return hour >= MORNING.from && hour < MORNING.to;
}
