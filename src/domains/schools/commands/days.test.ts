import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { giveRole, recordGuardians, recordPeople } from '#directory';
import type { Actor, Role } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform, read } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { absencesOfPupil } from '../queries/absences-of-pupil.ts';
import { openConflicts } from '../queries/attendance.ts';
import type { MarkKind } from '../rules/absences.ts';
import { enrolSpecimenPupils, makeSpecimenClasses, openSpecimenSchools, type SpecimenSchools } from '../specimens.ts';
import { appointStaff, endStaffPosition } from './appoint-staff.ts';
import { assignTeaching, nameHomerooms } from './assign-teaching.ts';
import { movePupil } from './place-pupils.ts';
import { type SlotGiven, setTimetable } from './set-timetable.ts';
import { settleAttendance } from './settle-attendance.ts';
import { takeAttendance } from './take-attendance.ts';
import { writeLesson } from './write-lesson.ts';

// A Friday.
const world = useSystem('2023-11-24T07:05:00Z');
const today = '2023-11-24';
let at: SpecimenSchools;
let classId = 0;
let otherClassId = 0;
let pupils: number[] = [];
let homeroom: Actor;
let colleague: Actor;
let stranger: Actor;
let clerk: Actor;
/** Staff positions of the three teachers, in that order. */
let positions: number[] = [];

const person = async (fullName: string) =>
  (await perform(world(), at.house, recordPeople, { people: [{ fullName }] })).personIds[0] ?? 0;
const withRole = async (role: Role, personId: number, placeId = at.schoolId) => {
  await perform(world(), at.house, giveRole, { personId, role, placeId, fromDay: '2023-08-01' });
  return await world().actor(personId);
};

beforeAll(async () => {
  at = await openSpecimenSchools(world());
  const { schoolId, house } = at;
  [classId = 0, otherClassId = 0] = await makeSpecimenClasses(world(), at, schoolId, ['7A', '7B']);
  pupils = await enrolSpecimenPupils(world(), at, schoolId, classId, ['A Mẫu Sơn', 'Y Mẫu Ân', 'Trần Mẫu Bình'], 'S');
  const teachers = ['Cô Mẫu Chủ Nhiệm', 'Thầy Mẫu Toán', 'Thầy Mẫu Lạ'];
  const ids = await Promise.all(teachers.map(person));
  positions = await perform(world(), house, appointStaff, {
    schoolId,
    staff: teachers.map((fullName, index) => ({
      person: { personId: ids[index] ?? 0, fullName },
      staffCode: `GV${index}`,
      job: 'teacher' as const,
      fromDay: '2023-08-01',
    })),
  });
  await perform(world(), house, nameHomerooms, {
    schoolId,
    homerooms: [{ classId, staffPositionId: positions[0] ?? 0 }],
  });
  await perform(world(), house, assignTeaching, {
    schoolId,
    assignments: [
      { classId, subjectKey: 'literature', staffPositionId: positions[0] ?? 0 },
      { classId, subjectKey: 'maths', staffPositionId: positions[1] ?? 0 },
      { classId: otherClassId, subjectKey: 'maths', staffPositionId: positions[2] ?? 0 },
    ],
  });
  homeroom = await withRole('teacher', ids[0] ?? 0);
  colleague = await withRole('teacher', ids[1] ?? 0);
  stranger = await withRole('teacher', ids[2] ?? 0);
  clerk = await withRole('clerk', await person('Cô Mẫu Văn Thư'));
});

const rows = <T>(statement: ReturnType<typeof sql<T>>) =>
  read(world(), at.house, 'schools', async db => (await statement.execute(db)).rows);
const mark = (pupil: number, kind: MarkKind, seen: number, reason?: string) => ({
  enrolmentId: pupils[pupil] ?? 0,
  kind,
  seen,
  ...(reason ? { reason } : {}),
});
const take = (actor: Actor, day: string, marks: ReturnType<typeof mark>[], of = classId) =>
  perform(world(), actor, takeAttendance, { schoolId: at.schoolId, classId: of, day, session: 'morning', marks });
const absences = (day: string) =>
  rows(sql`select kind, reason, revision from schools.absence where day = ${day} order by enrolment_id`);

test('nobody absent is another thing than not taken', async () => {
  expect(await take(homeroom, '2023-11-20', [mark(0, 'present', 0)])).toEqual([
    { enrolmentId: pupils[0], state: 'same', revision: 0, kind: 'present' },
  ]);
  expect(
    await rows(sql`select class_id, day, session, taken_by from schools.attendance_taken where day = '2023-11-20'`),
  ).toEqual([{ class_id: classId, day: '2023-11-20', session: 'morning', taken_by: homeroom.name }]);
  expect(await absences('2023-11-20')).toEqual([]);
});

