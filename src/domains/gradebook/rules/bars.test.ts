import { expect, test } from 'vitest';
import { barsOf, distanceOf } from './bars.ts';
import type { PeriodOutcome, SubjectOutcome } from './pupil-year.ts';
import { readingsByDefault } from './readings.ts';

const subject = (subjectKey: string, tenths: number | null, level: SubjectOutcome['level'] = null): SubjectOutcome => ({
  period: 3,
  subjectKey,
  classId: 1,
  kind: tenths === null ? 'comment' : 'scored',
  tenths,
  level,
  exempt: false,
  missing: 0,
});
const year = (regime: PeriodOutcome['regime'], academic: PeriodOutcome['academic']): PeriodOutcome => ({
  period: 3,
  classId: 1,
  grade: 7,
  regime,
  isWhole: true,
  meanTenths: null,
  academic,
  conduct: 'good',
  absences: 0,
  award: null,
  outcome: 'promoted',
  outcomeWhy: null,
});
const why = (regime: PeriodOutcome['regime'], academic: PeriodOutcome['academic'], subjects: SubjectOutcome[]) =>
  barsOf(year(regime, academic), subjects, [], readingsByDefault);

test('B9: not fair because of one subject at 4,9', () => {
  const subjects = [65, 65, 65, 65, 65, 65, 50, 49].map((mark, at) => subject(`s${at}`, mark));
  expect(why('tt22-2021', 'passed', subjects)).toEqual({
    next: 'fair',
    bars: [{ kind: 'subject', subjectKey: 's7', tenths: 49, least: 50 }],
  });
});
test('B2: only five subjects from 8,0', () => {
  const subjects = [80, 80, 80, 80, 80, 79, 79, 79].map((mark, at) => subject(`s${at}`, mark));
  expect(why('tt22-2021', 'fair', subjects)).toEqual({ next: 'good', bars: [{ kind: 'count', have: 5, least: 80 }] });
});
test('B11: a comment subject not passed', () => {
  const subjects = [
    ...[65, 65, 65, 65, 65, 65, 50, 50].map((mark, at) => subject(`s${at}`, mark)),
    subject('arts', null, 'not-passed'),
  ];
  expect(why('tt22-2021', 'passed', subjects)?.bars).toEqual([{ kind: 'comment', subjectKey: 'arts' }]);
});
test('C5: no core subject from 8,0', () => {
  const subjects = [79, 78, 79, 86, 85].map((mark, at) =>
    subject(['maths', 'literature', 'foreign-language', 'a', 'b'][at] ?? '', mark),
  );
  expect(why('tt58-2011', 'fair', subjects)).toEqual({ next: 'good', bars: [{ kind: 'core', least: 80 }] });
});
test('T5: one test of 6', () => {
  const primary = [
    { ...subject('maths', 70, 'T'), kind: 'levels' as const },
    { ...subject('science', 60, 'T'), kind: 'levels' as const },
  ];
  expect(why('tt27-2020', 'completed', primary)).toEqual({
    next: 'well',
    bars: [{ kind: 'test', subjectKey: 'science', tenths: 60, least: 70 }],
  });
});
test('T5: a level and qualities: well asks T of all, completed asks no C', () => {
  const primary = [{ ...subject('maths', 60, 'H'), kind: 'levels' as const }];
  const why = (academic: PeriodOutcome['academic'], level: 'H' | 'C') =>
    barsOf(
      { regime: 'tt27-2020', academic },
      primary.map(one => ({ ...one, level })),
      ['T', 'Đ', 'C'],
      readingsByDefault,
    );
  expect(why('completed', 'H')).toEqual({
    next: 'well',
    bars: [
      { kind: 'level', subjectKey: 'maths', level: 'H', least: 'T' },
      { kind: 'test', subjectKey: 'maths', tenths: 60, least: 70 },
      { kind: 'traits', count: 2, least: 'T' },
    ],
  });
  expect(why('not-completed', 'C')?.bars).toEqual([
    { kind: 'level', subjectKey: 'maths', level: 'C', least: 'H' },
    { kind: 'traits', count: 1, least: 'Đ' },
  ]);
});
test('subjects that do not count stand in no one’s way', () => {
  const subjects = [
    ...[65, 65, 65, 65, 65, 64].map((mark, at) => subject(`s${at}`, mark)),
    { ...subject('sport', 20), exempt: true },
    subject('foreign-language-2', 20),
  ];
  const left = barsOf({ regime: 'tt22-2021', academic: 'passed' }, subjects, [], {
    ...readingsByDefault,
    'optional-subjects': 'left-out',
  });
  expect(left?.bars).toEqual([{ kind: 'count', have: 5, least: 65 }]);
});
test('the nearest have the fewest things before them', () => {
  expect(distanceOf([{ kind: 'count', have: 4, least: 65 }])).toBe(2);
  expect(
    distanceOf([
      { kind: 'core', least: 80 },
      { kind: 'traits', count: 3, least: 'T' },
    ]),
  ).toBe(4);
  expect(distanceOf([])).toBe(0);
});
test('nothing better, nothing yet', () => {
  expect(why('tt22-2021', 'good', [])).toBeUndefined();
  expect(why('tt22-2021', null, [])).toBeUndefined();
});
