import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { CorrectionStep } from '../commands/answer-correction.ts';
import type { ColumnKind, CourseKind } from '../rules/columns.ts';
import type { MarkLevel, MarkValue } from '../rules/read-mark.ts';
import type { Regime } from '../rules/regime.ts';

type Db = Query<'gradebook'>;

export interface StepSeen {
  step: CorrectionStep;
  by: string | null;
  at: string;
  note: string | null;
  samePerson: boolean;
}

export interface CorrectionSeen {
  correctionId: number;
  columnId: number;
  courseId: number;
  classId: number;
  klass: string;
  subject: string;
  kind: ColumnKind;
  number: number;
  term: 1 | 2;
  enrolmentId: number;
  pupil: string;
  old: MarkValue;
  new: MarkValue;
  reason: string;
  askedBy: string | null;
  askedAt: string;
  steps: StepSeen[];
  /** What the one who asks may do to it now. */
  mayConfirm: boolean;
  mayApprove: boolean;
  mayRefuse: boolean;
  mayWithdraw: boolean;
}

/** The name of whoever did something at a school, by the audit's name for them ("person:12"). */
export const nameOfActor = (school: RawBuilder<number>, by: RawBuilder<unknown>) => sql<string | null>`(
  select f.full_name from schools.published_staff f where f.school_id = ${school} and 'person:' || f.person_id = ${by} order by f.from_day desc limit 1)`;

