import { sql } from 'kysely';
import { prepared } from '#platform/database/prepared.ts';
import type { Work } from '#platform/work.ts';
import type { EntryCourse } from '../queries/course-entry.ts';
import { type MarkValue, showMark } from '../rules/read-mark.ts';
import { tellChanged } from './tell-changed.ts';

/** A mark to be written over the one that stands with this revision (0: none stands). */
export interface MarkToWrite {
  columnId: number;
  enrolmentId: number;
  mark: MarkValue;
  before: MarkValue;
  revision: number;
}

const keyOf = (cell: { columnId: number; enrolmentId: number }) => `${cell.columnId} ${cell.enrolmentId}`;

/**
 * Writes marks in one statement, each only where it still stands as it was read: whoever came between keeps theirs.
 * @returns the new revision by cell; a cell that is not there was changed meanwhile
 */
export async function writeMarks(
  work: Work<'gradebook'>,
  schoolId: number,
  wanted: readonly MarkToWrite[],
): Promise<(cell: { columnId: number; enrolmentId: number }) => number | undefined> {
  if (wanted.length === 0) return () => undefined;
  // In one order everywhere, so that two sheets saved at once wait for each other and never both.
  const cells = [...wanted].sort((a, b) => a.columnId - b.columnId || a.enrolmentId - b.enrolmentId);
  const { rows } = await sql<{ columnId: number; enrolmentId: number; revision: number }>`${prepared}
    insert into gradebook.mark as m (school_id, mark_column_id, enrolment_id, tenths, level, revision, entered_by, entered_at, first_entered_at)
    select ${schoolId}, given.*, ${work.actor.name}, ${work.now}, ${work.now} from unnest(${cells.map(each => each.columnId)}::bigint[], ${cells.map(each => each.enrolmentId)}::bigint[],
      ${cells.map(each => each.mark.tenths)}::int[], ${cells.map(each => each.mark.level)}::text[], ${cells.map(each => each.revision + 1)}::int[]) as given
    on conflict (school_id, mark_column_id, enrolment_id) do update set tenths = excluded.tenths, level = excluded.level, revision = excluded.revision,
      entered_by = excluded.entered_by, entered_at = excluded.entered_at, brought_from = null where m.revision = excluded.revision - 1
    returning mark_column_id as "columnId", enrolment_id as "enrolmentId", revision`.execute(work.db);
  const written = new Map(rows.map(row => [keyOf(row), row.revision]));
  return cell => written.get(keyOf(cell));
}

/** One line of the audit for a whole sheet: [column, enrolment, old, new], each as it stood in its cell. */
export function auditMarks(
  work: Work<'gradebook'>,
  event: string,
  schoolId: number,
  course: Pick<EntryCourse, 'courseId' | 'classId'>,
  changes: readonly MarkToWrite[],
  more: Record<string, unknown> = {},
): void {
  work.audit({
    event,
    subject: `course:${course.courseId}`,
    schoolId,
    data: {
      changes: changes.map(each => [each.columnId, each.enrolmentId, showMark(each.before), showMark(each.mark)]),
      ...more,
    },
  });
  if (changes.length > 0) tellChanged(work, schoolId, course.classId);
}
