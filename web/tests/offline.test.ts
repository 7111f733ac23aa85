import { expect, test } from 'vitest';
import { began, callsForPeople, checkedIn, NO_EPISODE, rated, type Episode } from '../src/offer/episode.ts';
import { chosenHere, following } from '../src/offer/offline.ts';
import { orderHere } from '../src/offer/offer.ts';
import { everybodys, facts, orderOf, type Pack } from '../src/offer/pack.ts';
import { emotions } from '../src/wheel/emotions.ts';

const THRESHOLD = everybodys.regulate_first_from;
const MINUTE = 60_000;
const strong = (before: Episode = NO_EPISODE, at = 0, intensity = 9, feelings = ['fearful']): Episode =>
  checkedIn(before, { at, feelings, intensity }, THRESHOLD);
const channel = (id: string | undefined): string | undefined => facts.get(id ?? '')?.channel;
const family = (id: string | undefined): string | undefined => facts.get(id ?? '')?.family;
const used = (episode: Episode, id: string): Episode => began(episode, { id, channel: channel(id) ?? '' });
const said = (episode: Episode, before: number, after: number | null, worse = false): Episode =>
  rated(episode, { at: 0, before, after, worse }, THRESHOLD);

test.each([8, 9, 10])(
  'at %i every feeling gets three different steps at once, the first of which settles',
  (intensity) => {
    for (const id of emotions.keys()) {
      const order = chosenHere(everybodys, { feelings: [id], intensity }, strong(NO_EPISODE, 0, intensity, [id]));
      expect(new Set(order.slice(0, 3)).size).toBe(3);
      expect(['breathing', 'grounding', 'savouring']).toContain(family(order[0]));
    }
  },
);

test('a first offer is the very order of the pack', () => {
  for (const id of emotions.keys()) {
    const order = chosenHere(everybodys, { feelings: [id], intensity: 9 }, strong(NO_EPISODE, 0, 9, [id]));
    expect(order).toEqual(orderOf(everybodys, id, 9));
  }
});

test('below what the pack is for the device offers nothing', () => {
  expect(chosenHere(everybodys, { feelings: ['sad'], intensity: 7 }, strong(NO_EPISODE, 0, 7))).toEqual([]);
});

test('who cannot name it is offered something too', () => {
  expect(chosenHere(everybodys, { feelings: ['unsure'], intensity: 10 }, strong())).toHaveLength(
    orderOf(everybodys, 'bad', 10).length,
  );
});

test('what does not suit one of the feelings is not offered for the other', () => {
  const grief = 'sad.despair.grief';
  const both = chosenHere(everybodys, { feelings: ['angry', grief], intensity: 9 }, strong());
  expect(both.length).toBeGreaterThan(0);
  for (const each of both) expect(orderOf(everybodys, grief, 9)).toContain(each);
});

test('a pleasant word beside an unpleasant one makes no pleasant moment', () => {
  const order = chosenHere(everybodys, { feelings: ['happy', 'sad'], intensity: 9 }, strong());
  expect(family(order[0])).not.toBe('savouring');
});

test('a word that the own pack does not know takes nothing away', () => {
  const old: Pack = { ...everybodys, table: { sad: [0, 0, 0] } };
  const here = (feelings: readonly string[]): readonly string[] =>
    orderHere(old, { emotions: feelings, intensity: 9 }, 9, strong());
  expect(here(['sad', 'angry'])).toEqual(orderOf(old, 'sad', 9));
  expect(here(['angry'])).toEqual(orderOf(everybodys, 'angry', 9));
});

test('among people nothing is offered that needs to be alone, while there is enough else', () => {
  const order = chosenHere(everybodys, { feelings: ['fearful'], intensity: 9, privacy: 'public' }, strong());
  expect(order.map((each) => facts.get(each)?.privacy)).not.toContain('private');
});

test('the second step is another one, by another way', () => {
  const [first] = chosenHere(everybodys, { feelings: ['fearful'], intensity: 9 }, strong());
  const after = said(used(strong(), first ?? ''), 9, 9);
  const second = chosenHere(everybodys, { feelings: ['fearful'], intensity: 9 }, after);
  expect(after.phase).toBe('g2');
  expect(second).not.toContain(first);
  expect(second.map(channel)).not.toContain(channel(first));
});

test('what was done comes back where too little else is left, the one used longest ago first', () => {
  const few: Pack = {
    ...everybodys,
    techniques: ['five-senses', 'feet-on-floor', 'colour-hunt'],
    orders: [[0, 1, 2]],
    table: { sad: [0, 0, 0] },
  };
  const done = used(used(strong(), 'feet-on-floor'), 'five-senses');
  expect(chosenHere(few, { feelings: ['sad'], intensity: 9 }, done)).toEqual([
    'colour-hunt',
    'feet-on-floor',
    'five-senses',
  ]);
});

test('there is something to do even where one channel is all there was', () => {
  const few: Pack = { ...everybodys, techniques: ['five-senses'], orders: [[0]], table: { sad: [0, 0, 0] } };
  const after = said(used(strong(), 'five-senses'), 9, 9);
  expect(chosenHere(few, { feelings: ['sad'], intensity: 9 }, after)).toEqual(['feet-on-floor', 'three-slow-breaths']);
});

