import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useSystem } from '../../../test/database.ts';
import { root } from '../settings.ts';
import { readCatalogue } from './catalogue.ts';
import { describeSchema } from './describe.ts';
import { distribute, distributionPlan } from './distribute.ts';
import { migrate } from './migrate.ts';

const world = useSystem();
const catalogue = () => readCatalogue(world().database.ownerUrl);

test('every table says how it is spread', async () => {
  const tables = await catalogue();
  expect(tables.length).toBeGreaterThan(30);
  expect(tables.filter(table => !table.spread).map(table => table.name)).toEqual([]);
});

test('a table of a school has school_id first in its keys, and in its foreign keys to other schools’ tables', async () => {
  const tables = await catalogue();
  const spread = new Map(tables.map(table => [table.name, table.spread]));
  const faults: string[] = [];
  for (const table of tables.filter(each => each.spread === 'school')) {
    for (const key of table.keys) if (key.columns[0] !== 'school_id') faults.push(`${table.name}: ${key.name}`);
    for (const key of table.foreignKeys) {
      const to = spread.get(key.to);
      if (to === 'reference') continue;
      if (to !== 'school' || key.columns[0] !== 'school_id' || key.toColumns[0] !== 'school_id')
        faults.push(`${table.name}: ${key.name} to ${key.to}`);
    }
  }
  expect(faults).toEqual([]);
});

test('people hang on no school, codes and places on nothing that is spread', async () => {
  const tables = await catalogue();
  const spread = new Map(tables.map(table => [table.name, table.spread]));
  const faults = tables
    .filter(table => table.spread !== 'school')
    .flatMap(table =>
      table.foreignKeys
        .filter(key => !allowed(table.spread, spread.get(key.to)))
        .map(key => `${table.name} to ${key.to}`),
    );
  expect(faults).toEqual([]);
});

/** A reference table may point at reference tables; a local one at local ones; a spread one at reference tables alone. */
const allowed = (from: string | null, to: string | null | undefined) =>
  to === 'reference' || (from === 'local' && to === 'local');

test('no table has a trigger', async () => {
  expect((await catalogue()).filter(table => table.triggers.length > 0).map(table => table.name)).toEqual([]);
});

test('the wall stands on every table that carries school_id, through the one function, without a sub-select', async () => {
  const walled = (await catalogue()).filter(table => table.hasSchool && table.spread === 'school');
  expect(walled.length).toBeGreaterThan(10);
  for (const table of walled) {
    expect({ name: table.name, forced: table.forced }).toEqual({ name: table.name, forced: true });
    const policies = table.policies.map(policy => policy.text).join(' ');
    expect(policies).toContain('platform.reached()');
    expect(policies.toLowerCase()).not.toContain('select');
  }
});

test('reached() keeps the shape that was measured: plpgsql, stable, leakproof, parallel safe', async () => {
  const { rows } = await world().database.pool.query(
    `select lanname, provolatile, proleakproof, proparallel from pg_proc p join pg_language l on l.oid = p.prolang where p.oid = 'platform.reached'::regproc`,
  );
  expect(rows).toEqual([{ lanname: 'plpgsql', provolatile: 's', proleakproof: true, proparallel: 's' }]);
});

test('the application owns nothing and is no superuser', async () => {
  const { rows } = await world().database.pool.query(
    `select rolsuper, rolcreaterole, rolbypassrls, (select count(*) from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolcreaterole: false, rolbypassrls: false, owned: 0 }]);
});

test('the schema in plain text and the types say what the migrations leave behind', async () => {
  const stale: string[] = [];
  for (const { path: file, text } of await describeSchema(world().database.ownerUrl)) {
    const at = path.join(root, file);
    if (!existsSync(at) || readFileSync(at, 'utf8') !== text) stale.push(`${file}: run bin/describe-schema.ts`);
  }
  expect(stale).toEqual([]);
});

test('distributing names every table, takes the foreign keys off first and puts them back last', async () => {
  const tables = await catalogue();
  const statements = distributionPlan(tables);
  const text = statements.join('\n');
  for (const table of tables.filter(each => each.spread !== 'local')) expect(text).toContain(`'${table.name}'`);
  const first = statements.findIndex(statement => statement.includes('create_reference_table'));
  const last = statements.findLastIndex(statement => statement.includes('create_distributed_table'));
  expect(statements.findLastIndex(statement => statement.includes('drop constraint'))).toBeLessThan(first);
  expect(statements.findIndex(statement => statement.includes('add constraint'))).toBeGreaterThan(last);
});

test('a server without Citus is told so, and nothing is changed', async () => {
  await expect(distribute(world().database.ownerUrl)).rejects.toThrow('no Citus extension');
});

test.skipIf(!process.env.CITUS_URL)('a server with Citus spreads every table (CITUS_URL)', async () => {
  const url = process.env.CITUS_URL ?? '';
  await migrate(url);
  expect(await distribute(url)).toBeGreaterThan(30);
  expect(
    (await readCatalogue(url)).filter(table => table.spread === 'school' && table.foreignKeys.length > 0).length,
  ).toBeGreaterThan(0);
});
