import { type RawBuilder, sql } from 'kysely';
import type { ComputedIndicator, Measured, Measuring, RowBehind } from '#platform/indicator.ts';
import { among, only, schoolsAsked, shareOf } from '#schools';

// What the gradebook itself says of the school's work: columns filled, marks missing, corrections after closing. Each is
// set-based over the published views, for all schools or a list of them, as of a day.

const general = ['primary', 'lower-secondary', 'upper-secondary'] as const;

/**
 * Columns that were due by the day, with how many pupils owe a mark there and how many stand. A school that has set no deadline
 * is held to the term: its last day, and for what belongs to the middle of it two weeks after its middle. Exempt pupils owe
 * nothing; topics are chosen and owed by nobody; who left before the deadline owes nothing. Counted by class and by column,
 * never pupil by mark: a whole province has millions of those.
 */
const columnsDue = (asked: Measuring) => sql`
  with due as materialized (
      select k.school_id, k.mark_column_id, k.course_id, k.term, k.kind, k.number, k.class_id, k.grade, k.subject_key, on_day.due_on
      from gradebook.published_column_due k
      join schools.published_school_year y on y.school_year = k.school_year
      cross join lateral (select coalesce(k.due_on, case
          when k.kind in ('mid-term', 'mid-level', 'mid-test') then (case k.term when 1 then y.first_term_from + (y.first_term_until - y.first_term_from) / 2 else y.second_term_from + (y.second_term_until - y.second_term_from) / 2 end) + 14
          else case k.term when 1 then y.first_term_until else y.second_term_until end end) as due_on) on_day
      where k.school_year = ${asked.schoolYear} and k.kind <> 'topic' and on_day.due_on < ${asked.day} ${among(asked, 'k.school_id')}),
    class_due as materialized (select distinct school_id, class_id, grade, due_on from due),
    seats as (select d.school_id, d.class_id, d.grade, d.due_on, count(*) as pupils from class_due d
      join schools.published_class_place p on p.school_id = d.school_id and p.class_id = d.class_id and p.grade = d.grade and p.from_day <= d.due_on and d.due_on < p.until_day group by 1, 2, 3, 4),
    free as materialized (select d.school_id, d.mark_column_id, x.enrolment_id from gradebook.published_exemption x
      join schools.published_class_place p on p.school_id = x.school_id and p.enrolment_id = x.enrolment_id
      join due d on d.school_id = p.school_id and d.class_id = p.class_id and d.grade = p.grade and d.subject_key = x.subject_key and p.from_day <= d.due_on and d.due_on < p.until_day
      where x.school_year = ${asked.schoolYear} and x.kind = 'exempt' and x.ended_at is null group by 1, 2, 3),
    gone as materialized (select c.school_id, c.class_id, c.grade, c.due_on, p.enrolment_id from class_due c
      join schools.published_class_place p on p.school_id = c.school_id and p.class_id = c.class_id and p.grade = c.grade and not (p.from_day <= c.due_on and c.due_on < p.until_day)
      where not exists (select from schools.published_class_place q where q.school_id = p.school_id and q.class_id = p.class_id and q.enrolment_id = p.enrolment_id
        and q.from_day <= c.due_on and c.due_on < q.until_day) group by 1, 2, 3, 4, 5),
    away as materialized (select d.school_id, d.mark_column_id, g.enrolment_id from gone g
      join due d on d.school_id = g.school_id and d.class_id = g.class_id and d.grade = g.grade and d.due_on = g.due_on),
    off as (select * from free union select * from away)
  -- Put under each other and summed, not joined: the planner cannot know how these parts meet, and would join them row by row.
  select school_id, mark_column_id, max(course_id) as course_id, max(term) as term, max(kind) as kind, max(number) as number, max(class_id) as class_id,
    max(subject_key) as subject_key, sum(owed)::int as owed, sum(filled)::int as filled, sum(in_time)::int as in_time
  from (
    select d.school_id, d.mark_column_id, d.course_id, d.term, d.kind, d.number, d.class_id, d.subject_key, s.pupils as owed, 0 as filled, 0 as in_time
      from due d join seats s using (school_id, class_id, grade, due_on)
    union all select school_id, mark_column_id, null, null, null, null, null, null, -1, 0, 0 from free
    union all select m.school_id, m.mark_column_id, null, null, null, null, null, null, 0, 1, (m.first_entered_at < d.due_on + 1)::int
      from gradebook.published_mark m join due d on d.school_id = m.school_id and d.mark_column_id = m.mark_column_id
      where m.first_entered_at < ${asked.day}::date + 1 ${among(asked, 'm.school_id')}
    union all select m.school_id, m.mark_column_id, null, null, null, null, null, null, 0, -1, -(m.first_entered_at < d.due_on + 1)::int
      from off o join due d using (school_id, mark_column_id)
      join gradebook.published_mark m on m.school_id = o.school_id and m.mark_column_id = o.mark_column_id and m.enrolment_id = o.enrolment_id
      where m.first_entered_at < ${asked.day}::date + 1) parts
  group by school_id, mark_column_id having sum(owed) > 0`;

