/** Which practices suit the person who joined: the services' answer, kept for when there is no network. */
import type { Client } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Vault } from '../store/vault.ts';

type Mine = components['schemas']['MyTechniques'];
/** By id: what speaks against a practice, in words. Those that suit are not in it. */
export type Against = Readonly<Record<string, readonly string[]>>;

const KEPT = 'own/unsuitable';

export async function unsuitable(client: Client, vault: Vault): Promise<Against> {
  const answer = await client.get<Mine>('/v1/me/techniques');
  if (!answer.ok) return (await vault.get<Against>(KEPT)) ?? {};
  const against = againstOf(answer.data);
  await vault.put(KEPT, against);
  return against;
}

export function againstOf(mine: Mine): Against {
  const unfit = mine.techniques.filter((each) => !each.suitable);
  return Object.fromEntries(unfit.map((each) => [each.id, each.reasons.map((reason) => reason.text)]));
}
