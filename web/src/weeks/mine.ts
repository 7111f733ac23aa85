/** What is mine: what the services have of me, and what still waits on this device. Pure. */
import type { components as Checkin } from '../api/checkin.d.ts';
import type { components as Coach } from '../api/coach.d.ts';
import type { Item } from '../store/order.ts';

export type CheckIn = Checkin['schemas']['CheckInShown'];
export type Practice = Coach['schemas']['PracticeSummary'];

/** What the services said last; `owner` is whose it is, `at` when they said it. */
export interface Kept {
  readonly owner: string;
  readonly at: number;
  readonly checkIns: readonly CheckIn[];
  readonly practices: readonly Practice[];
}

/** `waits`: the services do not have it yet. */
export type MyCheckIn = CheckIn & { readonly waits: boolean };

/** What is needed of one practice to say what helped. */
export interface Run {
  /** What the practice is called. */
  readonly name: string;
  readonly checkIn: string | null;
  readonly startedAt: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly helped: string | null;
}

export interface Mine {
  /** Those that stand, the newest moment first. */
  readonly checkIns: readonly MyCheckIn[];
  readonly runs: readonly Run[];
  /** When the services were last asked; null where they never were. */
  readonly at: number | null;
}

/** A check-in as it was sent, with the id and the time that this device gave it. */
type Posted = Partial<CheckIn> & Pick<CheckIn, 'id' | 'emotions' | 'intensity' | 'occurred_at'>;
type Done = Coach['schemas']['PostedPractice'];
type Rating = Coach['schemas']['PostedRating'];

/** Everything of mine as it stands: what waits counts, and what is to be taken back does not. */
export function mineOf(kept: Kept | null, waiting: readonly Item[]): Mine {
  const posted = bodies<Posted>(waiting, 'check-in');
  const gone = new Set([...takenBack(waiting), ...posted.map((each) => each.replaces)]);
  const known = (kept?.checkIns ?? []).map((each) => ({ ...each, waits: false }));
  const here = new Set(known.map((each) => each.id));
  const fresh = posted.filter((each) => !here.has(each.id)).map(asShown);
  const checkIns = [...known, ...fresh]
    .filter((each) => !gone.has(each.id))
    .toSorted((one, other) => Date.parse(other.occurred_at) - Date.parse(one.occurred_at));
  return { checkIns, runs: runsOf(kept?.practices ?? [], waiting, checkIns), at: kept?.at ?? null };
}

/** The last part of a retraction's path is what it takes back. */
function takenBack(waiting: readonly Item[]): (string | undefined)[] {
  return waiting.filter((each) => each.kind === 'retraction').map((each) => each.path.split('/').at(-1));
}

function bodies<Body>(waiting: readonly Item[], kind: Item['kind']): Body[] {
  return waiting.filter((each) => each.kind === kind).map((each) => each.body as Body);
}

function asShown(posted: Posted): MyCheckIn {
  return { triggers: [], recorded_at: posted.occurred_at, next: '', ...posted, waits: true };
}

/** The practices that count: those of a moment that was taken back are that moment's, and go with it. */
function runsOf(known: readonly Practice[], waiting: readonly Item[], checkIns: readonly MyCheckIn[]): Run[] {
  const strength = new Map(checkIns.flatMap((each) => [[each.id, each.intensity] as const]));
  for (const each of checkIns) if (each.replaces) strength.set(each.replaces, each.intensity);
  const here = new Set(known.map((each) => each.id));
  const late = bodies<Done>(waiting, 'practice').filter((each) => !here.has(each.id));
  const names = new Map(known.map((each) => [each.technique_id, each.name]));
  const all = [
    ...known.map((each) => runOf(each, ratingOf(each.id, waiting))),
    ...late.map((each) => lateRun(each, strength, names)),
  ];
  return all.filter((each) => each.checkIn === null || strength.has(each.checkIn));
}

function runOf(practice: Practice, rating: Rating | undefined): Run {
  return {
    name: practice.name,
    checkIn: practice.check_in_id ?? null,
    startedAt: practice.started_at,
    before: practice.intensity_before ?? null,
    after: rating?.intensity_after ?? practice.intensity_after ?? null,
    helped: rating?.helped ?? practice.helped ?? null,
  };
}

function ratingOf(id: string, waiting: readonly Item[]): Rating | undefined {
  const found = waiting.filter((each) => each.kind === 'rating' && each.path.split('/').includes(id)).at(-1);
  return found?.body as Rating | undefined;
}

function lateRun(done: Done, strength: ReadonlyMap<string, number>, names: ReadonlyMap<string, string>): Run {
  const said = [done.end, done.rated];
  return {
    name: names.get(done.technique_id) ?? inWords(done.technique_id),
    checkIn: done.check_in_id ?? null,
    startedAt: done.occurred_at,
    before: strength.get(done.check_in_id ?? '') ?? null,
    after: said.map((each) => each?.intensity_after).findLast((each) => typeof each === 'number') ?? null,
    helped: said.map((each) => each?.helped).findLast((each) => typeof each === 'string') ?? null,
  };
}

/** An id of the catalogue reads nearly like its name. */
function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
