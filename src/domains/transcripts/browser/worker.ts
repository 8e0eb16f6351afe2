/*
 * The service worker of the checking page, and of nothing else: it keeps that page and its files. What is known of keys and
 * revocations the page keeps itself (known.ts). The server puts KEPT before this script: a version and the files.
 */
declare const KEPT: { version: string; files: string[] };

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const PAGE = '/check/offline';
const PREFIX = 'rong-check-files-';
const store = `${PREFIX}${KEPT.version}`;
/** On a bad line the page that is at hand is better than a long wait. */
const PATIENCE_MS = 4_000;

addEventListener('install', event => {
  (event as Waiting).waitUntil(
    (async () => {
      await (await caches.open(store)).addAll([PAGE, ...KEPT.files]);
    })(),
  );
});

addEventListener('activate', event => {
  (event as Waiting).waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== store) await caches.delete(name);
    })(),
  );
});

addEventListener('fetch', event => {
  const { request } = event as Fetching;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  // The address in a printed code is /check#…: without a network it opens the kept page, which reads the part after "#".
  if (request.mode === 'navigate' && (pathname === '/check' || pathname === PAGE))
    (event as Fetching).respondWith(page(request));
  else if (KEPT.files.includes(pathname)) (event as Fetching).respondWith(file(request));
});

async function page(request: Request): Promise<Response> {
  const kept = async () => (await caches.open(store)).match(PAGE);
  try {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    const answer = await fetch(request, { signal: patience.signal });
    clearTimeout(timer);
    return answer;
  } catch {
    return (await kept()) ?? Response.error();
  }
}

const file = async (request: Request): Promise<Response> =>
  (await (await caches.open(store)).match(request)) ?? (await fetch(request));
