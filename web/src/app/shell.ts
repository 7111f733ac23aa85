import { workerAddress } from './policy.ts';

/** Keeps the app itself on the device. Where a browser cannot, the app works while there is a network. */
export async function keepShell(navigator: Navigator): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(workerAddress(), { updateViaCache: 'none' });
  } catch {
    return;
  }
}

/** Asks that what waits here is not cleared when room is short; some browsers decide by themselves, some ask. */
export async function askToStay({ storage }: Navigator): Promise<boolean> {
  try {
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return false;
  }
}

const LATEST = 2000;

/** Once the page has nothing to do, or after a while; not every browser says when that is. */
export function whenIdle(page: Window, act: () => void): void {
  if ('requestIdleCallback' in page) page.requestIdleCallback(act, { timeout: LATEST });
  else setTimeout(act, LATEST);
}
