import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';

export const anId = z.number().int().positive();
export const aDay = z.iso.date();
export const aSchoolYear = z.string().regex(/^\d{4}-\d{4}$/);
export const aTerm = z.union([z.literal(1), z.literal(2)]);

/** Asks a rule of one school or class, in the words of access.ts. */
export async function holds(db: Query<'gradebook'>, rule: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select ${rule} as holds`.execute(db);
  return rows[0]?.holds ?? false;
}
