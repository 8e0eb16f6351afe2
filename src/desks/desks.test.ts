import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { openWorkbook } from '#platform/sheets/index.ts';
import { type TestSystem, useSystem } from '../../test/database.ts';
import { type SamplePlan, samplePlan } from '../../test/sample-plan.ts';
import { makeWeb } from '../routes.ts';

/** Like toContain, without printing a whole page where it fails; no-break spaces count as spaces. */
const plain = (page: string) => page.replaceAll('\u00a0', ' ');
const says = (page: string, words: string) =>
  expect(plain(page).includes(words), `the page should say ${words}`).toBe(true);
const saysNot = (page: string, words: string) =>
  expect(plain(page).includes(words), `the page should not say ${words}`).toBe(false);

const world = useSystem('2023-11-24T07:05:00Z');
const bigger = useSystem('2023-11-24T07:05:00Z');
let plan: SamplePlan;
const people: Record<string, Actor> = {};

beforeAll(async () => {
  plan = await samplePlan(world());
  const { sample } = plan;
  const [first, second] = sample.districts;
  people.office = await sample.person('officer', sample.department);
  people.district = await sample.person('officer', first?.office ?? 0);
  people.other = await sample.person('officer', second?.office ?? 0);
  people.principal = await sample.person('principal', first?.schools[0] ?? 0);
  people.teacher = await sample.person('teacher', first?.schools[0] ?? 0);
  people.visitor = visitor('2023-11-24');
});

/** Asks for a page as someone, without a browser. */
async function askOf(system: TestSystem, actor: Actor, path: string): Promise<Response> {
  const web = makeWeb(system, async (context, next) => {
    context.set('actor', actor);
    context.set('signedIn', null);
    context.set('language', 'vi');
    await next();
  });
  return await web.request(path);
}
const ask = (who: string, path: string) => askOf(world(), people[who] ?? visitor('2023-11-24'), path);
const text = async (who: string, path: string) => {
  const answer = await ask(who, path);
  return { status: answer.status, html: await answer.text() };
};

describe('the board', () => {
  test('each target with its value, promise, origin, coverage and what is in the way', async () => {
    const { status, html } = await text('office', '/board');
    expect(status).toBe(200);
    says(html, 'Kế hoạch chuyển đổi số năm 2023');
    says(html, '6/7 trường có dữ liệu');
    says(html, 'Mục tiêu ≥ 50 %');
    says(html, 'Khai báo · 01/06');
    says(html, `/plans/${plan.planId}/targets/${plan.targets.online}/units?state=silent`);
    // Nobody declared online lessons: a dash, and never zero.
    saysNot(html, '>0,0');
  });

  test('as it was on a day: nobody had declared anything yet', async () => {
    const { html } = await text('office', '/board?on=2023-03-15');
    says(html, 'như vào ngày 15/03/2023');
    says(html, '0/10 đơn vị');
    saysNot(html, 'Khai báo · 01/06');
  });

  test('only the targets of one state', async () => {
    const { html } = await text('office', '/board?state=silent');
    says(html, 'Dạy học trực tuyến cấp Tiểu học');
    saysNot(html, 'Học phí không dùng tiền mặt</a>');
  });

  test('the large screen renews itself and offers nothing to press', async () => {
    const { html } = await text('office', '/board?wall=1');
    says(html, '<auto-refresh seconds="60"');
    saysNot(html, '/board.xlsx');
  });

  test('a district sees its own schools', async () => {
    const { html } = await text('district', '/board');
    says(html, 'Phòng GDĐT Mẫu 1');
    says(html, '3/3 trường có dữ liệu');
  });

  test('costs the same number of queries for ten schools and for a hundred', async () => {
    const larger = await samplePlan(bigger(), { districts: 4, schoolsEach: 25 });
    const officer = await larger.sample.person('officer', larger.sample.department);
    for (const path of ['/board', `/plans/${plan.planId}/targets/${plan.targets.pupils}`]) {
      const few = await countQueries(() => ask('office', path));
      const many = await countQueries(() => askOf(bigger(), officer, path));
      expect([few.answer.status, many.answer.status]).toEqual([200, 200]);
      expect(many.queries.length).toBe(few.queries.length);
      expect(many.queries.length).toBeLessThanOrEqual(18);
    }
  });

  test('as a file to calculate on, and as paper', async () => {
    const sheet = await ask('office', '/board.xlsx');
    const opened = await openWorkbook(new Uint8Array(await sheet.arrayBuffer()), 'board.xlsx');
    expect(opened.ok && opened.workbook.sheets[0]?.cell(2, 0).text).toBe(
      'Học sinh có số định danh cá nhân trong hồ sơ của trường',
    );
    const paper = await ask('office', '/board.pdf');
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });
});

