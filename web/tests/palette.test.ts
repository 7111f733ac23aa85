import { expect, test } from 'vitest';
import { families, familyOf, type Ring } from '../src/wheel/emotions.ts';
import { fill, GROUND, hex, INK, linear, type Rgb, type Theme } from '../src/wheel/palette.ts';

const THEMES: readonly Theme[] = ['dark', 'light'];
const RINGS: readonly Ring[] = ['core', 'middle', 'outer'];
const ids = families.map(({ id }) => familyOf(id));

/** Machado, Oliveira & Fernandes (2009), doi:10.1109/TVCG.2009.113: severity 1.0, on linear light. */
const SIGHTS: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

test.each(THEMES)('every label can be read on its fill: 4.5 to 1 at least, %s', (theme) => {
  for (const family of ids) {
    for (const ring of RINGS) {
      for (const second of [false, true]) {
        expect(contrast(light(INK[theme]), linear(fill(theme, family, ring, second)))).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
  expect(contrast(light(INK[theme]), light(GROUND[theme]))).toBeGreaterThanOrEqual(7);
});

test.each(THEMES.flatMap((theme) => Object.keys(SIGHTS).map((sight) => [theme, sight] as const)))(
  'families can be told apart: %s, %s sight',
  (theme, sight) => {
    const seen = ids.map((family) => oklab(through(sight, linear(fill(theme, family, 'core')))));
    seen.forEach((one, at) => {
      seen.slice(at + 1).forEach((two) => {
        expect(distance(one, two)).toBeGreaterThanOrEqual(0.07);
      });
      const next = seen[(at + 1) % seen.length];
      if (next) expect(distance(one, next)).toBeGreaterThanOrEqual(0.1);
    });
  },
);

test('a colour is written as six digits', () => {
  expect(hex({ l: 1, c: 0, h: 0 })).toBe('#ffffff');
  expect(hex({ l: 0, c: 0, h: 0 })).toBe('#000000');
});

function contrast(one: Rgb, two: Rgb): number {
  const [a, b] = [luminance(one), luminance(two)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function light(written: string): Rgb {
  const part = (at: number): number => {
    const value = Number.parseInt(written.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function through(sight: string, colour: Rgb): Rgb {
  const rows = SIGHTS[sight] ?? SIGHTS['usual'];
  if (!rows) throw new RangeError('No such sight.');
  const row = ([red, green, blue]: Rgb): number =>
    Math.min(1, Math.max(0, red * colour[0] + green * colour[1] + blue * colour[2]));
  return [row(rows[0]), row(rows[1]), row(rows[2])];
}

function oklab([red, green, blue]: Rgb): Rgb {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const mid = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * mid - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * mid + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * mid - 0.808675766 * short,
  ];
}

function distance(one: Rgb, two: Rgb): number {
  return Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}
