/** What somebody set about themselves: read from the services, changed a part at a time. */
import type { Answer, Client } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';

export type Shown = components['schemas']['ProfileShown'];
export type Cautions = Shown['cautions'];
type Put = components['schemas']['PutProfile'];

/** The profile as it was read, and the ETag to change it by. */
export interface Read {
  readonly shown: Shown;
  readonly etag: string | null;
}

/** By code: an answer that was given here and not saved yet; null where one was taken away. */
export type Changes = Readonly<Record<string, 'yes' | 'no' | null>>;

const PATH = '/v1/profile';

export async function readProfile(client: Pick<Client, 'get'>): Promise<Read | null> {
  const answer = await client.get<Shown>(PATH);
  return answer.ok ? { shown: answer.data, etag: answer.etag } : null;
}

/** Sets it as a whole, with everything else as it was read. Another device's change in between is refused with 412. */
export function saveCautions(client: Pick<Client, 'put'>, read: Read, changes: Changes): Promise<Answer<Shown>> {
  const body = putOf(read.shown, withChanges(read.shown.cautions, changes));
  return client.put<Shown>(PATH, body, { match: read.etag });
}

export function withChanges(cautions: Cautions, changes: Changes): Cautions {
  const all = Object.entries({ ...cautions, ...changes });
  return Object.fromEntries(all.filter((each): each is [string, 'yes' | 'no'] => each[1] !== null));
}

/** Only what can be set: what the services say besides it is theirs. */
export function putOf(shown: Shown, cautions: Cautions): Put {
  const { hidden, restored, language, zone, country, quiet, session } = shown;
  return { cautions, hidden, restored, language, zone, country, quiet, session };
}

/** The version that an ETag of the profile holds; a pack that knows it was made after the change. */
export function versionOf(etag: string | null): number {
  return Number(etag?.replaceAll('"', '') ?? 0);
}
