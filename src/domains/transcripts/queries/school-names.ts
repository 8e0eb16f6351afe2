import { sql } from 'kysely';
import type { System } from '#platform/system.ts';
import { readWide } from '#platform/work.ts';

/** The names of schools by the Ministry's code, as they are now or last were; public in themselves. */
export async function schoolNames(system: System): Promise<Record<string, string>> {
  const { rows } = await readWide(system, 'transcripts', db =>
    sql<{
      code: string;
      name: string;
    }>`select distinct on (moet_code) moet_code as code, name from directory.published_place
      where kind = 'school' and moet_code is not null order by moet_code, from_day desc`.execute(db),
  );
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]));
}
