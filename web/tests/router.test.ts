import { expect, test } from 'vitest';
import { createRouter, entryOf, keptOf, placeOf, type Router } from '../src/app/router.ts';

test.each([
  ['/', 'home'],
  ['/help', 'help'],
  ['/settings', 'home'],
  ['/somewhere', 'home'],
  ['/join#abc', 'join'],
  ['/?code=abc', 'join'],
])('%s opens %s', (path, place) => {
  expect(placeOf(new URL(path, 'https://example.org'))).toBe(place);
});

test.each([
  null,
  undefined,
  'help',
  {},
  { place: 'help' },
  { place: 'nowhere', depth: 1 },
  { place: 'help', depth: '1' },
])('what somebody else left in the history is nobody’s place: %j', (state) => {
  expect(entryOf(state)).toBeUndefined();
});

test.each([
  ['https://example.org/?code=abc#more', ''],
  ['https://example.org/?code=abc&lang=rtl', '?lang=rtl'],
])('of %s only a language on trial stays in the address', (arrival, kept) => {
  expect(keptOf(new URL(arrival))).toBe(kept);
});

test('what the app left in the history is where it was', () => {
  expect(entryOf({ place: 'about', depth: 2, visit: 5 })).toEqual({ place: 'about', depth: 2, visit: 5 });
  expect(entryOf({ place: 'about', depth: 2 })).toEqual({ place: 'about', depth: 2, visit: 0 });
});

/** As much of a page as a router needs: a history that goes back a moment later, as browsers do. */
function page(): Window {
  const stack: unknown[] = [null];
  let at = 0;
  let hear: (event: { state: unknown }) => void = () => undefined;
  const history = {
    get state() {
      return stack[at];
    },
    pushState: (state: unknown) => void stack.splice(++at, Infinity, state),
    replaceState: (state: unknown) => void (stack[at] = state),
    back: () => {
      queueMicrotask(() => {
        hear({ state: structuredClone(stack[--at]) });
      });
    },
  };
  const addEventListener = (_: string, listener: typeof hear): void => void (hear = listener);
  const window = { history, addEventListener, location: new URL('https://example.org/'), scrollTo: () => undefined };
  return window as unknown as Window;
}

/** Somebody has come to a form over a list. */
function atForm(): Router {
  const router = createRouter(page());
  router.go('reminders');
  router.go('reminder');
  return router;
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('an answer leads on at once while somebody waits for it', async () => {
  const router = atForm();
  router.whenHere()(router.back);
  await settled();
  expect(router.place.value).toBe('reminders');
});

test('a late answer leaves somebody on the help page, and leads on when they come back', async () => {
  const router = atForm();
  const whenHere = router.whenHere();
  router.go('help');
  whenHere(router.back);
  await settled();
  expect(router.place.value).toBe('help');
  router.back();
  await settled();
  expect(router.place.value).toBe('reminders');
});

test('a late answer moves nobody who has come to the same screen for something else', async () => {
  const router = atForm();
  const whenHere = router.whenHere();
  router.back();
  await settled();
  router.go('reminder');
  whenHere(() => {
    router.instead('plan');
  });
  expect(router.place.value).toBe('reminder');
  router.back();
  await settled();
  expect(router.place.value).toBe('reminders');
});

test('what came back from help in time is led on by the answer, once', async () => {
  const router = atForm();
  const whenHere = router.whenHere();
  router.go('help');
  router.back();
  await settled();
  whenHere(() => {
    router.instead('plan');
  });
  expect(router.place.value).toBe('plan');
  router.back();
  await settled();
  expect(router.place.value).toBe('reminders');
});
