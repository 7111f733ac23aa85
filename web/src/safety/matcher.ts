/**
 * What somebody's own words may call for: the rules of docs/specification/safety.md section 3. Pure. It knows whole
 * phrases of written lists and nothing else, so that no hit means nothing at all.
 */
import { emotions } from '../wheel/emotions.ts';
import { folded, mayBeIn, phrasesOf, wordsOnly, type Phrase } from './phrase.ts';

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

interface Read {
  readonly spaced: boolean;
  readonly self: readonly Phrase[];
  readonly passed: readonly Phrase[];
  readonly tiers: ReadonlyMap<Code, { readonly a: readonly Phrase[]; readonly b: readonly Phrase[] }>;
}

const HEAVY = 8;
const CLOSE = /[.!?;\n\r\u061f\u06d4\u0964\u3002]+/u;
const PASSED = ' \u00b7';

/** Every list is always on. They are read when the first words come. */
export function createMatcher(lists: readonly PhraseList[]): Matcher {
  let read: readonly Read[] | null = null;
  return (words, around = {}) => {
    read ??= lists.map(readOf);
    const sentences = sentencesOf(words);
    const heavy = isHeavy(around);
    const heard = new Set(read.flatMap((list) => heardBy(list, sentences, heavy)));
    return CODES.filter((code) => heard.has(code));
  };
}

function heardBy(list: Read, sentences: readonly string[], heavy: boolean): Code[] {
  const each = sentences.map((sentence) => readable(list, sentence));
  const whole = each.join('').replaceAll('  ', ' ');
  const speaksOfSelf = (sentence: string): boolean => heavy || patternIn(sentence, list.self)?.test(sentence) === true;
  const heard = [...list.tiers].filter(([, { a, b }]) => {
    if (patternIn(whole, a)?.test(whole)) return true;
    const second = patternIn(whole, b);
    return second !== null && each.some((sentence) => second.test(sentence) && speaksOfSelf(sentence));
  });
  return heard.map(([code]) => code);
}

/** A sentence as this list reads it: with a space on either side of each word, or with none at all. */
function readable(list: Read, sentence: string): string {
  const text = list.spaced ? ` ${sentence} ` : sentence.replaceAll(' ', '');
  const passed = patternIn(text, list.passed, 'gu');
  return passed ? text.replace(passed, PASSED) : text;
}

/** The pattern of those phrases that may be in this text; null where there are none. */
function patternIn(text: string, phrases: readonly Phrase[], flags = 'u'): RegExp | null {
  const near = phrases.filter((each) => mayBeIn(text, each));
  return near.length > 0 ? new RegExp(near.map((each) => each.pattern).join('|'), flags) : null;
}

function isHeavy(around: Around): boolean {
  const despairs = around.emotions?.some((id) => emotions.get(id)?.care === 'despair') ?? false;
  return despairs || (around.intensity ?? 0) >= HEAVY;
}

/** The words of each sentence in their simplest form, one space apart. */
export function sentencesOf(text: string): string[] {
  return folded(text).split(CLOSE).map(wordsOnly).filter(Boolean);
}

function readOf(list: PhraseList): Read {
  const read = (phrases: readonly string[]): readonly Phrase[] => phrasesOf(phrases, list.spaced);
  const tiers = CODES.flatMap((code) => {
    const of = list[code];
    return of ? [[code, { a: read(of.a), b: read(of.b) }] as const] : [];
  });
  return { spaced: list.spaced, self: read(list.self), passed: read(list.passed), tiers: new Map(tiers) };
}
