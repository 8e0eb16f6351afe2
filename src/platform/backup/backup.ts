import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { readCatalogue } from '../database/catalogue.ts';
import type { Files } from '../files/files.ts';

/** What a backup holds, and how to tell that it is whole: rows and checksum of each table, hash of each file. */
export interface Manifest {
  format: 1;
  at: string;
  migrations: string[];
  tables: { name: string; columns: string[]; key: string[]; rows: number; sha256: string }[];
  sequences: { name: string; value: number; isCalled: boolean }[];
  jobs: { task: string; payload: unknown; runAt: string; attempts: number; key: string | null }[];
  files: string[];
}

/** Counts and hashes what flows through. */
export function meter(hash: Hash): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

const columnsQuery = `
  select array(select quote_ident(attname) from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
         array(select quote_ident(a.attname) from pg_index i cross join lateral unnest(i.indkey) with ordinality k(num, ord)
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num where i.indrelid = $1::regclass and i.indisprimary order by k.ord) as key`;

/** The text of a table in the order of its key: equal tables give equal bytes, whatever happened to them on the way. */
export const tableText = (name: string, columns: string[], key: string[]) =>
  `copy (select ${columns.join(', ')} from ${name} order by ${key.map(column => `${column}`).join(', ')}) to stdout`;

/**
 * Writes a backup of everything while the house goes on working: one unchanging picture of the database (repeatable read),
 * table by table as compressed text, and the files it names. The folder appears under its name only when it is whole.
 */
export async function backUp(ownerUrl: string, files: Files, folder: string, at: Date): Promise<Manifest> {
  const tables = (await readCatalogue(ownerUrl)).filter(table => table.spread && table.name !== 'platform.migration');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const unfinished = `${folder}.unfinished`;
  try {
    // Children's data, and the hashes of passwords: for nobody else on this machine.
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await chmod(unfinished, 0o700);
    await mkdir(path.join(unfinished, 'tables'), { recursive: true });
    await mkdir(path.join(unfinished, 'files'), { recursive: true });
    await client.query('begin isolation level repeatable read read only');
    const manifest: Manifest = {
      format: 1,
      at: at.toISOString(),
      migrations: [],
      tables: [],
      sequences: [],
      jobs: [],
      files: [],
    };
    manifest.migrations = (
      await client.query<{ name: string }>('select name from platform.migration order by name')
    ).rows.map(row => row.name);
    for (const table of tables) {
      const {
        rows: [shape],
      } = await client.query<{ columns: string[]; key: string[] }>(columnsQuery, [table.name]);
      if (!shape) continue;
      const hash = createHash('sha256');
      const stream = client.query(copyTo(tableText(table.name, shape.columns, shape.key)));
      await pipeline(
        stream,
        meter(hash),
        createGzip({ level: 6 }),
        createWriteStream(path.join(unfinished, 'tables', `${table.name}.gz`)),
      );
      manifest.tables.push({ name: table.name, ...shape, rows: stream.rowCount ?? 0, sha256: hash.digest('hex') });
    }
    manifest.sequences = (
      await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname <> 'graphile_worker' order by 1`,
      )
    ).rows.map(row => ({ name: row.name, value: 0, isCalled: false }));
    for (const sequence of manifest.sequences) {
      const {
        rows: [state],
      } = await client.query<{ last_value: number; is_called: boolean }>(
        `select last_value, is_called from ${sequence.name}`,
      );
      if (state) Object.assign(sequence, { value: Number(state.last_value), isCalled: state.is_called });
    }
    manifest.jobs = (
      await client.query(`select t.identifier as task, j.payload, j.run_at as "runAt", j.max_attempts as attempts, j.key
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where j.attempts < j.max_attempts order by j.id`)
    ).rows;
    manifest.files = (
      await client.query<{ sha256: string }>('select distinct sha256 from platform.kept_file order by 1')
    ).rows.map(row => row.sha256);
    await client.query('commit');
    for (const sha256 of manifest.files)
      await writeFile(path.join(unfinished, 'files', sha256), await files.get(sha256));
    await writeFile(path.join(unfinished, 'manifest.json'), JSON.stringify(manifest, null, 1));
    await rename(unfinished, folder);
    return manifest;
  } finally {
    await client.end();
  }
}
