/**
 * What is kept about a person on this device. What its disk does not take is in memory for as long as the app is open,
 * and is read and removed like everything else.
 */
import { createDisk, type Written } from './disk.ts';
import { createLock, type Lock } from './lock.ts';
import { createMemory } from './memory.ts';

export interface Vault {
  /** Null where there is nothing of this name, or nothing that can be opened now. */
  get: <T>(name: string) => Promise<T | null>;
  /**
   * Returns when it is on the disk, or in memory; while it is locked, that is once it is open again. A name says nothing
   * about anybody: it stands in the clear.
   */
  put: (name: string, value: unknown) => Promise<void>;
  /** The same for what memory is no place for: fails where the disk does not take it. */
  putOnDisk: (name: string, value: unknown) => Promise<void>;
  /** What is in memory only goes to the disk, where there is room by now. */
  putDown: () => Promise<void>;
  remove: (name: string) => Promise<void>;
  list: <T>(prefix: string) => Promise<Kept<T>[]>;
  /** Those that are in memory only; also where the disk cannot be asked at all. */
  held: <T>(prefix: string) => Kept<T>[];
  /**
   * Puts this in the place of a record. Where the disk does not take it, it is in memory and the record stays: words that
   * lie on the disk never come to be in memory only.
   */
  move: (kept: Kept<unknown>, name: string, value: unknown) => Promise<void>;
  /** Removes a record unless it was put anew since it was listed. */
  removeAsListed: (kept: Kept<unknown>) => Promise<void>;
  /** How many there are on the disk, also while they are locked. */
  count: (prefix: string) => Promise<number>;
}

export interface Kept<T> extends Written<T> {
  /** False where this value is in memory only; the mark is then of an older one. */
  readonly onDisk: boolean;
}

export function createVault(factory: IDBFactory, lock: Lock = createLock(factory)): Vault {
  const disk = createDisk(factory, lock);
  const memory = createMemory();
  /** Where the disk cannot even be asked, memory answers unless it was locked. */
  const isOpen = (): Promise<boolean> => disk.isOpen().catch(() => !lock.locked.value);
  const putDown = async (name: string, value: unknown): Promise<void> => {
    await disk.put(name, value, () => memory.isNewest(name, value));
    if (memory.isNewest(name, value)) memory.letGo(name, value);
  };
  return {
    get: async <T>(name: string) => {
      if (!memory.has(name)) return disk.get<T>(name);
      return (await isOpen()) ? (memory.get(name) as T) : null;
    },
    put: (name, value) => memory.unlessTaken(name, value, (still) => disk.put(name, value, still)),
    putOnDisk: async (name, value) => {
      await disk.put(name, value);
      memory.drop(name);
    },
    move: async (kept, name, value) => {
      await memory.unlessTaken(name, value, () => disk.move(kept, name, value));
      if (!memory.has(name) || kept.mark === '') memory.letGo(kept.name, kept.value);
    },
    putDown: async () => {
      const all = memory.all();
      if (all.length === 0 || !(await isOpen())) return;
      await Promise.all(all.map((each) => putDown(...each).catch(() => undefined)));
    },
    remove: async (name) => {
      memory.drop(name);
      await disk.removeIf(name, () => true);
    },
    list: async <T>(prefix: string) => {
      const written = await disk.list<T>(prefix);
      const held = memory.under<T>(prefix);
      return held.size === 0 || (await isOpen()) ? newest(written, held) : [];
    },
    held: <T>(prefix: string) => (lock.locked.value ? [] : newest<T>([], memory.under(prefix))),
    removeAsListed: async (kept) => {
      memory.letGo(kept.name, kept.value);
      await disk.removeIf(kept.name, (mark) => mark === kept.mark);
    },
    count: disk.count,
  };
}

/** What is in memory is newer than what lies on the disk under the same name. */
function newest<T>(written: readonly Written<T>[], inMemory: ReadonlyMap<string, T>): Kept<T>[] {
  const marks = new Map(written.map(({ name, mark }) => [name, mark]));
  const onDisk = written.filter(({ name }) => !inMemory.has(name)).map((each) => ({ ...each, onDisk: true }));
  const held = [...inMemory].map(([name, value]) => ({ name, value, mark: marks.get(name) ?? '', onDisk: false }));
  return [...onDisk, ...held];
}
