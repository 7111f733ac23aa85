/** How wide words are in the bundled font, measured from its static cuts, which have the variable font's own widths. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export type Weight = 500 | 700;

/** The width of a text in em. */
export type Measure = (text: string, weight: Weight) => number;

const PACKAGE = '@fontsource/atkinson-hyperlegible-next';

/** Reads the two cuts that the wheel is set in. */
export function measured(): Measure {
  const fonts = { 500: cut(500), 700: cut(700) };
  const known = new Map<string, number>();
  return (text, weight) => {
    const key = `${text} ${weight}`;
    const width = known.get(key) ?? fonts[weight].layout(text).advanceWidth / fonts[weight].unitsPerEm;
    known.set(key, width);
    return width;
  };
}

function cut(weight: Weight): Font {
  const file = `${PACKAGE}/files/atkinson-hyperlegible-next-latin-${String(weight)}-normal.woff`;
  const font = create(readFileSync(createRequire(import.meta.url).resolve(file)));
  if (!('layout' in font)) throw new TypeError('A collection of fonts where one font was expected.');
  return font;
}