test('what is sent twice stands once, even after somebody else has changed it since', async () => {
  const day = '2023-11-21';
  const sent = [mark(0, 'excused', 0, 'Ốm'), mark(1, 'present', 0)];
  expect((await take(homeroom, day, sent)).map(each => [each.state, each.revision, each.kind])).toEqual([
    ['saved', 1, 'excused'],
    ['same', 0, 'present'],
  ]);
  expect((await take(homeroom, day, sent))[0]).toMatchObject({ state: 'same', revision: 1 });
  expect((await take(homeroom, day, [mark(0, 'excused', 1)]))[0]).toMatchObject({ state: 'same', revision: 1 });
  expect((await take(colleague, day, [mark(0, 'present', 1)]))[0]).toMatchObject({ state: 'saved', revision: 2 });
  expect((await take(homeroom, day, sent))[0]).toMatchObject({ state: 'same', revision: 2, kind: 'present' });
  expect(await absences(day)).toEqual([{ kind: null, reason: null, revision: 2 }]);
  expect(await rows(sql`select from schools.published_absence where day = ${day}`)).toEqual([]);
  expect(await rows(sql`select revision, kind, reason from schools.absence_superseded where day = ${day}`)).toEqual([
    { revision: 1, kind: 'excused', reason: 'Ốm' },
  ]);
});

test('a mark that had not seen another’s waits for a person; nothing is written over', async () => {
  const day = '2023-11-22';
  await take(homeroom, day, [mark(0, 'excused', 0)]);
  const late = [mark(0, 'unexcused', 0), mark(1, 'unexcused', 0)];
  const answer = await take(colleague, day, late);
  expect(answer.map(each => each.state)).toEqual(['conflict', 'saved']);
  expect(answer[0]).toMatchObject({ revision: 1, kind: 'excused' });
  expect(answer[0]?.fault?.vi).toContain('Người khác');
  expect((await take(colleague, day, late)).map(each => each.state)).toEqual(['conflict', 'same']);
  const open = () => read(world(), homeroom, 'schools', db => openConflicts(db, at.schoolId, classId));
  const [met, ...others] = await open();
  expect(others).toEqual([]);
  expect(met).toMatchObject({ sent: 'unexcused', stands: 'excused', sentBy: 'Thầy Mẫu Toán' });
  const settle = (kind: MarkKind, actor = homeroom) =>
    perform(world(), actor, settleAttendance, {
      schoolId: at.schoolId,
      classId,
      conflictId: met?.conflictId ?? 0,
      kind,
    });
  await expect(settle('unexcused', stranger)).rejects.toThrow(NotAllowed);
  await settle('unexcused');
  await settle('unexcused');
  await expect(settle('present')).rejects.toMatchObject({ code: 'conflict-settled' });
  expect(await open()).toEqual([]);
  expect((await absences(day))[0]).toMatchObject({ kind: 'unexcused', revision: 2 });
  expect((await take(colleague, day, late)).map(each => each.state)).toEqual(['same', 'same']);
});

test('no attendance on days without school, ahead of time, or of a pupil who sits elsewhere', async () => {
  const refused = (day: string) => expect(take(homeroom, day, [])).rejects;
  await refused('2023-11-25').toMatchObject({ code: 'no-school-future', field: 'day' });
  await refused('2023-11-19').toMatchObject({ code: 'no-school-sunday' });
  await refused('2023-09-04').toMatchObject({ code: 'no-school-holiday' });
  await refused('2023-08-01').toMatchObject({ code: 'no-school-outside-year' });
  const [moved = 0] = await enrolSpecimenPupils(world(), at, at.schoolId, classId, ['A Mẫu Chuyển'], 'C');
  await perform(world(), at.house, movePupil, {
    schoolId: at.schoolId,
    enrolmentId: moved,
    toClassId: otherClassId,
    day: '2023-11-23',
  });
  const gone = { enrolmentId: moved, kind: 'excused' as const, seen: 0 };
  const [none, one] = await take(homeroom, '2023-11-23', [gone, mark(0, 'excused', 0)]);
  expect(none).toMatchObject({ state: 'refused', kind: 'present' });
  expect(one).toMatchObject({ state: 'saved' });
  expect((await take(homeroom, '2023-11-22', [gone]))[0]).toMatchObject({ state: 'saved' });
});

