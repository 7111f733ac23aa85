import { expect, test } from 'vitest';
import { asSet, type Against } from '../src/practice/suiting.ts';

const reason = (code: string) => ({ code, text: code });
const AGAINST: Against = {
  'body-scan': [reason('harmed')],
  'box-breathing': [reason('hidden'), reason('adapted')],
  'cold-pack-face': [reason('avoid'), reason('hidden')],
};

test('what was hidden a moment ago is marked at once, also where nothing else speaks against it', () => {
  const marked = asSet(AGAINST, { hidden: ['five-senses', 'body-scan'], restored: [] });
  expect(marked['five-senses']?.map((each) => each.code)).toEqual(['hidden']);
  expect(marked['body-scan']?.map((each) => each.code)).toEqual(['harmed', 'hidden']);
});

test('what was brought back suits again, unless something else speaks against it', () => {
  const marked = asSet(AGAINST, { hidden: [], restored: ['body-scan'] });
  expect(Object.keys(marked)).toEqual(['cold-pack-face']);
  expect(marked['cold-pack-face']?.map((each) => each.code)).toEqual(['avoid']);
});
