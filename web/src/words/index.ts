import { computed, signal } from '@preact/signals';
import { en } from './en.ts';
import { pseudo } from './pseudo.ts';

export type Key = keyof typeof en;

/** The names in braces that a message has to be given. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Given<K extends Key> = [Names<(typeof en)[K]>] extends [never]
  ? []
  : [Readonly<Record<Names<(typeof en)[K]>, string | number>>];

/** Messages that need nothing filled in. */
export type Plain = { [K in Key]: [Names<(typeof en)[K]>] extends [never] ? K : never }[Key];

/** Messages that have a form for one and a form for more: "waiting" stands for waiting.one and waiting.other. */
export type Counted = {
  [K in Key]: K extends `${infer Stem}.other` ? (`${Stem}.one` extends Key ? Stem : never) : never;
}[Key];

type Direction = 'ltr' | 'rtl';
interface Language {
  code: string;
  direction: Direction;
  say: (text: string) => string;
}

const english: Language = { code: 'en', direction: 'ltr', say: (text) => text };
// Tried where texts get longer and where they run the other way; a person never meets these two.
const trials: Readonly<Record<string, Language>> = {
  pseudo: { code: 'en-XA', direction: 'ltr', say: pseudo },
  rtl: { code: 'en-XB', direction: 'rtl', say: pseudo },
};

const chosen = signal<Language>(english);
export const language = computed(() => chosen.value.code);
export const direction = computed(() => chosen.value.direction);

/** The text for a key, with what stands in braces filled in. */
export function t<K extends Key>(key: K, ...given: Given<K>): string {
  return filled(chosen.value.say(en[key]), given[0] ?? {});
}

/** The text for a number of things, in the form the language has for it; `{count}` is that number. */
export function counted(stem: Counted, count: number): string {
  const form = new Intl.PluralRules(language.value).select(count);
  const text: string = en[`${stem}.${form === 'one' ? 'one' : 'other'}`];
  return filled(chosen.value.say(text), { count });
}

/** Choose by what stands behind `?lang=`; anything unknown leaves English. */
export function chooseLanguage(query: string): void {
  chosen.value = trials[new URLSearchParams(query).get('lang') ?? ''] ?? english;
}

function filled(text: string, given: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in given ? held(String(given[name])) : whole));
}

/** Letters that run from right to left, and marks that turn the direction around. */
const TURNS = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/u;
const [FROM, TO] = ['\u2068', '\u2069'];

/** What is filled in has its own direction and leaves the words around it theirs. */
export function held(words: string): string {
  return TURNS.test(words) ? FROM + words.replace(/[\u2066-\u2069]/gu, '') + TO : words;
}
