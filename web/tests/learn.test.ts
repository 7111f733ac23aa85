import { expect, test } from 'vitest';
import { pageOf, pages } from '../src/learn/pages.ts';
import { POINTED_TO } from '../src/learn/reading.tsx';

test('there are seven pages, each with something to read under every heading', () => {
  expect(pages).toHaveLength(7);
  for (const { sections } of pages) {
    expect(sections.length).toBeGreaterThan(0);
    for (const each of sections) expect(each.texts.length).toBeGreaterThan(0);
  }
});

test('what is said to clients rests on nothing but sources that were looked up', () => {
  const said = pages.filter((each) => each.audience === 'client');
  expect(said.length).toBeGreaterThan(0);
  for (const { references } of said) for (const each of references) expect(each.status).toBe('checked');
});

test.each(POINTED_TO)('a screen that points to %s points to a page', (id) => {
  expect(pageOf(id)?.audience).toBe('client');
});

test('nobody is pointed to a page that is not there', () => {
  expect(pageOf('no-such-page')).toBeUndefined();
  expect(pageOf(null)).toBeUndefined();
});
