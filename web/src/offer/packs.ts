/** The person's own pack: kept sealed on the device, and asked for anew whenever there may be a newer one. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Client } from '../api/client.ts';
import type { components } from '../api/coach.d.ts';
import type { Vault } from '../store/vault.ts';
import { everybodys, type Pack } from './pack.ts';

type Answered = components['schemas']['FirstLineShown'] | components['schemas']['FirstLinePending'];

interface Kept {
  readonly etag: string | null;
  readonly pack: Pack;
}

export interface Packs {
  /** What the device offers from: the person's own order, before the first one comes everybody's. */
  pack: ReadonlySignal<Pack>;
  /** Take out what is kept here. */
  load: () => Promise<void>;
  /** Ask for a newer one. */
  renew: () => Promise<void>;
  /** What was set a moment ago changes every order: ask until the answer knows it, for a little while. */
  renewAfter: (version: number) => Promise<void>;
}

export interface Outside {
  readonly client: Pick<Client, 'get'>;
  readonly vault: Pick<Vault, 'get' | 'put'>;
  readonly subject: () => string | null;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const NAME = 'own/first-line';
const PATH = '/v1/me/first-line';
const PAUSES = [1000, 3000, 10_000];

export function createPacks({ client, vault, subject, pause }: Outside): Packs {
  const own = signal<Kept | null>(null);

  /** The version of the person's own stream that the newest pack knows; null where there is none. */
  const renew = async (): Promise<number | null> => {
    const who = subject();
    if (who === null) return null;
    const answer = await client.get<Answered>(PATH, { unless: own.value?.etag ?? null });
    if (!answer.ok || answer.data.pending || subject() !== who) return null;
    own.value = { etag: answer.etag, pack: answer.data };
    await vault.put(NAME, own.value);
    return answer.data.versions.practices;
  };
  return {
    pack: computed(() => own.value?.pack ?? everybodys),
    load: async () => {
      own.value = subject() === null ? null : await vault.get<Kept>(NAME);
    },
    renew: async () => {
      await renew();
    },
    renewAfter: async (version) => {
      for (const each of PAUSES) {
        await pause(each);
        const known = await renew();
        if (known !== null && known >= version) return;
      }
    },
  };
}
