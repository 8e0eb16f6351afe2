import { beforeAll, describe, expect, test } from 'vitest';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { assignTeaching, leaveSchool } from '#schools';
import { useSystem } from '../../../../test/database.ts';
import { courseJobs } from '../course-jobs.ts';
import { openSpecimenGradebook, type SpecimenGradebook } from '../specimens.ts';
import { enterComments } from './enter-comments.ts';
import { enterMarks } from './enter-marks.ts';
import { keepBankComment, takeBankComment } from './keep-bank-comment.ts';
import { openCourses } from './open-courses.ts';
import { settleMarkConflict } from './settle-mark-conflict.ts';
import { addTopicColumn } from './topic-column.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenGradebook;
let maths: number;
let columns: Awaited<ReturnType<SpecimenGradebook['columnsOf']>>;

beforeAll(async () => {
  at = await openSpecimenGradebook(world(), { pupils: 40 });
  maths = await at.courseOf('maths');
  columns = await at.columnsOf(maths);
});

const pupil = (n: number) => at.enrolments[n] ?? 0;
const column = (kind: string, number = 1) =>
  columns.find(each => each.kind === kind && each.number === number)?.id ?? 0;
const enter = (
  cells: { column: number; pupil: number; value: string; seen?: number }[],
  who = at.teacher,
  more: { asTenths?: boolean } = {},
) =>
  perform(world(), who, enterMarks, {
    schoolId: at.schoolId,
    courseId: maths,
    cells: cells.map(each => ({
      columnId: each.column,
      enrolmentId: each.pupil,
      value: each.value,
      seen: each.seen ?? 0,
    })),
    ...more,
  });
const states = (answer: Awaited<ReturnType<typeof enter>>) =>
  answer.cells.map(cell => `${cell.state} ${cell.revision} ${cell.value}${cell.fault ? ` ${cell.fault.code}` : ''}`);

describe('courses', () => {
  test('each subject taught has a course by the circular, with its columns', async () => {
    const courses = await at.rows(
      'select subject_key, regime, kind, lessons_a_year, (select count(*)::int from gradebook.mark_column k where k.course_id = c.course_id) as columns from gradebook.course c where school_id = $1 order by 1',
      [at.schoolId],
    );
    expect(courses).toEqual([
      { subject_key: 'arts', regime: 'tt22-2021', kind: 'comment', lessons_a_year: 70, columns: 8 },
      { subject_key: 'maths', regime: 'tt22-2021', kind: 'scored', lessons_a_year: 140, columns: 12 },
    ]);
  });

  test('opening them again changes nothing, in as many statements as for one class', async () => {
    const { answer, queries } = await countQueries(() =>
      perform(world(), at.house, openCourses, { schoolId: at.schoolId, schoolYear: '2023-2024' }),
    );
    expect(answer).toEqual({ courses: 0, columns: 0 });
    expect(queries.length).toBeLessThanOrEqual(6);
  });

  test('a new assignment opens its course by the job; lessons that shrink take only columns in which nothing stands', async () => {
    const [position] = await at.rows<{ id: number }>(
      'select staff_position_id as id from schools.staff_position where school_id = $1 order by 1',
      [at.schoolId],
    );
    const assign = (lessonsAWeekTenths: number) =>
      perform(world(), at.house, assignTeaching, {
        schoolId: at.schoolId,
        assignments: [
          { classId: at.classId, subjectKey: 'literature', staffPositionId: Number(position?.id), lessonsAWeekTenths },
        ],
      });
    await assign(40);
    await workOff(world(), courseJobs);
    const course = await at.courseOf('literature');
    const regular = async () => (await at.columnsOf(course)).filter(each => each.kind === 'regular').length;
    expect(await regular()).toBe(4);
    const [first] = await at.columnsOf(course);
    const fourth = (await at.columnsOf(course)).find(each => each.kind === 'regular' && each.number === 4);
    expect(first?.kind).toBe('regular');
    await perform(world(), at.teacher, enterMarks, {
      schoolId: at.schoolId,
      courseId: course,
      cells: [{ columnId: fourth?.id ?? 0, enrolmentId: pupil(0), value: '8', seen: 0 }],
    });
    await assign(10);
    await workOff(world(), courseJobs);
    const numbers = async () =>
      (await at.columnsOf(course)).filter(each => each.kind === 'regular').map(each => each.number);
    expect(await numbers()).toEqual([1, 4]);
    await assign(20);
    await workOff(world(), courseJobs);
    expect(await numbers()).toEqual([1, 4, 2]);
  });

  test('only overseers and the house open courses', async () => {
    await expect(
      perform(world(), at.teacher, openCourses, { schoolId: at.schoolId, schoolYear: '2023-2024' }),
    ).rejects.toThrow(NotAllowed);
  });
});

