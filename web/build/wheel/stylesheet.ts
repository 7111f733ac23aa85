/** Writes the palette as a stylesheet: a class for every fill, and its colour on the light and on the dark ground. */

import { families, familyOf, type Family, type Ring } from '../../src/wheel/emotions.ts';
import { fill, hex } from '../../src/wheel/palette.ts';

const RINGS: readonly Ring[] = ['core', 'middle', 'outer'];

export function stylesheet(): string {
  const colours = each((family, ring, second) => {
    const [light, dark] = [fill('light', family, ring, second), fill('dark', family, ring, second)];
    return `  --${nameOf(family, ring, second)}: light-dark(${hex(light)}, ${hex(dark)});`;
  });
  const rules = each((family, ring, second) => {
    const name = nameOf(family, ring, second);
    return `.${name} {\n  fill: var(--${name});\n}\n`;
  });
  const dots = families.map(({ id }) => `.feel-dot-${id} {\n  background: var(--feel-${id}-core);\n}\n`);
  const origin = '/* Written by `npm run wheel` from src/wheel/palette.ts. */';
  return `${origin}\n:root {\n${colours.join('\n')}\n}\n\n${[...rules, ...dots].join('\n')}`;
}

function each(make: (family: Family, ring: Ring, second: boolean) => string): string[] {
  return families.flatMap(({ id }) =>
    RINGS.flatMap((ring) => [false, true].map((second) => make(familyOf(id), ring, second))),
  );
}

function nameOf(family: Family, ring: Ring, second: boolean): string {
  return `feel-${family}-${ring}${second ? '-2' : ''}`;
}
