/** A moment that was begun and not sent, while the app closes itself: sealed, and brought back where it was. */
import type { Vault } from '../store/vault.ts';
import { NOTHING_MORE, type Draft, type Extra } from './draft.ts';

interface Begun {
  readonly chosen: readonly string[];
  readonly intensity: number | null;
  readonly extra: Extra;
}

const NAME = 'own/begun';

export async function keepBegun(vault: Vault, draft: Draft): Promise<void> {
  if (isUntouched(draft)) return;
  const { chosen, intensity, extra } = draft;
  await vault.put(NAME, { chosen: chosen.value, intensity: intensity.value, extra: extra.value } satisfies Begun);
}

export async function bringBack(vault: Vault, draft: Draft): Promise<void> {
  const begun = await vault.get<Begun>(NAME);
  if (!begun) return;
  await vault.remove(NAME);
  if (!isUntouched(draft)) return;
  draft.chosen.value = begun.chosen;
  draft.intensity.value = begun.intensity;
  draft.extra.value = begun.extra;
}

/** Nothing was tapped yet. */
export function isUntouched({ chosen, intensity, extra }: Draft): boolean {
  return chosen.value.length === 0 && intensity.value === null && extra.value === NOTHING_MORE;
}
