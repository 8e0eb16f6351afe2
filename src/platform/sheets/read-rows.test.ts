import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { readFile, readRows, sheetSpec } from './index.ts';
import { bytesOf, pupils, type Row, sheetOf, xls, xlsx } from './specimens.ts';

const heads = ['Họ và tên', 'Ngày sinh', 'Giới tính'];
const read = async (rows: readonly Row[], options = {}) => readRows(pupils, await sheetOf(await xlsx(rows)), options);
/** One column beside a good row, and the faults of its cell. */
const faultsOf = async (heading: string, value: Row[number]) => {
  const reading = await read([
    [...heads, heading],
    ['Y Hrâm', '25/05/2011', 'Nữ', value],
  ]);
  return reading.faults.map(({ cell, code }) => `${cell} ${code}`);
};
const rowWith = async (heading: string, value: Row[number]) => {
  const reading = await read([
    [...heads, heading],
    ['Y Hrâm', '25/05/2011', 'Nữ', value],
  ]);
  expect(reading.faults).toEqual([]);
  return reading.rows[0]?.values;
};

test('rows come typed and tidied, from .xlsx, .xls and CSV alike', async () => {
  const rows = [
    [...heads, 'Mã học sinh', 'Số ĐDCN', 'Bán trú', 'Số buổi nghỉ'],
    ['  A Sa\u00a0 Ly ', new Date('2011-05-25'), 'NAM', '0012', '062211000000', 'x', 3],
  ];
  const expected = {
    code: '0012',
    fullName: 'A Sa Ly',
    birthDay: '2011-05-25',
    sex: 'male',
    citizenNumber: '062211000000',
    fatherName: undefined,
    fatherYear: undefined,
    boards: true,
    absences: 3,
    note: undefined,
  };
  const csv =
    'Họ và tên;Ngày sinh;Giới tính;Mã học sinh;Số ĐDCN;Bán trú;Số buổi nghỉ\nA Sa  Ly;25-5-2011;nam;0012;062211000000;Có;3';
  for (const bytes of [await xlsx(rows), xls(rows), bytesOf(csv)]) {
    const file = await readFile(pupils, bytes, 'ds');
    if (!file.ok) throw new Error('not read');
    expect(file.reading.faults).toEqual([]);
    expect(file.reading.rows).toEqual([{ row: 2, values: expected }]);
    expect(file.reading.rowCount).toBe(1);
  }
});

