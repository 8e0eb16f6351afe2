import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { makeAccounts } from '#platform/sign-in/index.ts';
import { prepareAssets } from '#ui';
import { faultsOfAccess, launchBrowser, takePicture } from '../../../test/browser.ts';
import { identifyAs, prepared, useSystem } from '../../../test/database.ts';
import { smallProvince } from '../../../test/small-province.ts';
import { makeWeb } from '../../routes.ts';

// The pages of accounts as people meet them, on a telephone and on a desk.
const world = useSystem();
let browser: Browser;
let server: ServerType;
let url = '';
let school = 0;
let actor: Actor;

beforeAll(async () => {
  await prepareAssets(path.join(prepared().dataFolder, 'assets'));
  const sample = await smallProvince(world());
  school = sample.districts[0]?.schools[0] ?? 0;
  await sample.fill(school, { classes: 2, pupilsAClass: 7, staff: 4 });
  await sample.write(
    `insert into directory.person (person_id, full_name, sort_key, search_key, known_since) overriding system value
     select person_id, full_name, sort_key, search_key, date '2022-01-01' from schools.staff_position where school_id = $1
     union all select person_id + 500, 'Mẹ ' || full_name, sort_key, search_key, date '2022-01-01' from schools.enrolment where school_id = $1`,
    [school],
  );
  await sample.write(
    `insert into directory.guardian (pupil_person_id, guardian_person_id, relation, from_day)
     select person_id, person_id + 500, 'mother', date '2022-01-01' from schools.enrolment where school_id = $1`,
    [school],
  );
  actor = await sample.person('principal', school);
  await makeAccounts(world(), world().house, [
    { personId: actor.personId ?? 0, login: 'hieu.truong', temporaryPassword: 'x', mustChangePassword: false },
  ]);
  const web = makeWeb(world(), (ask, next) => identifyAs(actor)(ask, next));
  server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise(resolve => void server.once('listening', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await new Promise(resolve => void server.close(resolve));
});

/** Fits a telephone and a desk, and is clear to a reader who cannot see it. */
async function looksRight(page: Page, name: string): Promise<void> {
  const folder = process.env.RONG_SHOTS;
  if (folder) await mkdir(folder, { recursive: true });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} at ${width}`).toBeLessThanOrEqual(
      width,
    );
    if (folder) await takePicture(page, { path: path.join(folder, `${name}-${width}.png`), fullPage: true });
  }
  expect(await faultsOfAccess(page), name).toEqual([]);
}

test('from the list to the slips, and never back to them', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN' });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('pageerror', fault => said.push(fault.message));
  page.on('console', message => message.type() === 'error' && !/422/.test(message.text()) && said.push(message.text()));
  await page.goto(`${url}/schools/${school}/accounts`);
  await looksRight(page, 'accounts-school');
  await page.click('a:text("Lớp 1")');
  await page.waitForSelector('h1:text("Tài khoản: Lớp 1")');
  await page.click('a:text("Chọn mọi người chưa có tài khoản")');
  await page.waitForSelector('input[name=person]:checked');
  expect(await page.locator('input[name=person]:checked').count()).toBe(14);
  await page.locator('[name^=login-]').first().fill('hieu.truong');
  await page.click('button:has-text("Tạo tài khoản")');
  await page.waitForSelector('.faults');
  expect(await page.locator('input[name=person]:checked').count()).toBe(14);
  await looksRight(page, 'accounts-class-fault');
  await page.locator('[name^=login-]').first().fill('em.dau.tien');
  await page.click('button:has-text("Tạo tài khoản")');
  await page.waitForSelector('.slips');
  expect(await page.locator('.slip').count()).toBe(14);
  await looksRight(page, 'accounts-slips');
  if (process.env.RONG_SHOTS) {
    await page.emulateMedia({ media: 'print' });
    await page.pdf({ path: path.join(process.env.RONG_SHOTS, 'accounts-slips.pdf'), format: 'A4' });
    await page.emulateMedia({ media: 'screen' });
  }
  const password = (await page.locator('.slip dd').nth(1).textContent()) ?? '';
  await page.click('.page-actions a');
  await page.waitForSelector('[name=person]');
  await page.goBack();
  await page.waitForTimeout(300);
  expect((await page.content()).includes(password)).toBe(false);
  await page.goto(`${url}/schools/${school}/classes/${await classOf(page)}/accounts`);
  await looksRight(page, 'accounts-class');
  await page.click('td a[href*="/accounts/"]');
  await page.waitForSelector('h1:text("Tài khoản của")');
  await looksRight(page, 'accounts-one');
  await page.click('button:has-text("Khóa tài khoản")');
  await page.waitForSelector('.faults');
  await page.fill('[name=reason]', 'Đã chuyển trường');
  await page.click('button:has-text("Khóa tài khoản")');
  await page.waitForSelector('text=Đã khóa tài khoản.');
  await looksRight(page, 'accounts-locked');
  await page.goto(`${url}/accounts`);
  await looksRight(page, 'accounts-holders');
  expect(said).toEqual([]);
  await context.close();
}, 90_000);

const classOf = async (page: Page) => {
  await page.goto(`${url}/schools/${school}/accounts`);
  return /classes\/(\d+)/.exec((await page.locator('.links a').first().getAttribute('href')) ?? '')?.[1];
};
