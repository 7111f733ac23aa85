/** Quiet hours as they are set: a part of the profile. */
import type { Answer, Client } from '../api/client.ts';
import { clockInWords } from '../weeks/dates.ts';
import { putOf, type Read, type Shown } from './profile.ts';

export type Quiet = NonNullable<Shown['quiet']>;

/** Those that hold for whoever has set none. */
export const USUAL: Quiet = { from: '22:00', to: '08:00' };

/** As the person's own language writes times. */
export function hoursInWords({ from, to }: Quiet): Quiet {
  return { from: clockInWords(from), to: clockInWords(to) };
}

/** Sets them, and everything else as it was read; null: the usual ones. A change in between is refused with 412. */
export function saveQuiet(client: Pick<Client, 'put'>, read: Read, quiet: Quiet | null): Promise<Answer<Shown>> {
  const body = { ...putOf(read.shown, read.shown.cautions), quiet };
  return client.put<Shown>('/v1/profile', body, { match: read.etag });
}
