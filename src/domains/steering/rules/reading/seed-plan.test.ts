import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTextBlocks } from '#platform/documents/read-text.ts';
import { readPlan } from './read-plan.ts';
import { measuresInShort } from './specimens.ts';

// A real plan, where it lies beside the repository; the specimens stand for it elsewhere.
const file = new URL('../../../../../../shared/seed/ke-hoach-2023.txt', import.meta.url);

test.skipIf(!existsSync(file))('a real plan of a department is read whole', () => {
  const plan = readPlan(readTextBlocks(readFileSync(file, 'utf8')));
  expect(measuresInShort(plan).map(each => each.replace(/ · [^|[\]]+/gu, '').trim())).toEqual([
    'I.2: = 100 percent',
    'I.2: = 100 percent',
    'I.2: >= 30 percent',
    'I.2: >= 50 percent',
    'I.2: > 90 percent',
    'I.2: = 100 percent',
    'I.2: >= 20 percent[= 100 percent]',
    'I.2: = 100 percent',
    'III.3.a: >= 2 percent| >= 5 percent',
    'VI.3: >= 1 percent[? 10 percent]',
    'VI.4: >= 1 percent[? 10 percent]',
  ]);
  expect(plan.deadlines.map(each => [each.about, each.everyMonths, each.dueOn, each.inclusive])).toEqual([
    ['unit-plan', null, ['2023-02-25'], false],
    ['unit-plan', null, ['2023-02-28'], false],
    ['report', 6, ['2023-06-01'], false],
    ['report', 12, ['2023-12-06'], false],
    ['report', 6, ['2023-06-05'], false],
    ['report', 12, ['2023-12-10'], false],
  ]);
  expect(plan.deadlines.every(each => each.units.length > 0)).toBe(true);
  expect(plan.footnotes.map(each => [each.number, each.calledAt?.section])).toEqual([
    ['1', 'II.2'],
    ['2', 'III.3.a'],
  ]);
  expect(plan.recipients).toHaveLength(10);
  expect(plan.goals).toHaveLength(9);
  expect(plan.budget).toHaveLength(4);
  expect(plan.unrecognised).toEqual([]);
});
