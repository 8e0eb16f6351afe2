import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Regime } from '../rules/regime.ts';
import type { Result } from '../tables.ts';

export const periods = [1, 2, 3, 4] as const;
export type Period = (typeof periods)[number];

/** A subject's result of a period: marks in tenths, or a level. */
export interface SubjectSeen {
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  exempt: boolean;
  /** Required marks that are not there. */
  missing: number;
}

/** A pupil with a period's results; those of whom nothing is computed yet have nulls. */
export interface PupilResult {
  enrolmentId: number;
  fullName: string;
  pupilCode: string;
  birthDay: string | null;
  sex: 'male' | 'female' | null;
  grade: number;
  /** The day the pupil left the class, or null. */
  leftOn: string | null;
  regime: Regime | null;
  isWhole: boolean;
  meanTenths: number | null;
  academic: Result['academic'];
  conduct: Result['conduct'];
  absences: number | null;
  award: Result['award'];
  outcome: Result['outcome'];
  outcomeWhy: Result['outcome_why'];
  subjects: Record<string, SubjectSeen>;
}

export interface CourseHead {
  subjectKey: string;
  name: string;
  kind: 'scored' | 'comment' | 'levels';
}

export interface ClassResults {
  heads: CourseHead[];
  pupils: PupilResult[];
}

/** The results of a class in a period: its subjects in their order, its pupils by name. Two queries, whatever the class size. */
export async function classResults(
  db: Query<'gradebook'>,
  klass: { schoolId: number; classId: number; schoolYear: string },
  period: Period,
): Promise<ClassResults> {
  const { schoolId, classId, schoolYear } = klass;
  const { rows: heads } = await sql<CourseHead>`
    select c.subject_key as "subjectKey", s.name, min(c.kind) as kind from gradebook.course c
    join schools.published_subject s on s.subject_key = c.subject_key
    where c.school_id = ${schoolId} and c.class_id = ${classId} group by 1, 2, s.position order by min(c.position), s.position`.execute(
    db,
  );
  const { rows: pupils } = await sql<PupilResult>`
    with sat as (select distinct on (enrolment_id) enrolment_id, grade, until_day from schools.published_class_place
      where school_id = ${schoolId} and class_id = ${classId} order by enrolment_id, from_day desc),
      last_day as (select until_day from schools.published_school_year where school_year = ${schoolYear})
    select e.enrolment_id as "enrolmentId", e.full_name as "fullName", e.pupil_code as "pupilCode", e.birth_day as "birthDay", e.sex, sat.grade,
      case when sat.until_day < last_day.until_day then sat.until_day end as "leftOn",
      r.regime, coalesce(r.is_whole, false) as "isWhole", r.mean_tenths as "meanTenths", r.academic, r.conduct, r.absences, r.award, r.outcome, r.outcome_why as "outcomeWhy",
      coalesce(s.subjects, '{}') as subjects
    from sat cross join last_day
    join schools.published_enrolment e on e.school_id = ${schoolId} and e.enrolment_id = sat.enrolment_id
    left join gradebook.result r on r.school_id = e.school_id and r.enrolment_id = e.enrolment_id and r.school_year = ${schoolYear} and r.period = ${period} and r.class_id = ${classId}
    left join lateral (select json_object_agg(x.subject_key, json_build_object('tenths', x.tenths, 'level', x.level, 'exempt', x.exempt, 'missing', x.missing)) as subjects
      from gradebook.subject_result x where x.school_id = e.school_id and x.enrolment_id = e.enrolment_id and x.school_year = ${schoolYear} and x.period = ${period}
        and x.class_id = ${classId}) s on true
    where r.enrolment_id is not null or sat.until_day >= last_day.until_day
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  return { heads, pupils };
}
