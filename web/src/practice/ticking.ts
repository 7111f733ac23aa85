import { useEffect, useState } from 'preact/hooks';

const OFTEN = 250;

/** The time by this device's clock, drawn anew while `on`: each frame, or a few times a second. */
export function useNow(on: boolean, frames = false): number {
  const [now, set] = useState(Date.now);
  useEffect(() => {
    if (!on) return;
    const look = (): void => {
      set(Date.now());
    };
    look();
    // A hidden page draws no frames and is called seldom; when it comes back, it looks at once.
    document.addEventListener('visibilitychange', look);
    const stop = frames ? eachFrame(look) : every(look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [on, frames]);
  return now;
}

function eachFrame(look: () => void): () => void {
  let asked = requestAnimationFrame(function draw() {
    look();
    asked = requestAnimationFrame(draw);
  });
  return () => {
    cancelAnimationFrame(asked);
  };
}

function every(look: () => void): () => void {
  const asked = setInterval(look, OFTEN);
  return () => {
    clearInterval(asked);
  };
}

/** Keeps the screen from going off by itself, where a browser can do that. */
export function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !('wakeLock' in navigator)) return;
    const lock = navigator.wakeLock.request('screen').catch(() => null);
    return () => void lock.then((each) => each?.release());
  }, [on]);
}
