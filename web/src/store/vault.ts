/**
 * What is kept about a person on this device. What its disk does not take is in memory for as long as the app is open,
 * and is read and removed like everything else.
 */
import { createDisk, type Written } from './disk.ts';
import { createLock, type Lock } from './lock.ts';

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
  const inMemory = new Map<string, unknown>();
  const isNewest = (name: string, value: unknown) => (): boolean => inMemory.get(name) === value;
  const putDown = async (name: string, value: unknown): Promise<void> => {
    await disk.put(name, value, isNewest(name, value));
    if (isNewest(name, value)()) inMemory.delete(name);
  };
  return {
    get: async <T>(name: string) => {
      if (!inMemory.has(name)) return disk.get<T>(name);
      return (await disk.isOpen()) ? (inMemory.get(name) as T) : null;
    },
    put: async (name, value) => {
      // From now on nothing older of this name is put down.
      if (inMemory.has(name)) inMemory.set(name, value);
      await disk.put(name, value).then(
        () => isNewest(name, value)() && inMemory.delete(name),
        () => inMemory.set(name, value),
      );
    },
    putOnDisk: async (name, value) => {
      await disk.put(name, value);
      inMemory.delete(name);
    },
    putDown: async () => {
      if (inMemory.size === 0 || !(await disk.isOpen())) return;
      await Promise.all([...inMemory].map((each) => putDown(...each).catch(() => undefined)));
    },
    remove: async (name) => {
      inMemory.delete(name);
      await disk.removeIf(name, () => true);
    },
    list: async <T>(prefix: string) => {
      const written = await disk.list<T>(prefix);
      const held = [...inMemory].filter(([name]) => name.startsWith(prefix)) as [string, T][];
      return held.length === 0 || (await disk.isOpen()) ? newest(written, new Map(held)) : [];
    },
    removeAsListed: async (kept) => {
      if (isNewest(kept.name, kept.value)()) inMemory.delete(kept.name);
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
