import { type Cell as HucreCell, type Sheet as HucreSheet, type CellValue as HucreValue, readXlsx } from 'hucre';
import { letterOf } from './address.ts';
import { limits } from './limits.ts';
import { type CellDetail, makeSheet } from './sheet.ts';
import type { CellValue, Sheet } from './workbook.ts';

/** One row and one column beyond the limits are read, so that their being there can be told. */
export const area = `A1:${letterOf(limits.columns)}${limits.rows + 1}`;

/**
 * Styles cost as much memory as the values; they are read only where they say something: fonts of before Unicode,
 * and formats that draw lost zeros back (a citizen number kept as a number in the format 000000000000).
 */
export function stylesMatter(styles: string): boolean {
  return /(?:val|name)="(?:\.Vn|VNI[- ])|formatCode="0{2,}"/i.test(styles);
}

export async function openXlsx(bytes: Uint8Array, readStyles: boolean): Promise<Sheet[]> {
  const workbook = await readXlsx(bytes, { range: area, readStyles });
  const defaultFont = workbook.defaultFont?.name;
  const epoch1904 = workbook.dateSystem === '1904';
  return workbook.sheets.map(sheet =>
    makeSheet({
      name: sheet.name,
      hidden: sheet.hidden === true || sheet.veryHidden === true,
      epoch1904,
      rows: sheet.rows.map((row, index) =>
        row.map((value, column) => cellValueOf(value, cellAt(sheet, index, column))),
      ),
      detail: (row, column) => detailOf(cellAt(sheet, row, column), sheet.rows[row]?.[column], defaultFont),
    }),
  );
}

const cellAt = (sheet: HucreSheet, row: number, column: number) => sheet.cells?.get(`${row},${column}`);

function cellValueOf(value: HucreValue | undefined, cell: HucreCell | undefined): CellValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return dayOrTime(value);
  if (cell?.type === 'error') return { error: String(value) };
  return value;
}

/** A time of day without a day is a number below 1: shown as 7:30. */
function dayOrTime(date: Date): CellValue {
  if (Number.isNaN(date.getTime())) return null;
  const iso = date.toISOString();
  return date.getUTCFullYear() < 1900 ? iso.slice(11, 16) : { day: iso.slice(0, 10) };
}

function detailOf(cell: HucreCell | undefined, value: HucreValue | undefined, defaultFont?: string): CellDetail {
  const font = cell?.style?.font?.name ?? defaultFont;
  const zeros = /^0{2,}$/.exec(cell?.style?.numFmt ?? '')?.[0];
  return {
    ...(font === undefined ? {} : { font }),
    ...(cell?.formula === undefined ? {} : { formula: cell.formula }),
    ...(zeros && typeof value === 'number' ? { shown: String(value).padStart(zeros.length, '0') } : {}),
    ...(cell?.richText
      ? { runs: cell.richText.map(run => ({ text: run.text, ...(run.font?.name ? { font: run.font.name } : {}) })) }
      : {}),
  };
}
