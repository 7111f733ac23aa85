import { expect, test } from 'vitest';
import { type Answer } from '../src/api/client.ts';
import type { OfferShown } from '../src/offer/offer.ts';
import { STRONG, CALM, offline, pending, shown, card, device, settled, ids, run, unknown, by } from './offering.ts';

test('an answer in time is the offer', async () => {
  const { offers, asked } = device(() => shown(['a', 'b', 'c']));
  offers.open(STRONG);
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual(['/v1/recommendations/id-1?wait=2']);
});

test('a strong check-in carries from its first sending what the device would offer, and a calm one nothing', async () => {
  const { offers, sent } = device(() => offline);
  offers.open(STRONG);
  await settled();
  expect(sent[0]?.offered).toEqual(ids(offers.turn.value?.offer));
  expect(sent[0]).toMatchObject({ id: 'id-1', occurred_at: '1970-01-01T00:00:00.000Z', time_zone: 'Europe/Dublin' });
  offers.open(CALM);
  expect(sent[1]).not.toHaveProperty('offered');
});

test('without a network the device offers at once, and lower down there are kind words', async () => {
  const { offers } = device(() => offline);
  offers.open(STRONG);
  await settled();
  expect(by(offers.turn.value?.offer)).toBe('device');
  offers.open(CALM);
  await settled();
  expect(offers.turn.value?.offer).toBe('none');
});

test('who is slower than the patience is not waited for; what was offered stands and late cards come along', async () => {
  let answer: (said: Answer<unknown>) => void = () => undefined;
  const { offers, late } = device(() => new Promise((resolve) => (answer = resolve)));
  offers.open(STRONG);
  await settled();
  expect(offers.turn.value?.offer).toBeNull();
  await late();
  const stands = ids(offers.turn.value?.offer);
  expect(by(offers.turn.value?.offer)).toBe('device');
  answer(shown(['x', 'y', 'z'], { cards: [card('S4')] }));
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(stands);
  expect(offers.turn.value?.offer).toMatchObject({ cards: [{ kind: 'S4' }] });
});

test('late cards change nothing about something else that was asked for meanwhile', async () => {
  let answer: (said: Answer<unknown>) => void = () => undefined;
  const { offers, late } = device(() => new Promise((resolve) => (answer = resolve)));
  offers.open(STRONG);
  await settled();
  await late();
  await offers.somethingElse();
  const chosen = ids(offers.turn.value?.offer);
  answer(shown(['x'], { cards: [card('S4')] }));
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(chosen);
});

test('an offer that is being made is asked for again, but not for ever', async () => {
  const answers = [pending, pending, shown(['a'])];
  const { offers } = device(() => answers.shift() ?? pending);
  offers.open(CALM);
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['a']);
  const never = device(() => pending);
  never.offers.open(CALM);
  await settled();
  expect(never.offers.turn.value?.offer).toBe('none');
  expect(never.asked).toHaveLength(3);
});

test('an answer to an earlier moment is not shown for a later one', async () => {
  let answer: (said: Answer<unknown>) => void = () => undefined;
  const { offers } = device((path) =>
    path.includes('id-1') ? new Promise((resolve) => (answer = resolve)) : shown(['new']),
  );
  offers.open(CALM);
  await settled();
  offers.open(CALM);
  await settled();
  answer(shown(['old']));
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['new']);
});

test('without joining nothing is sent, asked or kept, and there is an offer', async () => {
  const { offers, sent, asked, kept } = device(() => shown(['a']), null);
  offers.open(STRONG);
  await settled();
  expect(by(offers.turn.value?.offer)).toBe('device');
  await offers.somethingElse();
  expect([sent.length, asked.length, kept.size]).toEqual([0, 0, 0]);
});

test('something else is what the services have behind the last one, and offline what the device has', async () => {
  const answers = [shown(['a', 'b', 'c']), shown(['d', 'e']), offline];
  const { offers, asked } = device(() => answers.shift() ?? offline);
  offers.open(STRONG);
  await settled();
  await offers.somethingElse();
  expect(ids(offers.turn.value?.offer)).toEqual(['d', 'e']);
  expect(asked.at(-1)).toBe('/v1/recommendations/id-1?after=c');
  await offers.somethingElse();
  expect(ids(offers.turn.value?.offer)).toEqual(offers.turn.value?.order.slice(0, 3));
});

