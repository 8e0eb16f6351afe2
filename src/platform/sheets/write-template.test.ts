import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RowOf, readFile, writeTemplate } from './index.ts';
import { pupils } from './specimens.ts';

const load = async (bytes: Uint8Array) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer);
  return workbook;
};

test('a template has headings, lists to choose from, help, and codes kept as text', async () => {
  const guide = [{ vi: 'Mỗi học sinh một dòng.', en: 'One row for each pupil.' }];
  const workbook = await load(await writeTemplate(pupils, { language: 'vi', guide }));
  expect(workbook.worksheets.map(sheet => [sheet.name, sheet.state])).toEqual([
    ['Học sinh', 'visible'],
    ['Hướng dẫn', 'visible'],
    ['Danh mục', 'hidden'],
  ]);
  const [main, explained, lists] = workbook.worksheets;
  expect(main?.getCell('B1').value).toBe('Họ và tên *');
  expect(main?.getCell('B1').font.bold).toBe(true);
  expect(main?.getCell('E300').numFmt).toBe('@');
  expect(main?.getCell('C300').numFmt).toBe('dd/mm/yyyy');
  expect(main?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  expect(main?.getCell('D2').dataValidation).toMatchObject({ type: 'list', formulae: ["'Danh mục'!$A$2:$A$3"] });
  expect(main?.getCell('H2').dataValidation).toMatchObject({ type: 'list', formulae: ["'Danh mục'!$B$2:$B$3"] });
  expect(main?.getCell('E2').dataValidation.prompt).toBe('Ghi như trên giấy khai sinh. 12 chữ số, giữ cả số 0 ở đầu.');
  expect(['A1', 'A2', 'A3'].map(cell => lists?.getCell(cell).value)).toEqual(['Giới tính', 'Nam', 'Nữ']);
  expect(explained?.getCell('A1').value).toBe('Mỗi học sinh một dòng.');
  expect(explained?.getRow(5).values).toEqual([undefined, 'Họ và tên', 'Có', 'Chữ, nhiều nhất 60 ký tự.']);
});

test('an empty template says that it has no rows', async () => {
  for (const language of ['vi', 'en'] as const) {
    const file = await readFile(pupils, await writeTemplate(pupils, { language }), 'mau.xlsx');
    expect(file.ok && file.reading.faults.map(fault => fault.code)).toEqual(['noRows']);
    expect(file.ok && file.reading.match.missing).toEqual([]);
  }
});

test('rows written into the template are read back the same', async () => {
  const name = fc.constantFrom('Y Hrâm', 'A Sa Ly', "Siu H' Prăk", 'Nguyễn Thị Hoà', 'Kpă Vũ');
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const row: fc.Arbitrary<RowOf<typeof pupils>> = fc.record({
    code: fc.uuid().map(id => id.slice(0, 20)),
    fullName: name,
    birthDay: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2023-12-31'), noInvalidDate: true })
      .map(date => date.toISOString().slice(0, 10)),
    sex: fc.constantFrom('male', 'female'),
    citizenNumber: fc.constant(undefined),
    fatherName: maybe(name),
    fatherYear: maybe(fc.integer({ min: 1950, max: 2005 })),
    boards: maybe(fc.boolean()),
    absences: maybe(fc.integer({ min: 0, max: 300 })),
    note: maybe(fc.constantFrom('Hộ nghèo', '+84 901 234 567', '007')),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(row, { maxLength: 8, selector: ({ code }) => code }),
      fc.boolean(),
      async (rows, vi) => {
        fc.pre(rows.length > 0);
        const bytes = await writeTemplate(pupils, { language: vi ? 'vi' : 'en', rows });
        const file = await readFile(pupils, bytes, 'mau.xlsx');
        if (!file.ok) throw new Error('not read');
        expect(file.reading.faults).toEqual([]);
        expect(file.reading.rows.map(({ values }) => values)).toEqual(rows);
      },
    ),
    { numRuns: 15 },
  );
});
