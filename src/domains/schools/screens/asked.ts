import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import type { Ask } from '#platform/http/env.ts';
import { idFrom, readFor } from '#platform/http/env.ts';
import { Refusal } from '#platform/refusal.ts';
import type { FieldFault } from '#ui';
import { getSchool, type SchoolSeen } from '../queries/school.ts';

/** What a form sent, as typed; a field sent several times is a list joined by commas. */
export async function typedIn(ask: Ask): Promise<Record<string, string>> {
  const body = await ask.req.parseBody({ all: true });
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const texts = (Array.isArray(value) ? value : [value]).filter(each => typeof each === 'string');
      return texts.length > 0 ? [[name, texts.join(',').trim()]] : [];
    }),
  );
}

/** The day typed, or none that a command would take. */
export const dayTyped = (text: string | undefined): string =>
  z.iso.date().safeParse(text).success ? (text ?? '') : '';
export const idTyped = (text: string | undefined): number => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : 0);
export const gradeTyped = (text: string | undefined): number | undefined =>
  /^\d{1,2}$/.test(text ?? '') ? Number(text) : undefined;

/** Does it, or answers what is wrong, for the form to say beside its field. */
export async function tried<T>(ask: Ask, run: () => Promise<T>): Promise<{ done: T } | { faults: FieldFault[] }> {
  try {
    return { done: await run() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A command takes many; a form has one: "pupils.0.person.phone" is its field "phone".
    const field = error.field?.replace(/^\w+\.\d+\.(?:person\.|details\.)?/, '');
    return { faults: [{ words: error.said[ask.var.language], ...(field ? { field } : {}) }] };
  }
}

/** Opens a page of a school: asks who may see it, in the year that the address names, or the one that the thing shown belongs to. */
export const onSchool = <T>(
  ask: Ask,
  run: (db: Query<'schools'>, school: SchoolSeen) => Promise<T>,
  yearOf: (db: Query<'schools'>) => Promise<string | undefined> = async () => ask.req.query('year'),
): Promise<T> =>
  readFor(ask, 'schools', async db =>
    run(db, await getSchool(db, ask.var.actor, idFrom(ask, 'schoolId'), ask.var.system.today(), await yearOf(db))),
  );
