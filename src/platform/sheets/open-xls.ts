import * as XLSX from '@e965/xlsx';
import { limits } from './limits.ts';
import { makeSheet } from './sheet.ts';
import type { CellValue, Sheet } from './workbook.ts';

/** The old Excel's own format, and the tables of web pages that old school software exports under its name. */
export function openXls(bytes: Uint8Array): Sheet[] {
  return sheetsOf(XLSX.read(bytes, { ...options, type: 'array' }));
}

export function openHtml(page: string): Sheet[] {
  // raw: what stands in the page is text; days and leading zeros stay as written.
  return sheetsOf(XLSX.read(page, { ...options, type: 'string', raw: true }));
}

const options = {
  dense: true,
  cellFormula: true,
  cellNF: true,
  cellHTML: false,
  cellText: false,
  sheetRows: limits.rows + 1,
} as const;

function sheetsOf(workbook: XLSX.WorkBook): Sheet[] {
  const epoch1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return workbook.SheetNames.map((name, index) => {
    const cells: (XLSX.CellObject | undefined)[][] = [...(workbook.Sheets[name]?.['!data'] ?? [])].map(
      row => row ?? [],
    );
    return makeSheet({
      name,
      hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      epoch1904,
      rows: cells.map(row => Array.from(row.slice(0, limits.columns + 1), cell => cellValueOf(cell, epoch1904))),
      detail(row, column) {
        const cell = cells[row]?.[column];
        if (!cell) return undefined;
        const zeros = /^0{2,}$/.exec(typeof cell.z === 'string' ? cell.z : '')?.[0];
        return {
          ...(cell.f === undefined ? {} : { formula: cell.f }),
          ...(zeros && typeof cell.v === 'number' ? { shown: String(cell.v).padStart(zeros.length, '0') } : {}),
        };
      },
    });
  });
}

function cellValueOf(cell: XLSX.CellObject | undefined, epoch1904: boolean): CellValue {
  if (!cell || cell.v === undefined || cell.t === 'z') return null;
  if (cell.t === 'e') return { error: errorNames[Number(cell.v)] ?? String(cell.w ?? cell.v) };
  if (cell.v instanceof Date) return { day: cell.v.toISOString().slice(0, 10) };
  if (cell.t === 'n' && typeof cell.v === 'number' && typeof cell.z === 'string' && XLSX.SSF.is_date(cell.z)) {
    const day = XLSX.SSF.parse_date_code(cell.v, { date1904: epoch1904 });
    if (day && day.y >= 1900 && cell.v >= 1)
      return { day: [String(day.y), String(day.m).padStart(2, '0'), String(day.d).padStart(2, '0')].join('-') };
  }
  return cell.v;
}

/** BIFF keeps errors as codes. */
const errorNames: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};