test('who takes attendance: who teaches the class now, and the office', async () => {
  expect(await take(clerk, today, [])).toEqual([]);
  await expect(take(stranger, today, [])).rejects.toThrow(NotAllowed);
  const elsewhere = await withRole('principal', await person('Hiệu trưởng Mẫu Khác'), at.otherSchoolId);
  await expect(take(elsewhere, today, [])).rejects.toThrow(NotAllowed);
});

test('a class of forty-five takes as many statements as one pupil', async () => {
  const [big = 0] = await makeSpecimenClasses(world(), at, at.schoolId, ['8A']);
  const many = await enrolSpecimenPupils(
    world(),
    at,
    at.schoolId,
    big,
    Array.from({ length: 45 }, (_, index) => `A Mẫu ${index}`),
    'D',
  );
  const send = (ids: number[], kind: MarkKind, seen: number) =>
    countQueries(() =>
      perform(world(), at.house, takeAttendance, {
        schoolId: at.schoolId,
        classId: big,
        day: today,
        session: 'morning',
        marks: ids.map(enrolmentId => ({ enrolmentId, kind, seen })),
      }),
    );
  const one = await send(many.slice(0, 1), 'excused', 0);
  const all = await send(many.slice(1), 'excused', 0);
  expect(all.queries.length).toBe(one.queries.length);
  expect(all.answer.every(each => each.state === 'saved')).toBe(true);
});

test('a family reads the absences of its own child alone', async () => {
  const motherId = await person('Y Mẫu Mẹ');
  const [child] = await rows(
    sql<{ person_id: number }>`select person_id from schools.enrolment where enrolment_id = ${pupils[0]}`,
  );
  await perform(world(), at.house, recordGuardians, {
    guardians: [
      { pupilPersonId: child?.person_id ?? 0, guardianPersonId: motherId, relation: 'mother', fromDay: '2023-08-01' },
    ],
  });
  const mother = await world().actor(motherId);
  await take(homeroom, '2023-11-17', [mark(0, 'excused', 0, 'Đi khám'), mark(1, 'unexcused', 0)]);
  const seen = (pupil: number) =>
    read(world(), mother, 'schools', db =>
      absencesOfPupil(db, mother, {
        schoolId: at.schoolId,
        enrolmentId: pupils[pupil] ?? 0,
        schoolYear: '2023-2024',
      }),
    );
  expect(await seen(0)).toContainEqual({
    day: '2023-11-17',
    session: 'morning',
    kind: 'excused',
    reason: 'Đi khám',
    className: '7A',
  });
  expect(await seen(1)).toEqual([]);
});

const slot = (weekday: number, lesson: number, who: number, room?: string): SlotGiven => ({
  weekday,
  session: 'morning',
  lesson,
  subjectKey: 'maths',
  staffPositionId: positions[who] ?? 0,
  ...(room ? { room } : {}),
});
const set = (of: number, fromDay: string, slots: SlotGiven[], actor = clerk) =>
  perform(world(), actor, setTimetable, { schoolId: at.schoolId, classId: of, fromDay, slots });

test('a timetable says where a teacher or room is already; another day of beginning takes its place and keeps the first', async () => {
  await set(otherClassId, '2023-09-06', [slot(1, 2, 1, 'Phòng 3'), slot(2, 1, 2)]);
  await expect(set(classId, '2023-10-02', [slot(1, 2, 1)])).rejects.toMatchObject({
    code: 'timetable-clash',
    said: { vi: 'Tiết 2 sáng Thứ Hai: Thầy Mẫu Toán đang dạy lớp 7B (Toán).' },
  });
  await expect(set(classId, '2023-10-02', [slot(1, 2, 0, 'phòng 3')])).rejects.toMatchObject({
    said: { vi: expect.stringContaining('phòng Phòng 3 đã xếp cho lớp 7B') },
  });
  await expect(set(classId, '2023-10-02', [slot(1, 1, 0), slot(1, 1, 1)])).rejects.toMatchObject({
    code: 'lesson-twice',
  });
  await expect(set(classId, '2024-07-01', [])).rejects.toMatchObject({ code: 'timetable-outside-year' });
  await expect(set(classId, '2023-10-02', [], homeroom)).rejects.toThrow(NotAllowed);
  // Once 7B has given the lesson up, 7A may have it from that day on, and not before.
  await set(otherClassId, '2023-11-06', [slot(2, 1, 2)]);
  await expect(set(classId, '2023-11-05', [slot(1, 2, 1)])).rejects.toMatchObject({ code: 'timetable-clash' });
  await set(classId, '2023-11-06', [slot(1, 2, 1)]);
  await set(classId, '2023-11-06', [slot(1, 2, 1)]);
  const held = sql`select class_id, weekday, from_day, until_day from schools.timetable_slot order by class_id, weekday, from_day`;
  expect(await rows(held)).toEqual([
    { class_id: classId, weekday: 1, from_day: '2023-11-06', until_day: '2024-05-31' },
    { class_id: otherClassId, weekday: 1, from_day: '2023-09-06', until_day: '2023-11-06' },
    { class_id: otherClassId, weekday: 2, from_day: '2023-09-06', until_day: '2023-11-06' },
    { class_id: otherClassId, weekday: 2, from_day: '2023-11-06', until_day: '2024-05-31' },
  ]);
});

