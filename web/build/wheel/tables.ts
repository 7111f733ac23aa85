/** A place for every label, at both widths, in the overview and in each opened family. */

import { emotion, families, familyOf, type Family, type Ring } from '../../src/wheel/emotions.ts';
import { DRAWN_AT, opened, overview, type Sector, type Width } from '../../src/wheel/geometry.ts';
import type { Labels, Row } from '../../src/wheel/labels.ts';
import type { Measure } from './metrics.ts';
import { placeRing, type Placed, type Sizes } from './place.ts';

const RINGS: readonly Ring[] = ['core', 'middle', 'outer'];

type RingSizes = Readonly<Partial<Record<Ring, Sizes>>>;

/** Largest and smallest type, in pixels at the width drawn for; on a phone the overview's outer ring has no words. */
export const OVERVIEW_SIZES: Readonly<Record<Width, RingSizes>> = {
  phone: {
    core: { largest: 14.5, smallest: 11 },
    middle: { largest: 11, smallest: 9 },
  },
  wide: {
    core: { largest: 20, smallest: 15 },
    middle: { largest: 15.5, smallest: 12.5 },
    outer: { largest: 14, smallest: 11.5 },
  },
};
export const OPENED_SIZES: Readonly<Record<Width, Readonly<Record<Ring, Sizes>>>> = {
  phone: {
    core: { largest: 15, smallest: 11 },
    middle: { largest: 16, smallest: 10.5 },
    outer: { largest: 16, smallest: 12 },
  },
  wide: {
    core: { largest: 22, smallest: 16 },
    middle: { largest: 19, smallest: 16 },
    outer: { largest: 19, smallest: 16 },
  },
};

export function labels(measure: Measure): Labels {
  const whole = (width: Width): Row[] => rows(overview(width), width, OVERVIEW_SIZES[width], measure);
  const parts = (width: Width): Record<Family, Row[]> => {
    const made = families.map(({ id }) => {
      const family = familyOf(id);
      return [family, rows(opened(family), width, OPENED_SIZES[width], measure)] as const;
    });
    return Object.fromEntries(made) as Record<Family, Row[]>;
  };
  return {
    overview: { phone: whole('phone'), wide: whole('wide') },
    opened: { phone: parts('phone'), wide: parts('wide') },
  };
}

function rows(sectors: readonly Sector[], width: Width, sizes: RingSizes, measure: Measure): Row[] {
  const placed = new Map<string, Placed>();
  for (const ring of RINGS) {
    const allowed = sizes[ring];
    if (allowed === undefined) continue;
    const words = sectors
      .filter((each) => each.ring === ring)
      .map((sector) => ({ sector, label: emotion(sector.id).label }));
    const em = (text: string): number => measure(text, ring === 'core' ? 700 : 500);
    for (const each of placeRing(words, DRAWN_AT[width], allowed, em)) placed.set(each.id, each);
  }
  return sectors.map((sector) => row(placed.get(sector.id)));
}

function row(placed: Placed | undefined): Row {
  return placed === undefined ? null : [placed.x, placed.y, placed.size, placed.tilt, ...placed.lines];
}
