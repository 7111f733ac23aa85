import { expect, test } from 'vitest';
import { createDraft, isMorning, momentOf, NOTHING_MORE } from '../src/moment/draft.ts';
import { strengthWord } from '../src/moment/Strength.tsx';
import { firstView } from '../src/moment/view.ts';

const PHONE = { width: 360, height: 740, text: 1 };

test('nothing can be sent before a word and a strength are there', () => {
  const draft = createDraft();
  expect(draft.moment.value).toBeNull();
  draft.chosen.value = ['sad'];
  expect(draft.moment.value).toBeNull();
  draft.intensity.value = 9;
  expect(draft.moment.value).toEqual({ emotions: ['sad'], intensity: 9 });
});

test('what was not said is absent, so that nothing is guessed for anybody', () => {
  expect(momentOf(['sad'], 3, NOTHING_MORE)).toEqual({ emotions: ['sad'], intensity: 3 });
  expect(momentOf(['sad'], 3, { ...NOTHING_MORE, note: '  \n ' })).toEqual({ emotions: ['sad'], intensity: 3 });
});

test('all that was said is sent in the fields of a check-in', () => {
  const moment = momentOf(['sad', 'bad.tired'], 7, {
    triggers: ['work'],
    whereabouts: 'people',
    energy: 'low',
    minutes: 3,
    canWrite: false,
    props: ['music'],
    sleepHours: 0,
    note: ' A long day. ',
  });
  expect(moment).toEqual({
    emotions: ['sad', 'bad.tired'],
    intensity: 7,
    triggers: ['work'],
    context: {
      energy: 'low',
      place: 'anywhere',
      privacy: 'public',
      minutes: 3,
      can_write: false,
      props: ['music'],
      sleep_hours: 0,
    },
    note: 'A long day.',
  });
});

test('in bed is a place, and nobody is watching there', () => {
  const moment = momentOf(['sad'], 3, { ...NOTHING_MORE, whereabouts: 'bed' });
  expect(moment?.context).toEqual({ place: 'bed', privacy: 'private' });
});

test('a draft that was sent leaves nothing behind but the way somebody likes to look', () => {
  const draft = createDraft();
  draft.chosen.value = ['sad'];
  draft.intensity.value = 2;
  draft.extra.value = { ...NOTHING_MORE, note: 'words' };
  draft.view.value = 'list';
  draft.clear();
  expect([draft.chosen.value, draft.intensity.value, draft.extra.value]).toEqual([[], null, NOTHING_MORE]);
  expect(draft.view.value).toBe('list');
});

test('each strength has a word of its own', () => {
  const words = Array.from({ length: 10 }, (_, at) => strengthWord(at + 1));
  expect(new Set(words).size).toBe(10);
});

test('sleep is asked about in the morning only', () => {
  expect([3, 4, 11, 12, 23].map(isMorning)).toEqual([false, true, true, false, false]);
});

test('the list opens first where the wheel is small or the text is large', () => {
  expect(firstView(PHONE, null)).toBe('wheel');
  expect(firstView({ ...PHONE, width: 355 }, null)).toBe('list');
  expect(firstView({ ...PHONE, width: 356 }, null)).toBe('wheel');
  expect(firstView({ ...PHONE, width: 844, height: 390 }, null)).toBe('list');
  expect(firstView({ ...PHONE, text: 1.3 }, null)).toBe('wheel');
  expect(firstView({ ...PHONE, text: 1.31 }, null)).toBe('list');
});

test('the view somebody chose opens first, whatever the screen', () => {
  expect(firstView(PHONE, 'list')).toBe('list');
  expect(firstView({ ...PHONE, width: 320, text: 2 }, 'wheel')).toBe('wheel');
});
