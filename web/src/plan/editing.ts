/** A task as a form of plain words, and what of it is sent. Pure. */
import type { Problem } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Words } from './plans.ts';
import type { Proposal, Task } from './shapes.ts';

type Schemas = components['schemas'];
type Sizes = Pick<Schemas['WrittenVersions'], 'full' | 'tiny' | 'small'>;
type Added = Omit<Change, 'versions'> & { readonly title: string; readonly kind: Kind; readonly versions: Sizes };
export type Change = { readonly [K in keyof Posted]?: Posted[K] | undefined };
type Posted = Omit<Schemas['PostedChange'], 'id' | 'occurred_at' | 'because'>;
export type Kind = Task['kind'];

export const KINDS: readonly Kind[] = ['free', 'check-in', 'technique', 'thought-record', 'experiment', 'monitoring'];

const NAMES = [
  'title',
  'kind',
  'full',
  'small',
  'tiny',
  'why',
  'times',
  'when',
  'after',
  'time',
  'cue',
  'action',
  'said',
  'bundle',
  'shown',
] as const;
export type Name = (typeof NAMES)[number];
/** Every field; what is empty is not there. */
export type Form = Readonly<Record<Name, string>>;

const EMPTY = Object.fromEntries(NAMES.map((name) => [name, name === 'kind' ? 'free' : ''])) as Form;

export function formOf(task: Task | Proposal | null): Form {
  if (!task) return EMPTY;
  const { versions, target, anchor, if_then: ifThen } = task;
  return {
    title: task.title,
    kind: task.kind,
    full: versions.full,
    small: versions.small ?? '',
    tiny: versions.tiny,
    why: task.why ?? '',
    times: target?.times_per_week ? String(target.times_per_week) : '',
    when: target?.when ?? '',
    after: anchor?.after ?? '',
    time: anchor?.usual_time ?? '',
    cue: ifThen?.cue ?? '',
    action: ifThen?.action ?? '',
    said: ifThen?.said ? 'yes' : '',
    bundle: task.bundle ?? '',
    shown: task.shown_in === 'report' ? 'yes' : '',
  };
}

/** What was typed, over what stands. */
export function typedOver(form: Form, words: Words): Form {
  const typed = Object.entries(words).map(([name, text]) => [name, text.trim()]);
  return { ...form, ...Object.fromEntries(typed) } as Form;
}

/** The fields that have to say something before it can be kept. */
export function lackingIn(form: Form): readonly Name[] {
  const needed: (false | Name)[] = [
    form.title === '' && 'title',
    form.tiny === '' && 'tiny',
    form.time !== '' && form.after === '' && 'after',
    form.cue === '' && form.action !== '' && 'cue',
    form.action === '' && form.cue !== '' && 'action',
  ];
  return needed.filter((each) => each !== false);
}

/** A new task. Whoever writes no full size means what the name says. */
export function addedOf(form: Form): Added {
  const change = changeOf(EMPTY, form);
  return { ...change, title: form.title, kind: form.kind as Kind, versions: sizesOf(form) };
}

function sizesOf(form: Form): Sizes {
  return { full: form.full || form.title, tiny: form.tiny, ...(form.small ? { small: form.small } : {}) };
}

/** Only what is different; an emptied part is taken away. */
export function changeOf(stands: Form, form: Form): Change {
  const differs = (...names: Name[]): boolean => names.some((name) => stands[name] !== form[name]);
  return {
    ...(differs('title') && { title: form.title }),
    ...(differs('kind') && { kind: form.kind as Kind }),
    ...(differs('full', 'small', 'tiny') && { versions: versionsChange(stands, form) }),
    ...(differs('why') && { why: form.why || null }),
    ...(differs('times', 'when') && { target: targetOf(form) }),
    ...(differs('after', 'time') && { anchor: anchorOf(form) }),
    ...(differs('cue', 'action', 'said') && { if_then: ifThenOf(form) }),
    ...(differs('bundle') && { bundle: form.bundle || null }),
    ...(differs('shown') && { shown_in: form.shown ? ('report' as const) : ('private' as const) }),
  };
}

function versionsChange(stands: Form, form: Form): Schemas['ChangedVersions'] {
  return {
    ...(stands.full !== form.full && { full: form.full || form.title }),
    ...(stands.small !== form.small && { small: form.small || null }),
    ...(stands.tiny !== form.tiny && { tiny: form.tiny, tiny_seconds: null, tiny_medium: null }),
  };
}

function targetOf({ times, when }: Form): Change['target'] {
  const often = Number.parseInt(times, 10);
  if (!when && !often) return null;
  return { times_per_week: often || null, when: when || null };
}

function anchorOf({ after, time }: Form): Change['anchor'] {
  return after ? { after, usual_time: time || null } : null;
}

function ifThenOf({ cue, action, said }: Form): Change['if_then'] {
  return cue && action ? { cue, action, said: said !== '' } : null;
}

const FIELDS: Readonly<Record<string, Name>> = {
  title: 'title',
  kind: 'kind',
  'versions.full': 'full',
  'versions.small': 'small',
  'versions.tiny': 'tiny',
  why: 'why',
  'target.times_per_week': 'times',
  'target.when': 'when',
  'anchor.after': 'after',
  'anchor.usual_time': 'time',
  'if_then.cue': 'cue',
  'if_then.action': 'action',
  bundle: 'bundle',
};

/** What the coach says of single fields, by the names they have here. */
export function faultsOf(problem: Problem): Partial<Record<Name, string>> {
  const known = problem.errors.flatMap(({ field, detail }) =>
    FIELDS[field] ? [[FIELDS[field], detail] as const] : [],
  );
  return Object.fromEntries(known);
}
