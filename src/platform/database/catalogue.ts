import pg from 'pg';

/** How a table is spread over machines, as its comment says. */
export type Spread = 'school' | 'person' | 'key' | 'reference' | 'local';

export interface CatalogueTable {
  name: string;
  spread: Spread | null;
  hasSchool: boolean;
  forced: boolean;
  keys: { name: string; columns: string[] }[];
  foreignKeys: { name: string; columns: string[]; to: string; toColumns: string[]; definition: string }[];
  triggers: string[];
  policies: { name: string; text: string }[];
}

const tablesQuery = `
  select c.oid::regclass::text as name,
    substring(obj_description(c.oid) from '^spread: (school|person|key|reference|local)') as spread,
    exists (select from pg_attribute where attrelid = c.oid and attname = 'school_id' and not attisdropped) as "hasSchool",
    c.relrowsecurity and c.relforcerowsecurity as forced,
    (select coalesce(json_agg(json_build_object('name', i.relname, 'columns',
        (select json_agg(a.attname order by k.ord) from unnest(x.indkey) with ordinality k(num, ord) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num))), '[]')
      from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid and x.indisunique) as keys,
    (select coalesce(json_agg(json_build_object('name', k.conname, 'to', k.confrelid::regclass::text, 'definition', pg_get_constraintdef(k.oid),
        'columns', (select json_agg(a.attname order by n.ord) from unnest(k.conkey) with ordinality n(num, ord) join pg_attribute a on a.attrelid = c.oid and a.attnum = n.num),
        'toColumns', (select json_agg(a.attname order by n.ord) from unnest(k.confkey) with ordinality n(num, ord) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num)) order by k.conname), '[]')
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys",
    array(select tgname::text from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers,
    (select coalesce(json_agg(json_build_object('name', polname, 'text', concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)))), '[]')
      from pg_policy where polrelid = c.oid) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public', 'graphile_worker')
  order by 1`;

/** What the database says of itself. */
export async function readCatalogue(ownerUrl: string): Promise<CatalogueTable[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<CatalogueTable>(tablesQuery)).rows;
  } finally {
    await client.end();
  }
}
