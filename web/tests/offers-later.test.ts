import { expect, test } from 'vitest';
import { by, CALM, card, device, ids, offline, run, settled, shown, STRONG, unknown } from './offering.ts';

test('what is said at a later opening brings the next offer, also of a moment that the device has forgotten', async () => {
  const phone = device((path) => (path.includes('run-1') ? shown(['feet-on-floor']) : offline));
  const told = Promise.resolve();
  phone.offers.later({ ...run('run-1', 'box-breath', 9), feelings: ['fearful'], before: 9 }, told);
  await settled();
  const turn = phone.offers.turn.value;
  expect(turn).toMatchObject({
    checkIn: 'id-1',
    cause: 'run-1',
    now: 9,
    episode: { phase: 'g2', done: ['box-breath'] },
  });
  expect(ids(turn?.offer)).toEqual(['feet-on-floor']);
});

test('what is said offline at a later opening is answered by the device, in another way than the last', async () => {
  const phone = device(() => offline);
  phone.offers.later({ ...run('run-1', 'three-slow-breaths', 9), feelings: ['fearful'], before: 9 }, Promise.resolve());
  await phone.late();
  expect(by(phone.offers.turn.value?.offer)).toBe('device');
  expect(ids(phone.offers.turn.value?.offer)).not.toContain('three-slow-breaths');
});

test('a word that comes after the gap begins an episode of its own', async () => {
  const phone = device(() => offline);
  phone.offers.open(STRONG);
  await phone.late();
  phone.offers.ended(run('run-1', 'three-slow-breaths', 9), unknown);
  await phone.late();
  expect(phone.offers.turn.value?.episode.rounds).toBe(1);
  phone.pass(91 * 60_000);
  phone.offers.ended(run('run-2', 'feet-on-floor', 9), unknown);
  await phone.late();
  expect(phone.offers.turn.value?.episode).toMatchObject({ rounds: 1, phase: 'g2', done: ['feet-on-floor'] });
});

test('what the services offer later joins what the device showed, and comes where nobody could answer', async () => {
  let reached = false;
  const phone = device(() => (reached ? shown(['small-win'], { cards: [card('S4')] }) : offline));
  phone.offers.open(CALM);
  await settled();
  expect(phone.offers.turn.value?.offer).toBe('none');
  reached = true;
  await phone.offers.late('another');
  expect(phone.offers.turn.value?.offer).toBe('none');
  await phone.offers.late('id-1');
  expect(ids(phone.offers.turn.value?.offer)).toEqual(['small-win']);
  const asked = phone.asked.length;
  await phone.offers.late('id-1');
  expect(phone.asked.length).toBe(asked);
});
