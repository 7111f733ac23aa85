/** The page's policy lets no address of a script and no markup through but by these two ways. */
interface Policy {
  createScriptURL: (address: string) => string;
  createHTML: (markup: string) => string;
}
interface Policies {
  createPolicy: (name: string, rules: Policy) => Policy;
}

export const WORKER = '/sw.js';
/** What a page brings along of its looks; the page's policy would refuse it, and complain. */
const LOOKS = /<style>([\s\S]*?)<\/style>/g;
const rules: Policy = { createScriptURL: () => WORKER, createHTML: (markup) => markup.replace(LOOKS, '') };

let made: Policy | null = null;

function policy(): Policy {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  return (made ??= policies?.createPolicy('shell', rules) ?? rules);
}

/** The one script that is asked for by its address. */
export function workerAddress(): string {
  return policy().createScriptURL('');
}

/** A page of a service as a document that is nowhere: no script in it runs, and nothing is loaded. */
export function documentOf(markup: string): { page: Document; looks: readonly string[] } {
  const looks = [...markup.matchAll(LOOKS)].map(([, inside]) => inside ?? '');
  return { page: new DOMParser().parseFromString(policy().createHTML(markup), 'text/html'), looks };
}
