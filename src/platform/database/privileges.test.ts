import { expect, test } from 'vitest';
import { asOwnerOf } from '../../../test/as-owner.ts';
import { useSystem } from '../../../test/database.ts';
import { inTransaction } from './database.ts';
import { applicationPassword, migrate } from './migrate.ts';

const world = useSystem();

const asOwner = asOwnerOf(world);

const asApplication = (statement: string) => world().database.pool.query(statement);

test('a view over walled tables asks with the rights of whoever reads it', async () => {
  const open = await asOwner<{ view: string }>(`
    select distinct v.oid::regclass::text as view from pg_class v
    join pg_rewrite r on r.ev_class = v.oid join pg_depend d on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass
    join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
    where v.relkind in ('v', 'm') and v.relnamespace <> 'graphile_worker'::regnamespace and t.relrowsecurity and not coalesce(v.reloptions @> '{security_invoker=true}', false)`);
  expect(open).toEqual([]);
});

test('whatever carries a school_id stands behind the wall, and every rule for the application asks for it', async () => {
  const open = await asOwner<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id'
    where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`);
  expect(open).toEqual([]);
  const loose = await asOwner<{ name: string; policy: string }>(`
    select polrelid::regclass::text as name, polname as policy from pg_policy
    where not ('rong_wide'::regrole = any (polroles) and polcmd = 'r' and cardinality(polroles) = 1)
      and not (select rolsuper or rolname = current_user from pg_roles where oid = polroles[1])
      and (0 = any (polroles) or 'rong_app'::regrole = any (polroles))
      and not (coalesce(pg_get_expr(polqual, polrelid), 'reached()') like '%reached()%' and coalesce(pg_get_expr(polwithcheck, polrelid), 'reached()') like '%reached()%')`);
  expect(loose).toEqual([]);
});

test('what runs with the rights of the owner has a fixed search path, and only the application may call it', async () => {
  const functions = await asOwner<{
    name: string;
    path: string | null;
    everyone: boolean;
    wide: boolean;
    app: boolean;
  }>(`
    select p.oid::regproc::text as name, p.proconfig::text as path, has_function_privilege('public', p.oid, 'execute') as everyone,
      has_function_privilege('rong_wide', p.oid, 'execute') as wide, has_function_privilege('rong_app', p.oid, 'execute') as app
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')`);
  expect(functions.length).toBeGreaterThanOrEqual(3);
  expect(
    functions.filter(
      each => each.everyone || each.wide || !each.app || !each.path?.startsWith('{search_path=pg_catalog'),
    ),
  ).toEqual([]);
});

test('reading wide meets no account, session, token or secret', async () => {
  for (const table of ['account', 'session', 'sign_in_step', 'passkey', 'api_token', 'secret', 'letter', 'done_once']) {
    const reading = inTransaction(world().database, { schools: [], wide: true }, 'read only', tables =>
      tables
        .selectFrom(`platform.${table}` as 'platform.secret')
        .selectAll()
        .execute(),
    );
    await expect(reading, table).rejects.toThrow('permission denied');
  }
});

test('the application chooses neither number nor transaction of an audit entry, and writes no seal', async () => {
  const entry = `(school_id, at, actor, command, event, subject, data, request_id`;
  const values = `(0, now(), 'x', 'x', 'x', 'x', '{}', '-'`;
  await expect(
    asApplication(`insert into platform.audit_entry ${entry}, audit_entry_id) values ${values}, 4000000000)`),
  ).rejects.toThrow('permission denied');
  await expect(
    asApplication(`insert into platform.audit_entry ${entry}, transaction_id) values ${values}, 4000000000)`),
  ).rejects.toThrow('permission denied');
  await expect(asApplication(`insert into platform.audit_seal values (0, 1, 1, 1, 'x', now())`)).rejects.toThrow(
    'permission denied',
  );
  await expect(asApplication('truncate platform.audit_entry')).rejects.toThrow('permission denied');
});

test('the application may neither make tables nor call its way out', async () => {
  await expect(asApplication('create table platform.mine (id int)')).rejects.toThrow('permission denied');
  await expect(asApplication('create schema mine')).rejects.toThrow('permission denied');
  await expect(asApplication('select graphile_worker.add_job($$platform.seal-audit$$)')).rejects.toThrow(
    'permission denied',
  );
  await expect(asApplication(`copy directory.person to program 'cat'`)).rejects.toThrow('permission denied');
});

test('privileges are set anew while others read: nobody meets a moment without them', async () => {
  let isDone = false;
  const migrating = (async () => {
    for (let times = 0; times < 3; times++) await migrate(world().database.ownerUrl);
    isDone = true;
  })();
  let reads = 0;
  while (!isDone) {
    await inTransaction(world().database, { schools: [], wide: true }, 'read only', tables =>
      tables.selectFrom('schools.class').selectAll().limit(1).execute(),
    );
    await expect(asApplication('delete from platform.audit_entry')).rejects.toThrow('permission denied');
    reads++;
  }
  await migrating;
  expect(reads).toBeGreaterThan(0);
}, 30_000);

test('another application’s schema in the same database stays closed', async () => {
  await asOwner('create schema strangers; create table strangers.ledger (id int)');
  await migrate(world().database.ownerUrl);
  await expect(asApplication('select * from strangers.ledger')).rejects.toThrow('permission denied');
  await asOwner('drop schema strangers cascade');
});

test('an owner without a password gives the application none that everyone can compute', () => {
  expect(() => applicationPassword('postgres://rong@localhost/rong')).toThrow('names no password');
  expect(applicationPassword('postgres://rong:one@localhost/rong')).not.toBe(
    applicationPassword('postgres://rong:two@localhost/rong'),
  );
});
