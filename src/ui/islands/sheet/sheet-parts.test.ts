import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBlock, readBlock, writeBlock } from './block.ts';
import { between, move, type Place, stretch } from './cursor.ts';
import { noHistory, redo, remember, undo } from './history.ts';
import { averageOf, readTyped } from './typed-mark.ts';

test('marks as people type them', () => {
  const as = (text: string, asTenths = false) => readTyped(text, asTenths);
  for (const [typed, value] of [
    ['7,5', '7,5'],
    ['7.5', '7,5'],
    [' 8 ', '8'],
    ['8,0', '8'],
    ['10', '10'],
    ['0', '0'],
    ['', ''],
    ['７，５', '7,5'],
  ])
    expect({ typed, ...as(typed ?? '') }).toEqual({ typed, value });
  expect(as('11')).toEqual({ fault: 'range' });
  expect(as('-1')).toEqual({ fault: 'range' });
  expect(as('8,55')).toEqual({ fault: 'decimals' });
  expect(as('tám')).toEqual({ fault: 'number' });
  expect(as('75')).toEqual({ fault: 'range' });
  expect(as('75', true)).toEqual({ value: '7,5' });
  expect(as('05', true)).toEqual({ value: '0,5' });
  expect(as('10', true)).toEqual({ value: '10' });
  expect(as('8', true)).toEqual({ value: '8' });
});

test('marks that are no figures', () => {
  expect(readTyped('đ')).toEqual({ value: 'Đ' });
  expect(readTyped('cd')).toEqual({ value: 'CĐ' });
  expect(readTyped('h')).toEqual({ value: 'H' });
  expect(readTyped('x')).toEqual({ fault: 'number' });
});

test('the average of a column rounds half up and is none for levels', () => {
  expect(averageOf(['7,1', '7,2'])).toBe('7,2');
  expect(averageOf(['8', '', '9'])).toBe('8,5');
  expect(averageOf(['', ''])).toBe('–');
  expect(averageOf(['Đ', 'CĐ'])).toBe('–');
});

test('a block from Excel: tabs, line ends of all kinds, one trailing line end, quoted cells', () => {
  expect(readBlock('7,5\t8\r\n9\t10\r\n')).toEqual([
    ['7,5', '8'],
    ['9', '10'],
  ]);
  expect(readBlock('7\n\n8')).toEqual([['7'], [''], ['8']]);
  expect(readBlock('"Chăm\nngoan"\t"nói ""được"""')).toEqual([['Chăm\nngoan', 'nói "được"']]);
  expect(readBlock('"mở không đóng\t7')).toEqual([['"mở không đóng', '7']]);
});

test('what is copied pastes back as it was', () => {
  const cells = fc.array(fc.array(fc.string(), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(cells, rows => {
      const clean = rows.map(row => row.map(cell => cell.replaceAll('\r', '')));
      // A last row of one empty cell cannot be told from a trailing line end; rows here have three.
      expect(readBlock(`${writeBlock(clean)}\n`)).toEqual(clean);
    }),
  );
});

const size = { rows: 3, columns: 4 };
/** Column 1 is closed. */
const isOpen = ({ column }: Place) => column !== 1;

test('a block is laid over closed cells, and what is beyond the table is not lost', () => {
  const block = readBlock('1\t2\t3\n4\t5\t6\n7\t8\t9');
  const placed = placeBlock(block, { row: 1, column: 0 }, size, isOpen);
  expect(placed.writes.map(write => write.text)).toEqual(['1', '3', '4', '6']);
  expect(placed.closed.map(write => write.text)).toEqual(['2', '5']);
  expect(placed.rest).toEqual([['7', '8', '9']]);
  expect(placed.over).toEqual({ rows: 1, columns: 0 });
  const wide = placeBlock(block, { row: 0, column: 2 }, size, isOpen);
  expect(wide.writes.map(write => write.text)).toEqual(['1', '2', '4', '5', '7', '8']);
  expect(wide.rest).toEqual([['3'], ['6'], ['9']]);
  expect(wide.over).toEqual({ rows: 0, columns: 1 });
});

test('every cell of a block is written, closed, or offered: none is lost', () => {
  const place = fc.record({ row: fc.nat(2), column: fc.nat(3) });
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom('1', '2'), { minLength: 1 }), { minLength: 1 }),
      place,
      (block, at) => {
        const { writes, closed, rest } = placeBlock(block, at, size, isOpen);
        expect(writes.length + closed.length + rest.flat().length).toBe(block.flat().length);
      },
    ),
  );
});

test('keys move over closed cells and stop at the edge', () => {
  const go = (row: number, column: number, key: string) => move({ row, column }, key, size, isOpen);
  expect(go(0, 0, 'ArrowRight')).toEqual({ row: 0, column: 2 });
  expect(go(0, 2, 'ArrowLeft')).toEqual({ row: 0, column: 0 });
  expect(go(2, 0, 'ArrowDown')).toEqual({ row: 2, column: 0 });
  expect(go(1, 2, 'Home')).toEqual({ row: 1, column: 0 });
  expect(go(1, 0, 'End')).toEqual({ row: 1, column: 3 });
  expect(move({ row: 0, column: 0 }, 'End', size, ({ column }) => column === 0)).toEqual({ row: 0, column: 0 });
  expect(stretch({ row: 0, column: 0 }, 'ArrowRight', size)).toEqual({ row: 0, column: 1 });
  expect(stretch({ row: 0, column: 0 }, 'ArrowUp', size)).toEqual({ row: 0, column: 0 });
  expect(between({ row: 1, column: 2 }, { row: 0, column: 1 }).flat()).toHaveLength(4);
});

test('undo and redo take whole steps; a new step forgets what was ahead', () => {
  const paste = [
    { name: 'a', before: '', after: '1' },
    { name: 'b', before: '2', after: '3' },
  ];
  const after = remember(noHistory, paste);
  const back = undo(after);
  expect(back?.writes).toEqual([
    { name: 'a', before: '1', after: '' },
    { name: 'b', before: '3', after: '2' },
  ]);
  expect(redo(back?.history ?? noHistory)?.writes).toEqual(paste);
  expect(undo(back?.history ?? noHistory)).toBeUndefined();
  const other = remember(back?.history ?? noHistory, [{ name: 'c', before: '', after: '9' }]);
  expect(redo(other)).toBeUndefined();
  expect(remember(other, [{ name: 'c', before: '9', after: '9' }])).toBe(other);
});
