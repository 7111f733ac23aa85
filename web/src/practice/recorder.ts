/** Tells the services of a run: each part at once while that works, the whole through the outbox from then on. */
import type { Answer, Client } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Outbox } from '../store/outbox.ts';
import { NOTHING_TOLD, nextPart, wholeOf, type Shown, type Told } from './recording.ts';
import type { Run } from './run.ts';

export type Next = components['schemas']['PracticeEnded']['next'];

export interface Recorder {
  /** Tell what is new in the run. Returns what comes next, if that was asked for and the services know. */
  tell: (run: Run) => Promise<Next>;
}

export interface Outside {
  readonly client: Client;
  readonly outbox: Outbox;
  /** The run goes on somewhere else; this is where it stands there. */
  readonly overtaken: (shown: Shown) => void;
}

/** `live`: whether it is worth trying to tell each part at once. `told`: what the services have already. */
export function createRecorder(outside: Outside, live: boolean, told: Told = NOTHING_TOLD): Recorder {
  const line = { live, told, next: null as Next };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    tell: (run) => {
      const mine = turn.then(() => (line.live ? parts(outside, line, run) : whole(outside, run)));
      turn = mine.catch(() => undefined);
      return mine.then(() => line.next);
    },
  };
}

interface Line {
  live: boolean;
  told: Told;
  next: Next;
}

const PATIENCE = 5000;
const ELSEWHERE = 409;

async function parts(outside: Outside, line: Line, run: Run): Promise<void> {
  for (let part = nextPart(run, line.told); part; part = nextPart(run, line.told)) {
    const answer = await outside.client.post<{ next?: Next }>(part.path, part.body, { wait: PATIENCE });
    if (!answer.ok) {
      await instead(outside, line, run, answer);
      return;
    }
    line.told = part.told;
    line.next = answer.data.next ?? null;
  }
}

/** Another device may have been first; then its state is taken. Anything else waits in the outbox and joins there. */
async function instead(
  outside: Outside,
  line: Line,
  run: Run,
  answer: Extract<Answer<unknown>, { ok: false }>,
): Promise<void> {
  line.live = false;
  const elsewhere = answer.problem.status === ELSEWHERE;
  const shown: Answer<Shown> = elsewhere ? await outside.client.get<Shown>(`/v1/practices/${run.id}`) : answer;
  if (shown.ok) outside.overtaken(shown.data);
  else await whole(outside, run);
}

function whole({ outbox }: Outside, run: Run): Promise<void> {
  return outbox.add({ kind: 'practice', id: run.id, path: '/v1/practices/batch', body: wholeOf(run) });
}
