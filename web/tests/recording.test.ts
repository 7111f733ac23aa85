import { expect, test } from 'vitest';
import type { Answer, Client } from '../src/api/client.ts';
import { problemOf } from '../src/api/client.ts';
import type { Step } from '../src/practice/catalogue.ts';
import { createRecorder } from '../src/practice/recorder.ts';
import { joined, NOTHING_TOLD, nextPart, wholeOf, withoutPrivate, type Shown } from '../src/practice/recording.ts';
import { answered, begun, rated, stopped, type Run } from '../src/practice/run.ts';
import type { Adding, Outbox } from '../src/store/outbox.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const text = (key: string, priv = false): Step => ({
  kind: 'text',
  key,
  text: 'Write.',
  eyes_open: '',
  dims: false,
  optional: true,
  private: priv,
});
const steps = [text('one'), text('two', true)];
const fresh = (): Run => begun({ id: ID, technique: 'x', size: 'full', steps, checkIn: 'c' }, 0);
const after = (...said: (string | null)[]): Run =>
  said.reduce<Run>((run, each, place) => answered(run, each, steps, (place + 1) * 1000), fresh());
const over = (): Run => rated(after('a', 'b'), { intensity: 4, helped: 'a_bit' }, 9000);

/** The services as a device meets them, and what waits for them. */
function outside(says: (path: string) => Answer<unknown>) {
  const asked: string[] = [];
  const waiting: Adding[] = [];
  const overtaken: Shown[] = [];
  const answer = (path: string) => {
    asked.push(path);
    return Promise.resolve(says(path));
  };
  const client = { post: answer, get: answer } as unknown as Client;
  const outbox = {
    add: (item: Adding) => {
      waiting.push(item);
      return Promise.resolve();
    },
  } as unknown as Outbox;
  return { asked, waiting, overtaken, given: { client, outbox, overtaken: (shown: Shown) => overtaken.push(shown) } };
}

const yes = (data: unknown = {}): Answer<unknown> => ({ ok: true, status: 200, data, etag: null });
const no = (status: number): Answer<unknown> => ({ ok: false, problem: problemOf(status, null) });

test('the parts are told in order, each with its own time, and none twice', () => {
  const told = [];
  let known = NOTHING_TOLD;
  for (let part = nextPart(over(), known); part; part = nextPart(over(), known)) {
    told.push([part.path.replace(ID, 'id'), part.body]);
    known = part.told;
  }
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
  expect(told).toEqual([
    ['/v1/practices', { id: ID, technique_id: 'x', version: 'full', check_in_id: 'c', occurred_at: at(0) }],
    ['/v1/practices/id/steps/1', { response: 'a', occurred_at: at(1) }],
    ['/v1/practices/id/steps/2', { response: 'b', occurred_at: at(2) }],
    ['/v1/practices/id/finish', { occurred_at: at(2) }],
    ['/v1/practices/id/rate', { intensity_after: 4, helped: 'a_bit', occurred_at: at(9) }],
  ]);
});

test('the whole says what the parts would have said', () => {
  expect(wholeOf(over())).toMatchObject({
    id: ID,
    steps: [
      { n: 1, response: 'a' },
      { n: 2, response: 'b' },
    ],
    end: { how: 'finished' },
    rated: { intensity_after: 4, helped: 'a_bit' },
  });
  expect(wholeOf(rated(stopped(after('a'), 5000), { intensity: null, helped: null }, 6000))).not.toHaveProperty(
    'rated',
  );
});

test('what is private is in nothing that is told', () => {
  expect(JSON.stringify(wholeOf(withoutPrivate(after('open', 'hidden'), steps)))).not.toContain('hidden');
});

test('what is asked about each of some private words is private too', () => {
  const asking = { kind: 'rate', key: 'each', each: true } as Step;
  const run = { ...after('open', 'hidden'), typed: { 2: ['hidden: 4'] } };
  expect(withoutPrivate(run, [...steps, asking]).typed).toEqual({});
  expect(withoutPrivate(run, [text('one'), text('two'), asking]).typed).toEqual(run.typed);
});

test('while the services answer, each part is told as it comes, and nothing waits', async () => {
  const next = { pending: true, cause: ID, href: '' };
  const there = outside((path) => yes(path.endsWith('/rate') ? { next } : {}));
  const recorder = createRecorder(there.given, true);
  expect(await recorder.tell(after('a'))).toBeNull();
  expect(there.asked).toHaveLength(2);
  expect(await recorder.tell(over())).toEqual(next);
  expect([there.asked.length, there.waiting]).toEqual([5, []]);
});

test('once they do not answer, the whole waits, and more of it takes its place', async () => {
  let works = true;
  const there = outside(() => (works ? yes() : no(0)));
  const recorder = createRecorder(there.given, true);
  await recorder.tell(fresh());
  works = false;
  await recorder.tell(after('a'));
  works = true;
  await recorder.tell(over());
  expect(there.asked).toHaveLength(2);
  expect(there.waiting.map((each) => [each.kind, each.id, each.path])).toEqual([
    ['practice', ID, '/v1/practices/batch'],
    ['practice', ID, '/v1/practices/batch'],
  ]);
  expect(there.waiting[1]?.body).toEqual(wholeOf(over()));
});

test('whoever comes second takes the state of who came first', async () => {
  const shown = { id: ID } as unknown as Shown;
  const there = outside((path) => (path.includes('/steps/') ? no(409) : yes(path.endsWith(ID) ? shown : {})));
  await createRecorder(there.given, true).tell(after('mine'));
  expect([there.overtaken, there.waiting]).toEqual([[shown], []]);
});

test('the first answer stays, and what was answered here beyond it is kept', () => {
  const shown = {
    id: ID,
    technique_id: 'x',
    version: 'full',
    steps_total: 2,
    steps_done: 1,
    state: 'running',
    started_at: '2026-11-01T00:00:00Z',
    steps: [
      { n: 1, done: true, response: 'theirs' },
      { n: 2, done: false },
    ],
  } as unknown as Shown;
  expect(joined(null, shown, 5)).toMatchObject({ at: 1, done: [{ response: 'theirs' }], end: null, rated: null });
  const both = joined(after('mine', 'further'), shown, 5);
  expect(both.done.map((each) => each.response)).toEqual(['theirs', 'further']);
  expect(both.end).toEqual({ how: 'finished', at: 2000 });
  expect(joined(after('mine'), { ...shown, state: 'stopped', helped: 'no' }, 5)).toMatchObject({
    end: { how: 'stopped' },
    rated: { helped: 'no', intensity: null },
  });
});
