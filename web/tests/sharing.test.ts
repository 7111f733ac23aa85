import { expect, test } from 'vitest';
import { problemOf, type Answer, type Client } from '../src/api/client.ts';
import { createSharing } from '../src/sharing/sharing.ts';
import {
  agreed,
  daysBack,
  daysWithin,
  FIELDS,
  inOrder,
  NOTHING_CHOSEN,
  pauseAfter,
  previewPath,
  withOrWithout,
} from '../src/sharing/terms.ts';

const THERAPIST = '00000000-0000-4000-8000-000000000009';

test('what nobody has chosen is what the specification ticks, and no therapist may suggest anything', () => {
  expect(agreed(NOTHING_CHOSEN, THERAPIST, '2026-11-29')).toEqual({
    recipient: THERAPIST,
    fields: ['period', 'feelings', 'high_moments', 'practices', 'homework'],
    from: '2026-11-02',
    expires_at: '2027-02-27T23:59:59Z',
    text_version: '1',
    proposals: false,
    before_each_session: false,
  });
});

test('a report reaches no further than its consent', () => {
  const wanted = daysBack('2026-11-29', 28);
  expect(daysWithin({ from: '2026-11-20', to: null }, wanted)).toEqual({ from: '2026-11-20', to: '2026-11-29' });
  expect(daysWithin({ from: null, to: '2026-11-10' }, wanted)).toEqual({ from: '2026-11-02', to: '2026-11-10' });
  expect(daysWithin({ from: '2026-12-01', to: null }, wanted)).toBeNull();
});

test('a preview asks for notes only where some are ticked, each by itself', () => {
  const days = { from: '2026-11-02', to: '2026-11-29' };
  expect(previewPath(['notes', 'period'], days, 'Europe/Dublin', [])).toBe(
    '/v1/reports/preview?from=2026-11-02&to=2026-11-29&zone=Europe%2FDublin&fields=period',
  );
  expect(previewPath(['notes', 'period'], days, 'UTC', ['a', 'b'])).toBe(
    '/v1/reports/preview?from=2026-11-02&to=2026-11-29&zone=UTC&fields=period%2Cnotes&note=a&note=b',
  );
  expect(previewPath(['period'], days, 'UTC', ['a'])).not.toContain('note');
});

test('fields keep the order in which they are asked for, whatever the order of the taps', () => {
  expect(inOrder([...FIELDS].reverse())).toEqual(FIELDS);
  expect(withOrWithout(withOrWithout(['a'], 'b'), 'a')).toEqual(['b']);
});

test('it is looked less and less often whether a report is ready, and in the end no more', () => {
  expect([0, 4, 59, 60].map((looks) => pauseAfter(looks, false))).toEqual([1000, 2000, 10_000, null]);
  expect([0, 59, 60].map((looks) => pauseAfter(looks, true))).toEqual([30_000, 30_000, null]);
});

function sharing(says: (method: string, path: string, body: unknown) => Answer<unknown>) {
  const ask = (method: string) => (path: string, body?: unknown) => Promise.resolve(says(method, path, body));
  const client = {
    get: ask('GET'),
    post: ask('POST'),
    put: ask('PUT'),
    patch: ask('PATCH'),
    del: ask('DELETE'),
  } as Client;
  let ids = 0;
  return createSharing({ client, subject: () => 'me', newId: () => `id-${++ids}` });
}

const ok = (data: unknown): Answer<unknown> => ({ ok: true, status: 200, data, etag: null });
const no = { ok: false, problem: problemOf(0, null, null, 'late') } as Answer<unknown>;
const ended = { ok: false, problem: problemOf(409, null) } as Answer<unknown>;
const LISTS = { consents: [], reports: [], openings: [] };

test('a yes whose answer was lost is sent again under the same id, and what was chosen stays until it is taken', async () => {
  const sent: unknown[] = [];
  let answer: Answer<unknown> = no;
  const store = sharing((method, _, body) => {
    if (method === 'GET') return ok({ clinic_id: 'c', name: 'Clinic', ...LISTS });
    sent.push((body as { id: string }).id);
    return answer;
  });
  store.draft.value = { ...NOTHING_CHOSEN, fields: ['period'] };
  expect(await store.agree(THERAPIST, '2026-11-29')).toBe(false);
  expect(store.draft.value.fields).toEqual(['period']);
  answer = ok({});
  expect(await store.agree(THERAPIST, '2026-11-29')).toBe(true);
  expect(await store.agree(THERAPIST, '2026-11-29')).toBe(true);
  expect(sent).toEqual(['id-1', 'id-1', 'id-2']);
  expect(store.draft.value).toEqual(NOTHING_CHOSEN);
});

test('what was refused may have been ended elsewhere, so that is looked at anew, and the refusal still told', async () => {
  const lists = ok({ clinic_id: 'c', name: 'Clinic', ...LISTS });
  const store = sharing((method) => (method === 'GET' ? lists : ended));
  expect(await store.release('r')).toBe(false);
  expect([store.shared.value?.consents, store.trouble.value?.status]).toEqual([[], 409]);
  const late = sharing((method) => (method === 'GET' ? lists : no));
  expect([await late.release('r'), late.shared.value]).toEqual([false, null]);
});

test('what is shared is shown whole or not at all, page after page', async () => {
  const store = sharing((_, path) => {
    const answer = ok({ clinic_id: 'c', name: 'Clinic', ...LISTS, consents: [path] });
    return path === '/v1/consents?limit=200' && answer.ok ? { ...answer, next: '/v1/consents?cursor=x' } : answer;
  });
  await store.look();
  expect(store.shared.value?.consents).toEqual(['/v1/consents?limit=200', '/v1/consents?cursor=x']);
  const half = sharing((_, path) => (path.startsWith('/v1/access-log') ? no : ok({ ...LISTS })));
  await half.look();
  expect([half.shared.value, half.trouble.value?.kind]).toEqual([null, 'late']);
});
