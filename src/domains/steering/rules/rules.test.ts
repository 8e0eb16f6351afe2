import { describe, expect, test } from 'vitest';
import { specimenPlan } from '../specimens.ts';
import { daysLeft, keptOn, lastDayOf } from './deadline.ts';
import { draftPlan, titleOf } from './draft-plan.ts';
import { markPassages } from './mark-passages.ts';
import { type UnitKnown, unitsMeant } from './resolve-units.ts';
import { levelsNamed } from './scope-of-units.ts';
import { suggestIndicators } from './suggest-indicator.ts';
import { isOverdue, sideOf, steps } from './task-state.ts';
import { taskSaid, unitsOwing } from './units-owing.ts';

describe('deadlines', () => {
  test('"trước ngày" D ends the day before, "chậm nhất ngày" D with it; also over a month’s end', () => {
    expect(lastDayOf({ dueOn: '2023-02-25', inclusive: false })).toBe('2023-02-24');
    expect(lastDayOf({ dueOn: '2023-02-25', inclusive: true })).toBe('2023-02-25');
    expect(lastDayOf({ dueOn: '2024-03-01', inclusive: false })).toBe('2024-02-29');
  });
  test.each([
    ['2023-02-24', '2023-02-20', 'met'],
    ['2023-02-25', '2023-03-01', 'late'],
    [null, '2023-02-24', 'awaited'],
    [null, '2023-02-25', 'missing'],
  ] as const)('done on %s, seen on %s: %s', (done, today, kept) =>
    expect(keptOn('2023-02-24', done, today)).toBe(kept),
  );
  test('days left', () => {
    expect(daysLeft('2023-03-01', '2023-02-27')).toBe(2);
    expect(daysLeft('2023-02-24', '2023-02-27')).toBe(-3);
  });
});

describe('a task at a unit', () => {
  test('goes from given to done, and back where it is returned', () => {
    expect(
      ['given>accepted', 'accepted>reported', 'reported>done', 'reported>returned', 'returned>reported'].map(way => {
        const [from, to] = way.split('>');
        return sideOf(steps.find(one => one === from) ?? 'given', steps.find(one => one === to) ?? 'given');
      }),
    ).toEqual(['unit', 'unit', 'giver', 'giver', 'unit']);
  });
  test('is not finished before it is reported, nor given twice', () => {
    expect(sideOf('given', 'done')).toBeUndefined();
    expect(sideOf('accepted', 'done')).toBeUndefined();
    expect(steps.map(from => sideOf(from, 'given'))).toEqual(steps.map(() => undefined));
  });
  test('is overdue only while the unit still owes something', () => {
    expect(steps.map(step => isOverdue(step, '2023-02-24', '2023-02-25'))).toEqual([true, true, false, false, true]);
    expect(isOverdue('given', '2023-02-25', '2023-02-25')).toBe(false);
    expect(isOverdue('given', null, '2023-02-25')).toBe(false);
  });
});

