import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { writeOds, writeXlsx } from 'hucre';
import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { openWorkbook } from './open-workbook.ts';
import { bytesOf, sheetOf, textsOf, xls, xlsx } from './specimens.ts';

const codesOf = async (bytes: Uint8Array, name = 'ds.xlsx') => {
  const opened = await openWorkbook(bytes, name);
  return opened.ok ? [] : opened.faults.map(fault => fault.code);
};

describe('what schools send is read', () => {
  const rows = [
    ['Họ và tên', 'Ngày sinh', 'Mã'],
    ['Y Hrâm', new Date('2011-05-25'), '0012'],
    ['A Sa Ly', new Date('2010-12-01'), 7],
  ];
  const texts = [
    ['Họ và tên', 'Ngày sinh', 'Mã'],
    ['Y Hrâm', '25/05/2011', '0012'],
    ['A Sa Ly', '01/12/2010', '7'],
  ];

  test('.xlsx of Excel and of others', async () => {
    expect(textsOf(await sheetOf(await xlsx(rows)))).toEqual(texts);
    const other = await writeXlsx({ sheets: [{ name: 'x', rows, columns: [{}, { numFmt: 'dd/mm/yyyy' }] }] });
    expect(textsOf(await sheetOf(other))).toEqual(texts);
  });

  test('.xls, whatever it is called', async () => {
    const opened = await openWorkbook(xls(rows), 'ds.xlsx');
    expect(opened).toMatchObject({ ok: true, workbook: { format: 'xls' } });
    expect(textsOf(await sheetOf(xls(rows)))).toEqual(texts);
  });

  test('formulas, errors, rich text, zeros drawn by a format', async () => {
    const bytes = await xlsx(
      [
        ['a', { formula: 'B1', result: 'An' }, 62211000000],
        ['b', { formula: 'TODAY()' }, 1],
      ],
      sheet => {
        sheet.getCell('C1').numFmt = '000000000000';
        sheet.getCell('C2').value = { error: '#N/A' };
        sheet.getCell('A2').value = { richText: [{ text: 'Ng' }, { text: 'ọc', font: { bold: true } }] };
      },
    );
    const sheet = await sheetOf(bytes);
    expect(sheet.cell(1, 1)).toMatchObject({ address: 'B1', value: 'An', isFormula: true, formula: 'B1' });
    expect(sheet.cell(2, 1)).toMatchObject({ value: null, isFormula: true });
    expect(sheet.cell(1, 2)).toMatchObject({ text: '062211000000', value: 62211000000 });
    expect(sheet.cell(2, 2)).toMatchObject({ value: { error: '#N/A' } });
    expect(sheet.cell(2, 0).text).toBe('Ngọc');
  });

  test('days counted from 1904', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.properties.date1904 = true;
    const added = workbook.addWorksheet('a').addRow([new Date('2011-05-25')]);
    added.getCell(1).numFmt = 'dd/mm/yyyy';
    const sheet = await sheetOf(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(sheet.epoch1904).toBe(true);
    expect(sheet.cell(1, 0).value).toEqual({ day: '2011-05-25' });
  });

  test('CSV of every kind', async () => {
    const csv = (sign: string) => `Họ và tên${sign}Mã\r\n"Y ""Bé"" Hrâm"${sign}0012\r\n`;
    const expected = [
      ['Họ và tên', 'Mã'],
      ['Y "Bé" Hrâm', '0012'],
    ];
    for (const sign of [';', ',', '\t'])
      for (const bytes of [
        bytesOf(csv(sign)),
        bytesOf(`\ufeff${csv(sign)}`),
        bytesOf(`\ufeff${csv(sign)}`, 'utf16le'),
        bytesOf(csv(sign), 'utf16le'),
        new Uint8Array(Buffer.from(`\ufeff${csv(sign)}`, 'utf16le').swap16()),
      ])
        expect(textsOf(await sheetOf(bytes, 'ds.csv'))).toEqual(expected);
    const forced = await sheetOf(bytesOf('sep=|\na|b\n="007"|2'), 'x.csv');
    expect(textsOf(forced).slice(1)).toEqual([
      ['a', 'b'],
      ['007', '2'],
    ]);
  });

  test('CSV in the Vietnamese code page of Windows, and in TCVN3 as its bytes look', async () => {
    // Windows-1258: ê is one byte, its acute tone (0xEC) another.
    const cp1258 = Uint8Array.from([
      0x54, 0xea, 0x6e, 0x3b, 0x4c, 0xea, 0x20, 0x54, 0x68, 0x69, 0xea, 0xec, 0x74, 0x0a,
    ]);
    expect(textsOf(await sheetOf(cp1258, 'x.csv'))).toEqual([['Tên', 'Lê Thiết']]);
    const tcvn3 = bytesOf('Hä vµ tªn;Líp\nNguyÔn V¨n B×nh;6A\n', 'latin1');
    expect(textsOf(await sheetOf(tcvn3, 'x.csv'))[1]).toEqual(['NguyÔn V¨n B×nh', '6A']);
  });

  test('a web page called .xls', async () => {
    const page =
      '<html><head><meta charset="utf-8"></head><body><table><tr><th>Họ và tên</th><th>Mã</th></tr>' +
      '<tr><td>Y Hrâm</td><td>0012</td></tr></table></body></html>';
    const opened = await openWorkbook(bytesOf(page), 'ds.xls');
    expect(opened).toMatchObject({ ok: true, workbook: { format: 'html' } });
    expect(textsOf(await sheetOf(bytesOf(page)))).toEqual([
      ['Họ và tên', 'Mã'],
      ['Y Hrâm', '0012'],
    ]);
  });
});

