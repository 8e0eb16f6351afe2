import { beforeAll, expect, test } from 'vitest';
import { giveRole, recordPeople } from '#directory';
import type { Actor, Role } from '#platform/access.ts';
import { addDays } from '#platform/clock.ts';
import { countQueries } from '#platform/database/database.ts';
import { openWorkbook } from '#platform/sheets/index.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import { appointStaff } from '../commands/appoint-staff.ts';
import { assignTeaching, nameHomerooms } from '../commands/assign-teaching.ts';
import { setTimetable } from '../commands/set-timetable.ts';
import { takeAttendance } from '../commands/take-attendance.ts';
import { weekdayOf } from '../rules/school-day.ts';
import { enrolSpecimenPupils, makeSpecimenClasses, openSpecimenSchools, type SpecimenSchools } from '../specimens.ts';

// A Friday.
const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenSchools;
let principal: Actor;
let teacher: Actor;
let first = 0;
let second = 0;
let pupils: number[] = [];
let position = 0;

const person = async (fullName: string) =>
  (await perform(world(), at.house, recordPeople, { people: [{ fullName }] })).personIds[0] ?? 0;
const withRole = async (role: Role, placeId: number, personId: number) => {
  await perform(world(), at.house, giveRole, { personId, role, placeId, fromDay: '2023-08-01' });
  return await world().actor(personId);
};

beforeAll(async () => {
  at = await openSpecimenSchools(world());
  const { schoolId } = at;
  [first = 0, second = 0] = await makeSpecimenClasses(world(), at, schoolId, ['6A', '6B']);
  pupils = await enrolSpecimenPupils(world(), at, schoolId, first, ['A Mẫu Sơn', 'Y Mẫu Ân', 'Trần Mẫu Bình'], 'S');
  const teacherId = await person('Nguyễn Mẫu Văn');
  [position = 0] = await perform(world(), at.house, appointStaff, {
    schoolId,
    staff: [
      {
        person: { personId: teacherId, fullName: 'Nguyễn Mẫu Văn' },
        staffCode: 'GV1',
        job: 'teacher',
        fromDay: '2023-08-01',
      },
    ],
  });
  await perform(world(), at.house, assignTeaching, {
    schoolId,
    assignments: [first, second].map(classId => ({ classId, subjectKey: 'maths', staffPositionId: position })),
  });
  await perform(world(), at.house, nameHomerooms, {
    schoolId,
    homerooms: [{ classId: first, staffPositionId: position }],
  });
  principal = await withRole('principal', schoolId, await person('Y Mẫu Hiệu'));
  teacher = await withRole('teacher', schoolId, teacherId);
});

const web = (actor: Actor) =>
  makeWeb(world(), async (ask, next) => {
    ask.set('actor', actor);
    ask.set('signedIn', null);
    ask.set('language', 'vi');
    await next();
  });
