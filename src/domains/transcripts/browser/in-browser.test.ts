import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visitor } from '#platform/access.ts';
import { root } from '#platform/settings.ts';
import { prepareAssets } from '#ui';
import { asOwnerOf } from '../../../../test/as-owner.ts';
import { faultsOfAccess, launchBrowser, takePicture } from '../../../../test/browser.ts';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { smallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { checkingJobs } from '../checking-jobs.ts';
import { qrPng } from '../paper/qr-code.ts';
import { issueSpecimen, type Specimen } from '../signed-specimen.ts';

/* Journeys in a real browser: someone who holds a forged transcript, and a gatekeeper without a network. */

const shots = path.join(root, 'test', 'shots');
const world = useSystem('2024-06-03T03:00:00Z');
let browser: Browser;
let server: ServerType;
let port = 0;
let good: Specimen;
let revoked: Specimen;
const asOwner = asOwnerOf(world);

/** On the same port each time, as the network comes and goes. */
async function open(): Promise<void> {
  const web = makeWeb(world(), identifyAs(visitor(world().today())));
  server = await new Promise<ServerType>(resolve => {
    const made = serve({ fetch: web.fetch, port, hostname: '127.0.0.1' }, () => resolve(made));
  });
  port = (server.address() as AddressInfo).port;
  world().settings.publicUrl = `http://127.0.0.1:${port}`;
}

/** No network: nothing answers any more, neither to the page nor to its service worker. */
async function cut(): Promise<void> {
  await new Promise<void>(resolve => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  await prepareAssets(path.join(root, 'build', 'assets'));
  await open();
  const province = await smallProvince(world());
  const [schoolId = 0] = province.schools;
  await province.fill(schoolId);
  const places = await asOwner<{ enrolment_id: string; class_id: string }>(
    'select enrolment_id, class_id from schools.class_place where school_id = $1 order by 1',
    [schoolId],
  );
  const specimen = (index: number, publicId: string) =>
    issueSpecimen(world(), asOwner, {
      schoolId,
      classId: Number(places[index]?.class_id),
      enrolmentId: Number(places[index]?.enrolment_id),
      publicId,
    });
  good = await specimen(0, 'good-transcript-0001');
  revoked = await specimen(1, 'revoked-transcript-1');
  await asOwner(
    `insert into transcripts.revocation (school_id, transcript_id, reason, by, at) values ($1, $2, 'Nhầm', 'test', now())`,
    [schoolId, revoked.transcriptId],
  );
  await checkingJobs.jobs[0]?.run(world(), {});
  browser = await launchBrowser();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await cut();
});

async function enter(width = 1280): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, baseURL: `http://127.0.0.1:${port}` });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  return { page, context };
}

const forgedPdf = () => {
  const pdf = Buffer.from(good.pdfs[2] ?? []);
  const at = Math.floor(pdf.length / 2);
  pdf[at] = (pdf[at] ?? 0) ^ 1;
  return { name: 'hoc-ba.pdf', mimeType: 'application/pdf', buffer: pdf };
};
const wholePdf = () => ({ name: 'hoc-ba.pdf', mimeType: 'application/pdf', buffer: Buffer.from(good.pdfs[2] ?? []) });

