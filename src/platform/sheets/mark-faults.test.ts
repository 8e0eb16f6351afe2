import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { markFaults, readFile } from './index.ts';
import { bytesOf, pupils, xls, xlsx } from './specimens.ts';

const rows = [
  ['Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD'],
  ['A Ly', new Date('2011-05-25'), 'khác', '062210000000'],
  ['', '31/02/2011', 'Nữ', null],
];

const load = async (bytes: Uint8Array | undefined) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((bytes ?? new Uint8Array()).slice().buffer);
  return workbook;
};
const faultsIn = async (bytes: Uint8Array) => {
  const file = await readFile(pupils, bytes, 'ds');
  return file.ok ? file.reading.faults : file.faults;
};
const colourOf = (cell: ExcelJS.Cell | undefined) =>
  cell?.fill?.type === 'pattern' ? cell.fill.fgColor?.argb?.slice(-6) : undefined;
const noteOf = (cell: ExcelJS.Cell | undefined) =>
  typeof cell?.note === 'string' ? cell.note : cell?.note?.texts?.map(({ text }) => text).join('');

test('an .xlsx keeps what it had and shows its faults', async () => {
  const original = await xlsx(rows, sheet => {
    sheet.getCell('A2').font = { bold: true };
    sheet.getCell('E2').value = { formula: 'A2', result: 'A Ly' };
    sheet.workbook.addWorksheet('Ghi chép').addRow(['giữ nguyên']);
  });
  const workbook = await load(await markFaults(original, 'ds.xlsx', await faultsIn(original), 'vi'));
  expect(workbook.worksheets.map(sheet => sheet.name)).toEqual(['6A', 'Ghi chép', 'Lỗi']);
  const [sheet, kept, list] = workbook.worksheets;
  expect(sheet?.getCell('A2').font.bold).toBe(true);
  expect(sheet?.getCell('A2').value).toBe('A Ly');
  expect(sheet?.getCell('B2').value).toEqual(new Date('2011-05-25'));
  expect(sheet?.getCell('E2').formula).toBe('A2');
  expect(kept?.getCell('A1').value).toBe('giữ nguyên');
  expect(['A2', 'B2', 'C2', 'D2', 'A3', 'B3'].map(cell => colourOf(sheet?.getCell(cell)))).toEqual([
    undefined,
    undefined,
    'FFC7CE',
    'FFEB9C',
    'FFC7CE',
    'FFC7CE',
  ]);
  expect(noteOf(sheet?.getCell('C2'))).toContain('Không có trong danh mục.\n→ Chọn một trong: Nam, Nữ.');
  expect(list?.getRow(1).values).toEqual([undefined, 'Trang tính', 'Ô', 'Giá trị', 'Mức', 'Lỗi', 'Cách sửa']);
  expect(list?.getCell('B2').text).toBe('C2');
  expect(list?.getColumn(4).values.slice(2)).toEqual(['Lỗi', 'Cần xem', 'Lỗi', 'Lỗi']);
});

test('a marked file sent again loses the old marks', async () => {
  const original = await xlsx(rows);
  const faults = await faultsIn(original);
  const once = await markFaults(original, 'ds.xlsx', faults, 'vi');
  expect((await faultsIn(once ?? original)).map(({ cell, code }) => [cell, code])).toEqual(
    faults.map(({ cell, code }) => [cell, code]),
  );
  const [first] = faults;
  const again = await load(await markFaults(once ?? original, 'ds.xlsx', first ? [first] : [], 'vi'));
  expect(again.worksheets.map(sheet => sheet.name)).toEqual(['6A', 'Lỗi']);
  const [sheet, list] = again.worksheets;
  expect(colourOf(sheet?.getCell('C2'))).toBe('FFC7CE');
  expect(colourOf(sheet?.getCell('B3'))).toBeUndefined();
  expect(noteOf(sheet?.getCell('B3'))).toBeUndefined();
  expect(list?.rowCount).toBe(2);
});

test('.xls and CSV come back as .xlsx with the same values', async () => {
  const csv = bytesOf('Họ và tên;Ngày sinh;Giới tính;Số CCCD\nA Ly;25/05/2011;khác;062210000000\n;31/02/2011;Nữ;\n');
  for (const original of [xls(rows), csv]) {
    const workbook = await load(await markFaults(original, 'ds', await faultsIn(original), 'en'));
    const [sheet, list] = workbook.worksheets;
    expect(sheet?.getCell('D2').value).toBe('062210000000');
    expect(colourOf(sheet?.getCell('C2'))).toBe('FFC7CE');
    expect(colourOf(sheet?.getCell('A2'))).toBeUndefined();
    expect(list?.name).toBe('Faults');
    expect(list?.rowCount).toBe(5);
  }
});

test('what cannot be opened cannot be marked', async () => {
  expect(await markFaults(bytesOf('%PDF-1.7'), 'a.xlsx', [], 'vi')).toBeUndefined();
});
