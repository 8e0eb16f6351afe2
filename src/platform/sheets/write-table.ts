import { type CellStyle, type CellValue, writeXlsx, writeXlsxStream } from 'hucre';

/** Days are ISO text; money is whole đồng; text stays text, whatever sign it begins with. */
export type TableKind = 'text' | 'day' | 'number' | 'dong';
export type TableValue = string | number | bigint | undefined | null;
export type TableColumn<Row> = {
  readonly heading: string;
  readonly kind: TableKind;
  /** In characters; without it, as wide as the kind needs. */
  readonly width?: number;
  value(row: Row): TableValue;
};
export type TableOptions = { /** The sheet's name. */ readonly title: string };

/** '@' makes a cell text for good: leading zeros stay, and a leading = + - @ is never run as a formula. */
export const formats: Record<TableKind, string> = { text: '@', day: 'dd/mm/yyyy', number: 'General', dong: '#,##0' };
const widths: Record<TableKind, number> = { text: 24, day: 12, number: 12, dong: 16 };

export const headingStyle: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF2' } },
  alignment: { vertical: 'center', wrapText: true },
};

/** A table as an .xlsx: bold headings that stay in sight, a filter. */
export async function writeTable<Row>(
  columns: readonly TableColumn<Row>[],
  rows: Iterable<Row>,
  { title }: TableOptions,
): Promise<Uint8Array> {
  const headings = columns.map(({ heading }) => cellText(heading));
  const cells = new Map(headings.map((_, index) => [`0,${index}`, { style: headingStyle }]));
  return writeXlsx({
    sheets: [
      {
        name: sheetName(title),
        columns: columns.map(columnOf),
        rows: [headings, ...Array.from(rows, row => valuesOf(columns, row))],
        cells,
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** The same for exports of any length: rows are pulled as the bytes are sent, and memory stays flat. */
export function streamTable<Row>(
  columns: readonly TableColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
  { title }: TableOptions,
): ReadableStream<Uint8Array> {
  async function* lines(): AsyncGenerator<CellValue[]> {
    yield columns.map(({ heading }) => cellText(heading));
    for await (const row of rows) yield valuesOf(columns, row);
  }
  return writeXlsxStream(lines(), { name: sheetName(title), columns: columns.map(columnOf), freezePane: { rows: 1 } });
}

const columnOf = ({ kind, width }: Pick<TableColumn<never>, 'kind' | 'width'>) => ({
  width: width ?? widths[kind],
  style: { numFmt: formats[kind] },
});

const valuesOf = <Row>(columns: readonly TableColumn<Row>[], row: Row): CellValue[] =>
  columns.map(({ kind, value }) => cellValueFor(kind, value(row)));

export function cellValueFor(kind: TableKind, value: TableValue): CellValue {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return kind === 'text' ? String(value) : value;
  // A spreadsheet has no days before 1900.
  if (kind === 'day' && /^(?:19|[2-9]\d)\d\d-\d\d-\d\d$/.test(value)) return new Date(`${value}T00:00:00Z`);
  return cellText(value);
}

const mostInACell = 32_767;

/** What XML and a cell cannot hold is left out: control characters, halves of characters, endless text. */
export function plainText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '')
      .slice(0, mostInACell)
      .toWellFormed()
  );
}

/** Text as it goes into an .xlsx, where _x0041_ would be read as the letter A: the first underscore is written so itself. */
export const cellText = (text: string) => plainText(text).replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');

/** At most 31 characters, none of : \ / ? * [ ] and no apostrophe at either end. */
export function sheetName(title: string): string {
  const name = plainText(title)
    .replace(/[:\\/?*[\]\s]+/g, ' ')
    .replace(/^['\s]+/, '')
    .slice(0, 31)
    .replace(/['\s]+$/, '');
  return name === '' ? 'Sheet1' : name;
}