describe('each kind of cell', () => {
  test('text', async () => {
    expect(await rowWith('Mã học sinh', 6212345678)).toMatchObject({ code: '6212345678' });
    expect(await rowWith('Ghi chú', '+84 901 234 567')).toMatchObject({ note: '+84 901 234 567' });
    expect(await rowWith('Ghi chú', '- con thương binh')).toMatchObject({ note: '- con thương binh' });
    expect(await rowWith('Ghi chú', '-')).toMatchObject({ note: undefined });
    expect(await faultsOf('Mã học sinh', 'x'.repeat(21))).toEqual(['D2 tooLong']);
    expect(await rowWith('Mã học sinh', 'ơ̆'.repeat(20))).toBeTruthy();
  });

  test('text that Excel has made a day of', async () => {
    expect(await faultsOf('Mã học sinh', new Date('2023-01-06'))).toEqual(['D2 textBecameDay']);
  });

  test('text that is a formula elsewhere', async () => {
    for (const text of ["=cmd|' /C calc'!A0", '=1+1', '@SUM(A1)', "-2+3+cmd|' /C calc'!A0", '+1+1', '-1-1(2)'])
      expect(await faultsOf('Ghi chú', text)).toEqual(['D2 formulaText']);
    for (const text of ['=A', '+A', '-A', '@A']) expect(await faultsOf('Họ tên cha', text)).toEqual(['D2 formulaText']);
    const csv = await sheetOf(bytesOf("Họ và tên;Ngày sinh;Giới tính\n=cmd|' /C calc'!A0;25/05/2011;Nam"), 'a.csv');
    expect(readRows(pupils, csv).faults).toMatchObject([{ cell: 'A2', code: 'formulaText', severity: 'error' }]);
  });

  test('formulas', async () => {
    const used = await read([
      heads,
      [{ formula: '"Y "&"Hrâm"', result: 'Y Hrâm' }, '25/05/2011', 'Nữ'],
      [{ formula: '"Y "&"Bé"', result: 'Y Bé' }, '25/05/2011', 'Nữ'],
    ]);
    expect(used.rows.map(row => row.values.fullName)).toEqual(['Y Hrâm', 'Y Bé']);
    expect(used.faults).toMatchObject([{ code: 'formulaUsed', severity: 'warning', cell: 'A2' }]);
    expect(used.faults[0]?.message.vi).toContain('2 ô');
    expect(await faultsOf('Họ tên cha', { formula: 'TODAY()' })).toEqual(['D2 formulaWithoutValue']);
    expect(await faultsOf('Họ tên cha', { formula: 'HYPERLINK("http://x.vn","An")', result: 'An' })).toEqual([
      'D2 formulaReachesOut',
    ]);
    expect(await faultsOf('Số buổi nghỉ', { formula: '1/0', result: { error: '#DIV/0!' } })).toEqual(['D2 cellError']);
  });

  test('days', async () => {
    const dayOf = async (value: Row[number]) => {
      const reading = await read([heads, ['Y Hrâm', value, 'Nữ']]);
      return reading.rows[0]?.values.birthDay ?? reading.faults.map(fault => fault.code).join();
    };
    expect(await dayOf(new Date('2011-05-25'))).toBe('2011-05-25');
    expect(await dayOf(40688)).toBe('2011-05-25');
    expect(await dayOf('5/9/2011')).toBe('2011-09-05');
    expect(await dayOf(2011)).toBe('dayYearOnly');
    expect(await dayOf('5/9/11')).toBe('dayTwoDigitYear');
    expect(await dayOf('9/25/2011')).toBe('dayMonthFirst');
    expect(await dayOf('31/02/2011')).toBe('noSuchDay');
    expect(await dayOf('không rõ')).toBe('notADay');
    expect(await dayOf('01/01/1899')).toBe('dayTooEarly');
    expect(await dayOf('01/01/2024')).toBe('dayTooLate');
  });

  test('choices, years, yes and no, numbers', async () => {
    expect(await faultsOf('Năm sinh cha', '80')).toEqual(['D2 notAYear']);
    expect(await rowWith('Năm sinh cha', '20/10/1980')).toMatchObject({ fatherYear: 1980 });
    expect(await rowWith('Bán trú', 'KHÔNG')).toMatchObject({ boards: false });
    expect(await faultsOf('Bán trú', 'có lẽ')).toEqual(['D2 notYesNo']);
    expect(await faultsOf('Số buổi nghỉ', '3,5')).toEqual(['D2 notWhole']);
    expect(await faultsOf('Số buổi nghỉ', -1)).toEqual(['D2 tooSmall']);
    expect(await faultsOf('Số buổi nghỉ', 301)).toEqual(['D2 tooBig']);
    expect(await faultsOf('Số buổi nghỉ', 'ba')).toEqual(['D2 notANumber']);
    const sexes = await read([heads, ['A', '25/05/2011', 'nu'], ['B', '25/05/2011', 'khác']]);
    expect(sexes.rows[0]?.values.sex).toBe('female');
    expect(sexes.faults).toMatchObject([{ cell: 'C3', code: 'notAChoice', mend: { vi: 'Chọn một trong: Nam, Nữ.' } }]);
  });

  test('a choice that loses its marks may fit two', async () => {
    const communes = sheetSpec({
      title: { vi: 'Xã', en: 'Communes' },
      columns: {
        commune: {
          kind: 'choice',
          required: true,
          heading: { vi: 'Xã', en: 'Commune' },
          choices: [
            { value: '1', label: { vi: 'Đắk Long', en: 'Đắk Long' } },
            { value: '2', label: { vi: 'Đăk Lộng', en: 'Đăk Lộng' } },
          ],
        },
      },
    });
    const reading = readRows(communes, await sheetOf(await xlsx([['Xã'], ['đắk long'], ['Dak Long']])));
    expect(reading.rows.map(({ values }) => values.commune)).toEqual(['1']);
    expect(reading.faults).toMatchObject([{ cell: 'A3', code: 'choiceUnclear' }]);
  });

  test('citizen numbers are compared with the row', async () => {
    const numbers = async (number: Row[number], sex = 'Nam', day = '25/05/2011') => {
      const reading = await read([
        ['Số CCCD', ...heads],
        [number, 'A Ly', day, sex],
      ]);
      return [reading.rows[0]?.values.citizenNumber, ...reading.faults.map(fault => fault.code)];
    };
    expect(await numbers('062211000000')).toEqual(['062211000000']);
    expect(await numbers('062211000000', 'Nữ')).toEqual(['062211000000', 'citizenSexDiffers']);
    expect(await numbers('062210000000')).toEqual(['062210000000', 'citizenYearDiffers']);
    expect(await numbers('063211000000')).toEqual(['063211000000', 'citizenUnknownProvince']);
    expect(await numbers(62211000000)).toEqual(['062211000000', 'citizenZerosAdded']);
    expect(await numbers(62211000000, 'Nữ')).toEqual([undefined, 'citizenZerosLost']);
    expect(await numbers('06221100000')).toEqual([undefined, 'citizenLength']);
    expect(await numbers('233123456')).toEqual([undefined, 'citizenOldCard']);
    expect(await numbers('06221100000O')).toEqual([undefined, 'citizenNotDigits']);
  });
});

