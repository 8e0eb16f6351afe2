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
  enteredAt: Date | null;
  comment: string | null;
  commentRevision: number;
}

export interface MarkSheet {
  head: SheetHead;
  rows: SheetRow[];
}

interface HeadRow extends Omit<SheetHead, 'others' | 'bank' | 'conflicts' | keyof CourseRights> {
  rights: boolean[];
}

/** @throws NotAllowed where there is no such course, or one may not read it */
export async function getSheetHead(
  db: Query<'gradebook'>,
  actor: Actor,
  schoolId: number,
  courseId: number,
  today: string,
  term?: 1 | 2,
): Promise<SheetHead> {
  const rule = may(actor);
  const [school, klass, subject] = [sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`];
  const { rows } = await sql<HeadRow>`${prepared}
    select c.school_id as "schoolId", c.course_id as "courseId", c.class_id as "classId", k.name as klass, k.grades, c.grade, c.school_year as "schoolYear",
      c.subject_key as "subjectKey", s.name as subject, c.regime, c.kind, c.lessons_a_year as "lessonsAYear", x.term,
      case x.term when 1 then y.first_term_from else y.second_term_from end as "termFrom", case x.term when 1 then y.first_term_until else y.second_term_until end as "termUntil",
      (select name from directory.published_place n where n.place_id = c.school_id order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1) as school,
      ${courseParts(rule, school, klass, subject)} as rights,
      coalesce((select json_agg(json_build_object('columnId', p.mark_column_id, 'kind', p.kind, 'number', p.number, 'isClosed', p.is_closed)
          order by array_position('{regular,topic,mid-term,final,mid-level,mid-test,end-level,end-test}', p.kind), p.number)
        from gradebook.published_column p where p.school_id = c.school_id and p.course_id = c.course_id and p.term = x.term), '[]') as columns
    from gradebook.course c join schools.published_school_year y on y.school_year = c.school_year
    cross join lateral (select coalesce(${term ?? null}::int, case when ${today} >= y.second_term_from then 2 else 1 end) as term) x
    join schools.published_class k on k.school_id = c.school_id and k.class_id = c.class_id
    join schools.published_subject s on s.subject_key = c.subject_key
    where c.school_id = ${schoolId} and c.course_id = ${courseId}`.execute(db);
  const [row] = rows;
  if (!row) throw new NotAllowed();
  const { rights, ...course } = row;
  const { mayRead, ...allowed } = rightsIn(rights);
  if (!mayRead) throw new NotAllowed();
  return { ...course, ...allowed, ...(await readBeside(db, actor, course, allowed.mayEnter)) };
}

/** What stands around the table: the same subject in other classes; for who enters, comments at hand and what is to be settled. */
async function readBeside(
  db: Query<'gradebook'>,
  actor: Actor,
  of: Pick<HeadRow, 'schoolId' | 'schoolYear' | 'subjectKey' | 'courseId' | 'term'>,
  mayEnter: boolean,
): Promise<Pick<SheetHead, 'others' | 'bank' | 'conflicts'>> {
  const rule = may(actor);
  const { rows } = await sql<Pick<SheetHead, 'others' | 'bank'> & { conflicts: number }>`${prepared}
    select coalesce((select json_agg(json_build_object('courseId', o.course_id, 'klass', k.name, 'grade', o.grade) order by k.grades, k.name, o.grade)
        from gradebook.course o join schools.published_class k on k.school_id = o.school_id and k.class_id = o.class_id
        where o.school_id = ${of.schoolId} and o.school_year = ${of.schoolYear} and o.subject_key = ${of.subjectKey}
          and ${rule.readCourse(sql<number>`o.school_id`, sql<number>`o.class_id`, sql<string>`o.subject_key`)}), '[]') as others,
      coalesce((select json_agg(json_build_object('bankCommentId', b.bank_comment_id, 'comment', b.comment) order by b.comment) from gradebook.bank_comment b
        where ${mayEnter} and b.school_id = ${of.schoolId} and (b.subject_key is null or b.subject_key = ${of.subjectKey})), '[]') as bank,
      (select count(*)::int from gradebook.mark_column q join gradebook.mark_conflict f on f.school_id = q.school_id and f.mark_column_id = q.mark_column_id and f.settled_at is null
        where ${mayEnter} and q.school_id = ${of.schoolId} and q.course_id = ${of.courseId} and q.term = ${of.term}) as conflicts`.execute(
    db,
  );
  const { others = [], bank = [], conflicts = 0 } = rows[0] ?? {};
  return { others, bank, conflicts: conflicts > 0 ? await readConflicts(db, of) : [] };
}

async function readConflicts(
  db: Query<'gradebook'>,
  of: Pick<HeadRow, 'schoolId' | 'courseId' | 'term'>,
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

/** The pupils who sit in the class in the term, each with all marks in one value: a row a pupil, whatever the number of columns. */
export async function readSheetRows(db: Query<'gradebook'>, head: SheetHead): Promise<SheetRow[]> {
  const { schoolId, termFrom, termUntil } = head;
  const { rows } = await sql<SheetRow>`${prepared}
    with g as materialized (select m.enrolment_id, json_object_agg(m.mark_column_id, ${packed}) as marks, max(m.entered_at) as entered_at from gradebook.mark m
      where m.school_id = ${schoolId} and m.mark_column_id = any (${head.columns.map(each => each.columnId)}::bigint[]) group by 1)
    select e.enrolment_id as "enrolmentId", e.full_name as "fullName", e.pupil_code as "pupilCode", e.birth_day as "birthDay", case when p.from_day > ${termFrom} then p.from_day end as "joinedOn",
      case when p.until_day < ${termUntil} then p.until_day end as "leftOn", case when e.until_day < ${termUntil} then e.left_by end as "leftBy",
      exists (select from gradebook.exemption x where x.school_id = ${schoolId} and x.enrolment_id = e.enrolment_id and x.school_year = ${head.schoolYear}
        and x.subject_key = ${head.subjectKey} and x.kind = 'exempt' and x.ended_at is null) as "isExempt",
      coalesce(g.marks, '{}') as marks, g.entered_at as "enteredAt", t.comment, coalesce(t.revision, 0) as "commentRevision"
    from (select enrolment_id, min(from_day) as from_day, max(until_day) as until_day from schools.published_class_place
      where school_id = ${schoolId} and class_id = ${head.classId} and grade = ${head.grade} and from_day < ${termUntil} and until_day > ${termFrom} group by 1) p
    join schools.published_enrolment e on e.school_id = ${schoolId} and e.enrolment_id = p.enrolment_id
    left join g on g.enrolment_id = p.enrolment_id
    left join gradebook.course_comment t on t.school_id = ${schoolId} and t.course_id = ${head.courseId} and t.term = ${head.term} and t.enrolment_id = p.enrolment_id
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  return rows;
}

export async function getMarkSheet(...asked: Parameters<typeof getSheetHead>): Promise<MarkSheet> {
  const head = await getSheetHead(...asked);
  return { head, rows: await readSheetRows(asked[0], head) };
}