describe('entering marks', () => {
  test('each cell has its own state, and one refused never stops the others', async () => {
    const answer = await enter([
      { column: column('regular'), pupil: pupil(0), value: '7,5' },
      { column: column('regular'), pupil: pupil(1), value: '11' },
      { column: column('regular'), pupil: pupil(2), value: '8.55' },
      { column: column('regular'), pupil: pupil(3), value: 'tám' },
      { column: 999_999, pupil: pupil(3), value: '8' },
      { column: column('regular'), pupil: 999_999, value: '8' },
      { column: column('mid-term'), pupil: pupil(0), value: '10' },
    ]);
    expect(states(answer)).toEqual([
      'saved 1 7,5',
      'refused 0  mark-range',
      'refused 0  mark-decimals',
      'refused 0  mark-number',
      'refused 0  column-unknown',
      'refused 0  pupil-unknown',
      'saved 1 10',
    ]);
  });

  test('the same again is the same; a new mark counts on; an emptied cell keeps its count', async () => {
    const cell = { column: column('regular'), pupil: pupil(0) };
    expect(states(await enter([{ ...cell, value: '7.5', seen: 1 }]))).toEqual(['same 1 7,5']);
    expect(states(await enter([{ ...cell, value: '80', seen: 1 }], at.teacher, { asTenths: true }))).toEqual([
      'saved 2 8',
    ]);
    expect(states(await enter([{ ...cell, value: '', seen: 2 }]))).toEqual(['saved 3 ']);
    expect(states(await enter([{ ...cell, value: '9', seen: 3 }]))).toEqual(['saved 4 9']);
  });

  test('the mean comes back once nothing is missing', async () => {
    const all = [1, 2, 3, 4].map(number => ({ column: column('regular', number), pupil: pupil(4), value: '8' }));
    const before = await enter([...all, { column: column('mid-term'), pupil: pupil(4), value: '7,5' }]);
    expect(before.means).toEqual([{ enrolmentId: pupil(4), value: '–' }]);
    const after = await enter([{ column: column('final'), pupil: pupil(4), value: '9' }]);
    expect(after.means).toEqual([{ enrolmentId: pupil(4), value: '8,2' }]);
  });

  test('a change that met another leaves the mark and waits for a person', async () => {
    const cell = { column: column('regular', 2), pupil: pupil(5) };
    await enter([{ ...cell, value: '6' }]);
    await enter([{ ...cell, value: '7', seen: 1 }]);
    expect(states(await enter([{ ...cell, value: '8', seen: 1 }]))).toEqual(['conflict 2 7']);
    expect(states(await enter([{ ...cell, value: '7', seen: 1 }]))).toEqual(['same 2 7']);
    const conflicts = await at.rows<{ id: number; tenths: number }>(
      'select mark_conflict_id as id, tenths, seen_revision, found_revision from gradebook.mark_conflict where school_id = $1',
      [at.schoolId],
    );
    expect(conflicts).toEqual([{ id: conflicts[0]?.id, tenths: 80, seen_revision: 1, found_revision: 2 }]);
    const settle = { schoolId: at.schoolId, courseId: maths, conflictId: Number(conflicts[0]?.id) };
    await expect(perform(world(), at.homeroom, settleMarkConflict, { ...settle, chose: 'taken' })).rejects.toThrow(
      NotAllowed,
    );
    await perform(world(), at.teacher, settleMarkConflict, { ...settle, chose: 'taken' });
    const [mark] = await at.rows(
      'select tenths, revision from gradebook.mark where mark_column_id = $1 and enrolment_id = $2',
      [cell.column, cell.pupil],
    );
    expect(mark).toEqual({ tenths: 80, revision: 3 });
    await expect(perform(world(), at.teacher, settleMarkConflict, { ...settle, chose: 'kept' })).rejects.toThrow(
      'conflict-settled',
    );
  });

  test('two teachers at once: one mark stands, the other waits, none is lost', async () => {
    const cell = { column: column('regular', 3), pupil: pupil(6) };
    const answers = await Promise.all(['5', '6', '7', '8'].map(value => enter([{ ...cell, value }])));
    const found = answers.map(answer => answer.cells[0]?.state).sort();
    expect(found).toEqual(['conflict', 'conflict', 'conflict', 'saved']);
    const [{ count } = { count: 0 }] = await at.rows<{ count: number }>(
      'select count(*)::int as count from gradebook.mark_conflict where mark_column_id = $1 and enrolment_id = $2',
      [cell.column, cell.pupil],
    );
    expect(count).toBe(3);
  });

  test('a closed column, an exempt pupil and one who left are refused at their cells', async () => {
    await at.province.write(
      `insert into gradebook.closing (school_id, school_year, term, class_id, mark_column_id, what, at, by) values ($1, '2023-2024', 1, $2, $3, 'closed', now(), 'test')`,
      [at.schoolId, at.classId, column('regular', 4)],
    );
    await at.province.write(
      `insert into gradebook.exemption (school_id, enrolment_id, school_year, subject_key, kind, reason, given_by, given_at) values ($1, $2, '2023-2024', 'maths', 'exempt', 'mẫu', 'test', now())`,
      [at.schoolId, pupil(7)],
    );
    await perform(world(), at.house, leaveSchool, {
      schoolId: at.schoolId,
      enrolmentIds: [pupil(8)],
      day: '2023-11-01',
      leftBy: 'dropped-out',
    });
    expect(
      states(
        await enter([
          { column: column('regular', 4), pupil: pupil(9), value: '5' },
          { column: column('regular', 1), pupil: pupil(7), value: '5' },
          { column: column('regular', 1), pupil: pupil(8), value: '5' },
          { column: column('regular', 1), pupil: pupil(9), value: '5' },
        ]),
      ),
    ).toEqual(['refused 0  column-closed', 'refused 0  pupil-exempt', 'refused 0  pupil-left', 'saved 1 5']);
  });

  test('no one but the subject teacher enters', async () => {
    for (const who of [at.homeroom, at.principal])
      await expect(enter([{ column: column('regular'), pupil: pupil(1), value: '5' }], who)).rejects.toThrow(
        NotAllowed,
      );
  });

  test('as many statements for 160 marks as for one, one audit entry, one announcement', async () => {
    const one = await countQueries(() => enter([{ column: column('final'), pupil: pupil(10), value: '6' }]));
    const cells = at.enrolments
      .slice(11)
      .flatMap(enrolmentId =>
        ['regular', 'mid-term', 'final'].map(kind => ({ column: column(kind), pupil: enrolmentId, value: '6,5' })),
      );
    const many = await countQueries(() => enter(cells));
    expect(many.queries.length).toBe(one.queries.length);
    expect(many.queries.length).toBeLessThanOrEqual(8);
    const [entry] = await at.rows<{ changes: unknown[] }>(
      `select data->'changes' as changes from platform.audit_entry where event = 'marks.entered' order by audit_entry_id desc limit 1`,
    );
    expect(entry?.changes).toHaveLength(cells.length);
    expect(entry?.changes[0]).toEqual([column('regular'), pupil(11), '', '6,5']);
  });

  test('with a key it is done once', async () => {
    const input = {
      schoolId: at.schoolId,
      courseId: maths,
      cells: [{ columnId: column('regular', 2), enrolmentId: pupil(12), value: '4', seen: 0 }],
    };
    const first = await perform(world(), at.teacher, enterMarks, input, { key: 'k1' });
    expect(await perform(world(), at.teacher, enterMarks, input, { key: 'k1' })).toEqual(first);
  });
});

