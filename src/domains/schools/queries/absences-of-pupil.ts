import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { AbsenceKind } from '../rules/absences.ts';
import type { Session } from '../rules/school-day.ts';

export interface PupilAbsence {
  day: string;
  session: Session;
  kind: AbsenceKind;
  reason: string | null;
  className: string;
}

/** When a pupil was absent in a school year, newest first: for the family, and whoever else may read the pupil; nothing for others. */
export async function absencesOfPupil(
  db: Query<'schools'>,
  actor: Actor,
  { schoolId, enrolmentId, schoolYear }: { schoolId: number; enrolmentId: number; schoolYear: string },
): Promise<PupilAbsence[]> {
  const rule = may(actor).readPupil(
    sql.ref<number>('e.school_id'),
    sql.ref<number>('e.enrolment_id'),
    sql.ref<number>('e.person_id'),
  );
  const { rows } = await sql<PupilAbsence>`select a.day, a.session, a.kind, a.reason, c.name as "className"
    from schools.absence a join schools.enrolment e on e.school_id = a.school_id and e.enrolment_id = a.enrolment_id
    join schools.class c on c.school_id = a.school_id and c.class_id = a.class_id
    where a.school_id = ${schoolId} and a.enrolment_id = ${enrolmentId} and a.kind is not null and c.school_year = ${schoolYear} and ${rule}
    order by a.day desc, a.session`.execute(db);
  return rows;
}
