import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#platform/settings.ts';
import { makeSpecimenClasses, openSpecimenSchools } from '../src/domains/schools/specimens.ts';
import { prepared, useSystem } from './database.ts';

const world = useSystem();

function run(folder: string, ...more: string[]) {
  const ended = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(root, 'bin/import.ts'), '--school', '62608501', '--year', '2023-2024', ...more],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        DATABASE_URL: world().database.ownerUrl,
        RONG_DATA: prepared().dataFolder,
        INIT_CWD: folder,
        LOG_LEVEL: 'silent',
      },
    },
  );
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

test('npm run import shows, refuses faults with exit 1, and does it with --yes', async () => {
  const at = await openSpecimenSchools(world());
  await makeSpecimenClasses(world(), at, at.schoolId, ['6A']);
  const folder = mkdtempSync(path.join(tmpdir(), 'rong-import-'));
  const heading = 'Mã học sinh;Họ và tên;Ngày sinh;Giới tính;Lớp\n';
  writeFileSync(path.join(folder, 'tot.csv'), `${heading}P1;A Mẫu Sơn;12/03/2012;Nam;6A\n`);
  writeFileSync(path.join(folder, 'loi.csv'), `${heading}P2;Y Mẫu Lan;31/02/2012;Nữ;6A\n`);
  try {
    const shown = run(folder, '--as', 'pupils', 'tot.csv');
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('1 thêm') });
    const faulty = run(folder, '--as', 'pupils', '--yes', '--json', 'loi.csv');
    expect(faulty.code).toBe(1);
    expect(JSON.parse(faulty.out)).toMatchObject({
      done: false,
      counts: { errors: 1 },
      faults: [{ code: 'noSuchDay', cell: 'C2' }],
    });
    expect(JSON.parse(run(folder, '--as', 'pupils', '--yes', '--json', 'tot.csv').out)).toMatchObject({
      done: true,
      counts: { added: 1 },
    });
    expect(JSON.parse(run(folder, '--as', 'pupils', '--json', 'tot.csv').out)).toMatchObject({
      done: false,
      counts: { added: 0, unchanged: 1 },
    });
    expect(run(folder, '--as', 'nothing', 'tot.csv').code).toBe(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
