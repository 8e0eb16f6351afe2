import { type RawBuilder, sql } from 'kysely';
import type { ComputedIndicator, Measured, Measuring, RowBehind } from '#platform/indicator.ts';
import { among, only, schoolsAsked, shareOf } from '#schools';

// What the gradebook itself says of the school's work: columns filled, marks missing, corrections after closing. Each is
// set-based over the published views, for all schools or a list of them, as of a day.

const general = ['primary', 'lower-secondary', 'upper-secondary'] as const;

/**
 * Columns that were due by the day, with the pupils who owe a mark there and the marks that stand. A school that has set no
 * deadline is held to the term: its last day, and for what belongs to the middle of it two weeks after its middle. Exempt
 * pupils owe nothing; topics are chosen and owed by nobody; who left before the deadline owes nothing.
 */
const columnsDue = (asked: Measuring) => sql`
  select k.school_id, k.mark_column_id, k.course_id, k.term, k.kind, k.number, k.class_id, k.grade, k.subject_key, due.on_day as due_on, count(*)::int as owed,
    count(m.enrolment_id)::int as filled, count(m.enrolment_id) filter (where m.first_entered_at < due.on_day + 1)::int as in_time
  from gradebook.published_column_due k
  join schools.published_school_year y on y.school_year = k.school_year
  cross join lateral (select coalesce(k.due_on, case
      when k.kind in ('mid-term', 'mid-level', 'mid-test') then (case k.term when 1 then y.first_term_from + (y.first_term_until - y.first_term_from) / 2 else y.second_term_from + (y.second_term_until - y.second_term_from) / 2 end) + 14
      else case k.term when 1 then y.first_term_until else y.second_term_until end end) as on_day) due
  join schools.published_class_place p on p.school_id = k.school_id and p.class_id = k.class_id and p.grade = k.grade and p.from_day <= due.on_day and due.on_day < p.until_day
  left join gradebook.published_exemption x on x.school_id = k.school_id and x.enrolment_id = p.enrolment_id and x.school_year = k.school_year
    and x.subject_key = k.subject_key and x.kind = 'exempt' and x.ended_at is null
  left join gradebook.published_mark m on m.school_id = k.school_id and m.mark_column_id = k.mark_column_id and m.enrolment_id = p.enrolment_id
    and m.first_entered_at < ${asked.day}::date + 1
  where k.school_year = ${asked.schoolYear} and k.kind <> 'topic' and due.on_day < ${asked.day} and x.enrolment_id is null ${among(asked, 'k.school_id')}
  group by k.school_id, k.mark_column_id, k.course_id, k.term, k.kind, k.number, k.class_id, k.grade, k.subject_key, due.on_day`;

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

/** Marks in columns that are closed, and the corrections approved since. */
const closedMarks = (asked: Measuring) => sql`
  select k.school_id, k.class_id, count(m.enrolment_id)::bigint as marks, count(r.correction_id)::bigint as corrected
  from gradebook.published_column k
  join gradebook.published_mark m on m.school_id = k.school_id and m.mark_column_id = k.mark_column_id
  left join gradebook.published_correction r on r.school_id = m.school_id and r.mark_column_id = m.mark_column_id and r.enrolment_id = m.enrolment_id
    and r.approved_at < ${asked.day}::date + 1
  where k.school_year = ${asked.schoolYear} and k.is_closed ${among(asked, 'k.school_id')} group by 1, 2`;

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
