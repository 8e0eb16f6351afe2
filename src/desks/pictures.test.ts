import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { root } from '#platform/settings.ts';
import { prepareAssets } from '#ui';
import { faultsOfAccess, launchBrowser, takePicture } from '../../test/browser.ts';
import { useSystem } from '../../test/database.ts';
import { samplePlan } from '../../test/sample-plan.ts';
import { districts } from '../demo/shape.ts';
import { makeWeb } from '../routes.ts';

// The desks in a real browser, on ten districts: they fit the screen, pass axe, keep the content policy, and leave their
// picture in test/shots to be compared with the look.
const world = useSystem('2023-11-24T07:05:00Z');
const shots = path.join(root, 'test', 'shots');
const people: Record<string, Actor> = {};
const pages: Record<string, [who: string, path: string]> = {};
let browser: Browser;
let server: ServerType;

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  await prepareAssets(path.join(root, 'build', 'assets'));
  const { sample, planId, targets } = await samplePlan(world(), { districts: 10, schoolsEach: 4 });
  for (const [index, each] of sample.districts.entries()) {
    const real = districts[index];
    if (!real) continue;
    await sample.write('update directory.place_version set name = $2, short_name = $3 where place_id = $1', [
      each.district,
      real.name,
      real.shortName,
    ]);
    await sample.write(`update directory.place_code set code = $2 where place_id = $1 and scheme = 'gso'`, [
      each.district,
      real.gso,
    ]);
  }
  people.office = await sample.person('officer', sample.department);
  people.principal = await sample.person('principal', sample.districts[0]?.schools[0] ?? 0);
  people.teacher = await sample.person('teacher', sample.districts[0]?.schools[0] ?? 0);
  const target = `/plans/${planId}/targets/${targets.data}`;
  Object.assign(pages, {
    'desk-board': ['office', '/board'],
    'desk-wall': ['office', '/board?wall=1'],
    'desk-target': ['office', target],
    'desk-units': ['office', `${target}/units`],
    'desk-district': ['office', `${target}/units/${sample.districts[0]?.district}`],
    'desk-unit': ['office', `/plans/${planId}/targets/${targets.pupils}/units/${sample.schools[1]}`],
    'desk-school': ['principal', '/my-school'],
    'desk-teacher': ['teacher', '/my-classes'],
    'desk-portal': ['visitor', '/portal'],
  });
  const web = makeWeb(world(), async (context, next) => {
    context.set('actor', people[context.req.query('as') ?? ''] ?? visitor('2023-11-24'));
    context.set('signedIn', null);
    context.set('language', 'vi');
    await next();
  });
  server = serve({ fetch: web.fetch, port: 0 });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each([
  'desk-board',
  'desk-wall',
  'desk-target',
  'desk-units',
  'desk-district',
  'desk-unit',
  'desk-school',
  'desk-teacher',
  'desk-portal',
])('%s', name => {
  test.each([360, 1280])(
    'at %i',
    async width => {
      const [who, address] = pages[name] ?? ['', '/'];
      const context = await browser.newContext({
        viewport: { width, height: width < 600 ? 740 : 900 },
        hasTouch: width < 600,
      });
      const page = await context.newPage();
      const said: string[] = [];
      page.on('console', message => message.type() === 'error' && said.push(message.text()));
      await page.goto(
        `http://localhost:${(server.address() as AddressInfo).port}${address}${address.includes('?') ? '&' : '?'}as=${who}`,
      );
      await page.evaluate(() => document.fonts.ready);
      await takePicture(page, { path: path.join(shots, `${name}-${width}.png`), fullPage: true });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        'the page scrolls sideways',
      ).toBeLessThanOrEqual(0);
      expect(await faultsOfAccess(page)).toEqual([]);
      expect(said).toEqual([]);
      await context.close();
    },
    60_000,
  );
});
