import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { ColumnKind, CourseKind } from '../rules/columns.ts';
import type { TraitLevel } from '../rules/primary.ts';
import type { MarkValue } from '../rules/read-mark.ts';
import type { Regime } from '../rules/regime.ts';
import type { Result } from '../tables.ts';

type Db = Query<'gradebook'>;

/** The pupil of the page, where the one who asks is family, or may read the pupil's class. */
export interface PupilSeen {
  schoolId: number;
  school: string;
  enrolmentId: number;
  pupil: string;
  classId: number;
  klass: string;
  schoolYear: string;
  grade: number;
  /** Years in which the pupil sat in a class here, the newest first. */
  years: string[];
  today: string;
}

export async function findPupil(
  db: Db,
  actor: Actor,
  of: { schoolId: number; enrolmentId: number },
  today: string,
  yearAsked: string | undefined,
): Promise<PupilSeen | undefined> {
  const rule = may(actor);
  const mayRead = sql<boolean>`(${rule.isFamily(sql<number>`e.person_id`)} or ${rule.readClass(sql<number>`seat.school_id`, sql<number>`seat.class_id`)})`;
  const { rows } = await sql<Omit<PupilSeen, 'years' | 'today'>>`
    select e.school_id as "schoolId", e.enrolment_id as "enrolmentId", e.full_name as pupil, seat.class_id as "classId", c.name as klass, c.school_year as "schoolYear", seat.grade,
      (select name from directory.published_place n where n.place_id = e.school_id order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1) as school
    from schools.published_enrolment e
    join schools.published_class_place seat on seat.school_id = e.school_id and seat.enrolment_id = e.enrolment_id and seat.from_day <= ${today}
    join schools.published_class c on c.school_id = seat.school_id and c.class_id = seat.class_id
    where e.school_id = ${of.schoolId} and e.enrolment_id = ${of.enrolmentId} and ${mayRead}
    order by c.school_year desc, seat.from_day desc`.execute(db);
  const years = [...new Set(rows.map(row => row.schoolYear))];
  const chosen = rows.find(row => row.schoolYear === yearAsked) ?? rows[0];
  return chosen && { ...chosen, years, today };
}

/** A subject as the family sees it. */
export interface SubjectShown {
  subjectKey: string;
  name: string;
  kind: CourseKind;
  columns: (MarkValue & { kind: ColumnKind; number: number })[];
  /** The results of the term and the year, where they were published. */
  result: (MarkValue & { exempt: boolean }) | null;
  yearResult: (MarkValue & { exempt: boolean }) | null;
  comment: string | null;
}

export interface ResultShown {
  period: 1 | 2 | 3 | 4;
  regime: Regime;
  academic: Result['academic'];
  conduct: Result['conduct'];
  award: Result['award'];
  outcome: Result['outcome'];
}

export interface FamilyMarks {
  marksAt: Date | null;
  resultsAt: Date | null;
  subjects: SubjectShown[];
  results: ResultShown[];
  homeroomComment: string | null;
  traits: { key: string; level: TraitLevel }[];
}

interface Published {
  marksAt: Date | null;
  resultsAt: Date | null;
  columnIds: number[];
}

/**
 * What the school has shown of a pupil's term: the published columns as they stand, and where results were published the means, comments and
 * conduct. What was not published is not read at all, whoever asks.
 */
export async function familyMarks(db: Db, of: PupilSeen, term: 1 | 2): Promise<FamilyMarks> {
  const { schoolId, enrolmentId, classId, schoolYear, grade } = of;
  const { rows: found } = await sql<Published>`
    select max(u.at) filter (where u.what = 'marks') as "marksAt", max(u.at) filter (where u.what = 'results') as "resultsAt",
      coalesce((select array_agg(distinct id) from gradebook.publication x cross join unnest(x.mark_column_ids) id where x.school_id = ${schoolId} and x.class_id = ${classId} and x.term = ${term}), '{}') as "columnIds"
    from gradebook.publication u where u.school_id = ${schoolId} and u.class_id = ${classId} and u.term = ${term}`.execute(
    db,
  );
  const published = found[0] ?? { marksAt: null, resultsAt: null, columnIds: [] };
  const shows = published.resultsAt !== null;
  // With the second term's results the year's are published too.
  const periods = !shows ? [] : term === 2 ? [2, 3, 4] : [1];
  const { rows: subjects } = await sql<SubjectShown>`
    select c.subject_key as "subjectKey", s.name, c.kind,
      coalesce((select json_agg(json_build_object('kind', k.kind, 'number', k.number, 'tenths', m.tenths, 'level', m.level) order by k.mark_column_id)
        from gradebook.mark_column k left join gradebook.mark m on m.school_id = k.school_id and m.mark_column_id = k.mark_column_id and m.enrolment_id = ${enrolmentId}
        where k.school_id = c.school_id and k.course_id = c.course_id and k.term = ${term} and k.mark_column_id = any (${published.columnIds}::bigint[])), '[]') as columns,
      ${resultOf(term)} as result, ${resultOf(3)} as "yearResult",
      (select comment from gradebook.course_comment d where ${shows}::boolean and d.school_id = c.school_id and d.course_id = c.course_id and d.term = ${term} and d.enrolment_id = ${enrolmentId} and d.comment <> '') as comment
    from gradebook.course c join schools.published_subject s on s.subject_key = c.subject_key
    where c.school_id = ${schoolId} and c.class_id = ${classId} and c.grade = ${grade} order by c.position, s.position`.execute(
    db,
  );
  function resultOf(period: number) {
    return sql`(select json_build_object('tenths', r.tenths, 'level', r.level, 'exempt', r.exempt) from gradebook.subject_result r
      where r.school_id = c.school_id and r.enrolment_id = ${enrolmentId} and r.school_year = c.school_year and r.period = ${period} and r.subject_key = c.subject_key
        and r.period = any (${periods}::int[]))`;
  }
  const { rows: beside } = await sql<{
    results: ResultShown[];
    homeroomComment: string | null;
    traits: FamilyMarks['traits'];
  }>`select
      coalesce((select json_agg(json_build_object('period', r.period, 'regime', r.regime, 'academic', r.academic, 'conduct', r.conduct, 'award', r.award, 'outcome', r.outcome) order by r.period)
        from gradebook.result r where r.school_id = ${schoolId} and r.enrolment_id = ${enrolmentId} and r.school_year = ${schoolYear} and r.period = any (${periods}::int[])), '[]') as results,
      (select comment from gradebook.conduct d where ${shows}::boolean and d.school_id = ${schoolId} and d.enrolment_id = ${enrolmentId} and d.school_year = ${schoolYear} and d.term = ${term}) as "homeroomComment",
      coalesce((select json_agg(json_build_object('key', t.trait_key, 'level', t.level)) from gradebook.trait_level t where ${shows}::boolean and t.school_id = ${schoolId}
        and t.enrolment_id = ${enrolmentId} and t.school_year = ${schoolYear} and t.term = ${term} and t.period = 'end'), '[]') as traits`.execute(
    db,
  );
  return {
    marksAt: published.marksAt,
    resultsAt: published.resultsAt,
    subjects: subjects.filter(
      subject => subject.columns.length > 0 || subject.result !== null || subject.comment !== null,
    ),
    results: beside[0]?.results ?? [],
    homeroomComment: beside[0]?.homeroomComment ?? null,
    traits: beside[0]?.traits ?? [],
  };
}
