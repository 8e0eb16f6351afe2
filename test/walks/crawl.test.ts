import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faultsOfAccess, takePicture } from '../browser.ts';
import { openHouse, shots } from './open-house.ts';

// Every page that a role can reach by links, on a telephone: it answers, fits, passes axe, keeps the content policy, and
// is light; then all of them once more without JavaScript.
const house = openHouse();
const telephone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };
const FIRST_VISIT_BYTES = 100 * 1024;
const LATER_VISIT_BYTES = 20 * 1024;
const MOST_PAGES = 200;
const roles = ['visitor', 'vanphong', 'quantri', 'phong', 'hieutruong', 'vanthu', 'giaovien1', 'phuhuynh', 'hocsinh'];
/** What the telephone walk saw, so that the walk without JavaScript takes the same way. */
const seen = new Map<string, string[]>();

/** One page stands for all of its kind: numbers differ, and of the questions behind `?` only their names count. */
function kindOf(address: URL): string {
  return `${address.pathname.replaceAll(/\/\d+(?=\/|$)/g, '/:n')}?${[...new Set(address.searchParams.keys())].sort().join('&')}`;
}

const isFile = (address: URL) =>
  /\.(xlsx|pdf|xml|csv|json|txt)$|\/(templates|files|file|evidence|marked)(\/|$)/.test(address.pathname);

async function linksOf(page: Page): Promise<URL[]> {
  const hrefs = await page.$$eval('a[href]', all => all.map(each => (each as HTMLAnchorElement).href));
  return hrefs.map(href => new URL(href)).filter(each => each.origin === house().url && !isFile(each));
}

const who = (role: string) => (role === 'visitor' ? undefined : house().login(role));

/** How many bytes come over the wire, from now on. */
async function weigh(page: Page): Promise<{ take(): number }> {
  let bytes = 0;
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  wire.on('Network.loadingFinished', each => {
    bytes += each.encodedDataLength;
  });
  return {
    take() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
  };
}

/** By kind of page, every way of nesting that axe has judged: roles see the same page with more or fewer parts, and it is slow. */
const judged = new Map<string, Set<string>>();

/** How each element stands in the page: itself and all around it, with classes and attributes, without what is written in them. */
const standingsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const all = new Set<string>();
    const walk = (element: Element, above: string) => {
      const names = element.getAttributeNames().filter(name => !['id', 'href', 'value', 'title'].includes(name));
      const kept = names.map(name =>
        /^(class|role|type|aria-(?!label|describedby))/.test(name) ? `${name}=${element.getAttribute(name)}` : name,
      );
      const here = `${above}>${element.localName}[${kept.sort().join()}]${element.textContent === '' ? '∅' : ''}`;
      all.add(here);
      for (const child of element.children) walk(child, here);
    };
    walk(document.documentElement, '');
    return [...all];
  });

/** What is wrong with the page before us, in words. */
async function faultsOf(page: Page, kind: string): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const standings = await standingsOf(page);
  const known = judged.get(kind) ?? new Set();
  judged.set(kind, known);
  const isNew = standings.some(standing => !known.has(standing));
  for (const standing of standings) known.add(standing);
  return [...(over > 0 ? [`scrolls ${over} px sideways`] : []), ...(isNew ? await faultsOfAccess(page) : [])];
}

describe.each(roles)('%s', role => {
  test('every page on a telephone', async () => {
    const page = await house().enter(who(role), telephone);
    const said: string[] = [];
    page.on('console', message => message.type() === 'error' && said.push(message.text()));
    page.on('pageerror', fault => said.push(fault.message));
    const scale = await weigh(page);
    const wanted = [new URL('/', house().url)];
    const known = new Set<string>(['/?']);
    const faults: string[] = [];
    const pages: string[] = [];
    let heaviest = { bytes: 0, path: '' };
    for (let at = 0; at < wanted.length && at < MOST_PAGES; at++) {
      const address = wanted[at] as URL;
      scale.take();
      const answer = await page.goto(address.href);
      await page.evaluate(() => document.fonts.ready);
      const bytes = scale.take();
      const here = `${address.pathname}${address.search}`;
      pages.push(here);
      if (at > 0 && bytes > heaviest.bytes) heaviest = { bytes, path: here };
      if (at > 0 && bytes > LATER_VISIT_BYTES) faults.push(`${here}: ${bytes} bytes on a later visit`);
      if (answer?.status() !== 200) {
        faults.push(`${here}: ${answer?.status()}`);
        said.length = 0;
        continue;
      }
      faults.push(...(await faultsOf(page, kindOf(address))).map(fault => `${here}: ${fault}`));
      faults.push(...said.splice(0).map(words => `${here}: console: ${words}`));
      if (process.env.RONG_WALK_SHOTS)
        await takePicture(page, {
          path: path.join(shots, `walk-${role}${here.replaceAll(/\W+/g, '-')}-360.png`),
          fullPage: true,
        });
      for (const link of await linksOf(page)) {
        link.hash = '';
        const kind = kindOf(link);
        if (known.has(kind)) continue;
        known.add(kind);
        wanted.push(link);
      }
    }
    seen.set(role, pages);
    if (process.env.RONG_WALK_SHOTS)
      process.stdout.write(`${role}: ${pages.length} pages, heaviest ${JSON.stringify(heaviest)}\n`);
    expect(faults).toEqual([]);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThan(MOST_PAGES);
    await page.context().close();
  }, 240_000);

  test('the same without JavaScript', async () => {
    const page = await house().enter(who(role), { ...telephone, javaScriptEnabled: false });
    const faults: string[] = [];
    for (const each of seen.get(role) ?? []) {
      const answer = await page.goto(each, { waitUntil: 'domcontentloaded' });
      const words = ((await page.locator('main').textContent()) ?? '').trim();
      if (answer?.status() !== 200 || words.length < 10)
        faults.push(`${each}: ${answer?.status()} ${words.slice(0, 80)}`);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }, 240_000);
});

/** The address of the first mark sheet that a teacher's own page leads to. */
async function firstSheet(role: string): Promise<string> {
  const page = await house().enter(who(role), telephone);
  await page.goto('/my-classes');
  const sheet = (await linksOf(page)).find(link => /^\/schools\/\d+\/courses\/\d+$/.test(link.pathname));
  await page.context().close();
  return sheet?.href ?? 'no sheet';
}

test.each([
  ['visitor', '/portal'],
  ['vanphong', '/board'],
  ['hieutruong', '/my-school'],
  ['giaovien1', '/my-classes'],
  ['giaovien1', 'a mark sheet'],
  ['phuhuynh', '/my-children'],
])('the first visit of %s to %s weighs at most 100 KB, font included', async (role, home) => {
  const address = home.startsWith('/') ? home : await firstSheet(role);
  // A service worker brings the files again for itself, behind the page: this is what the page waits for.
  const page = await house().enter(who(role), { ...telephone, serviceWorkers: 'block' });
  const scale = await weigh(page);
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.clearBrowserCache');
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  const bytes = scale.take();
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(FIRST_VISIT_BYTES);
  if (process.env.RONG_WALK_SHOTS) process.stdout.write(`${role} ${home}: first visit ${bytes} bytes\n`);
  await page.context().close();
});
