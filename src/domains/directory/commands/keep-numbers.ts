import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { refuse } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';
import { may } from '../access.ts';
import type { KnownPerson } from '../rules/person-record.ts';

interface Numbered {
  index: number;
  before: KnownPerson | undefined;
  person: KnownPerson;
}

/** Keeps the two tables that make numbers unique over the province. Whose number it is, is not revealed. */
export async function keepNumbers(work: Work<'directory'>, rows: readonly Numbered[]): Promise<void> {
  for (const { index, person, before } of rows) {
    if (person.citizenNumber !== null && !/^\d{12}$/.test(person.citizenNumber)) {
      refuse(
        'citizen-number-form',
        { vi: 'Số định danh cá nhân gồm đúng 12 chữ số.', en: 'A citizen number has exactly 12 digits.' },
        `people.${index}.citizenNumber`,
      );
    }
    const isMended = before?.ministryCode && before.ministryCode !== person.ministryCode;
    if (isMended && !may(work.actor).mendMinistryCode) {
      refuse(
        'ministry-code-fixed',
        {
          vi: 'Mã định danh của Bộ đã cấp thì không đổi (TT 42/2021, Điều 10): nếu ghi nhầm, hãy báo Phòng hoặc Sở sửa.',
          en: 'A ministry code, once given, does not change (TT 42/2021, art. 10): if it was mistyped, ask the office above to mend it.',
        },
        `people.${index}.ministryCode`,
      );
    }
  }
  await keepUnique(
    work.db,
    'citizen_number',
    rows.map(row => ({
      index: row.index,
      id: row.person.personId,
      was: row.before?.citizenNumber ?? null,
      is: row.person.citizenNumber,
    })),
  );
  await keepUnique(
    work.db,
    'ministry_code',
    rows.map(row => ({
      index: row.index,
      id: row.person.personId,
      was: row.before?.ministryCode ?? null,
      is: row.person.ministryCode,
    })),
  );
}

const said = {
  citizen_number: { field: 'citizenNumber', code: 'citizen-number-used', vi: 'Số định danh', en: 'The citizen number' },
  ministry_code: {
    field: 'ministryCode',
    code: 'ministry-code-used',
    vi: 'Mã định danh của Bộ',
    en: 'The ministry code',
  },
};

async function keepUnique(
  db: Query<'directory'>,
  key: keyof typeof said,
  rows: readonly { index: number; id: number; was: string | null; is: string | null }[],
): Promise<void> {
  const moved = rows.filter(row => row.was !== row.is);
  const given = moved.filter(row => row.is !== null);
  const left = moved.filter(row => row.was !== null).map(row => row.was);
  const table = sql.table(`directory.${key}`);
  if (left.length > 0) await sql`delete from ${table} where ${sql.ref(key)} = any (${left}::text[])`.execute(db);
  if (given.length === 0) return;
  const { rows: kept } = await sql<{ number: string }>`insert into ${table} (${sql.ref(key)}, person_id)
    select * from unnest(${given.map(row => row.is)}::text[], ${given.map(row => row.id)}::bigint[])
    on conflict do nothing returning ${sql.ref(key)} as number`.execute(db);
  const free = new Set(kept.map(row => row.number));
  // A number given twice in one list is kept once: the second of the two is the one to look at.
  const taken = given.find(row => !free.delete(row.is ?? ''));
  if (!taken) return;
  const { field, code, vi, en } = said[key];
  refuse(
    code,
    {
      vi: `${vi} ${taken.is} đã dùng cho một người khác: hãy đối chiếu giấy tờ, rồi sửa số ở đây hoặc báo cấp trên.`,
      en: `${en} ${taken.is} is already in use by someone else: check the papers, then mend it here or tell the office above.`,
    },
    `people.${taken.index}.${field}`,
  );
}
