import { toHeading } from './screen.tsx';

/**
 * What had the focus may go away with its part of a screen: then the keyboard goes on from the heading, and not from
 * the beginning of the page. Whoever took the focus in the meantime keeps it.
 */
export function keepFocus(page: Document): void {
  let had: Element | null = null;
  page.addEventListener('focusin', ({ target }) => {
    had = target instanceof Element ? target : null;
  });
  page.addEventListener('focusout', ({ target }) => {
    // Some browsers tell of it while the part is on its way out: what is still there afterwards was left on purpose.
    queueMicrotask(() => {
      if (had === target && had?.isConnected) had = null;
    });
  });
  new MutationObserver(() => {
    if (!had || had.isConnected) return;
    had = null;
    if (page.activeElement === page.body) toHeading();
  }).observe(page.body, { childList: true, subtree: true });
}
