import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';

/**
 * Once for all tests: a PostgreSQL (embedded, or DATABASE_URL), and in it a migrated template that each test file copies.
 * Durability is off: nothing here outlives the run.
 */
export default async function prepare(): Promise<() => Promise<void>> {
  const folder = path.join(tmpdir(), `rong-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const postgres = process.env.DATABASE_URL
    ? undefined
    : await startEmbedded(folder, [
        'fsync=off',
        'full_page_writes=off',
        'synchronous_commit=off',
        'max_connections=200',
      ]);
  const server = postgres?.ownerUrl ?? process.env.DATABASE_URL ?? '';
  const template = `rong_test_${process.pid}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${template}`);
  const url = new URL(server);
  url.pathname = `/${template}`;
  await migrate(url.href);
  const file = path.join(folder, 'prepared.json');
  writeFileSync(file, JSON.stringify({ ownerUrl: server, template, dataFolder: folder }));
  process.env.RONG_TEST_PREPARED = file;
  return async () => {
    for (const name of [`${template}_sample`, `${template}_sample_playing`, template])
      await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
