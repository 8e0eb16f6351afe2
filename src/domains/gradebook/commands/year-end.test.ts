import { beforeAll, describe, expect, test } from 'vitest';
import { countQueries } from '#platform/database/database.ts';
import { readDocument } from '#platform/documents/index.ts';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import { openSpecimenGradebook, type SpecimenGradebook } from '../specimens.ts';
import { approveYears, handInYear, reopenYear } from './close-year.ts';
import { promoteSchool } from './promote-school.ts';

const world = useSystem('2024-06-03T02:00:00Z');
let at: SpecimenGradebook;

const YEAR = '2023-2024';

/** The results of the year as the computation would leave them: outcome by pupil, in the order of the sheet. */
async function results(outcomes: (string | null)[]): Promise<void> {
  await at.province.write('delete from gradebook.result where school_id = $1', [at.schoolId]);
  for (const [n, outcome] of outcomes.entries())
    await at.province.write(
      `insert into gradebook.result (school_id, enrolment_id, school_year, period, class_id, grade, regime, is_whole, academic, conduct, absences, award, outcome, outcome_why, computed_at)
       values ($1, $2, $3, 3, $4, 7, 'tt22-2021', $5, $6, 'good', 2, $7, $8, $9, now())`,
      [
        at.schoolId,
        at.enrolments[n],
        YEAR,
        at.classId,
        outcome !== null,
        outcome === 'promoted' ? 'good' : outcome === null ? null : 'not-passed',
        outcome === 'promoted' ? 'good' : null,
        outcome,
        outcome === 'not-promoted' ? 'absences' : null,
      ],
    );
}

const word = async () =>
  (
    await at.rows<{ what: string }>(
      'select what from gradebook.year_closing where school_id = $1 order by year_closing_id',
      [at.schoolId],
    )
  ).map(row => row.what);
const own = () => ({ schoolId: at.schoolId, classId: at.classId });
const refusal = (code: string) => expect.objectContaining({ code });

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  at = await openSpecimenGradebook(world(), { pupils: 5 });
});

describe('the year of a class', () => {
  test('is not handed in while anything is missing, nor by whoever only teaches there', async () => {
    await results(['promoted', 'promoted', 'reassessment', 'not-promoted', null]);
    await expect(perform(world(), at.homeroom, handInYear, own())).rejects.toEqual(refusal('still-missing'));
    await expect(perform(world(), at.teacher, handInYear, own())).rejects.toThrow(NotAllowed);
    expect(await word()).toEqual([]);
  });

  test('is not approved before it is handed in; then each step once', async () => {
    await results(['promoted', 'promoted', 'reassessment', 'not-promoted', 'promoted']);
    const approve = { schoolId: at.schoolId, schoolYear: YEAR, classIds: [at.classId] };
    await expect(perform(world(), at.principal, approveYears, approve)).rejects.toEqual(refusal('not-handed-in'));
    await perform(world(), at.homeroom, handInYear, own());
    await expect(perform(world(), at.homeroom, handInYear, own())).rejects.toEqual(refusal('handed-in'));
    await expect(perform(world(), at.homeroom, approveYears, approve)).rejects.toThrow(NotAllowed);
    expect(await perform(world(), at.principal, approveYears, approve)).toBe(1);
    expect(await perform(world(), at.principal, approveYears, approve)).toBe(0);
    expect(await word()).toEqual(['handed-in', 'approved']);
  });

  test('is opened again with a reason, and goes the same way anew', async () => {
    await expect(perform(world(), at.principal, reopenYear, { ...own(), reason: ' ' })).rejects.toThrow(Refusal);
    await perform(world(), at.principal, reopenYear, { ...own(), reason: 'Ghi sót khen thưởng' });
    await perform(world(), at.homeroom, handInYear, own());
    await perform(world(), at.principal, approveYears, {
      schoolId: at.schoolId,
      schoolYear: YEAR,
      classIds: [at.classId],
    });
    expect(await word()).toEqual(['handed-in', 'approved', 'reopened', 'handed-in', 'approved']);
  });

  test('leads on whom the year has decided; who waits for the summer follows later', async () => {
    const lead = { schoolId: at.schoolId, schoolYear: YEAR };
    await expect(perform(world(), at.teacher, promoteSchool, lead)).rejects.toThrow(NotAllowed);
    expect(await perform(world(), at.principal, promoteSchool, lead)).toEqual({ pupils: 4, classes: 1 });
    const places = () =>
      at.rows<{ name: string; came_by: string; pupils: number }>(
        `select c.name, p.came_by, count(*)::int as pupils from schools.class_place p join schools.class c using (school_id, class_id)
         where p.school_id = $1 and c.school_year = '2024-2025' group by 1, 2 order by 1`,
        [at.schoolId],
      );
    expect(await places()).toEqual([
      { name: '7A', came_by: 'repeating', pupils: 1 },
      { name: '8A', came_by: 'promoted', pupils: 3 },
    ]);
    expect((await word()).at(-1)).toBe('promoted');
    await expect(perform(world(), at.principal, promoteSchool, lead)).rejects.toEqual(refusal('nobody'));
    await at.province.write(
      `insert into gradebook.result (school_id, enrolment_id, school_year, period, class_id, grade, regime, is_whole, academic, conduct, absences, outcome, computed_at)
       values ($1, $2, $3, 4, $4, 7, 'tt22-2021', true, 'passed', 'good', 2, 'promoted', now())`,
      [at.schoolId, at.enrolments[2], YEAR, at.classId],
    );
    expect(await perform(world(), at.principal, promoteSchool, lead)).toEqual({ pupils: 1, classes: 1 });
    expect(await places()).toEqual([
      { name: '7A', came_by: 'repeating', pupils: 1 },
      { name: '8A', came_by: 'promoted', pupils: 4 },
    ]);
    await expect(perform(world(), at.principal, reopenYear, { ...own(), reason: 'Sửa' })).rejects.toEqual(
      refusal('promoted'),
    );
  });
});

