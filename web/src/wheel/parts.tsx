/** What the wheel is drawn with. Paths carry the meaning; the words above them are for the eye. */
import type { JSX } from 'preact';
import { t } from '../words/index.ts';
import { emotion, families, familyOf, parentOf, wordsOf } from './emotions.ts';
import { outline, ray, type Sector } from './geometry.ts';
import type { Row } from './labels.ts';

interface Shared {
  readonly sectors: readonly Sector[];
  readonly side: number;
  /** The one that the tab key reaches. */
  readonly active: string;
  readonly onChoose: (id: string) => void;
}

/** Every sector a word to choose; families stand together. */
export function Options(given: Shared & { chosen: readonly string[]; full: boolean }): JSX.Element {
  const shown = families.filter(({ id }) => given.sectors.some((each) => each.family === id));
  return (
    <>
      {shown.map((family) => (
        <g key={family.id} role="group" aria-label={family.label}>
          {given.sectors
            .filter((each) => each.family === family.id)
            .map((sector) => (
              <Option key={sector.id} sector={sector} {...given} />
            ))}
        </g>
      ))}
    </>
  );
}

function Option(given: Shared & { sector: Sector; chosen: readonly string[]; full: boolean }): JSX.Element {
  const { sector } = given;
  const here = given.chosen.includes(sector.id);
  return (
    <path
      data-id={sector.id}
      role="option"
      aria-selected={here}
      aria-disabled={given.full && !here ? 'true' : undefined}
      aria-label={nameOf(sector.id)}
      tabindex={sector.id === given.active ? 0 : -1}
      class={`sector ${fillOf(sector)}`}
      d={outline(sector, given.side)}
      onClick={() => {
        given.onChoose(sector.id);
      }}
    />
  );
}

/** Seven slices to open: a tap anywhere in one opens it. */
export function Slices(given: Shared): JSX.Element {
  return (
    <>
      {families.map((family) => (
        <g
          key={family.id}
          data-id={family.id}
          role="button"
          aria-expanded="false"
          aria-label={t('wheel.family', { family: family.label, count: wordsOf(family).length })}
          tabindex={family.id === given.active ? 0 : -1}
          class="slice"
          onClick={() => {
            given.onChoose(family.id);
          }}
        >
          {[...byFill(given.sectors.filter((each) => each.family === family.id))].map(([fill, alike]) => (
            <path key={fill} class={`sector ${fill}`} d={alike.map((each) => outline(each, given.side)).join('')} />
          ))}
        </g>
      ))}
    </>
  );
}

/** The words to be read, each where the table puts it. */
export function Words(given: { sectors: readonly Sector[]; rows: readonly Row[] }): JSX.Element {
  return (
    <g class="sector-words" aria-hidden="true">
      {given.sectors.map((sector, place) => {
        const row = given.rows[place];
        return row && <Word key={sector.id} sector={sector} row={row} />;
      })}
    </g>
  );
}

const LINE = 1.04;
const BASELINE = 0.28;
/** Of every word before it is scaled, as in wheel.css: letters of one size are shaped in a fraction of the time. */
const LETTERS = 10;

function Word(given: { sector: Sector; row: NonNullable<Row> }): JSX.Element {
  const [x, y, size, tilt, ...lines] = given.row;
  const first = BASELINE - ((lines.length - 1) * LINE) / 2;
  const turned = tilt === 0 ? '' : ` rotate(${tilt})`;
  return (
    <text class={given.sector.ring} transform={`translate(${x} ${y})${turned} scale(${size / LETTERS})`}>
      {lines.map((line, at) => (
        <tspan key={line} x="0" y={`${(first + at * LINE) * LETTERS}`}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** Wider lines between families: in the pale outer ring colour alone does not tell them apart. */
export function Borders(given: Pick<Shared, 'sectors' | 'side'>): JSX.Element {
  const cores = given.sectors.filter((each) => each.ring === 'core');
  const lines = cores.map((core) => ray(core.from, core.inner * given.side, given.side / 2));
  return <path class="borders" aria-hidden="true" d={lines.join('')} />;
}

/** Lines around what is chosen and what has the focus, above all sectors, so that no neighbour covers them. */
export function Marks(
  given: Shared & { chosen: readonly string[]; focused: string | null; whole: boolean },
): JSX.Element {
  const chosen = given.sectors.filter((each) => given.chosen.includes(each.id));
  const focused = given.sectors.filter((each) => reached(each, given.focused, given.whole));
  return (
    <g class="marks" aria-hidden="true">
      {chosen.map((each) => (
        <path key={each.id} class="chosen" d={outline(each, given.side)} />
      ))}
      {focused.map((each) => (
        <path key={`focus-${each.id}`} class="focus" d={outline(each, given.side)} />
      ))}
    </g>
  );
}

/** A slice has the focus as a whole, a word alone. */
function reached(sector: Sector, focused: string | null, whole: boolean): boolean {
  if (focused === null) return false;
  return whole ? sector.ring === 'core' && sector.id === familyOf(focused) : sector.id === focused;
}

/** How a word is named to those who hear it; labels repeat, so the word it belongs to is part of the name. */
export function nameOf(id: string): string {
  const word = emotion(id);
  const parent = parentOf(word);
  return parent ? t('moment.inside', { word: word.label, family: parent.label }) : word.label;
}

/** All of one colour are one path, so that the first picture has 35 of them in place of 130. */
function byFill(sectors: readonly Sector[]): ReadonlyMap<string, readonly Sector[]> {
  const alike = new Map<string, Sector[]>();
  for (const each of sectors) alike.set(fillOf(each), [...(alike.get(fillOf(each)) ?? []), each]);
  return alike;
}

function fillOf(sector: Sector): string {
  return `feel-${sector.family}-${sector.ring}${sector.second ? '-2' : ''}`;
}
