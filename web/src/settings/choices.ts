/** What is chosen for this device alone: kept sealed once somebody has joined, until then only in memory. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Look } from '../app/context.ts';
import type { Vault } from '../store/vault.ts';
import type { Profiles } from './profiles.ts';

export interface Choices {
  look: ReadonlySignal<Look>;
  /** For numbers to call: what was chosen here, else what was set on another device, else what the device itself says. */
  country: ReadonlySignal<string | null>;
  chooseLook: (look: Look) => void;
  /** Holds here at once. Answers whether other devices will know it too. */
  chooseCountry: (country: string | null) => Promise<boolean>;
  /** Takes out what is kept here. */
  load: () => Promise<void>;
}

export interface Outside {
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly profiles: Pick<Profiles, 'read' | 'change'>;
  readonly subject: ReadonlySignal<string | null>;
  readonly guessed: string | null;
}

/** What is left out was never chosen here; a country of null is one that the list does not have. */
interface Chosen {
  readonly look?: Look;
  readonly country?: string | null;
}

const NAME = 'own/choices';

export function createChoices({ vault, profiles, subject, guessed }: Outside): Choices {
  const chosen = signal<Chosen>({});
  const keep = async (): Promise<void> => {
    if (subject.value !== null) await vault.put(NAME, chosen.value).catch(() => undefined);
  };
  const choose = (choice: Chosen): void => {
    chosen.value = { ...chosen.value, ...choice };
    void keep();
  };
  const load = async (): Promise<void> => {
    const who = subject.value;
    if (who === null) return;
    const kept = await vault.get<Chosen>(NAME);
    if (subject.value !== who) return;
    // What was chosen before joining is newer than what lies here.
    const before = chosen.value;
    chosen.value = { ...kept, ...before };
    if (Object.keys(before).length > 0) await keep();
  };
  let here: string | null = null;
  effect(() => {
    // Whoever leaves takes their choices along.
    if (here !== null && subject.value !== here) chosen.value = {};
    here = subject.value;
  });
  return {
    look: computed(() => chosen.value.look ?? 'auto'),
    country: computed(() => {
      const { country } = chosen.value;
      return country === undefined ? (profiles.read.value?.shown.country ?? guessed) : country;
    }),
    chooseLook: (look) => {
      choose({ look });
    },
    chooseCountry: async (country) => {
      choose({ country });
      return subject.value !== null && (await profiles.change(() => ({ country }))).ok;
    },
    load,
  };
}