const school = (rest = '') => `/schools/${at.schoolId}${rest}`;
const get = (actor: Actor, path: string) => web(actor).request(`http://localhost:3000${path}`);
const read = async (actor: Actor, path: string) => (await get(actor, path)).text();
const post = (actor: Actor, path: string, fields: Record<string, string>) =>
  web(actor).request(`http://localhost:3000${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: {
      origin: 'http://localhost:3000',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
/** Every cell of a file as people see it, row by row. */
async function cellsOf(answer: Response): Promise<string[][]> {
  const book = await openWorkbook(new Uint8Array(await answer.arrayBuffer()), 'x.xlsx');
  const [page] = book.ok ? book.workbook.sheets : [];
  if (!page) throw new Error('not a spreadsheet');
  return Array.from({ length: page.rowCount }, (_, row) =>
    Array.from({ length: page.columnCount }, (_, column) => page.cell(row + 1, column).text),
  );
}
const sheet = () => school(`/classes/${first}/attendance`);

test('attendance is taken in one form, and comes back with its revisions', async () => {
  const empty = await read(teacher, `${sheet()}?day=2023-11-23`);
  expect(empty).toContain('Chưa điểm danh');
  expect(empty).toContain(
    `data-sheet="attendance" data-school="${at.schoolId}" data-class="${first}" data-day="2023-11-23" data-session="morning"`,
  );
  expect(empty).toContain(`name="seen-${pupils[0]}" value="0"`);
  expect(empty.match(/value="present" checked/g)).toHaveLength(3);
  const sent = {
    day: '2023-11-23',
    session: 'morning',
    ...Object.fromEntries(pupils.flatMap(id => [`kind-${id}`, `seen-${id}`].map(name => [name, '0']))),
    [`kind-${pupils[0]}`]: 'excused',
    [`reason-${pupils[0]}`]: 'Ốm',
    [`kind-${pupils[1]}`]: 'unexcused',
    [`kind-${pupils[2]}`]: 'present',
  };
  expect((await post(teacher, sheet(), sent)).status).toBe(303);
  expect((await post(teacher, sheet(), sent)).status).toBe(303);
  const taken = await read(teacher, `${sheet()}?day=2023-11-23`);
  expect(taken).toContain('2 vắng: 1 có phép, 1 không phép');
  expect(taken).toContain(`name="seen-${pupils[0]}" value="1"`);
  expect(taken).toContain('value="Ốm"');
  // The principal had the sheet before open and marks the pupil present.
  await post(principal, sheet(), { ...sent, [`kind-${pupils[1]}`]: 'present' });
  const met = await read(teacher, `${sheet()}?day=2023-11-23`);
  expect(met).toContain('Cần chọn: hai người điểm danh khác nhau');
  const conflictId = /name="conflictId" value="(\d+)"/.exec(met)?.[1] ?? '';
  const settled = await post(teacher, `${sheet()}/settle`, {
    conflictId,
    kind: 'present',
    day: '2023-11-23',
    session: 'morning',
  });
  expect(settled.status).toBe(303);
  expect(await read(teacher, `${sheet()}?day=2023-11-23`)).toContain('1 vắng: 1 có phép');
});

test('a day without school says so, and a form sent for it comes back with what was marked', async () => {
  expect(await read(teacher, `${sheet()}?day=2023-11-19`)).toContain('là Chủ nhật');
  const refused = await post(teacher, sheet(), {
    day: '2023-11-27',
    session: 'morning',
    [`kind-${pupils[0]}`]: 'unexcused',
    [`seen-${pupils[0]}`]: '0',
  });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain('Ngày 27/11/2023 chưa đến');
  expect(page).toMatch(new RegExp(`name="kind-${pupils[0]}" value="unexcused" checked`));
});

test('the month stands as pupils by days, on screen and in Excel', async () => {
  const page = await read(teacher, `${sheet()}/month?month=2023-11`);
  expect(page).toContain('Điểm danh lớp 6A, tháng 11/2023');
  expect(page).toContain('<strong>P</strong>');
  const [head = [], ...lines] = await cellsOf(await get(teacher, `${sheet()}/month/file?month=2023-11`));
  const column = head.indexOf('23/11');
  expect(column).toBeGreaterThan(2);
  expect(lines.find(line => line.includes('A Mẫu Sơn'))?.[column]).toBe('P');
  expect(lines.find(line => line.includes('Y Mẫu Ân'))?.[column]).toBe('');
});

test('the school sees which classes are still to be taken, and who is absent too often', async () => {
  for (let day = '2023-09-11'; day < '2023-10-16'; day = addDays(day, 1)) {
    if (weekdayOf(day) === 7) continue;
    await perform(world(), at.house, takeAttendance, {
      schoolId: at.schoolId,
      classId: first,
      day,
      session: 'morning',
      marks: [{ enrolmentId: pupils[2] ?? 0, kind: 'unexcused', seen: 0 }],
    });
  }
  const page = await read(principal, school('/attendance?day=2023-11-23'));
  expect(page).toContain('Các lớp đã điểm danh');
  expect(await read(principal, school('/attendance?day=2023-11-22'))).toContain('1 lớp chưa điểm danh');
  const often = page.slice(page.indexOf('Học sinh nghỉ nhiều'));
  expect(often).toMatch(/Trần Mẫu Bình.*30 buổi/);
  expect(often).toContain('Điều 12.1.c');
  // Whoever neither runs the school nor teaches sees no class.
  const other = await withRole('teacher', at.schoolId, await person('Thầy Mẫu Khác'));
  expect((await get(other, school('/attendance'))).status).toBe(404);
  expect((await get(other, sheet())).status).toBe(404);
});

test('a timetable is set in a grid; a clash stands in its cell, and nothing typed is lost', async () => {
  const edit = school(`/classes/${first}/timetable/edit`);
  expect((await get(teacher, edit)).status).toBe(404);
  await perform(world(), at.house, setTimetable, {
    schoolId: at.schoolId,
    classId: second,
    fromDay: '2023-09-06',
    slots: [{ weekday: 2, session: 'morning', lesson: 3, subjectKey: 'maths', staffPositionId: position }],
  });
  const choice = `maths:${position}`;
  const clash = await post(principal, edit, {
    fromDay: '2023-11-06',
    'slot-2.morning.3': choice,
    'slot-4.morning.1': choice,
    'room-4.morning.1': 'P5',
  });
  expect(clash.status).toBe(422);
  const page = await clash.text();
  expect(page.split('Tiết 3 sáng Thứ Ba: Nguyễn Mẫu Văn đang dạy lớp 6B (Toán).')).toHaveLength(3);
  expect(page).toContain('value="P5"');
  const none = await post(principal, edit, { fromDay: '2023-11-06', 'slot-1.morning.1': 'history:999' });
  expect(none.status).toBe(422);
  const good = await post(principal, edit, {
    fromDay: '2023-11-06',
    'slot-4.morning.1': choice,
    'room-4.morning.1': 'P5',
  });
  expect(good.status).toBe(303);
  expect(await read(teacher, school(`/classes/${first}/timetable`))).toContain('phòng P5');
  const own = await read(teacher, school(`/staff/${position}/timetable`));
  expect(own).toContain('6A');
  expect(own).toContain('6B');
  expect(await read(teacher, school('/timetable'))).toContain('T3 · sáng 3');
  for (const file of [
    school('/timetable/file'),
    school(`/classes/${first}/timetable/file`),
    school(`/staff/${position}/timetable/file`),
  ]) {
    const cells = (await cellsOf(await get(teacher, file))).flat();
    expect(cells.some(cell => cell.includes('Toán'))).toBe(true);
  }
});

test('the lesson book opens with the timetable, takes the absent from attendance, and is written by the teacher', async () => {
  const book = school(`/classes/${first}/lessons`);
  const week = `${book}?week=2023-W47`;
  const before = await read(teacher, week);
  expect(before).toContain('chưa ghi');
  expect(before).toContain('Vắng buổi sáng: A Mẫu Sơn (P)');
  const form = await read(teacher, `${book}/write?day=2023-11-23&session=morning&lesson=1`);
  expect(form).toContain(`value="maths:${position}" selected`);
  const lesson = {
    day: '2023-11-23',
    session: 'morning',
    lesson: '1',
    what: `maths:${position}`,
    programmeLesson: '41',
    title: 'Phép nhân số nguyên',
    rating: 'B',
    seen: '0',
  };
  const faulty = await post(teacher, `${book}/write`, { ...lesson, title: '', programmeLesson: 'x' });
  expect(faulty.status).toBe(422);
  expect(await faulty.text()).toContain('Hãy ghi tên bài');
  expect((await post(teacher, `${book}/write`, lesson)).status).toBe(303);
  const after = await read(principal, week);
  expect(after).toContain('Phép nhân số nguyên');
  expect(after).toContain('B (Khá)');
  expect(await read(teacher, `${book}/write?day=2023-11-24&session=morning&lesson=2`)).toContain('value="42"');
});

test('the number of queries does not grow with the class', async () => {
  const paths = [
    school(`/classes/${second}/attendance?day=2023-11-23`),
    school(`/classes/${second}/attendance/month?month=2023-11`),
    school(`/classes/${second}/lessons?week=2023-W47`),
    school(`/classes/${second}/timetable`),
    school('/attendance?day=2023-11-23'),
    school('/timetable'),
  ];
  const counts = async () => {
    const found: number[] = [];
    for (const path of paths)
      found.push((await countQueries(async () => (await get(principal, path)).text())).queries.length);
    return found;
  };
  const few = await counts();
  const many = await enrolSpecimenPupils(
    world(),
    at,
    at.schoolId,
    second,
    Array.from({ length: 45 }, (_, index) => `A Mẫu Đông ${index}`),
    'Q',
  );
  await perform(world(), at.house, takeAttendance, {
    schoolId: at.schoolId,
    classId: second,
    day: '2023-11-23',
    session: 'morning',
    marks: many.map(enrolmentId => ({ enrolmentId, kind: 'excused' as const, seen: 0 })),
  });
  expect(await counts()).toEqual(few);
  expect(Math.max(...few)).toBeLessThan(14);
});