test('where nobody can say what else there is, what was offered stays', async () => {
  const answers = [shown(['a'])];
  const { offers } = device(() => answers.shift() ?? offline);
  offers.open(CALM);
  await settled();
  await offers.somethingElse();
  expect([ids(offers.turn.value?.offer), offers.stuck.value]).toEqual([['a'], 'more']);
});

test('after a practice the services’ next offer is shown, or the device makes the next one', async () => {
  const { offers } = device(() => offline);
  offers.open(STRONG);
  await settled();
  const [first = ''] = ids(offers.turn.value?.offer);
  offers.begin(first);
  offers.ended(run('run-1', first, 9), unknown);
  await settled();
  expect(offers.turn.value?.episode.phase).toBe('g2');
  expect(ids(offers.turn.value?.offer)).not.toContain(first);
  const next = shown(['z'], { phase: 'people' });
  offers.ended(run('run-2', 'five-senses', 9), Promise.resolve(next.ok ? (next.data as OfferShown) : null));
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['z']);
});

test('the second time it is still as strong the device names people, beside a step', async () => {
  const { offers } = device(() => offline, null);
  offers.open(STRONG);
  for (const id of ['run-1', 'run-2']) {
    await settled();
    const [first = ''] = ids(offers.turn.value?.offer);
    offers.begin(first);
    offers.ended(run(id, first, 9, 'no'), unknown);
  }
  await settled();
  expect(offers.turn.value?.offer).toMatchObject({ phase: 'people', cards: [{ kind: 'people', id: null }] });
  expect(ids(offers.turn.value?.offer)).toHaveLength(3);
});

test('at ten with a heavy word the device says that nobody has to do this alone, once', async () => {
  const { offers } = device(() => offline);
  const heaviest = { emotions: ['sad.despair'], intensity: 10 };
  offers.open(heaviest);
  await settled();
  expect(offers.turn.value?.offer).toMatchObject({ cards: [{ kind: 'S3' }] });
  offers.open(heaviest);
  await settled();
  expect(offers.turn.value?.offer).toMatchObject({ cards: [] });
});

test('who says nothing after a practice still has the offer there was, what was done behind the rest', async () => {
  const { offers } = device(() => shown(['a', 'b', 'c']));
  offers.open(STRONG);
  await settled();
  expect(offers.ended(run('run-1', 'a', null, 'helped'), unknown)).toBe(true);
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['b', 'c', 'a']);
});

test('an offer that is being made after a practice is waited for', async () => {
  const { offers, asked } = device((path) => (path.includes('run-1') ? shown(['next']) : shown(['a'])));
  offers.open(CALM);
  await settled();
  offers.ended(run('run-1', 'small-win', 3), Promise.resolve({ pending: true, cause: 'run-1', href: '' }));
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['next']);
  expect(asked.at(-1)).toBe('/v1/recommendations/run-1?wait=2');
});

test('a practice of another moment is none of this one’s', () => {
  const { offers } = device(() => offline);
  offers.open(STRONG);
  expect(offers.ended({ ...run('run-1', 'five-senses', 2), checkIn: null }, unknown)).toBe(false);
  expect(offers.turn.value?.now).toBe(9);
});

test('a reload finds the offer again, for as long as the episode lasts', async () => {
  const here = device(() => shown(['a', 'b']));
  here.offers.open(STRONG);
  await settled();
  const reloaded = here.again();
  await reloaded.load();
  expect(reloaded.turn.value).toEqual(here.offers.turn.value);
  here.pass(91 * 60_000);
  const later = here.again();
  await later.load();
  expect(later.turn.value).toBeNull();
});

test('what nobody could answer is asked again', async () => {
  const answers = [offline, shown(['a'])];
  const { offers } = device(() => answers.shift() ?? offline);
  offers.open(CALM);
  await settled();
  offers.again();
  await settled();
  expect(ids(offers.turn.value?.offer)).toEqual(['a']);
});