describe('a target', () => {
  test('by district, with what is declared beside what is computed', async () => {
    const { html } = await text('office', `/plans/${plan.planId}/targets/${plan.targets.data}`);
    says(html, 'Huyện Mẫu 1');
    says(html, 'khai báo: 100,0');
    says(html, 'Giao việc cho');
    says(html, 'Cách tính');
    says(html, 'nguồn trong kế hoạch: I.2');
  });

  test('opens from district to school to the records behind the figure', async () => {
    const { sample, targets } = plan;
    const [first] = sample.districts;
    const district = await text('office', `/plans/${plan.planId}/targets/${targets.pupils}/units/${first?.district}`);
    says(district.html, 'Trường Mẫu 1.1');
    says(district.html, 'Trường THPT Mẫu');
    const school = await text('office', `/plans/${plan.planId}/targets/${targets.pupils}/units/${first?.schools[1]}`);
    says(school.html, 'Em Mẫu');
    expect(school.html.indexOf('Thiếu')).toBeLessThan(school.html.indexOf('Được'));
  });

  test('offers to give work to exactly those who fall short', async () => {
    const { html } = await text('office', `/plans/${plan.planId}/targets/${plan.targets.data}`);
    const href = /href="(\/tasks\/new[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const form = await text('office', href);
    expect(form.status).toBe(200);
    const ticked = [...form.html.matchAll(/<input[^>]*name="lead"[^>]*>/g)].filter(([input]) =>
      input.includes('checked'),
    );
    expect(ticked).toHaveLength(href.split('units=')[1]?.split(',').length ?? -1);
  });

  test('who is silent is listed, and their list downloads', async () => {
    const { targets, sample } = plan;
    const { html } = await text('office', `/plans/${plan.planId}/targets/${targets.data}/units?state=silent`);
    says(html, 'Trường Mẫu 2.1');
    saysNot(html, 'Trường Mẫu 1.1');
    expect(
      (await ask('office', `/plans/${plan.planId}/targets/${targets.data}/target.pdf`)).headers.get('content-type'),
    ).toBe('application/pdf');
    expect(
      (await ask('office', `/plans/${plan.planId}/targets/${targets.data}/units.xlsx?within=${sample.department}`))
        .status,
    ).toBe(200);
  });

  test('the queries do not grow with the units', async () => {
    const path = `/plans/${plan.planId}/targets/${plan.targets.pupils}`;
    expect((await countQueries(() => ask('office', path))).queries.length).toBeLessThanOrEqual(18);
  });
});

describe('who may', () => {
  test('a district meets its own units and no others', async () => {
    const { sample, targets, planId } = plan;
    const of = (placeId: number | undefined) => `/plans/${planId}/targets/${targets.pupils}/units/${placeId}`;
    const [first, second] = sample.districts;
    expect((await ask('district', of(first?.schools[0]))).status).toBe(200);
    expect((await ask('district', of(second?.schools[0]))).status).toBe(404);
    expect((await ask('district', of(second?.office))).status).toBe(404);
    expect((await ask('district', of(second?.district))).status).toBe(404);
    expect((await ask('district', of(sample.department))).status).toBe(404);
    saysNot((await text('district', `/plans/${planId}/targets/${targets.pupils}/units`)).html, 'Trường Mẫu 2.');
  });

  test('a principal meets the own school, a teacher and a visitor no figures of units', async () => {
    const { sample, targets, planId } = plan;
    const [first] = sample.districts;
    const of = (placeId: number | undefined) => `/plans/${planId}/targets/${targets.pupils}/units/${placeId}`;
    expect((await ask('principal', of(first?.schools[0]))).status).toBe(200);
    expect((await ask('principal', of(first?.schools[1]))).status).toBe(404);
    expect((await ask('teacher', of(first?.schools[0]))).status).toBe(404);
    expect((await ask('teacher', '/board')).status).toBe(404);
    expect((await ask('visitor', of(first?.schools[0]))).status).toBe(303);
    expect((await ask('visitor', '/board')).status).toBe(303);
    expect((await ask('principal', `/schools/${first?.schools[1]}/figures/pupils-with-citizen-number`)).status).toBe(
      404,
    );
  });

  test('a number in the address that is no place, target or plan leads nowhere', async () => {
    for (const path of [
      '/plans/1/targets/1',
      `/plans/${plan.planId}/targets/1`,
      `/plans/${plan.planId}/targets/${plan.targets.fees}/units/abc`,
      '/board?plan=99',
      '/board/quiet',
    ]) {
      expect((await ask('office', path)).status, path).toBe(404);
    }
  });
});

describe('each desk', () => {
  test('the first page is that of the person', async () => {
    const first = async (who: string) => (await ask(who, '/')).headers.get('location');
    expect(await first('office')).toBe('/board');
    expect(await first('principal')).toBe('/my-school');
    expect(await first('teacher')).toBe('/my-classes');
    expect(await first('visitor')).toBe('/portal');
  });

  test('a school sees its own figures and what to mend, down to the pupils', async () => {
    const school = plan.sample.districts[0]?.schools[0];
    const { html } = await text('principal', '/my-school');
    says(html, 'Cần bổ sung');
    says(html, `/schools/${school}/figures/classes-with-assignments`);
    says((await text('principal', `/schools/${school}/figures/classes-with-assignments`)).html, 'Lớp 2');
  });

  test('the public sees the plan of the province, and no figure about a handful of persons', async () => {
    const { status, html } = await text('visitor', '/portal');
    expect(status).toBe(200);
    says(html, 'Học phí không dùng tiền mặt');
    saysNot(html, '/units');
  });
});
