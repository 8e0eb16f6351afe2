import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamTable, type TableColumn, type TableValue, writeTable } from './index.ts';
import { sheetOf, textsOf } from './specimens.ts';
import { plainText } from './write-table.ts';

type Row = readonly [text: TableValue, day: TableValue, number: TableValue, dong: TableValue];
const columns: TableColumn<Row>[] = [
  { heading: 'Họ và tên', kind: 'text', value: row => row[0] },
  { heading: 'Ngày sinh', kind: 'day', value: row => row[1] },
  { heading: 'Điểm', kind: 'number', value: row => row[2] },
  { heading: 'Học phí', kind: 'dong', value: row => row[3] },
];
const title = { title: 'Lớp 6A' };
const collect = async (stream: ReadableStream<Uint8Array>) => new Uint8Array(await new Response(stream).arrayBuffer());

describe.each([
  ['writeTable', async (rows: Row[]) => writeTable(columns, rows, title)],
  ['streamTable', async (rows: Row[]) => collect(streamTable(columns, rows, title))],
])('%s', (_, write) => {
  test('gives days, numbers and money their formats, and keeps codes as text', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await write([['0012', '2011-05-25', 8.5, 1_234_000n]])).slice().buffer);
    const sheet = workbook.getWorksheet('Lớp 6A');
    expect(sheet?.getRow(1).values).toEqual([undefined, 'Họ và tên', 'Ngày sinh', 'Điểm', 'Học phí']);
    const cells = [1, 2, 3, 4].map(column => sheet?.getRow(2).getCell(column));
    expect(cells.map(cell => cell?.value)).toEqual(['0012', new Date('2011-05-25'), 8.5, 1234000]);
    expect(cells.map(cell => cell?.numFmt)).toEqual(['@', 'dd/mm/yyyy', 'General', '#,##0']);
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  test('never writes a formula, whatever the text', async () => {
    const dangerous = ["=cmd|' /C calc'!A0", '+1+1', '-1', '@SUM(A1)', '\t=1'];
    const bytes = await write(dangerous.map((text): Row => [text, null, null, null]));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes.slice().buffer);
    workbook.eachSheet(sheet => sheet.eachRow(row => row.eachCell(cell => expect(cell.formula).toBeUndefined())));
    const sheet = await sheetOf(bytes);
    dangerous.forEach((text, index) => {
      expect(sheet.cell(index + 2, 0)).toMatchObject({ value: text, isFormula: false });
    });
  });

  test('what is written is read back the same', async () => {
    const day = fc
      .date({ min: new Date('1900-03-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map(date => date.toISOString().slice(0, 10));
    const row = fc.tuple(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('_x0041_', 'a\nb', ' x ', '<b>&"', 'Đắk Hà ơ̆')),
      fc.option(day),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), async rows => {
        const sheet = await sheetOf(await write(rows));
        rows.forEach(([text, dayWritten, number, dong], index) => {
          const read = [0, 1, 2, 3].map(column => sheet.cell(index + 2, column).value);
          expect(read[0] ?? '').toBe(plainText(text));
          expect(read[1]).toEqual(dayWritten === null ? null : { day: dayWritten });
          expect(read[2]).toEqual(number === null ? null : number + 0);
          expect(read[3]).toEqual(dong === null ? null : Number(dong));
        });
      }),
      { numRuns: 60 },
    );
  });
});

test('a streamed table pulls rows as its bytes are taken', async () => {
  let pulled = 0;
  async function* rows(): AsyncGenerator<Row> {
    for (; pulled < 50_000; pulled++) yield [`Học sinh ${pulled}`, '2011-05-25', pulled, 1n];
  }
  const reader = streamTable(columns, rows(), title).getReader();
  await reader.read();
  await reader.read();
  expect(pulled).toBeLessThan(50_000);
  await reader.cancel();
});

test('a sheet has a name that Excel takes', async () => {
  const bytes = await writeTable(columns, [], { title: "'Tổng hợp: năm học 2022/2023 [toàn tỉnh Kon Tum]" });
  expect((await sheetOf(bytes)).name).toBe('Tổng hợp năm học 2022 2023 toàn');
  expect(textsOf(await sheetOf(bytes))[0]?.[0]).toBe('Họ và tên');
});
