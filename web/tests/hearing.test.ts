import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Place } from '../src/app/router.ts';
import { NO_EPISODE } from '../src/offer/episode.ts';
import type { Turn } from '../src/offer/offer.ts';
import { aroundOf } from '../src/practice/around.ts';
import { begun } from '../src/practice/run.ts';
import { createHearing, type Hearing } from '../src/safety/hearing.ts';
import type { PhraseList } from '../src/safety/matcher.ts';
import english from '../src/safety/phrases/en.json';
import spanish from '../src/safety/phrases/es.json';
import { emotions } from '../src/wheel/emotions.ts';

const HEAVY = 'I want to die';
const place = signal<Place>('home');
let hearing: Hearing;
let comesWith: () => Promise<readonly PhraseList[]>;

/** As a screen does when it comes. */
function comes(next: Place): readonly string[] {
  place.value = next;
  const heard = hearing.heard.value;
  if (heard.length > 0) hearing.shown();
  return heard;
}

/** Until what has been promised by now has come. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  place.value = 'home';
  comesWith = () => Promise.resolve([spanish]);
  hearing = createHearing({ first: [english], others: () => comesWith() }, place);
});

test('what is heard is shown on the next screen, and on none after it', () => {
  hearing.listen('a', HEAVY);
  expect(comes('offer')).toEqual(['S1']);
  expect(comes('settings')).toEqual([]);
  expect(comes('offer')).toEqual([]);
});

test('a look at the help page takes it away for as long as the look', () => {
  hearing.listen('a', HEAVY);
  comes('offer');
  expect(comes('help')).toEqual([]);
  expect(comes('offer')).toEqual(['S1']);
});

test('whoever is safe is not asked again about the same note, but about what is new in it', () => {
  hearing.listen('a', [HEAVY, 'I stopped my meds']);
  expect(comes('offer')).toEqual(['S1', 'S12']);
  hearing.answered(true);
  expect(hearing.heard.value).toEqual(['S12']);
  comes('home');
  hearing.listen('a', HEAVY);
  expect(comes('offer')).toEqual([]);
  comes('home');
  hearing.listen('a', `${HEAVY} tonight`);
  expect(comes('offer')).toEqual(['S1']);
});

test('the same words in a new note are asked about again', () => {
  hearing.listen('a', HEAVY);
  comes('offer');
  hearing.answered(true);
  comes('home');
  hearing.listen('b', HEAVY);
  expect(comes('offer')).toEqual(['S1']);
});

test('whoever is not sure, or needs help, has settled nothing', () => {
  hearing.listen('a', HEAVY);
  comes('offer');
  hearing.answered(false);
  expect(hearing.heard.value).toEqual([]);
  comes('home');
  hearing.listen('a', HEAVY);
  expect(comes('offer')).toEqual(['S1']);
});

test('a list that comes late does not bring back a card that was answered, and hears what is its own', async () => {
  let come: (lists: readonly PhraseList[]) => void = () => undefined;
  comesWith = () => new Promise((resolve) => (come = resolve));
  hearing.listen('a', ['suicidal', 'quiero morir']);
  comes('offer');
  hearing.answered(false);
  come([{ ...english, language: 'xx' }]);
  await settle();
  expect(hearing.heard.value).toEqual([]);
  come = () => undefined;
  hearing = createHearing({ first: [english], others: () => new Promise((resolve) => (come = resolve)) }, place);
  hearing.listen('a', 'I stopped my meds. Quiero morir.');
  come([spanish]);
  await settle();
  expect(comes('practice')).toEqual(['S12', 'S1']);
});

test('the moment counts: words that may mean anything are heard when it is very strong', () => {
  hearing.listen('a', 'No way out.', { intensity: 4, emotions: ['sad'] });
  expect(hearing.heard.value).toEqual([]);
  hearing.listen('a', 'No way out.', { intensity: 9, emotions: ['sad'] });
  expect(hearing.heard.value).toEqual(['S1']);
});

test('words of another language are heard as soon as its list is there', async () => {
  hearing.listen('a', 'quiero morir');
  await vi.waitFor(() => {
    expect(hearing.heard.value).toEqual(['S1']);
  });
});

test('a list that does not come holds nothing back, and is asked for again', async () => {
  const coming = vi.fn().mockRejectedValueOnce(new Error('no network')).mockResolvedValue([spanish]);
  comesWith = coming;
  hearing.listen('a', 'quiero morir');
  await Promise.resolve();
  expect(hearing.heard.value).toEqual([]);
  await vi.waitFor(() => {
    hearing.listen('a', 'quiero morir');
    expect(coming).toHaveBeenCalledTimes(2);
  });
  await vi.waitFor(() => {
    expect(hearing.heard.value).toEqual(['S1']);
  });
});

test('in a practice the moment counts that it answers, for as long as that moment is open', () => {
  const words = 'no reason to live';
  const steps = { id: 'r', technique: 'x', size: 'full', steps: [], feelings: ['sad'], checkIn: 'm' } as const;
  const run = begun(steps, 0);
  hearing.listen('r 0', words, aroundOf(run, turnOf('another', 9)));
  hearing.listen('r 0', words, aroundOf(run, turnOf('m', 5)));
  hearing.listen('r 0', words, aroundOf({ ...run, checkIn: null }, null));
  expect(hearing.heard.value).toEqual([]);
  hearing.listen('r 0', words, aroundOf(run, turnOf('m', 9)));
  expect(hearing.heard.value).toEqual(['S1']);
});

test('the feelings of a practice count when its moment is closed', () => {
  const despair = [...emotions.values()].find((each) => each.care === 'despair');
  hearing.listen('r 0', 'no reason to live', aroundOf({ feelings: [despair?.id ?? ''], checkIn: 'm' }, null));
  expect(hearing.heard.value).toEqual(['S1']);
});

test('what is only searched for is looked at in every language and leaves nothing behind', async () => {
  expect(
    await Promise.all(['quiero morir', HEAVY, 'calm', 'I stopped my meds'].map((each) => hearing.isHeavy(each))),
  ).toEqual([true, true, false, false]);
  expect(await hearing.isHeavy('no way out', { intensity: 9 })).toBe(true);
  expect(comes('offer')).toEqual([]);
});

function turnOf(checkIn: string, intensity: number): Turn {
  const moment = { emotions: ['sad'], intensity };
  return { moment, checkIn, cause: checkIn, now: intensity, episode: NO_EPISODE, order: [], offer: null };
}
