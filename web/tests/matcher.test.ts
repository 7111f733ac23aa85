import { describe, expect, test } from 'vitest';
import { CODES, createMatcher, sentencesOf, type PhraseList } from '../src/safety/matcher.ts';
import safety from '../../docs/specification/safety.md?raw';
import { folded } from '../src/safety/phrase.ts';
import english from '../src/safety/phrases/en.json';
import { others } from '../src/safety/phrases/others.ts';

interface Said {
  readonly language: string;
  /** By code; "S1 with a first person" and "S1 in a heavy moment" are those of the second tier. */
  readonly fires: Readonly<Record<string, readonly string[]>>;
  readonly negations: readonly string[];
  readonly stays_silent: readonly string[];
  readonly annoys: readonly string[];
}

const said = Object.values(import.meta.glob<Said>('./phrases/*.json', { eager: true, import: 'default' }));
const phraseLists = [english, ...others];
const hears = createMatcher(phraseLists);
const MOST_ANNOYING = 0.2;
const NOTE_CHARACTERS = 4000;

test('there are words to try every list with', () => {
  expect(said.map((each) => each.language).toSorted()).toEqual(phraseLists.map((each) => each.language).toSorted());
});

describe.each(said)('in $language', ({ fires, negations, stays_silent, annoys }) => {
  const heavy = Object.entries(fires).flatMap(([name, all]) => {
    const around = name.endsWith('in a heavy moment') ? { intensity: 9 } : {};
    return all.map((words) => [name.split(' ')[0], words, around] as const);
  });

  test.each(heavy)('%s is heard in: %s', (code, words, around) => {
    expect(hears(words, around)).toContain(code);
  });

  test.each(negations)('a "not" changes nothing: %s', (words) => {
    expect(hears(words)).toContain('S1');
  });

  test.each(stays_silent)('nothing is heard in: %s', (words) => {
    expect(hears(words)).toEqual([]);
  });

  test('what people say in jest is heard in one of five at most', () => {
    const heard = annoys.filter((each) => hears(each).length > 0);
    expect(heard.length, heard.join('; ')).toBeLessThanOrEqual(annoys.length * MOST_ANNOYING);
  });
});

test.each(said)('$language is tried as widely as section 3 asks', ({ fires, negations, stays_silent }) => {
  expect((fires['S1'] ?? []).length).toBeGreaterThanOrEqual(30);
  expect(stays_silent.length).toBeGreaterThanOrEqual(30);
  expect(negations.length).toBeGreaterThanOrEqual(10);
});

describe('words of the second tier', () => {
  const words = 'Sleep forever.';

  test('are heard where somebody speaks of themselves in the same sentence', () => {
    expect(hears(`I could ${words}`)).toEqual(['S1']);
    expect(hears(`I am here. ${words}`)).toEqual([]);
  });

  test('are heard in a moment that is heavy anyway', () => {
    expect(hears(words, { intensity: 7, emotions: ['sad'] })).toEqual([]);
    expect(hears(words, { intensity: 8, emotions: ['sad'] })).toEqual(['S1']);
    expect(hears(words, { intensity: 3, emotions: ['sad', 'sad.despair.powerless'] })).toEqual(['S1']);
  });
});

test('several things are heard in one note, each once', () => {
  expect(hears('I want to die. I want to die. I stopped my meds and I want to hurt him.')).toEqual(['S1', 'S2', 'S12']);
});

test('nothing of the second tier is heard in a light moment for its dots, where nobody speaks of themselves', () => {
  for (const words of ['Sleep… forever.', 'Sleep\nforever.']) {
    expect(hears(words, { intensity: 5 })).toEqual([]);
    expect(hears(words, { intensity: 9 })).toEqual(['S1']);
  }
});

test('a sentence goes on after dots and in the next line, and ends at a full stop and an empty line', () => {
  expect(sentencesOf('one… two\nthree. four\r\n\r\nfive. . six')).toEqual([
    ['one', 'two', 'thre'],
    ['four'],
    ['five', 'six'],
  ]);
});

