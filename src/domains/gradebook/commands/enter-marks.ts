import { sql } from 'kysely';
import { z } from 'zod';
import { none } from '#platform/format.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import {
  type EntryCourse,
  type EntryPupil,
  findEntryCourse,
  type MarkStanding,
  readEntryPupils,
} from '../queries/course-entry.ts';
import { markForm } from '../rules/columns.ts';
import { isSameMark, type MarkFault, readMark, showMark } from '../rules/read-mark.ts';
import { termResult } from '../rules/term-mean.ts';
import { anId } from './fields.ts';
import { keepOpen } from './lock-closing.ts';
import { auditMarks, type MarkToWrite, writeMarks } from './write-marks.ts';

export interface CellAnswer {
  columnId: number;
  enrolmentId: number;
  /** same: it stood so already. conflict: someone else changed it since; what was wanted waits for a person to settle. */
  state: 'saved' | 'same' | 'conflict' | 'refused';
  revision: number;
  /** As it stands now. */
  value: string;
  fault?: MarkFault;
}

export interface MarksAnswer {
  cells: CellAnswer[];
  /** The mean of each pupil touched, in the term of the cell; nothing while something is missing. */
  means: { enrolmentId: number; value: string }[];
}

const fault = (code: string, vi: string, en: string): MarkFault => ({ code, vi, en });
export const cellFaults = {
  column: fault(
    'column-unknown',
    'Không có cột này: hãy tải lại trang.',
    'There is no such column: load the page again.',
  ),
  closed: fault(
    'column-closed',
    'Cột đã khóa: hãy đề nghị sửa điểm.',
    'The column is closed: ask for a correction instead.',
  ),
  stranger: fault(
    'pupil-unknown',
    'Học sinh không học lớp này: hãy tải lại trang.',
    'This pupil does not sit in the class: load the page again.',
  ),
  left: fault('pupil-left', 'Học sinh đã rời lớp.', 'This pupil has left the class.'),
  exempt: fault('pupil-exempt', 'Học sinh được miễn học môn này.', 'This pupil is exempt from the subject.'),
};

interface CellGiven {
  columnId: number;
  enrolmentId: number;
  value: string;
  seen: number;
}

type Looked = { answer: CellAnswer } | { write: MarkToWrite } | { conflict: MarkToWrite; seen: number };

const standing = (pupil: EntryPupil | undefined, columnId: number): MarkStanding =>
  pupil?.marks[columnId] ?? { tenths: null, level: null, revision: 0 };

/** What is to become of one cell, by what stands there now. */
function look(cell: CellGiven, course: EntryCourse, pupil: EntryPupil | undefined, asTenths: boolean): Looked {
  const { columnId, enrolmentId } = cell;
  const now = standing(pupil, columnId);
  const is = (state: CellAnswer['state'], why?: MarkFault): Looked => ({
    answer: {
      columnId,
      enrolmentId,
      state,
      revision: now.revision,
      value: showMark(now),
      ...(why ? { fault: why } : {}),
    },
  });
  const column = course.columns.find(each => each.columnId === columnId);
  if (!column) return is('refused', cellFaults.column);
  if (!pupil) return is('refused', cellFaults.stranger);
  const read = readMark(cell.value, { form: markForm(column.kind, course.kind), regime: course.regime, asTenths });
  if ('mark' in read && isSameMark(read.mark, now)) return is('same');
  if (column.isClosed) return is('refused', cellFaults.closed);
  if (pupil.isExempt) return is('refused', cellFaults.exempt);
  if (!pupil.sitsIn.includes(column.term)) return is('refused', cellFaults.left);
  if ('fault' in read) return is('refused', read.fault);
  const write = { columnId, enrolmentId, mark: read.mark, before: now, revision: now.revision };
  return now.revision === cell.seen ? { write } : { conflict: write, seen: cell.seen };
}

/** What was wanted, for a person to settle beside what stands. */
async function keepConflicts(
  work: Work<'gradebook'>,
  schoolId: number,
  conflicts: readonly { conflict: MarkToWrite; seen: number }[],
): Promise<void> {
  if (conflicts.length === 0) return;
  const of = <T>(pick: (write: MarkToWrite) => T) => conflicts.map(each => pick(each.conflict));
  await sql`insert into gradebook.mark_conflict (school_id, mark_column_id, enrolment_id, seen_revision, found_revision, tenths, level, wanted_by, received_at)
    select ${schoolId}, given.*, ${work.actor.name}, ${work.now} from unnest(${of(each => each.columnId)}::bigint[], ${of(each => each.enrolmentId)}::bigint[],
      ${conflicts.map(each => each.seen)}::int[], ${of(each => each.revision)}::int[], ${of(each => each.mark.tenths)}::int[], ${of(each => each.mark.level)}::text[]) as given`.execute(
    work.db,
  );
}

