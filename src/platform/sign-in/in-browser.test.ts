import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareAssets } from '#ui';
import { faultsOfAccess, launchBrowser, takePicture } from '../../../test/browser.ts';
import { prepared, useSystem } from '../../../test/database.ts';
import { makeWeb } from '../../routes.ts';
import { makeAccounts } from './commands/make-accounts.ts';
import { identify } from './identify.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';
let browser: Browser;
let server: ServerType;
let url = '';

beforeAll(async () => {
  await prepareAssets(path.join(prepared().dataFolder, 'assets'));
  // The address is known only once the server listens, and passkeys need to know it.
  const settings = {
    ...world().settings,
    OIDC_ISSUERS: JSON.stringify([
      { name: 'VNeID', issuer: 'https://vneid.example', clientId: 'x', clientSecret: 'x' },
    ]),
  };
  const web = makeWeb({ ...world(), settings }, identify);
  server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise(resolve => void server.once('listening', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  settings.publicUrl = url;
  browser = await launchBrowser();
  await makeAccounts(world(), world().house, [
    { personId: 1, login: 'y.lan', temporaryPassword: password, mustChangePassword: false },
    { personId: 2, login: 'hs.0002', temporaryPassword: 'tam-thoi-2023' },
  ]);
});

afterAll(async () => {
  await browser?.close();
  await new Promise(resolve => void server.close(resolve));
});

async function open(width: number, scripts = true): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: scripts,
    locale: 'vi-VN',
  });
  const page = await context.newPage();
  page.on('pageerror', fault => {
    throw fault;
  });
  return { page, close: () => context.close() };
}

async function signIn(page: Page, login = 'y.lan', given = password): Promise<void> {
  await page.goto(`${url}/sign-in?to=/account`);
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', given);
  await page.click('main button[type=submit]');
}

/** Looks right on a telephone and a desk, and to a reader who cannot see it. */
async function looksRight(page: Page, name: string): Promise<void> {
  const folder = process.env.RONG_SHOTS;
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width);
    if (folder) await takePicture(page, { path: path.join(folder, `${name}-${width}.png`), fullPage: true });
  }
  expect(await faultsOfAccess(page), name).toEqual([]);
}

test('the door, the account and its sides look right', async () => {
  const { page, close } = await open(360);
  await page.goto(`${url}/sign-in`);
  await looksRight(page, 'sign-in');
  await page.fill('[name=login]', 'y.lan');
  await page.fill('[name=password]', 'sai');
  await page.click('main button[type=submit]');
  await page.waitForSelector('[role=alert]');
  expect(await page.locator('pass-key button').isVisible()).toBe(true);
  await looksRight(page, 'sign-in-wrong');
  await page.goto(`${url}/forgotten`);
  await looksRight(page, 'forgotten');
  await page.goto(`${url}/new-password?token=none`);
  await looksRight(page, 'late-link');
  await signIn(page);
  await page.waitForSelector('h1:text("Tài khoản của tôi")');
  for (const side of ['account', 'account/password', 'account/totp', 'account/passkeys', 'account/sessions']) {
    await page.goto(`${url}/${side}`);
    await looksRight(page, side.replace('/', '-'));
  }
  await page.goto(`${url}/mailbox`);
  await looksRight(page, 'mailbox');
  await close();
});

test('without scripts: first password, authenticator app, code, out', async () => {
  const { page, close } = await open(360, false);
  await signIn(page, 'hs.0002', 'tam-thoi-2023');
  expect(new URL(page.url()).pathname).toBe('/account/password');
  if (process.env.RONG_SHOTS)
    await takePicture(page, { path: path.join(process.env.RONG_SHOTS, 'first-password-360.png'), fullPage: true });
  await page.fill('[name=current]', 'tam-thoi-2023');
  await page.fill('[name=password]', 'rừng thông măng đen');
  await page.fill('[name=again]', 'rừng thông măng đen');
  await page.click('main button[type=submit]');
  await page.goto(`${url}/account/totp`);
  await page.click('main button[type=submit]');
  const secret = (await page.textContent('main code')) ?? '';
  const code = () => generate({ secret, epoch: Math.floor(world().clock.now().getTime() / 1000) });
  if (process.env.RONG_SHOTS)
    await takePicture(page, { path: path.join(process.env.RONG_SHOTS, 'totp-setup-360.png'), fullPage: true });
  await page.fill('[name=code]', await code());
  await page.click('main button[type=submit]');
  expect(await page.textContent('main')).toContain('Đã bật xác thực hai bước');
  await page.context().clearCookies();
  world().clock.set(new Date(world().clock.now().getTime() + 60_000));
  await signIn(page, 'hs.0002', 'rừng thông măng đen');
  expect(new URL(page.url()).pathname).toBe('/sign-in/code');
  if (process.env.RONG_SHOTS)
    await takePicture(page, { path: path.join(process.env.RONG_SHOTS, 'code-360.png'), fullPage: true });
  await page.fill('[name=code]', await code());
  await page.click('main button[type=submit]');
  expect(new URL(page.url()).pathname).toBe('/account');
  expect(await page.locator('pass-key button').count()).toBe(0);
  await close();
});

test('a passkey is added and used with a real browser and its virtual device', async () => {
  const { page, close } = await open(1280);
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page);
  await page.waitForSelector('h1:text("Tài khoản của tôi")');
  await page.goto(`${url}/account/passkeys`);
  await page.fill('pass-key input', 'Máy của trường');
  await page.click('pass-key button');
  await page.waitForSelector('text=Đã thêm khóa truy cập');
  await looksRight(page, 'passkeys-one');
  await page.context().clearCookies();
  await page.goto(`${url}/sign-in?to=/account/sessions`);
  await page.click('pass-key button');
  await page.waitForSelector('h1:text("Phiên đăng nhập")');
  await looksRight(page, 'sessions-two');
  await close();
});
