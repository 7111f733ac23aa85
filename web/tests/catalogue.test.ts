import { expect, test } from 'vitest';
import { stepsOf, techniques } from '../src/practice/catalogue.ts';

test('every practice is found by its id, with the steps of its full and of its smallest version', async () => {
  const all = await techniques();
  expect(all.size).toBe(120);
  for (const [id, each] of all) {
    expect(each.id).toBe(id);
    expect(stepsOf(each, 'full').length).toBeGreaterThan(0);
    expect(stepsOf(each, 'tiny')).toBe(each.tiny.steps);
  }
});

test('it is read once', async () => {
  expect(await techniques()).toBe(await techniques());
});
