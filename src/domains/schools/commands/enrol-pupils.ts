import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { fold, nameSortKey } from '#platform/text/index.ts';
import { command, type Work } from '#platform/work.ts';
import {
  aDay,
  anId,
  announceChange,
  announceChangeOn,
  mayRun,
  type ProfileDetails,
  personGiven,
  profileChanges,
  profileDetails,
} from './fields.ts';
import { recordFamilies } from './record-families.ts';
import { recordPersons } from './record-persons.ts';
import { findBefore, whatChanged } from './tell-changes.ts';

const pupilGiven = z.object({
  person: personGiven,
  /** Without one the pupil gets a code of ours, of the person's number. */
  pupilCode: z.string().trim().min(1).max(50).optional(),
  classId: anId,
  /** Needed only in a combined class. */
  grade: z.number().int().min(0).max(12).optional(),
  fromDay: aDay.optional(),
  cameBy: z.enum(['admitted', 'transferred', 'returned']).optional(),
  policyKeys: z.array(z.string()).optional(),
  details: profileDetails.optional(),
});

interface ClassFacts {
  schoolYear: string;
  fromDay: string;
  grades: number[];
}

/** The classes pupils are put into: of this school, of a year, not ended. */
export async function classesFor(
  work: Work<'schools'>,
  schoolId: number,
  classIds: readonly number[],
): Promise<Map<number, ClassFacts>> {
  const ids = [...new Set(classIds)];
  const { rows } = await sql<{
    class_id: number;
    school_year: string;
    from_day: string;
    grades: number[];
  }>`select c.class_id, c.school_year, y.from_day, c.grades
    from schools.class c join schools.school_year y on y.school_year = c.school_year
    where c.school_id = ${schoolId} and c.class_id = any (${ids}::bigint[]) and c.ended_on is null`.execute(work.db);
  work.allowed(rows.length === ids.length);
  return new Map(
    rows.map(row => [row.class_id, { schoolYear: row.school_year, fromDay: row.from_day, grades: row.grades }]),
  );
}

/** The grade of a pupil in a class: the class's own, or in a combined class the one that is said. */
export function gradeIn(klass: ClassFacts | undefined, said: number | undefined): number {
  const [only] = klass?.grades ?? [];
  const grade = said ?? (klass?.grades.length === 1 ? only : undefined);
  if (grade === undefined || !klass?.grades.includes(grade))
    refuse(
      'grade-not-of-class',
      {
        vi: `Lớp dạy khối ${klass?.grades.join(', ') ?? ''}: hãy chọn khối của học sinh trong các khối đó.`,
        en: `The class teaches grade ${klass?.grades.join(', ') ?? ''}: choose the pupil's grade from these.`,
      },
      'grade',
    );
  return grade;
}

/** Enrols pupils into classes, a thousand at once; answers the ids of their enrolments in the order given. */
export const enrolPupils = command('schools', 'enrol-pupils', {
  input: z.object({ schoolId: anId, pupils: z.array(pupilGiven).min(1) }),
  async run(work, { schoolId, pupils }): Promise<number[]> {
    await mayRun(work, schoolId);
    const classes = await classesFor(
      work,
      schoolId,
      pupils.map(each => each.classId),
    );
    const grades = pupils.map(each => gradeIn(classes.get(each.classId), each.grade));
    const days = pupils.map(each => each.fromDay ?? classes.get(each.classId)?.fromDay ?? work.today);
    const people = await recordPersons(
      work,
      schoolId,
      pupils.map(each => each.person),
    );
    const codes = pupils.map(
      (each, index) =>
        each.pupilCode ?? each.person.ministryCode ?? `HS${String(people[index]?.personId).padStart(8, '0')}`,
    );
    await mustBeFree(
      work,
      schoolId,
      codes,
      people.map(each => each.personId),
      days,
    );
    const { rows } = await sql<{ enrolment_id: number; pupil_code: string }>`insert into schools.enrolment
        (school_id, person_id, pupil_code, full_name, sort_key, search_key, birth_day, sex, ethnic_key, has_citizen_number, policy_keys, details, from_day, came_by)
      select ${schoolId}, person_id, code, full_name, sort_key, search_key, birth_day, sex, ethnic_key, has_number, coalesce(string_to_array(nullif(policies, ''), ','), '{}'), details, from_day, came_by
      from unnest(${people.map(each => each.personId)}::bigint[], ${codes}::text[], ${pupils.map(each => each.person.fullName)}::text[], ${pupils.map(each => nameSortKey(each.person.fullName))}::text[],
        ${pupils.map(each => fold(each.person.fullName))}::text[], ${pupils.map(each => each.person.birthDay ?? null)}::date[], ${pupils.map(each => each.person.sex ?? null)}::text[],
        ${pupils.map(each => each.person.ethnicKey ?? null)}::text[], ${people.map(each => each.hasCitizenNumber)}::boolean[],
        ${pupils.map(each => (each.policyKeys ?? []).join(','))}::text[], ${pupils.map(each => json(each.details ?? {}))}::jsonb[], ${days}::date[], ${pupils.map(each => each.cameBy ?? 'admitted')}::text[])
        as given (person_id, code, full_name, sort_key, search_key, birth_day, sex, ethnic_key, has_number, policies, details, from_day, came_by)
      returning enrolment_id, pupil_code`.execute(work.db);
    const idOf = new Map(rows.map(row => [row.pupil_code, row.enrolment_id]));
    const ids = codes.map(code => idOf.get(code) ?? 0);
    await sql`insert into schools.class_place (school_id, enrolment_id, class_id, grade, from_day, came_by)
      select ${schoolId}, given.*, 'enrolled' from unnest(${ids}::bigint[], ${pupils.map(each => each.classId)}::bigint[], ${grades}::int[], ${days}::date[]) as given`.execute(
      work.db,
    );
    await recordFamilies(
      work,
      pupils.map((each, index) => ({ personId: people[index]?.personId ?? 0, details: each.details ?? {} })),
    );
    pupils.forEach((each, index) => {
      work.audit({
        event: 'pupil.enrolled',
        subject: `enrolment:${ids[index]}`,
        schoolId,
        data: { classId: each.classId, fromDay: days[index], cameBy: each.cameBy ?? 'admitted' },
      });
    });
    for (const schoolYear of new Set([...classes.values()].map(each => each.schoolYear)))
      announceChange(work, schoolId, schoolYear);
    return ids;
  },
});

