import { readLetters } from './convert-sheet.ts';
import { matchColumns } from './match-columns.ts';
import { openWorkbook } from './open-workbook.ts';
import { readRows } from './read-rows.ts';
import type { FileReading, ReadOptions } from './reading.ts';
import { faultOf } from './say.ts';
import type { Columns, SheetSpec } from './spec.ts';
import type { Sheet, Workbook } from './workbook.ts';

/** Opens a file, finds the sheet that the spec speaks of, and reads it. The whole of an import's dry run but the domain's own rules. */
export async function readFile<C extends Columns>(
  spec: SheetSpec<C>,
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions<C> = {},
): Promise<FileReading<C>> {
  const opened = await openWorkbook(bytes, fileName);
  if (!opened.ok) return opened;
  const sheets = opened.workbook.sheets.filter(sheet => !sheet.hidden && sheet.rowCount > 0);
  const sheetNames = sheets.map(sheet => sheet.name);
  const sheet =
    options.sheet === undefined ? findSheet(spec, opened.workbook) : sheets.find(({ name }) => name === options.sheet);
  if (!sheet)
    return {
      ok: false,
      faults: [
        options.sheet === undefined
          ? faultOf('noSheet')
          : faultOf('noSuchSheet', {}, { sheet: options.sheet, sheets: sheetNames.join(', ') }),
      ],
    };
  return { ok: true, reading: readRows(spec, sheet, options), sheetNames };
}

/** The sheet in sight whose headings the spec knows most of; the first of them where several do. */
export function findSheet<C extends Columns>(spec: SheetSpec<C>, workbook: Workbook): Sheet | undefined {
  const known = (sheet: Sheet) =>
    Object.keys(matchColumns(spec, sheet, {}, readLetters(sheet).textOf).mapping.columns).length;
  const sheets = workbook.sheets.filter(sheet => !sheet.hidden && sheet.rowCount > 0);
  if (sheets.length < 2) return sheets[0];
  return sheets.map(sheet => ({ sheet, known: known(sheet) })).sort((a, b) => b.known - a.known)[0]?.sheet;
}