test('an idiom reaches over no dots and no line', () => {
  expect(hears('I want to die… of laughter')).toEqual(['S1']);
  expect(hears('I want to die\nof laughter')).toEqual(['S1']);
});

test('nothing is passed over where something was meant, also where the next sentence says so', () => {
  expect(hears('I cut myself on the edge of the bath.')).toEqual([]);
  expect(hears('I cut myself on the edge of the bath. On purpose.')).toEqual(['S1']);
});

test('an idiom passes over its own words and over no others', () => {
  expect(hears('I cut myself shaving and then I cut myself on purpose')).toEqual(['S1']);
});

test('words are read in their simplest form', () => {
  expect(sentencesOf(folded('  I’m   SO\ttired!! “Héllo”, ｗｏｒｌｄ…  '))).toEqual([['i m so tired'], ['helo world']]);
  expect(sentencesOf('self-harm')).toEqual([['self harm']]);
});

test.each(['', ' ', '...', '\ud800', '🌧️', '<script>alert(1)</script>'])('nothing is heard in %j', (words) => {
  expect(hears(words, { intensity: 10 })).toEqual([]);
});

test('"to have died" is left out of the Turkish list on purpose: without accents it is "to have become"', () => {
  expect(hears('ölmüş olmak istiyorum')).toEqual([]);
  expect(hears('mezun olmuş olmak istiyorum')).toEqual([]);
});

test.each(seeds())('a seed of section 3 is heard in a heavy moment: %s', (words) => {
  expect(hears(words, { intensity: 9 })).toEqual(['S1']);
});

/** The phrases in the table of section 3, first and second tier alike. */
function seeds(): string[] {
  const table = safety.slice(safety.indexOf('| lang | tier A'), safety.indexOf('**Limits, stated'));
  const rows = table
    .split('\n')
    .slice(2)
    .filter((row) => row.startsWith('|'));
  return rows
    .flatMap((row) =>
      row
        .split('|')
        .slice(2, 4)
        .join(';')
        .split(/[;,\u060c\u061b/]/u),
    )
    .map((each) => each.trim());
}

/** What is left of a phrase when its letters, choices, gaps and stars are taken away: nothing. */
function unknownIn(phrase: string): string {
  return phrase
    .replace(/^\*/u, '')
    .replace(/(?<= )\.\.(?= )/gu, '')
    .replace(/(?<=[\p{L}\p{M}\p{N}])\*(?=[ |)]|$)|(?<=\))\?|[(|)]/gu, '')
    .replace(/\.$/u, '')
    .replace(/[\p{L}\p{M}\p{N}' ]/gu, '');
}

function phrasesOf(list: PhraseList): readonly string[] {
  return [
    ...list.self,
    ...list.passed,
    ...(list.meant ?? []),
    ...CODES.flatMap((code) => [...(list[code]?.a ?? []), ...(list[code]?.b ?? [])]),
  ];
}

test.each(phraseLists.map((list) => [list.language, list] as const))(
  'the list for %s holds phrases, is not called reviewed, and hears S1',
  (_, list) => {
    expect(list.reviewed).toBe(false);
    expect(list.S1.a.length).toBeGreaterThan(0);
    expect(phrasesOf(list).map(unknownIn).filter(Boolean)).toEqual([]);
  },
);

/** Each begins a phrase again and again and never ends it, or is one word without an end. */
const ENDLESS = [
  'a',
  'want to ',
  'want to want to i ',
  'kill ',
  'i can t ',
  'stop taking my ',
  ' ',
  'i',
  'ﷺ',
  "'",
  '. ',
  'dying of ',
  'self ',
  'not ',
  'ab',
];

test.each(ENDLESS)('the longest note of nothing but %j says nothing, and is read as any other', (part) => {
  const words = part.repeat(Math.ceil(NOTE_CHARACTERS / part.length)).slice(0, NOTE_CHARACTERS);
  expect(hears(words)).toEqual([]);
});
