import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { giveRole, recordGuardians, recordPeople } from '#directory';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform, read } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { schoolsJobs } from '../jobs.ts';
import {
  appointSpecimenStaff,
  enrolSpecimenPupils,
  makeSpecimenClasses,
  openSpecimenSchools,
  type SpecimenSchools,
} from '../specimens.ts';
import { appointStaff, endStaffPosition } from './appoint-staff.ts';
import { assignTeaching, nameHomerooms } from './assign-teaching.ts';
import { enrolPupils } from './enrol-pupils.ts';
import { leaveSchool, returnPupil } from './leave-school.ts';
import { loadSchoolYears } from './load-school-years.ts';
import { endClass, makeClasses } from './make-classes.ts';
import { movePupil } from './place-pupils.ts';
import { promoteClass } from './promote-class.ts';
import { acceptTransfer, askTransfer, refuseTransfer, withdrawTransfer } from './transfer-pupil.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenSchools;
beforeAll(async () => {
  at = await openSpecimenSchools(world());
});

const rows = <T>(statement: ReturnType<typeof sql<T>>) =>
  read(world(), at.house, 'schools', async db => (await statement.execute(db)).rows);
const stays = (personOf: number) =>
  rows(sql<{
    school_id: number;
    until_day: string;
    left_by: string | null;
    person_id: number;
  }>`select school_id, until_day, left_by, person_id
  from schools.enrolment where person_id = (select person_id from schools.enrolment where enrolment_id = ${personOf}) order by from_day`);

test('loading the years twice changes nothing', async () => {
  const count = () =>
    rows(sql<{
      years: number;
      days: number;
      subjects: number;
    }>`select (select count(*)::int from schools.school_year) years,
    (select count(*)::int from schools.calendar_day) days, (select count(*)::int from schools.subject) subjects`);
  const before = await count();
  await perform(world(), at.house, loadSchoolYears, {});
  expect(await count()).toEqual(before);
  expect(before[0]).toMatchObject({ years: 3 });
});

test('a class keeps to the grades of its school, and its name is its own', async () => {
  const { house, schoolId } = at;
  const make = (name: string, grades: number[]) =>
    perform(world(), house, makeClasses, { schoolId, schoolYear: '2023-2024', classes: [{ name, grades }] });
  await make('3+4G', [3, 4]);
  await expect(make('3+4G', [3])).rejects.toMatchObject({ code: 'class-name-taken' });
  await expect(make('10A', [10])).rejects.toMatchObject({ code: 'grade-not-taught' });
});

test('a thousand pupils are enrolled in a handful of statements', async () => {
  const [classId = 0] = await makeSpecimenClasses(world(), at, at.schoolId, ['6K']);
  const enrol = (from: number, pupils: number) =>
    countQueries(() =>
      perform(world(), at.house, enrolPupils, {
        schoolId: at.schoolId,
        pupils: Array.from({ length: pupils }, (_, index) => ({
          person: { fullName: `Y Mẫu ${from + index}` },
          pupilCode: `K${from + index}`,
          classId,
        })),
      }),
    );
  const few = await enrol(0, 10);
  const many = await enrol(10, 1000);
  expect(many.answer).toHaveLength(1000);
  expect(new Set(many.answer).size).toBe(1000);
  expect(many.queries.length).toBe(few.queries.length);
  await expect(enrol(0, 1)).rejects.toMatchObject({ code: 'pupil-code-taken' });
});

test('a pupil moves within the year; the first place stays in the history', async () => {
  const [first = 0, second = 0] = await makeSpecimenClasses(world(), at, at.schoolId, ['7A', '7B']);
  const [pupil = 0] = await enrolSpecimenPupils(world(), at, at.schoolId, first, ['A Mẫu Chuyển'], 'M');
  await perform(world(), at.house, movePupil, {
    schoolId: at.schoolId,
    enrolmentId: pupil,
    toClassId: second,
    day: '2023-10-02',
  });
  expect(
    await rows(
      sql`select class_id, until_day, came_by from schools.class_place where enrolment_id = ${pupil} order by from_day`,
    ),
  ).toEqual([
    { class_id: first, until_day: '2023-10-02', came_by: 'enrolled' },
    { class_id: second, until_day: 'infinity', came_by: 'moved' },
  ]);
  await expect(
    perform(world(), at.house, endClass, { schoolId: at.schoolId, classId: second, day: '2023-11-01' }),
  ).rejects.toMatchObject({ code: 'class-has-pupils' });
  await perform(world(), at.house, endClass, { schoolId: at.schoolId, classId: first, day: '2023-11-01' });
});

