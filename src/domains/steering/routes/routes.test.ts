import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { routes } from '#platform/http/env.ts';
import { notFound, onFault } from '#platform/http/faults.tsx';
import { root } from '#platform/settings.ts';
import { perform } from '#platform/work.ts';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { setIndicatorCatalogue } from '../catalogue.ts';
import { bringPlan } from '../commands/bring-plan.ts';
import { readPlanFile } from '../read-plan-file.ts';
import { steeringRoutes } from '../routes.ts';
import type { PlanRead } from '../rules/reading/index.ts';
import { specimenFile, specimenPlan } from '../specimens.ts';

const world = useSystem('2023-02-10T02:00:00Z');
let at: SmallProvince;
let leader: Actor;
let officer: Actor;
let office: Actor;
let principal: Actor;
let otherPrincipal: Actor;
let room = 0;

beforeAll(async () => {
  setIndicatorCatalogue([
    {
      key: 'gradebook',
      words: { vi: { name: 'Sổ điểm điện tử, học bạ điện tử', how: '' }, en: { name: '', how: '' } },
      origin: 'declared',
    },
    {
      key: 'fees',
      words: { vi: { name: 'Học phí không dùng tiền mặt', how: 'Đếm bằng đồng.' }, en: { name: '', how: '' } },
      origin: 'declared',
    },
  ]);
  at = await smallProvince(world());
  const { rows } = await sql<{
    place_id: number;
  }>`insert into directory.place (kind, from_day) values ('room', '2022-01-01') returning place_id`.execute(
    world().database.tables,
  );
  room = rows[0]?.place_id ?? 0;
  await at.write(
    `insert into directory.place_version (place_id, from_day, name, short_name, parent_id) values ($1, '2022-01-01', 'Văn phòng', 'Văn phòng', $2)`,
    [room, at.department],
  );
  for (const within of [room, at.department, at.province])
    await at.write(`insert into platform.place_within (within_id, place_id, from_day) values ($1, $2, '2022-01-01')`, [
      within,
      room,
    ]);
  leader = await at.person('leader', at.department);
  officer = await at.person('officer', at.department);
  office = await at.person('leader', at.districts[0]?.office ?? 0);
  principal = await at.person('principal', at.upperSecondary);
  otherPrincipal = await at.person('principal', at.schools[0] ?? 0);
});

/** The pages of steering as one person meets them. */
function as(actor: Actor, language: 'vi' | 'en' = 'vi') {
  const web = routes();
  web.use(async (ask, next) => {
    ask.set('system', world());
    ask.set('requestId', 'test');
    await next();
  });
  web.use(identifyAs(actor, language));
  web.route('/', steeringRoutes);
  web.onError(onFault);
  web.notFound(notFound);
  return {
    get: async (address: string) => {
      const answer = await web.request(address);
      return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() };
    },
    file: async (address: string) => web.request(address),
    post: async (address: string, fields: [name: string, value: string | File][]) => {
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      const answer = await web.request(address, { method: 'POST', body });
      return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() };
    },
  };
}

const fileOf = (name: string, content: string | Uint8Array) =>
  new File([content instanceof Uint8Array ? new Uint8Array(content) : content], name, { type: 'text/plain' });
const sample = () => readFileSync(path.join(root, 'src/demo/sample-plan.txt'));
const tables = () => world().database.tables;

