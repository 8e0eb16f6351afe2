import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import type { Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { findSchoolYearOn } from '../queries/school-year.ts';

export const anId = z.number().int().positive();
export const aDay = z.iso.date();
export const aSchoolYear = z.string().regex(/^\d{4}-\d{4}$/);
export const aName = z.string().trim().min(1).max(200);
export const aSex = z.enum(['male', 'female']);

/** What a school tells the directory of someone; what is left out stays as it is, `null` empties it. */
export const personGiven = z.object({
  personId: anId.optional(),
  fullName: aName,
  birthDay: aDay.optional(),
  sex: aSex.optional(),
  ethnicKey: z.string().optional(),
  religionKey: z.string().nullish(),
  nationality: z.string().optional(),
  citizenNumber: z
    .string()
    .regex(/^\d{12}$/)
    .nullish(),
  ministryCode: z.string().min(1).max(20).optional(),
  phone: z.string().nullish(),
  email: z.string().nullish(),
  homeAddress: z.string().nullish(),
  birthPlace: z.string().nullish(),
  nativePlace: z.string().nullish(),
});
export type PersonGiven = z.infer<typeof personGiven>;

/** What a profile says beyond the columns: kept as the school wrote it, by the import's column names. */
export const profileDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type ProfileDetails = z.infer<typeof profileDetails>;

/** What a correction says of them: `null` takes one away. */
export const profileChanges = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ProfileChanges = z.infer<typeof profileChanges>;

/** Asks of one school, in the words of access.ts. */
export async function holds<D extends 'schools'>(db: Query<D>, rule: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select ${rule} as holds`.execute(db);
  return rows[0]?.holds ?? false;
}

/** Ends the command unless its actor may run the school. The school's row is locked: two changes of one school wait for each other. */
export async function mayRun(work: Work<'schools'>, schoolId: number): Promise<void> {
  const { rows } = await sql<{ school_id: number }>`select school_id from schools.school
    where school_id = ${schoolId} and ${may(work.actor).run(schoolId)} for update`.execute(work.db);
  work.allowed(rows[0]);
}

/** Tells upper domains that a school's records of a year are other than they were. */
export function announceChange(work: Work<'schools'>, schoolId: number, schoolYear: string): void {
  work.announce('schools.changed', { schoolId, schoolYear });
}

/** The same for what carries no year of its own (staff, pupils): the year of the day. */
export async function announceChangeOn(work: Work<'schools'>, schoolId: number, day: string): Promise<void> {
  const schoolYear = await findSchoolYearOn(work.db, day);
  if (schoolYear) announceChange(work, schoolId, schoolYear);
}

/**
 * Widens the wall by schools for the rest of the transaction. Only after the rule was asked, and only where the matter itself
 * names the school: one that is being opened (nobody reaches it yet), or the one that lets a pupil go. A literal of whole
 * numbers, as the wall itself is raised.
 */
export async function reachAlso(work: Work<'schools'>, ...more: number[]): Promise<void> {
  const schools = [...new Set([...work.actor.schools, ...more])];
  if (!schools.every(Number.isSafeInteger)) throw new Error('A school is a whole number.');
  await sql.raw(`set local rong.schools = '{${schools.join(',')}}'`).execute(work.db);
}