test('a subject of a class has one teacher at a time; the next one ends the first', async () => {
  const { schoolId, house } = at;
  const [classId = 0] = await makeSpecimenClasses(world(), at, schoolId, ['8A']);
  const [first = 0, second = 0] = await appointSpecimenStaff(
    world(),
    at,
    schoolId,
    ['Nguyễn Mẫu Văn', 'Y Mẫu Hrâm'],
    'T',
  );
  const assign = (staffPositionId: number, fromDay: string) =>
    perform(world(), house, assignTeaching, {
      schoolId,
      assignments: [{ classId, subjectKey: 'maths', staffPositionId, lessonsAWeekTenths: 40, fromDay }],
    });
  await assign(first, '2023-08-21');
  await assign(second, '2023-11-01');
  await assign(second, '2023-11-15');
  await perform(world(), house, nameHomerooms, { schoolId, homerooms: [{ classId, staffPositionId: second }] });
  const taught = () =>
    rows(
      sql`select staff_position_id as who, until_day from schools.teaching_assignment where class_id = ${classId} order by from_day`,
    );
  expect(await taught()).toEqual([
    { who: first, until_day: '2023-11-01' },
    { who: second, until_day: 'infinity' },
  ]);
  await perform(world(), house, endStaffPosition, {
    schoolId,
    staffPositionId: second,
    day: '2023-12-01',
    why: 'Nghỉ hưu',
  });
  expect(await taught()).toEqual([
    { who: first, until_day: '2023-11-01' },
    { who: second, until_day: '2023-12-01' },
  ]);
});

test('a pupil drops out and comes back as the same person', async () => {
  const { schoolId, house } = at;
  const [classId = 0] = await makeSpecimenClasses(world(), at, schoolId, ['9A']);
  const [pupil = 0] = await enrolSpecimenPupils(world(), at, schoolId, classId, ['Y Mẫu Về'], 'V');
  await perform(world(), house, leaveSchool, {
    schoolId,
    enrolmentIds: [pupil],
    day: '2023-10-01',
    leftBy: 'dropped-out',
  });
  const back = await perform(world(), house, returnPupil, { schoolId, enrolmentId: pupil, classId, day: '2023-11-01' });
  expect(back).not.toBe(pupil);
  expect(await stays(pupil)).toMatchObject([
    { until_day: '2023-10-01', left_by: 'dropped-out' },
    { until_day: 'infinity', left_by: null },
  ]);
});

test('a transfer: asked, refused, asked again, accepted by the other principal; one stay is open throughout', async () => {
  const { schoolId, otherSchoolId, house } = at;
  const [from = 0] = await makeSpecimenClasses(world(), at, schoolId, ['6T']);
  const [to = 0] = await makeSpecimenClasses(world(), at, otherSchoolId, ['6T']);
  const [pupil = 0] = await enrolSpecimenPupils(world(), at, schoolId, from, ['A Mẫu Đi'], 'X');
  const ask = () =>
    perform(world(), house, askTransfer, {
      schoolId,
      enrolmentId: pupil,
      toSchoolId: otherSchoolId,
      reason: 'Chuyển nhà',
    });
  const first = await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'transfer-asked' });
  await perform(world(), house, refuseTransfer, {
    schoolId: otherSchoolId,
    fromSchoolId: schoolId,
    transferId: first,
    reason: 'Hết chỗ',
  });
  await perform(world(), house, withdrawTransfer, { schoolId, transferId: await ask() });
  const transferId = await ask();
  const principalOf = async (placeId: number) => {
    const {
      personIds: [personId = 0],
    } = await perform(world(), house, recordPeople, { people: [{ fullName: 'Hiệu trưởng Mẫu' }] });
    await perform(world(), house, giveRole, { personId, role: 'principal', placeId, fromDay: '2023-08-01' });
    return await world().actor(personId);
  };
  const receiver = await principalOf(otherSchoolId);
  const accept = (actor = receiver) =>
    perform(world(), actor, acceptTransfer, {
      schoolId: otherSchoolId,
      fromSchoolId: schoolId,
      transferId,
      classId: to,
      day: '2023-11-20',
    });
  await expect(accept(await principalOf(schoolId))).rejects.toThrow(NotAllowed);
  const arrived = await accept();
  await expect(accept()).rejects.toMatchObject({ code: 'transfer-settled' });
  expect(await stays(arrived)).toMatchObject([
    { school_id: schoolId, until_day: '2023-11-20', left_by: 'transferred' },
    { school_id: otherSchoolId, until_day: 'infinity', left_by: null },
  ]);
});

