import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { lineIn } from '../src/plan/line.tsx';
import { createPlans } from '../src/plan/plans.ts';
import { Device, kind, no, ok } from './device.ts';

/** Somebody with this line for the session, and what stands there later. */
async function prepared(before: string | null) {
  const stands = { line: before };
  const device = await new Device(new IDBFactory(), (request) => {
    if (request.method === 'PUT') stands.line = (request.body as { line: string }).line;
    if (request.path === '/v1/plan') return ok({ assignments: [], session: { line: stands.line } });
    return kind(request);
  }).joined();
  const { vault, outbox, session, client } = device;
  const plans = createPlans({
    client,
    vault,
    outbox,
    session,
    now: () => 0,
    newId: () => 'new',
    zone: () => undefined,
  });
  return { plans, stands, device };
}

test('a line takes the place of another one only once that one was shown', async () => {
  const { plans, stands } = await prepared('Mine');
  expect(await plans.keepLine('Ready words', null)).toBe('Mine');
  stands.line = 'Mine, of another device';
  expect(await plans.keepLine('Ready words', 'Mine')).toBe('Mine, of another device');
  expect(stands.line).toBe('Mine, of another device');
  expect(await plans.keepLine('Ready words', 'Mine, of another device')).toMatchObject({ ok: true });
  expect(stands.line).toBe('Ready words');
});

test('where no line stands, or the same one, one tap keeps it', async () => {
  const { plans, stands } = await prepared(null);
  expect(await plans.keepLine('Ready words', null)).toMatchObject({ ok: true });
  expect(await plans.keepLine('Ready words', null)).toMatchObject({ ok: true });
  expect(stands.line).toBe('Ready words');
});

test('where nobody can say what stands, nothing is replaced', async () => {
  const { plans, stands, device } = await prepared('Mine');
  device.says = () => no(0);
  expect(await plans.keepLine('Ready words', null)).toMatchObject({ ok: false });
  expect(stands.line).toBe('Mine');
});

test('a tap on a card that keeps a line is known by where it goes', () => {
  expect(lineIn({ href: '/v1/plan/session', body: { line: 'Ready words' } })).toBe('Ready words');
  expect(lineIn({ href: '/v1/plan/assignments/7c/pause', body: {} })).toBeNull();
});
