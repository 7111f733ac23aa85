/** How it stands with what waits and what was not taken, of the one who is here; told also while the disk is out of reach. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { Problem } from '../api/client.ts';
import { inOrder, type Item } from './order.ts';
import type { Kept, Vault } from './vault.ts';

export const WAITS = 'outbox/';
export const NOT_TAKEN = 'refused/';

export interface Refused {
  readonly item: Item;
  readonly problem: Problem;
}

export interface NotTaken extends Refused {
  /** Whether its words lie on the disk, here or still where they waited. */
  readonly onDisk: boolean;
}

export interface Stand {
  readonly waiting: ReadonlySignal<number>;
  readonly unkept: ReadonlySignal<number>;
  readonly refused: ReadonlySignal<readonly NotTaken[]>;
  readonly look: () => Promise<void>;
  /** What is still to be sent, in order; where the disk cannot be asked, what is in memory. */
  readonly waits: () => Promise<Kept<Item>[]>;
  /** What lies among the refused by now goes from where it waited. */
  readonly tidy: () => Promise<void>;
  readonly forget: (item: Item) => Promise<void>;
}

/** Both lists; where the disk cannot be asked (`whole` is false) what is in memory of them. */
interface Both {
  readonly whole: boolean;
  readonly waits: readonly Kept<Item>[];
  readonly refused: readonly Kept<Refused>[];
}

export const listed = <T>(vault: Vault, prefix: string): Promise<Kept<T>[]> =>
  vault.list<T>(prefix).catch(() => vault.held<T>(prefix));

export function createStand(vault: Vault, subject: () => string | null): Stand {
  const [waiting, unkept] = [signal(0), signal(0)];
  const refused = signal<readonly NotTaken[]>([]);
  let lying = 0;

  const look = async (): Promise<void> => {
    const both = await bothOf(vault);
    const mine = waitsOf(both, subject());
    const held = mine.filter((each) => !each.onDisk).length;
    // What could not be read just now is still there.
    if (both.whole) lying = mine.length - held;
    const shown = notTakenOf(both, subject());
    const before = both.whole ? [] : refused.value.filter((each) => !shown.some(({ item }) => isSame(item, each.item)));
    batch(() => {
      unkept.value = held;
      waiting.value = lying + held;
      refused.value = [...before, ...shown];
    });
  };
  return {
    waiting,
    unkept,
    refused,
    look,
    waits: async () => inOrder(waitsOf(await bothOf(vault), subject())),
    tidy: async () => {
      const { waits, refused: aside } = await bothOf(vault);
      const done = waits.filter(({ value }) => aside.some((each) => each.onDisk && isSame(each.value.item, value)));
      await Promise.all(done.map((each) => vault.removeAsListed(each).catch(() => undefined)));
    },
    forget: async (item) => {
      const { waits } = await bothOf(vault);
      await Promise.all(waits.filter(({ value }) => isSame(item, value)).map(vault.removeAsListed));
      await vault.remove(NOT_TAKEN + item.id);
    },
  };
}

async function bothOf(vault: Vault): Promise<Both> {
  try {
    const [waits, refused] = await Promise.all([vault.list<Item>(WAITS), vault.list<Refused>(NOT_TAKEN)]);
    return { whole: true, waits, refused };
  } catch {
    return { whole: false, waits: vault.held<Item>(WAITS), refused: vault.held<Refused>(NOT_TAKEN) };
  }
}

/** What was not taken and found no room among the refused stays where it waited, and is not sent from there again. */
function waitsOf({ waits, refused }: Both, owner: string | null): Kept<Item>[] {
  const mine = owner === null ? waits : waits.filter((each) => each.value.owner === owner);
  return mine.filter(({ value }) => !refused.some((each) => isSame(each.value.item, value)));
}

function notTakenOf({ waits, refused }: Both, owner: string | null): NotTaken[] {
  const lies = (item: Item): boolean => waits.some((each) => each.onDisk && isSame(each.value, item));
  return refused
    .filter(({ value }) => value.item.owner === owner)
    .map(({ value, onDisk }) => ({ ...value, onDisk: onDisk || lies(value.item) }));
}

/** More that came later under the same id is something else. */
function isSame(one: Item, other: Item): boolean {
  return one.id === other.id && one.kind === other.kind && one.at === other.at;
}
