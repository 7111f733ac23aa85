/** What several tabs of the app have to agree on. */

/** Does something while no other tab does the same; each waits for its turn. */
export function alone<T>(name: string, act: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, act) as Promise<T>;
}

/** A line between the tabs of this device. It carries no words, only that there is something to look at. */
export function otherTabs(): { tell: () => void; hear: (act: () => void) => void } {
  const line = new BroadcastChannel('kept');
  return {
    tell: () => {
      line.postMessage(null);
    },
    hear: (act) => {
      line.addEventListener('message', act);
    },
  };
}