describe('whom words mean', () => {
  const unit = (
    placeId: number,
    kind: string,
    name: string,
    parentKind: string | null = 'department',
    levels: string[] | null = null,
  ): UnitKnown => ({ placeId, kind, name, shortName: name, parentKind, levels });
  const units = [
    unit(1, 'department', 'Sở Giáo dục và Đào tạo tỉnh Mẫu', 'province'),
    unit(2, 'room', 'Văn phòng'),
    unit(3, 'room', 'Phòng Kế hoạch – Tài chính'),
    unit(4, 'room', 'Phòng Giáo dục Trung học'),
    unit(5, 'district-office', 'Phòng GDĐT huyện Suối Mẫu'),
    unit(6, 'district-office', 'Phòng GDĐT huyện Đồi Mẫu'),
    unit(7, 'centre', 'Trung tâm GDNN-GDTX huyện Suối Mẫu'),
    unit(8, 'school', 'Trường THPT Mẫu', 'department', ['upper-secondary']),
    unit(9, 'school', 'Trường Tiểu học Mẫu', 'district-office', ['primary']),
    unit(10, 'school', 'Trường Mầm non Mẫu', 'district-office', ['preschool']),
  ];
  test.each([
    ['Các đơn vị trực thuộc Sở GDĐT', [8]],
    ['Phòng GDĐT các huyện, thành phố', [5, 6]],
    ['Phòng GDĐT huyện Đồi Mẫu', [6]],
    ['Trung tâm GDNN-GDTX các huyện', [7]],
    ['Trung tâm GDNN-GDTX các huyện, Phòng GDĐT các huyện, thành phố', [5, 6, 7]],
    ['Văn phòng Sở', [2]],
    ['Phòng Kế hoạch - Tài chính', [3]],
    ['Các đơn vị hành chính thuộc Sở', [2, 3, 4]],
    ['các cơ sở giáo dục phổ thông', [8, 9]],
    ['các trường tiểu học', [9]],
    ['các cơ sở giáo dục', [8, 9, 10]],
    ['Sở GDĐT', [1]],
    ['toàn ngành', [2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ])('%s', (words, meant) => expect(unitsMeant([words], units).placeIds).toEqual(meant));
  test('an office outside the sector is said to be unknown, never guessed', () => {
    expect(unitsMeant(['Sở Thông tin và Truyền thông', 'Văn phòng Sở'], units)).toEqual({
      placeIds: [2],
      unknown: ['Sở Thông tin và Truyền thông'],
    });
  });
});

test('levels named in a text', () => {
  expect(levelsNamed('cấp Tiểu học')).toEqual(['primary']);
  expect(levelsNamed('cấp Trung học')).toEqual(['lower-secondary', 'upper-secondary']);
  expect(levelsNamed('trường THCS và trường trung học phổ thông')).toEqual(['lower-secondary', 'upper-secondary']);
  expect(levelsNamed('các cơ sở giáo dục phổ thông')).toEqual(['primary', 'lower-secondary', 'upper-secondary']);
  expect(levelsNamed('các cơ quan')).toBeNull();
});

describe('suggesting an indicator', () => {
  const catalogue = [
    { key: 'fees', words: ['Học phí không dùng tiền mặt', ''], levels: null },
    { key: 'gradebook', words: ['Sổ điểm, học bạ điện tử', ''], levels: ['primary', 'lower-secondary'] },
    { key: 'online-primary', words: ['Dạy học trực tuyến cấp Tiểu học', ''], levels: ['primary'] },
    {
      key: 'online-secondary',
      words: ['Dạy học trực tuyến cấp Trung học', ''],
      levels: ['lower-secondary', 'upper-secondary'],
    },
  ];
  const first = (text: string, scope = '') => suggestIndicators(text, scope, catalogue)[0]?.key;
  test('by the words of the target', () => {
    expect(first('Tỷ trọng thanh toán học phí không dùng tiền mặt đạt tối thiểu 50%')).toBe('fees');
    expect(first('Triển khai sổ điểm và học bạ điện tử')).toBe('gradebook');
  });
  test('by the level where the words are the same', () => {
    expect(first('Dạy học trực tuyến', 'cấp Tiểu học')).toBe('online-primary');
    expect(first('Dạy học trực tuyến', 'cấp Trung học')).toBe('online-secondary');
  });
  test('none where nothing is alike, and none from an empty catalogue', () => {
    expect(first('Trồng thêm cây xanh trong sân trường')).toBeUndefined();
    expect(suggestIndicators('Học phí', '', [])).toEqual([]);
  });
});

describe('the draft of a plan', () => {
  const draft = draftPlan(specimenPlan.read, '2023-01-15');
  test('runs from the first day to the day after the last', () => {
    expect(draft).toMatchObject({ fromDay: '2023-01-01', untilDay: '2024-01-01', number: '07/KH-MAU' });
    expect(draftPlan({ ...specimenPlan.read, period: null, date: null }, '2025-05-05')).toMatchObject({
      fromDay: '2025-01-01',
      untilDay: '2026-01-01',
    });
  });
  test('has a target for each figure, those within others too', () => {
    expect(draft.targets.map(one => [one.name, one.comparator, one.valueTenths])).toEqual([
      ['Sổ điểm điện tử và học bạ điện tử', 'exactly', 1000],
      ['Học phí thu không dùng tiền mặt', 'at-least', 500],
      ['Giáo viên được tập huấn', 'at-least', 200],
      ['người phụ trách công nghệ thông tin', 'exactly', 1000],
      ['Buổi dạy mẫu', 'at-least', 30],
    ]);
    expect(draft.targets[0]?.scope.levels).toEqual(['primary', 'lower-secondary', 'upper-secondary']);
    expect(draft.targets.map(one => one.comparatorNamed)).toEqual([true, true, true, true, false]);
  });
  test('has a deadline for each day; one without a day waits for it', () => {
    expect(draft.deadlines.map(one => [one.dueOn, one.inclusive, one.dayNamed])).toEqual([
      ['2023-02-25', false, true],
      ['2023-06-01', false, true],
      ['2023-12-06', false, true],
      ['2023-12-31', true, false],
    ]);
    expect(draft.tasks.map(one => one.dueOn)).toEqual(['2023-02-25', null]);
  });
  test('names a deadline by what is owed, not by its day', () => {
    const [first] = specimenPlan.read.deadlines;
    const titled = (text: string) =>
      draftPlan({ ...specimenPlan.read, tasks: [], deadlines: first ? [{ ...first, text }] : [] }, '2023-01-15')
        .deadlines[0]?.title;
    expect(titled('định kỳ 6 tháng (trước ngày 01/6)')).toBe('Định kỳ 6 tháng');
    expect(titled('lập kế hoạch của đơn vị, hoàn thành chậm nhất trước ngày 25/02/2023')).toBe(
      'Lập kế hoạch của đơn vị',
    );
    expect(draft.deadlines[0]?.title).toContain('xây dựng kế hoạch');
  });
  test('keeps every item’s place in the text', () => {
    expect([...draft.targets, ...draft.tasks, ...draft.deadlines].every(one => one.place.blocks.length > 0)).toBe(true);
  });
  test('shortens a paragraph to a line', () => {
    expect(titleOf('- Rà soát máy tính cũ ở các trường; thay máy hỏng.')).toBe('Rà soát máy tính cũ ở các trường');
    expect(titleOf(`Việc ${'rất '.repeat(80)}dài`).length).toBeLessThanOrEqual(161);
  });
});

describe('marking items in the text', () => {
  const mark = (...items: [id: string, from: number, to: number][]) =>
    markPassages(items.map(([id, from, to]) => ({ id, from, to })));
  test('an inner item parts the outer one, and both are reached', () => {
    const { pieces, pieceOf } = mark(['task', 0, 30], ['target', 10, 20]);
    expect(pieces.map(one => [one.id, one.from, one.to])).toEqual([
      ['task', 0, 10],
      ['target', 10, 20],
      ['task-2', 20, 30],
    ]);
    expect([...pieceOf]).toEqual([
      ['task', 'task'],
      ['target', 'target'],
    ]);
  });
  test('two items on the same words share the mark', () => {
    const { pieces, pieceOf } = mark(['a', 5, 9], ['b', 5, 9]);
    expect(pieces).toHaveLength(1);
    expect(pieceOf.get('b')).toBe(pieceOf.get('a'));
  });
  test('items apart stay apart', () => {
    expect(mark(['a', 0, 3], ['b', 3, 6], ['c', 8, 9]).pieces.map(one => one.id)).toEqual(['a', 'b', 'c']);
  });
});

test('what a row keeps is read with care', () => {
  expect(unitsOwing({ placeIds: [1, 'x'], words: ['a'] })).toEqual({ placeIds: [1], words: ['a'], unknown: [] });
  expect(unitsOwing(null)).toEqual({ placeIds: [], words: [], unknown: [] });
  expect(taskSaid({ lead: ['a'], product: 3 })).toEqual({ lead: ['a'], cooperate: [], unknown: [], product: null });
});
