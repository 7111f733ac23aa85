import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import type { Router } from './router.ts';

export type Look = 'auto' | 'light' | 'dark';

/** What the composition root builds and every screen may use. */
export interface Parts {
  router: Router;
  look: Signal<Look>;
  country: Signal<string | null>;
  online: Signal<boolean>;
  /** How many records are still to be sent. */
  waiting: Signal<number>;
  leave: () => void;
}

export const PartsContext = createContext<Parts | null>(null);

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (!parts) throw new Error('A screen is drawn outside the app.');
  return parts;
}
