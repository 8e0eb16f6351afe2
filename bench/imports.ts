import { house } from '#platform/access.ts';
import { xlsx } from '#platform/sheets/specimens.ts';
import { perform, read } from '#platform/work.ts';
import { checkFile, importFile, keepImportFile, makeClasses } from '#schools';
import { type Line, megabytes } from './measure.ts';
import type { OpenedProvince } from './open-province.ts';

const YEAR = '2024-2025';

/** A list of pupils as a clerk has it: sixteen columns. */
const listOf = (rows: number, run: string, className: string) =>
  xlsx([
    [
      'STT',
      'Mã học sinh',
      'Họ và tên',
      'Ngày sinh',
      'Giới tính',
      'Lớp',
      'Dân tộc',
      'Tôn giáo',
      'Nơi sinh',
      'Thường trú',
      'Điện thoại',
      'Họ tên cha',
      'Năm sinh cha',
      'Họ tên mẹ',
      'Năm sinh mẹ',
      'Hộ nghèo',
    ],
    ...Array.from({ length: rows }, (_, n) => [
      n + 1,
      `${run}-${n + 1}`,
      `A Mẫu ${run} ${n + 1}`,
      `${String((n % 28) + 1).padStart(2, '0')}/0${(n % 9) + 1}/2013`,
      n % 2 ? 'Nam' : 'Nữ',
      className,
      'Xơ Đăng',
      'Không',
      'Kon Tum',
      `Thôn ${n % 9}`,
      `09${String(10_000_000 + n)}`,
      `A Cha ${n}`,
      1980 + (n % 12),
      `Y Mẹ ${n}`,
      1982 + (n % 12),
      n % 5 ? 'Không' : 'Hộ nghèo',
    ]),
  ]);

/** Dry run and import, a row: opening, matching, checking, writing, audit. A second time: no change. */
export async function timeImports({ system, wide }: OpenedProvince): Promise<Line[]> {
  const teachGradeSix = (
    await wide<{ id: number }>(
      `select school_id as id from schools.published_school where levels = '{lower-secondary}' order by 1`,
    )
  ).map(row => row.id);
  const lines: Line[] = [];
  const perRow: number[] = [];
  for (const [at, rows] of [1_000, 10_000].entries()) {
    const schoolId = teachGradeSix[at] ?? 0;
    const actor = house('bench', system.today(), [schoolId]);
    const run = `B${Date.now().toString(36)}${rows}`;
    await perform(system, actor, makeClasses, { schoolId, schoolYear: YEAR, classes: [{ name: run, grades: [6] }] });
    const bytes = await listOf(rows, run, run);
    const before = process.memoryUsage.rss();
    const begun = performance.now();
    await read(system, actor, 'schools', db =>
      checkFile(db, 'pupils', { schoolId, schoolYear: YEAR, today: system.today() }, { bytes, fileName: 'ds.xlsx' }),
    );
    const checked = performance.now();
    const keptFileId = await perform(system, actor, keepImportFile, { schoolId, fileName: 'ds.xlsx', bytes });
    const { counts } = await perform(system, actor, importFile, {
      schoolId,
      kind: 'pupils',
      schoolYear: YEAR,
      keptFileId,
    });
    const done = performance.now();
    if (counts.added !== rows) throw new Error(`${counts.added} of ${rows} rows were added`);
    const again = await read(system, actor, 'schools', db =>
      checkFile(db, 'pupils', { schoolId, schoolYear: YEAR, today: system.today() }, { bytes, fileName: 'ds.xlsx' }),
    );
    const each = (done - begun) / rows;
    perRow.push(each);
    lines.push({
      what: `${rows.toLocaleString('en')} rows × 16 columns`,
      measured: `${each.toFixed(2)} ms a row (dry run ${((checked - begun) / rows).toFixed(2)}, import ${((done - checked) / rows).toFixed(2)}); memory +${megabytes(Math.max(0, process.memoryUsage.rss() - before))} MB; again: ${again.counts.added + again.counts.changed} changes`,
      aim: '≤ 10 ms a row',
      met: each <= 10 && again.counts.added + again.counts.changed === 0,
    });
  }
  const [small = 1, large = 1] = perRow;
  lines.push({
    what: 'linear: a row of ten thousand against a row of one thousand',
    measured: `${(large / small).toFixed(2)} ×`,
    aim: 'at most 1.3 ×',
    met: large / small <= 1.3,
  });
  return lines;
}
