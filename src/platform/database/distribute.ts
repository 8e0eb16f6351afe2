import pg from 'pg';
import { type CatalogueTable, readCatalogue, type Spread } from './catalogue.ts';

/** Which column spreads a table. Tables spread by the same column of the same type live together. */
const columnOf: Record<Exclude<Spread, 'reference' | 'local'>, (table: CatalogueTable) => string> = {
  school: () => 'school_id',
  person: table => (table.name === 'directory.guardian' ? 'pupil_person_id' : 'person_id'),
  key: table => table.keys[0]?.columns[0] ?? '',
};

/**
 * The statements that spread a database over machines with Citus: foreign keys off, reference tables first, then the
 * distributed ones, keys back. Local tables stay on the coordinator (DESIGN, "Records": tried on Citus 13).
 */
export function distributionPlan(tables: CatalogueTable[]): string[] {
  const moved = tables.filter(table => table.spread && table.spread !== 'local');
  const names = new Set(moved.map(table => table.name));
  const affected = tables.flatMap(table =>
    table.foreignKeys.filter(key => names.has(table.name) || names.has(key.to)).map(key => ({ table, key })),
  );
  const first = new Map<string, string>();
  const distribute = moved
    .filter(table => table.spread !== 'reference')
    .map(table => {
      const spread = table.spread as keyof typeof columnOf;
      const column = columnOf[spread](table);
      const group = spread === 'key' ? undefined : first.get(spread);
      if (!group) first.set(spread, table.name);
      return `select create_distributed_table('${table.name}', '${column}', colocate_with => '${group ?? 'none'}');`;
    });
  return [
    "set citus.propagate_set_commands = 'local';",
    ...affected.map(({ table, key }) => `alter table ${table.name} drop constraint ${key.name};`),
    ...moved
      .filter(table => table.spread === 'reference')
      .map(table => `select create_reference_table('${table.name}');`),
    ...distribute,
    ...affected.map(({ table, key }) => `alter table ${table.name} add constraint ${key.name} ${key.definition};`),
    "alter database current_database_name set citus.propagate_set_commands = 'local';",
  ];
}

/** Spreads the database. @throws where the server has no Citus, or a statement fails (all is one transaction: nothing half-done). */
export async function distribute(ownerUrl: string): Promise<number> {
  const statements = distributionPlan(await readCatalogue(ownerUrl));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_available_extensions where name = 'citus'`);
    if (rowCount === 0)
      throw new Error('This server has no Citus extension: nothing was changed. See the statements with --dry-run.');
    await client.query('create extension if not exists citus');
    const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
    await client.query('begin');
    for (const statement of statements)
      await client.query(statement.replace('current_database_name', rows[0]?.name ?? ''));
    await client.query('commit');
    return statements.length;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
