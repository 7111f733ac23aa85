import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Answer, Client } from '../src/api/client.ts';
import { problemOf } from '../src/api/client.ts';
import type { Session } from '../src/api/session.ts';
import { stepsOf, techniques } from '../src/practice/catalogue.ts';
import { createHolding, type Holding } from '../src/practice/holding.ts';
import { answered, begun, rated, stopped, wordsAt } from '../src/practice/run.ts';
import type { Adding, Outbox } from '../src/store/outbox.ts';
import type { Vault } from '../src/store/vault.ts';

/** One device: what it keeps, what waits, and services that answer when they are told to. */
function device(subject: string | null) {
  const kept = new Map<string, unknown>();
  const waiting: Adding[] = [];
  const answers: (() => void)[] = [];
  const failure: Answer<never> = { ok: false, problem: problemOf(0, null) };
  const client = {
    post: () =>
      new Promise((resolve) =>
        answers.push(() => {
          resolve(failure);
        }),
      ),
  } as unknown as Client;
  const outbox = {
    waiting: signal(0),
    add: (item: Adding) => {
      waiting.push(item);
      return Promise.resolve();
    },
  } as unknown as Outbox;
  const vault = {
    get: (name: string) => Promise.resolve(kept.get(name) ?? null),
    put: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
    remove: (name: string) => Promise.resolve(void kept.delete(name)),
  } as unknown as Vault;
  const session = { subject: signal(subject) };
  const given = { client, outbox, vault, session: session as unknown as Session, online: signal(true), now: () => 0 };
  return { kept, waiting, answers, session, open: () => createHolding(given) };
}

async function begin(holding: Holding, name = 'three-slow-breaths'): Promise<void> {
  const technique = (await techniques()).get(name);
  if (!technique) throw new Error('There is no such practice.');
  const steps = stepsOf(technique, 'full');
  holding.open(begun({ id: 'a', technique: technique.id, size: 'full', steps }, 0), technique);
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

test('without joining nothing is kept and nothing is told', async () => {
  const there = device(null);
  const holding = there.open();
  await begin(holding);
  await settle();
  expect([holding.led.value?.run.id, there.kept.size, there.answers.length, there.waiting.length]).toEqual([
    'a',
    0,
    0,
    0,
  ]);
});

test('what is put away stays on the device until it is told or waits to be told', async () => {
  const there = device('me');
  const holding = there.open();
  await begin(holding);
  void holding.become(rated(stopped(holding.led.value?.run ?? never(), 1), { intensity: 4, helped: null }, 2));
  holding.close();
  await settle();
  expect([holding.led.value, there.kept.size]).toEqual([null, 1]);
  there.answers.forEach((answer) => {
    answer();
  });
  await settle();
  expect([there.waiting.at(-1)?.body, there.kept.size]).toMatchObject([{ rated: { intensity_after: 4 } }, 0]);
});

test('an app that was closed too early tells it when it opens, and shows it no more', async () => {
  const there = device('me');
  const before = there.open();
  await begin(before);
  void before.become(rated(stopped(before.led.value?.run ?? never(), 1), { intensity: 4, helped: null }, 2));
  await settle();
  const after = there.open();
  await after.load();
  await settle();
  expect(after.led.value).toBeNull();
  expect([there.waiting.at(-1)?.body, there.kept.size]).toMatchObject([{ rated: { intensity_after: 4 } }, 0]);
});

test('whoever signs out takes along what was theirs', async () => {
  const there = device('me');
  const holding = there.open();
  await begin(holding);
  there.session.subject.value = null;
  expect(holding.led.value).toBeNull();
});

/** On to the first step where something is written. */
function toWords(holding: Holding): void {
  for (let led = holding.led.value; led && led.steps[led.run.at]?.kind !== 'text'; led = holding.led.value) {
    void holding.become(answered(led.run, null, led.steps, 1));
  }
}

test('what is being written is kept with its run and told to nobody, and is there again after a reload', async () => {
  const there = device('me');
  const before = there.open();
  await begin(before, 'brain-dump');
  toWords(before);
  await settle();
  const told = there.answers.length;
  for (const words of ['c', 'ca', 'call mum']) before.type(words);
  await settle();
  expect(there.answers).toHaveLength(told);
  const after = there.open();
  await after.load();
  expect(wordsAt(after.led.value?.run ?? never())).toBe('call mum');
  expect(JSON.stringify(there.waiting)).not.toContain('call mum');
});

test('what is private stays in memory only, also while it is being written', async () => {
  const there = device('me');
  const holding = there.open();
  await begin(holding, 'kind-letter');
  toWords(holding);
  holding.type('for nobody else');
  await settle();
  expect(wordsAt(holding.led.value?.run ?? never())).toBe('for nobody else');
  expect(there.kept.size).toBe(1);
  expect(JSON.stringify([...there.kept.values()])).not.toContain('for nobody else');
});

test('without joining what is being written is in no store', async () => {
  const there = device(null);
  const holding = there.open();
  await begin(holding, 'brain-dump');
  toWords(holding);
  holding.type('call mum');
  await settle();
  expect([wordsAt(holding.led.value?.run ?? never()), there.kept.size]).toEqual(['call mum', 0]);
});

test('an answer takes the place of what was being written, and who stops leaves no half words behind', async () => {
  const there = device('me');
  const holding = there.open();
  await begin(holding, 'brain-dump');
  toWords(holding);
  holding.type('call mum');
  const { run, steps } = holding.led.value ?? never();
  expect(answered(run, 'call mum', steps, 2).typed).toEqual({});
  void holding.become(stopped(run, 2));
  await settle();
  expect(JSON.stringify([...there.kept.values()])).not.toContain('call mum');
});

function never(): never {
  throw new Error('No practice is open.');
}
