import { expect, test } from 'vitest';
import { createDraft } from '../src/moment/draft.ts';
import type { Item } from '../src/store/order.ts';
import { daysAfter, daysBetween, partOf, slotDay, wallOf, weekday } from '../src/weeks/clock.ts';
import { mineOf, type CheckIn, type Kept, type Practice } from '../src/weeks/mine.ts';
import {
  daysWith,
  feltIn,
  hasFallen,
  helpedIn,
  median,
  momentsOf,
  onceIn,
  partsOf,
  runsIn,
  sharedTime,
  spanOf,
  unnamedIn,
} from '../src/weeks/picture.ts';
import { dayTicks, dotsOf, PLOT } from '../src/weeks/plot.ts';
import { momentSaid } from '../src/weeks/said.ts';

const DUBLIN = 'Europe/Dublin';
const NOVEMBER = spanOf('2026-11-28', 28);

function checkIn(id: string, at: string, more: Partial<CheckIn> = {}): CheckIn {
  const times = { occurred_at: at, recorded_at: '2026-12-01T00:00:00Z', time_zone: DUBLIN };
  return { id, emotions: ['sad'], intensity: 5, triggers: [], next: '', ...times, ...more };
}

function practice(id: string, more: Partial<Practice> = {}): Practice {
  return {
    id,
    state: 'finished',
    technique_id: 'box-breathing',
    name: 'Box breathing',
    version: 'full',
    started_at: '2026-11-20T10:00:00Z',
    steps_total: 1,
    steps_done: 1,
    ...more,
  };
}

function kept(checkIns: readonly CheckIn[], practices: readonly Practice[] = []): Kept {
  return { owner: 'me', at: 0, checkIns, practices };
}

function waiting(kind: Item['kind'], path: string, body: unknown = null): Item {
  return { kind, id: `${kind} of ${path}`, path, body, owner: 'me', at: 0 };
}

const shown = (checkIns: readonly CheckIn[]) => momentsOf(mineOf(kept(checkIns), []).checkIns, NOVEMBER);

test('a local time follows its zone through the change of clocks, else the offset it was sent with', () => {
  const at = Date.parse('2026-07-01T23:30:00Z');
  expect(wallOf(at, '', DUBLIN)).toEqual({ day: '2026-07-02', minutes: 30 });
  expect(wallOf(Date.parse('2026-12-01T23:30:00Z'), '', DUBLIN)).toEqual({ day: '2026-12-01', minutes: 1410 });
  expect(wallOf(at, '2026-07-01T18:00:00-05:30', null)).toEqual({ day: '2026-07-01', minutes: 18 * 60 });
  expect(wallOf(at, '2026-07-01T23:30:00Z', 'Not/AZone')).toEqual({ day: '2026-07-01', minutes: 1410 });
});

test('the parts of the day begin where the report has them begin, and a night belongs to its evening', () => {
  const hours = [4, 5, 10, 11, 16, 17, 21, 22].map((hour) => partOf(hour * 60));
  expect(hours).toEqual(['night', 'morning', 'morning', 'afternoon', 'afternoon', 'evening', 'evening', 'night']);
  expect(slotDay({ day: '2026-03-01', minutes: 299 })).toBe('2026-02-28');
  expect(slotDay({ day: '2026-03-01', minutes: 300 })).toBe('2026-03-01');
});

test('days are counted across months and changes of the clock', () => {
  expect(daysAfter('2026-02-28', 1)).toBe('2026-03-01');
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect([weekday('2026-11-23'), weekday('2026-11-29')]).toEqual([0, 6]);
});

test('what waits counts too and says so; what is to be taken back or replaced does not', () => {
  const known = kept([checkIn('a', '2026-11-20T10:00:00Z'), checkIn('b', '2026-11-21T10:00:00Z')]);
  const mine = mineOf(known, [
    waiting('check-in', '/v1/check-ins', {
      id: 'c',
      emotions: ['happy'],
      intensity: 3,
      occurred_at: '2026-11-22T10:00:00Z',
    }),
    waiting('check-in', '/v1/check-ins', { ...checkIn('d', '2026-11-20T10:00:00Z'), replaces: 'a' }),
    waiting('check-in', '/v1/check-ins', known.checkIns[1]),
    waiting('retraction', '/v1/check-ins/b'),
  ]);
  expect(mine.checkIns.map((each) => [each.id, each.waits])).toEqual([
    ['c', true],
    ['d', true],
  ]);
});

