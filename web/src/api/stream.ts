/** Hears what becomes of the person's own things while the app is in sight. A hint to look: all works without it. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { secondsOf } from './client.ts';
import { eventReader, type Event } from './events.ts';
import type { Session } from './session.ts';

export interface Stream {
  /** Whether the services would say by themselves what happens. */
  live: ReadonlySignal<boolean>;
}

export interface Told {
  readonly kind: string;
  /** What it is about: a moment or a practice for an offer, else a practice, a task, a report, a reminder. */
  readonly about: string | null;
  /** When it happened, in milliseconds. */
  readonly at: number;
}

export interface Outside {
  readonly fetching: typeof fetch;
  readonly session: Pick<Session, 'subject' | 'token' | 'renewed'>;
  /** Joined, unlocked, online and in sight. */
  readonly wanted: ReadonlySignal<boolean>;
  readonly hear: (told: Told) => void;
  /** The place was lost: whatever is shown may be out of date. */
  readonly everything: () => void;
  /** Returns early where the signal is given. */
  readonly pause: (milliseconds: number, until: AbortSignal) => Promise<void>;
}

export function paused(milliseconds: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    until.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** How it ended: the services said so, or there was no answer, or one that says how long to wait. */
type Ending = 'token' | 'newer' | 'erased' | 'restart' | 'cut' | { readonly after: number };

const PATH = '/v1/stream';
const PAUSES = [1000, 2000, 5000, 15_000, 60_000];
/** Another tab or device took this one's place: it is not taken back at once. */
const AFTER_NEWER = 300_000;
/** The services say something every quarter of a minute; who hears nothing for so long hears nobody. */
const SILENCE = 45_000;
const UNKNOWN_TOKEN = 401;
const NO_PLACE_FOR_ME = [403, 404, 410];
const SECOND = 1000;

export function createStream(outside: Outside): Stream {
  const live = signal(false);
  const place = { of: null as string | null, last: null as string | null };
  let stop: AbortController | null = null;
  effect(() => {
    stop?.abort();
    live.value = false;
    const subject = outside.session.subject.value;
    if (!outside.wanted.value || subject === null) return;
    if (place.of !== subject) Object.assign(place, { of: subject, last: null });
    stop = new AbortController();
    void listen(outside, place, live, stop.signal);
  });
  return { live };
}

type Place = { last: string | null };
type Live = ReturnType<typeof signal<boolean>>;

async function listen(outside: Outside, place: Place, live: Live, until: AbortSignal): Promise<void> {
  const isOver = (): boolean => until.aborted;
  let tries = 0;
  while (!isOver()) {
    const ending = await once(outside, place, until, () => {
      tries = 0;
      live.value = true;
    }).catch((): Ending => 'cut');
    if (isOver()) return;
    live.value = false;
    if (ending === 'erased') return;
    await outside.pause(pauseAfter(ending, tries), until);
    tries += 1;
  }
}

export function pauseAfter(ending: Ending, tries: number): number {
  if (ending === 'token') return 0;
  if (ending === 'newer') return AFTER_NEWER;
  const pause = PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 0;
  return typeof ending === 'object' ? Math.max(pause, ending.after) : pause;
}

/** One connection, from its opening to its end. */
async function once(outside: Outside, place: Place, until: AbortSignal, begun: () => void): Promise<Ending> {
  const token = await outside.session.token();
  if (token === null) return 'cut';
  const silent = new AbortController();
  const answer = await outside.fetching(PATH, {
    headers: headersOf(token, place.last),
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any([until, silent.signal]),
  });
  if (answer.status === UNKNOWN_TOKEN) return (await outside.session.renewed(token)) === null ? 'cut' : { after: 0 };
  if (NO_PLACE_FOR_ME.includes(answer.status)) return 'erased';
  if (!answer.ok || !answer.body) return { after: (secondsOf(answer.headers.get('retry-after')) ?? 0) * SECOND };
  begun();
  return read(outside, place, answer.body, silent);
}

async function read(
  outside: Outside,
  place: Place,
  body: ReadableStream<Uint8Array>,
  silent: AbortController,
): Promise<Ending> {
  const [events, text, pieces] = [eventReader(), new TextDecoder(), body.getReader()];
  let ending: Ending = 'cut';
  for (;;) {
    const watch = setTimeout(() => {
      silent.abort();
    }, SILENCE);
    const { done, value } = await pieces.read().finally(() => {
      clearTimeout(watch);
    });
    if (done) return ending;
    for (const event of events(text.decode(value, { stream: true }))) ending = take(outside, place, event) ?? ending;
  }
}

/** What an event asks for; how the stream ends where it says that. */
function take(outside: Outside, place: Place, { id, name, data }: Event): Ending | null {
  const resumes = place.last !== null;
  place.last = id ?? place.last;
  if (name === 'here') {
    if (resumes && data['resumed'] === false) outside.everything();
    return null;
  }
  if (name === 'token' || name === 'newer' || name === 'erased' || name === 'restart') return name;
  const about = data['cause'] ?? data['about'];
  outside.hear({ kind: name, about: typeof about === 'string' ? about : null, at: Date.parse(String(data['at'])) });
  return null;
}

function headersOf(token: string, last: string | null): Record<string, string> {
  return {
    accept: 'text/event-stream',
    authorization: `Bearer ${token}`,
    ...(last === null ? {} : { 'last-event-id': last }),
  };
}
