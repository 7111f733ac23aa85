/** What the disk has not taken, and which of several values of one name is the newest. */

export interface Memory {
  has: (name: string) => boolean;
  get: (name: string) => unknown;
  under: <T>(prefix: string) => Map<string, T>;
  all: () => [name: string, value: unknown][];
  /** Whether this is what stands here, and nothing newer is on its way to the disk. */
  isNewest: (name: string, value: unknown) => boolean;
  /** Lets go of this value, unless there is another one by now. */
  letGo: (name: string, value: unknown) => void;
  /** Lets go of whatever there is, and of what is on its way. */
  drop: (name: string) => void;
  /**
   * Writes this on the disk; where that fails, it stands here from then on. Meanwhile nothing older of the name is put
   * down, and afterwards nothing older takes its place.
   */
  unlessTaken: (name: string, value: unknown, write: (still: () => boolean) => Promise<void>) => Promise<void>;
}

export function createMemory(): Memory {
  const held = new Map<string, unknown>();
  const coming = new Map<string, symbol>();
  const isHeld = (name: string, value: unknown): boolean => held.has(name) && held.get(name) === value;
  return {
    has: (name) => held.has(name),
    get: (name) => held.get(name),
    under: <T>(prefix: string) =>
      new Map([...held].filter(([name]) => name.startsWith(prefix)) as [name: string, value: T][]),
    all: () => [...held],
    isNewest: (name, value) => isHeld(name, value) && !coming.has(name),
    letGo: (name, value) => {
      if (isHeld(name, value)) held.delete(name);
    },
    drop: (name) => {
      coming.delete(name);
      held.delete(name);
    },
    unlessTaken: async (name, value, write) => {
      const turn = Symbol(name);
      coming.set(name, turn);
      const still = (): boolean => coming.get(name) === turn;
      if (held.has(name)) held.set(name, value);
      const taken = await write(still).then(
        () => true,
        () => false,
      );
      if (!still()) return;
      coming.delete(name);
      if (taken) held.delete(name);
      else held.set(name, value);
    },
  };
}