test('a moment that waits and is taken back before it was sent is gone', () => {
  const posted = { id: 'c', emotions: ['happy'], intensity: 3, occurred_at: '2026-11-22T10:00:00Z' };
  const both = [waiting('check-in', '/v1/check-ins', posted), waiting('retraction', '/v1/check-ins/c')];
  expect(mineOf(null, both).checkIns).toEqual([]);
});

test('days without a moment are missing: there is a dot for each moment and none besides', () => {
  const moments = shown([
    checkIn('b', '2026-11-28T12:00:00Z'),
    checkIn('a', '2026-11-01T00:00:00Z', { intensity: 10 }),
  ]);
  const dots = dotsOf(moments, NOVEMBER);
  expect(dots.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [PLOT.start, PLOT.top],
    [Math.round(PLOT.end - (PLOT.end - PLOT.start) / 56), Math.round(PLOT.bottom - (4 / 9) * (PLOT.bottom - PLOT.top))],
  ]);
  expect(daysWith(moments)).toBe(2);
});

test('a week names each of its days, more days only some', () => {
  expect(dayTicks(spanOf('2026-11-28', 7))).toHaveLength(7);
  expect(dayTicks(NOVEMBER).map((each) => each.value)).toEqual([
    '2026-11-01',
    '2026-11-08',
    '2026-11-15',
    '2026-11-22',
  ]);
});

test('a clock that ran ahead puts nothing into the future', () => {
  const ahead = checkIn('a', '2026-11-30T12:00:00Z', { recorded_at: '2026-11-28T12:00:00Z' });
  expect(shown([ahead])[0]?.wall.day).toBe('2026-11-28');
});

test('feelings are counted by family and word, a moment once for each family', () => {
  const moments = shown([
    checkIn('a', '2026-11-28T12:00:00Z', { emotions: ['sad.lonely', 'sad.hurt', 'happy'] }),
    checkIn('b', '2026-11-27T12:00:00Z', { emotions: ['sad.lonely'] }),
    checkIn('c', '2026-11-26T12:00:00Z', { emotions: ['unsure'] }),
  ]);
  expect(feltIn(moments)).toEqual([
    {
      family: 'sad',
      moments: 2,
      words: [
        ['sad.lonely', 2],
        ['sad.hurt', 1],
      ],
    },
    { family: 'happy', moments: 1, words: [['happy', 1]] },
  ]);
  expect(unnamedIn(moments)).toBe(1);
});

test('parts of the day are facts with what they are out of; a pleasant 10 is no high moment', () => {
  const moments = shown([
    checkIn('a', '2026-11-23T08:00:00Z', { intensity: 8 }),
    checkIn('b', '2026-11-16T08:00:00Z', { intensity: 9 }),
    checkIn('c', '2026-11-17T14:00:00Z', { intensity: 8, emotions: ['unsure'] }),
    checkIn('d', '2026-11-18T14:00:00Z', { intensity: 10, emotions: ['happy'] }),
  ]);
  expect(partsOf(moments).map(({ moments: all, high }) => [all, high])).toEqual([
    [2, 2],
    [2, 1],
    [0, 0],
    [0, 0],
  ]);
  expect(sharedTime(moments)).toEqual({ weekday: 0, part: 'morning', times: 2, of: 3 });
});

test('a time of the week is named only where at least half of several high moments share it', () => {
  const days = ['16', '17', '18', '19', '20', '23'].map((day) =>
    checkIn(day, `2026-11-${day}T08:00:00Z`, { intensity: 8 }),
  );
  expect(sharedTime(shown(days))).toBeNull();
  expect(sharedTime(shown(days.slice(0, 1)))).toBeNull();
});

