import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { StaffRow } from '../importers/staff-sheet.ts';

/** Someone who works at the school, in the columns of the import. */
export interface StaffRecord {
  staffPositionId: number;
  personId: number;
  hasLeft: boolean;
  values: Partial<StaffRow>;
}

interface Row {
  staff_position_id: number;
  person_id: number;
  staff_code: string;
  full_name: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  job: StaffRow['job'];
  details: Partial<StaffRow>;
  from_day: string;
  has_left: boolean;
  citizen_number: string | null;
  ministry_code: string | null;
}

/** Everyone who works or worked here, by the newest position of each; in the order of lists of names. */
export async function staffRecords(db: Query<'schools'>, schoolId: number): Promise<StaffRecord[]> {
  const { rows } =
    await sql<Row>`select p.*, p.until_day <> 'infinity' as has_left, person.citizen_number, person.ministry_code
    from (select distinct on (person_id) staff_position_id, person_id, staff_code, full_name, sort_key, birth_day, sex, job, details, from_day, until_day
      from schools.staff_position where school_id = ${schoolId} order by person_id, from_day desc) p
    left join directory.published_person person on person.person_id = p.person_id
    order by p.sort_key, p.staff_position_id`.execute(db);
  return rows.map(row => ({
    staffPositionId: row.staff_position_id,
    personId: row.person_id,
    hasLeft: row.has_left,
    values: {
      ...row.details,
      staffCode: row.staff_code,
      ministryCode: row.ministry_code ?? undefined,
      fullName: row.full_name,
      birthDay: row.birth_day ?? undefined,
      sex: row.sex ?? undefined,
      job: row.job,
      fromDay: row.from_day,
      citizenNumber: row.citizen_number ?? undefined,
      status: row.has_left ? 'left' : 'working',
    },
  }));
}