test('missing cells, blank rows, totals and signatures', async () => {
  const reading = await read([
    heads,
    ['A Ly', '25/05/2011', 'Nam'],
    [null, null, null],
    ['Y Bé', null, 'Nữ'],
    ['Công Văn Bé', null, 'Nam'],
    ['Tổng số: 2 học sinh', null, 2],
    [null, 'Kon Tum, ngày 5 tháng 9 năm 2023', null],
  ]);
  expect(reading.rows.map(({ row }) => row)).toEqual([2]);
  expect(reading.rowCount).toBe(3);
  expect(reading.faults.map(({ row, code }) => [row, code])).toEqual([
    [4, 'required'],
    [5, 'required'],
    [6, 'footerRow'],
    [7, 'footerRow'],
  ]);
  expect((await read([heads])).faults).toMatchObject([{ code: 'noRows' }]);
});

test('without a required column there are no rows, and the cells that are there are read all the same', async () => {
  const reading = await read([
    ['Họ và tên', 'Ngày sinh'],
    ['A Ly', '31/02/2011'],
    ['A Tú', '25/05/2011'],
  ]);
  expect(reading.rows).toEqual([]);
  expect(reading.rowCount).toBe(2);
  expect(reading.faults.map(({ code }) => code)).toEqual(['columnMissing', 'noSuchDay']);
});

test('two rows with one number are both at fault', async () => {
  const reading = await read([
    [...heads, 'Số CCCD'],
    ['A Ly', '25/05/2011', 'Nam', '062211000000'],
    ['A Tú', '25/05/2011', 'Nam', '062211000001'],
    ['A Bé', '25/05/2011', 'Nam', '062211000000'],
    ['A Ba', '25/05/2011', 'Nam', '062211 000000'],
  ]);
  expect(reading.rows.map(({ row }) => row)).toEqual([3]);
  expect(reading.faults.map(({ row, code, message }) => [row, code, message.en])).toEqual([
    [2, 'duplicate', 'The same “Citizen number” stands in row 4.'],
    [4, 'duplicate', 'The same “Citizen number” stands in row 2.'],
    [5, 'duplicate', 'The same “Citizen number” stands in row 2.'],
  ]);
});

test("the row's own check, and faults that the domain finds later", async () => {
  const spec = sheetSpec({
    ...pupils,
    check: row =>
      row.fatherYear !== undefined && row.fatherYear > Number(row.birthDay.slice(0, 4)) - 14
        ? [
            {
              column: 'fatherYear',
              code: 'fatherTooYoung',
              severity: 'warning',
              message: { vi: 'Cha quá trẻ.', en: 'The father is too young.' },
              mend: { vi: 'Kiểm tra năm sinh.', en: 'Check the years.' },
            },
          ]
        : [],
  });
  const sheet = await sheetOf(
    await xlsx([
      [...heads, 'Năm sinh cha'],
      ['A Ly', '25/05/2011', 'Nam', 2005],
    ]),
  );
  const reading = readRows(spec, sheet);
  expect(reading.rows).toHaveLength(1);
  expect(reading.faults).toMatchObject([{ cell: 'D2', row: 2, value: '2005', code: 'fatherTooYoung', sheet: '6A' }]);
  const words = { vi: 'Đã có.', en: 'Known already.' };
  expect(
    reading.faultAt(2, { column: 'fullName', code: 'known', severity: 'error', message: words, mend: words }),
  ).toEqual({
    sheet: '6A',
    cell: 'A2',
    row: 2,
    column: 'fullName',
    value: 'A Ly',
    code: 'known',
    severity: 'error',
    message: words,
    mend: words,
  });
});

