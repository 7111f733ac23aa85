/**
 * Keeps the app itself on the device, and nothing else: what is asked of the services is passed on unseen.
 *
 * A new version is fetched beside the old one and takes over when the app is opened next, never while it is in use.
 * Whatever is pushed here, a locked screen shows the same neutral words, without a sound: what came is not even read.
 */
declare const self: ServiceWorkerGlobalScope;

// The build puts the list and the version in.
const FILES = '__SHELL_FILES__' as unknown as readonly string[];
const SHELL = 'shell-__SHELL_VERSION__';
const NOTICE = '__NOTICE__';

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
});

self.addEventListener('push', (event) => {
  event.waitUntil(self.registration.showNotification(NOTICE, { tag: 'notice', silent: true }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open());
});

/** Where the app is open already, it is not opened anew: nothing that is being typed there may be lost. */
async function open(): Promise<void> {
  const [here] = await self.clients.matchAll({ type: 'window' });
  await (here?.focus() ?? self.clients.openWindow('/'));
}

async function keep(): Promise<void> {
  const cache = await caches.open(SHELL);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })));
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name)));
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
