import { type RawBuilder, sql } from 'kysely';
import type { ComputedIndicator, Measured, Measuring, RowBehind } from '#platform/indicator.ts';
import { among, holdsOn, only, schoolsAsked, shareOf } from './measure-schools.ts';

// What can be computed from the records schools make: classes, pupils, staff, assignments. Each query is set-based over the
// published views, for all schools or a list of them, as of a day.

/** Classes of the year that stand on the day. */
const classesOf = (asked: Measuring) => sql`
  select c.school_id, c.class_id, c.name, c.grades from schools.published_class c
  where c.school_year = ${asked.schoolYear} and c.made_on <= ${asked.day} and (c.ended_on is null or c.ended_on > ${asked.day}) ${among(asked, 'c.school_id')}`;

const pupilsOf = (asked: Measuring) => sql`
  select e.school_id, e.enrolment_id, e.full_name, e.sort_key, e.has_citizen_number from schools.published_enrolment e
  where ${holdsOn(asked, 'e')} ${among(asked, 'e.school_id')}`;

const staffOf = (asked: Measuring) => sql`
  select f.school_id, f.staff_position_id, f.full_name, f.sort_key, f.job, f.has_citizen_number from schools.published_staff f
  where ${holdsOn(asked, 'f')} ${among(asked, 'f.school_id')}`;

/** Classes of the day with a homeroom teacher or with assignments beside them. */
const classesWith = (asked: Measuring, table: 'homeroom' | 'assignment') => sql`
  select c.*, exists (select from ${sql.ref(`schools.published_${table}`)} h
    where h.school_id = c.school_id and h.class_id = c.class_id and ${holdsOn(asked, 'h')}) as served from (${classesOf(asked)}) c`;

const classRows = (
  asked: Measuring,
  placeId: number,
  table: 'homeroom' | 'assignment',
): RawBuilder<RowBehind> => sql<RowBehind>`
  select name as label, null as note, served as passes, '/schools/' || school_id || '/classes/' || class_id as href
  from (${classesWith(only(asked, placeId), table)}) c order by served, grades, name`;

/** The four parts a school's data for the year is made of; each is there or is missing. */
const partsOf = (asked: Measuring) => sql`
  with asked as materialized (${schoolsAsked(asked)}),
    class_of as not materialized (${classesOf(asked)}),
    pupil_of as (select school_id, count(*) as n from (${pupilsOf(asked)}) p group by school_id),
    -- A pupil sits in one class a day (an exclusion constraint says so): who is counted here once is placed.
    placed as (select cp.school_id, count(distinct cp.class_id) as n, count(*) as pupils from schools.published_class_place cp
      join class_of using (school_id, class_id) join (${pupilsOf(asked)}) e using (school_id, enrolment_id)
      where ${holdsOn(asked, 'cp')} group by cp.school_id),
    staff_of as (select school_id, count(*) as n from (${staffOf(asked)}) f group by school_id),
    assigned as (select school_id, count(distinct class_id) as n from (
        select t.school_id, t.class_id from schools.published_assignment t join class_of using (school_id, class_id) where ${holdsOn(asked, 't')}
        -- A preschool class has its teachers, not subjects (TT 52/2020): its homeroom teacher is its assignment.
        union all select h.school_id, h.class_id from schools.published_homeroom h join class_of c using (school_id, class_id)
          where c.grades = '{0}' and ${holdsOn(asked, 'h')}) taught group by school_id),
    class_count as (select school_id, count(*) as n from class_of group by school_id)
  select a.school_id, coalesce(c.n, 0) as classes, coalesce(p.n, 0) as pupils, coalesce(placed.n, 0) as filled, coalesce(p.n, 0) - coalesce(placed.pupils, 0) as unplaced,
    coalesce(f.n, 0) as staff, coalesce(t.n, 0) as assigned
  from asked a left join class_count c using (school_id) left join pupil_of p using (school_id) left join placed using (school_id)
    left join staff_of f using (school_id) left join assigned t using (school_id)`;

