import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { command, perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { codeOf, openSpecimenGradebook, type SpecimenGradebook } from '../specimens.ts';
import { answerCorrection, type CorrectionStep } from './answer-correction.ts';
import { askCorrection } from './ask-correction.ts';
import { closeColumn, reopenColumn } from './close-column.ts';
import { closeSchoolTerm, closeTerm, reopenSchoolTerm, reopenTerm } from './close-term.ts';
import { enterMarks } from './enter-marks.ts';
import { endExemption, giveExemption } from './give-exemption.ts';
import { noteSignal } from './note-signal.ts';
import { publishMarks, publishResults } from './publish.ts';
import { recordAward, withdrawAward } from './record-award.ts';
import { recordConduct } from './record-conduct.ts';
import { recordHealth } from './record-health.ts';
import { recordDecision, recordOutsideResult, recordReassessment } from './record-outside-result.ts';
import { setDeadlines } from './set-deadlines.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenGradebook;
let maths = 0;
let columns: { id: number; kind: string; number: number }[] = [];

beforeAll(async () => {
  at = await openSpecimenGradebook(world(), { pupils: 4 });
  maths = await at.courseOf('maths');
  columns = await at.columnsOf(maths);
});

const pupil = (n: number) => at.enrolments[n] ?? 0;
const year = '2023-2024';
const one = async <T>(statement: string, values: unknown[] = []) => (await at.rows<T>(statement, values))[0];
const enter = (columnId: number, values: string[]) =>
  perform(world(), at.teacher, enterMarks, {
    schoolId: at.schoolId,
    courseId: maths,
    cells: values.map((value, n) => ({ columnId, enrolmentId: pupil(n), value, seen: 0 })),
  });

type ConductRow = Parameters<typeof recordConduct.run>[1]['rows'][number];
const conduct = (rows: Partial<ConductRow>[], term: 1 | 2 | 3 = 1, who = at.homeroom, key?: string) =>
  perform(
    world(),
    who,
    recordConduct,
    {
      schoolId: at.schoolId,
      classId: at.classId,
      term,
      rows: rows.map(row => ({ enrolmentId: pupil(0), level: 'good' as const, comment: '', seen: 0, ...row })),
    },
    key ? { key } : {},
  );

describe('conduct', () => {
  test('levels and comments are kept; a row changed meanwhile stays, the others are saved', async () => {
    const first = await conduct([
      { comment: '  Chăm   ngoan ' },
      { enrolmentId: pupil(1), level: 'fair' },
      { enrolmentId: pupil(2), level: 'weak' },
      { enrolmentId: pupil(3), level: 'passed', comment: 'x'.repeat(501) },
    ]);
    expect(first.rows.map(row => `${row.state} ${row.revision}`)).toEqual([
      'saved 1',
      'saved 1',
      'refused 0',
      'refused 0',
    ]);
    const second = await conduct([
      { comment: 'Chăm ngoan', seen: 0 },
      { enrolmentId: pupil(1), level: 'passed', seen: 0 },
      { enrolmentId: pupil(2), level: 'fair' },
    ]);
    expect(second.rows.map(row => row.state)).toEqual(['same', 'conflict', 'saved']);
    expect(second.rows[1]?.fault?.vi).toContain('Người khác vừa sửa');
    expect(
      await at.rows(
        'select level, comment, revision from gradebook.conduct where enrolment_id = any ($1) order by enrolment_id',
        [[pupil(0), pupil(1)]],
      ),
    ).toEqual([
      { level: 'good', comment: 'Chăm ngoan', revision: 1 },
      { level: 'fair', comment: null, revision: 1 },
    ]);
  });

  test('sent twice under one key it is done once', async () => {
    const rows = [{ enrolmentId: pupil(3), comment: 'Tiến bộ' }];
    const answers = [await conduct(rows, 2, at.homeroom, 'k1'), await conduct(rows, 2, at.homeroom, 'k1')];
    expect(answers[1]).toEqual(answers[0]);
    expect(
      await one('select revision from gradebook.conduct where enrolment_id = $1 and term = 2', [pupil(3)]),
    ).toEqual({ revision: 1 });
  });

  test('the homeroom teacher alone judges it, of pupils of the class', async () => {
    expect(await codeOf(conduct([{}], 1, at.teacher))).toBe('not-allowed');
    expect(await codeOf(conduct([{}], 1, at.principal))).toBe('not-allowed');
    expect(await codeOf(conduct([{ enrolmentId: 999_999 }]))).toBe('not-allowed');
  });
});

describe('what else stands of a pupil', () => {
  test('health is read as typed; a faulty row is left out and named', async () => {
    const record = (rows: { height: string; weight: string; note?: string }[]) =>
      perform(world(), at.homeroom, recordHealth, {
        schoolId: at.schoolId,
        classId: at.classId,
        rows: rows.map((row, n) => ({ note: '', ...row, enrolmentId: pupil(n) })),
      });
    const answer = await record([
      { height: '1,42 m', weight: '35,5' },
      { height: '142', weight: '350' },
      { height: '1m5', weight: '' },
      { height: '', weight: '', note: '' },
    ]);
    expect(answer).toMatchObject({ saved: 2, faults: [{ enrolmentId: pupil(1), field: 'weight' }] });
    expect(
      await at.rows(
        'select height_millimetres as h, weight_grams as w from gradebook.health_record order by enrolment_id',
      ),
    ).toEqual([
      { h: 1420, w: 35_500 },
      { h: 1500, w: null },
    ]);
    expect((await record([{ height: '142', weight: '35.5 kg' }])).saved).toBe(0);
  });

  test('an award may be taken back, an exemption ended: the rows stay', async () => {
    const of = { schoolId: at.schoolId, enrolmentId: pupil(0), schoolYear: year };
    const award = (content: string, who = at.homeroom) =>
      perform(world(), who, recordAward, { ...of, kind: 'competition', content, document: '' });
    expect(await codeOf(award(' '))).toBe('empty content');
    expect(await codeOf(award('Giải Nhì', at.teacher))).toBe('not-allowed');
    const awardRecordId = await award('Giải Nhì kể chuyện');
    await perform(world(), at.homeroom, withdrawAward, { schoolId: at.schoolId, awardRecordId });
    expect(await codeOf(perform(world(), at.homeroom, withdrawAward, { schoolId: at.schoolId, awardRecordId }))).toBe(
      'not-allowed',
    );
    expect(await at.rows('select 1 from gradebook.published_award_record')).toEqual([]);
    expect(await at.rows('select content from gradebook.award_record')).toHaveLength(1);

    const exempt = (more: object = {}, who = at.principal) =>
      perform(world(), who, giveExemption, {
        ...of,
        kind: 'exempt',
        subjectKey: 'arts',
        reason: 'Hồ sơ bệnh viện',
        document: '',
        ...more,
      });
    expect(await codeOf(exempt({}, at.homeroom))).toBe('not-allowed');
    expect(await codeOf(exempt({ reason: '' }))).toBe('empty reason');
    expect(await codeOf(exempt({ subjectKey: null }))).toBe('subject subjectKey');
    expect(await codeOf(exempt({ subjectKey: 'defence' }))).toBe('subject subjectKey');
    const exemptionId = await exempt();
    expect(await codeOf(exempt())).toBe('exempt-already subjectKey');
    await perform(world(), at.principal, endExemption, { schoolId: at.schoolId, exemptionId });
    expect(await exempt()).toBeGreaterThan(exemptionId);
  });

  test('results from elsewhere, of the summer, and what the principal decides', async () => {
    const of = { schoolId: at.schoolId, enrolmentId: pupil(1), schoolYear: year };
    const outside = (value: string, more: object = {}) =>
      perform(world(), at.homeroom, recordOutsideResult, {
        ...of,
        term: 1,
        subjectKey: 'maths',
        value,
        source: 'Học bạ trường cũ',
        ...more,
      });
    expect(await codeOf(outside('11'))).toBe('mark-range value');
    expect(await codeOf(outside(''))).toBe('empty value');
    expect(await codeOf(outside('7', { source: '' }))).toBe('empty source');
    expect(await codeOf(outside('Đ', { subjectKey: 'defence' }))).toBe('subject subjectKey');
    await outside('7,5');
    await outside('8');
    expect(await at.rows('select tenths, level from gradebook.outside_result')).toEqual([{ tenths: 80, level: null }]);
    const retest = (heldOn: string, who = at.teacher, subjectKey = 'maths') =>
      perform(world(), who, recordReassessment, { ...of, subjectKey, value: '5', heldOn });
    expect(await codeOf(retest('2024-07-01'))).toBe('day heldOn');
    expect(await codeOf(retest('2023-11-20', at.homeroom))).toBe('not-allowed');
    await retest('2023-11-20');
    const decide = (reason: string, who = at.principal) =>
      perform(world(), who, recordDecision, { ...of, decided: 'promoted', reason });
    expect(await codeOf(decide('x', at.homeroom))).toBe('not-allowed');
    expect(await codeOf(decide(''))).toBe('empty reason');
    await decide('Khuyết tật, học theo kế hoạch cá nhân');
  });

  test('deadlines lie in the year; an empty day takes one away', async () => {
    const set = (dueOn: string | null, who = at.principal) =>
      perform(world(), who, setDeadlines, {
        schoolId: at.schoolId,
        schoolYear: year,
        deadlines: [{ term: 1, kind: 'mid-term', dueOn }],
      });
    expect(await codeOf(set('2023-11-10', at.homeroom))).toBe('not-allowed');
    expect(await codeOf(set('2025-01-01'))).toBe('outside-year due-1-mid-term');
    await set('2023-11-10');
    expect(await at.rows('select due_on from gradebook.entry_deadline')).toHaveLength(1);
    await set(null);
    expect(await at.rows('select due_on from gradebook.entry_deadline')).toEqual([]);
  });
});

describe('closing', () => {
  const close = (columnId: number, sure = false, who = at.teacher) =>
    perform(world(), who, closeColumn, { schoolId: at.schoolId, columnId, sure });
  const words = () => at.rows<{ what: string }>('select what from gradebook.closing order by closing_id');

  test('a column: its teacher closes, is told who is missing, the principal reopens with a reason', async () => {
    const [first] = columns;
    const id = first?.id ?? 0;
    await enter(id, ['8', '7,5', '6', '']);
    expect(await codeOf(close(id, false, at.homeroom))).toBe('not-allowed');
    expect(await codeOf(close(id))).toBe('still-missing');
    await close(id, true);
    await close(id, true);
    expect((await words()).map(row => row.what)).toEqual(['closed']);
    expect((await enter(id, ['9'])).cells[0]?.fault?.code).toBe('column-closed');
    const reopen = (reason: string, who = at.principal) =>
      perform(world(), who, reopenColumn, { schoolId: at.schoolId, columnId: id, reason });
    expect(await codeOf(reopen('x', at.teacher))).toBe('not-allowed');
    expect(await codeOf(reopen(''))).toBe('empty reason');
    await reopen('Nhập nhầm lớp');
    expect(await codeOf(reopen('lần nữa'))).toBe('not-closed');
    await close(id, true);
  });

  test('a class’s term and the school’s: what is missing is asked about once', async () => {
    const of = { schoolId: at.schoolId, classId: at.classId, term: 1 as const };
    const closing = (sure: boolean, who = at.homeroom) => perform(world(), who, closeTerm, { ...of, sure });
    expect(await codeOf(closing(true, at.teacher))).toBe('not-allowed');
    expect(await codeOf(closing(false))).toBe('still-missing');
    await closing(true);
    expect(await codeOf(conduct([{ level: 'fair', seen: 1 }]))).toBe('term-closed');
    const open = (reason: string, who = at.principal) => perform(world(), who, reopenTerm, { ...of, reason });
    expect(await codeOf(open('x', at.homeroom))).toBe('not-allowed');
    await open('Bổ sung điểm');
    expect(await codeOf(open('x'))).toBe('not-closed');
    const school = { schoolId: at.schoolId, schoolYear: year, term: 1 as const };
    expect(await codeOf(perform(world(), at.homeroom, closeSchoolTerm, { ...school, sure: true }))).toBe('not-allowed');
    expect(await codeOf(perform(world(), at.principal, closeSchoolTerm, { ...school, sure: false }))).toBe(
      'still-missing',
    );
    await perform(world(), at.principal, closeSchoolTerm, { ...school, sure: true });
    await closing(true);
    expect(await codeOf(open('x'))).toBe('school-closed');
    await perform(world(), at.principal, reopenSchoolTerm, { ...school, reason: 'Sửa' });
    await open('Sửa');
    expect(await codeOf(conduct([{ level: 'fair', seen: 1 }]))).toBe('done');
  });
});

describe('a correction after closing', () => {
  const column = () => columns[0]?.id ?? 0;
  const ask = (value: string, n = 0, reason = 'Cộng nhầm', who = at.teacher) =>
    perform(world(), who, askCorrection, {
      schoolId: at.schoolId,
      columnId: column(),
      enrolmentId: pupil(n),
      value,
      reason,
    });
  const answer = (correctionId: number, step: CorrectionStep, who: typeof at.teacher, note = '') =>
    perform(world(), who, answerCorrection, { schoolId: at.schoolId, correctionId, step, note });
  const mark = (n: number) =>
    one<{ tenths: number; revision: number }>(
      'select tenths, revision from gradebook.mark where mark_column_id = $1 and enrolment_id = $2',
      [column(), pupil(n)],
    );

  test('is asked by the teacher, of a closed column, once at a time', async () => {
    expect(await codeOf(ask('9', 0, 'x', at.homeroom))).toBe('not-allowed');
    expect(await codeOf(ask('9', 0, 'x', at.principal))).toBe('not-allowed');
    expect(await codeOf(ask('11'))).toBe('mark-range value');
    expect(await codeOf(ask('8,0'))).toBe('same value');
    expect(await codeOf(ask('9', 0, ''))).toBe('empty reason');
    const open = columns[1]?.id ?? 0;
    expect(
      await codeOf(
        perform(world(), at.teacher, askCorrection, {
          schoolId: at.schoolId,
          columnId: open,
          enrolmentId: pupil(0),
          value: '9',
          reason: 'x',
        }),
      ),
    ).toBe('not-closed');
  });

  test('goes teacher, homeroom, principal; the mark changes with the last step and not before', async () => {
    const id = await ask('9');
    expect(await codeOf(ask('9,5'))).toBe('asked-already');
    expect(await codeOf(answer(id, 'confirmed', at.teacher))).toBe('not-allowed');
    expect(await codeOf(answer(id, 'confirmed', at.principal))).toBe('not-allowed');
    expect(await codeOf(answer(id, 'approved', at.homeroom))).toBe('not-allowed');
    expect(await codeOf(answer(id, 'approved', at.principal))).toBe('not-confirmed');
    expect(await mark(0)).toEqual({ tenths: 80, revision: 1 });
    await answer(id, 'confirmed', at.homeroom);
    expect(await codeOf(answer(id, 'confirmed', at.homeroom))).toBe('answered');
    expect(await codeOf(answer(id, 'refused', at.homeroom, 'x'))).toBe('not-allowed');
    expect(await mark(0)).toEqual({ tenths: 80, revision: 1 });
    await answer(id, 'approved', at.principal);
    expect(await mark(0)).toEqual({ tenths: 90, revision: 2 });
    expect(await codeOf(answer(id, 'approved', at.principal))).toBe('answered');
    expect(await codeOf(answer(id, 'withdrawn', at.teacher))).toBe('answered');
    expect(
      await one(
        `select data->>'old' as old, data->>'new' as new from platform.audit_entry where event = 'correction.approved'`,
      ),
    ).toEqual({ old: '8', new: '9' });
    expect(
      await at.rows(
        'select step, same_person from gradebook.correction_step where correction_id = $1 order by at, step',
        [id],
      ),
    ).toEqual([
      { step: 'approved', same_person: false },
      { step: 'confirmed', same_person: false },
    ]);
  });

  test('cut off in the middle of the approval, nothing of it is there; done again, all of it is', async () => {
    const id = await ask('8,5', 0);
    await answer(id, 'confirmed', at.homeroom);
    const cutOff = command('gradebook', 'cut-off', {
      input: z.object({}),
      async run(work) {
        await work.also(answerCorrection, { schoolId: at.schoolId, correctionId: id, step: 'approved', note: '' });
        throw new Error('the line is cut');
      },
    });
    await expect(perform(world(), at.principal, cutOff, {})).rejects.toThrow('the line is cut');
    expect(await mark(0)).toEqual({ tenths: 90, revision: 2 });
    expect(await at.rows(`select step from gradebook.correction_step where correction_id = $1`, [id])).toEqual([
      { step: 'confirmed' },
    ]);
    await answer(id, 'approved', at.principal);
    expect(await mark(0)).toEqual({ tenths: 85, revision: 3 });
  });

  test('two approvals at once change the mark once', async () => {
    const id = await ask('8', 1);
    await answer(id, 'confirmed', at.homeroom);
    const answers = await Promise.all([1, 2].map(() => codeOf(answer(id, 'approved', at.principal))));
    expect(answers.sort()).toEqual(['answered', 'done']);
    expect(await mark(1)).toEqual({ tenths: 80, revision: 2 });
  });

  test('refused with a reason, or withdrawn, leaves the mark', async () => {
    const id = await ask('7', 2);
    expect(await codeOf(answer(id, 'refused', at.homeroom))).toBe('empty note');
    await answer(id, 'refused', at.homeroom, 'Bài làm đúng là 6');
    expect(await codeOf(answer(id, 'confirmed', at.homeroom))).toBe('answered');
    const again = await ask('7', 2);
    expect(await codeOf(answer(again, 'withdrawn', at.homeroom))).toBe('not-allowed');
    await answer(again, 'withdrawn', at.teacher);
    expect(await mark(2)).toEqual({ tenths: 60, revision: 1 });
  });

  test('a mark changed meanwhile is not overwritten', async () => {
    const id = await ask('7', 2);
    await answer(id, 'confirmed', at.homeroom);
    await perform(world(), at.principal, reopenColumn, {
      schoolId: at.schoolId,
      columnId: column(),
      reason: 'Sửa trực tiếp',
    });
    await perform(world(), at.teacher, enterMarks, {
      schoolId: at.schoolId,
      courseId: maths,
      cells: [{ columnId: column(), enrolmentId: pupil(2), value: '6,5', seen: 1 }],
    });
    await perform(world(), at.teacher, closeColumn, { schoolId: at.schoolId, columnId: column(), sure: true });
    expect(await codeOf(answer(id, 'approved', at.principal))).toBe('changed-meanwhile');
    expect(await mark(2)).toEqual({ tenths: 65, revision: 2 });
    await answer(id, 'refused', at.principal, 'Đã sửa');
  });

  test('an empty cell is filled, and one person holding both posts is said to be one', async () => {
    const [staff] = await at.rows<{ id: number }>(
      'select staff_position_id as id from schools.staff_position where person_id = $1',
      [at.teacher.personId],
    );
    await at.province.write('update schools.homeroom set staff_position_id = $1 where school_id = $2', [
      staff?.id,
      at.schoolId,
    ]);
    const id = await ask('5', 3);
    expect(await answer(id, 'confirmed', at.teacher)).toEqual({ samePerson: true });
    expect(await answer(id, 'approved', at.principal)).toEqual({ samePerson: false });
    expect(await mark(3)).toEqual({ tenths: 50, revision: 1 });
    expect(
      await at.rows(`select step from gradebook.correction_step where correction_id = $1 and same_person`, [id]),
    ).toEqual([{ step: 'confirmed' }]);
    const [other] = await at.rows<{ id: number }>(
      'select staff_position_id as id from schools.staff_position where person_id = $1',
      [at.homeroom.personId],
    );
    await at.province.write('update schools.homeroom set staff_position_id = $1 where school_id = $2', [
      other?.id,
      at.schoolId,
    ]);
  });
});

test('publishing: closed columns or filled ones, never the same again; results once they are computed', async () => {
  const of = { schoolId: at.schoolId, classId: at.classId, term: 1 as const };
  const publish = (which: 'closed' | 'filled', who = at.principal) =>
    perform(world(), who, publishMarks, { ...of, which });
  expect(await codeOf(publish('closed', at.homeroom))).toBe('not-allowed');
  await enter(columns[1]?.id ?? 0, ['5']);
  expect((await publish('closed')).columns).toBe(1);
  expect(await codeOf(publish('closed'))).toBe('published-already');
  expect((await publish('filled')).columns).toBe(2);
  expect(await codeOf(perform(world(), at.principal, publishMarks, { ...of, term: 2, which: 'filled' }))).toBe(
    'nothing',
  );
  expect(await codeOf(perform(world(), at.homeroom, publishResults, of))).toBe('not-allowed');
});

test('a signal is noted with a remark, by the principal', async () => {
  const note = (signalKey: string, remark: string, who = at.principal) =>
    perform(world(), who, noteSignal, { schoolId: at.schoolId, schoolYear: year, signalKey, remark });
  expect(await codeOf(note('jump:1', 'x', at.homeroom))).toBe('not-allowed');
  expect(await codeOf(note('jump:1', ''))).toBe('empty remark');
  expect(await codeOf(note('anything', 'x'))).toBe('input signalKey');
  await note('jump:1', 'Đã hỏi giáo viên');
});