/** A code names one pupil of the school at a time, and a person is enrolled here once. */
async function mustBeFree(
  work: Work<'schools'>,
  schoolId: number,
  codes: string[],
  people: number[],
  days: string[],
): Promise<void> {
  // Two joins, each by its index: with "or" in one, PostgreSQL compares every pupil with every row.
  const clash = (on: RawBuilder<unknown>) => sql`select e.pupil_code, e.person_id = given.person_id as same_person
    from unnest(${codes}::text[], ${people}::bigint[], ${days}::date[]) as given (code, person_id, from_day)
    join schools.enrolment e on e.school_id = ${schoolId} and e.until_day > given.from_day and ${on}`;
  const { rows } = await sql<{ pupil_code: string; same_person: boolean }>`select * from
    (${clash(sql`e.person_id = given.person_id`)} union all ${clash(sql`e.pupil_code = given.code`)}) clashes limit 1`.execute(
    work.db,
  );
  const [found] = rows;
  if (found?.same_person)
    refuse(
      'already-enrolled',
      {
        vi: `Học sinh mã ${found.pupil_code} đang học tại trường: không nhập lần nữa, hãy sửa hồ sơ hiện có.`,
        en: `The pupil with code ${found.pupil_code} is at this school already: mend the record there is instead of adding one.`,
      },
      'pupilCode',
    );
  const twice =
    found?.pupil_code ??
    (new Set(codes).size < codes.length ? codes.find((code, index) => codes.indexOf(code) !== index) : undefined);
  if (twice)
    refuse(
      'pupil-code-taken',
      {
        vi: `Mã học sinh ${twice} đã dùng cho một học sinh khác của trường: hãy dùng mã khác.`,
        en: `Code ${twice} belongs to another pupil of the school: choose another.`,
      },
      'pupilCode',
    );
}

/** Corrects what the school recorded of pupils; what is left out stays. The audit keeps what stood there and what came. */
export const changePupils = command('schools', 'change-pupils', {
  input: z.object({
    schoolId: anId,
    pupils: z
      .array(
        z.object({
          enrolmentId: anId,
          person: personGiven.extend({ personId: anId }),
          policyKeys: z.array(z.string()).optional(),
          details: profileChanges.optional(),
          changed: z.array(z.string()),
        }),
      )
      .min(1),
  }),
  async run(work, { schoolId, pupils }): Promise<void> {
    await mayRun(work, schoolId);
    const ids = pupils.map(each => each.enrolmentId);
    const before = await findBefore(work, schoolId, 'enrolment', ids);
    const people = await recordPersons(
      work,
      schoolId,
      pupils.map(each => each.person),
    );
    const { rows } = await sql<{
      person_id: number;
      details: ProfileDetails;
      is_here: boolean;
    }>`update schools.enrolment e set full_name = given.full_name, sort_key = given.sort_key, search_key = given.search_key,
        birth_day = coalesce(given.birth_day, e.birth_day), sex = coalesce(given.sex, e.sex), ethnic_key = coalesce(given.ethnic_key, e.ethnic_key),
        has_citizen_number = given.has_number, policy_keys = coalesce(string_to_array(given.policies, ','), e.policy_keys), details = jsonb_strip_nulls(e.details || given.details)
      from unnest(${ids}::bigint[], ${pupils.map(each => each.person.personId)}::bigint[], ${pupils.map(each => each.person.fullName)}::text[],
        ${pupils.map(each => nameSortKey(each.person.fullName))}::text[], ${pupils.map(each => fold(each.person.fullName))}::text[], ${pupils.map(each => each.person.birthDay ?? null)}::date[],
        ${pupils.map(each => each.person.sex ?? null)}::text[], ${pupils.map(each => each.person.ethnicKey ?? null)}::text[], ${people.map(each => each.hasCitizenNumber)}::boolean[],
        ${pupils.map(each => each.policyKeys?.join(',') ?? null)}::text[], ${pupils.map(each => json(each.details ?? {}))}::jsonb[])
        as given (enrolment_id, person_id, full_name, sort_key, search_key, birth_day, sex, ethnic_key, has_number, policies, details)
      where e.school_id = ${schoolId} and e.enrolment_id = given.enrolment_id and e.person_id = given.person_id
      returning e.person_id, e.details, e.until_day > ${work.today} as is_here`.execute(work.db);
    work.allowed(rows.length === pupils.length);
    await recordFamilies(
      work,
      rows.filter(row => row.is_here).map(row => ({ personId: row.person_id, details: row.details })),
    );
    for (const each of pupils)
      work.audit({
        event: 'pupil.changed',
        subject: `enrolment:${each.enrolmentId}`,
        schoolId,
        data: { fields: each.changed, ...whatChanged(before.get(each.enrolmentId), each) },
      });
    await announceChangeOn(work, schoolId, work.today);
  },
});
