import { computed, signal, type ReadonlySignal } from '@preact/signals';

/**
 * Where the app is. The address in the browser stays the same on every screen, so that neither the history nor anybody
 * who looks at it learns what somebody opened.
 */
const PLACES = [
  'home',
  'offer',
  'plan',
  'task',
  'not-this-time',
  'add-task',
  'change-task',
  'smaller',
  'questions',
  'proposal',
  'session',
  'help',
  'support',
  'unsafe',
  'safety-plan',
  'more',
  'settings',
  'cautions',
  'reminders',
  'reminder',
  'quiet',
  'hidden',
  'name',
  'browser',
  'about',
  'join',
  'welcome',
  'here',
  'pin',
  'refused',
  'practices',
  'technique',
  'practice',
  'weeks',
  'one-moment',
  'sharing',
  'share-new',
  'report-new',
  'learn',
  'learn-page',
] as const;
export type Place = (typeof PLACES)[number];

const ADDRESS = '/';
/** Where links from outside lead. These addresses are left at once, like the code that may stand behind one. */
const ARRIVALS: Readonly<Record<string, Place>> = { '/help': 'help', '/join': 'join' };

interface Entry {
  place: Place;
  /** How many screens of the app lie behind this one. */
  depth: number;
  /** Which coming to a screen this was: the same screen, opened once more, is another one. */
  visit: number;
}

export interface Router {
  place: ReadonlySignal<Place>;
  /** Whether `back` stays inside the app. */
  canGoBack: ReadonlySignal<boolean>;
  /** False until somebody has moved: the first screen leaves the focus where the browser puts it. */
  moved: ReadonlySignal<boolean>;
  /** The address the app was opened with. What stood behind its path is taken out of the address at once. */
  arrival: URL;
  go: (place: Place) => void;
  /** Like `go`, but takes the place of the screen it leaves: nobody comes back to that one. */
  instead: (place: Place) => void;
  back: () => void;
  /**
   * For what ends with a move once an answer is there. The move is made where it was asked for: at once while somebody
   * is still here, and else when they come back here. Wherever they went meanwhile, above all to help, they stay.
   */
  whenHere: () => (move: () => void) => void;
}

export function createRouter(page: Window): Router {
  const arrival = new URL(page.location.href);
  const entry = signal<Entry>(entryOf(page.history.state) ?? { place: placeOf(arrival), depth: 0, visit: 0 });
  const moved = signal(false);
  const waiting = new Map<number, () => void>();
  let visits = entry.value.visit;
  const kept = keptOf(arrival);
  page.history.replaceState(entry.value, '', ADDRESS + kept);
  page.addEventListener('popstate', (event) => {
    moved.value = true;
    entry.value = entryOf(event.state) ?? { place: placeOf(new URL(page.location.href)), depth: 0, visit: 0 };
    const move = waiting.get(entry.value.visit);
    waiting.delete(entry.value.visit);
    move?.();
  });

  function go(place: Place): void {
    if (place === entry.value.place) return;
    moved.value = true;
    entry.value = { place, depth: entry.value.depth + 1, visit: ++visits };
    page.history.pushState(entry.value, '', ADDRESS + kept);
    page.scrollTo(0, 0);
  }

  function instead(place: Place): void {
    moved.value = true;
    entry.value = { place, depth: entry.value.depth, visit: ++visits };
    page.history.replaceState(entry.value, '', ADDRESS + kept);
    page.scrollTo(0, 0);
  }

  function back(): void {
    if (entry.value.depth > 0) page.history.back();
    else go('home');
  }

  function whenHere(): (move: () => void) => void {
    const { visit } = entry.value;
    return (move) => {
      if (entry.value.visit === visit) move();
      else waiting.set(visit, move);
    };
  }

  return {
    place: computed(() => entry.value.place),
    canGoBack: computed(() => entry.value.depth > 0),
    moved,
    arrival,
    go,
    instead,
    back,
    whenHere,
  };
}

/** A link may bring a code along, which is nobody's business afterwards; a language on trial stays. */
export function keptOf(arrival: URL): string {
  const tried = arrival.searchParams.get('lang');
  return tried === null ? '' : `?lang=${encodeURIComponent(tried)}`;
}

export function placeOf({ pathname, searchParams }: URL): Place {
  return searchParams.has('code') ? 'join' : (ARRIVALS[pathname] ?? 'home');
}

/** What an earlier page left in the history, if it was one of ours. */
export function entryOf(state: unknown): Entry | undefined {
  if (typeof state !== 'object' || state === null || !('place' in state) || !('depth' in state)) return undefined;
  const place = PLACES.find((each) => each === state.place);
  if (!place || typeof state.depth !== 'number') return undefined;
  return { place, depth: state.depth, visit: 'visit' in state && typeof state.visit === 'number' ? state.visit : 0 };
}