/**
 * Enters marks of one course as typed, any number in a constant number of statements. One cell that is refused never stops the
 * others. The subject teacher does so directly and personally (TT 22/2021 art. 19).
 */
export const enterMarks = command('gradebook', 'enter-marks', {
  input: z.object({
    schoolId: anId,
    courseId: anId,
    cells: z
      .array(
        z.object({
          columnId: anId,
          enrolmentId: anId,
          value: z.string().max(100),
          seen: z.number().int().min(0),
        }),
      )
      .min(1)
      .max(2000),
    /** "75" is 7,5: the setting of who types. */
    asTenths: z.boolean().optional(),
  }),
  async run(work, { schoolId, courseId, cells, asTenths = false }): Promise<MarksAnswer> {
    await keepOpen(work, schoolId);
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    // The means of a term hang on all its columns, and on no other's.
    const termOf = new Map(course.columns.map(column => [column.columnId, column.term]));
    const terms = new Set(cells.map(cell => termOf.get(cell.columnId)));
    const touched = course.columns.filter(column => terms.has(column.term));
    const read = () =>
      readEntryPupils(
        work.db,
        schoolId,
        { ...course, columns: touched },
        cells.map(each => each.enrolmentId),
        work.today,
      );
    let pupils = await read();
    // Of a cell sent twice the last word counts.
    const given = [...new Map(cells.map(cell => [`${cell.columnId} ${cell.enrolmentId}`, cell])).values()];
    const lookAt = (cell: CellGiven) => look(cell, course, pupils.get(cell.enrolmentId), asTenths);
    const looked = given.map(lookAt);
    const wanted = looked.flatMap(each => ('write' in each ? [each.write] : []));
    const revisionOf = await writeMarks(work, schoolId, wanted);
    const written = wanted.filter(each => revisionOf(each) !== undefined);
    // Somebody came between reading and writing: what they wrote is read again, and looked at as any other change.
    if (written.length < wanted.length) pupils = await read();
    const settled = looked.map((each, at): Looked => {
      const cell = given[at];
      return cell && 'write' in each && revisionOf(each.write) === undefined ? asConflict(lookAt(cell), cell) : each;
    });
    const conflicts = settled.flatMap(each => ('conflict' in each ? [each] : []));
    await keepConflicts(work, schoolId, conflicts);
    auditMarks(
      work,
      'marks.entered',
      schoolId,
      course,
      written,
      conflicts.length > 0 ? { conflicts: conflicts.length } : {},
    );
    for (const { columnId, enrolmentId, mark, revision } of written) {
      const pupil = pupils.get(enrolmentId);
      if (pupil) pupil.marks[columnId] = { ...mark, revision: revision + 1 };
    }
    return { cells: settled.map(answerOf), means: meansOf(course, given, pupils) };
  },
});

/** A cell that was lost to another's hand is a conflict, unless both wanted the same. */
const asConflict = (again: Looked, cell: CellGiven): Looked =>
  'write' in again ? { conflict: again.write, seen: cell.seen } : again;

function answerOf(each: Looked): CellAnswer {
  if ('answer' in each) return each.answer;
  if ('write' in each) {
    const { columnId, enrolmentId, mark, revision } = each.write;
    return { columnId, enrolmentId, state: 'saved', revision: revision + 1, value: showMark(mark) };
  }
  const { columnId, enrolmentId, before, revision } = each.conflict;
  return { columnId, enrolmentId, state: 'conflict', revision, value: showMark(before) };
}

/** The means of the pupils touched, in the term of what was entered. */
function meansOf(course: EntryCourse, cells: readonly CellGiven[], pupils: ReadonlyMap<number, EntryPupil>) {
  const term = course.columns.find(column => cells.some(cell => cell.columnId === column.columnId))?.term;
  const columns = course.columns.filter(column => column.term === term);
  return [...pupils.values()].map(pupil => ({
    enrolmentId: pupil.enrolmentId,
    value: pupil.isExempt
      ? none
      : showMark(
          termResult(
            course,
            columns.map(column => ({ kind: column.kind, mark: standing(pupil, column.columnId) })),
          ),
        ) || none,
  }));
}
