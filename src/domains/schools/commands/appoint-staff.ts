import { sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { fold, nameSortKey } from '#platform/text/index.ts';
import { command } from '#platform/work.ts';
import { aDay, anId, announceChangeOn, mayRun, personGiven, profileChanges, profileDetails } from './fields.ts';
import { recordPersons } from './record-persons.ts';
import { findBefore, whatChanged } from './tell-changes.ts';

export const jobs = [
  'principal',
  'deputy',
  'teacher',
  'clerk',
  'accountant',
  'librarian',
  'health',
  'support',
] as const;
export type StaffJob = (typeof jobs)[number];

/**
 * Appoints people to a school, many at once; answers the ids of their positions in the order given. People already known carry
 * `personId`. A position says who works here; what an account may do is a role (directory).
 */
export const appointStaff = command('schools', 'appoint-staff', {
  input: z.object({
    schoolId: anId,
    staff: z
      .array(
        z.object({
          person: personGiven,
          /** Without one: the ministry's code, or one of ours. */
          staffCode: z.string().trim().min(1).max(50).optional(),
          job: z.enum(jobs),
          fromDay: aDay,
          details: profileDetails.optional(),
        }),
      )
      .min(1),
  }),
  async run(work, { schoolId, staff }): Promise<number[]> {
    await mayRun(work, schoolId);
    const people = await recordPersons(
      work,
      schoolId,
      staff.map(each => each.person),
    );
    const codes = staff.map(
      (each, index) =>
        each.staffCode ?? each.person.ministryCode ?? `CB${String(people[index]?.personId).padStart(8, '0')}`,
    );
    const { rows: taken } = await sql<{
      staff_code: string;
    }>`select p.staff_code from schools.staff_position p join unnest(${codes}::text[], ${staff.map(each => each.fromDay)}::date[]) as given (code, from_day)
      on p.staff_code = given.code and p.until_day > given.from_day where p.school_id = ${schoolId}`.execute(work.db);
    const twice = taken[0]?.staff_code ?? codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice)
      refuse(
        'staff-code-taken',
        {
          vi: `Mã ${twice} đã dùng cho một người của trường: hãy dùng mã khác.`,
          en: `Code ${twice} is in use for someone at this school: choose another.`,
        },
        'staffCode',
      );
    const { rows } = await sql<{ staff_position_id: number; staff_code: string }>`insert into schools.staff_position
        (school_id, person_id, staff_code, full_name, sort_key, search_key, birth_day, sex, has_citizen_number, job, details, from_day)
      select ${schoolId}, * from unnest(${people.map(each => each.personId)}::bigint[], ${codes}::text[], ${staff.map(each => each.person.fullName)}::text[],
        ${staff.map(each => nameSortKey(each.person.fullName))}::text[], ${staff.map(each => fold(each.person.fullName))}::text[],
        ${staff.map(each => each.person.birthDay ?? null)}::date[], ${staff.map(each => each.person.sex ?? null)}::text[],
        ${people.map(each => each.hasCitizenNumber)}::boolean[], ${staff.map(each => each.job)}::text[],
        ${staff.map(each => json(each.details ?? {}))}::jsonb[], ${staff.map(each => each.fromDay)}::date[])
      returning staff_position_id, staff_code`.execute(work.db);
    const idOf = new Map(rows.map(row => [row.staff_code, row.staff_position_id]));
    staff.forEach((each, index) => {
      work.audit({
        event: 'staff.appointed',
        subject: `staff-position:${idOf.get(codes[index] ?? '')}`,
        schoolId,
        data: { job: each.job, fromDay: each.fromDay },
      });
    });
    await announceChangeOn(work, schoolId, work.today);
    return codes.map(code => idOf.get(code) ?? 0);
  },
});

