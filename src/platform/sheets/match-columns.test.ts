import { expect, test } from 'vitest';
import { matchColumns } from './index.ts';
import { bytesOf, pupils, type Row, sheetOf, xlsx } from './specimens.ts';

const match = async (rows: readonly Row[], given = {}) => matchColumns(pupils, await sheetOf(await xlsx(rows)), given);
const codes = (matched: { faults: readonly { code: string }[] }) => matched.faults.map(fault => fault.code);

test('headings are recognised without marks, case, punctuation and remarks', async () => {
  const matched = await match([['STT', 'HO VA TEN', 'Ngày sinh (dd/mm/yyyy) *', 'giới tính:', 'Mã học sinh']]);
  expect(matched.mapping).toEqual({ headingRow: 1, columns: { fullName: 1, birthDay: 2, sex: 3, code: 4 } });
  expect(matched.unknown.map(({ letter, text }) => [letter, text])).toEqual([['A', 'STT']]);
  expect(codes(matched)).toEqual([]);
});

test('aliases, the other language, one of several names, i and y', async () => {
  const matched = await match([['Họ tên HS', 'Date of birth', 'Sex', 'CCCD/Số định danh']]);
  expect(matched.mapping.columns).toEqual({ fullName: 0, birthDay: 1, sex: 2, citizenNumber: 3 });
});

test('titles stand above', async () => {
  const matched = await match([
    ['TRƯỜNG PTDTBT THCS XÃ MẪU'],
    ['DANH SÁCH HỌC SINH LỚP 6A'],
    [],
    ['TT', 'Họ và tên', 'Ngày sinh', 'Giới tính'],
    [1, 'Y Hrâm', '25/05/2011', 'Nữ'],
  ]);
  expect(matched.mapping.headingRow).toBe(4);
});

test('headings of two rows, and a row that numbers them', async () => {
  const matched = await match([
    ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Cha', null, 'Mẹ', null],
    [null, null, null, null, 'Họ tên', 'Năm sinh', 'Họ tên', 'Năm sinh'],
    ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
    [1, 'Y Hrâm', '25/05/2011', 'Nữ', 'A Hrâm', 1980, 'Y Bé', 1982],
  ]);
  expect(matched.mapping).toEqual({
    headingRow: 3,
    columns: { fullName: 1, birthDay: 2, sex: 3, fatherName: 4, fatherYear: 5 },
  });
  expect(matched.unknown.map(({ text }) => text)).toEqual(['STT', 'Mẹ · Họ tên', 'Mẹ · Năm sinh']);
});

test('what is missing, twice, or nowhere is said', async () => {
  const missing = await match([['Họ và tên', 'Ngày sinh', 'Lớp']]);
  expect(missing.missing).toEqual(['sex']);
  expect(missing.faults[0]).toMatchObject({ code: 'columnMissing', column: 'sex', severity: 'error' });
  expect(missing.faults[0]?.message.vi).toBe('Thiếu cột bắt buộc “Giới tính”.');
  const twice = await match([['Họ và tên', 'Ngày sinh', 'Giới tính', 'Ngày sinh']]);
  expect(codes(twice)).toEqual(['columnTwice']);
  expect(twice.faults[0]?.message.en).toContain('B, D');
  const nowhere = await match([
    ['một', 'hai'],
    [1, 2],
  ]);
  expect(codes(nowhere)[0]).toBe('headingNotFound');
});

test('a mapping by hand goes first', async () => {
  const rows = [
    ['Họ và tên', 'Ngày sinh', 'Phái', 'Ngày sinh', 'Ghi chú'],
    ['Y Hrâm', '25/05/2011', 'Nữ', '', ''],
  ];
  const matched = await match(rows, { columns: { sex: 2, birthDay: 1, note: null } });
  expect(matched.mapping.columns).toEqual({ fullName: 0, birthDay: 1, sex: 2 });
  expect(codes(matched)).toEqual([]);
  const bare = await match([['x'], ['Y Hrâm', '25/05/2011', 'Nữ']], {
    headingRow: 1,
    columns: { fullName: 0, birthDay: 1, sex: 2 },
  });
  expect(bare.mapping).toEqual({ headingRow: 1, columns: { fullName: 0, birthDay: 1, sex: 2 } });
});

test('a CSV without headings is no list', async () => {
  const matched = matchColumns(pupils, await sheetOf(bytesOf('xin chào\ncác bạn\n'), 'a.csv'));
  expect(codes(matched)[0]).toBe('headingNotFound');
  expect(matched.mapping.columns).toEqual({});
});
