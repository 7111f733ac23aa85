const LEFT = 'left';
const NOWHERE = 'about:blank';

/**
 * Quick exit: an empty page takes this one's place. Whoever then goes back in the same tab is led to the empty page
 * again; opening the address anew opens the app.
 */
export function leaver(page: Window): () => void {
  const away = (): void => {
    page.document.documentElement.replaceChildren();
    page.location.replace(NOWHERE);
  };
  const [arrival] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (arrival?.type === 'back_forward' && left(page)) away();
  else forget(page);
  page.addEventListener('pageshow', (event) => {
    if (event.persisted && left(page)) away();
  });
  return () => {
    remember(page);
    away();
  };
}

// Where a browser keeps nothing for a page, leaving works all the same.
function left(page: Window): boolean {
  try {
    return page.sessionStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
}

function remember(page: Window): void {
  try {
    page.sessionStorage.setItem(LEFT, '');
  } catch {
    return;
  }
}

function forget(page: Window): void {
  try {
    page.sessionStorage.removeItem(LEFT);
  } catch {
    return;
  }
}
