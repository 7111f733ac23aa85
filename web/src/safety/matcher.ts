/**
 * What somebody's own words may call for: the rules of docs/specification/safety.md section 3. Pure. It knows whole
 * phrases of written lists and nothing else, so that no hit means nothing at all.
 */
import { emotions } from '../wheel/emotions.ts';

/** The triggers of section 2 that are heard in words. */
export const CODES = ['S1', 'S2', 'S12'] as const;
export type Code = (typeof CODES)[number];

/** `a` fires by itself; `b` where somebody speaks of themselves, or where the moment is heavy anyway. */
interface Tiers {
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/**
 * One language. In a phrase `(one|other)` is a choice, `(word )?` may be left out, `..` stands for up to three words,
 * and a star for the rest of a word, or for its beginning where the phrase begins with it. Nothing else has a meaning,
 * so that no phrase can take long on any text.
 */
export interface PhraseList {
  readonly language: string;
  /** Whether a native-speaking clinician has looked at it. */
  readonly reviewed: boolean;
  /** False where words are written without spaces: there a phrase may stand anywhere. */
  readonly spaced: boolean;
  /** What says that somebody speaks of themselves. */
  readonly self: readonly string[];
  /** Idioms and accidents: what they cover is passed over. */
  readonly passed: readonly string[];
  readonly S1: Tiers;
  readonly S2?: Tiers;
  readonly S12?: Tiers;
}

/** The moment the words belong to, as far as there is one. */
export interface Around {
  readonly intensity?: number;
  readonly emotions?: readonly string[];
}

export type Matcher = (words: string, around?: Around) => Code[];

type Pattern = RegExp | null;
interface Compiled {
  readonly spaced: boolean;
  readonly self: Pattern;
  readonly passed: Pattern;
  readonly tiers: ReadonlyMap<Code, { readonly a: Pattern; readonly b: Pattern }>;
}

const HEAVY = 8;
const CLOSE = /[.!?;\n\r\u061f\u06d4\u0964\u3002]+/u;
const APOSTROPHES = /['`\u00b4\u2018\u2019\u201b\u02bc\u2032\uff07]/gu;
const UNSEEN = /\p{Cf}/gu;
/** Accents and vowel signs that people leave out when they write fast; those of Hindi are letters and stay. */
const ACCENTS = /[\u0300-\u036f\u0640\u064b-\u0655\u0670]/gu;
const ALIKE: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ß: 'ss', ø: 'o', æ: 'ae' };
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
const REPEATED = /(\p{L})\1+/gu;
const PASSED = ' \u00b7';

/** Every list is always on. They are put together when the first words come. */
export function createMatcher(lists: readonly PhraseList[]): Matcher {
  let compiled: readonly Compiled[] | null = null;
  return (words, around = {}) => {
    compiled ??= lists.map(compile);
    const sentences = sentencesOf(words);
    const heavy = isHeavy(around);
    const heard = new Set(compiled.flatMap((list) => heardBy(list, sentences, heavy)));
    return CODES.filter((code) => heard.has(code));
  };
}

function heardBy(list: Compiled, sentences: readonly string[], heavy: boolean): Code[] {
  const read = sentences.map((each) => readable(list, each));
  const whole = read.join('').replaceAll('  ', ' ');
  const heard = [...list.tiers].filter(
    ([, { a, b }]) =>
      a?.test(whole) || (b && read.some((each) => b.test(each) && (heavy || Boolean(list.self?.test(each))))),
  );
  return heard.map(([code]) => code);
}

/** A sentence as this list reads it: with a space on either side of each word, or with none at all. */
function readable(list: Compiled, sentence: string): string {
  const text = list.spaced ? ` ${sentence} ` : sentence.replaceAll(' ', '');
  return list.passed ? text.replace(list.passed, PASSED) : text;
}

function isHeavy(around: Around): boolean {
  const despairs = around.emotions?.some((id) => emotions.get(id)?.care === 'despair') ?? false;
  return despairs || (around.intensity ?? 0) >= HEAVY;
}

/** The words of each sentence in their simplest form, one space apart. */
export function sentencesOf(text: string): string[] {
  return folded(text).split(CLOSE).map(wordsOnly).filter(Boolean);
}

function folded(text: string): string {
  const plain = text.replace(APOSTROPHES, "'").normalize('NFKC').replace(UNSEEN, '').toLowerCase();
  const bare = plain.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
  return bare.replace(/[ıłßøæ]/gu, (letter) => ALIKE[letter] ?? letter);
}

function wordsOnly(text: string): string {
  return text.replace(NO_WORD, ' ').replace(REPEATED, '$1').trim();
}

function compile(list: PhraseList): Compiled {
  const pattern = (phrases: readonly string[], flags = 'u'): Pattern =>
    phrases.length > 0 ? new RegExp(phrases.map((each) => patternOf(each, list.spaced)).join('|'), flags) : null;
  const tiers = CODES.flatMap((code) => {
    const of = list[code];
    return of ? [[code, { a: pattern(of.a), b: pattern(of.b) }] as const] : [];
  });
  return {
    spaced: list.spaced,
    self: pattern(list.self),
    passed: pattern(list.passed, 'gu'),
    tiers: new Map(tiers),
  };
}

const WORDS = /[\p{L}\p{M}\p{N}']+/gu;

function patternOf(phrase: string, spaced: boolean): string {
  const written = phrase.replace(WORDS, (each) => wordsOnly(folded(each)));
  const open = written.replace(/^\*/u, '').replace(/\*$/u, '');
  const inner = open.replaceAll('(', '(?:').replaceAll('*', '[^ ]*').replaceAll(' ..', '(?: [^ ]+){0,3}');
  if (!spaced) return inner;
  return `${written.startsWith('*') ? '' : ' '}(?:${inner})${written.endsWith('*') ? '' : '(?= )'}`;
}
