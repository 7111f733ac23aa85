import { describe, expect, test } from 'vitest';
import { CODES, type PhraseList } from '../src/safety/matcher.ts';
import { mayBeIn, phrasesOf, wordsOnly, folded } from '../src/safety/phrase.ts';
import english from '../src/safety/phrases/en.json';
import { others } from '../src/safety/phrases/others.ts';

const lists: readonly PhraseList[] = [english, ...others];
const CHOICE = /\(([^()]*)\)(\??)/u;

function allOf(list: PhraseList): string[] {
  return [
    ...list.self,
    ...list.passed,
    ...(list.meant ?? []),
    ...CODES.flatMap((code) => [...(list[code]?.a ?? []), ...(list[code]?.b ?? [])]),
  ];
}

/** One of the texts a phrase is written for: of each choice its `which`-th part; what may be left out, every second time. */
function saidAs(written: string, which: number): string {
  let text = written.replaceAll(' ..', which % 2 ? ' so so' : '').replaceAll('*', which % 3 ? 'x' : '');
  for (let found = CHOICE.exec(text); found; found = CHOICE.exec(text)) {
    const [all, choices = '', optional = ''] = found;
    const parts = choices.split('|');
    text = text.replace(all, optional && which % 2 === 0 ? '' : (parts[which % parts.length] ?? ''));
  }
  return text;
}

describe.each(lists.map((list) => [list.language, list] as const))('in %s', (_, list) => {
  test('what a phrase needs stands in every text that it was written for', () => {
    const missed = allOf(list).flatMap((written) => {
      const [phrase] = phrasesOf([written], list.spaced);
      const texts = [0, 1, 2, 3, 4, 5].map((which) => wordsOnly(folded(saidAs(written, which))));
      const dead = texts
        .map((text) => (list.spaced ? ` ${text} ` : text.replaceAll(' ', '')))
        .filter((text) => !phrase || !mayBeIn(text, phrase) || !new RegExp(phrase.pattern, 'u').test(text));
      return dead.map((text) => `${text} of ${written}`);
    });
    expect(missed).toEqual([]);
  });

  test('no phrase is made into a pattern for words that have nothing to do with it', () => {
    const near = phrasesOf(allOf(list), list.spaced).filter((each) => mayBeIn(' the bus was late again ', each));
    expect(near.length).toBeLessThan(5);
  });
});

test('a choice is one need, and what may be left out is none', () => {
  const [phrase] = phrasesOf(['(tired|sick) of (this )?life*'], true);
  expect(phrase?.needs).toEqual([['of'], ['life'], ['tired', 'sick']]);
});
