/** Where every label stands; the table is written by `npm run wheel`. */
import type { Family } from './emotions.ts';
import type { Width } from './geometry.ts';
import table from './labels.json';

/** x, y, size, tilt in degrees, and the lines; null where a sector has no words. Pixels at the width drawn for. */
export type Row = readonly [x: number, y: number, size: number, tilt: number, ...lines: string[]] | null;

/** One row for each sector, in the sectors' order. */
export interface Labels {
  readonly overview: Readonly<Record<Width, readonly Row[]>>;
  readonly opened: Readonly<Record<Width, Readonly<Record<Family, readonly Row[]>>>>;
}

export const labels = table as unknown as Labels;
