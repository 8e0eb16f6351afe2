import { peopleByCitizenNumber, peopleByIds, peopleByMinistryCode } from '#directory';
import { forDomain, type Query } from '#platform/database/database.ts';
import { fold } from '#platform/text/index.ts';
import { enrolledElsewhere } from '../queries/pupil-records.ts';

/** What a file's rows say of who someone is. */
export interface Identified {
  citizenNumber?: string | undefined;
  ministryCode?: string | undefined;
  fullName?: string | undefined;
  birthDay?: string | undefined;
}

/** Whose numbers the rows carry over the whole province, asked once for a file. */
export interface KnownElsewhere {
  /** The person of a citizen number. */
  byCitizenNumber: ReadonlyMap<string, number>;
  byMinistryCode: ReadonlyMap<string, number>;
  /** The number belongs to someone of this name and birth day. */
  agrees(personId: number, row: Identified): boolean;
  /** Another school has this pupil now. */
  isElsewhere(personId: number): boolean;
}

export async function knownElsewhere(
  db: Query<'schools'>,
  schoolId: number,
  rows: readonly Identified[],
): Promise<KnownElsewhere> {
  const directory = forDomain<'directory'>(db);
  const byCitizenNumber = await peopleByCitizenNumber(
    directory,
    rows.flatMap(row => row.citizenNumber ?? []),
  );
  const byMinistryCode = await peopleByMinistryCode(
    directory,
    rows.flatMap(row => row.ministryCode ?? []),
  );
  const ids = [...new Set([...byCitizenNumber.values(), ...byMinistryCode.values()])];
  const people = await peopleByIds(directory, ids);
  const elsewhere = await enrolledElsewhere(db, ids, schoolId);
  return {
    byCitizenNumber,
    byMinistryCode,
    agrees(personId, row) {
      const person = people.get(personId);
      return (
        person !== undefined &&
        fold(person.fullName) === fold(row.fullName ?? '') &&
        (!person.birthDay || !row.birthDay || person.birthDay === row.birthDay)
      );
    },
    isElsewhere: personId => elsewhere.has(personId),
  };
}

/** Same name, same birth day: what people go by where there is no number. */
export const nameAndBirth = (row: Identified) => `${fold(row.fullName ?? '')} ${row.birthDay ?? ''}`;

/** A row may correct a name or a birth day; where neither is as it was, it speaks of someone else. */
export const isSomeoneElse = (row: Identified, known: Identified) =>
  row.fullName !== undefined &&
  fold(row.fullName) !== fold(known.fullName ?? '') &&
  row.birthDay !== undefined &&
  known.birthDay !== undefined &&
  row.birthDay !== known.birthDay;

/** Rows of a list under the key each has; rows without one are left out. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Class names as people write them: "Lớp 6 A" and "6a" are one. */
export const classKey = (name: string) =>
  fold(name)
    .replace(/^lop\s*/, '')
    .replace(/\s+/g, '');
