/** What is shared with whom: asked for, given, taken back. Nothing of it is kept on this device. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Answer, Client, Problem } from '../api/client.ts';
import type { components as Clinic } from '../api/clinic.d.ts';
import {
  agreed,
  NOTHING_CHOSEN,
  type Consent,
  type Days,
  type Draft,
  type Field,
  type Opening,
  type Report,
} from './terms.ts';

export type MyClinic = Clinic['schemas']['MyClinic'];

/** Everything that is shared, was shared, and who read it; the newest first. */
export interface Shared {
  readonly owner: string;
  readonly clinic: MyClinic;
  readonly consents: readonly Consent[];
  readonly reports: readonly Report[];
  readonly openings: readonly Opening[];
}

/** What a report is to show, within a consent. */
export interface Asked extends Days {
  readonly consent: string;
  readonly zone: string;
  readonly fields: readonly Field[];
  readonly notes: readonly string[];
}

export interface Sharing {
  /** Null until the services have said. */
  shared: ReadonlySignal<Shared | null>;
  trouble: ReadonlySignal<Problem | null>;
  /** What is being chosen. It outlives the screen, so that a look at the help page loses nothing. */
  draft: Signal<Draft>;
  /** The consent that a report is made within. */
  consent: Signal<string | null>;
  look: () => Promise<void>;
  agree: (recipient: string, today: string) => Promise<boolean>;
  less: (consent: string, fields: readonly Field[], proposals: boolean) => Promise<boolean>;
  withdraw: (consent: string) => Promise<boolean>;
  request: (asked: Asked) => Promise<boolean>;
  release: (report: string) => Promise<boolean>;
  file: (report: string) => Promise<Blob | null>;
}

export interface Outside {
  readonly client: Client;
  readonly subject: () => string | null;
  readonly newId: () => string;
}

export function createSharing(outside: Outside): Sharing {
  const { client } = outside;
  const shared = signal<Shared | null>(null);
  const trouble = signal<Problem | null>(null);
  const draft = signal(NOTHING_CHOSEN);
  const tries = new Map<string, string>();

  const look = async (): Promise<void> => {
    const owner = outside.subject();
    if (owner === null) return;
    if (shared.value?.owner !== owner) shared.value = null;
    const answer = await everything(client, owner);
    trouble.value = answer.ok ? null : answer.problem;
    if (answer.ok && outside.subject() === owner) shared.value = answer.data;
  };
  // What is refused may have been ended on another device, and then that is what there is to see.
  const done = async (answer: Answer<unknown>): Promise<boolean> => {
    if (answer.ok || isRefusal(answer.problem)) await look();
    if (!answer.ok) trouble.value = answer.problem;
    return answer.ok;
  };

  // The same id for the same words until they are taken: an answer that was lost can be asked for again.
  const once = async (said: unknown, post: (id: string) => Promise<Answer<unknown>>): Promise<boolean> => {
    const words = JSON.stringify(said);
    const id = tries.get(words) ?? outside.newId();
    tries.set(words, id);
    const answer = await post(id);
    if (answer.ok) tries.delete(words);
    return done(answer);
  };

  return {
    shared,
    trouble,
    draft,
    consent: signal<string | null>(null),
    look,
    agree: async (recipient, today) => {
      const said = agreed(draft.value, recipient, today);
      const given = await once(said, (id) => client.post('/v1/consents', { id, ...said }));
      if (given) draft.value = NOTHING_CHOSEN;
      return given;
    },
    less: async (consent, fields, proposals) => {
      // Proposals can be switched off here and never on.
      const body = proposals ? { fields } : { fields, proposals };
      return done(await client.patch(`/v1/consents/${consent}`, body));
    },
    withdraw: async (consent) => done(await client.del(`/v1/consents/${consent}`)),
    request: ({ consent, ...asked }) => {
      const said = { consent_id: consent, ...asked };
      return once(said, (id) => client.post('/v1/reports', { id, ...said }));
    },
    release: async (report) => done(await client.post(`/v1/reports/${report}/release`, {})),
    file: async (report) => {
      const answer = await client.get<Blob>(`/v1/reports/${report}/pdf`, { file: true });
      await done(answer);
      return answer.ok ? answer.data : null;
    },
  };
}

function isRefusal({ status }: Problem): boolean {
  return status >= 400 && status < 500;
}

/** All of it or a problem: half of what is shared would say too little. */
async function everything(client: Client, owner: string): Promise<Answer<Shared>> {
  const [clinic, consents, reports, openings] = await Promise.all([
    client.get<MyClinic>('/v1/me/clinic'),
    whole<Consent>(client, '/v1/consents', 'consents'),
    whole<Report>(client, '/v1/reports', 'reports'),
    whole<Opening>(client, '/v1/access-log', 'openings'),
  ]);
  if (!clinic.ok) return clinic;
  if (!consents.ok) return consents;
  if (!reports.ok) return reports;
  if (!openings.ok) return openings;
  const data = { owner, clinic: clinic.data, consents: consents.data, reports: reports.data, openings: openings.data };
  return { ok: true, status: clinic.status, data, etag: null };
}

/** Every page of a list; `name` is what the services call it. */
async function whole<Each>(client: Client, path: string, name: string): Promise<Answer<Each[]>> {
  const found: Each[] = [];
  let next: string | null = `${path}?limit=200`;
  while (next !== null) {
    const answer: Answer<Record<string, Each[]>> = await client.get(next);
    if (!answer.ok) return answer;
    found.push(...(answer.data[name] ?? []));
    next = answer.next ?? null;
  }
  return { ok: true, status: 200, data: found, etag: null };
}
