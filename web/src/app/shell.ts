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