describe('what is no list is refused with a reason', () => {
  test('empty files and other kinds of file', async () => {
    expect(await codesOf(new Uint8Array())).toEqual(['emptyFile']);
    expect(await codesOf(await xlsx([]))).toEqual(['noSheet']);
    expect(await codesOf(bytesOf(' \n\n'), 'x.csv')).toEqual(['noSheet']);
    expect(await codesOf(bytesOf('%PDF-1.7\n%âãÏÓ'))).toEqual(['notASpreadsheet']);
    expect(await codesOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))).toEqual(['notASpreadsheet']);
    expect(await codesOf(bytesOf('<!DOCTYPE html><html><body>Xin chào</body></html>'))).toEqual(['notASpreadsheet']);
    expect(
      await codesOf(zipSync({ '[Content_Types].xml': bytesOf('<a/>'), 'word/document.xml': bytesOf('<a/>') })),
    ).toEqual(['notASpreadsheet']);
    expect(await codesOf(zipSync({ 'a.txt': bytesOf('a') }))).toEqual(['notASpreadsheet']);
    expect(await codesOf(await writeOds({ sheets: [{ name: 'a', rows: [['a']] }] }))).toEqual(['otherSpreadsheet']);
    expect(await codesOf(Uint8Array.from({ length: 500 }, (_, index) => (index * 37) % 256))).toEqual([
      'notASpreadsheet',
    ]);
  });

  test('passwords', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: 'a', rows: [['a']] }],
      encryption: { password: 'x', spinCount: 10 },
    });
    expect(await codesOf(locked)).toEqual(['password']);
    const zip = Buffer.from(zipSync({ '[Content_Types].xml': bytesOf('<a/>') }));
    zip.writeUInt16LE(1, zip.indexOf(Buffer.from('504b0102', 'hex')) + 8);
    expect(await codesOf(zip)).toEqual(['password']);
  });

  test('zip bombs: honest, lying, and of many entries', async () => {
    const large = new Uint8Array(limits.ratioMattersFrom + 1);
    expect(await codesOf(zipSync({ '[Content_Types].xml': large }))).toEqual(['zipBomb']);
    expect(await codesOf(lyingZip(large, 100))).toEqual(['zipBomb']);
    const many = Object.fromEntries(
      Array.from({ length: limits.zipEntries + 1 }, (_, index) => [`${index}`, bytesOf('')]),
    );
    expect(await codesOf(zipSync(many))).toEqual(['zipBomb']);
  });

  test('files that are too large, too wide, too long', async () => {
    expect(await codesOf(new Uint8Array(limits.fileBytes + 1))).toEqual(['tooLarge']);
    const wide = [Array.from({ length: 300 }, (_, index) => `c${index}`)];
    expect(await codesOf(await xlsx(wide))).toEqual(['tooManyColumns']);
    expect(await codesOf(bytesOf(wide.map(row => row.join(';')).join('\n')), 'x.csv')).toEqual(['tooManyColumns']);
    expect(await codesOf(bytesOf('a;b\n'.repeat(limits.rows + 1)), 'x.csv')).toEqual(['tooManyRows']);
  });

  test('a cell in the last corner of the sheet does not fill the memory', async () => {
    const cells = new Map([['1048575,16383', { value: 'x', type: 'string' as const }]]);
    const sheet = await sheetOf(await writeXlsx({ sheets: [{ name: 'a', rows: [['a', 'b']], cells }] }));
    expect(sheet.rowCount).toBe(1);
  });

  test('quotation marks that never close', async () => {
    expect(await codesOf(bytesOf('a;b\n"c;d\ne;f\n'), 'x.csv')).toEqual(['csvQuote']);
  });

  test('a workbook cut in half', async () => {
    const whole = await xlsx([['Họ và tên'], ['An']]);
    expect(await codesOf(whole.slice(0, whole.length / 2))).toEqual(['unreadable']);
    const old = xls([['Họ và tên'], ['An']]);
    const opened = await openWorkbook(old.slice(0, 1024), 'a.xls');
    expect(opened.ok).toBe(false);
  });
});

