import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { routes } from '#platform/http/env.ts';
import { notFound, onFault } from '#platform/http/faults.tsx';
import { headers } from '#platform/http/guard.ts';
import { root } from '#platform/settings.ts';
import { perform } from '#platform/work.ts';
import { assetRoutes, prepareAssets } from '#ui';
import { faultsOfAccess, launchBrowser, takePicture } from '../../../../test/browser.ts';
import { useSystem } from '../../../../test/database.ts';
import { smallProvince } from '../../../../test/small-province.ts';
import { setIndicatorCatalogue } from '../catalogue.ts';
import { adoptPlan } from '../commands/adopt-plan.ts';
import { bringPlan } from '../commands/bring-plan.ts';
import { declareValue } from '../commands/declare-value.ts';
import { dropItem } from '../commands/drop-item.ts';
import { giveTask } from '../commands/give-task.ts';
import { handInReport } from '../commands/hand-in-report.ts';
import { acceptTask, reportTask } from '../commands/move-task.ts';
import { readPlanFile } from '../read-plan-file.ts';
import { steeringRoutes } from '../routes.ts';

// The screens of steering in a real browser: they fit the screen, pass axe and keep the content policy, and leave their
// picture in test/shots to be compared with the look.
const world = useSystem('2023-06-07T02:00:00Z');
const shots = path.join(root, 'test', 'shots');
const people: Record<string, Actor> = {};
const pages: Record<string, [who: string, address: string]> = {};
let browser: Browser;
let server: ServerType;

beforeAll(async () => {
  await mkdir(shots, { recursive: true });
  await prepareAssets(path.join(root, 'build', 'assets'));
  setIndicatorCatalogue([
    {
      key: 'fees',
      words: {
        vi: {
          name: 'Học phí không dùng tiền mặt',
          how: 'Trường khai báo số tiền thu không dùng tiền mặt / tổng số tiền học phí đã thu.',
        },
        en: { name: 'Cashless fees', how: '' },
      },
      origin: 'declared',
    },
    {
      key: 'pupils',
      words: {
        vi: { name: 'Học sinh có số định danh cá nhân', how: '' },
        en: { name: 'Pupils with a number', how: '' },
      },
      origin: 'computed',
    },
  ]);
  const at = await smallProvince(world(), { districts: 10, schoolsEach: 3 });
  people.leader = await at.person('leader', at.department);
  people.office = await at.person('leader', at.districts[0]?.office ?? 0);
  people.principal = await at.person('principal', at.upperSecondary);
  const content = new Uint8Array(await readFile(path.join(root, 'src/demo/sample-plan.txt')));
  const bring = async () =>
    perform(world(), people.leader ?? visitor(''), bringPlan, {
      placeId: at.department,
      file: { name: 'ke-hoach.txt', mediaType: 'text/plain', content },
      ...(await readPlanFile(content)),
    });
  const { leader, office, principal } = people;
  if (!leader || !office || !principal) throw new Error('people are missing');
  const draft = await bring();
  const planId = await bring();
  const tables = world().database.tables;
  const bare = await tables
    .selectFrom('steering.target')
    .select('target_id')
    .where('plan_id', '=', planId)
    .where('comparator_named', '=', false)
    .execute();
  for (const one of bare)
    await perform(world(), leader, dropItem, { planId, kind: 'target', itemId: one.target_id, why: 'Không đo được' });
  await perform(world(), leader, adoptPlan, { planId, day: '2023-02-01', linesRead: true });
  const report = await tables
    .selectFrom('steering.deadline')
    .select('deadline_id')
    .where('plan_id', '=', planId)
    .where('due_on', '=', '2023-06-05')
    .executeTakeFirstOrThrow();
  await perform(world(), office, handInReport, {
    deadlineId: report.deadline_id,
    placeId: at.districts[0]?.office ?? 0,
    text: 'Đã rà soát đường truyền ở mọi điểm trường; còn hai điểm chưa có mạng.',
  });
  const target = await tables
    .selectFrom('steering.target')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('indicator', '=', 'fees')
    .executeTakeFirstOrThrow();
  await perform(world(), principal, declareValue, {
    targetId: target.target_id,
    placeId: at.upperSecondary,
    numerator: 84_000_000,
    denominator: 150_000_000,
    onDay: '2023-05-31',
    note: 'Sổ thu học kỳ II',
    origin: 'declared',
  });
  const taskId = await perform(world(), leader, giveTask, {
    placeId: at.department,
    targetId: target.target_id,
    title: 'Mở tài khoản thu học phí không dùng tiền mặt',
    text: 'Mỗi trường có ít nhất một cách thu không dùng tiền mặt và niêm yết cho phụ huynh.',
    dueOn: '2023-06-30',
    lead: [...at.schools],
  });
  await perform(world(), principal, acceptTask, { taskId, placeId: at.upperSecondary });
  await perform(world(), principal, reportTask, {
    taskId,
    placeId: at.upperSecondary,
    note: 'Đã mở tài khoản và niêm yết.',
    evidence: { link: 'https://example.edu.vn/niem-yet' },
  });
  const drafted = await tables
    .selectFrom('steering.target')
    .select('target_id')
    .where('plan_id', '=', draft)
    .orderBy('position')
    .executeTakeFirstOrThrow();
  const draftedTask = await tables
    .selectFrom('steering.task')
    .select('task_id')
    .where('plan_id', '=', draft)
    .orderBy('position')
    .executeTakeFirstOrThrow();
  Object.assign(pages, {
    plans: ['leader', '/plans'],
    'plan-new': ['leader', '/plans/new'],
    'plan-review': ['leader', `/plans/${draft}/review`],
    'plan-review-target': ['leader', `/plans/${draft}/review/targets/${drafted.target_id}`],
    'plan-review-task': ['leader', `/plans/${draft}/review/tasks/${draftedTask.task_id}`],
    plan: ['leader', `/plans/${planId}`],
    'plan-tasks': ['leader', `/plans/${planId}/tasks`],
    'plan-own': ['principal', `/plans/own?parent=${planId}`],
    task: ['leader', `/tasks/${taskId}`],
    'task-unit': ['principal', `/tasks/${taskId}`],
    'task-new': ['leader', `/tasks/new?target=${target.target_id}&units=${at.schools.slice(0, 4).join(',')}`],
    'tasks-mine': ['principal', '/tasks/mine'],
    deadlines: ['leader', '/deadlines'],
    deadline: ['office', `/deadlines/${report.deadline_id}`],
    declare: ['principal', `/plans/${planId}/targets/${target.target_id}/declare`],
  });
  const web = routes();
  web.use(async (ask, next) => {
    ask.set('system', world());
    ask.set('requestId', 'test');
    ask.set('actor', people[ask.req.query('as') ?? ''] ?? visitor('2023-06-07'));
    ask.set('signedIn', null);
    ask.set('language', 'vi');
    await next();
  });
  web.use(headers);
  web.route('/', assetRoutes);
  web.route('/', steeringRoutes);
  web.onError(onFault);
  web.notFound(notFound);
  server = serve({ fetch: web.fetch, port: 0 });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each([
  'plans',
  'plan-new',
  'plan-review',
  'plan-review-target',
  'plan-review-task',
  'plan',
  'plan-tasks',
  'plan-own',
  'task',
  'task-unit',
  'task-new',
  'tasks-mine',
  'deadlines',
  'deadline',
  'declare',
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
      const answer = await page.goto(
        `http://localhost:${(server.address() as AddressInfo).port}${address}${address.includes('?') ? '&' : '?'}as=${who}`,
      );
      expect(answer?.status()).toBe(200);
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
