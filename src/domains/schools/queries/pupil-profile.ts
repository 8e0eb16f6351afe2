import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { PupilRow } from '../importers/pupil-sheet.ts';

/** A pupil's profile in the columns of the import, with every policy group: for whoever corrects it. */
export interface PupilProfile {
  personId: number;
  pupilCode: string;
  policyKeys: string[];
  values: Partial<PupilRow>;
}

interface Row {
  person_id: number;
  pupil_code: string;
  policy_keys: string[];
  details: Partial<PupilRow>;
  full_name: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  ethnic_key: string | null;
  citizen_number: string | null;
  ministry_code: string | null;
}

/** The caller has asked who may run the school. */
export async function findPupilProfile(
  db: Query<'schools'>,
  schoolId: number,
  enrolmentId: number,
): Promise<PupilProfile | undefined> {
  const { rows } =
    await sql<Row>`select e.person_id, e.pupil_code, e.policy_keys, e.details, e.full_name, e.birth_day, e.sex, e.ethnic_key,
      person.citizen_number, person.ministry_code
    from schools.enrolment e left join directory.published_person person on person.person_id = e.person_id
    where e.school_id = ${schoolId} and e.enrolment_id = ${enrolmentId}`.execute(db);
  const [row] = rows;
  return (
    row && {
      personId: row.person_id,
      pupilCode: row.pupil_code,
      policyKeys: row.policy_keys,
      values: {
        ...row.details,
        ministryCode: row.ministry_code ?? undefined,
        fullName: row.full_name,
        birthDay: row.birth_day ?? undefined,
        sex: row.sex ?? undefined,
        ethnicKey: row.ethnic_key ?? undefined,
        citizenNumber: row.citizen_number ?? undefined,
      },
    }
  );
}
