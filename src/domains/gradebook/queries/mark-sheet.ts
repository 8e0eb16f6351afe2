import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { prepared } from '#platform/database/prepared.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { type CourseRights, courseParts, may, rightsIn } from '../access.ts';
import type { ColumnKind, CourseKind } from '../rules/columns.ts';
import type { MarkLevel } from '../rules/read-mark.ts';
import type { Regime } from '../rules/regime.ts';
import { packed } from './packed-marks.ts';

export interface SheetColumn {
  columnId: number;
  kind: ColumnKind;
  number: number;
  isClosed: boolean;
}

export interface SheetConflict {
  conflictId: number;
  columnId: number;
  enrolmentId: number;
  tenths: number | null;
  level: MarkLevel | null;
  wantedBy: string | null;
  wantedAt: Date;
  standsBy: string | null;
  standsAt: Date;
}

/** The course of a sheet: what it is, and what the one who asks may do. */
export interface SheetHead {
  schoolId: number;
  school: string;
  courseId: number;
  classId: number;
  klass: string;
  /** More than one for a combined class. */
  grades: number[];
  grade: number;
  schoolYear: string;
  subjectKey: string;
  subject: string;
  regime: Regime;
  kind: CourseKind;
  lessonsAYear: number;
  term: 1 | 2;
  termFrom: string;
  termUntil: string;
  mayEnter: boolean;
  mayBring: boolean;
  mayOversee: boolean;
  /** Of any mark on it. */
  savedAt: Date | null;
  columns: SheetColumn[];
  conflicts: SheetConflict[];
  /** The same subject in other classes that the one who asks may read. */
  others: { courseId: number; klass: string; grade: number }[];
  /** Comments kept at hand, for who may enter. */
  bank: { bankCommentId: number; comment: string }[];
}

/** A pupil's row. */
export interface SheetRow {
  enrolmentId: number;
  fullName: string;
  pupilCode: string;
  birthDay: string | null;
  /** Set where the pupil joined after the term began, or left before it ended. */
  joinedOn: string | null;
  leftOn: string | null;
  leftBy: string | null;
  isExempt: boolean;
  /** Packed, by column. */
  marks: Readonly<Record<string, number>>;
  comment: string | null;
  commentRevision: number;
}

export interface MarkSheet {
  head: SheetHead;
  rows: SheetRow[];
}

/**
 * Columns of the term in the order of the sheet, each with its marks by pupil: in that order the index gives them, and nothing has
 * to be sorted. Of a course `c` in a term `x`, like all below.
 */
const columnsOf = sql`
  select json_agg(json_build_object('columnId', p.mark_column_id, 'kind', p.kind, 'number', p.number, 'isClosed', p.is_closed, 'marks', g.marks)
      order by array_position('{regular,topic,mid-term,final,mid-level,mid-test,end-level,end-test}', p.kind), p.number) as columns,
    max(g.entered_at) as "savedAt"
  from gradebook.published_column p cross join lateral (select json_object_agg(m.enrolment_id, ${packed}) as marks, max(m.entered_at) as entered_at
    from gradebook.mark m where m.school_id = p.school_id and m.mark_column_id = p.mark_column_id) g
  where p.school_id = c.school_id and p.course_id = c.course_id and p.term = x.term`;

/** The same subject in other classes. */
const othersOf = (rule: ReturnType<typeof may>) =>
  sql`coalesce((select json_agg(json_build_object('courseId', o.course_id, 'klass', b.name, 'grade', o.grade) order by b.grades, b.name, o.grade)
  from gradebook.course o join schools.published_class b on b.school_id = o.school_id and b.class_id = o.class_id
  where o.school_id = c.school_id and o.school_year = c.school_year and o.subject_key = c.subject_key
    and ${rule.readCourse(sql<number>`o.school_id`, sql<number>`o.class_id`, sql<string>`o.subject_key`)}), '[]')`;

const bankOf = sql`coalesce((select json_agg(json_build_object('bankCommentId', b.bank_comment_id, 'comment', b.comment) order by b.comment)
  from gradebook.bank_comment b where b.school_id = c.school_id and (b.subject_key is null or b.subject_key = c.subject_key)), '[]')`;

const conflictsOf = sql`(select count(*)::int from gradebook.mark_column q
  join gradebook.mark_conflict f on f.school_id = q.school_id and f.mark_column_id = q.mark_column_id and f.settled_at is null
  where q.school_id = c.school_id and q.course_id = c.course_id and q.term = x.term)`;

/** The pupils who sit in the class in the term. */
const pupilsOf = sql`coalesce((
  select json_agg(json_build_object('enrolmentId', e.enrolment_id, 'fullName', e.full_name, 'pupilCode', e.pupil_code, 'birthDay', e.birth_day,
      'joinedOn', case when p.from_day > x.from_day then p.from_day end, 'leftOn', case when p.until_day < x.until_day then p.until_day end,
      'leftBy', case when e.until_day < x.until_day then e.left_by end,
      'isExempt', exists (select from gradebook.exemption n where n.school_id = c.school_id and n.enrolment_id = e.enrolment_id and n.school_year = c.school_year
        and n.subject_key = c.subject_key and n.kind = 'exempt' and n.ended_at is null),
      'comment', t.comment, 'commentRevision', coalesce(t.revision, 0))
    order by e.sort_key, e.birth_day, e.enrolment_id)
  from (select enrolment_id, min(from_day) as from_day, max(until_day) as until_day from schools.published_class_place
    where school_id = c.school_id and class_id = c.class_id and grade = c.grade and from_day < x.until_day and until_day > x.from_day group by 1) p
  join schools.published_enrolment e on e.school_id = c.school_id and e.enrolment_id = p.enrolment_id
  left join gradebook.course_comment t on t.school_id = c.school_id and t.course_id = c.course_id and t.term = x.term and t.enrolment_id = p.enrolment_id), '[]')`;

