/** "Where is it now?", asked once at the next opening after a practice that ended in silence (routing.md section 2). */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { components as Checkin } from '../api/checkin.d.ts';
import type { Client } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Vault } from '../store/vault.ts';
import type { Run } from './run.ts';

type Practices = components['schemas']['Practices'];
type CheckIns = Checkin['schemas']['CheckIns'];

/** A practice of a moment, and nothing was said about how it is since. */
export interface Silent {
  readonly id: string;
  readonly technique: string;
  readonly checkIn: string;
  readonly feelings: readonly string[];
  /** How strong it was before, as far as this device knows. */
  readonly before: number | null;
  readonly at: number;
}

export interface Afterwards {
  /** What is asked about now. */
  asked: ReadonlySignal<Silent | null>;
  /** The app was opened: what may be asked about is looked up, here and with the services. */
  look: () => Promise<void>;
  /** A run of this device has changed. */
  hear: (run: Run, before: number | null) => Promise<void>;
  /** It was answered, nobody wants to answer, or a newer moment has said it. This practice is not asked about again. */
  close: () => Promise<void>;
}

export interface Outside {
  readonly client: Pick<Client, 'get'>;
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly subject: () => string | null;
  readonly now: () => number;
}

interface Kept {
  readonly about: Silent;
  readonly closed: boolean;
}

const NAME = 'own/silent';
/** What nobody remembers well enough to say. */
const LONG_AGO = 24 * 3_600_000;

export function createAfterwards(outside: Outside): Afterwards {
  const { vault, subject, now } = outside;
  const asked = signal<Silent | null>(null);
  const kept = async (): Promise<Kept | null> => (subject() === null ? null : vault.get<Kept>(NAME));
  const keep = async (next: Kept): Promise<void> => {
    if (subject() !== null) await vault.put(NAME, next);
  };
  // One after the other: what a run was at last is what counts.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  // What closes while it is looked up is closed, whatever comes of the look.
  let closes = 0;
  return {
    asked,
    look: () => {
      const before = closes;
      return inTurn(async () => {
        const who = subject();
        if (who === null) return;
        const found = await toAsk(outside, await kept());
        if (subject() !== who || closes !== before) return;
        asked.value = found && now() - found.at < LONG_AGO ? found : null;
      });
    },
    hear: (run, before) =>
      inTurn(async () => {
        const about = finished(run, before);
        if (!about) return;
        const here = await kept();
        const told = here?.about.id === run.id && asked.value?.id === run.id && run.rated !== null;
        if (told) asked.value = null;
        if (saysSomething(run) || told) await keep({ about, closed: true });
        else if (here?.about.id !== run.id) await keep({ about, closed: false });
      }),
    close: () => {
      const about = asked.value;
      asked.value = null;
      closes += 1;
      return inTurn(async () => {
        const closed = about ?? (await kept())?.about;
        if (closed) await keep({ about: closed, closed: true });
      });
    },
  };
}

/** What nobody has said anything about yet; what waits to be sent here is not known to the services. */
async function toAsk({ client, outbox }: Outside, kept: Kept | null): Promise<Silent | null> {
  const here = kept && !kept.closed ? kept.about : null;
  const waiting = await outbox.list();
  if (waiting.some((each) => each.kind === 'check-in' && each.id !== here?.checkIn)) return null;
  if (here && waiting.some((each) => each.id === here.id || each.id === here.checkIn)) return here;
  const there = await newest(client);
  if (there === undefined) return here;
  return there?.id === kept?.about.id && kept?.closed ? null : there;
}

/** The practice that came last, where it ended in silence and no moment came after it; undefined without an answer. */
async function newest(client: Outside['client']): Promise<Silent | null | undefined> {
  const [practices, checkIns] = await Promise.all([
    client.get<Practices>('/v1/practices?limit=1'),
    client.get<CheckIns>('/v1/check-ins?limit=1'),
  ]);
  if (!practices.ok || !checkIns.ok) return undefined;
  const [practice, moment] = [practices.data.practices[0], checkIns.data.check_ins[0]];
  const silent = practice?.state === 'finished' && !practice.intensity_after && !practice.helped;
  if (!silent || !moment || practice.check_in_id !== moment.id) return null;
  return {
    id: practice.id,
    technique: practice.technique_id,
    checkIn: moment.id,
    feelings: moment.emotions,
    before: practice.intensity_before ?? moment.intensity,
    at: Date.parse(practice.started_at),
  };
}

function finished(run: Run, before: number | null): Silent | null {
  const { id, technique, checkIn, feelings, end } = run;
  if (end?.how !== 'finished' || checkIn === null || feelings.length === 0) return null;
  return { id, technique, checkIn, feelings, before, at: end.at };
}

function saysSomething({ rated }: Run): boolean {
  return rated !== null && (rated.intensity !== null || rated.helped !== null);
}
