import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Client } from '../src/api/client.ts';
import { createDraft } from '../src/moment/draft.ts';
import { offeredHere } from '../src/offer/offer.ts';
import { everybodys } from '../src/offer/pack.ts';
import type { Adding } from '../src/store/outbox.ts';
import type { Vault } from '../src/store/vault.ts';
import type { MyCheckIn } from '../src/weeks/mine.ts';
import { createWeeks } from '../src/weeks/weeks.ts';

const SHOWN_THEN = ['box-breathing', 'five-senses', 'cold-water'];
const fearful = (intensity: number) => ({ emotions: ['fearful'], intensity });

function said(intensity: number, offered?: string[]): MyCheckIn {
  const times = { occurred_at: '2026-11-20T10:00:00Z', recorded_at: '2026-11-20T10:00:00Z' };
  return {
    id: 'old',
    triggers: [],
    next: '',
    waits: false,
    ...times,
    ...fearful(intensity),
    ...(offered && { offered }),
  };
}

function device() {
  const sent: Adding[] = [];
  const subject = signal<string | null>('me');
  const weeks = createWeeks({
    client: {} as Client,
    vault: { get: () => Promise.resolve(null) } as unknown as Vault,
    outbox: { add: (item) => Promise.resolve(void sent.push(item)), list: () => Promise.resolve([]) },
    subject: () => subject.value,
    now: () => 0,
    newId: () => 'new',
    offered: (moment) => offeredHere(everybodys, moment, []),
  });
  return { weeks, sent, subject };
}

async function corrected(old: MyCheckIn, intensity: number): Promise<unknown> {
  const { weeks, sent } = device();
  await weeks.correct(old, fearful(intensity));
  return sent[0]?.body;
}

test('a strong moment that is calm after all carries nothing that was offered', async () => {
  expect(await corrected(said(9, SHOWN_THEN), 4)).toEqual({
    ...fearful(4),
    id: 'new',
    replaces: 'old',
    occurred_at: '2026-11-20T10:00:00Z',
  });
});

test('a calm moment that was strong after all carries what the device would offer', async () => {
  const offered = offeredHere(everybodys, fearful(9), []);
  expect(offered).toHaveLength(3);
  expect(await corrected(said(4), 9)).toMatchObject({ offered });
});

test('what was on the screen then stays in the record while it is as strong as that', async () => {
  expect(await corrected(said(9, SHOWN_THEN), 8)).toMatchObject({ offered: SHOWN_THEN });
});

test('a correction that is on its way outlives its screen, but not the one whose it is', () => {
  const { weeks, subject } = device();
  weeks.correcting.value = { id: 'old', draft: createDraft(fearful(4)) };
  expect(weeks.correcting.value.draft.moment.value).toEqual(fearful(4));
  subject.value = null;
  expect(weeks.correcting.value).toBeNull();
});