test('no bytes whatever make it throw', async () => {
  const good = await xlsx([
    ['Họ và tên', 'Ngày sinh'],
    ['An', new Date('2011-05-25')],
  ]);
  const old = xls([['Họ và tên'], ['An']]);
  const heads = ['504b0304', 'd0cf11e0a1b11ae1', '3c7461626c653e', 'fffe', '0908100000060500', ''].map(hex =>
    Buffer.from(hex, 'hex'),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), async (head, tail) => {
      const opened = await openWorkbook(Buffer.concat([head, tail]), 'a.xlsx');
      if (!opened.ok) expect(opened.faults.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(good, old), fc.nat(), fc.integer({ min: 0, max: 255 }), async (file, at, byte) => {
      const harmed = Uint8Array.from(file);
      harmed[at % harmed.length] = byte;
      const opened = await openWorkbook(harmed, 'a.xlsx');
      if (!opened.ok) expect(opened.faults[0]?.mend.vi).toBeTruthy();
    }),
    { numRuns: 300 },
  );
});

/** A zip whose directory says that its one entry is small. */
function lyingZip(content: Uint8Array, claimed: number): Uint8Array {
  const name = Buffer.from('[Content_Types].xml');
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(content), 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(claimed, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

describe('what was made to fill the memory or the day is refused', () => {
  const hasCodes = (codes: string[]) => expect.arrayContaining(codes);

  test('one long text that many cells share', async () => {
    const rows = Array.from({ length: 5_000 }, () => Array.from({ length: 5 }, () => 'ă  '.repeat(1_000)));
    expect(await codesOf(await writeXlsx({ sheets: [{ name: 'x', rows }] }))).toEqual(['zipBomb']);
    const one = await writeXlsx({ sheets: [{ name: 'x', rows: [['a'], ['ă'.repeat(limits.cellLetters + 1)]] }] });
    expect((await openWorkbook(one, 'x.xlsx')) as unknown).toMatchObject({
      ok: false,
      faults: [{ code: 'cellTooLong', cell: 'A2' }],
    });
  });

  test('millions of empty lines, a line of millions of cells, spaces without end', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(await codesOf(bytes('\n'.repeat(5_000_000)))).toEqual(['noSheet']);
    expect(await codesOf(bytes(`a;b\n${'"a";'.repeat(1_000_000)}`))).not.toEqual([]);
    expect(await codesOf(bytes(`a;b\n${' '.repeat(500_000)}x;1`))).toEqual(hasCodes(['cellTooLong']));
    expect(await codesOf(bytes(`a;b\n${'\t'.repeat(200_000)}`))).not.toEqual([]);
  });

  test('a web page of endless tags', async () => {
    for (const part of ['<td><tr><table>', '<', '<!--', '&', '<td colspan=1000000000>a'])
      expect((await codesOf(new TextEncoder().encode(`<html><table>${part.repeat(100_000)}`))).length).toBeLessThan(3);
  });
});
