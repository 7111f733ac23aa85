/** The numbers for a country, from the list that is built in, so that they are there without any network. */

interface Checked {
  last_checked: string | null;
  checked_by: readonly string[];
}

export interface EmergencyNumber extends Checked {
  number: string;
  note: string;
}

export interface Line extends Checked {
  number: string;
  /** The number as a telephone takes it. */
  dial: string;
  name: string;
  channels: readonly string[];
  keyword: string;
  hours: string;
  cost: string;
  languages: readonly string[];
  note: string;
}

export interface Website {
  name: string;
  url: string;
}

interface Row {
  emergency: readonly EmergencyNumber[];
  lines: readonly Line[];
  /** For somebody who is not safe where they are. */
  unsafe_home: readonly Line[];
  covers: readonly string[];
}

export interface Directory {
  websites: readonly Website[];
  aliases: Readonly<Record<string, string>>;
  countries: Readonly<Record<string, Row>>;
  other: Row;
}

export interface Numbers {
  emergency: readonly EmergencyNumber[];
  lines: readonly Line[];
  /** Where it is empty, the emergency number is for that too. */
  unsafeHome: readonly Line[];
  websites: readonly Website[];
  notice: { kind: 'none' } | { kind: 'unchecked' } | { kind: 'old'; date: string };
  websitesFirst: boolean;
}

const NAMES_NEEDED = 2;
const STALE_AFTER_DAYS = 365;
const DAY = 86_400_000;

/**
 * The same answer as the coach's: without a country, or where its numbers are not checked and `unchecked` is false,
 * what helps anywhere. `today` decides whether a check is too old to be taken at its word.
 */
export function numbersFor(directory: Directory, country: string | null, today: Date, unchecked: boolean): Numbers {
  const own = unchecked ? rowOf(directory, country) : signedOf(rowOf(directory, country));
  const row = own && (unchecked || isChecked(own)) ? own : directory.other;
  const oldest = numbersOf(row)
    .flatMap((each) => each.last_checked ?? [])
    .toSorted()[0];
  const old = isChecked(row) && oldest !== undefined && today.getTime() - Date.parse(oldest) > STALE_AFTER_DAYS * DAY;
  return {
    emergency: row.emergency,
    lines: row.lines,
    unsafeHome: row.unsafe_home,
    websites: directory.websites,
    notice: old ? { kind: 'old', date: oldest } : { kind: isChecked(row) ? 'none' : 'unchecked' },
    websitesFirst: old || row.lines.length === 0,
  };
}

/** Every country that can be chosen. */
export function countriesOf(directory: Directory): string[] {
  const rows = Object.entries(directory.countries);
  return rows.flatMap(([code, row]) => (row.covers.length ? row.covers : [code])).toSorted();
}

/** The country a device says it is set to, if its language names one; a place is never asked for. */
export function countryOf(languages: readonly string[], known: readonly string[]): string | null {
  for (const each of languages) {
    const region = new Intl.Locale(each).region;
    if (region && known.includes(region)) return region;
  }
  return null;
}

function rowOf(directory: Directory, country: string | null): Row | undefined {
  const asked = (country ?? '').trim().toUpperCase();
  const code = directory.aliases[asked] ?? asked;
  return directory.countries[code] ?? Object.values(directory.countries).find((row) => row.covers.includes(code));
}

/** A line for who is not safe at home that nobody has checked takes nothing else of its country away. */
function signedOf(row: Row | undefined): Row | undefined {
  return row && { ...row, unsafe_home: row.unsafe_home.filter(isSigned) };
}

function numbersOf(row: Row): readonly Checked[] {
  return [...row.emergency, ...row.lines, ...row.unsafe_home];
}

function isChecked(row: Row): boolean {
  return numbersOf(row).every(isSigned);
}

function isSigned(each: Checked): boolean {
  return each.last_checked !== null && new Set(each.checked_by).size >= NAMES_NEEDED;
}
