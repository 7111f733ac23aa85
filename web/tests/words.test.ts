import { afterEach, expect, test } from 'vitest';
import { chooseLanguage, counted, direction, language, t } from '../src/words/index.ts';
import { en } from '../src/words/en.ts';

afterEach(() => {
  chooseLanguage('');
});

test('what stands in braces is filled in', () => {
  expect(t('help.call', { number: '112' })).toBe('Call 112');
});

test('what is filled in turns no other words around', () => {
  expect(t('own.call', { name: '\u202eAna' })).toBe('Call \u2068\u202eAna\u2069');
  expect(t('own.call', { name: '\u2069\u202eAna' })).toBe('Call \u2068\u202eAna\u2069');
  expect(t('own.call', { name: 'آنا' })).toBe('Call \u2068آنا\u2069');
});

test('one thing and more things have their own form', () => {
  expect([1, 2].map((count) => counted('app.waiting', count).split(' ').slice(0, 3).join(' '))).toEqual([
    '1 note waits',
    '2 notes wait',
  ]);
});

test('the trial language is longer, keeps what is filled in, and can run the other way', () => {
  chooseLanguage('?lang=rtl');
  expect([language.value, direction.value]).toEqual(['en-XB', 'rtl']);
  const said = t('help.call', { number: '112' });
  expect(said).toContain('112');
  expect(said.length).toBeGreaterThan('Call 112'.length * 1.3);
});

test('an unknown language leaves English', () => {
  chooseLanguage('?lang=xx');
  expect(t('app.back')).toBe('Back');
});

const NEVER =
  /\b(failed|missed|lazy|should|must|just|non-compliant|streak|broken|calm down|cheer up|mood|disorder|depress\w*)\b|!/i;

test.each(Object.entries(en))('%s says nothing that scolds', (_, text) => {
  expect(text).not.toMatch(NEVER);
});
