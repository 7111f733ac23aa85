import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { eventReader } from '../src/api/events.ts';
import { createStream, pauseAfter, type Told } from '../src/api/stream.ts';

const event = (name: string, data: object, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const here = (resumed: boolean, id = 'place-0'): string => event('here', { kind: 'here', resumed }, id);

test('events are read however they are cut, and a heartbeat is none', () => {
  const whole = `${here(true)}: \n\n${event('offer', { cause: 'c' }, 'place-1')}`;
  for (const size of [1, 7, whole.length]) {
    const read = eventReader();
    const pieces = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect(pieces.flatMap(read)).toEqual([
      { id: 'place-0', name: 'here', data: { kind: 'here', resumed: true } },
      { id: 'place-1', name: 'offer', data: { cause: 'c' } },
    ]);
  }
});

test('what is no event of ours is passed over', () => {
  const read = eventReader();
  expect(read('event: offer\ndata: not json\n\nevent: offer\n\nretry: 5\n\nevent: pack\ndata: {}\n\n')).toHaveLength(1);
});

/** One connection: what the services say on it, and how it ends. */
interface Line {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly says?: readonly string[];
  /** It stays open after that. */
  readonly open?: true;
}

function device(lines: readonly Line[]) {
  const left = [...lines];
  const asked: Record<string, string>[] = [];
  const told: Told[] = [];
  const pauses: number[] = [];
  const subject = signal<string | null>('me');
  const wanted = signal(true);
  const state = { everything: 0, token: 'good' as string | null };
  const fetching = ((_: string, { headers, signal: until }: RequestInit) => {
    asked.push(headers as Record<string, string>);
    const line = left.shift();
    if (!line) return new Promise(() => undefined);
    const body = new ReadableStream<Uint8Array>({
      start: (going) => {
        for (const each of line.says ?? []) going.enqueue(new TextEncoder().encode(each));
        if (!line.open) going.close();
        until?.addEventListener('abort', () => {
          if (line.open) going.error(until.reason);
        });
      },
    });
    return Promise.resolve(
      new Response(body, { status: line.status ?? 200, ...(line.headers && { headers: line.headers }) }),
    );
  }) as typeof fetch;
  const stream = createStream({
    fetching,
    session: {
      subject,
      token: () => Promise.resolve(state.token),
      renewed: () => Promise.resolve((state.token = 'next')),
    },
    wanted,
    hear: (each) => told.push(each),
    everything: () => (state.everything += 1),
    pause: (time) => {
      pauses.push(time);
      return Promise.resolve();
    },
  });
  return { stream, asked, told, pauses, subject, wanted, state };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('what happens is told by its kind and by what it is about', async () => {
  const at = '2026-01-31T20:00:00+00:00';
  const says = [
    here(false),
    event('offer', { id: 'e', cause: 'moment', at }, 'place-1'),
    event('report', { about: 'r', at }),
  ];
  const phone = device([{ says, open: true }]);
  await settled();
  expect(phone.told).toEqual([
    { kind: 'offer', about: 'moment', at: Date.parse(at) },
    { kind: 'report', about: 'r', at: Date.parse(at) },
  ]);
  expect(phone.asked[0]).toEqual({ accept: 'text/event-stream', authorization: 'Bearer good' });
  expect([phone.stream.live.value, phone.state.everything]).toEqual([true, 0]);
});

test('it goes on from the last place when the token has ended, at once', async () => {
  const phone = device([
    { says: [here(false), event('pack', {}, 'place-7'), event('token', {})] },
    { says: [here(true)], open: true },
  ]);
  await settled();
  expect(phone.asked.map((each) => each['last-event-id'])).toEqual([undefined, 'place-7']);
  expect([phone.pauses, phone.state.everything]).toEqual([[0], 0]);
});

test('where the place was lost, everything on the screen is asked for again', async () => {
  const phone = device([{ says: [here(false)] }, { says: [here(false, 'place-9')], open: true }]);
  await settled();
  expect(phone.state.everything).toBe(1);
});

test('a stream that gave its place to a newer one is not opened again for a while', async () => {
  const phone = device([{ says: [here(false), event('newer', {})] }]);
  await settled();
  expect(phone.pauses).toEqual([300_000]);
});

test('it is tried again less and less often, and as late as the services ask for', async () => {
  const phone = device([
    { status: 502 },
    { status: 502 },
    { status: 503, headers: { 'retry-after': '30' } },
    { says: [here(false)] },
  ]);
  await settled();
  expect(phone.pauses).toEqual([1000, 2000, 30_000, 1000]);
  expect([0, 4, 99].map((tries) => pauseAfter('cut', tries))).toEqual([1000, 60_000, 60_000]);
});

test('a date to come back at is no reason to come back at once', async () => {
  const phone = device([{ status: 503, headers: { 'retry-after': 'Sun, 29 Nov 2026 22:00:00 GMT' } }]);
  await settled();
  expect(phone.pauses).toEqual([1000]);
});

test('a token that is not known any more is renewed, and one that cannot be had is waited for', async () => {
  const phone = device([{ status: 401 }, { says: [here(false)], open: true }]);
  await settled();
  expect(phone.asked.map((each) => each['authorization'])).toEqual(['Bearer good', 'Bearer next']);
});

test.each([{ status: 410 }, { status: 403 }, { says: [here(false), event('erased', {})] }])(
  'where there is nothing to hear it is not tried again: %o',
  async (line) => {
    const phone = device([line]);
    await settled();
    expect([phone.asked.length, phone.pauses, phone.stream.live.value]).toEqual([1, [], false]);
  },
);

test('out of sight nobody listens; back again it goes on from its place, and for somebody else from none', async () => {
  const phone = device([{ says: [here(false)], open: true }, { says: [here(true)], open: true }, { open: true }]);
  await settled();
  phone.wanted.value = false;
  await settled();
  expect([phone.stream.live.value, phone.asked.length]).toEqual([false, 1]);
  phone.wanted.value = true;
  await settled();
  expect([phone.stream.live.value, phone.asked[1]?.['last-event-id']]).toEqual([true, 'place-0']);
  phone.subject.value = 'somebody else';
  await settled();
  expect(phone.asked[2]).not.toHaveProperty('last-event-id');
});

test('without joining nothing is asked', async () => {
  const phone = device([{ open: true }]);
  phone.subject.value = null;
  await settled();
  const before = phone.asked.length;
  phone.wanted.value = false;
  phone.wanted.value = true;
  await settled();
  expect(phone.asked.length).toBe(before);
});
