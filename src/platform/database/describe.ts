import pg from 'pg';

/** The database as it stands, written for people (docs/schema) and for the compiler (tables.ts). A test keeps both true. */
export interface Description {
  path: string;
  text: string;
}

interface Column {
  table: string;
  kind: 'r' | 'v';
  name: string;
  type: string;
  required: boolean;
  hasDefault: boolean;
  always: boolean;
  comment: string | null;
}

interface Constraint {
  table: string;
  kind: string;
  text: string;
}

const columnsOf = `
  select c.relname as table, c.relkind as kind, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         case when c.relkind = 'r' then a.attnotnull
              else exists (select from pg_attribute b join pg_class t on t.oid = b.attrelid
                           where t.relnamespace = c.relnamespace and t.relkind = 'r' and b.attname = a.attname and b.attnotnull) end as required,
         a.atthasdef or a.attidentity <> '' as "hasDefault", a.attidentity = 'a' as always,
         col_description(c.oid, a.attnum) as comment
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
  order by c.relkind, c.relname, a.attnum`;

const constraintsOf = `
  select c.relname as table, k.contype as kind, pg_get_constraintdef(k.oid) as text
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where c.relnamespace = $1::regnamespace and k.contype in ('p', 'u', 'f', 'c', 'x')
  order by c.relname, k.contype, k.conname`;

const typescript: Record<string, string> = {
  bigint: 'number',
  integer: 'number',
  text: 'string',
  boolean: 'boolean',
  date: 'string',
  'timestamp with time zone': 'Timestamp',
  jsonb: 'Json',
  bytea: 'Buffer',
  'bigint[]': 'number[]',
  'integer[]': 'number[]',
  'text[]': 'string[]',
};

/** check (kind in ('a', 'b')) makes the column the union 'a' | 'b'. */
function unionOf(column: Column, constraints: Constraint[]): string | undefined {
  for (const { kind, text } of constraints) {
    if (kind !== 'c') continue;
    const found = /^CHECK \(\(?\(?(\w+) = ANY \((?:\()?ARRAY\[(.+?)\]/.exec(text);
    if (found?.[1] === column.name && found[2]?.includes("'")) {
      return [...found[2].matchAll(/'((?:[^']|'')*)'/g)]
        .map(([, value]) => `'${value?.replaceAll("''", "'")}'`)
        .join(' | ');
    }
  }
  return undefined;
}

/** A view's column takes the union of the table it is named after ("published_plan": plan), or of the only table that has one. */
function constraintsFor(column: Column, all: Map<string, Constraint[]>): Constraint[] {
  if (column.kind === 'r') return all.get(column.table) ?? [];
  const namesake = all.get(column.table.replace(/^published_/, ''));
  if (namesake && unionOf(column, namesake)) return namesake;
  const others = [...all.values()].filter(constraints => unionOf(column, constraints));
  return others.length === 1 ? (others[0] ?? []) : [];
}

function typeOf(column: Column, constraints: Constraint[]): string {
  const plain = unionOf(column, constraints) ?? typescript[column.type];
  if (!plain) throw new Error(`${column.table}.${column.name}: no TypeScript type for ${column.type}`);
  const type = column.required && column.comment !== 'may be missing' ? plain : `${plain} | null`;
  return column.hasDefault ? `Generated<${type}>` : type;
}

const pascal = (name: string) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

const bySubject = <T extends { table: string }>(rows: T[]) => Map.groupBy(rows, row => row.table);

function tablesFile(schema: string, columns: Column[], constraints: Constraint[]): string {
  const parts: string[] = [];
  const names: string[] = [];
  const checks = bySubject(constraints);
  for (const [table, own] of bySubject(columns)) {
    names.push(`  '${schema}.${table}': ${pascal(table)};`);
    const lines = own.map(column => `  ${column.name}: ${typeOf(column, constraintsFor(column, checks))};`);
    parts.push(`export interface ${pascal(table)} {\n${lines.join('\n')}\n}`);
  }
  const body = parts.join('\n\n');
  const used = ['Generated', 'Json', 'Timestamp'].filter(name => new RegExp(`\\b${name}\\b`).test(body));
  const from = used.length > 0 ? `import type { ${used.join(', ')} } from '#platform/database/types.ts';\n\n` : '';
  return `// Written by bin/describe-schema.ts from the migrations: change those, then run it.\n${from}${body}\n\nexport interface ${pascal(schema)}Tables {\n${names.join('\n')}\n}\n`;
}

function schemaText(
  schema: string,
  columns: Column[],
  constraints: Constraint[],
  comments: Map<string, string>,
  policies: Map<string, string[]>,
): string {
  const checks = bySubject(constraints);
  const parts = [...bySubject(columns)].map(([table, own]) => {
    const width = Math.max(...own.map(column => column.name.length));
    const lines = own.map(
      column => `  ${column.name.padEnd(width)}  ${column.type}${column.kind === 'r' && !column.required ? '?' : ''}`,
    );
    const rules = (checks.get(table) ?? []).map(({ text }) => `  ${text}`);
    const walls = (policies.get(table) ?? []).map(name => `  POLICY ${name}`);
    const said = comments.get(table);
    return [
      `${own[0]?.kind === 'v' ? 'view' : 'table'} ${schema}.${table}`,
      ...(said ? [`  -- ${said}`] : []),
      ...lines,
      ...rules,
      ...walls,
    ].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

/** Describes every schema of ours. Platform first, then the domains by name. */
export async function describeSchema(ownerUrl: string): Promise<Description[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const files: Description[] = [];
    const { rows: schemas } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public', 'graphile_worker') order by nspname`,
    );
    for (const { name } of schemas) {
      const { rows: columns } = await client.query<Column>(columnsOf, [name]);
      const { rows: constraints } = await client.query<Constraint>(constraintsOf, [name]);
      const { rows: comments } = await client.query<{ table: string; comment: string }>(
        'select relname as table, obj_description(oid) as comment from pg_class where relnamespace = $1::regnamespace and obj_description(oid) is not null',
        [name],
      );
      const { rows: policies } = await client.query<{ table: string; name: string }>(
        'select tablename as table, policyname as name from pg_policies where schemaname = $1 order by policyname',
        [name],
      );
      const byTable = new Map([...bySubject(policies)].map(([table, own]) => [table, own.map(policy => policy.name)]));
      const home = name === 'platform' ? 'src/platform/database/platform-tables.ts' : `src/domains/${name}/tables.ts`;
      files.push({ path: home, text: tablesFile(name, columns, constraints) });
      // PostgreSQL 18 lists NOT NULL as constraints of their own, 15 does not: only what both say is written.
      files.push({
        path: `docs/schema/${name}.txt`,
        text: schemaText(name, columns, constraints, new Map(comments.map(row => [row.table, row.comment])), byTable),
      });
    }
    return files;
  } finally {
    await client.end();
  }
}
