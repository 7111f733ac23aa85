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
 * a star for the rest of a word, or for its beginning where the phrase begins with it, and a full stop behind the last
 * word says that its sentence ends there. Nothing else has a meaning, so that no phrase can take long on any text.
 */
export interface PhraseList {
  readonly language: string;
  /** Whether a native-speaking clinician has looked at it. */
  readonly reviewed: boolean;
  /** False where words are written without spaces: there a phrase may stand anywhere. */
  readonly spaced: boolean;
  /** What says that somebody speaks of themselves. */
  readonly self: readonly string[];
  /** Idioms: what they cover is passed over. Where there is no list of accidents, they stand here too. */
  readonly passed: readonly string[];
  readonly accidents?: readonly string[];
  /** Words that make an accident none: where one of them stands near, no accident is passed over. */
  readonly meant?: readonly string[];
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
  /** Whether letters are read as often as they were written. */
  readonly doubled: boolean;
  readonly self: readonly Phrase[];
  readonly passed: readonly Phrase[];
  readonly accidents: readonly Phrase[];
  readonly meant: readonly Phrase[];
  readonly tiers: ReadonlyMap<Code, { readonly a: readonly Phrase[]; readonly b: readonly Phrase[] }>;
}

/** A sentence in the parts that dots and line breaks make of it: idioms are looked for in each of them alone. */
type Sentence = readonly string[];
/** The texts in which phrases are looked for: a whole sentence first, then its parts where there are several. */
type Texts = readonly [whole: string, ...parts: string[]];

const HEAVY = 8;
const CLOSE = /[.!?;\u061f\u06d4\u0964\u3002]|\n\s*\n/u;
/** People who hesitate write dots or begin a new line in the middle of a sentence. */
const HESITATION = /[.\u06d4\u3002](?:\s*[.\u06d4\u3002])+/gu;
const HESITATED = '\u2026';
const PART = /[\u2026\n]/u;
const PASSED = ' \u00b7';

/** Every list is always on. They are read when the first words come. */
export function createMatcher(lists: readonly PhraseList[]): Matcher {
  let read: readonly Read[] | null = null;
  return (words, around = {}) => {
    read ??= lists.flatMap(formsOf);
    const text = folded(words);
    const [simple, doubled] = [sentencesOf(text), sentencesOf(text, true)];
    const heavy = isHeavy(around);
    const heard = new Set(read.flatMap((list) => heardBy(list, list.doubled ? doubled : simple, heavy)));
    return CODES.filter((code) => heard.has(code));
  };
}

function heardBy(list: Read, sentences: readonly Sentence[], heavy: boolean): Code[] {
  const each = readable(list, sentences);
  const whole = joined(each.map(([sentence]) => sentence));
  const speaksOfSelf = (sentence: string): boolean => patternIn(sentence, list.self)?.test(sentence) === true;
  const anywhere = [whole, ...each.flat()];
  const heard = [...list.tiers].filter(([, { a, b }]) => {
    const first = patternIn(whole, a);
    if (first && anywhere.some((text) => first.test(text))) return true;
    const second = patternIn(whole, b);
    if (second === null) return false;
    if (heavy) return anywhere.some((text) => second.test(text));
    return each.some((texts) => texts.some((text) => second.test(text)) && speaksOfSelf(texts[0]));
  });
  return heard.map(([code]) => code);
}

/** Each sentence as this list reads it: with a space on either side of each word, or with none at all. */
function readable(list: Read, sentences: readonly Sentence[]): Texts[] {
  const texts = sentences.map((parts) => parts.map((part) => (list.spaced ? ` ${part} ` : part.replaceAll(' ', ''))));
  return texts.map((parts, at) => {
    const idioms = parts.map((part) => passedOver(part, list.passed));
    const over = idioms.map((part) => passedOver(part, list.accidents));
    const near = [...(texts[at - 1] ?? []), ...parts, ...(texts[at + 1] ?? [])];
    const wasMeant = over.some((part, which) => part !== idioms[which]) && isMeant(list, near);
    const left = wasMeant ? idioms : over;
    return [joined(left), ...(left.length > 1 ? left : [])];
  });
}

function isMeant({ meant }: Read, parts: readonly string[]): boolean {
  const near = joined(parts);
  return patternIn(near, meant)?.test(near) === true;
}

function passedOver(part: string, passed: readonly Phrase[]): string {
  const pattern = patternIn(part, passed, 'gu');
  return pattern ? part.replace(pattern, PASSED) : part;
}

function joined(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : parts.join('').replaceAll('  ', ' ');
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

/** The words of each sentence of folded text, one space apart, and no letter twice in a row unless it is `doubled`. */
export function sentencesOf(text: string, doubled = false): Sentence[] {
  const lines = text.replace(/\r\n?/gu, '\n').replace(HESITATION, HESITATED).split(CLOSE);
  const parted = lines.map((sentence) =>
    sentence
      .split(PART)
      .map((part) => wordsOnly(part, doubled))
      .filter(Boolean),
  );
  return parted.filter((parts) => parts.length > 0);
}

/**
 * Where words have no spaces, a word may end with the letter that begins the next one, and neither is a slip: such a
 * list reads the letters also as they were written.
 */
function formsOf(list: PhraseList): Read[] {
  return list.spaced ? [readOf(list, false)] : [readOf(list, false), readOf(list, true)];
}

function readOf(list: PhraseList, doubled: boolean): Read {
  const read = (phrases: readonly string[]): readonly Phrase[] => phrasesOf(phrases, list.spaced, doubled);
  const tiers = CODES.flatMap((code) => {
    const of = list[code];
    return of ? [[code, { a: read(of.a), b: read(of.b) }] as const] : [];
  });
  const { passed: idioms, accidents: apart } = list;
  const [self, meant] = [read(list.self), read(list.meant ?? [])];
  const [passed, accidents] = [read(apart ? idioms : []), read(apart ?? idioms)];
  return { spaced: list.spaced, doubled, self, passed, accidents, meant, tiers: new Map(tiers) };
}
