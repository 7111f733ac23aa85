import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Place } from '../src/app/router.ts';
import { createHearing, type Hearing } from '../src/safety/hearing.ts';
import type { PhraseList } from '../src/safety/matcher.ts';
import english from '../src/safety/phrases/en.json';
import spanish from '../src/safety/phrases/es.json';

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

beforeEach(() => {
  place.value = 'home';
  comesWith = () => Promise.resolve([spanish]);
  hearing = createHearing({ first: [english], others: () => comesWith() }, place);
});

test('what is heard is shown on the next screen, and on none after it', () => {
  hearing.listen(HEAVY);
  expect(comes('offer')).toEqual(['S1']);
  expect(comes('settings')).toEqual([]);
  expect(comes('offer')).toEqual([]);
});

test('a look at the help page takes it away for as long as the look', () => {
  hearing.listen(HEAVY);
  comes('offer');
  expect(comes('help')).toEqual([]);
  expect(comes('offer')).toEqual(['S1']);
});

test('whoever has answered is not asked again about the same words, but about others', () => {
  hearing.listen([HEAVY, 'I stopped my meds']);
  expect(comes('offer')).toEqual(['S1', 'S12']);
  hearing.answered();
  expect(hearing.heard.value).toEqual(['S12']);
  comes('home');
  hearing.listen(HEAVY);
  expect(comes('offer')).toEqual([]);
  comes('home');
  hearing.listen(`${HEAVY} tonight`);
  expect(comes('offer')).toEqual(['S1']);
});

test('the moment counts: words that may mean anything are heard when it is very strong', () => {
  hearing.listen('No way out.', { intensity: 4, emotions: ['sad'] });
  expect(hearing.heard.value).toEqual([]);
  hearing.listen('No way out.', { intensity: 9, emotions: ['sad'] });
  expect(hearing.heard.value).toEqual(['S1']);
});

test('words of another language are heard as soon as its list is there', async () => {
  hearing.listen('quiero morir');
  await vi.waitFor(() => {
    expect(hearing.heard.value).toEqual(['S1']);
  });
});

test('a list that does not come holds nothing back, and is asked for again', async () => {
  const coming = vi.fn().mockRejectedValueOnce(new Error('no network')).mockResolvedValue([spanish]);
  comesWith = coming;
  hearing.listen('quiero morir');
  await Promise.resolve();
  expect(hearing.heard.value).toEqual([]);
  await vi.waitFor(() => {
    hearing.listen('quiero morir');
    expect(coming).toHaveBeenCalledTimes(2);
  });
  await vi.waitFor(() => {
    expect(hearing.heard.value).toEqual(['S1']);
  });
});
