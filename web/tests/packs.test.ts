import { expect, test } from 'vitest';
import { problemOf, type Answer, type Asking } from '../src/api/client.ts';
import { everybodys, type Pack } from '../src/offer/pack.ts';
import { createPacks, type Packs } from '../src/offer/packs.ts';

const NAME = 'own/first-line';
const MINE: Pack = { ...everybodys, techniques: ['five-senses'], orders: [[0]], table: { sad: [0, 0, 0] } };
const made = (practices: number): Answer<unknown> => ({
  ok: true,
  status: 200,
  data: { ...MINE, pending: false, versions: { catalogue: 1, router: 2, practices } },
  etag: `"${practices}"`,
});
const no = (status: number): Answer<unknown> => ({ ok: false, problem: problemOf(status, null) });

/** A device; `says` are the answers it gets, one after the other. */
function device(says: Answer<unknown>[], subject: string | null = 'somebody') {
  const kept = new Map<string, unknown>();
  const asked: Asking[] = [];
  let here = subject;
  const get = <T>(_: string, asking?: Asking) => {
    asked.push(asking ?? {});
    return Promise.resolve((says.shift() ?? no(0)) as Answer<T>);
  };
  const packs: Packs = createPacks({
    client: { get },
    vault: {
      get: <T>(name: string) => Promise.resolve((kept.get(name) ?? null) as T | null),
      put: (name, value) => Promise.resolve(void kept.set(name, value)),
    },
    subject: () => here,
    pause: () => Promise.resolve(),
  });
  const leave = (): void => {
    here = null;
  };
  return { packs, kept, asked, leave };
}

test('before there is an own pack the one for everybody holds', async () => {
  const { packs } = device([{ ok: true, status: 200, data: { pending: true }, etag: null }]);
  await packs.renew();
  expect(packs.pack.value).toBe(everybodys);
});

test('an own pack is kept, and asked for anew by its mark alone', async () => {
  const { packs, kept, asked } = device([made(3), no(304)]);
  await packs.renew();
  expect(packs.pack.value.techniques).toEqual(MINE.techniques);
  expect(kept.has(NAME)).toBe(true);
  await packs.renew();
  expect(asked.map((each) => each.unless)).toEqual([null, '"3"']);
  expect(packs.pack.value.techniques).toEqual(MINE.techniques);
});

test('what was kept is there again without a network', async () => {
  const { packs, kept } = device([]);
  kept.set(NAME, { etag: '"1"', pack: MINE });
  await packs.load();
  expect(packs.pack.value).toEqual(MINE);
  await packs.renew();
  expect(packs.pack.value).toEqual(MINE);
});

test('without joining nobody is asked and nothing is kept', async () => {
  const { packs, kept, asked } = device([made(1)], null);
  await packs.renew();
  expect([asked.length, kept.size]).toEqual([0, 0]);
});

test('what was set a moment ago is asked for until the pack knows it', async () => {
  const { packs, asked } = device([no(304), made(4), made(5), made(6)]);
  await packs.renewAfter(5);
  expect(asked).toHaveLength(3);
});

test('a pack that comes when its owner has gone is nobody’s', async () => {
  const { packs, kept, leave } = device([made(1)]);
  const coming = packs.renew();
  leave();
  await coming;
  expect([packs.pack.value, kept.size]).toEqual([everybodys, 0]);
});