describe('a plan from its document to its board', () => {
  let review = '';
  let planId = 0;

  test('is brought in as a file, read, and shown beside its text', async () => {
    const brought = await as(officer).post('/plans', [['file', fileOf('ke-hoach.txt', sample())]] as [string, File][]);
    expect(brought.status).toBe(422);
    const done = await as(officer).post('/plans', [
      ['placeId', String(at.department)],
      ['file', fileOf('ke-hoach.txt', sample())],
    ]);
    expect(done.status).toBe(303);
    review = done.to;
    planId = Number(/\d+/.exec(review)?.[0]);
    const { html, status } = await as(officer).get(review);
    expect(status).toBe(200);
    expect(html).toContain('12/KH-SGDĐT');
    const targets = await tables()
      .selectFrom('steering.target')
      .selectAll()
      .where('plan_id', '=', planId)
      .orderBy('position')
      .execute();
    expect(targets.length).toBeGreaterThanOrEqual(12);
    for (const target of targets) {
      expect(html).toContain(`id="target-${target.target_id}"`);
      const item = html.slice(html.indexOf(`id="target-${target.target_id}"`));
      const mark = /href="#(p-[\w-]+)"/.exec(item)?.[1];
      expect(html.includes(`id="${mark}"`), target.name).toBe(true);
    }
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(found => found[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const fees = targets.find(one => one.name.includes('học phí'));
    expect(fees).toMatchObject({ value_tenths: 500, comparator: 'at-least', indicator: 'fees' });
    const deadlines = await tables()
      .selectFrom('steering.deadline')
      .selectAll()
      .where('plan_id', '=', planId)
      .execute();
    expect(deadlines.map(one => one.due_on).sort()).toEqual(
      expect.arrayContaining(['2023-02-25', '2023-02-28', '2023-06-01', '2023-12-06', '2023-06-05', '2023-12-10']),
    );
  });

  test('each item has a form that corrects it, and says what is wrong beside the field', async () => {
    const [target] = await tables()
      .selectFrom('steering.target')
      .selectAll()
      .where('plan_id', '=', planId)
      .orderBy('position')
      .execute();
    const form = `/plans/${planId}/review/targets/${target?.target_id}`;
    expect((await as(officer).get(form)).html).toContain(target?.text ?? '?');
    const fields: [string, string][] = [
      ['name', 'Văn bản điện tử'],
      ['comparator', 'at-least'],
      ['unit', 'percent'],
      ['scopeWords', ''],
      ['levels', 'primary'],
      ['levels', 'upper-secondary'],
      ['fromDay', '2023-01-01'],
      ['untilDay', '2023-12-31'],
      ['indicator', 'fees'],
    ];
    const wrong = await as(officer).post(form, [...fields, ['value', 'nhiều']]);
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="nhiều"');
    expect((await as(officer).post(form, [...fields, ['value', '95,5']])).to).toBe(
      `${review}#target-${target?.target_id}`,
    );
    expect(
      await tables()
        .selectFrom('steering.target')
        .selectAll()
        .where('target_id', '=', target?.target_id ?? 0)
        .executeTakeFirst(),
    ).toMatchObject({
      name: 'Văn bản điện tử',
      value_tenths: 955,
      indicator: 'fees',
      scope: { levels: ['primary', 'upper-secondary'] },
      until_day: '2024-01-01',
    });
  });

  test('a task is given to whole groups of units by one tick', async () => {
    const [task] = await tables()
      .selectFrom('steering.task')
      .selectAll()
      .where('plan_id', '=', planId)
      .orderBy('position')
      .execute();
    const form = `/plans/${planId}/review/tasks/${task?.task_id}`;
    expect((await as(officer).get(form)).html).toContain('value="all:district-office"');
    const done = await as(officer).post(form, [
      ['title', 'Tổ chức Ngày Chuyển đổi số'],
      ['dueOn', '2023-10-15'],
      ['lead', String(room)],
      ['cooperate', 'all:district-office'],
    ]);
    expect(done.status).toBe(303);
    const units = await tables()
      .selectFrom('steering.task_unit')
      .selectAll()
      .where('task_id', '=', task?.task_id ?? 0)
      .execute();
    expect(
      units
        .filter(one => one.part === 'cooperate')
        .map(one => one.place_id)
        .sort(),
    ).toEqual(at.districts.map(one => one.office).sort());
  });

  test('is adopted by the leader alone, and then stands for everyone', async () => {
    for (const one of await tables()
      .selectFrom('steering.target')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('comparator_named', '=', false)
      .execute()) {
      await as(officer).post(`/plans/${planId}/review/targets/${one.target_id}/drop`, [['why', 'không đo']]);
    }
    for (const one of await tables()
      .selectFrom('steering.deadline')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('day_named', '=', false)
      .execute()) {
      await as(officer).post(`/plans/${planId}/review/deadlines/${one.deadline_id}/drop`, [['why', 'không có ngày']]);
    }
    expect(
      (
        await as(officer).post(`/plans/${planId}/adopt`, [
          ['day', '2023-02-10'],
          ['linesRead', 'yes'],
        ])
      ).status,
    ).toBe(404);
    expect((await as(visitor('2023-02-10')).get(`/plans/${planId}`)).to).toContain('/sign-in');
    const early = await as(leader).post(`/plans/${planId}/adopt`, [
      ['day', '2023-03-10'],
      ['linesRead', 'yes'],
    ]);
    expect(early.status).toBe(422);
    expect(early.html).toContain('tương lai');
    expect(
      (
        await as(leader).post(`/plans/${planId}/adopt`, [
          ['day', '2023-02-10'],
          ['linesRead', 'yes'],
        ])
      ).to,
    ).toBe(`/plans/${planId}`);
    expect((await as(leader).get(review)).to).toBe(`/plans/${planId}`);
    for (const actor of [leader, office, principal, visitor('2023-02-10')]) {
      const page = await as(actor).get(`/plans/${planId}`);
      expect(page.status).toBe(200);
      expect(page.html).toContain('Văn bản điện tử');
    }
    expect((await as(visitor('2023-02-10')).get(`/plans/${planId}/tasks`)).to).toContain('/sign-in');
  });

  test('its tasks are listed, filtered and exported', async () => {
    const all = await as(leader).get(`/plans/${planId}/tasks`);
    expect(all.html).toContain('Tổ chức Ngày Chuyển đổi số');
    const ofRoom = await as(leader).get(`/plans/${planId}/tasks?unit=${at.upperSecondary}`);
    expect(ofRoom.html).not.toContain('Tổ chức Ngày Chuyển đổi số');
    const sheet = await as(leader).file(`/plans/${planId}/tasks.xlsx`);
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
    expect(
      Buffer.from(await sheet.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test('units see what they owe, make their plan and hand in their reports', async () => {
    const list = await as(principal).get('/plans');
    expect(list.html).toContain(`/plans/own?parent=${planId}`);
    const made = await as(principal).post('/plans/own', [
      ['parentPlanId', String(planId)],
      ['placeId', String(at.upperSecondary)],
      ['title', 'Kế hoạch của trường'],
      ['adoptedOn', '2023-02-10'],
      ['summary', 'Như kế hoạch của Sở.'],
    ]);
    expect(made.status).toBe(303);
    expect((await as(principal).get(made.to)).html).toContain('Như kế hoạch của Sở.');
    expect((await as(otherPrincipal).get(made.to)).status).toBe(404);
    const dues = await as(leader).get('/deadlines');
    expect(dues.html).toContain('đã nộp 1/1');
    const report = await tables()
      .selectFrom('steering.published_deadline')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('kind', '=', 'report')
      .where('due_on', '=', '2023-06-05')
      .executeTakeFirstOrThrow();
    const page = `/deadlines/${report.deadline_id}`;
    expect(
      (
        await as(office).post(`${page}/reports`, [
          ['placeId', String(at.districts[0]?.office)],
          ['text', ''],
          ['link', ''],
        ])
      ).status,
    ).toBe(422);
    expect(
      (
        await as(office).post(`${page}/reports`, [
          ['placeId', String(at.districts[0]?.office)],
          ['text', 'Đã xong'],
          ['files', fileOf('bang-chung.txt', 'x')],
        ])
      ).status,
    ).toBe(303);
    expect((await as(leader).get(`${page}?unit=${at.districts[0]?.office}`)).html).toContain('bang-chung.txt');
    expect((await as(leader).get(page)).html).toContain('đã nộp 1/2');
    expect((await as(otherPrincipal).get(page)).status).toBe(404);
  });

  test('a unit declares a value, with its proof', async () => {
    const target = await tables()
      .selectFrom('steering.published_target')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('indicator', '=', 'fees')
      .executeTakeFirstOrThrow();
    const form = `/plans/${planId}/targets/${target.target_id}/declare`;
    expect((await as(principal).get(form)).html).toContain('Đếm bằng đồng.');
    const wrong = await as(principal).post(form, [
      ['placeId', String(at.upperSecondary)],
      ['numerator', 'ba'],
      ['denominator', '5'],
      ['onDay', '2023-02-10'],
      ['note', 'x'],
    ]);
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="ba"');
    expect(
      (
        await as(principal).post(form, [
          ['placeId', String(at.upperSecondary)],
          ['numerator', '1.200'],
          ['denominator', '2.000'],
          ['onDay', '2023-02-10'],
          ['note', 'Sổ thu tháng 1'],
        ])
      ).status,
    ).toBe(303);
    expect((await as(principal).get(form)).html).toContain('60,0');
    await as(officer).post(form, [
      ['placeId', String(at.upperSecondary)],
      ['numerator', '1'],
      ['denominator', '2'],
      ['onDay', '2023-02-10'],
      ['note', 'Kiểm tra'],
    ]);
    expect(
      await tables()
        .selectFrom('steering.declaration')
        .select(['origin', 'numerator'])
        .where('target_id', '=', target.target_id)
        .orderBy('declaration_id')
        .execute(),
    ).toEqual([
      { origin: 'declared', numerator: 1200 },
      { origin: 'inspected', numerator: 1 },
    ]);
  });
});

describe('a task on the screen', () => {
  test('is given from a list of units, accepted, reported with a file, returned and confirmed', async () => {
    const form = await as(officer).get(`/tasks/new?place=${at.department}&units=${at.upperSecondary},${at.schools[0]}`);
    expect(form.html).toContain('Giao việc cho 2 đơn vị');
    const none = await as(officer).post('/tasks', [
      ['placeId', String(at.department)],
      ['title', 'Bổ sung dữ liệu'],
    ]);
    expect(none.status).toBe(422);
    expect(none.html).toContain('value="Bổ sung dữ liệu"');
    const given = await as(officer).post('/tasks', [
      ['placeId', String(at.department)],
      ['title', 'Bổ sung dữ liệu'],
      ['lead', String(at.upperSecondary)],
      ['lead', String(at.schools[0])],
    ]);
    expect(given.status).toBe(303);
    const page = given.to;
    expect((await as(principal).get('/tasks/mine')).html).toContain('Bổ sung dữ liệu');
    expect((await as(principal).get('/tasks')).to).toBe('/tasks/mine');
    expect((await as(principal).get('/tasks/given')).html).not.toContain('Bổ sung dữ liệu');
    const unit: [string, string] = ['placeId', String(at.upperSecondary)];
    expect((await as(otherPrincipal).post(`${page}/accept`, [unit])).status).toBe(404);
    expect((await as(principal).post(`${page}/accept`, [unit])).status).toBe(303);
    expect((await as(principal).post(`${page}/report`, [unit, ['note', '']])).status).toBe(422);
    expect(
      (await as(principal).post(`${page}/report`, [unit, ['note', 'Đủ'], ['files', fileOf('bao-cao.txt', 'số liệu')]]))
        .status,
    ).toBe(303);
    const seen = await as(officer).get(page);
    expect(seen.html).toContain('Xác nhận xong');
    const proof = /\/evidence\/\d+/.exec(seen.html)?.[0] ?? '';
    const file = await as(officer).file(proof);
    expect(await file.text()).toBe('số liệu');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect((await as(otherPrincipal).file(proof)).status).toBe(404);
    expect((await as(otherPrincipal).get(page)).html).not.toContain('bao-cao.txt');
    expect((await as(officer).post(`${page}/return`, [unit, ['note', '']])).status).toBe(422);
    await as(officer).post(`${page}/return`, [unit, ['note', 'Thiếu lớp 12']]);
    expect((await as(principal).get(page)).html).toContain('Thiếu lớp 12');
    await as(principal).post(`${page}/report`, [unit, ['note', 'Đã bổ sung']]);
    expect((await as(officer).post(`${page}/finish`, [unit])).status).toBe(303);
    expect((await as(officer).get('/tasks/given?state=open')).html).toContain('1/2 xong');
  });
});

test('pages cost the same number of queries however long the plan', async () => {
  const many = {
    ...specimenPlan.read,
    targets: Array.from({ length: 20 }, () => specimenPlan.read.targets).flat(),
    tasks: Array.from({ length: 20 }, () => specimenPlan.read.tasks).flat(),
  };
  const bring = (read: PlanRead) =>
    perform(world(), officer, bringPlan, {
      placeId: at.department,
      file: specimenFile(),
      blocks: specimenPlan.blocks,
      read,
    });
  const [few, long] = [await bring(specimenPlan.read), await bring(many)];
  const queriesOf = async (planId: number) =>
    (await countQueries(() => as(officer).get(`/plans/${planId}/review`))).queries.length;
  expect(await queriesOf(long)).toBe(await queriesOf(few));
});

test('every page speaks English too', async () => {
  for (const page of ['/plans', '/plans/new', '/tasks/given', '/tasks/mine', '/tasks/new', '/deadlines']) {
    const { status, html } = await as(leader, 'en').get(page);
    expect(status, page).toBe(200);
    expect(html, page).toContain('<html lang="en"');
  }
});

test('a file that is no plan is refused in words, and nothing is kept of it', async () => {
  const before = await tables().selectFrom('steering.plan').select('plan_id').execute();
  const place: [string, string] = ['placeId', String(at.department)];
  for (const file of [
    fileOf('anh.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2])),
    fileOf('rong.txt', ' '),
    fileOf('hong.docx', 'PK\x03\x04hỏng'),
  ]) {
    const answer = await as(officer).post('/plans', [place, ['file', file]]);
    expect(answer.status, file.name).toBe(422);
    expect(answer.html, file.name).toContain('f-file-fault');
  }
  expect(await tables().selectFrom('steering.plan').select('plan_id').execute()).toEqual(before);
});

const seed = path.join(root, '../shared/seed/ke-hoach-2023.txt');
test.skipIf(!existsSync(seed))('the real plan: every line is an item or in sight as not recognised', async () => {
  const content = new Uint8Array(readFileSync(seed));
  const planId = await perform(world(), officer, bringPlan, {
    placeId: at.department,
    file: { name: 'ke-hoach.txt', mediaType: 'text/plain', content },
    ...(await readPlanFile(content)),
  });
  const targets = await tables().selectFrom('steering.target').selectAll().where('plan_id', '=', planId).execute();
  const values = targets.map(one => one.value_tenths / 10);
  for (const value of [100, 30, 50, 90, 20, 2, 5, 1, 10]) expect(values).toContain(value);
  const days = (await tables().selectFrom('steering.deadline').selectAll().where('plan_id', '=', planId).execute()).map(
    one => one.due_on,
  );
  for (const day of ['2023-02-25', '2023-02-28', '2023-06-01', '2023-12-06', '2023-06-05', '2023-12-10'])
    expect(days).toContain(day);
  const { html } = await as(officer).get(`/plans/${planId}/review`);
  for (const line of (await readPlanFile(content)).read.unrecognised) expect(html).toContain(`id="line-${line.block}"`);
});
