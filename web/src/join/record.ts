/** A record that was not taken, in the words of whoever wrote it. Pure. */
import { wordOf } from '../moment/Chosen.tsx';
import type { Item, Kind } from '../store/order.ts';
import { t, type Plain } from '../words/index.ts';

const KINDS: Readonly<Partial<Record<Item['kind'], Plain>>> = {
  'check-in': 'refused.check-in',
  practice: 'refused.practice',
  rating: 'refused.rating',
};
/** What says nothing to a person: names that only the services know things by. */
const NOT_WORDS = /(^|_)(ids?|at|zone|path|source|version|offered|emotions|intensity)$/;

export function titleOf(item: Item): string {
  return t(KINDS[item.kind] ?? 'refused.other');
}

/** How many there are of each kind, in the order in which they come. */
export function countsOf(kinds: readonly Kind[]): readonly (readonly [Kind, number])[] {
  return [...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]);
}

/** Everything in it that somebody said, each by itself, in the order in which it stands there. */
export function linesOf(item: Item): string[] {
  return [...momentIn(item.body), ...textsIn(item.body)];
}

function momentIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || !('emotions' in body) || !Array.isArray(body.emotions)) return [];
  const words = body.emotions.map(String).map(wordOf).join(t('offer.between'));
  const number = 'intensity' in body ? String(body.intensity) : '';
  return [t('refused.moment', { words, number })];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (NOT_WORDS.test(name) ? [] : textsIn(each)));
}