test('the database itself refuses a clash that no command asked about', async () => {
  const statement = `insert into schools.timetable_slot (school_id, class_id, subject_key, staff_position_id, weekday, session, lesson, room, from_day, until_day)
    values ($1, $2, 'maths', $3, 5, 'afternoon', 1, $4, '2023-12-01', '2023-12-31')`;
  const beside = async (of: number, who: number, room: string) => {
    const client = await world().database.pool.connect();
    try {
      await client.query(`begin; set local rong.schools = '{${at.schoolId}}'`);
      await client.query(statement, [at.schoolId, classId, positions[0], 'P1']);
      await client.query(statement, [at.schoolId, of, positions[who], room]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  await expect(beside(classId, 1, 'P2')).rejects.toThrow('class_in_one_lesson');
  await expect(beside(otherClassId, 0, 'P2')).rejects.toThrow('teacher_in_one_lesson');
  await expect(beside(otherClassId, 1, 'p1')).rejects.toThrow('room_in_one_lesson');
  await beside(otherClassId, 1, 'P2');
});

test('a lesson is written by its teacher, corrected by a new row, never over a colleague’s', async () => {
  const lesson = (title: string, seen: number, who = 1, subjectKey = 'maths', day = '2023-11-23') => ({
    schoolId: at.schoolId,
    classId,
    day,
    session: 'morning' as const,
    lesson: 2,
    subjectKey,
    staffPositionId: positions[who] ?? 0,
    programmeLesson: 33,
    title,
    rating: 'A' as const,
    seen,
  });
  const write = (actor: Actor, given: ReturnType<typeof lesson>) => perform(world(), actor, writeLesson, given);
  expect(await write(colleague, lesson('Số thực', 0))).toEqual({ revision: 1 });
  expect(await write(colleague, lesson('Số thực', 0))).toEqual({ revision: 1 });
  expect(await write(colleague, lesson('Luyện tập số thực', 1))).toEqual({ revision: 2 });
  await expect(write(clerk, lesson('Ôn tập', 1))).rejects.toMatchObject({ code: 'lesson-changed' });
  await expect(write(homeroom, lesson('Ôn tập', 2))).rejects.toThrow(NotAllowed);
  await expect(write(homeroom, lesson('Ôn tập', 2, 1, 'literature'))).rejects.toThrow(NotAllowed);
  await expect(write(colleague, lesson('Mai', 0, 1, 'maths', '2023-11-25'))).rejects.toMatchObject({
    code: 'no-school-future',
  });
  expect(await rows(sql`select revision, title, superseded_by from schools.lesson_entry order by revision`)).toEqual([
    { revision: 1, title: 'Số thực', superseded_by: 2 },
    { revision: 2, title: 'Luyện tập số thực', superseded_by: null },
  ]);
});

test('who leaves the school leaves the timetable that day, and the lesson is free for another', async () => {
  const [third = 0] = await makeSpecimenClasses(world(), at, at.schoolId, ['9A']);
  await expect(set(third, '2023-12-04', [slot(2, 1, 2)])).rejects.toMatchObject({ code: 'timetable-clash' });
  await perform(world(), at.house, endStaffPosition, {
    schoolId: at.schoolId,
    staffPositionId: positions[2] ?? 0,
    day: '2023-12-01',
    why: 'Chuyển công tác',
  });
  expect(
    await rows(
      sql`select until_day from schools.timetable_slot where staff_position_id = ${positions[2]} order by from_day`,
    ),
  ).toEqual([{ until_day: '2023-11-06' }, { until_day: '2023-12-01' }]);
  await expect(set(third, '2023-12-04', [slot(2, 1, 2)])).rejects.toThrow(NotAllowed);
});
