import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOfAccess, launchBrowser, takePicture } from '../../../test/browser.ts';
import { assetRoutes, prepareAssets } from '../assets.ts';
import { galleryRoutes } from './index.tsx';

const shots = fileURLToPath(new URL('../../../test/shots/', import.meta.url));
const cache = fileURLToPath(new URL('../../../build/', import.meta.url));

/** The policy the platform sends with every page; the look must live within it. */
const policy =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

let browser: Browser;
let server: ReturnType<typeof serve>;
let base: string;

beforeAll(async () => {
  await prepareAssets(cache);
  await mkdir(shots, { recursive: true });
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', policy);
  });
  app.route('/', assetRoutes).route('/', galleryRoutes);
  server = serve({ fetch: app.fetch, port: 0 });
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(path: string, width: number, javaScriptEnabled = true): Promise<{ page: Page; said: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 740 : 900 },
    hasTouch: width < 600,
    javaScriptEnabled,
  });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') said.push(message.text());
  });
  page.on('pageerror', error => said.push(error.message));
  await page.goto(base + path);
  await page.evaluate(() => document.fonts.ready);
  return { page, said };
}

describe.each(['board', 'target', 'parts', 'wall'])('the sample page %s', name => {
  it.each([360, 768, 1280])(
    'fits a screen %i wide, is accessible and keeps the content policy',
    async width => {
      const { page, said } = await open(`/gallery/${name}`, width);
      await takePicture(page, { path: `${shots}${name}-${width}.png`, fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, 'the page scrolls sideways').toBeLessThanOrEqual(0);
      expect(await faultsOfAccess(page)).toEqual([]);
      expect(said).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
});

describe('without scripts', () => {
  it('shows the same content, and the dialog opens in place', async () => {
    const { page } = await open('/gallery/parts', 1280, false);
    await page.click('.dialog > summary');
    expect(await page.isVisible('#f-newName')).toBe(true);
    await page.context().close();
  }, 60_000);
});

describe('with scripts', () => {
  it('opens the dialog over the page, filters a table without marks, and moves on by Turbo', async () => {
    const { page, said } = await open('/gallery/parts', 1280);
    await page.click('.dialog > summary');
    expect(await page.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-newName');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.querySelector('dialog')?.open)).toBe(false);
    await page.fill('filter-table input', 'mam non');
    expect(await page.locator('filter-table tbody tr:visible').count()).toBe(1);
    await page.evaluate(() => Object.assign(window, { sameWindow: true }));
    // The sample form came back with faults: leaving it is asked about.
    page.on('dialog', dialog => dialog.accept());
    await page.click('.nav a[href="/gallery/board"]');
    await page.waitForSelector('text=Cần xử lý hôm nay');
    expect(await page.evaluate(() => 'sameWindow' in window)).toBe(true);
    expect(said).toEqual([]);
    await page.context().close();
  }, 60_000);
});

describe('on paper', () => {
  it('leaves out the navigation and names the source', async () => {
    // About the width of A4 within its margins.
    const { page } = await open('/gallery/target', 690);
    await page.emulateMedia({ media: 'print' });
    await takePicture(page, { path: `${shots}target-print.png`, fullPage: true });
    expect(await page.isVisible('.nav')).toBe(false);
    expect(await page.isVisible('.page-actions')).toBe(false);
    expect(await page.textContent('.print-foot')).toMatch(/Nguồn: Hình mẫu.*In lúc/);
    await page.context().close();
  }, 60_000);
});
