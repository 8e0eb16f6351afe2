import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { YearClosing } from '../tables.ts';

/** How far a class's year is: the last word on it, by whom and when. */
export interface ClassYear {
  classId: number;
  klass: string;
  grades: number[];
  homeroom: string | null;
  /** Pupils who sit there at the year's end. */
  pupils: number;
  whole: number;
  promoted: number;
  /** Re-assessment, summer training, or the principal's word is waited for. */
  waiting: number;
  notPromoted: number;
  /** Decided, and still sitting in the class: to be led into the new year. */
  toLead: number;
  step: YearClosing['what'] | null;
  at: Date | null;
}

/** Pupils of a class at the year's end: those whose place there lasts until the year does. */
const atYearsEnd = (
  table: string,
) => sql`exists (select from schools.published_school_year y where y.school_year = c.school_year
  and ${sql.ref(`${table}.from_day`)} < y.until_day and y.until_day <= ${sql.ref(`${table}.until_day`)})`;

/** The newest result of each pupil of the year: after the summer where there is one. */
const newest = sql`select distinct on (school_id, enrolment_id, school_year) school_id, enrolment_id, school_year, class_id, is_whole, outcome
  from gradebook.result where period in (3, 4)`;

/** All classes of a school's year that are assessed (preschool is not). One query. */
export async function classYears(db: Query<'gradebook'>, schoolId: number, schoolYear: string): Promise<ClassYear[]> {
  const { rows } = await sql<ClassYear>`
    with newest as (${newest} and school_id = ${schoolId} and school_year = ${schoolYear} order by school_id, enrolment_id, school_year, period desc)
    select c.class_id as "classId", c.name as klass, c.grades,
      (select f.full_name from schools.published_homeroom h join schools.published_staff f on f.school_id = h.school_id and f.staff_position_id = h.staff_position_id
        where h.school_id = c.school_id and h.class_id = c.class_id order by h.from_day desc limit 1) as homeroom,
      count(p.enrolment_id)::int as pupils, count(*) filter (where r.is_whole)::int as whole,
      count(*) filter (where r.outcome = 'promoted')::int as promoted,
      count(*) filter (where r.outcome in ('reassessment', 'summer-training', 'principal-decides'))::int as waiting,
      count(*) filter (where r.outcome = 'not-promoted')::int as "notPromoted",
      count(*) filter (where r.outcome in ('promoted', 'not-promoted') and p.until_day = 'infinity')::int as "toLead", last.what as step, last.at
    from schools.published_class c
    left join schools.published_class_place p on p.school_id = c.school_id and p.class_id = c.class_id and ${atYearsEnd('p')}
    left join newest r on r.enrolment_id = p.enrolment_id and r.class_id = c.class_id
    left join lateral (select what, at from gradebook.year_closing x where x.school_id = c.school_id and x.class_id = c.class_id order by year_closing_id desc limit 1) last on true
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and c.grades <> '{0}' and (c.ended_on is null or c.ended_on >= (select until_day from schools.published_school_year y where y.school_year = c.school_year))
    group by c.school_id, c.class_id, c.name, c.grades, last.what, last.at order by c.grades, c.name`.execute(db);
  return rows;
}

/** A pupil whose year is not whole, and what it still lacks. */
export interface Lacking {
  enrolmentId: number;
  fullName: string;
  /** Subjects with required marks missing, by term. */
  subjects: { courseId: number | null; subject: string; term: 1 | 2; missing: number }[];
  /** Terms without conduct (secondary). */
  conductTerms: number[];
}

/** What a class's pupils still lack, pupil by pupil. One query, whatever the class size. */
export async function lackingOf(
  db: Query<'gradebook'>,
  { schoolId, classId, schoolYear }: { schoolId: number; classId: number; schoolYear: string },
): Promise<Lacking[]> {
  const { rows } = await sql<Lacking>`
    select e.enrolment_id as "enrolmentId", e.full_name as "fullName", coalesce(s.subjects, '[]') as subjects,
      case when p.grade >= 6 then array(select term from generate_series(1, 2) term where not exists (select from gradebook.conduct d
        where d.school_id = p.school_id and d.enrolment_id = p.enrolment_id and d.school_year = ${schoolYear} and d.term = term.term and d.level is not null)) else '{}' end as "conductTerms"
    from schools.published_class_place p
    join schools.published_class c on c.school_id = p.school_id and c.class_id = p.class_id
    join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    left join gradebook.result r on r.school_id = p.school_id and r.enrolment_id = p.enrolment_id and r.school_year = ${schoolYear} and r.period = 3
    left join lateral (select json_agg(json_build_object('courseId', k.course_id, 'subject', n.name, 'term', x.period, 'missing', x.missing) order by x.period, n.position) as subjects
      from gradebook.subject_result x join schools.published_subject n on n.subject_key = x.subject_key
      left join gradebook.course k on k.school_id = x.school_id and k.class_id = x.class_id and k.subject_key = x.subject_key and k.grade = p.grade
      where x.school_id = p.school_id and x.enrolment_id = p.enrolment_id and x.school_year = ${schoolYear} and x.period in (1, 2) and x.missing > 0 and not x.exempt) s on true
    where p.school_id = ${schoolId} and p.class_id = ${classId} and ${atYearsEnd('p')} and not coalesce(r.is_whole, false)
    order by e.sort_key, e.enrolment_id`.execute(db);
  return rows;
}

/** What happened to a class's year, newest first. */
export interface YearStep {
  what: YearClosing['what'];
  reason: string | null;
  by: string;
  at: Date;
  name: string | null;
}

export async function yearSteps(db: Query<'gradebook'>, schoolId: number, classId: number): Promise<YearStep[]> {
  const { rows } = await sql<YearStep>`
    select x.what, x.reason, x.by, x.at, (select f.full_name from schools.published_staff f where f.school_id = x.school_id
      and x.by = 'person:' || f.person_id order by f.from_day desc limit 1) as name
    from gradebook.year_closing x where x.school_id = ${schoolId} and x.class_id = ${classId} order by x.year_closing_id desc`.execute(
    db,
  );
  return rows;
}
