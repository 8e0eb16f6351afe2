import type { CopyWords } from './copy-words.ts';
import { momentOf } from './words.ts';

export interface KeptPage {
  href: string;
  title: string;
  keptAt: string;
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, sign => signs[sign] ?? sign);

/** The page that stands in for one that is not on the device: what is here, each with its age. */
export function offlinePage(
  words: CopyWords,
  language: string,
  styles: string,
  pages: readonly KeptPage[],
  said = pages.length > 0 ? words.offlineHere : words.offlineNone,
): string {
  const lines = pages.map(
    page =>
      `<li><a href="${escaped(page.href)}">${escaped(page.title)}</a> <span class="soft">${momentOf(page.keptAt)}</span></li>`,
  );
  return `<!doctype html><html lang="${language}" data-offline><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.offline} · Rông</title><link rel="stylesheet" href="${styles}"></head><body><div class="weave" aria-hidden="true"></div><header class="top"><div class="top-in"><a class="brand" href="/"><span>Rông</span></a></div></header><main id="main" class="page"><header class="page-head"><div class="page-where"><h1>${words.offline}</h1></div></header><p>${said}</p>${lines.length > 0 ? `<ul class="kept-pages">${lines.join('')}</ul>` : ''}<p><a class="button" href="">${words.again}</a></p></main></body></html>`;
}

/** A kept page says so on top of its content, where its scripts look for it too. */
export function asCopy(html: string, words: CopyWords, keptAt: string): string {
  const notice = `<div class="notice state-near kept-notice" role="status"><div>${escaped(words.copyOf(momentOf(keptAt)))}</div></div>`;
  return html.replace(/<main[^>]*>/, main => main + notice);
}

export const titleIn = (html: string): string =>
  (/<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1] ?? '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'");
