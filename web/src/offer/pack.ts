/** What may come first where the body comes first: everybody's order, or a person's own. Pure. */
import built from '../../catalogue/first-line.json';
import type { components } from '../api/coach.d.ts';
import { UNSURE } from '../wheel/emotions.ts';

type FirstLineShown = components['schemas']['FirstLineShown'];
/** `table`: feeling -> for each of `intensities` one place in `orders`; an order is a list of places in `techniques`. */
export type Pack = Pick<FirstLineShown, 'regulate_first_from' | 'intensities' | 'techniques' | 'orders' | 'table'>;

/** What a device knows of each technique that may come first. */
export interface Facts {
  readonly name: string;
  readonly channel: string;
  readonly family: string;
  readonly level: string;
  readonly minutes: number;
  readonly privacy: string;
  /** A question about the person's health speaks for or against it. */
  readonly medical: boolean;
}

/** For whoever has no pack of their own: nothing in it that any caution speaks against. */
export const everybodys = built as unknown as Pack;
export const facts: ReadonlyMap<string, Facts> = new Map(Object.entries(built.facts));

/** Who cannot name it means the most general feeling. */
const UNSURE_MEANS = 'bad';

export function meant(feeling: string): string {
  return feeling === UNSURE ? UNSURE_MEANS : feeling;
}

/** What is suitable for this feeling, best first; empty below what the pack is for. */
export function orderOf(pack: Pack, feeling: string, intensity: number): readonly string[] {
  const column = pack.intensities.indexOf(intensity);
  const place = pack.table[feeling]?.[column];
  const order = (place === undefined ? undefined : pack.orders[place]) ?? [];
  return order.flatMap((each) => pack.techniques[each] ?? []).filter((id) => facts.has(id));
}
