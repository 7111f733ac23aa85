import { describe, expect, test } from 'vitest';
import { directory } from '../src/safety/directory.ts';
import { countriesOf, countryOf, numbersFor, type Directory } from '../src/safety/numbers.ts';

const TODAY = new Date('2026-11-28');

function checkedOn(date: string): Directory {
  const signed = <T extends object>(each: T): T => ({ ...each, last_checked: date, checked_by: ['one', 'two'] });
  const row = directory.countries['IE'];
  if (!row) throw new Error('IE is gone');
  const checked = { ...row, emergency: row.emergency.map(signed), lines: row.lines.map(signed) };
  return { ...directory, countries: { IE: checked } };
}

describe('the numbers for a country', () => {
  test('are its own, with the notice that nobody has checked them', () => {
    const found = numbersFor(directory, 'IE', TODAY, true);
    expect(found.emergency.map((each) => each.number)).toEqual(['112', '999']);
    expect(found.notice.kind).toBe('unchecked');
  });

  test('are not shown unchecked unless that is allowed: then it is what helps anywhere', () => {
    const found = numbersFor(directory, 'IE', TODAY, false);
    expect(found.lines).toEqual([]);
    expect(found.emergency.map((each) => each.number)).toEqual(['112', '911']);
    expect(found.websitesFirst).toBe(true);
  });

  test('need no notice while their check is fresh, and say its date when it is old', () => {
    expect(numbersFor(checkedOn('2026-06-01'), 'IE', TODAY, false).notice.kind).toBe('none');
    const old = numbersFor(checkedOn('2025-11-01'), 'IE', TODAY, false);
    expect(old.notice).toEqual({ kind: 'old', date: '2025-11-01' });
    expect(old.websitesFirst).toBe(true);
  });

  test('follow another name of the country, and a row that serves several', () => {
    expect(numbersFor(directory, 'uk', TODAY, true).emergency[0]?.number).toBe('999');
    expect(numbersFor(directory, 'GR', TODAY, true).emergency[0]?.number).toBe('112');
  });

  test.each([null, '', 'XX', '__proto__', 'constructor'])('%s gets what helps anywhere', (country) => {
    expect(numbersFor(directory, country, TODAY, true).emergency).toEqual(directory.other.emergency);
  });
});

test('lines for who is not safe at home are shown where each is checked, and take nothing else away', () => {
  expect(numbersFor(directory, 'AT', TODAY, true).unsafeHome.map((each) => each.dial)).toEqual(['0800222555']);
  const row = checkedOn('2026-06-01').countries['IE'];
  const line = directory.countries['AT']?.unsafe_home[0];
  if (!row || !line) throw new Error('A row is gone');
  const signed = { ...line, last_checked: '2026-06-01', checked_by: ['one', 'two'] };
  const found = numbersFor(
    { ...directory, countries: { IE: { ...row, unsafe_home: [line, signed] } } },
    'IE',
    TODAY,
    false,
  );
  expect(found.unsafeHome).toEqual([signed]);
  expect(found.notice.kind).toBe('none');
});

test('every country that can be chosen has an emergency number', () => {
  const known = countriesOf(directory);
  expect(known.length).toBeGreaterThan(40);
  for (const code of known) expect(numbersFor(directory, code, TODAY, true).emergency.length).toBeGreaterThan(0);
});

test.each([
  [['en-IE', 'en-US'], 'IE'],
  [['de'], null],
  [['de', 'fr-FR'], 'FR'],
  [['en-XX'], null],
  [[], null],
])('a device set to %j is taken to be in %s', (languages, country) => {
  expect(countryOf(languages, countriesOf(directory))).toBe(country);
});
