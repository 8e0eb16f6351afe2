import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '#platform/settings.ts';
import { xlsx } from '#platform/sheets/specimens.ts';
import { perform } from '#platform/work.ts';
import { askImport, keepImportFile } from '#schools';
import { makeSpecimenClasses, openSpecimenSchools, type SpecimenSchools } from '../src/domains/schools/specimens.ts';
import { openTestSystem } from './database.ts';
import { startRong } from './process.ts';

// Killed outright in the middle: nothing half-done, and done again nothing twice.
let world: Awaited<ReturnType<typeof openTestSystem>>;
let at: SpecimenSchools;
const PUPILS = 1500;
const folder = mkdtempSync(path.join(tmpdir(), 'rong-kill-'));
const file = path.join(folder, 'hoc-sinh.xlsx');

beforeAll(async () => {
  world = await openTestSystem('2023-11-24T07:05:00Z');
  at = await openSpecimenSchools(world);
  await makeSpecimenClasses(world, at, at.schoolId, ['6A']);
  const rows = Array.from({ length: PUPILS }, (_, n) => [
    n + 1,
    `P${n + 1}`,
    `A Mẫu ${n + 1}`,
    '12/03/2012',
    'Nam',
    '6A',
  ]);
  writeFileSync(file, await xlsx([['STT', 'Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp'], ...rows]));
});
afterAll(async () => world.close());

const asOwner = async (statement: string): Promise<number> => {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  try {
    return Number((await client.query(statement)).rows[0].n);
  } finally {
    await client.end();
  }
};
const enrolled = () => asOwner('select count(*) as n from schools.enrolment');

/** npm run import -- …, killed after so many milliseconds (or left to end). */
function runImport(killAfterMs?: number): Promise<{ code: number | null; said: string }> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join(root, 'bin/import.ts'),
      '--as',
      'pupils',
      '--school',
      '62608501',
      '--year',
      '2023-2024',
      '--yes',
      '--json',
      file,
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: world.database.ownerUrl,
        RONG_DATA: world.settings.dataFolder,
        LOG_LEVEL: 'silent',
      },
    },
  );
  let said = '';
  child.stdout.on('data', chunk => {
    said += chunk;
  });
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise(resolve => child.on('exit', code => resolve({ code, said })));
}

test('an import killed at any moment brought in everything or nothing', async () => {
  const found = new Set<number>();
  for (const after of [700, 900, 1100, 1300, 1500, 1700]) {
    await runImport(after);
    found.add(await enrolled());
  }
  for (const count of found) expect([0, PUPILS]).toContain(count);
  const last = await runImport();
  expect(last.code, last.said).toBe(0);
  expect(await enrolled()).toBe(PUPILS);
  const again = JSON.parse((await runImport()).said);
  expect(again.counts).toMatchObject({ added: 0, changed: 0, unchanged: PUPILS });
  expect(await enrolled()).toBe(PUPILS);
}, 120_000);

test('a server killed while its job imports: the next one does it, once', async () => {
  const rows = Array.from({ length: PUPILS }, (_, n) => [
    n + 1,
    `Q${n + 1}`,
    `Y Mẫu ${n + 1}`,
    '15/04/2012',
    'Nữ',
    '6A',
  ]);
  const bytes = await xlsx([['STT', 'Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp'], ...rows]);
  const before = await enrolled();
  const keptFileId = await perform(world, at.house, keepImportFile, {
    schoolId: at.schoolId,
    fileName: 'q.xlsx',
    bytes,
  });
  const settings = { DATABASE_URL: world.database.ownerUrl, RONG_DATA: world.settings.dataFolder, RONG_ROLE: 'worker' };
  const first = await startRong(settings);
  await perform(world, at.house, askImport, {
    schoolId: at.schoolId,
    kind: 'pupils',
    schoolYear: '2023-2024',
    keptFileId,
  });
  const begun = () => asOwner('select count(*) as n from platform.long_work where begun_at is not null');
  for (let waited = 0; (await begun()) === 0 && waited < 5000; waited += 20)
    await new Promise(resolve => setTimeout(resolve, 20));
  await first.kill();
  expect([before, before + PUPILS]).toContain(await enrolled());
  const second = await startRong(settings);
  const ended = () => asOwner(`select count(*) as n from platform.long_work where outcome = 'done'`);
  for (let waited = 0; (await ended()) === 0 && waited < 40_000; waited += 200)
    await new Promise(resolve => setTimeout(resolve, 200));
  expect(await ended()).toBe(1);
  expect(await enrolled()).toBe(before + PUPILS);
  expect(await asOwner(`select count(*) as n from schools.import where file_name = 'q.xlsx'`)).toBe(1);
  await second.interrupt();
}, 120_000);
