import { beforeAll, expect, test } from 'vitest';
import { house } from '#platform/access.ts';
import { workOff } from '#platform/jobs.ts';
import { perform, readWide } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import type { SmallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { checkResults } from '../commands/check-results.ts';
import { computeResults } from '../commands/compute-results.ts';
import { gradebookJobs } from '../jobs.ts';
import { type FixturePupil, resultsProvince, secondaryColumns, writeClasses, YEAR } from '../results-fixture.ts';

const world = useSystem('2024-06-01T02:00:00Z');
let province: SmallProvince;
let schoolId = 0;
let enrolmentIds: number[] = [];

const scored = [
  'maths',
  'literature',
  'foreign-language',
  'civics',
  'history-geography',
  'natural-science',
  'technology',
  'informatics',
];
const columns = secondaryColumns(2);
const pupil = (...marks: number[]): FixturePupil => ({
  marks: marks.map(mark => columns.map(() => ({ tenths: Math.round(mark * 10) }))),
  conduct: ['good', 'good'],
});

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  province = await resultsProvince(world());
  schoolId = province.schools[1] ?? 0;
  const { pupils } = await writeClasses(province, schoolId, [
    {
      grade: 7,
      courses: scored.map(subjectKey => ({ subjectKey, kind: 'scored', columns })),
      // B13, which the two readings of art. 9.3 take differently, and one whom they do not.
      pupils: [pupil(8, 8, 8, 8, 8, 7, 7, 4), pupil(9, 9, 9, 9, 9, 9, 7, 7)],
    },
  ]);
  enrolmentIds = pupils[0] ?? [];
  await perform(world(), house('test', world().today(), [schoolId]), computeResults, { schoolId, schoolYear: YEAR });
});

const posted = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
});
const academicOf = async (at: number) =>
  (
    await readWide(world(), 'gradebook', db =>
      db
        .selectFrom('gradebook.result')
        .select('academic')
        .where('enrolment_id', '=', enrolmentIds[at] ?? 0)
        .where('period', '=', 3)
        .executeTakeFirst(),
    )
  )?.academic;

test('a reading is proposed, weighed, looked at, accepted, and results follow', async () => {
  const officer = await province.person('officer', province.department);
  const web = makeWeb(world(), identifyAs(officer, 'vi'));
  const page = await (await web.request('/results/readings')).text();
  expect(page).toContain('Phải có đủ 6 môn đạt mức cao như đang có');
  expect(page).toContain('Chưa đối chiếu với Công báo');

  const faulty = await web.request(
    '/results/readings',
    posted({ name: 'adjustment', value: 'replace', schoolYear: YEAR, document: '' }),
  );
  expect(faulty.status).toBe(422);
  expect(await faulty.text()).toContain('Hãy ghi số văn bản');

  const sent = await web.request(
    '/results/readings',
    posted({ name: 'adjustment', value: 'replace', schoolYear: YEAR, document: '123/SGDĐT' }),
  );
  expect(sent.status).toBe(303);
  const proposal = sent.headers.get('location') ?? '';
  const early = await web.request(`${proposal}/answer`, posted({ answer: 'accept' }));
  expect(early.status).toBe(422);
  await workOff(world(), gradebookJobs);
  expect(await academicOf(0)).toBe('passed');
  const weighed = await (await web.request(`${proposal}?school=${schoolId}`)).text();
  expect(weighed).toContain('1 em có kết quả sẽ đổi, trong 2 em');
  expect(weighed).toMatch(/Đạt[\s\S]*Khá/);

  const answered = await web.request(`${proposal}/answer`, posted({ answer: 'accept' }));
  expect(answered.status).toBe(303);
  await workOff(world(), gradebookJobs);
  expect(await academicOf(0)).toBe('fair');
  expect(await academicOf(1)).toBe('good');
  expect(await (await web.request('/results/readings')).text()).toContain('123/SGDĐT');
  const checked = await perform(world(), house('test', world().today(), [schoolId]), checkResults, {
    schoolId,
    schoolYear: YEAR,
  });
  expect(checked.differences).toBe(0);
});

test('a difference stands on the school page and in the summary of the province', async () => {
  await province.write(
    `update gradebook.result set award = null where school_id = $1 and enrolment_id = $2 and period = 3`,
    [schoolId, enrolmentIds[1]],
  );
  const principal = await province.person('principal', schoolId);
  const web = makeWeb(world(), identifyAs(principal, 'vi'));
  expect((await web.request(`/schools/${schoolId}/results/check`, posted({ year: YEAR }))).status).toBe(303);
  const page = await (await web.request(`/schools/${schoolId}/results/check?year=${YEAR}`)).text();
  expect(page).toContain('1 chỗ khác nhau');
  expect(page).toContain('Học sinh Xuất sắc');
  const officer = makeWeb(world(), identifyAs(await province.person('officer', province.department), 'vi'));
  expect(await (await officer.request(`/results/checks?year=${YEAR}`)).text()).toContain('1 chỗ khác nhau');
  expect((await web.request(`/schools/${schoolId}/results/compute`, posted({ year: YEAR }))).status).toBe(303);
  expect((await web.request(`/schools/${schoolId}/results/check`, posted({ year: YEAR }))).status).toBe(303);
  expect(await (await web.request(`/schools/${schoolId}/results/check?year=${YEAR}`)).text()).toContain(
    'Hai lần tính như nhau',
  );
});

test('only the department settles readings, only the own principal sees the check', async () => {
  const principal = makeWeb(world(), identifyAs(await province.person('principal', schoolId), 'vi'));
  for (const path of ['/results/readings', '/results/checks', `/schools/${province.schools[0]}/results/check`])
    expect([403, 404]).toContain((await principal.request(path)).status);
  const posts = await principal.request(
    '/results/readings',
    posted({ name: 'adjustment', value: 'strict', schoolYear: YEAR, document: 'x' }),
  );
  expect([403, 404]).toContain(posts.status);
});
