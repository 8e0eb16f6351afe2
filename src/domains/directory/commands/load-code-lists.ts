import { sql } from 'kysely';
import { z } from 'zod';
import { house } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { json } from '#platform/database/types.ts';
import type { System } from '#platform/system.ts';
import { command, perform, read } from '#platform/work.ts';
import { may } from '../access.ts';
import { ethnicGroups } from '../lists/ethnic-groups.ts';
import { policyGroups } from '../lists/policy-groups.ts';
import { religions } from '../lists/religions.ts';

const listed = [ethnicGroups, religions, policyGroups].flatMap(list =>
  list.map((entry, index) => ({ fromDay: '-infinity', untilDay: 'infinity', position: index + 1, ...entry })),
);

const given = sql`unnest(${listed.map(e => e.list)}::text[], ${listed.map(e => e.key)}::text[], ${listed.map(e => e.name)}::text[],
    ${listed.map(e => json(e.codes))}::jsonb[], ${listed.map(e => json(e.aliases))}::jsonb[], ${listed.map(e => e.position)}::int[],
    ${listed.map(e => e.fromDay)}::date[], ${listed.map(e => e.untilDay)}::date[], ${listed.map(e => e.source)}::text[])
  as t (list, key, name, codes, aliases, position, from_day, until_day, source)`;

const aliases = sql`array(select jsonb_array_elements_text(t.aliases))`;

/** Writes the national lists as this version of Rông knows them. An entry once there is never removed, only ended. */
export const loadLists = command('directory', 'load-code-lists', {
  input: z.object({}),
  async run(work): Promise<number> {
    work.allowed(may(work.actor).loadCodeLists);
    const { rows } = await sql<{ list: string; key: string }>`
      insert into directory.code_entry as known (list, key, name, codes, aliases, position, from_day, until_day, source)
      select list, key, name, codes, ${aliases}, position, from_day, until_day, source from ${given}
      on conflict (list, key) do update set name = excluded.name, codes = excluded.codes, aliases = excluded.aliases,
        position = excluded.position, from_day = excluded.from_day, until_day = excluded.until_day, source = excluded.source
      where (known.name, known.codes, known.aliases, known.position, known.from_day, known.until_day, known.source)
        is distinct from (excluded.name, excluded.codes, excluded.aliases, excluded.position, excluded.from_day, excluded.until_day, excluded.source)
      returning list, key`.execute(work.db);
    work.audit({ event: 'code-lists.loaded', subject: 'code-lists', data: { changed: rows.length } });
    return rows.length;
  },
});

/** At every start: loads the lists where they differ from what is there, and otherwise leaves no trace. */
export async function loadCodeLists(system: System): Promise<void> {
  const actor = house('start', system.today());
  if (await read(system, actor, 'directory', differs)) await perform(system, actor, loadLists, {});
}

async function differs(db: Query<'directory'>): Promise<boolean> {
  const { rows } =
    await sql`select from ${given} where not exists (select from directory.code_entry e where e.list = t.list and e.key = t.key
    and (e.name, e.codes, e.aliases, e.position, e.from_day, e.until_day, e.source)
      is not distinct from (t.name, t.codes, ${aliases}, t.position, t.from_day, t.until_day, t.source)) limit 1`.execute(
      db,
    );
  return rows.length > 0;
}