/** Corrections that the one who asks may see, those that wait for them first; of one column or pupil where it is asked for. */
export async function listCorrections(
  db: Db,
  actor: Actor,
  of: { schoolId: number; schoolYear: string },
  which: { columnId?: number | undefined; enrolmentId?: number | undefined } = {},
  most = 200,
): Promise<CorrectionSeen[]> {
  const rule = may(actor);
  const [school, klass, subject] = [sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`];
  const asked = sql<boolean>`${which.columnId === undefined ? sql`true` : sql`r.mark_column_id = ${which.columnId}`}
    and ${which.enrolmentId === undefined ? sql`true` : sql`r.enrolment_id = ${which.enrolmentId}`}`;
  const { rows } = await sql<CorrectionSeen>`
    with seen as (
      select r.*, c.course_id, c.class_id, c.subject_key, k.kind, k.number, k.term, ${rule.lead(school, klass)} as leads, ${rule.oversee(school)} as oversees,
        r.asked_by = ${actor.name} as mine,
        exists (select from gradebook.correction_step s where s.school_id = r.school_id and s.correction_id = r.correction_id and s.step <> 'confirmed') as ended,
        exists (select from gradebook.correction_step s where s.school_id = r.school_id and s.correction_id = r.correction_id and s.step = 'confirmed')
          or not exists (select from schools.published_homeroom h where h.school_id = c.school_id and h.class_id = c.class_id and h.from_day <= ${actor.day} and ${actor.day} < h.until_day) as confirmed
      from gradebook.correction r
      join gradebook.mark_column k on k.school_id = r.school_id and k.mark_column_id = r.mark_column_id
      join gradebook.course c on c.school_id = k.school_id and c.course_id = k.course_id
      where r.school_id = ${of.schoolId} and c.school_year = ${of.schoolYear} and ${asked}
        and (r.asked_by = ${actor.name} or ${rule.readClass(school, klass)} or ${rule.enter(school, klass, subject)})),
      judged as (select *, not ended and leads and not confirmed as may_confirm, not ended and oversees and confirmed as may_approve from seen)
    select j.correction_id as "correctionId", j.mark_column_id as "columnId", j.course_id as "courseId", j.class_id as "classId", g.name as klass, s.name as subject, j.kind, j.number, j.term,
      j.enrolment_id as "enrolmentId", e.full_name as pupil, json_build_object('tenths', j.old_tenths, 'level', j.old_level) as old, json_build_object('tenths', j.new_tenths, 'level', j.new_level) as new,
      j.reason, ${nameOfActor(sql<number>`j.school_id`, sql`j.asked_by`)} as "askedBy", j.asked_at as "askedAt",
      coalesce((select json_agg(json_build_object('step', t.step, 'by', ${nameOfActor(sql<number>`t.school_id`, sql`t.by`)}, 'at', t.at, 'note', t.note, 'samePerson', t.same_person) order by t.at)
        from gradebook.correction_step t where t.school_id = j.school_id and t.correction_id = j.correction_id), '[]') as steps,
      j.may_confirm as "mayConfirm", j.may_approve as "mayApprove", not j.ended and (j.oversees or (j.leads and not j.confirmed)) as "mayRefuse", not j.ended and j.mine as "mayWithdraw"
    from judged j
    join schools.published_class g on g.school_id = j.school_id and g.class_id = j.class_id
    join schools.published_subject s on s.subject_key = j.subject_key
    join schools.published_enrolment e on e.school_id = j.school_id and e.enrolment_id = j.enrolment_id
    order by (j.may_confirm or j.may_approve) desc, j.ended, j.asked_at desc, j.correction_id desc limit ${most}`.execute(
    db,
  );
  return rows;
}

/** How many corrections wait for a step of the one who asks. */
export async function countWaiting(
  db: Db,
  actor: Actor,
  of: { schoolId: number; schoolYear: string },
): Promise<number> {
  const waiting = await listCorrections(db, actor, of);
  return waiting.filter(each => each.mayConfirm || each.mayApprove).length;
}

/** What a correction may be asked for: the cell, and what stands in it. */
export interface CellAsked {
  schoolId: number;
  school: string;
  courseId: number;
  columnId: number;
  klass: string;
  subject: string;
  schoolYear: string;
  kind: ColumnKind;
  number: number;
  term: 1 | 2;
  courseKind: CourseKind;
  regime: Regime;
  isClosed: boolean;
  enrolmentId: number;
  pupil: string;
  tenths: number | null;
  level: MarkLevel | null;
}

/** The cell of a closed column, for its teacher. @returns undefined where there is none, or one does not teach the course */
export async function findCell(
  db: Db,
  actor: Actor,
  of: { schoolId: number; columnId: number; enrolmentId: number },
  school: RawBuilder<unknown>,
): Promise<CellAsked | undefined> {
  const { rows } = await sql<CellAsked>`
    select c.school_id as "schoolId", ${school} as school, c.course_id as "courseId", c.mark_column_id as "columnId", g.name as klass, s.name as subject, c.school_year as "schoolYear",
      c.kind, c.number, c.term, c.course_kind as "courseKind", o.regime, c.is_closed as "isClosed", e.enrolment_id as "enrolmentId", e.full_name as pupil, m.tenths, m.level
    from gradebook.published_column c
    join gradebook.course o on o.school_id = c.school_id and o.course_id = c.course_id
    join schools.published_class g on g.school_id = c.school_id and g.class_id = c.class_id
    join schools.published_subject s on s.subject_key = c.subject_key
    join schools.published_enrolment e on e.school_id = c.school_id and e.enrolment_id = ${of.enrolmentId}
    left join gradebook.mark m on m.school_id = c.school_id and m.mark_column_id = c.mark_column_id and m.enrolment_id = e.enrolment_id
    where c.school_id = ${of.schoolId} and c.mark_column_id = ${of.columnId}
      and exists (select from schools.published_class_place p where p.school_id = c.school_id and p.class_id = c.class_id and p.enrolment_id = e.enrolment_id)
      and ${may(actor).enter(sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`)}`.execute(
    db,
  );
  return rows[0];
}

/** A column as the page that closes it shows it. */
export interface ColumnSeen {
  schoolId: number;
  school: string;
  courseId: number;
  columnId: number;
  classId: number;
  klass: string;
  subject: string;
  schoolYear: string;
  kind: ColumnKind;
  number: number;
  term: 1 | 2;
  isClosed: boolean;
  mayClose: boolean;
  mayReopen: boolean;
}

/** @returns undefined where there is no such column, or one may neither close nor reopen it */
export async function findColumn(
  db: Db,
  actor: Actor,
  of: { schoolId: number; columnId: number },
  school: RawBuilder<unknown>,
): Promise<ColumnSeen | undefined> {
  const rule = may(actor);
  const enters = rule.enter(sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`);
  const oversees = rule.oversee(sql<number>`c.school_id`);
  const { rows } = await sql<ColumnSeen>`
    select c.school_id as "schoolId", ${school} as school, c.course_id as "courseId", c.mark_column_id as "columnId", c.class_id as "classId", g.name as klass, s.name as subject,
      c.school_year as "schoolYear", c.kind, c.number, c.term, c.is_closed as "isClosed", true as "mayClose", ${oversees} as "mayReopen"
    from gradebook.published_column c
    join schools.published_class g on g.school_id = c.school_id and g.class_id = c.class_id
    join schools.published_subject s on s.subject_key = c.subject_key
    where c.school_id = ${of.schoolId} and c.mark_column_id = ${of.columnId} and (${enters} or ${oversees})`.execute(
    db,
  );
  return rows[0];
}
