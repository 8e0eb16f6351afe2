import { expect, test } from 'vitest';
import { gatherFaults } from './gather-faults.ts';
import type { FileFault } from './plan-marks.ts';

const fault = (address: string, code: string, text = '8'): FileFault => ({
  address,
  code,
  text,
  fullName: `Em ${address}`,
  vi: code,
  en: code,
});
const said = (faults: FileFault[]) =>
  gatherFaults(faults).map(({ first, last, many }) => `${first.address}-${last.address} ${many}`);

test('a closed column is one fault; other faults in it stand alone', () => {
  const column = [5, 6, 7, 8].map(row => fault(`D${row}`, 'closed', row > 6 ? '9' : '8'));
  expect(said([...column, fault('D9', 'range', '11'), fault('E5', 'closed')])).toEqual([
    'D5-D8 4',
    'D9-D9 1',
    'E5-E5 1',
  ]);
  expect(gatherFaults(column)[0]?.texts).toEqual(['8', '9']);
});
test('three of a kind are still three', () => {
  expect(said([1, 2, 3].map(row => fault(`C${row}`, 'range')))).toEqual(['C1-C1 1', 'C2-C2 1', 'C3-C3 1']);
});
test('pupils who are not found are each named', () => {
  expect(said([1, 2, 3, 4, 5].map(row => fault(String(row), 'row-unknown')))).toHaveLength(5);
});