describe('someone who holds a forged transcript', () => {
  test.each([360, 1280])(
    'sees at once that it was changed, and what to do (%i wide)',
    async width => {
      const { page, context } = await enter(width);
      await page.goto('/check');
      await takePicture(page, { path: path.join(shots, `check-${width}.png`), fullPage: true });
      expect(await faultsOfAccess(page)).toEqual([]);
      await page.setInputFiles('[name=file]', forgedPdf());
      await page.click('text=Kiểm tra tệp');
      await page.waitForSelector('.verdict:not(template *)');
      expect(await page.textContent('main .verdict h2')).toBe('Đã bị thay đổi');
      expect(await page.textContent('main .verdict')).toContain('hãy xin lại bản gốc');
      await takePicture(page, { path: path.join(shots, `check-forged-${width}.png`), fullPage: true });
      expect(await faultsOfAccess(page)).toEqual([]);
      await page.click('text=Kiểm tra học bạ khác');
      await page.waitForURL('**/check');
      await page.setInputFiles('[name=file]', wholePdf());
      await page.click('text=Kiểm tra tệp');
      await page.waitForFunction(
        () => document.querySelector('main .verdict h2')?.textContent === 'Nguyên vẹn và có hiệu lực',
      );
      await takePicture(page, { path: path.join(shots, `check-whole-${width}.png`), fullPage: true });
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(sideways).toBe(false);
      await context.close();
    },
    60_000,
  );

  test('opens the printed code with a phone: the page judges it, and the code never reaches the server', async () => {
    const { page, context } = await enter(360);
    await page.clock.setSystemTime(world().clock.now());
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url() + (request.postData() ?? '')));
    await page.goto(good.qr);
    await page.waitForSelector('[data-shown=code-whole]');
    expect(await page.textContent('[data-fact=pupilName] >> visible=true')).toContain('Blơ̆ng'.normalize('NFC'));
    expect(asked.some(each => each.includes(good.qr.split('#')[1] ?? '–'))).toBe(false);
    await takePicture(page, { path: path.join(shots, 'check-code-360.png'), fullPage: true });
    await context.close();
  }, 30_000);
});

describe('without a network', () => {
  test('codes are judged: good, forged, revoked, out of a photo, with an old list', async () => {
    const { page, context } = await enter(360);
    await page.clock.setSystemTime(world().clock.now());
    await page.goto('/check/offline');
    await page.waitForSelector('[data-state-ready]:not([hidden])');
    await page.waitForFunction(() => document.querySelector('[data-state-list]')?.textContent?.includes('03/06/2024'));
    await cut();
    await context.setOffline(true);
    await page.reload();
    expect(await page.textContent('h1')).toBe('Kiểm tra mã khi không có mạng');
    await page.waitForSelector('[data-state-offline]:not([hidden])');

    const judge = async (code: string): Promise<string> => {
      await page.fill('[name=code]', code);
      await page.click('text="Kiểm tra mã"');
      await page.waitForSelector('[data-shown] .verdict');
      // The answer before is taken away first; what is shown then is this code's.
      return (await page.getAttribute('#code-answer [data-shown]', 'data-shown')) ?? '';
    };
    expect(await judge(good.qr)).toBe('code-whole');
    expect(await page.textContent('[data-shown] .verdict')).toContain('Danh sách thu hồi ngày 03/06/2024');
    await takePicture(page, { path: path.join(shots, 'check-offline-360.png'), fullPage: true });
    expect(await faultsOfAccess(page)).toEqual([]);
    const code = good.qr.split('#')[1] ?? '';
    await page.reload();
    expect(await judge(`${code.slice(0, 60)}${code[60] === 'x' ? 'y' : 'x'}${code.slice(61)}`)).toBe('code-forged');
    await takePicture(page, { path: path.join(shots, 'check-offline-forged-360.png'), fullPage: true });
    await page.reload();
    expect(await judge(revoked.qr)).toBe('revoked');
    await page.reload();
    expect(await judge('https://example.org/khong-phai-ma')).toBe('code-malformed');

    await page.reload();
    await page.setInputFiles('#code-photo', {
      name: 'ma.png',
      mimeType: 'image/png',
      buffer: Buffer.from(await qrPng(good.qr, 3)),
    });
    await page.waitForSelector('[data-shown=code-whole]');

    // The address in the code itself, opened by the phone's camera.
    await page.goto(good.qr);
    await page.waitForSelector('[data-shown=code-whole]');

    await page.clock.setSystemTime(new Date('2024-07-03T03:00:00Z'));
    await page.goto('/check/offline');
    expect(await judge(good.qr)).toBe('list-old');
    expect(await page.textContent('[data-state-list]')).toContain('đã cũ 30 ngày');
    await page.reload();
    expect(await judge(revoked.qr)).toBe('revoked');

    await context.setOffline(false);
    await open();
    await context.close();
  }, 120_000);
});
