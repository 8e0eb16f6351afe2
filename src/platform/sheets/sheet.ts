import { addressOf } from './address.ts';
import { limits } from './limits.ts';
import type { Cell, CellValue, Sheet } from './workbook.ts';

/** What a file says of a cell beside its value; `row` and `column` count from 0 here, as the libraries do. */
export type CellDetail = Pick<Cell, 'formula' | 'font' | 'runs'> & { readonly shown?: string };
export type SheetParts = {
  readonly name: string;
  readonly hidden?: boolean;
  readonly epoch1904?: boolean;
  readonly rows: readonly (readonly (CellValue | undefined)[])[];
  detail?(row: number, column: number): CellDetail | undefined;
};

export function makeSheet({ name, hidden = false, epoch1904 = false, rows, detail }: SheetParts): Sheet {
  const isBlank = (value: CellValue | undefined) =>
    value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
  let rowCount = 0;
  let columnCount = 0;
  let letters = 0;
  let longCell: string | undefined;
  rows.forEach((row, index) => {
    row.forEach((value, column) => {
      if (typeof value !== 'string') return;
      letters += value.length;
      if (value.length > limits.cellLetters) longCell ??= addressOf(index + 1, column);
    });
    const last = row.findLastIndex(value => !isBlank(value));
    if (last < 0) return;
    rowCount = index + 1;
    columnCount = Math.max(columnCount, last + 1);
  });
  return {
    name,
    hidden,
    rowCount,
    columnCount,
    letters,
    ...(longCell === undefined ? {} : { longCell }),
    epoch1904,
    cell(row, column) {
      const value = rows[row - 1]?.[column] ?? null;
      const { shown, ...rest } = detail?.(row - 1, column) ?? {};
      return {
        address: addressOf(row, column),
        value,
        text: shown ?? textOf(value),
        isFormula: rest.formula !== undefined,
        ...rest,
      };
    },
    isBlankRow: row => (rows[row - 1] ?? []).every(isBlank),
  };
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return 'day' in value ? value.day.split('-').reverse().join('/') : value.error;
}
