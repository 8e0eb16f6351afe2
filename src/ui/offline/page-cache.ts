import { isListed } from './kept-pages.ts';
import { type KeptPage, titleIn } from './offline-page.ts';
import { pagesOf } from './standing.ts';

/** A teacher's classes and sheets of a year; the oldest go first. */
const MOST_PAGES = 120;
const AT = 'x-kept-at';
const TITLE = 'x-kept-title';

/** Keeps a page of a person as it came, with its age by the server's clock. */
export async function keepPage(person: number, url: string, answer: Response): Promise<void> {
  const html = await answer.text();
  const headers = new Headers(answer.headers);
  const date = answer.headers.get('date');
  headers.set(AT, (date ? new Date(date) : new Date()).toISOString());
  headers.set(TITLE, encodeURIComponent(titleIn(html)));
  // The text is unpacked by now.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const cache = await caches.open(pagesOf(person));
  // Deleted first, so that the newest stands last.
  await cache.delete(url);
  await cache.put(url, new Response(html, { status: 200, headers }));
  const urls = await cache.keys();
  for (const old of urls.slice(0, Math.max(0, urls.length - MOST_PAGES))) await cache.delete(old);
}

export const forgetPage = async (person: number, url: string): Promise<void> => {
  await (await caches.open(pagesOf(person))).delete(url);
};

export async function findPage(
  person: number,
  url: string,
): Promise<{ html: string; keptAt: string; headers: Headers } | undefined> {
  const found = await (await caches.open(pagesOf(person))).match(url);
  if (!found) return undefined;
  return { html: await found.text(), keptAt: found.headers.get(AT) ?? '', headers: found.headers };
}

export async function listPages(person: number): Promise<KeptPage[]> {
  const cache = await caches.open(pagesOf(person));
  const pages: KeptPage[] = [];
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const found = isListed(pathname) ? await cache.match(request) : undefined;
    if (!found) continue;
    const title = decodeURIComponent(found.headers.get(TITLE) ?? '') || pathname;
    pages.push({ href: pathname + search, title, keptAt: found.headers.get(AT) ?? '' });
  }
  return pages.sort((a, b) => a.title.localeCompare(b.title, 'vi'));
}
