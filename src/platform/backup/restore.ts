import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type CatalogueTable, readCatalogue } from '../database/catalogue.ts';
import type { Files } from '../files/files.ts';
import { type Manifest, meter, tableText } from './backup.ts';

export interface Restored {
  rows: number;
  tables: number;
  files: number;
}

/** Tables in an order in which every foreign key finds what it points at. */
export function inOrderOfKeys(tables: CatalogueTable[]): CatalogueTable[] {
  const done = new Set<string>();
  const ordered: CatalogueTable[] = [];
  const visit = (table: CatalogueTable) => {
    if (done.has(table.name)) return;
    done.add(table.name);
    for (const key of table.foreignKeys) {
      const to = tables.find(other => other.name === key.to);
      if (to) visit(to);
    }
    ordered.push(table);
  };
  tables.forEach(visit);
  return ordered;
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

async function checksum(
  client: pg.Client,
  table: Manifest['tables'][number],
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const stream = client.query(copyTo(tableText(table.name, table.columns, table.key)));
  await pipeline(stream, meter(hash), nowhere());
  return { rows: stream.rowCount ?? 0, sha256: hash.digest('hex') };
}

/**
 * Puts a backup into a migrated database that holds nothing yet (or, with `replace`, instead of what it holds), then reads
 * everything back and compares counts and checksums. All in one transaction: a restore that fails leaves what was there.
 * @throws where the database is not empty, the backup is newer than this program, or anything differs after the restore.
 */
export async function restoreBackup(
  ownerUrl: string,
  files: Files,
  folder: string,
  replace = false,
): Promise<Restored> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const tables = inOrderOfKeys(
    (await readCatalogue(ownerUrl)).filter(table => table.spread && table.name !== 'platform.migration'),
  );
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const known = new Set(
      (await client.query<{ name: string }>('select name from platform.migration')).rows.map(row => row.name),
    );
    const unknown = manifest.migrations.filter(name => !known.has(name));
    if (unknown.length > 0)
      throw new Error(`This backup was made by a newer Rông (it knows ${unknown[0]}). Update first.`);
    await client.query('begin');
    const {
      rows: [state],
    } = await client.query<{ empty: boolean }>(
      'select not exists (select from directory.place) and not exists (select from directory.person) as empty',
    );
    if (!state?.empty && !replace)
      throw new Error(
        'The database is not empty. Restore into an empty one (another RONG_DATA or DATABASE_URL), or add --replace.',
      );
    await client.query(`truncate ${tables.map(table => table.name).join(', ')}`);
    let rows = 0;
    for (const { name } of tables) {
      const kept = manifest.tables.find(table => table.name === name);
      if (!kept) continue;
      const file = path.join(folder, 'tables', `${name}.gz`);
      await pipeline(
        createReadStream(file),
        createGunzip(),
        client.query(copyFrom(`copy ${name} (${kept.columns.join(', ')}) from stdin`)),
      );
      const found = await checksum(client, kept);
      if (found.rows !== kept.rows || found.sha256 !== kept.sha256) {
        throw new Error(
          `${name}: ${found.rows} rows after the restore, ${kept.rows} in the backup; the checksums ${found.sha256 === kept.sha256 ? 'agree' : 'differ'}. Nothing was changed.`,
        );
      }
      rows += found.rows;
    }
    for (const sequence of manifest.sequences)
      await client.query('select setval($1, $2, $3)', [sequence.name, sequence.value, sequence.isCalled]);
    for (const job of manifest.jobs) {
      await client.query(
        'select graphile_worker.add_job($1, $2::json, run_at => $3, max_attempts => $4, job_key => $5)',
        [job.task, JSON.stringify(job.payload), job.runAt, job.attempts, job.key],
      );
    }
    for (const sha256 of manifest.files) {
      const kept = await files.put(await readFile(path.join(folder, 'files', sha256)));
      if (kept.sha256 !== sha256) throw new Error(`File ${sha256} in the backup is damaged. Nothing was changed.`);
    }
    await client.query('commit');
    await client.query('analyze');
    return { rows, tables: manifest.tables.length, files: manifest.files.length };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