/** What a column is called in every school: TX1, GK, CK. */
const columnName = sql`case d.kind when 'regular' then 'TX' || d.number when 'mid-term' then 'GK' when 'final' then 'CK'
  when 'mid-level' then 'GK' when 'mid-test' then 'KT GK' when 'end-level' then 'CK' else 'KT CK' end || ' · HK ' || case d.term when 1 then 'I' else 'II' end`;

const columnRows = (
  asked: Measuring,
  placeId: number,
  passes: RawBuilder<boolean>,
  filled: RawBuilder<number>,
) => sql<RowBehind>`
  select c.name || ' · ' || s.name || ' · ' || ${columnName} as label, ${filled} || '/' || d.owed as note, ${passes} as passes,
    '/schools/' || d.school_id || '/courses/' || d.course_id || '?term=' || d.term as href
  from (${columnsDue(only(asked, placeId))}) d
  join schools.published_class c on c.school_id = d.school_id and c.class_id = d.class_id
  join schools.published_subject s on s.subject_key = d.subject_key
  order by passes, d.owed - ${filled} desc, c.grades, c.name, s.position, d.term, d.mark_column_id`;

const columnsFilled: ComputedIndicator = {
  key: 'columns-filled-in-time',
  words: {
    vi: {
      name: 'Cột điểm nhập đủ đúng hạn',
      how: 'Số cột điểm đến hạn mà mọi học sinh đều có điểm nhập không muộn hơn hạn / số cột đến hạn. Hạn do trường đặt; trường chưa đặt thì hai tuần sau giữa học kỳ với cột giữa kỳ, ngày cuối học kỳ với các cột khác.',
    },
    en: {
      name: 'Mark columns filled in time',
      how: 'Columns due in which every pupil’s mark was entered by the deadline / columns due. The school sets the deadline; without one it is two weeks after the middle of the term for mid-term columns and the term’s last day for the others.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'column',
  period: 'school-year',
  levels: general,
  measure: asked => shareOf(asked, columnsDue(asked), sql<boolean>`in_time = owed`),
  rows: (asked, placeId) => columnRows(asked, placeId, sql<boolean>`d.in_time = d.owed`, sql<number>`d.in_time`),
};

const marksMissing: ComputedIndicator = {
  key: 'marks-missing-after-deadline',
  words: {
    vi: {
      name: 'Điểm còn thiếu sau hạn',
      how: 'Số điểm đến nay vẫn chưa nhập trong các cột đã quá hạn / số điểm phải có trong các cột ấy.',
    },
    en: {
      name: 'Marks still missing after the deadline',
      how: 'Marks not entered to this day in columns past their deadline / marks that must stand there.',
    },
  },
  origin: 'computed',
  direction: 'down',
  unit: 'percent',
  counts: 'mark',
  period: 'school-year',
  levels: general,
  measure: asked => sql<Measured>`
    with asked as materialized (${schoolsAsked(asked)}),
      counted as (select school_id, sum(owed - filled)::bigint as missing, sum(owed)::bigint as owed from (${columnsDue(asked)}) due group by school_id)
    select a.school_id as place_id, c.missing as numerator, c.owed as denominator, null::timestamptz as newest_record_at from asked a left join counted c using (school_id)`,
  rows: (asked, placeId) => columnRows(asked, placeId, sql<boolean>`d.filled = d.owed`, sql<number>`d.filled`),
};

/** A school uses the gradebook where at least nine of ten marks that are due stand there. */
const USED = sql`90`;
const useOf = (asked: Measuring) => sql`
  select d.school_id, c.name, d.class_id, sum(d.owed)::int as owed, sum(d.filled)::int as filled from (${columnsDue(asked)}) d
  join schools.published_class c on c.school_id = d.school_id and c.class_id = d.class_id group by 1, 2, 3`;

/** A row a school with marks due: how many, how many are entered, and whether that is use. For figures above this domain. */
export const mostMarksDueAreEntered = (asked: Measuring) => sql`
  select school_id, sum(owed)::int as owed, sum(filled)::int as filled, 100 * sum(filled) >= ${USED} * sum(owed) as used
  from (${columnsDue(asked)}) due group by school_id`;

const gradebookInUse: ComputedIndicator = {
  key: 'gradebook-in-use',
  words: {
    vi: {
      name: 'Trường dùng sổ điểm điện tử',
      how: 'Một trường được tính là dùng sổ điểm khi ít nhất 90 % số điểm đến hạn của năm học đã nhập. Tỷ lệ = số trường dùng / số trường có điểm đến hạn.',
    },
    en: {
      name: 'Schools using the electronic gradebook',
      how: 'A school counts where at least 90 % of the marks due in the school year are entered. Share = schools using it / schools with marks due.',
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'school',
  period: 'school-year',
  levels: general,
  measure: asked => sql<Measured>`
    with asked as materialized (${schoolsAsked(asked)}),
      counted as (${mostMarksDueAreEntered(asked)})
    select a.school_id as place_id, c.used::int::bigint as numerator, case when c.used is not null then 1::bigint end as denominator, null::timestamptz as newest_record_at
    from asked a left join counted c using (school_id)`,
  rows: (asked, placeId) => sql<RowBehind>`
    select u.name as label, u.filled || '/' || u.owed as note, 100 * u.filled >= ${USED} * u.owed as passes,
      '/schools/' || u.school_id || '/gradebook/missing' as href
    from (${useOf(only(asked, placeId))}) u order by passes, u.name`,
};

/** Marks in columns that are closed, and the corrections approved since, by class. The last word on a column, a class or a school closes. */
const closedMarks = (asked: Measuring) => sql`
  with shut as materialized (select * from (select distinct on (school_id, term, class_id, mark_column_id) school_id, term, class_id, mark_column_id, what
      from gradebook.closing where school_year = ${asked.schoolYear} ${among(asked, 'school_id')} order by school_id, term, class_id, mark_column_id, closing_id desc) last where what = 'closed'),
    columns as materialized (select k.school_id, k.mark_column_id, k.term, c.class_id from gradebook.mark_column k
      join gradebook.course c on c.school_id = k.school_id and c.course_id = k.course_id where c.school_year = ${asked.schoolYear} ${among(asked, 'c.school_id')}),
    closed as materialized (
      select c.* from columns c join shut s on s.school_id = c.school_id and s.mark_column_id = c.mark_column_id
      union select c.* from columns c join shut s on s.school_id = c.school_id and s.term = c.term and s.class_id = c.class_id and s.mark_column_id is null
      union select c.* from columns c join shut s on s.school_id = c.school_id and s.term = c.term and s.class_id is null and s.mark_column_id is null)
  select school_id, class_id, sum(marks)::bigint as marks, sum(corrected)::bigint as corrected from (
    select c.school_id, c.class_id, 1 as marks, 0 as corrected from closed c join gradebook.published_mark m on m.school_id = c.school_id and m.mark_column_id = c.mark_column_id
      where true ${among(asked, 'm.school_id')}
    union all select c.school_id, c.class_id, 0, 1 from closed c join gradebook.published_correction r on r.school_id = c.school_id and r.mark_column_id = c.mark_column_id
      where r.approved_at < ${asked.day}::date + 1) parts group by 1, 2`;

const correctionsAfterClose: ComputedIndicator = {
  key: 'corrections-after-close',
  words: {
    vi: {
      name: 'Điểm sửa sau khi khóa',
      how: 'Số lần sửa điểm được hiệu trưởng duyệt sau khi cột đã khóa / số điểm trong các cột đã khóa của năm học.',
    },
    en: {
      name: 'Marks corrected after closing',
      how: 'Corrections approved by the principal after the column was closed / marks in closed columns of the school year.',
    },
  },
  origin: 'computed',
  direction: 'down',
  unit: 'percent',
  counts: 'mark',
  period: 'school-year',
  levels: general,
  measure: asked => sql<Measured>`
    with asked as materialized (${schoolsAsked(asked)}),
      counted as (select school_id, sum(corrected)::bigint as corrected, sum(marks)::bigint as marks from (${closedMarks(asked)}) closed group by school_id)
    select a.school_id as place_id, c.corrected as numerator, c.marks as denominator, null::timestamptz as newest_record_at from asked a left join counted c using (school_id)`,
  rows: (asked, placeId) => sql<RowBehind>`
    select c.name as label, d.corrected || '/' || d.marks as note, d.corrected = 0 as passes, '/schools/' || d.school_id || '/corrections' as href
    from (${closedMarks(only(asked, placeId))}) d join schools.published_class c on c.school_id = d.school_id and c.class_id = d.class_id
    order by d.corrected desc, c.name`,
};

export const gradebookIndicators: readonly ComputedIndicator[] = [
  gradebookInUse,
  columnsFilled,
  marksMissing,
  correctionsAfterClose,
];
