import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { PupilRow } from '../importers/pupil-sheet.ts';

/** A pupil as the school has recorded them, in the columns of the import; where they sit or last sat. */
export interface PupilRecord {
  enrolmentId: number;
  personId: number;
  fromDay: string;
  /** Undefined while the pupil is here. */
  leftBy: string | undefined;
  untilDay: string;
  /** The last place in a class of the year asked for, or else of any year. */
  place: { classId: number; schoolYear: string; grade: number; isCombined: boolean } | undefined;
  values: Partial<PupilRow>;
}

interface Row {
  enrolment_id: number;
  person_id: number;
  pupil_code: string;
  ministry_code: string | null;
  citizen_number: string | null;
  full_name: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  ethnic_key: string | null;
  policy_keys: string[];
  details: Partial<PupilRow>;
  from_day: string;
  until_day: string;
  came_by: string;
  left_by: string | null;
  class_id: number | null;
  class_name: string | null;
  school_year: string | null;
  grade: number | null;
  is_combined: boolean | null;
}

const statusOf = (row: Row): PupilRow['status'] => {
  if (row.left_by === 'transferred') return 'transferred-out';
  if (row.left_by === 'dropped-out' || row.left_by === 'graduated') return row.left_by;
  return row.came_by === 'transferred' ? 'transferred-in' : 'studying';
};

function recordOf(row: Row, schoolYear: string): PupilRecord {
  const ofYear = row.school_year === schoolYear;
  const place =
    row.class_id === null || row.school_year === null
      ? undefined
      : {
          classId: row.class_id,
          schoolYear: row.school_year,
          grade: row.grade ?? 0,
          isCombined: row.is_combined ?? false,
        };
  return {
    enrolmentId: row.enrolment_id,
    personId: row.person_id,
    fromDay: row.from_day,
    untilDay: row.until_day,
    leftBy: row.left_by ?? undefined,
    place,
    values: {
      ...row.details,
      pupilCode: row.pupil_code,
      ministryCode: row.ministry_code ?? undefined,
      fullName: row.full_name,
      birthDay: row.birth_day ?? undefined,
      sex: row.sex ?? undefined,
      className: ofYear ? (row.class_name ?? undefined) : undefined,
      grade: ofYear && row.is_combined ? (row.grade ?? undefined) : undefined,
      status: statusOf(row),
      fromDay: row.from_day,
      ethnicKey: row.ethnic_key ?? undefined,
      policyKey: row.policy_keys[0],
      citizenNumber: row.citizen_number ?? undefined,
    },
  };
}

/** Every pupil whom the school has or had, by the newest stay of each, as of a school year; in the order of class lists. */
export async function pupilRecords(db: Query<'schools'>, schoolId: number, schoolYear: string): Promise<PupilRecord[]> {
  const { rows } = await sql<Row>`
    select e.enrolment_id, e.person_id, e.pupil_code, person.ministry_code, person.citizen_number, e.full_name, e.birth_day, e.sex, e.ethnic_key, e.policy_keys,
      e.details, e.from_day, e.until_day, e.came_by, e.left_by, p.class_id, p.name as class_name, p.school_year, p.grade, p.is_combined
    from (select distinct on (person_id) * from schools.enrolment where school_id = ${schoolId} and left_by is distinct from 'mistaken' order by person_id, from_day desc) e
    left join directory.published_person person on person.person_id = e.person_id
    left join (select distinct on (place.enrolment_id) place.enrolment_id, place.class_id, place.grade, c.name, c.school_year, cardinality(c.grades) > 1 as is_combined
      from schools.class_place place join schools.class c on c.school_id = place.school_id and c.class_id = place.class_id
      where place.school_id = ${schoolId} order by place.enrolment_id, (c.school_year = ${schoolYear}) desc, place.from_day desc) p on p.enrolment_id = e.enrolment_id
    order by p.name, e.sort_key, e.enrolment_id`.execute(db);
  return rows.map(row => recordOf(row, schoolYear));
}

/** Ids of people among these whom another school has; which one, the wall keeps to itself. */
export async function enrolledElsewhere(
  db: Query<'schools'>,
  people: readonly number[],
  schoolId: number,
): Promise<Set<number>> {
  const { rows } = await sql<{
    ids: number[];
  }>`select schools.enrolled_elsewhere(${[...people]}::bigint[], ${schoolId}) as ids`.execute(db);
  return new Set(rows[0]?.ids ?? []);
}