test('what helped is told from two runs, and often from five of which three in five helped', () => {
  const runs = (count: number, helped: number) =>
    mineOf(
      kept(
        [],
        Array.from({ length: count }, (_, each) =>
          practice(String(each), {
            intensity_before: 8,
            intensity_after: 8 - each,
            helped: each < helped ? 'helped' : 'no',
          }),
        ),
      ),
      [],
    ).runs;
  expect(helpedIn(runs(1, 1))).toEqual([]);
  expect(onceIn(runs(1, 1))).toEqual(['Box breathing']);
  expect(helpedIn(runs(2, 1))).toMatchObject([
    { runs: 2, rated: 2, change: -0.5, helped: 1, answered: 2, often: false },
  ]);
  expect([helpedIn(runs(4, 4)), helpedIn(runs(5, 3)), helpedIn(runs(5, 2))].map(([each]) => each?.often)).toEqual([
    false,
    true,
    false,
  ]);
});

test('a number that nobody gave is missing and never taken for a change', () => {
  const { runs } = mineOf(kept([], [practice('a'), practice('b', { intensity_before: 9, intensity_after: 9 })]), []);
  expect(helpedIn(runs)).toMatchObject([{ runs: 2, rated: 1, change: 0, answered: 0 }]);
  expect(hasFallen(runs)).toBe(true);
  expect(hasFallen(mineOf(kept([], [practice('a', { intensity_before: 9 })]), []).runs)).toBe(false);
  expect([median([]), median([3]), median([1, 2]), median([5, 1, 2])]).toEqual([null, 3, 1.5, 2]);
});

test('a practice goes with the moment that was taken back, and stays with one that was corrected', () => {
  const practices = [practice('one', { check_in_id: 'a' }), practice('two', { check_in_id: 'b' })];
  const known = kept(
    [checkIn('a', '2026-11-20T10:00:00Z'), checkIn('new', '2026-11-20T10:00:00Z', { replaces: 'b' })],
    practices,
  );
  expect(mineOf(known, []).runs).toHaveLength(2);
  expect(mineOf(known, [waiting('retraction', '/v1/check-ins/a')]).runs).toHaveLength(1);
});

test('practices and ratings that wait count with the strength of their moment', () => {
  const end = { how: 'finished', intensity_after: 6, helped: 'a_bit' };
  const late = {
    id: 'two',
    occurred_at: '2026-11-20T10:05:00Z',
    technique_id: 'cold-water',
    check_in_id: 'a',
    end,
    version: 'full',
  };
  const { runs } = mineOf(kept([checkIn('a', '2026-11-20T10:00:00Z', { intensity: 9 })], [practice('one')]), [
    waiting('practice', '/v1/practices/batch', late),
    waiting('rating', '/v1/practices/one/rate', { intensity_after: 2, helped: 'helped' }),
  ]);
  expect(runs.map(({ name, before, after, helped }) => [name, before, after, helped])).toEqual([
    ['Box breathing', null, 2, 'helped'],
    ['Cold water', 9, 6, 'a_bit'],
  ]);
});

test('runs are counted by the day on which they began', () => {
  const { runs } = mineOf(kept([], [practice('a'), practice('b', { started_at: '2026-10-31T23:30:00Z' })]), []);
  expect(runsIn(runs, NOVEMBER, DUBLIN)).toHaveLength(1);
});

test('a moment that is opened to be corrected says what was said, no more and no less', () => {
  const context = {
    energy: null,
    place: 'bed',
    privacy: 'private',
    minutes: 3,
    can_write: false,
    props: [],
    sleep_hours: 5,
  };
  const said = checkIn('a', '2026-11-20T10:00:00Z', {
    triggers: ['work', 'rain'],
    note: 'A <b>note</b>',
    context,
  } as Partial<CheckIn>);
  expect(createDraft(momentSaid(said)).moment.value).toEqual({
    emotions: ['sad'],
    intensity: 5,
    triggers: ['work', 'rain'],
    note: 'A <b>note</b>',
    context: { place: 'bed', privacy: 'private', minutes: 3, can_write: false, sleep_hours: 5 },
  });
});
