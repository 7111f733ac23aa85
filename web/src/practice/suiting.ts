/** Which practices suit the person who joined: the services' answer, kept for when there is no network. */
import type { Client } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Shown } from '../settings/profile.ts';
import type { Vault } from '../store/vault.ts';
import { t } from '../words/index.ts';

type Mine = components['schemas']['MyTechniques'];
export interface Reason {
  readonly code: string;
  readonly text: string;
}
/** By id: what speaks against a practice, in words. Those that suit are not in it. */
export type Against = Readonly<Record<string, readonly Reason[]>>;

const KEPT = 'own/against';
/** A reason for care, and none to leave it out. */
const GENTLY = 'adapted';

export async function unsuitable(
  client: Pick<Client, 'get'>,
  vault: Pick<Vault, 'get' | 'put'>,
  subject: () => string | null,
): Promise<Against> {
  const who = subject();
  const answer = await client.get<Mine>('/v1/me/techniques');
  if (!answer.ok) return (await vault.get<Against>(KEPT)) ?? {};
  const against = againstOf(answer.data);
  if (subject() === who) await vault.put(KEPT, against);
  return against;
}

export function againstOf(mine: Mine): Against {
  const unfit = mine.techniques.filter((each) => !each.suitable);
  return Object.fromEntries(unfit.map((each) => [each.id, each.reasons.map(({ code, text }) => ({ code, text }))]));
}

/** With what was hidden or brought back since then, also while there is no network. */
export function asSet(against: Against, { hidden, restored }: Pick<Shown, 'hidden' | 'restored'>): Against {
  const ids = new Set([...Object.keys(against), ...hidden]);
  const reasonsOf = (id: string): readonly Reason[] => {
    const stands = (against[id] ?? []).filter(
      ({ code }) => code !== 'hidden' && !(code === 'harmed' && restored.includes(id)),
    );
    return hidden.includes(id) ? [...stands, { code: 'hidden', text: t('hidden.reason') }] : stands;
  };
  const all = [...ids].map((id) => [id, reasonsOf(id)] as const);
  return Object.fromEntries(all.filter(([, reasons]) => reasons.some(({ code }) => code !== GENTLY)));
}
