import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { fold } from '#platform/text/index.ts';

export type CodeList = 'ethnic' | 'religion' | 'policy';

export interface CodeEntry {
  key: string;
  name: string;
  codes: Record<string, string>;
  aliases: string[];
  source: string;
}

/** The entries of a list in force on a day, in its own order. */
export async function codeList(db: Query<'directory'>, list: CodeList, day: string): Promise<CodeEntry[]> {
  const rows = await db
    .selectFrom('directory.published_code_entry as entry')
    .innerJoin('directory.code_entry as full', join =>
      join.onRef('full.list', '=', 'entry.list').onRef('full.key', '=', 'entry.key'),
    )
    .select(['entry.key', 'entry.name', 'entry.codes', 'entry.aliases', 'full.source'])
    .where('entry.list', '=', list)
    .where('entry.from_day', '<=', day)
    .where('entry.until_day', '>', day)
    .orderBy(sql`entry.position`)
    .execute();
  return rows.map(row => ({ ...row, codes: row.codes as Record<string, string> }));
}

const spoken = (text: string) => fold(text).replace(/[^a-z0-9]/g, '');

/** Finds an entry by anything people write for it: its name, another spelling of it (Bahnar, Ba-na, Bana), its key. */
export function entryFinder(entries: readonly CodeEntry[]): (written: string) => CodeEntry | undefined {
  const byWord = new Map<string, CodeEntry>();
  // Without its marks one group's nickname may be another's name (Lao, Lào): a name wins.
  for (const entry of entries) for (const alias of [entry.key, ...entry.aliases]) byWord.set(spoken(alias), entry);
  for (const entry of entries) byWord.set(spoken(entry.name), entry);
  return written => byWord.get(spoken(written));
}
