/**
 * Words in their simplest form, and a written phrase as a pattern over them. Pure. A pattern takes long to make
 * and a word a moment to look for, so each phrase knows which words no text can do without.
 */

export interface Phrase {
  /** The source of a regular expression. */
  readonly pattern: string;
  /** Of each of these at least one stands in whatever the pattern fits. */
  readonly needs: readonly (readonly string[])[];
}

const APOSTROPHES = /['`\u00b4\u2018\u2019\u201b\u02bc\u2032\uff07]/gu;
const UNSEEN = /\p{Cf}/gu;
/** Accents and vowel signs that people leave out when they write fast; those of Hindi are letters and stay. */
const ACCENTS = /[\u0300-\u036f\u0640\u064b-\u0655\u0670]/gu;
const ALIKE: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ß: 'ss', ø: 'o', æ: 'ae' };
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
const REPEATED = /(\p{L})\1+/gu;
const SIGNS = /[\p{L}\p{M}\p{N}]+|\)\?|[()|]/gu;

/** Compatible and small letters, without accents and with plain apostrophes. */
export function folded(text: string): string {
  const plain = text.replace(APOSTROPHES, "'").normalize('NFKC').replace(UNSEEN, '').toLowerCase();
  const bare = plain.normalize('NFD').replace(ACCENTS, '').normalize('NFC');
  return bare.replace(/[ıłßøæ]/gu, (letter) => ALIKE[letter] ?? letter);
}

/** Folded text as words, one space apart, and no letter twice in a row unless it is `doubled`. */
export function wordsOnly(text: string, doubled = false): string {
  const words = text.replace(NO_WORD, ' ').trim();
  return doubled ? words : words.replace(REPEATED, '$1');
}

/** All of a list at once, which is much quicker. `spaced`: words have spaces around them; else a phrase stands anywhere. */
export function phrasesOf(written: readonly string[], spaced: boolean, doubled = false): readonly Phrase[] {
  const all = folded(written.join('\n')).replaceAll("'", ' ');
  return (doubled ? all : all.replace(REPEATED, '$1'))
    .split('\n')
    .filter(Boolean)
    .map((each) => ({ pattern: patternOf(each, spaced), needs: needsOf(each) }));
}

/** False only where the phrase cannot be in the text. */
export function mayBeIn(text: string, { needs }: Phrase): boolean {
  return needs.every((each) => each.some((word) => text.includes(word)));
}

function patternOf(simple: string, spaced: boolean): string {
  const open = simple.replace(/^\*/u, '').replace(/[*.]$/u, '');
  const inner = open.replaceAll('(', '(?:').replaceAll('*', '[^ ]*').replaceAll(' ..', '(?: [^ ]+){0,3}');
  if (!spaced) return inner;
  const end = simple.endsWith('.') ? '(?= $)' : '(?= )';
  return `${simple.startsWith('*') ? '' : ' '}(?:${inner})${simple.endsWith('*') ? '' : end}`;
}

/** A word outside of all choices is needed; of a choice that may not be left out, one word of some part of it. */
function needsOf(simple: string): string[][] {
  const [needs, choices]: [string[][], string[][]] = [[], []];
  let choice: string[] = [];
  let depth = 0;
  for (const [sign] of simple.matchAll(SIGNS)) {
    if (sign === '(') depth += 1;
    else if (sign.startsWith(')')) depth -= 1;
    if (depth === 0 && sign === ')' && choice.every(Boolean)) choices.push(choice);
    if (depth === 0 && isWord(sign)) needs.push([sign]);
    if (depth === 1 && sign === '(') choice = [''];
    if (depth === 1 && sign === '|') choice.push('');
    if (depth === 1 && isWord(sign)) choice.push(longer(choice.pop() ?? '', sign));
  }
  return [...needs, ...choices];
}

function isWord(sign: string): boolean {
  return !/^[()|]/u.test(sign);
}

function longer(one: string, two: string): string {
  return two.length > one.length ? two : one;
}
