import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { identify } from '#platform/sign-in/identify.ts';
import { prepareAssets } from '#ui';
import { openSpecimenGradebook, type SpecimenGradebook } from '../src/domains/gradebook/specimens.ts';
import { makeAccounts } from '../src/platform/sign-in/commands/make-accounts.ts';
import { makeWeb } from '../src/routes.ts';
import { launchBrowser, takePicture } from './browser.ts';
import { prepared, type TestSystem, useSystem } from './database.ts';

export const password = 'bốn con trâu trắng';

export interface Device {
  context: BrowserContext;
  page: Page;
}

/** A school with one class whose maths a teacher has, behind a server that can be stopped and started, and a browser. */
export interface OfflineHouse {
  system: TestSystem;
  at: SpecimenGradebook;
  course: number;
  columns: number[];
  url: string;
  sheet: string;
  attendance: string;
  /** A device of its own, signed in. */
  device(login?: string): Promise<Device>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** The cell of a column and a pupil, both counted from 0. */
  cell(column: number, pupil: number): string;
  /** What the database holds of a cell: its mark, how often it was changed, and how many changes were recorded in all. */
  mark(column: number, pupil: number): Promise<{ tenths: number | null; revision: number } | undefined>;
  count(what: 'marks' | 'audited' | 'conflicts'): Promise<number>;
}

const counted = {
  marks: 'select count(*)::int as n from gradebook.mark where school_id = $1',
  audited: `select count(*)::int as n from platform.audit_entry where school_id = $1 and event in ('marks.entered', 'comments.entered')`,
  conflicts: 'select count(*)::int as n from gradebook.mark_conflict where school_id = $1',
};

export function offlineHouse(pupils = 12): () => OfflineHouse {
  const world = useSystem('2023-11-24T07:05:00Z');
  let house: OfflineHouse | undefined;
  let browser: Browser;
  let server: ServerType;
  beforeAll(async () => {
    await prepareAssets(path.join(prepared().dataFolder, 'assets'));
    const system = world();
    const at = await openSpecimenGradebook(system, { pupils });
    const account = (actor: Actor, login: string) => ({
      personId: actor.personId ?? 0,
      login,
      temporaryPassword: password,
      mustChangePassword: false,
    });
    await makeAccounts(system, system.house, [account(at.teacher, 'co.toan'), account(at.homeroom, 'thay.chu-nhiem')]);
    const web = makeWeb(system, identify);
    let port = 0;
    const start = async () => {
      server = await new Promise<ServerType>(resolve => {
        const made = serve({ fetch: web.fetch, port, hostname: '127.0.0.1' }, () => resolve(made));
      });
      port = (server.address() as AddressInfo).port;
    };
    await start();
    browser = await launchBrowser();
    const url = `http://127.0.0.1:${port}`;
    const course = await at.courseOf('maths');
    const columns = (await at.columnsOf(course)).map(column => Number(column.id));
    const one = async <T>(statement: string, values: unknown[]) => (await at.rows<T>(statement, values))[0];
    house = {
      system,
      at,
      course,
      columns,
      url,
      sheet: `/schools/${at.schoolId}/courses/${course}?term=1`,
      attendance: `/schools/${at.schoolId}/classes/${at.classId}/attendance`,
      start,
      stop: () =>
        new Promise(resolve => {
          server.close(() => resolve());
          if ('closeAllConnections' in server) server.closeAllConnections();
        }),
      async device(login = 'co.toan') {
        const context = await browser.newContext({
          baseURL: url,
          viewport: { width: 1280, height: 900 },
          permissions: ['clipboard-read', 'clipboard-write'],
        });
        context.setDefaultTimeout(10_000);
        const page = await context.newPage();
        page.on('pageerror', fault => {
          throw fault;
        });
        await enter(page, login);
        return { context, page };
      },
      cell: (column, pupil) => `input[name="m-${columns[column]}-${at.enrolments[pupil]}"]`,
      mark: (column, pupil) =>
        one(
          'select tenths, revision from gradebook.mark where school_id = $1 and mark_column_id = $2 and enrolment_id = $3',
          [at.schoolId, columns[column], at.enrolments[pupil]],
        ),
      count: async what => (await one<{ n: number }>(counted[what], [at.schoolId]))?.n ?? 0,
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

export async function enter(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', password);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL(address => !address.pathname.startsWith('/sign-in'));
}

/** For people to look at, where a folder is given for pictures. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.RONG_SHOTS;
  if (!folder) return;
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await takePicture(page, { path: path.join(folder, `${name}-${width}.png`) });
  }
}

/** Until the page is on the device. */
export async function whenReady(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate('caches.match(location.pathname + location.search).then(Boolean)'), { timeout: 10_000 })
    .toBe(true);
}

/** Until nothing of the sheet waits any more. */
export async function whenSent(page: Page): Promise<void> {
  await page.waitForSelector('td.waiting', { state: 'detached' });
}