interface Found extends Omit<SheetHead, 'columns' | 'conflicts' | keyof CourseRights> {
  rights: boolean[];
  conflicts: number;
  columns: (SheetColumn & { marks: Record<string, number> | null })[] | null;
  pupils: Omit<SheetRow, 'marks'>[];
}

/**
 * A sheet in one statement, whatever the number of pupils and columns: what the database does for it costs little more than a question
 * and an answer do, so that each question less is worth it. The term is the one asked for, or the one that runs today.
 * @throws NotAllowed where there is no such course, or one may not read it
 */
export async function getMarkSheet(
  db: Query<'gradebook'>,
  actor: Actor,
  schoolId: number,
  courseId: number,
  today: string,
  term?: 1 | 2,
): Promise<MarkSheet> {
  const rule = may(actor);
  const [school, klass, subject] = [sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`];
  const { rows: found } = await sql<Found>`${prepared}
    select c.school_id as "schoolId", c.course_id as "courseId", c.class_id as "classId", k.name as klass, k.grades, c.grade, c.school_year as "schoolYear",
      c.subject_key as "subjectKey", s.name as subject, c.regime, c.kind, c.lessons_a_year as "lessonsAYear", x.term, x.from_day as "termFrom", x.until_day as "termUntil",
      (select name from directory.published_place n where n.place_id = c.school_id order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1) as school,
      ${courseParts(rule, school, klass, subject)} as rights,
      ${othersOf(rule)} as others, ${bankOf} as bank, ${conflictsOf} as conflicts, ${pupilsOf} as pupils, columns.*
    from gradebook.course c join schools.published_school_year y on y.school_year = c.school_year
    cross join lateral (select coalesce(${term ?? null}::int, case when ${today} >= y.second_term_from then 2 else 1 end) as term) d
    cross join lateral (select d.term, case d.term when 1 then y.first_term_from else y.second_term_from end as from_day,
      case d.term when 1 then y.first_term_until else y.second_term_until end as until_day) x
    join schools.published_class k on k.school_id = c.school_id and k.class_id = c.class_id
    join schools.published_subject s on s.subject_key = c.subject_key
    cross join lateral (${columnsOf}) columns
    where c.school_id = ${schoolId} and c.course_id = ${courseId}`.execute(db);
  const [row] = found;
  if (!row) throw new NotAllowed();
  const { rights, pupils, conflicts, bank, columns, ...course } = row;
  const { mayRead, ...allowed } = rightsIn(rights);
  if (!mayRead) throw new NotAllowed();
  const { mayEnter } = allowed;
  return {
    head: {
      ...course,
      ...allowed,
      columns: (columns ?? []).map(({ marks, ...column }) => column),
      bank: mayEnter ? bank : [],
      conflicts: mayEnter && conflicts > 0 ? await readConflicts(db, course) : [],
    },
    rows: rowsOf(pupils, columns ?? []),
  };
}

/** Marks by column, laid out by pupil. Of who is no longer on the list nothing is shown. */
function rowsOf(pupils: Found['pupils'], columns: NonNullable<Found['columns']>): SheetRow[] {
  return pupils.map(pupil => {
    const marks: Record<string, number> = {};
    for (const column of columns) {
      const mark = column.marks?.[pupil.enrolmentId];
      if (mark !== undefined) marks[column.columnId] = mark;
    }
    return { ...pupil, marks };
  });
}

/** What is to be settled, for who enters. */
async function readConflicts(
  db: Query<'gradebook'>,
  of: Pick<SheetHead, 'schoolId' | 'courseId' | 'term'>,
): Promise<SheetConflict[]> {
  const { rows } = await sql<SheetConflict>`
    select f.mark_conflict_id as "conflictId", f.mark_column_id as "columnId", f.enrolment_id as "enrolmentId", f.tenths, f.level,
      ${nameOf('f.wanted_by')} as "wantedBy", f.received_at as "wantedAt", ${nameOf('m.entered_by')} as "standsBy", m.entered_at as "standsAt"
    from gradebook.mark_column q join gradebook.mark_conflict f on f.school_id = q.school_id and f.mark_column_id = q.mark_column_id and f.settled_at is null
    join gradebook.mark m on m.school_id = f.school_id and m.mark_column_id = f.mark_column_id and m.enrolment_id = f.enrolment_id
    where q.school_id = ${of.schoolId} and q.course_id = ${of.courseId} and q.term = ${of.term} order by f.mark_conflict_id`.execute(
    db,
  );
  return rows;
}

/** The name behind "person:12", of whoever works at the school of the conflict. */
const nameOf = (
  column: string,
) => sql`(select w.full_name from schools.published_staff w where w.school_id = f.school_id
  and 'person:' || w.person_id = ${sql.ref(column)} order by w.from_day desc limit 1)`;
