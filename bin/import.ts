import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findPlaceByCode } from '#directory';
import { house } from '#platform/access.ts';
import { Refusal } from '#platform/refusal.ts';
import { hasErrors } from '#platform/sheets/index.ts';
import type { System } from '#platform/system.ts';
import { perform, read } from '#platform/work.ts';
import {
  type Checked,
  checkFile,
  findYearForImport,
  type ImportKind,
  importFile,
  importKinds,
  keepImportFile,
} from '#schools';
import { openSystem } from './open-system.ts';

const usage = `npm run import -- --as ${importKinds.join('|')} --school CODE FILE [--year 2023-2024] [--legacy tcvn3|vni|none] [--yes] [--json]

Shows what the file would change and every fault in it (exit code 1 where there are faults). With --yes it is done.
CODE is the ministry's code of the school. --json writes { counts, faults, changes } for machines.`;

class UsageError extends Error {}

interface Asked {
  kind: ImportKind;
  school: string;
  file: string;
  year: string | undefined;
  legacy: 'tcvn3' | 'vni' | 'none' | undefined;
  yes: boolean;
  json: boolean;
}

function readArguments(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      school: { type: 'string' },
      year: { type: 'string' },
      legacy: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const kind = importKinds.find(each => each === values.as);
  const legacy = (['tcvn3', 'vni', 'none'] as const).find(each => each === values.legacy);
  const [file, ...more] = positionals;
  if (!kind || !values.school || !file || more.length > 0 || (values.legacy !== undefined && !legacy))
    throw new UsageError();
  if (values.year !== undefined && !/^\d{4}-\d{4}$/.test(values.year)) throw new UsageError();
  return { kind, school: values.school, file, year: values.year, legacy, yes: values.yes, json: values.json };
}

async function findSchool(system: System, code: string): Promise<number> {
  const actor = house('import', system.today());
  const found = await read(system, actor, 'directory', db => findPlaceByCode(db, 'moet', code, system.today()));
  if (!found) throw new Error(`Không có trường mang mã ${code}. · There is no school with the code ${code}.`);
  return found;
}

function print({ counts, faults, changes, legacy }: Checked): void {
  for (const fault of faults) {
    const where = [fault.sheet, fault.cell ?? (fault.row ? `dòng ${fault.row}` : undefined)].filter(Boolean).join('!');
    console.log(
      `${fault.severity === 'error' ? 'LỖI     ' : 'CẢNH BÁO'} ${where}${fault.value ? ` “${fault.value}”` : ''}: ${fault.message.vi} ${fault.mend.vi}`,
    );
  }
  if (legacy) console.log(`Phông chữ cũ: thêm --legacy ${legacy.encoding} để chuyển mã, --legacy none để giữ nguyên.`);
  const shown = (value: unknown) => (value === undefined ? '–' : String(value));
  for (const change of changes.slice(0, 50)) {
    const fields = change.fields
      .map(field => `${field.column}: ${shown(field.before)} → ${shown(field.after)}`)
      .join('; ');
    console.log(
      `${change.kind === 'added' ? 'THÊM' : 'SỬA '} dòng ${change.row}: ${change.subject}${change.kind === 'changed' ? ` (${fields})` : ''}`,
    );
  }
  if (changes.length > 50) console.log(`… và ${changes.length - 50} thay đổi nữa.`);
  console.log(
    `${counts.rows} dòng: ${counts.added} thêm, ${counts.changed} sửa, ${counts.unchanged} không đổi, ${counts.errors} lỗi, ${counts.warnings} cảnh báo.`,
  );
}

async function bringIn(asked: Asked, system: System): Promise<number> {
  const schoolId = await findSchool(system, asked.school);
  const actor = house('import', system.today(), [schoolId]);
  const schoolYear =
    asked.year ??
    (await read(system, actor, 'schools', db => findYearForImport(db, schoolId, asked.kind, system.today())));
  if (!schoolYear) throw new Error('Chưa có năm học nào: ghi --year. · There is no school year yet: give --year.');
  const bytes = new Uint8Array(readFileSync(path.resolve(process.env.INIT_CWD ?? process.cwd(), asked.file)));
  const fileName = path.basename(asked.file);
  const given = { bytes, fileName, legacy: asked.legacy };
  const checked = await read(system, actor, 'schools', db =>
    checkFile(db, asked.kind, { schoolId, schoolYear, today: system.today() }, given),
  );
  const faulty = hasErrors(checked.faults);
  const isDone = asked.yes && !faulty;
  if (isDone) {
    const keptFileId = await perform(system, actor, keepImportFile, { schoolId, fileName, bytes });
    await perform(system, actor, importFile, {
      schoolId,
      kind: asked.kind,
      schoolYear,
      keptFileId,
      legacy: asked.legacy,
    });
  }
  if (asked.json)
    console.log(
      JSON.stringify(
        {
          school: asked.school,
          schoolYear,
          done: isDone,
          counts: checked.counts,
          faults: checked.faults,
          changes: checked.changes,
        },
        null,
        2,
      ),
    );
  else {
    print(checked);
    if (isDone) console.log('Đã nhập.');
    else console.log(faulty ? 'Chưa nhập gì: hãy sửa các lỗi trên rồi chạy lại.' : 'Chưa nhập gì: thêm --yes để nhập.');
  }
  return faulty ? 1 : 0;
}

try {
  const asked = readArguments();
  const { system, close } = await openSystem();
  try {
    process.exitCode = await bringIn(asked, system);
  } finally {
    await close();
  }
} catch (error) {
  const isUsage =
    error instanceof UsageError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  console.error(
    isUsage ? usage : error instanceof Refusal ? `${error.said.vi} · ${error.said.en}` : (error as Error).message,
  );
  process.exitCode = isUsage ? 2 : 1;
}
