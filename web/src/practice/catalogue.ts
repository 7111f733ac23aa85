/** The practices as the services publish them. They come in a chunk of their own, which the device keeps. */
import type { components } from '../api/coach.d.ts';

export type Catalogue = components['schemas']['TechniquesShown'];
export type Technique = components['schemas']['Technique'];
export type Step = Technique['steps'][number];
export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;
/** All of a technique's steps, or its smallest version. */
export type Size = 'full' | 'tiny';

let loaded: Promise<ReadonlyMap<string, Technique>> | null = null;

/** Every technique by its id, in the order of the families. Fails where the device has neither kept nor reached it. */
export function techniques(): Promise<ReadonlyMap<string, Technique>> {
  loaded ??= load().catch((reason: unknown) => {
    loaded = null;
    throw reason;
  });
  return loaded;
}

async function load(): Promise<ReadonlyMap<string, Technique>> {
  const { default: built } = await import('../../catalogue/techniques.json');
  return new Map((built as unknown as Catalogue).techniques.map((each) => [each.id, each]));
}

export function stepsOf(technique: Technique, size: Size): readonly Step[] {
  return size === 'tiny' ? technique.tiny.steps : technique.steps;
}