/** Corrects what the school recorded of its staff; what is left out stays as it is. */
export const changeStaff = command('schools', 'change-staff', {
  input: z.object({
    schoolId: anId,
    staff: z
      .array(
        z.object({
          staffPositionId: anId,
          person: personGiven.extend({ personId: anId }),
          job: z.enum(jobs).optional(),
          details: profileChanges.optional(),
          changed: z.array(z.string()),
        }),
      )
      .min(1),
  }),
  async run(work, { schoolId, staff }): Promise<void> {
    await mayRun(work, schoolId);
    const ids = staff.map(each => each.staffPositionId);
    const before = await findBefore(work, schoolId, 'staff_position', ids);
    const people = await recordPersons(
      work,
      schoolId,
      staff.map(each => each.person),
    );
    const { rows } =
      await sql`update schools.staff_position p set full_name = given.full_name, sort_key = given.sort_key, search_key = given.search_key,
        birth_day = coalesce(given.birth_day, p.birth_day), sex = coalesce(given.sex, p.sex), has_citizen_number = given.has_number,
        job = coalesce(given.job, p.job), details = jsonb_strip_nulls(p.details || given.details)
      from unnest(${ids}::bigint[], ${staff.map(each => each.person.personId)}::bigint[], ${staff.map(each => each.person.fullName)}::text[],
        ${staff.map(each => nameSortKey(each.person.fullName))}::text[], ${staff.map(each => fold(each.person.fullName))}::text[], ${staff.map(each => each.person.birthDay ?? null)}::date[],
        ${staff.map(each => each.person.sex ?? null)}::text[], ${people.map(each => each.hasCitizenNumber)}::boolean[], ${staff.map(each => each.job ?? null)}::text[],
        ${staff.map(each => json(each.details ?? {}))}::jsonb[])
        as given (staff_position_id, person_id, full_name, sort_key, search_key, birth_day, sex, has_number, job, details)
      where p.school_id = ${schoolId} and p.staff_position_id = given.staff_position_id and p.person_id = given.person_id
      returning p.staff_position_id`.execute(work.db);
    work.allowed(rows.length === staff.length);
    for (const each of staff)
      work.audit({
        event: 'staff.changed',
        subject: `staff-position:${each.staffPositionId}`,
        schoolId,
        data: { fields: each.changed, ...whatChanged(before.get(each.staffPositionId), each) },
      });
    await announceChangeOn(work, schoolId, work.today);
  },
});

/** Ends someone's work at a school: moved, retired, left. What they taught ends with it. */
export const endStaffPosition = command('schools', 'end-staff-position', {
  input: z.object({ schoolId: anId, staffPositionId: anId, day: aDay, why: z.string().trim().min(1) }),
  async run(work, { schoolId, staffPositionId, day, why }): Promise<void> {
    await mayRun(work, schoolId);
    const position = work.allowed(
      await work.db
        .selectFrom('schools.staff_position')
        .select('from_day')
        .where('school_id', '=', schoolId)
        .where('staff_position_id', '=', staffPositionId)
        .where('until_day', '>', day)
        .executeTakeFirst(),
    );
    if (day <= position.from_day)
      refuse(
        'before-it-began',
        {
          vi: 'Ngày nghỉ phải sau ngày về trường: hãy chọn ngày khác.',
          en: 'The last day must come after the first one: choose another day.',
        },
        'day',
      );
    await work.db
      .updateTable('schools.staff_position')
      .set({ until_day: day, ended_why: why })
      .where('school_id', '=', schoolId)
      .where('staff_position_id', '=', staffPositionId)
      .execute();
    for (const table of [sql`schools.teaching_assignment`, sql`schools.homeroom`, sql`schools.timetable_slot`]) {
      await sql`delete from ${table} where school_id = ${schoolId} and staff_position_id = ${staffPositionId} and from_day >= ${day}`.execute(
        work.db,
      );
      await sql`update ${table} set until_day = ${day} where school_id = ${schoolId} and staff_position_id = ${staffPositionId} and until_day > ${day}`.execute(
        work.db,
      );
    }
    work.audit({ event: 'staff.left', subject: `staff-position:${staffPositionId}`, schoolId, data: { day, why } });
    await announceChangeOn(work, schoolId, day);
  },
});
