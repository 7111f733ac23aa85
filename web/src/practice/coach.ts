/** Leads through one practice: everything that a screen may ask of it. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Place, Router } from '../app/router.ts';
import { stepsOf, techniques, type Size, type Step, type StepOf, type Technique } from './catalogue.ts';
import { createHolding, type Holding, type Led, type Outside as HoldingOutside } from './holding.ts';
import type { Next } from './recorder.ts';
import type { Shown } from './recording.ts';
import {
  again,
  answered,
  back,
  begun,
  left,
  rated,
  stopped,
  type Helped,
  type Rating,
  type Response,
  type Run,
} from './run.ts';

export type Option = StepOf<'choice'>['options'][number];

export interface Beginning {
  readonly technique: string;
  readonly size?: Size;
  /** The moment it answers, if it answers one, and what was felt then. */
  readonly checkIn?: string | null;
  readonly feelings?: readonly string[];
}

export interface Ended {
  readonly run: Run;
  /** What fits now by the services' own word; null where they cannot be asked. */
  readonly next: Promise<Next>;
}

export interface Saying {
  readonly intensity: Signal<number | null>;
  readonly helped: Signal<Helped | null>;
}

export interface Coach {
  led: ReadonlySignal<Led | null>;
  /** Whether it is known by now what was left on this device. */
  loaded: ReadonlySignal<boolean>;
  /** Whether what is on the screen came from another device a moment ago. */
  taken: ReadonlySignal<boolean>;
  /** The practice that somebody reads about. */
  looked: Signal<string | null>;
  /** Practices that somebody does not want to be asked about again. */
  leftAlone: Set<string>;
  /** False where this device does not know such a practice. */
  begin: (beginning: Beginning) => Promise<boolean>;
  answer: (response: Response | null) => void;
  /** Words that are being written, or taps. They outlive the screen; what is private is in no store. */
  type: (words: Response) => void;
  /** What is being said about a run after its end, before it is handed in. It is not kept. */
  saying: (run: string) => Saying;
  /** Does what an option means: on, back, out, or to another practice. */
  choose: (option: Option) => void;
  back: () => void;
  stop: () => void;
  /** How it was. Answers whether what comes next is shown elsewhere. */
  rate: (said: Rating) => boolean;
  /** Puts the run away. Nothing that was told is taken back. */
  close: () => void;
  /** Takes up what was left on this device. */
  load: () => Promise<void>;
  /** Goes on with a practice of another device. */
  takeUp: (id: string) => Promise<boolean>;
}

export interface Outside extends HoldingOutside {
  readonly router: Router;
  readonly newId: () => string;
  /** Shows what comes after a practice, or answers false to leave that to the practice's own last screen. */
  readonly onEnded: (ended: Ended) => boolean;
}

/** What an option opens that is no practice; such an answer is never told and never kept (safety.md S10). */
const HELPING: readonly Place[] = ['help', 'unsafe'];

export function createCoach(outside: Outside): Coach {
  const { router, now } = outside;
  const holding = createHolding(outside);
  const memory = nothingYet();
  const change = (step: (run: Run, steps: readonly Step[]) => Run): void => {
    const led = holding.led.value;
    if (led) void holding.become(step(led.run, led.steps));
  };
  const begin = async (beginning: Beginning): Promise<boolean> => {
    const toPractice = wayToPractice(router);
    const technique = (await techniques()).get(beginning.technique);
    if (technique) holding.open(runOf(technique, beginning, outside), technique);
    if (technique) toPractice();
    return technique !== undefined;
  };
  const choose = (option: Option): void => {
    const { label, opens, pace } = option;
    const help = HELPING.find((each) => each === opens);
    if (help) {
      router.go(help);
      return;
    }
    change((run, steps) => {
      if (option.back) return again(run, option.back, pace ?? null, steps, now());
      return option.ends || opens ? left(run, label, steps, now()) : answered(run, label, steps, now());
    });
    const run = holding.led.value?.run;
    if (opens && run) void begin({ ...run, technique: opens, size: 'full' });
  };

  return {
    led: holding.led,
    loaded: holding.loaded,
    taken: holding.taken,
    ...memory,
    begin,
    choose,
    type: holding.type,
    answer: (response) => {
      change((run, steps) => answered(run, response, steps, now()));
    },
    back: () => {
      change((run, steps) => back(run, steps, now()));
    },
    stop: () => {
      change((run) => stopped(run, now()));
    },
    rate: (said) => {
      const before = holding.led.value?.run;
      if (!before?.end) return false;
      const run = rated(before, said, now());
      return outside.onEnded({ run, next: holding.become(run) });
    },
    close: () => {
      memory.leftAlone.add(holding.led.value?.run.id ?? '');
      holding.close();
    },
    load: holding.load,
    takeUp: (id) => takenUp(outside, holding, id),
  };
}

/** Taken before the practice is at hand: whoever is elsewhere by then is not led away from there. */
function wayToPractice(router: Router): () => void {
  const whenHere = router.whenHere();
  return () => {
    whenHere(() => {
      router.go('practice');
    });
  };
}

async function takenUp({ client, router }: Outside, holding: Holding, id: string): Promise<boolean> {
  const toPractice = wayToPractice(router);
  const shown = await client.get<Shown>(`/v1/practices/${id}`);
  const taken = shown.ok && (await holding.adopt(shown.data));
  if (taken) toPractice();
  return taken;
}

function nothingYet(): Pick<Coach, 'looked' | 'leftAlone' | 'saying'> {
  return { looked: signal(null), leftAlone: new Set(), saying: sayings() };
}

/** Only the newest one is held: an ended run that is no longer on the screen does not come back unrated. */
function sayings(): Coach['saying'] {
  let last: (Saying & { readonly run: string }) | null = null;
  return (run) => {
    if (last?.run !== run) last = { run, intensity: signal(null), helped: signal(null) };
    return last;
  };
}

function runOf(technique: Technique, beginning: Beginning, { newId, now }: Outside): Run {
  const size = beginning.size ?? 'full';
  return begun({ ...beginning, id: newId(), size, steps: stepsOf(technique, size) }, now());
}
