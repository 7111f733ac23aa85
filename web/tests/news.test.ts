import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createNews } from '../src/app/news.ts';
import type { Place } from '../src/app/router.ts';
import type { Known as Planned } from '../src/plan/plans.ts';
import type { Turn } from '../src/offer/offer.ts';
import type { Silent } from '../src/practice/afterwards.ts';
import type { Known } from '../src/reminders/reminders.ts';
import type { Vault } from '../src/store/vault.ts';

const NOW = Date.parse('2026-01-31T20:00:00Z');
const HALF_AN_HOUR = 30 * 60_000;

function app(at: Place) {
  const did: string[] = [];
  const note =
    (what: string) =>
    (about?: string): Promise<void> =>
      Promise.resolve(void did.push(about === undefined ? what : `${what} ${about}`));
  const place = signal<Place>(at);
  const asked = signal<Silent | null>(null);
  const known = signal<Known | null>(null);
  const planned = signal<Planned | null>(null);
  const kept = new Map<string, unknown>();
  const vault: Pick<Vault, 'get' | 'put'> = {
    get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
  };
  const news = createNews({
    place,
    offers: { turn: signal({ cause: 'moment' } as Turn), late: note('offer') },
    packs: { renew: note('pack') },
    plans: { renew: note('plan'), open: () => Promise.resolve(), known: planned },
    sharing: { look: note('sharing') },
    reminders: { look: note('reminders'), known },
    vault,
    afterwards: { asked, look: note('asked') },
    profiles: { renew: note('profile'), read: signal(null) },
    now: () => NOW,
    zone: () => 'Europe/Dublin',
  });
  return { news, place, asked, known, planned, did };
}

test('what is on the screen is asked for anew, and nothing else', () => {
  const { news, place, did } = app('home');
  for (const kind of ['plan', 'report', 'practice']) news.hear({ kind, about: 'x', at: NOW });
  expect(did).toEqual([]);
  place.value = 'plan';
  news.hear({ kind: 'plan', about: 'x', at: NOW });
  place.value = 'sharing';
  news.hear({ kind: 'report', about: 'x', at: NOW });
  news.hear({ kind: 'offer', about: 'moment', at: NOW });
  news.hear({ kind: 'pack', about: null, at: NOW });
  expect(did).toEqual(['plan', 'sharing', 'offer moment', 'pack']);
});

test('a proposal is said in a line until somebody looks at the plan', () => {
  const { news, place, did } = app('home');
  news.hear({ kind: 'proposal', about: 'x', at: NOW });
  place.value = 'more';
  expect(news.line.value).toBe('proposal');
  place.value = 'plan';
  expect(news.line.value).toBeNull();
  news.hear({ kind: 'proposal', about: 'x', at: NOW });
  expect([news.line.value, did]).toEqual([null, ['plan']]);
});

test('a reminder is a line that goes with the screen, and the list of them is looked at anew', () => {
  const { news, place, did } = app('reminders');
  news.hear({ kind: 'reminder', about: 'x', at: NOW });
  expect([news.line.value, did]).toEqual(['reminder', ['reminders']]);
  place.value = 'more';
  expect(news.line.value).toBeNull();
});

test('a reminder of long ago is no line any more, only the list is looked at anew', () => {
  const { news, did } = app('reminders');
  news.hear({ kind: 'reminder', about: 'x', at: NOW - HALF_AN_HOUR - 1 });
  expect([news.line.value, did]).toEqual([null, ['reminders']]);
  news.hear({ kind: 'reminder', about: 'x', at: NOW - HALF_AN_HOUR });
  expect(news.line.value).toBe('reminder');
});

test('what was set on another device holds here at once', () => {
  const { news, did } = app('reminders');
  news.hear({ kind: 'profile', about: null, at: NOW });
  expect(did).toEqual(['profile', 'reminders']);
});

test('what another device said about a practice is not asked for here any more', () => {
  const { news, asked, did } = app('home');
  asked.value = { id: 'run' } as Silent;
  news.hear({ kind: 'practice', about: 'another', at: NOW });
  news.hear({ kind: 'practice', about: 'run', at: NOW });
  expect(did).toEqual(['asked']);
});

test('where the place in the stream was lost, all that is shown is asked for', () => {
  const { news, did } = app('task');
  news.everything();
  expect(did).toEqual(['offer moment', 'pack', 'plan', 'profile']);
});

const asking = (off: boolean): Known => ({
  reminders: [],
  moments: [],
  pause: { paused: false, until: null },
  quiet: { from: '22:00', to: '08:00' },
  asks: { reminder_id: 'one', since: '2026-01-20T20:00:00Z', off },
});

test('a reminder that asks says so at the first screen, and the line goes with it', async () => {
  const { news, place, known } = app('home');
  known.value = asking(false);
  await news.opened();
  expect(news.line.value).toBe('asks');
  place.value = 'plan';
  expect(news.line.value).toBeNull();
  await news.opened();
  expect(news.line.value).toBeNull();
});

test('that a reminder is off is said at each opening until it was seen, and not again', async () => {
  const { news, place, known } = app('home');
  known.value = asking(true);
  await news.opened();
  place.value = 'more';
  place.value = 'home';
  await news.opened();
  expect(news.line.value).toBe('off');
  await news.seen('off');
  place.value = 'more';
  place.value = 'home';
  await news.opened();
  expect(news.line.value).toBeNull();
});

test('where no reminder asks, an opening says nothing', async () => {
  const { news, known } = app('home');
  await news.opened();
  known.value = { ...asking(false), asks: null };
  await news.opened();
  expect(news.line.value).toBeNull();
});

test('on the evening before a session an opening asks what there is to bring, before a reminder asks', async () => {
  const { news, place, planned, known } = app('home');
  const on = (date: string): Planned => ({
    plan: { assignments: [], session: { date, questions: [] } },
    barriers: [],
    at: NOW,
  });
  known.value = asking(false);
  planned.value = on('2026-02-01');
  await news.opened();
  expect(news.line.value).toBe('session');
  place.value = 'session';
  expect(news.line.value).toBeNull();
  await news.opened();
  expect(news.line.value).toBeNull();
  place.value = 'home';
  planned.value = on('2026-02-02');
  await news.opened();
  expect(news.line.value).toBe('asks');
});
