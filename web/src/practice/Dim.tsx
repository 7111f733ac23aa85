import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const AWAKE = 6000;

/** The screen goes dim by itself, and bright at a touch or a key. Everything on it can be used all the while. */
export function Dim(): JSX.Element {
  const [dark, set] = useState(false);
  useLayoutEffect(() => {
    let falling = setTimeout(set, AWAKE, true);
    const wake = (): void => {
      clearTimeout(falling);
      set(false);
      falling = setTimeout(set, AWAKE, true);
    };
    const wakers = ['pointerdown', 'keydown'] as const;
    for (const each of wakers) document.addEventListener(each, wake);
    return () => {
      clearTimeout(falling);
      for (const each of wakers) document.removeEventListener(each, wake);
    };
  }, []);
  return <div class="dim" aria-hidden="true" data-dark={dark || undefined} />;
}
