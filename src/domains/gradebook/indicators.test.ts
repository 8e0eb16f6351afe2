import { beforeAll, expect, test } from 'vitest';
import type { ComputedIndicator, Measuring } from '#platform/indicator.ts';
import { perform, readWide } from '#platform/work.ts';
import { leaveSchool } from '#schools';
import { useSystem } from '../../../test/database.ts';
import { closeColumn } from './commands/close-column.ts';
import { enterMarks } from './commands/enter-marks.ts';
import { giveExemption } from './commands/give-exemption.ts';
import { setDeadlines } from './commands/set-deadlines.ts';
import { gradebookIndicators } from './indicators.ts';
import { openSpecimenGradebook, type SpecimenGradebook } from './specimens.ts';

const world = useSystem('2023-09-20T03:00:00Z');
let at: SpecimenGradebook;
let maths: number;
let columns: Awaited<ReturnType<SpecimenGradebook['columnsOf']>>;

const column = (kind: string, number = 1) =>
  columns.find(each => each.kind === kind && each.number === number)?.id ?? 0;

/** Enters a mark for these pupils, as the teacher, on a day. */
async function enter(day: string, columnId: number, pupils: number[], value = '7,5', seen = 0): Promise<void> {
  world().clock.set(`${day}T03:00:00Z`);
  const cells = pupils.map(n => ({ columnId, enrolmentId: at.enrolments[n] ?? 0, value, seen }));
  const answer = await perform(world(), await world().actor(at.teacher.personId ?? 0), enterMarks, {
    schoolId: at.schoolId,
    courseId: maths,
    cells,
  });
  expect(answer.cells.map(cell => cell.state)).toEqual(pupils.map(() => 'saved'));
}

async function measured(key: string, day: string): Promise<[number | null, number | null]> {
  const indicator = gradebookIndicators.find(each => each.key === key) as ComputedIndicator;
  const asked: Measuring = {
    day,
    period: '2023-2024',
    fromDay: '2023-09-05',
    untilDay: '2024-05-31',
    schoolYear: '2023-2024',
    levels: null,
    places: null,
  };
  const { rows } = await readWide(world(), 'indicators', db => indicator.measure(asked).execute(db));
  const own = rows.find(row => row.place_id === at.schoolId);
  const alone = await readWide(world(), 'indicators', db =>
    indicator.measure({ ...asked, places: [at.schoolId] }).execute(db),
  );
  expect(alone.rows).toEqual([own]);
  return [own?.numerator ?? null, own?.denominator ?? null];
}

async function rowsOf(key: string, day: string) {
  const indicator = gradebookIndicators.find(each => each.key === key) as ComputedIndicator;
  const asked = {
    day,
    period: '2023-2024',
    fromDay: '2023-09-05',
    untilDay: '2024-05-31',
    schoolYear: '2023-2024',
    levels: null,
    places: null,
  };
  return (await readWide(world(), 'indicators', db => indicator.rows(asked, at.schoolId).execute(db))).rows;
}

beforeAll(async () => {
  at = await openSpecimenGradebook(world(), { pupils: 5 });
  maths = await at.courseOf('maths');
  columns = await at.columnsOf(maths);
  await perform(world(), at.principal, setDeadlines, {
    schoolId: at.schoolId,
    schoolYear: '2023-2024',
    deadlines: [
      { term: 1, kind: 'mid-term', dueOn: '2023-11-10' },
      { term: 1, kind: 'regular', dueOn: '2024-01-05' },
      { term: 1, kind: 'final', dueOn: '2024-01-05' },
    ],
  });
});

test('before any deadline nothing is owed, and the school is silent', async () => {
  expect(await measured('columns-filled-in-time', '2023-10-01')).toEqual([null, null]);
  expect(await measured('gradebook-in-use', '2023-10-01')).toEqual([null, null]);
});

test('a column counts once every pupil who owes a mark has one by the deadline', async () => {
  await enter('2023-11-08', column('mid-term'), [0, 1, 2]);
  // Maths and arts are due; three of ten marks stand.
  expect(await measured('columns-filled-in-time', '2023-11-24')).toEqual([0, 2]);
  expect(await measured('marks-missing-after-deadline', '2023-11-24')).toEqual([7, 10]);
  expect(await measured('gradebook-in-use', '2023-11-24')).toEqual([0, 1]);
  await perform(world(), at.principal, giveExemption, {
    schoolId: at.schoolId,
    enrolmentId: at.enrolments[3] ?? 0,
    schoolYear: '2023-2024',
    subjectKey: 'maths',
    kind: 'exempt',
    reason: 'Điều trị dài ngày',
    document: '',
  });
  world().clock.set('2023-11-09T03:00:00Z');
  await perform(world(), at.house, leaveSchool, {
    schoolId: at.schoolId,
    enrolmentIds: [at.enrolments[4] ?? 0],
    day: '2023-11-09',
    leftBy: 'dropped-out',
  });
  // The exempt pupil and the one who left owe nothing: maths is full, of arts four are owed.
  expect(await measured('columns-filled-in-time', '2023-11-24')).toEqual([1, 2]);
  expect(await measured('marks-missing-after-deadline', '2023-11-24')).toEqual([4, 7]);
  expect(await rowsOf('columns-filled-in-time', '2023-11-24')).toMatchObject([
    { note: '0/4', passes: false },
    { note: '3/3', passes: true, href: `/schools/${at.schoolId}/courses/${maths}?term=1` },
  ]);
});

test('a mark entered late fills the column, but not in time; a change of one entered in time stays in time', async () => {
  await enter('2024-01-04', column('regular'), [0, 1]);
  await enter('2024-01-20', column('regular'), [2]);
  await enter('2024-01-20', column('mid-term'), [0], '8', 1);
  const [filled] = await measured('columns-filled-in-time', '2024-01-25');
  expect(filled).toBe(1);
  expect(await measured('marks-missing-after-deadline', '2024-01-19')).not.toEqual(
    await measured('marks-missing-after-deadline', '2024-01-25'),
  );
});

test('corrections are counted against the marks of closed columns', async () => {
  expect(await measured('corrections-after-close', '2024-01-25')).toEqual([null, null]);
  await perform(world(), await world().actor(at.teacher.personId ?? 0), closeColumn, {
    schoolId: at.schoolId,
    columnId: column('mid-term'),
    sure: true,
  });
  expect(await measured('corrections-after-close', '2024-01-25')).toEqual([0, 3]);
});