describe('comments and topics', () => {
  const say = (enrolmentId: number, comment: string, seen: number) =>
    perform(world(), at.teacher, enterComments, {
      schoolId: at.schoolId,
      courseId: maths,
      term: 1,
      comments: [{ enrolmentId, comment, seen }],
    });

  test('a comment is kept, counted, and never overwritten unseen', async () => {
    expect((await say(pupil(0), '  Tiến bộ,  chăm ', 0)).comments).toEqual([
      { enrolmentId: pupil(0), state: 'saved', revision: 1, value: 'Tiến bộ, chăm' },
    ]);
    expect((await say(pupil(0), 'Khác', 0)).comments[0]).toMatchObject({ state: 'conflict', value: 'Tiến bộ, chăm' });
    expect((await say(pupil(0), '', 1)).comments[0]).toMatchObject({ state: 'saved', revision: 2, value: '' });
    expect((await say(999_999, 'x', 0)).comments[0]).toMatchObject({ state: 'refused' });
  });

  test('the bank keeps each comment once, and gives it back', async () => {
    const keep = { schoolId: at.schoolId, courseId: maths, comment: 'Chăm phát biểu', forAll: false };
    await perform(world(), at.teacher, keepBankComment, keep);
    await expect(perform(world(), at.teacher, keepBankComment, keep)).rejects.toThrow('comment-kept');
    await expect(perform(world(), at.homeroom, keepBankComment, keep)).rejects.toThrow(NotAllowed);
    const [kept] = await at.rows<{ id: number }>(
      'select bank_comment_id as id from gradebook.bank_comment where school_id = $1',
      [at.schoolId],
    );
    await perform(world(), at.teacher, takeBankComment, {
      schoolId: at.schoolId,
      courseId: maths,
      bankCommentId: Number(kept?.id),
    });
  });

  test('grade 7 has no topics', async () => {
    await expect(
      perform(world(), at.teacher, addTopicColumn, { schoolId: at.schoolId, courseId: maths, term: 1 }),
    ).rejects.toThrow('no-topics');
  });
});
