interface Policy {
  createScriptURL: (address: string) => string;
}
interface Policies {
  createPolicy: (name: string, rules: Policy) => Policy;
}

const WORKER = '/sw.js';

/** Keeps the app itself on the device. Where a browser cannot, the app works while there is a network. */
export async function keepShell(navigator: Navigator): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(trusted(), { updateViaCache: 'none' });
  } catch {
    return;
  }
}

/** The page's policy lets no script address through but this one. */
function trusted(): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  const policy = policies?.createPolicy('shell', { createScriptURL: () => WORKER });
  return policy ? policy.createScriptURL('') : WORKER;
}
