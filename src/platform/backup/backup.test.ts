import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openTestSystem, useSystem } from '../../../test/database.ts';
import { visitor } from '../access.ts';
import { verifyAudit } from '../audit/seal.ts';
import { command, perform } from '../work.ts';
import { backUp } from './backup.ts';
import { restoreBackup } from './restore.ts';

const world = useSystem();

const addEntries = command('directory', 'add-entries', {
  input: z.object({ keys: z.array(z.string()) }),
  async run(work, { keys }) {
    work.allowAnyone('a test');
    await work.db
      .insertInto('directory.code_entry')
      .values(keys.map(key => ({ list: 'test', key, name: `Tên ${key}\t"\\`, source: 'test' })))
      .execute();
    work.audit({ event: 'entries.added', subject: 'list:test', data: { keys } });
    work.later('platform.seal-audit', {});
  },
});

const folderFor = (name: string) => path.join(mkdtempSync(path.join(tmpdir(), 'rong-backup-')), name);

async function backUpSomething(): Promise<string> {
  const folder = folderFor('one');
  await perform(world(), visitor('2023-11-24'), addEntries, { keys: [`a${Math.random()}`, `b${Math.random()}`] });
  const kept = await world().files.put(new TextEncoder().encode('một tệp'));
  await world().database.pool.query(
    `insert into platform.kept_file (school_id, name, media_type, bytes, sha256, kept_at, kept_by) values (0, 'tệp.txt', 'text/plain', $1, $2, now(), 'test')`,
    [kept.bytes, kept.sha256],
  );
  await backUp(world().database.ownerUrl, world().files, folder, new Date());
  expect(statSync(folder).mode & 0o077).toBe(0);
  return folder;
}

test('a backup restored into an empty database is the same, row by row, jobs and audit chain included', async () => {
  const folder = await backUpSomething();
  const other = await openTestSystem();
  try {
    const restored = await restoreBackup(other.database.ownerUrl, other.files, folder);
    expect(restored.rows).toBeGreaterThan(2);
    const entries = async (system: typeof other) =>
      await system.database.tables.selectFrom('directory.code_entry').selectAll().orderBy('key').execute();
    expect(await entries(other)).toEqual(await entries({ ...other, ...world() }));
    expect((await verifyAudit(other.database.ownerUrl)).faults).toEqual([]);
    await perform(other, visitor('2023-11-24'), addEntries, { keys: ['after'] });
    const again = folderFor('again');
    expect((await backUp(other.database.ownerUrl, other.files, again, new Date())).jobs.length).toBe(2);
  } finally {
    await other.close();
  }
});

test('a database that holds something is not overwritten unless asked', async () => {
  const folder = await backUpSomething();
  await world()
    .database.tables.insertInto('directory.place')
    .values({ kind: 'school', from_day: '2000-01-01' })
    .execute();
  await expect(restoreBackup(world().database.ownerUrl, world().files, folder)).rejects.toThrow('not empty');
  await restoreBackup(world().database.ownerUrl, world().files, folder, true);
  expect(await world().database.tables.selectFrom('directory.place').selectAll().execute()).toEqual([]);
});

test('a damaged backup is refused and changes nothing', async () => {
  const folder = await backUpSomething();
  const file = path.join(folder, 'tables', 'directory.code_entry.gz');
  writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)).toString().replace('Tên', 'Tèn')));
  const other = await openTestSystem();
  try {
    await expect(restoreBackup(other.database.ownerUrl, other.files, folder)).rejects.toThrow('checksums differ');
    expect(await other.database.tables.selectFrom('directory.code_entry').selectAll().execute()).toEqual([]);
  } finally {
    await other.close();
  }
});
