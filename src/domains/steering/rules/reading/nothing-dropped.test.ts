import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, textOf } from '#platform/documents/block.ts';
import { readTextBlocks } from '#platform/documents/read-text.ts';
import { readPlan } from './read-plan.ts';
import type { Place, PlanRead } from './types.ts';

function placesOf(value: unknown): Place[] {
  if (Array.isArray(value)) return value.flatMap(placesOf);
  if (value === null || typeof value !== 'object') return [];
  return isPlace(value) ? [value] : Object.values(value).flatMap(placesOf);
}

const isPlace = (value: object): value is Place => 'blocks' in value && 'quote' in value && 'from' in value;

function expectWhole(blocks: readonly Block[], plan: PlanRead) {
  const text = textOf(blocks);
  const { unrecognised, ...recognised } = plan;
  const inItems = new Set(placesOf(recognised).flatMap(place => place.blocks));
  const left = new Set(unrecognised.map(each => each.block));
  for (const { id } of blocks) expect([id, inItems.has(id), left.has(id)]).toEqual([id, !left.has(id), left.has(id)]);
  for (const place of placesOf(plan)) {
    expect(place.from).toBeGreaterThanOrEqual(0);
    expect(place.to).toBeGreaterThanOrEqual(place.from);
    expect(place.to).toBeLessThanOrEqual(text.length);
  }
}

const words = fc.constantFrom(
  ...'I. II. A. 1. 1.1. 2) (1) a) - + • * ¹ ² 100% 50% 95,5% - trên từ đến dưới tối thiểu không quá ít nhất trong đó đạt; . : ./. ( ) % 2023 01/6 25/02/2023 Quý II/2024 tháng 9 năm ngày trước hằng định kỳ 6 báo cáo Chủ trì, phối hợp với Phòng Sở Giáo dục và Đào tạo KẾ HOẠCH MỤC TIÊU NHIỆM VỤ PHỤ LỤC Phần thứ nhất Nơi nhận: Lưu: VT GIÁM ĐỐC Căn cứ Luật số 83/KH-UBND STT | \t'.split(
    / /,
  ),
);
const line = fc.oneof(
  fc.array(words, { maxLength: 12 }).map(list => list.join(' ')),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const cell = fc.record({
  table: fc.nat(2),
  row: fc.nat(4),
  column: fc.nat(5),
  rows: fc.integer({ min: 1, max: 3 }),
  columns: fc.integer({ min: 1, max: 3 }),
});
const blocksOf = fc
  .array(fc.tuple(line, fc.option(cell, { nil: undefined, freq: 4 }), fc.boolean()), { maxLength: 40 })
  .map(list =>
    list.map(
      ([text, inCell, continues], index): Block => ({
        id: `b${index}`,
        text,
        origin: { line: index + 1, ...(inCell && { cell: inCell }) },
        ...(continues && { continues }),
      }),
    ),
  );

test('whatever the blocks, reading does not throw, and each block is in an item or among the unrecognised', () => {
  fc.assert(
    fc.property(blocksOf, blocks => {
      expectWhole(blocks, readPlan(blocks));
    }),
    { numRuns: 300 },
  );
});

test('whatever the text of a file, too', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), lines => {
      const blocks = readTextBlocks(lines.join('\n'));
      expectWhole(blocks, readPlan(blocks));
    }),
    { numRuns: 150 },
  );
});

test.each(readdirSync(new URL('./specimens', import.meta.url)))('%s: a quote stands where its place says', file => {
  const blocks = readTextBlocks(readFileSync(new URL(`./specimens/${file}`, import.meta.url), 'utf8'));
  const plan = readPlan(blocks);
  expectWhole(blocks, plan);
  expect(plan.unrecognised.length).toBeLessThan(3);
  const single = placesOf(plan).filter(place => place.blocks.length === 1);
  expect(single.length).toBeGreaterThan(10);
  for (const place of single) expect(textOf(blocks).slice(place.from, place.to).trim()).toBe(place.quote.trim());
});