test('the year turns: promoted, repeating, graduated', async () => {
  const { schoolId, house } = at;
  const [nine = 0] = await makeSpecimenClasses(world(), at, schoolId, ['9N']);
  const [again = 0] = await makeSpecimenClasses(world(), at, schoolId, ['9N'], '2024-2025');
  const [one = 0, two = 0] = await enrolSpecimenPupils(world(), at, schoolId, nine, ['A Mẫu Xong', 'A Mẫu Lại'], 'N');
  await expect(
    perform(world(), house, promoteClass, {
      schoolId,
      fromClassId: nine,
      pupils: [{ enrolmentId: one, result: 'promoted', toClassId: again }],
    }),
  ).rejects.toMatchObject({ code: 'grade-not-of-class' });
  await perform(world(), house, promoteClass, {
    schoolId,
    fromClassId: nine,
    graduatedOn: '2024-06-15',
    pupils: [
      { enrolmentId: one, result: 'graduated' },
      { enrolmentId: two, result: 'repeating', toClassId: again },
    ],
  });
  expect(
    await rows(sql`select e.enrolment_id, e.left_by, p.class_id, p.came_by from schools.enrolment e join schools.class_place p using (school_id, enrolment_id)
    where e.enrolment_id in (${one}, ${two}) order by p.from_day, e.enrolment_id`),
  ).toEqual([
    { enrolment_id: one, left_by: 'graduated', class_id: nine, came_by: 'enrolled' },
    { enrolment_id: two, left_by: null, class_id: nine, came_by: 'enrolled' },
    { enrolment_id: two, left_by: null, class_id: again, came_by: 'repeating' },
  ]);
});

test('a clerk who knows but an id of somebody makes them neither a pupil nor a colleague, nor anyone’s guardian', async () => {
  const { house, schoolId, otherSchoolId } = at;
  const {
    personIds: [clerkId = 0, strangerId = 0],
  } = await perform(world(), house, recordPeople, {
    people: [{ fullName: 'Văn thư' }, { fullName: 'Người ở nơi khác', citizenNumber: '062090000123' }],
  });
  await perform(world(), house, giveRole, {
    personId: clerkId,
    role: 'clerk',
    placeId: schoolId,
    fromDay: '2023-09-01',
  });
  const clerk = await world().actor(clerkId);
  const [{ class_id: classId } = { class_id: 0 }] = await rows(
    sql<{
      class_id: number;
    }>`select class_id from schools.class where school_id = ${schoolId} and ended_on is null and cardinality(grades) = 1 limit 1`,
  );
  const enrol = (person: { personId: number; fullName: string; citizenNumber?: string }) =>
    perform(world(), clerk, enrolPupils, { schoolId, pupils: [{ person, classId }] });
  await expect(enrol({ personId: strangerId, fullName: 'Tên khác' })).rejects.toThrow(NotAllowed);
  await expect(
    perform(world(), clerk, appointStaff, {
      schoolId,
      staff: [{ person: { personId: strangerId, fullName: 'Tên khác' }, job: 'teacher', fromDay: '2023-11-01' }],
    }),
  ).rejects.toThrow(NotAllowed);
  const [otherClass = 0] = await makeSpecimenClasses(world(), at, otherSchoolId, ['7K']);
  const [enrolmentElsewhere] = await perform(world(), house, enrolPupils, {
    schoolId: otherSchoolId,
    pupils: [{ person: { fullName: 'Học sinh trường khác' }, classId: otherClass }],
  });
  const [{ person_id: pupilElsewhere } = { person_id: 0 }] = await rows(
    sql<{ person_id: number }>`select person_id from schools.enrolment where enrolment_id = ${enrolmentElsewhere}`,
  );
  const guard = (pupilPersonId: number) =>
    perform(world(), clerk, recordGuardians, {
      guardians: [{ pupilPersonId, guardianPersonId: clerkId, relation: 'guardian', fromDay: '2023-11-01' }],
    });
  await expect(guard(pupilElsewhere)).rejects.toThrow(NotAllowed);
  // Whoever has read the number on the papers may go on.
  expect(
    await enrol({ personId: strangerId, fullName: 'Người ở nơi khác', citizenNumber: '062090000123' }),
  ).toHaveLength(1);
  expect(await guard(strangerId)).toEqual({ changed: 1 });
});

test('what is mended in the directory reaches the school that has the person', async () => {
  const { schoolId, house } = at;
  const [classId = 0] = await makeSpecimenClasses(world(), at, schoolId, ['8F']);
  const [pupil = 0] = await enrolSpecimenPupils(world(), at, schoolId, classId, ['A Mẫu Sai'], 'F');
  const [{ person_id: personId = 0 } = {}] = await rows(
    sql<{ person_id: number }>`select person_id from schools.enrolment where enrolment_id = ${pupil}`,
  );
  await perform(world(), house, recordPeople, {
    people: [{ personId, fullName: 'A Mẫu Đúng', citizenNumber: '062211000077' }],
  });
  await workOff(world(), schoolsJobs);
  expect(
    await rows(sql`select full_name, has_citizen_number as has from schools.enrolment where enrolment_id = ${pupil}`),
  ).toEqual([{ full_name: 'A Mẫu Đúng', has: true }]);
});
