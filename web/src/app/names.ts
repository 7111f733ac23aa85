/** Under which name and picture the app stands among others: one of a few, none of which says what it is. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { en } from '../words/en.ts';

export const NAMES = ['minute', 'notes', 'lists', 'leaf'] as const;
export type Name = (typeof NAMES)[number];

export interface Naming {
  name: ReadonlySignal<Name>;
  choose: (name: Name) => void;
}

/** In the clear and for everybody who uses the browser: it says nothing about anybody, and holds before any key does. */
const KEPT = 'as';

/** An app that was put on a home screen says in its address under which name, in case it shares nothing with the browser. */
export function createNaming(page: Window, arrival: URL): Naming {
  const name = signal<Name>(known(keptIn(page)) ?? known(arrival.searchParams.get(KEPT)) ?? 'minute');
  effect(() => {
    wear(page.document, name.value);
  });
  return {
    name,
    choose: (chosen) => {
      name.value = chosen;
      keepIn(page, chosen);
    },
  };
}

/** The files of a name lie side by side in public/. */
export function filesOf(name: Name): { manifest: string; picture: string; touch: string } {
  const rest = name === 'minute' ? '' : `-${name}`;
  return { manifest: `/app${rest}.webmanifest`, picture: `/icon${rest}.svg`, touch: `/icon${rest}-180.png` };
}

function wear(page: Document, name: Name): void {
  const { manifest, picture, touch } = filesOf(name);
  // As its manifest has it, which knows no other language.
  page.title = en[`name.${name}`];
  for (const [rel, href] of [
    ['manifest', manifest],
    ['icon', picture],
    ['apple-touch-icon', touch],
  ] as const) {
    page.querySelector(`link[rel="${rel}"]`)?.setAttribute('href', href);
  }
}

function known(name: string | null): Name | null {
  return NAMES.find((each) => each === name) ?? null;
}

// Where a browser keeps nothing for a page, the name holds until it is closed.
function keptIn(page: Window): string | null {
  try {
    return page.localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keepIn(page: Window, name: Name): void {
  try {
    page.localStorage.setItem(KEPT, name);
  } catch {
    return;
  }
}
