import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Regime } from '../rules/regime.ts';
import type { Result } from '../tables.ts';

/** A pupil of a school with what the year came to: after the summer where there was one. */
export interface ListedPupil {
  enrolmentId: number;
  fullName: string;
  pupilCode: string;
  birthDay: string | null;
  classId: number;
  klass: string;
  regime: Regime;
  academic: Result['academic'];
  conduct: Result['conduct'];
  award: Result['award'];
  outcome: Result['outcome'];
  outcomeWhy: Result['outcome_why'];
  absences: number | null;
  isWhole: boolean;
  afterSummer: boolean;
}

/** All pupils of a school with their newest result of the year, by class and name. One query. */
export async function yearList(db: Query<'gradebook'>, schoolId: number, schoolYear: string): Promise<ListedPupil[]> {
  const { rows } = await sql<ListedPupil>`
    select distinct on (c.grades, c.name, e.sort_key, r.enrolment_id) r.enrolment_id as "enrolmentId", e.full_name as "fullName", e.pupil_code as "pupilCode",
      e.birth_day as "birthDay", r.class_id as "classId", c.name as klass, r.regime, r.academic, r.conduct, r.award, r.outcome, r.outcome_why as "outcomeWhy",
      r.absences, r.is_whole as "isWhole", r.period = 4 as "afterSummer"
    from gradebook.result r
    join schools.published_class c on c.school_id = r.school_id and c.class_id = r.class_id
    join schools.published_enrolment e on e.school_id = r.school_id and e.enrolment_id = r.enrolment_id
    where r.school_id = ${schoolId} and r.school_year = ${schoolYear} and r.period in (3, 4)
    order by c.grades, c.name, e.sort_key, r.enrolment_id, r.period desc`.execute(db);
  return rows;
}
