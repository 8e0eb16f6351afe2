import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { perform } from '#platform/work.ts';
import { assignTeaching } from '#schools';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import type { Publishable } from '../queries/to-publish.ts';
import { codeOf, openSpecimenGradebook, type SpecimenGradebook } from '../specimens.ts';
import { closeColumn } from './close-column.ts';
import { enterMarks } from './enter-marks.ts';
import { openCourses } from './open-courses.ts';
import { publishClasses } from './publish.ts';

/* Three classes: 7A and 7B with marks, 7C without pupils. */

const world = useSystem('2023-11-24T07:05:00Z');
const schoolYear = '2023-2024';
let at: SpecimenGradebook;
let [second, third] = [0, 0];

interface Course {
  courseId: number;
  pupil: number;
  columns: { id: number }[];
}
let courses: { a: Course; b: Course };

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  at = await openSpecimenGradebook(world(), { pupils: 4 });
  const made = await Promise.all(['7B', '7C'].map(makeClass));
  [second, third] = [made[0] ?? 0, made[1] ?? 0];
  const moved = at.enrolments[3] ?? 0;
  await at.province.write('update schools.class_place set class_id = $1 where enrolment_id = $2', [second, moved]);
  const [staff] = await at.rows<{ id: number }>(
    'select staff_position_id as id from schools.staff_position where person_id = $1',
    [at.teacher.personId],
  );
  await perform(world(), at.house, assignTeaching, {
    schoolId: at.schoolId,
    assignments: [second, third].map(classId => ({
      classId,
      subjectKey: 'maths',
      staffPositionId: staff?.id ?? 0,
      lessonsAWeekTenths: 40,
    })),
  });
  await perform(world(), at.house, openCourses, { schoolId: at.schoolId, schoolYear });
  courses = { a: await mathsOf(at.classId, at.enrolments[0] ?? 0), b: await mathsOf(second, moved) };
}, 60_000);

async function makeClass(name: string): Promise<number> {
  await at.province.write(
    `insert into schools.class (school_id, school_year, name, grades, made_on) values ($1, $2, $3, '{7}', '2023-08-15')`,
    [at.schoolId, schoolYear, name],
  );
  const [row] = await at.rows<{ id: number }>(
    'select class_id as id from schools.class where school_id = $1 and name = $2',
    [at.schoolId, name],
  );
  return Number(row?.id);
}

async function mathsOf(classId: number, pupil: number): Promise<Course> {
  const [row] = await at.rows<{ id: number }>(
    `select course_id as id from gradebook.course where class_id = $1 and subject_key = 'maths'`,
    [classId],
  );
  const courseId = Number(row?.id);
  return { courseId, pupil, columns: await at.columnsOf(courseId) };
}

const enter = ({ courseId, pupil, columns }: Course, which: number) =>
  perform(world(), at.teacher, enterMarks, {
    schoolId: at.schoolId,
    courseId,
    cells: [{ columnId: columns[which]?.id ?? 0, enrolmentId: pupil, value: '7', seen: 0 }],
  });
const publish = (classIds: number[], what: Publishable, who: Actor = at.principal) =>
  perform(world(), who, publishClasses, { schoolId: at.schoolId, schoolYear, term: 1, what, classIds });
const audited = () =>
  at.rows<{ subject: string; data: { columns: number } }>(
    `select subject, data from platform.audit_entry where school_id = $1 and event = 'marks.published' order by audit_entry_id`,
    [at.schoolId],
  );
const page = async (more: string, who: Actor = at.principal) =>
  makeWeb(world(), identifyAs(who)).request(
    `http://localhost:3000/schools/${at.schoolId}/publication?year=${schoolYear}&term=1${more}`,
  );

describe('publishing for many classes at once', () => {
  test('only the principal, only classes of the school, at least one, and only what there is', async () => {
    expect(await codeOf(publish([at.classId], 'filled', at.homeroom))).toBe('not-allowed');
    expect(await codeOf(publish([at.classId, 9_999_999], 'filled'))).toBe('not-allowed');
    expect(await codeOf(publish([], 'filled'))).toBe('empty class');
    expect(await codeOf(publish([at.classId, second], 'filled'))).toBe('published-already');
    expect(await audited()).toEqual([]);
    for (const who of [at.homeroom, at.teacher]) expect((await page('', who)).status).toBe(404);
  });

  test('the page says beforehand what is shown of which class, and why others are passed over', async () => {
    await enter(courses.a, 0);
    await enter(courses.b, 0);
    await enter(courses.b, 1);
    const filled = await (await page('&what=filled')).text();
    expect(filled).toMatch(new RegExp(`value="${at.classId}" checked.*7A.*1 cột mới`, 's'));
    expect(filled).toMatch(new RegExp(`value="${second}" checked.*7B.*2 cột mới`, 's'));
    expect(filled).not.toContain(`value="${third}"`);
    expect(filled).toContain('Bỏ qua: chưa có điểm');
    expect(filled).toContain('2 lớp có nội dung mới');
    const closed = await (await page('&what=closed')).text();
    expect(closed.match(/Bỏ qua: chưa khóa cột nào có điểm/g)).toHaveLength(3);
    expect(closed).not.toContain('type="checkbox"');
    expect(await (await page('&what=results')).text()).toContain('Bỏ qua: chưa có kết quả học kỳ');
  });

  test('each class is an entry of its own, and its families are told', async () => {
    await perform(world(), at.teacher, closeColumn, {
      schoolId: at.schoolId,
      columnId: courses.b.columns[0]?.id ?? 0,
      sure: true,
    });
    expect(await publish([at.classId, second, third], 'closed')).toEqual({ published: 1, passedOver: 2 });
    expect(await publish([third, second, at.classId], 'filled')).toEqual({ published: 2, passedOver: 1 });
    expect((await audited()).map(({ subject, data }) => `${subject} ${data.columns}`).sort()).toEqual(
      [`class:${second} 1`, `class:${at.classId} 1`, `class:${second} 2`].sort(),
    );
    expect(await codeOf(publish([at.classId, second], 'filled'))).toBe('published-already');
    expect(await (await page('&what=filled')).text()).toContain('gia đình đã thấy, không có gì mới');
  });

  test('the form: none chosen is a fault, another school’s is not there; the queries do not hang on the classes', async () => {
    const send = (who: Actor, body: string) =>
      makeWeb(world(), identifyAs(who)).request(
        `http://localhost:3000/schools/${at.schoolId}/publication?year=${schoolYear}&term=1&what=filled`,
        {
          method: 'POST',
          body,
          headers: {
            origin: 'http://localhost:3000',
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
          },
        },
      );
    // Published meanwhile: nothing is left to choose, and the page says why the form came back.
    const late = await send(at.principal, `class=${second}`);
    expect(late.status).toBe(422);
    expect(await late.text()).toContain('chưa có gì mới để công bố');
    await enter(courses.a, 1);
    const none = await send(at.principal, '');
    expect(none.status).toBe(422);
    expect(await none.text()).toContain('Hãy chọn ít nhất một lớp.');
    expect((await send(at.teacher, `class=${second}`)).status).toBe(404);
    const done = await send(at.principal, `class=${at.classId}&class=${second}`);
    expect(done.status).toBe(303);
    expect((await audited()).at(-1)).toMatchObject({ subject: `class:${at.classId}`, data: { columns: 2 } });
    expect((await countQueries(() => page('&what=filled'))).queries.length).toBeLessThanOrEqual(8);
  });
});
