import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/** One line of time for every domain: 20261124080000__gradebook__create.sql, in plain SQL, never edited once applied. */
interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

const folder = path.resolve(import.meta.dirname, '..', '..', 'migrations');

/** Any process may be the first to start: the lock lets one migrate while the others wait. */
const MIGRATION_LOCK = 7_240_001;

export function readMigrations(from = folder): Migration[] {
  const names = readdirSync(from).filter(name => name.endsWith('.sql'));
  return names.sort().map(name => {
    if (!/^\d{14}__[a-z-]+__[a-z0-9_-]+\.sql$/.test(name))
      throw new Error(`Migration ${name}: name it TIME__domain__what.sql`);
    const sql = readFileSync(path.join(from, name), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * The password of the application's role follows from the owner's, so that several machines agree without a file.
 * @throws where the owner has none: everyone could then compute ours.
 */
export function applicationPassword(ownerUrl: string): string {
  const { password } = new URL(ownerUrl);
  if (password === '')
    throw new Error(
      'DATABASE_URL names no password. Write one (postgres://user:password@host/database): the password of the role rong_app follows from it.',
    );
  return createHmac('sha256', password).update('rong_app').digest('base64url');
}

async function makeRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  for (const role of ['rong_app', 'rong_wide']) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role ${role} nologin`);
  }
  const password = client.escapeLiteral(applicationPassword(ownerUrl));
  // NOINHERIT is the wall: with inheritance the wide policy would apply to every query of the application, silently.
  await client.query(`alter role rong_app login noinherit password ${password}`);
  await client.query('grant rong_wide to rong_app');
  // From PostgreSQL 16 on a grant keeps its own word on inheritance, and one made by hand before ours would stand.
  const { rows } = await client.query<{ inherits: boolean }>(
    `select pg_has_role('rong_app', 'rong_wide', 'usage') as inherits`,
  );
  if (rows[0]?.inherits)
    throw new Error(
      'The role rong_app inherits from rong_wide, so that nothing would part the schools. As a superuser: revoke rong_wide from rong_app; then start again.',
    );
}

/** What stands in an audit entry; its number and transaction are the database's own, or entries could be slipped past the seal. */
const AUDIT_COLUMNS = 'school_id, at, actor, command, event, subject, data, request_id';

/**
 * Privileges follow from what a table says of itself in its comment; set anew after every migration, in one transaction, so
 * that processes already at work never meet a moment without them (or with too many). Only in our own schemas: a database may
 * hold those of others.
 */
async function grantPrivileges(client: pg.Client, migrations: Migration[]): Promise<void> {
  const domains = [...new Set(migrations.map(({ name }) => name.split('__')[1]))];
  const { rows: schemas } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any ($1)',
    [domains],
  );
  for (const { name } of schemas) {
    await client.query(`grant usage on schema ${name} to rong_app, rong_wide`);
    await client.query(`grant select, insert, update, delete on all tables in schema ${name} to rong_app`);
    await client.query(`grant usage on all sequences in schema ${name} to rong_app`);
    await client.query(`revoke all on all tables in schema ${name} from rong_wide`);
  }
  const ours = [schemas.map(schema => schema.name)];
  const { rows: tables } = await client.query<{ name: string; kind: string; comment: string | null }>(
    `select c.oid::regclass::text as name, c.relkind as kind, obj_description(c.oid) as comment
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'v')`,
    ours,
  );
  for (const { name, kind, comment } of tables) {
    const isLocal = comment?.startsWith('spread: local') ?? false;
    if (kind === 'v' || !isLocal || name === 'platform.role_held')
      await client.query(`grant select on ${name} to rong_wide`);
    if (comment?.includes('Append-only'))
      await client.query(`revoke update, delete, truncate on ${name} from rong_app`);
  }
  await client.query('revoke insert on platform.audit_entry from rong_app');
  await client.query(`grant insert (${AUDIT_COLUMNS}) on platform.audit_entry to rong_app`);
  // Seals are made by the keeper of the chain (platform/audit/seal.ts), who is not the application.
  await client.query('revoke all on platform.audit_seal, platform.audit_checkpoint, platform.migration from rong_app');
  await client.query('grant select on platform.audit_seal, platform.audit_checkpoint to rong_app');
  // What runs with the owner's rights is the application's to call, and nobody else's.
  const { rows: functions } = await client.query<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = any ($1) and p.prosecdef`,
    ours,
  );
  for (const { name } of functions) {
    await client.query(`revoke execute on function ${name} from public, rong_wide`);
    await client.query(`grant execute on function ${name} to rong_app`);
  }
}

/**
 * Brings the database to the newest state.
 * @throws where an applied migration was edited or is gone, or one fails (it is rolled back alone; earlier ones stay).
 */
export async function migrate(ownerUrl: string, migrations = readMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const applied: string[] = [];
  try {
    const version = Number((await client.query('show server_version_num')).rows[0].server_version_num);
    if (version < 150_000) throw new Error(`PostgreSQL 15 or newer is needed; this server is ${version}.`);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await makeRoles(client, ownerUrl);
    await runMigrations({ connectionString: ownerUrl });
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (name text primary key, checksum text not null, applied_at timestamptz not null default now());
      comment on table platform.migration is 'spread: local. Which migrations were applied, with their checksums.'`);
    const { rows: done } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from platform.migration',
    );
    for (const { name, checksum } of done) {
      const file = migrations.find(migration => migration.name === name);
      if (!file) throw new Error(`Migration ${name} was applied to this database but is gone from src/migrations.`);
      if (file.checksum !== checksum)
        throw new Error(`Migration ${name} was edited after it was applied: write a new one instead.`);
    }
    for (const migration of migrations.filter(({ name }) => !done.some(row => row.name === name))) {
      await client.query('begin');
      try {
        await client.query(migration.sql);
        await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [
          migration.name,
          migration.checksum,
        ]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${migration.name}: ${(error as Error).message}`, { cause: error });
      }
      applied.push(migration.name);
    }
    await client.query('begin');
    await grantPrivileges(client, migrations);
    await client.query('commit');
  } finally {
    await client.end();
  }
  return applied;
}
