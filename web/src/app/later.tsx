import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Drawn = () => JSX.Element;

/**
 * A screen that is no part of the first load. It opens offline all the same, because every part of the app is kept on
 * the device. Where it does not come, the Guard around the screens says so.
 */
export function later(load: () => Promise<Drawn>): Drawn {
  let found: Drawn | null = null;
  return function Later() {
    const [drawn, setDrawn] = useState<{ screen: Drawn } | { reason: unknown } | null>(found && { screen: found });
    useEffect(() => {
      if (found) return;
      load().then(
        (screen) => {
          found = screen;
          setDrawn({ screen });
        },
        (reason: unknown) => {
          setDrawn({ reason });
        },
      );
    }, []);
    if (drawn && 'reason' in drawn) throw drawn.reason;
    if (!drawn) return <main class="screen" aria-busy="true" />;
    return <drawn.screen />;
  };
}
