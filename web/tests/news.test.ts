import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createNews } from '../src/app/news.ts';
import type { Place } from '../src/app/router.ts';
import type { Turn } from '../src/offer/offer.ts';
import type { Silent } from '../src/practice/afterwards.ts';

function app(at: Place) {
  const did: string[] = [];
  const note =
    (what: string) =>
    (about?: string): Promise<void> =>
      Promise.resolve(void did.push(about === undefined ? what : `${what} ${about}`));
  const place = signal<Place>(at);
  const asked = signal<Silent | null>(null);
  const news = createNews({
    place,
    offers: { turn: signal({ cause: 'moment' } as Turn), late: note('offer') },
    packs: { renew: note('pack') },
    plans: { renew: note('plan') },
    sharing: { look: note('sharing') },
    reminders: { look: note('reminders') },
    afterwards: { asked, look: note('asked') },
  });
  return { news, place, asked, did };
}

test('what is on the screen is asked for anew, and nothing else', () => {
  const { news, place, did } = app('home');
  for (const kind of ['plan', 'report', 'practice', 'profile']) news.hear({ kind, about: 'x' });
  expect(did).toEqual([]);
  place.value = 'plan';
  news.hear({ kind: 'plan', about: 'x' });
  place.value = 'sharing';
  news.hear({ kind: 'report', about: 'x' });
  news.hear({ kind: 'offer', about: 'moment' });
  news.hear({ kind: 'pack', about: null });
  expect(did).toEqual(['plan', 'sharing', 'offer moment', 'pack']);
});

test('a proposal is said in a line until somebody looks at the plan', () => {
  const { news, place, did } = app('home');
  news.hear({ kind: 'proposal', about: 'x' });
  place.value = 'more';
  expect(news.line.value).toBe('proposal');
  place.value = 'plan';
  expect(news.line.value).toBeNull();
  news.hear({ kind: 'proposal', about: 'x' });
  expect([news.line.value, did]).toEqual([null, ['plan']]);
});

test('a reminder is a line that goes with the screen, and the list of them is looked at anew', () => {
  const { news, place, did } = app('reminders');
  news.hear({ kind: 'reminder', about: 'x' });
  expect([news.line.value, did]).toEqual(['reminder', ['reminders']]);
  place.value = 'more';
  expect(news.line.value).toBeNull();
});

test('what another device said about a practice is not asked for here any more', () => {
  const { news, asked, did } = app('home');
  asked.value = { id: 'run' } as Silent;
  news.hear({ kind: 'practice', about: 'another' });
  news.hear({ kind: 'practice', about: 'run' });
  expect(did).toEqual(['asked']);
});

test('where the place in the stream was lost, all that is shown is asked for', () => {
  const { news, did } = app('task');
  news.everything();
  expect(did).toEqual(['offer moment', 'pack', 'plan']);
});
