import { copyWordsIn } from './copy-words.ts';
import { tellChange } from './device.ts';
import { flush } from './flush.ts';
import { isKept } from './kept-pages.ts';
import { asCopy, offlinePage } from './offline-page.ts';
import { findPage, forgetPage, keepPage, listPages } from './page-cache.ts';
import { dropPages, hereIs } from './standing.ts';
import { readFact, writeFact } from './store.ts';
import { onFetch, onKeep, onLife } from './worker-events.ts';

/** The files of the look, by name and hash: written in when this file is built. */
declare const ASSETS: string[];
declare const skipWaiting: () => Promise<void>;
declare const clients: { claim(): Promise<void> };

const FILES = 'rong-files';
/** A page is worth waiting for this long; then the copy is shown. */
const PATIENCE_MS = 5_000;

onLife('install', async () => {
  const cache = await caches.open(FILES);
  await cache.addAll(ASSETS);
  await skipWaiting();
});

onLife('activate', async () => {
  const cache = await caches.open(FILES);
  for (const request of await cache.keys())
    if (!ASSETS.includes(new URL(request.url).pathname)) await cache.delete(request);
  await clients.claim();
});

onLife('sync', async () => {
  const person = await readFact<number>('person');
  if (person === undefined) return;
  const outcome = await flush(person);
  tellChange();
  // The browser asks again where it is told that it failed.
  if (outcome === 'no-line') throw new Error('no line');
});

/** A page that came before this worker did is fetched once more; from now on this worker answers for it. */
onKeep(async paths => {
  await clients.claim();
  for (const path of paths) {
    const url = new URL(path, location.origin);
    const person = await readFact<number>('person');
    if (!isKept(url.pathname) || (person !== undefined && (await findPage(person, addressOf(url))))) continue;
    const done: Promise<unknown>[] = [];
    const answer = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => undefined);
    if (answer) await note(url, answer, each => done.push(each));
    await Promise.all(done);
  }
});

onFetch((request, extend) => {
  const url = new URL(request.url);
  if (url.origin !== location.origin) return undefined;
  if (url.pathname.startsWith('/assets/')) return file(request, url.pathname);
  if (request.method === 'POST' && url.pathname === '/sign-out') return signOut(request);
  if (request.method !== 'GET' || request.headers.has('turbo-frame')) return undefined;
  const isPage = request.mode === 'navigate' || request.headers.get('accept')?.includes('text/html');
  return isPage ? page(request, url, extend) : undefined;
});

const plainName = (path: string): string => path.replace(/\.[0-9A-Za-z]+(\.\w+)$/, '$1');

/** A kept page may name files of an older version: without a line the ones that are here serve it as well. */
async function file(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(FILES);
  const found = await cache.match(path);
  if (found) return found;
  try {
    return await fetch(request);
  } catch (fault) {
    const like = ASSETS.find(each => plainName(each) === plainName(path));
    const stand = like && (await cache.match(like));
    if (stand) return stand;
    throw fault;
  }
}

async function signOut(request: Request): Promise<Response> {
  await dropPages();
  await writeFact('person', undefined);
  try {
    return await fetch(request);
  } catch {
    return standIn(true);
  }
}

/** The network first; where there is none, or it is too slow, the copy of whoever was here last. */
async function page(request: Request, url: URL, extend: (done: Promise<unknown>) => void): Promise<Response> {
  const asked = fetch(request).then(answer => note(url, answer, extend));
  asked.catch(() => {});
  const first = isKept(url.pathname)
    ? await Promise.race([asked.catch(() => undefined), patience()])
    : await asked.catch(() => undefined);
  if (first && first.status < 502) return first;
  const copy = isKept(url.pathname) ? await copyOf(url) : undefined;
  if (copy) return copy;
  return await asked.catch(() => standIn());
}

const patience = () => new Promise<undefined>(resolve => void setTimeout(() => resolve(undefined), PATIENCE_MS));

const addressOf = (url: URL): string => url.pathname + url.search;

/** Learns from each page whose it is, and keeps those that are to be kept. */
async function note(url: URL, answer: Response, extend: (done: Promise<unknown>) => void): Promise<Response> {
  const person = Number(answer.headers.get('x-rong-person') ?? 0);
  if (person <= 0) return answer;
  const isHtml = answer.headers.get('content-type')?.startsWith('text/html');
  const copy =
    isHtml && answer.status === 200 && !answer.redirected && isKept(url.pathname) ? answer.clone() : undefined;
  extend(
    (async () => {
      await hereIs(person);
      if (copy) await keepPage(person, addressOf(url), copy);
      else if (answer.status === 404) await forgetPage(person, addressOf(url));
    })(),
  );
  return answer;
}

async function copyOf(url: URL): Promise<Response | undefined> {
  const person = await readFact<number>('person');
  if (person === undefined) return undefined;
  const found = await findPage(person, addressOf(url));
  if (!found) return undefined;
  const { html, keptAt, headers } = found;
  const language = /<html[^>]*lang="en"/.test(html) ? 'en' : 'vi';
  await writeFact('language', language);
  return new Response(asCopy(html, copyWordsIn(language), keptAt), { headers });
}

async function standIn(signedOut = false): Promise<Response> {
  const person = await readFact<number>('person');
  const language = (await readFact<string>('language')) ?? 'vi';
  const words = copyWordsIn(language);
  const styles = ASSETS.find(path => path.endsWith('.css')) ?? '';
  const pages = person === undefined ? [] : await listPages(person);
  const html = offlinePage(words, language, styles, pages, signedOut ? words.signOutOffline : undefined);
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'self'" };
  return new Response(html, { status: 503, headers });
}
