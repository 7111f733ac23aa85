/** What is chosen for this device alone: kept sealed once somebody has joined, until then only in memory. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Look } from '../app/context.ts';
import type { Vault } from '../store/vault.ts';
import type { Profiles } from './profiles.ts';

export interface Choices {
  look: ReadonlySignal<Look>;
  /** What leads through a practice besides the eyes. */
  sound: ReadonlySignal<boolean>;
  touch: ReadonlySignal<boolean>;
  /** For numbers to call: what was chosen here, else what was set on another device, else what the device itself says. */
  country: ReadonlySignal<string | null>;
  chooseLook: (look: Look) => void;
  chooseCues: (cues: Cues) => void;
  /** Holds here at once. Answers whether other devices will know it too. */
  chooseCountry: (country: string | null) => Promise<boolean>;
  /** Whether other devices do not know the country that was chosen here. */
  untold: ReadonlySignal<boolean>;
  /** Says to the services what could not be said when it was chosen. */
  tell: () => Promise<boolean>;
  /** Takes out what is kept here. */
  load: () => Promise<void>;
}

export interface Outside {
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly profiles: Pick<Profiles, 'read' | 'change'>;
  readonly subject: ReadonlySignal<string | null>;
  readonly guessed: string | null;
}

interface Cues {
  readonly sound?: boolean;
  readonly touch?: boolean;
}

/** What is left out was never chosen here; a country of null is one that the list does not have. */
interface Chosen extends Cues {
  readonly look?: Look;
  readonly country?: string | null;
  /** The services do not have this country yet. */
  readonly untold?: boolean;
}

const NAME = 'own/choices';

export function createChoices({ vault, profiles, subject, guessed }: Outside): Choices {
  const chosen = signal<Chosen>({});
  const telling = signal(false);
  // Who chose the country that stands here; null: whoever held the device before it was known whose it is.
  let chooser: string | null = null;
  const keep = async (): Promise<void> => {
    if (subject.value !== null) await vault.put(NAME, chosen.value);
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
    const before = chosen.value;
    chosen.value = chooser === who ? { ...kept, ...before } : afterNobody(before, kept);
    chooser = who;
    if (Object.keys(before).length > 0) await keep();
  };
  const tell = async (): Promise<boolean> => {
    if (subject.value === null || !chosen.value.untold) return !chosen.value.untold;
    telling.value = true;
    let said: string | null = null;
    // The newest choice is said, also where an older one is still on its way.
    const answer = await profiles.change(() => ({ country: (said = chosen.value.country ?? null) }));
    telling.value = false;
    if (answer.ok && chosen.value.country === said) choose({ untold: false });
    return answer.ok;
  };
  let here: string | null = null;
  effect(() => {
    // Whoever leaves takes their choices along.
    if (here !== null && subject.value !== here) {
      chosen.value = {};
      chooser = null;
    }
    here = subject.value;
  });
  return {
    look: computed(() => chosen.value.look ?? 'auto'),
    sound: computed(() => chosen.value.sound ?? false),
    touch: computed(() => chosen.value.touch ?? false),
    country: computed(() => {
      const { country } = chosen.value;
      return country === undefined ? (profiles.read.value?.shown.country ?? guessed) : country;
    }),
    chooseLook: (look) => {
      choose({ look });
    },
    chooseCues: choose,
    chooseCountry: async (country) => {
      chooser = subject.value;
      choose({ country, untold: chooser !== null });
      return chooser !== null && (await tell());
    },
    untold: computed(() => chosen.value.untold === true && !telling.value),
    tell,
    load,
  };
}

/** What nobody in particular chose is newer than what lies here, but the country is its owner’s where there is one. */
function afterNobody(before: Chosen, kept: Chosen | null): Chosen {
  const mine = Object.entries(before).filter(([name]) => name !== 'country' && name !== 'untold');
  return { ...before, ...kept, ...Object.fromEntries(mine) };
}
