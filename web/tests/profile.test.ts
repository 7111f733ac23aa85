import { expect, test } from 'vitest';
import document from '../openapi/coach.json';
import { codes } from '../src/settings/cautions.ts';
import { bringBack, hide, putOf, versionOf, withChanges, type Shown } from '../src/settings/profile.ts';

const SHOWN: Shown = {
  cautions: { panic: 'yes', ocd: 'no' },
  hidden: ['box-breathing'],
  restored: ['body-scan'],
  language: 'en',
  zone: 'Europe/Dublin',
  country: 'IE',
  quiet: { from: '22:00', to: '08:00' },
  session: { weekday: 2, at: '15:00' },
  rest_inward_until: '2026-12-01T00:00:00Z',
  regulate_first_from: 8,
};

test('an answer is given, changed or taken away, and the others stay', () => {
  expect(withChanges(SHOWN.cautions, { panic: 'no', ocd: null, fainting: 'yes' })).toEqual({
    panic: 'no',
    fainting: 'yes',
  });
});

test('what is set besides the answers goes along as it was read, and nothing that cannot be set', () => {
  const { rest_inward_until, regulate_first_from, ...settable } = SHOWN;
  expect(rest_inward_until).not.toBeNull();
  expect(regulate_first_from).toBe(8);
  expect(putOf(SHOWN, { cautions: {} })).toEqual({ ...settable, cautions: {} });
  expect(putOf(SHOWN, { country: null })).toEqual({ ...settable, country: null });
});

test('what is hidden is brought back no longer, and the other way round', () => {
  const hidden = putOf(SHOWN, hide('body-scan')(SHOWN));
  expect([hidden.hidden, hidden.restored]).toEqual([['box-breathing', 'body-scan'], []]);
  expect(bringBack('box-breathing', false)(SHOWN)).toEqual({ hidden: [], restored: ['body-scan'] });
  expect(bringBack('five-senses', true)(SHOWN).restored).toEqual(['body-scan', 'five-senses']);
});

test('every code that the services know is asked once', () => {
  const { description } = document.components.schemas.PutProfile.properties.cautions;
  const known = /Codes: (.*)\.$/.exec(description)?.[1]?.split(', ') ?? [];
  expect([...codes].sort()).toEqual(known.sort());
});

test('the version of the profile is read out of its ETag', () => {
  expect(versionOf('"12"')).toBe(12);
  expect(versionOf('"12.1"')).toBe(12);
  expect(versionOf(null)).toBe(0);
});
