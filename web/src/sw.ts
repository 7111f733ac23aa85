/**
 * Keeps the app itself, and what is public, on the device. Nothing that belongs to a person comes in here: a request
 * that carries a token is passed on unseen.
 *
 * A new version is fetched beside the old one and takes over when the app is opened next, never while it is in use.
 */
declare const self: ServiceWorkerGlobalScope;

// The build puts the list and the version in.
const FILES = '__SHELL_FILES__' as unknown as readonly string[];
const SHELL = 'shell-__SHELL_VERSION__';
const PUBLIC = 'public';
const PUBLIC_PATHS = ['/v1/emotions', '/v1/techniques', '/v1/help', '/v1/learn'];

self.addEventListener('install', (event) => {
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !address.pathname.startsWith('/v1/')) event.respondWith(page(request));
  else if (FILES.includes(address.pathname)) event.respondWith(kept(request));
  else if (isPublic(request, address.pathname)) event.respondWith(fresh(event));
});

async function keep(): Promise<void> {
  const cache = await caches.open(SHELL);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL && name !== PUBLIC).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const { pathname } = new URL(request.url);
  return (await cache.match(FILES.includes(pathname) ? pathname : '/')) ?? fetch(request);
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** The last answer at once, and the next one for next time. */
async function fresh(event: FetchEvent): Promise<Response> {
  const cache = await caches.open(PUBLIC);
  const before = await cache.match(event.request);
  const now = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(event.request, answer.clone());
    return answer;
  });
  if (!before) return now;
  event.waitUntil(now.catch(() => undefined));
  return before;
}

function isPublic(request: Request, path: string): boolean {
  const named = PUBLIC_PATHS.some((each) => path === each || path.startsWith(`${each}/`));
  return named && !request.headers.has('authorization');
}