/** What stands on a paper, as one line. */
async function textOf(answer: Response): Promise<string> {
  const read = await readDocument(new Uint8Array(await answer.arrayBuffer()));
  return read.ok ? JSON.stringify(read.blocks) : read.fault.message;
}

describe('the pages', () => {
  const open = (path: string, who = at.principal) => makeWeb(world(), identifyAs(who)).request(path);

  test('the summary of a class says each result, on screen, in Excel and on paper', async () => {
    const base = `/schools/${at.schoolId}/classes/${at.classId}`;
    const html = await (await open(`${base}/results?period=3`)).text();
    expect(html).toContain('nghỉ quá 45 buổi');
    expect(html).toContain('Học sinh Giỏi');
    expect(html).toContain('TT 22/2021');
    expect(html).toContain('Còn thiếu gì để lên mức cao hơn');
    expect(html).toContain('mới 0/6 môn từ 5,0');
    for (const [path, type] of [
      ['results.xlsx', 'spreadsheetml'],
      ['results.pdf', 'application/pdf'],
      ['record.pdf', 'application/pdf'],
    ] as const) {
      const answer = await open(`${base}/${path}?period=3`);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(answer.headers.get('content-type')).toContain(type);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    }
  });

  test('lists of awards and promotion, statistics by grade and class', async () => {
    const base = `/schools/${at.schoolId}/results`;
    const statistics = await (await open(`${base}?year=${YEAR}`)).text();
    expect(statistics).toContain('Khối 7');
    expect(statistics).toContain('60,0');
    expect(await (await open(`${base}/honours?year=${YEAR}`)).text()).toContain('Học sinh Giỏi');
    expect(await (await open(`${base}/promotion?year=${YEAR}`)).text()).toContain('Được lên lớp');
    for (const path of ['.xlsx', '/honours.xlsx', '/promotion.xlsx'])
      expect((await open(`${base}${path}?year=${YEAR}`)).status).toBe(200);
    const papers: [string, RegExp][] = [
      ['.pdf', /THỐNG KÊ KẾT QUẢ.*Khối 7.*60,0/],
      ['/honours.pdf', /ĐƯỢC KHEN THƯỞNG.*Học sinh Giỏi.*Hiệu trưởng/],
      ['/promotion.pdf', /XÉT LÊN LỚP.*Được lên lớp/],
    ];
    for (const [path, said] of papers) expect(await textOf(await open(`${base}${path}?year=${YEAR}`))).toMatch(said);
  });

  test('a subject teacher reads no results of others; the province counts its schools, a teacher does not', async () => {
    expect((await open(`/schools/${at.schoolId}/classes/${at.classId}/results`, at.teacher)).status).toBe(404);
    expect((await open(`/schools/${at.schoolId}/results`, at.teacher)).status).toBe(404);
    expect((await open('/results', at.teacher)).status).toBe(404);
    const officer = await at.province.person('officer', at.province.department);
    const html = await (await open(`/results?year=${YEAR}`, officer)).text();
    expect(html).toContain(`/schools/${at.schoolId}/results`);
    expect((await open(`/results/places/${at.province.department}/table.xlsx?year=${YEAR}`, officer)).status).toBe(200);
    const paper = await open(`/results/places/${at.province.department}/table.pdf?year=${YEAR}`, officer);
    expect(await textOf(paper)).toMatch(/CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.*Thủ trưởng đơn vị/);
  });

  test('the year-end pages take as many queries for five pupils as they would for fifty', async () => {
    const count = async (path: string) => (await countQueries(async () => open(path))).queries.length;
    const page = `/schools/${at.schoolId}/classes/${at.classId}`;
    expect(await count(`${page}/results`)).toBeLessThanOrEqual(9);
    expect(await count(`${page}/year-end`)).toBeLessThanOrEqual(14);
    expect(await count(`/schools/${at.schoolId}/year-end?year=${YEAR}`)).toBeLessThanOrEqual(8);
  });
});
