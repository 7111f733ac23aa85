import type { Signal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import type { Words } from './plans.ts';

/** Has the words of a form heard. They are one note from the first time until the form is empty again. */
export function useTold(words: Signal<Words>): () => void {
  const { newId, listen } = useParts();
  return () => {
    const { id = newId(), ...typed } = words.value;
    words.value = { ...typed, id };
    listen(id, Object.values(typed));
  };
}