describe('text of old fonts', () => {
  const tcvn3 = [
    ['Hä vµ tªn', 'Ngµy sinh', 'Giíi tÝnh'],
    ['NguyÔn V¨n B×nh', '25/05/2011', 'Nam'],
    ['TrÇn ThÞ Tr\u00ad¬ng', '25/05/2011', 'N÷'],
  ];
  const vni = [
    ['Hoï vaø teân', 'Ngaøy sinh', 'Giôùi tính'],
    ['Nguyeãn Vaên Bình', '25/05/2011', 'Nam'],
    ['Traàn Thò Tröông', '25/05/2011', 'Nöõ'],
  ];

  test('is asked about before it is taken', async () => {
    for (const [rows, encoding] of [
      [tcvn3, 'tcvn3'],
      [vni, 'vni'],
    ] as const) {
      const asked = await read(rows);
      expect(asked.legacy?.encoding).toBe(encoding);
      expect(asked.legacy?.samples).toContainEqual({ cell: 'A2', before: rows[1]?.[0], after: 'Nguyễn Văn Bình' });
      expect(asked.faults).toMatchObject([{ code: 'legacyText', severity: 'error' }]);
      const taken = await read(rows, { legacy: encoding });
      expect(taken.legacy).toBeUndefined();
      expect(taken.faults).toEqual([]);
      expect(taken.rows.map(({ values }) => [values.fullName, values.sex])).toEqual([
        ['Nguyễn Văn Bình', 'male'],
        ['Trần Thị Trương', 'female'],
      ]);
    }
  });

  test('the font of a cell is believed, run by run, and Unicode columns beside are left alone', async () => {
    const bytes = await xlsx(
      [
        [...heads, 'Ghi chú'],
        ['Haø', '25/05/2011', 'Nam', 'Hộ nghèo'],
        ['x', '25/05/2011', 'Nam', 'Hà'],
      ],
      sheet => {
        sheet.getCell('A2').font = { name: 'VNI-Times' };
        sheet.getCell('A3').value = {
          richText: [
            { text: 'Nguye', font: { name: 'VNI-Times' } },
            { text: 'ãn ', font: { name: 'VNI-Times', bold: true } },
            { text: 'Hà', font: { name: 'Times New Roman' } },
          ],
        };
      },
    );
    const reading = readRows(pupils, await sheetOf(bytes), { legacy: 'vni' });
    expect(reading.faults).toEqual([]);
    expect(reading.rows.map(({ values }) => [values.fullName, values.note])).toEqual([
      ['Hà', 'Hộ nghèo'],
      ['Nguyễn Hà', 'Hà'],
    ]);
  });

  test('capitals of TCVN3 are in the font', async () => {
    const bytes = await xlsx([heads, ['nguyÔn thÞ hµ', '25/05/2011', 'Nam']], sheet => {
      sheet.getCell('A2').font = { name: '.VnTimeH' };
    });
    const reading = readRows(pupils, await sheetOf(bytes), { legacy: 'tcvn3' });
    expect(reading.rows[0]?.values.fullName).toBe('NGUYỄN THỊ HÀ');
  });

  test('TCVN3 in a CSV', async () => {
    const bytes = bytesOf('Hä vµ tªn;Ngµy sinh;Giíi tÝnh\nNguyÔn V¨n B×nh;25/05/2011;Nam\n', 'latin1');
    const file = await readFile(pupils, bytes, 'a.csv', { legacy: 'tcvn3' });
    expect(file.ok && file.reading.rows[0]?.values.fullName).toBe('Nguyễn Văn Bình');
  });

  test('a person may say that it is Unicode after all', async () => {
    const reading = await read([heads, ['Nguyeãn Vaên', '25/05/2011', 'Nam']], { legacy: 'none' });
    expect(reading.rows[0]?.values.fullName).toBe('Nguyeãn Vaên');
  });
});

test('the sheet in sight that fits best is read, or the one that is named', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Ẩn', hidden: true, rows: [heads, ['A', '25/05/2011', 'Nam']] },
      { name: 'Bìa', rows: [['Họ và tên hiệu trưởng']] },
      { name: '6A', rows: [heads, ['A Ly', '25/05/2011', 'Nam']] },
    ],
  });
  const file = await readFile(pupils, bytes, 'a.xlsx');
  expect(file).toMatchObject({ ok: true, sheetNames: ['Bìa', '6A'], reading: { sheet: '6A', rowCount: 1 } });
  expect(await readFile(pupils, bytes, 'a.xlsx', { sheet: '6B' })).toMatchObject({
    ok: false,
    faults: [{ code: 'noSuchSheet' }],
  });
});

test('reading looks at each row once: ten times the rows, ten times the cells asked for', async () => {
  const asked = async (count: number) => {
    const rows = Array.from({ length: count }, (_, row) => [`A ${'Ly'.repeat(row % 5)}`, '25/05/2011', 'Nam']);
    const sheet = await sheetOf(await xlsx([heads, ...rows]));
    let cells = 0;
    readRows(pupils, {
      ...sheet,
      cell: (row, column) => {
        cells++;
        return sheet.cell(row, column);
      },
    });
    return cells;
  };
  // The first rows are also looked through for headings and old fonts; beyond them each cell is asked for once.
  expect((await asked(2000)) - (await asked(1000))).toBe(1000 * heads.length);
});

test('no text whatever makes it throw', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text, text, text), { maxLength: 5 }), async rows => {
      const csv = [[...heads, 'Số CCCD'], ...rows].map(row =>
        row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(';'),
      );
      const file = await readFile(pupils, bytesOf(csv.join('\n')), 'a.csv');
      if (file.ok) expect(file.reading.rows.length).toBeLessThanOrEqual(rows.length);
    }),
  );
});
