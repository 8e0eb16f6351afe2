import { sql } from 'kysely';
import { mostMarksDueAreEntered } from '#gradebook';
import type { ComputedIndicator, Measured, Measuring, RowBehind } from '#platform/indicator.ts';
import { among, only, schoolsAsked, shareOf } from '#schools';

// Transcripts are of a year that is over: the newest school year ended by the day.

const general = ['primary', 'lower-secondary', 'upper-secondary'] as const;

const yearEnded = (asked: Measuring) => sql`(select school_year, until_day from schools.published_school_year
  where until_day <= ${asked.day} order by until_day desc limit 1)`;

/** Pupils who finished that year, with the transcript that holds: not revoked, not superseded. */
const pupilsFinished = (asked: Measuring) => sql`
  select p.school_id, p.class_id, p.enrolment_id, t.transcript_id is not null as issued, t.sealed_at is not null and t.sealed_at < ${asked.day}::date + 1 as sealed
  from ${yearEnded(asked)} y
  join schools.published_class c on c.school_year = y.school_year
  join schools.published_class_place p on p.school_id = c.school_id and p.class_id = c.class_id and p.grade > 0 and p.from_day < y.until_day and y.until_day <= p.until_day
  left join transcripts.published_transcript t on t.school_id = p.school_id and t.enrolment_id = p.enrolment_id and t.school_year = y.school_year
    and t.is_newest and t.revoked_at is null and t.made_at < ${asked.day}::date + 1
  where true ${among(asked, 'c.school_id')}`;

const classRows = (asked: Measuring, placeId: number, column: 'issued' | 'sealed') => sql<RowBehind>`
  select c.name as label, count(*) filter (where f.${sql.ref(column)}) || '/' || count(*) as note, bool_and(f.${sql.ref(column)}) as passes,
    '/schools/' || f.school_id || '/classes/' || f.class_id || '/transcripts' as href
  from (${pupilsFinished(only(asked, placeId))}) f join schools.published_class c on c.school_id = f.school_id and c.class_id = f.class_id
  group by f.school_id, f.class_id, c.name, c.grades order by 3, c.grades, c.name`;

const ofPupils = (
  key: string,
  column: 'issued' | 'sealed',
  vi: [name: string, how: string],
  en: [name: string, how: string],
): ComputedIndicator => ({
  key,
  words: { vi: { name: vi[0], how: vi[1] }, en: { name: en[0], how: en[1] } },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'pupil',
  period: 'school-year',
  levels: general,
  measure: asked => shareOf(asked, pupilsFinished(asked), sql<boolean>`${sql.ref(column)}`),
  rows: (asked, placeId) => classRows(asked, placeId, column),
});

const transcriptsIssued = ofPupils(
  'transcripts-issued',
  'issued',
  [
    'Học sinh có học bạ số đã lập',
    'Số học sinh hoàn thành năm học gần nhất đã kết thúc có học bạ số còn hiệu lực / số học sinh học đến cuối năm học ấy.',
  ],
  [
    'Pupils with an electronic transcript',
    'Pupils who finished the newest school year ended and have a transcript in force / pupils who were there at its end.',
  ],
);

const transcriptsSigned = ofPupils(
  'transcripts-signed',
  'sealed',
  [
    'Học sinh có học bạ số đã ký và đóng dấu số',
    'Số học sinh có học bạ số của năm học gần nhất đã kết thúc mang đủ chữ ký chủ nhiệm, hiệu trưởng và dấu của trường / số học sinh học đến cuối năm học ấy.',
  ],
  [
    'Pupils whose transcript is signed and sealed',
    'Pupils whose transcript of the newest school year ended carries the signatures of homeroom teacher and principal and the school’s seal / pupils who were there at its end.',
  ],
);

/** The three that the plan names together, each there or not; two are shares, reached at nine of ten. */
const threeParts = (asked: Measuring) => sql`
  with asked as materialized (${schoolsAsked(asked)}),
    classes as (select c.school_id, count(distinct c.class_id) as n from schools.published_class c
      where c.school_year = ${asked.schoolYear} ${among(asked, 'c.school_id')} group by 1),
    marks as (${mostMarksDueAreEntered(asked)}),
    papers as (select school_id, count(*) filter (where sealed)::int as sealed, count(*)::int as pupils from (${pupilsFinished(asked)}) f group by 1)
  select a.school_id, coalesce(c.n, 0) > 0 as managed, coalesce(m.used, false) as marked, coalesce(m.filled, 0) as filled, coalesce(m.owed, 0) as owed,
    coalesce(10 * p.sealed >= 9 * p.pupils, false) as signed, coalesce(p.sealed, 0) as sealed, coalesce(p.pupils, 0) as pupils
  from asked a left join classes c using (school_id) left join marks m using (school_id) left join papers p using (school_id)`;

const gradebookAndTranscript: ComputedIndicator = {
  key: 'gradebook-and-transcript',
  words: {
    vi: {
      name: 'Phần mềm quản lý nhà trường, sổ điểm, học bạ điện tử',
      how: 'Một trường phổ thông được tính khi cả ba phần đều dùng thật: có lớp học trên phần mềm trong năm; ít nhất 90 % điểm đến hạn đã nhập vào sổ điểm; ít nhất 90 % học sinh năm học trước có học bạ số đã ký và đóng dấu. Số liệu khai báo của trường đứng bên cạnh.',
      parts: {
        managed: 'Lớp học trên phần mềm',
        marked: 'Điểm đến hạn đã nhập',
        signed: 'Học bạ số đã ký, đóng dấu',
      },
    },
    en: {
      name: 'School management software, e-gradebook and e-transcript',
      how: 'A general school counts when all three are really used: it has classes of the year; at least 90 % of the marks due are entered; at least 90 % of last year’s pupils have a signed and sealed transcript. What the school declares stands beside it.',
      parts: { managed: 'Classes kept', marked: 'Marks due and entered', signed: 'Transcripts signed and sealed' },
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'school',
  period: 'school-year',
  levels: general,
  measure: asked => sql<Measured>`
    select school_id as place_id, case when managed then (marked and signed)::int::bigint end as numerator, case when managed then 1::bigint end as denominator,
      null::timestamptz as newest_record_at from (${threeParts(asked)}) parts`,
  rows: (asked, placeId) => sql<RowBehind>`
    select part.label, part.note, part.passes, '/schools/' || p.school_id || part.path as href from (${threeParts(only(asked, placeId))}) p
    cross join lateral (values ('managed', null, p.managed, '/classes'), ('marked', p.filled || '/' || p.owed, p.marked, '/gradebook'),
      ('signed', p.sealed || '/' || p.pupils, p.signed, '/transcripts')) part (label, note, passes, path) order by part.passes`,
};

export const transcriptsIndicators: readonly ComputedIndicator[] = [
  gradebookAndTranscript,
  transcriptsIssued,
  transcriptsSigned,
];