test('what somebody hid comes only where nothing else is left', () => {
  const moment = { emotions: ['fearful'], intensity: 9 };
  const all = orderHere(everybodys, moment, 9, strong());
  const hidden = all.slice(0, 2);
  const without = orderHere(everybodys, moment, 9, strong(), hidden);
  expect(without).toHaveLength(all.length - hidden.length);
  expect(without).not.toContain(hidden[0]);
  expect(orderHere(everybodys, moment, 9, strong(), all)).toEqual(['feet-on-floor', 'three-slow-breaths']);
});

test('what asks about health leads only where the own pack puts it first', () => {
  const techniques = ['cold-pack-face', 'longer-out-breath'];
  const pack = (orders: number[][]): Pack => ({ ...everybodys, techniques, orders, table: { sad: [0, 0, 0] } });
  const asked = { feelings: ['sad'], intensity: 9 };
  expect(chosenHere(pack([[0, 1]]), asked, strong())[0]).toBe('cold-pack-face');
  expect(chosenHere(pack([[1, 0]]), asked, used(strong(), 'longer-out-breath'))[0]).toBe('longer-out-breath');
});

test('after a step that did harm the senses come first, and people are named', () => {
  const after = said(used(strong(), 'longer-out-breath'), 8, 8, true);
  expect(callsForPeople(after)).toBe(true);
  expect(channel(chosenHere(everybodys, { feelings: ['fearful'], intensity: 8 }, after)[0])).toBe('senses');
});

test('after a step that was begun and left, the second goes another way than that one too', () => {
  const once = said(used(strong(), 'three-slow-breaths'), 9, 8);
  const left = strong(used(used(once, 'fists-and-release'), 'drop-anchor'), 10 * MINUTE, 8);
  expect(left.phase).toBe('g2');
  const ways = chosenHere(everybodys, { feelings: ['fearful'], intensity: 8 }, left).map(channel);
  expect(ways.length).toBeGreaterThan(0);
  expect(ways.filter((each) => each === 'breath' || each === 'body')).toEqual([]);
});

test('what did harm does not come back in the same episode while anything else is left', () => {
  const few: Pack = {
    ...everybodys,
    techniques: ['longer-out-breath', 'drop-anchor', 'three-slow-breaths'],
    orders: [[0, 1, 2]],
    table: { sad: [0, 0, 0] },
  };
  const hurt = said(used(strong(), 'drop-anchor'), 9, 9, true);
  const after = said(used(hurt, 'three-slow-breaths'), 9, 9);
  expect(after.phase).toBe('people');
  const left = ['longer-out-breath', 'three-slow-breaths'];
  expect(chosenHere(few, { feelings: ['sad'], intensity: 9 }, after)).toEqual(left);
  const both = said(used(said(used(strong(), 'feet-on-floor'), 9, 9, true), 'three-slow-breaths'), 9, 9, true);
  const none: Pack = { ...few, techniques: ['feet-on-floor'], orders: [[0]] };
  expect(chosenHere(none, { feelings: ['sad'], intensity: 9 }, both)).toEqual(['feet-on-floor', 'three-slow-breaths']);
});

test('a check-in that ends an episode belongs to it, and the next strong one begins anew', () => {
  const before = used(strong(), 'longer-out-breath');
  const fallen = strong(before, 10 * MINUTE, 5);
  expect([fallen.phase, fallen.rounds, fallen.done]).toEqual(['offer', 0, ['longer-out-breath']]);
  expect(strong(fallen, 20 * MINUTE, 9).done).toEqual([]);
  expect(strong(before, 91 * MINUTE, 5).done).toEqual([]);
});

test('a step that did harm is followed by another one also where it is less strong', () => {
  const after = said(used(strong(NO_EPISODE, 0, 4), 'longer-out-breath'), 4, 6);
  expect(after.phase).toBe('g2');
  expect(orderHere(everybodys, { emotions: ['fearful'], intensity: 4 }, 6, after).length).toBeGreaterThan(0);
});

test('two steps that did not bring it down lead to people', () => {
  const once = said(used(strong(), 'longer-out-breath'), 9, 9);
  expect([once.phase, callsForPeople(once)]).toEqual(['g2', false]);
  const twice = said(used(once, 'five-senses'), 9, 8);
  expect([twice.phase, callsForPeople(twice)]).toEqual(['people', true]);
});

test('an only pleasant episode never leads to people', () => {
  let episode = strong(NO_EPISODE, 0, 9, ['happy']);
  for (let round = 0; round < 4; round += 1) episode = said(used(episode, 'let-it-land'), 9, 10);
  expect([episode.phase, callsForPeople(episode)]).toEqual(['savour', false]);
});

test('what fell below begins anew, and so does what comes long after', () => {
  const once = said(used(strong(), 'longer-out-breath'), 9, 9);
  expect(strong(once, 90 * MINUTE).phase).toBe('g2');
  expect(strong(once, 91 * MINUTE)).toEqual(strong(NO_EPISODE, 91 * MINUTE));
  const fallen = said(once, 9, 5);
  expect(fallen.phase).toBe('reflect');
  expect(strong(fallen, MINUTE)).toEqual(strong(NO_EPISODE, MINUTE));
});

test('worse without a number is as strong as before, never better', () => {
  const after = said(used(strong(), 'longer-out-breath'), 9, null, true);
  expect([after.open, after.rounds]).toEqual([true, 1]);
});

test('something else gives the next three and goes round again', () => {
  const order = ['a', 'b', 'c', 'd'];
  expect(following(order, 'c')).toEqual(['d', 'a', 'b']);
  expect(following(['a'], 'a')).toEqual(['a']);
  expect(following([], 'a')).toEqual([]);
});