const schoolDataComplete: ComputedIndicator = {
  key: 'school-data-complete',
  words: {
    vi: {
      name: 'Trường có đủ dữ liệu năm học trên phần mềm',
      how: 'Một trường được tính là đủ khi trong năm học: có lớp; lớp nào cũng có học sinh và học sinh nào cũng được xếp lớp; có hồ sơ nhân sự; lớp nào cũng có phân công giảng dạy. Tỷ lệ = số trường đủ / số trường có dữ liệu. Chỉ tiêu này chưa nói gì về sổ điểm và học bạ.',
      parts: {
        classes: 'Lớp học',
        pupils: 'Học sinh xếp đủ vào các lớp',
        staff: 'Hồ sơ nhân sự',
        assignments: 'Phân công giảng dạy cho mọi lớp',
      },
    },
    en: {
      name: 'Schools whose data for the year are complete',
      how: 'A school counts as complete when in the school year it has classes, every class has pupils and every pupil a class, it has staff records, and every class has teaching assignments. Share = complete schools / schools with data. It says nothing yet of gradebooks and transcripts.',
      parts: {
        classes: 'Classes',
        pupils: 'Pupils, all placed in classes',
        staff: 'Staff records',
        assignments: 'Teaching assignments for every class',
      },
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'school',
  period: 'school-year',
  measure: asked => sql<Measured>`
    select school_id as place_id,
      case when classes + pupils + staff > 0 then (classes > 0 and pupils > 0 and filled = classes and unplaced = 0 and staff > 0 and assigned = classes)::int::bigint end as numerator,
      case when classes + pupils + staff > 0 then 1::bigint end as denominator, null::timestamptz as newest_record_at
    from (${partsOf(asked)}) parts`,
  rows: (asked, placeId) => sql<RowBehind>`
    select part.label, part.note, part.passes, '/schools/' || p.school_id || part.path as href
    from (${partsOf(only(asked, placeId))}) p
    cross join lateral (values
      ('classes', p.classes::text, p.classes > 0, '/classes'),
      ('pupils', p.pupils - p.unplaced || '/' || p.pupils, p.pupils > 0 and p.unplaced = 0 and p.filled = p.classes, '/pupils'),
      ('staff', p.staff::text, p.staff > 0, '/staff'),
      ('assignments', p.assigned || '/' || p.classes, p.classes > 0 and p.assigned = p.classes, '/assignments')
    ) part (label, note, passes, path) order by part.passes`,
};

const pupilsWithCitizenNumber: ComputedIndicator = {
  key: 'pupils-with-citizen-number',
  words: {
    vi: {
      name: 'Học sinh có số định danh cá nhân',
      how: 'Số học sinh đang học có số định danh cá nhân 12 chữ số trong hồ sơ / số học sinh đang học ở trường, tính đến ngày xem.',
    },
    en: {
      name: 'Pupils with a citizen number',
      how: 'Enrolled pupils whose record holds a citizen number of 12 digits / all enrolled pupils, as of the day.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'pupil',
  period: 'school-year',
  measure: asked => shareOf(asked, pupilsOf(asked), sql<boolean>`has_citizen_number`),
  rows: (asked, placeId) => sql<RowBehind>`
    select full_name as label, null as note, has_citizen_number as passes, '/schools/' || school_id || '/pupils/' || enrolment_id as href
    from (${pupilsOf(only(asked, placeId))}) p order by has_citizen_number, sort_key`,
};

const staffWithCitizenNumber: ComputedIndicator = {
  key: 'staff-with-citizen-number',
  words: {
    vi: {
      name: 'Cán bộ, giáo viên, nhân viên có số định danh cá nhân',
      how: 'Số nhân sự đang làm việc có số định danh cá nhân trong hồ sơ / số nhân sự đang làm việc ở trường, tính đến ngày xem.',
    },
    en: {
      name: 'Staff with a citizen number',
      how: 'Staff in post whose record holds a citizen number / all staff in post, as of the day.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'staff',
  period: 'school-year',
  measure: asked => shareOf(asked, staffOf(asked), sql<boolean>`has_citizen_number`),
  rows: (asked, placeId) => sql<RowBehind>`
    select full_name as label, null as note, has_citizen_number as passes, '/schools/' || school_id || '/staff/' || staff_position_id as href
    from (${staffOf(only(asked, placeId))}) f order by has_citizen_number, sort_key`,
};

const pupilsInAClass: ComputedIndicator = {
  key: 'pupils-in-a-class',
  words: {
    vi: {
      name: 'Học sinh đã xếp lớp',
      how: 'Số học sinh đang học được xếp vào một lớp của năm học / số học sinh đang học ở trường.',
    },
    en: {
      name: 'Pupils placed in a class',
      how: 'Enrolled pupils who sit in a class of the school year / all enrolled pupils.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'pupil',
  period: 'school-year',
  measure: asked => shareOf(asked, pupilsPlaced(asked), sql<boolean>`placed`),
  rows: (asked, placeId) => sql<RowBehind>`
    select full_name as label, null as note, placed as passes, '/schools/' || school_id || '/pupils/' || enrolment_id as href
    from (${pupilsPlaced(only(asked, placeId))}) p order by placed, sort_key`,
};

function pupilsPlaced(asked: Measuring): RawBuilder<unknown> {
  return sql`select e.*, seat.enrolment_id is not null as placed from (${pupilsOf(asked)}) e
    left join (select cp.school_id, cp.enrolment_id from schools.published_class_place cp
      join (${classesOf(asked)}) c using (school_id, class_id) where ${holdsOn(asked, 'cp')}) seat using (school_id, enrolment_id)`;
}

const classesWithHomeroom: ComputedIndicator = {
  key: 'classes-with-homeroom',
  words: {
    vi: {
      name: 'Lớp có giáo viên chủ nhiệm',
      how: 'Số lớp của năm học đang có giáo viên chủ nhiệm / số lớp của năm học.',
    },
    en: {
      name: 'Classes with a homeroom teacher',
      how: 'Classes of the year that have a homeroom teacher on the day / classes of the year.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'class',
  period: 'school-year',
  measure: asked => shareOf(asked, classesWith(asked, 'homeroom'), sql<boolean>`served`),
  rows: (asked, placeId) => classRows(asked, placeId, 'homeroom'),
};

const classesWithAssignments: ComputedIndicator = {
  key: 'classes-with-assignments',
  words: {
    vi: {
      name: 'Lớp có phân công giảng dạy',
      how: 'Số lớp của năm học có ít nhất một phân công giảng dạy còn hiệu lực / số lớp của năm học.',
    },
    en: {
      name: 'Classes with teaching assignments',
      how: 'Classes of the year with at least one teaching assignment in force / classes of the year.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'class',
  period: 'school-year',
  measure: asked => shareOf(asked, classesWith(asked, 'assignment'), sql<boolean>`served`),
  rows: (asked, placeId) => classRows(asked, placeId, 'assignment'),
};

export const schoolsIndicators: readonly ComputedIndicator[] = [
  schoolDataComplete,
  pupilsWithCitizenNumber,
  staffWithCitizenNumber,
  pupilsInAClass,
  classesWithHomeroom,
  classesWithAssignments,
];
