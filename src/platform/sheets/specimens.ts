import * as XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { type Sheet, sheetSpec } from './index.ts';
import { openWorkbook } from './open-workbook.ts';

/** For tests: a spec like a school's list of pupils, and files as schools send them. */
export const pupils = sheetSpec({
  title: { vi: 'Học sinh', en: 'Pupils' },
  columns: {
    code: { kind: 'text', unique: true, maxLength: 20, heading: { vi: 'Mã học sinh', en: 'Pupil code' } },
    fullName: {
      kind: 'text',
      name: true,
      required: true,
      maxLength: 60,
      heading: { vi: 'Họ và tên', en: 'Full name' },
      aliases: ['Họ tên', 'Họ tên HS', 'Họ và tên học sinh'],
    },
    birthDay: {
      kind: 'day',
      required: true,
      earliest: '1990-01-01',
      latest: '2023-12-31',
      heading: { vi: 'Ngày sinh', en: 'Date of birth' },
    },
    sex: {
      kind: 'choice',
      required: true,
      heading: { vi: 'Giới tính', en: 'Sex' },
      choices: [
        { value: 'male', label: { vi: 'Nam', en: 'Male' } },
        { value: 'female', label: { vi: 'Nữ', en: 'Female' } },
      ],
    },
    citizenNumber: {
      kind: 'citizenNumber',
      unique: true,
      birthDay: 'birthDay',
      sex: 'sex',
      heading: { vi: 'Số định danh cá nhân', en: 'Citizen number' },
      aliases: ['Số ĐDCN', 'CCCD', 'Số CCCD'],
      help: { vi: 'Ghi như trên giấy khai sinh', en: 'As on the birth certificate' },
    },
    fatherName: { kind: 'text', name: true, heading: { vi: 'Họ tên cha', en: "Father's name" } },
    fatherYear: { kind: 'year', heading: { vi: 'Năm sinh cha', en: "Father's year of birth" } },
    boards: { kind: 'yesNo', heading: { vi: 'Bán trú', en: 'Boards' } },
    absences: { kind: 'number', whole: true, least: 0, most: 300, heading: { vi: 'Số buổi nghỉ', en: 'Absences' } },
    note: { kind: 'text', heading: { vi: 'Ghi chú', en: 'Note' } },
  },
});

export type Row = readonly (string | number | boolean | Date | null | ExcelJS.CellFormulaValue)[];

export async function xlsx(rows: readonly Row[], dress?: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('6A');
  for (const row of rows) {
    const added = sheet.addRow([...row]);
    added.eachCell(cell => {
      if (cell.value instanceof Date) cell.numFmt = 'dd/mm/yyyy';
    });
  }
  dress?.(sheet);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

export function xls(rows: readonly Row[]): Uint8Array {
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    workbook,
    XLSX.utils.aoa_to_sheet(
      [...rows].map(row => [...row]),
      { cellDates: true },
    ),
    '6A',
  );
  return new Uint8Array(XLSX.write(workbook, { type: 'array', bookType: 'biff8' }));
}

export const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));

/** The first sheet of a file that opens. */
export async function sheetOf(bytes: Uint8Array, fileName = 'ds.xlsx'): Promise<Sheet> {
  const opened = await openWorkbook(bytes, fileName);
  if (!opened.ok) throw new Error(opened.faults.map(fault => fault.message.en).join('; '));
  const [sheet] = opened.workbook.sheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

export const textsOf = (sheet: Sheet): string[][] =>
  Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (_, column) => sheet.cell(row + 1, column).text),
  );
