import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { workOff } from '#platform/jobs.ts';
import { root } from '#platform/settings.ts';
import { identify } from '#platform/sign-in/identify.ts';
import { prepareAssets } from '#ui';
import { peopleToSignInAs } from '../../src/demo/demo.ts';
import { allJobs } from '../../src/jobs.ts';
import { makeWeb } from '../../src/routes.ts';
import { launchBrowser } from '../browser.ts';
import { type TestSystem, useSystem } from '../database.ts';

export interface House {
  system: TestSystem;
  url: string;
  /** The logins that the start prints, by the role at their beginning: `vanthu` → `vanthu.…`. */
  login(start: string): string;
  password: string;
  /** Does the jobs that wait, as the worker would. */
  work(): Promise<void>;
  /** A browser of its own, signed in through the form like anyone else; a visitor where no login is given. */
  enter(login?: string, options?: BrowserContextOptions): Promise<Page>;
}

export const shots = path.join(root, 'test', 'shots');

/** The sample province, open for walks in a real browser: one for a file. */
export function openHouse(): () => House {
  const world = useSystem('2023-11-24T07:05:00Z', 'sample');
  let house: House | undefined;
  let browser: Browser;
  let server: ServerType;
  beforeAll(async () => {
    await mkdir(shots, { recursive: true });
    await prepareAssets(path.join(root, 'build', 'assets'));
    const system = world();
    await workOff(system, allJobs);
    const people = await peopleToSignInAs(system);
    const password = people[0]?.password ?? '';
    const web = makeWeb(system, identify);
    server = await new Promise<ServerType>(resolve => {
      const made = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made));
    });
    browser = await launchBrowser();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    house = {
      system,
      url,
      password,
      login: start => people.find(each => each.login.split('.')[0] === start)?.login ?? start,
      work: () => workOff(system, allJobs),
      enter: async (login, options = {}) => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: url, ...options });
        context.setDefaultTimeout(20_000);
        const page = await context.newPage();
        if (login) await signIn(page, login, password);
        return page;
      },
    };
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  return () => {
    if (!house) throw new Error('The house is open only inside tests.');
    return house;
  };
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', password);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL(address => !address.pathname.startsWith('/sign-in'));
}
