import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { AbsenceKind } from '../rules/absences.ts';
import type { Rating } from '../rules/lesson-book.ts';
import type { Session } from '../rules/school-day.ts';

export interface LessonLine {
  day: string;
  session: Session;
  lesson: number;
  subjectKey: string;
  subject: string;
  staffPositionId: number;
  teacher: string;
  /** 0: not written yet, only planned by the timetable. */
  revision: number;
  programmeLesson: number | null;
  title: string | null;
  remarks: string | null;
  rating: Rating | null;
  mayWrite: boolean;
}

export interface AbsentPupil {
  day: string;
  session: Session;
  fullName: string;
  kind: AbsenceKind;
}

/** A class's lessons in some days: what was written, and what the timetable plans and nobody has written yet. */
export async function lessonsOfDays(
  db: Query<'schools'>,
  actor: Actor,
  schoolId: number,
  classId: number,
  days: readonly string[],
): Promise<LessonLine[]> {
  const rule = may(actor);
  const own = sql`exists (select from schools.staff_position me where me.school_id = ${schoolId} and me.staff_position_id = l.staff_position_id and me.person_id = ${actor.personId}::bigint)`;
  const { rows } = await sql<LessonLine>`
    with written as (select * from schools.lesson_entry where school_id = ${schoolId} and class_id = ${classId} and day = any (${[...days]}::date[]) and superseded_by is null),
      planned as (select d.day, t.session, t.lesson, t.subject_key, t.staff_position_id from unnest(${[...days]}::date[]) as d (day)
        join schools.timetable_slot t on t.school_id = ${schoolId} and t.class_id = ${classId} and t.weekday = extract(isodow from d.day) and t.from_day <= d.day and d.day < t.until_day
        where not exists (select from schools.calendar_day c where c.day = d.day and c.kind <> 'swap-work')),
      line as (select day, session, lesson, subject_key, staff_position_id, revision, programme_lesson, title, remarks, rating from written
        union all select p.day, p.session, p.lesson, p.subject_key, p.staff_position_id, 0, null, null, null, null from planned p
          where not exists (select from written w where w.day = p.day and w.session = p.session and w.lesson = p.lesson))
    select l.day, l.session, l.lesson, l.subject_key as "subjectKey", s.name as subject, l.staff_position_id as "staffPositionId", f.full_name as teacher, l.revision,
      l.programme_lesson as "programmeLesson", l.title, l.remarks, l.rating, (${rule.run(schoolId)} or ${actor.personId === null ? sql`false` : own}) as "mayWrite"
    from line l join schools.subject s on s.subject_key = l.subject_key
    join schools.staff_position f on f.school_id = ${schoolId} and f.staff_position_id = l.staff_position_id
    order by l.day, l.session desc, l.lesson`.execute(db);
  return rows;
}

/** Who was absent in which session of those days: the lesson book takes it from attendance. */
export async function absentOnDays(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
  days: readonly string[],
): Promise<AbsentPupil[]> {
  const { rows } = await sql<AbsentPupil>`select a.day, a.session, e.full_name as "fullName", a.kind
    from schools.absence a join schools.enrolment e on e.school_id = a.school_id and e.enrolment_id = a.enrolment_id
    where a.school_id = ${schoolId} and a.class_id = ${classId} and a.day = any (${[...days]}::date[]) and a.kind is not null
    order by a.day, a.session desc, e.sort_key`.execute(db);
  return rows;
}

export interface LessonChoice {
  subjectKey: string;
  subject: string;
  staffPositionId: number;
  teacher: string;
  /** The number that follows the last one written of the subject's programme. */
  nextLesson: number;
}

/** Who teaches what to the class on the day, for a lesson that no timetable plans; a teacher sees their own alone. */
export async function lessonChoices(
  db: Query<'schools'>,
  actor: Actor,
  schoolId: number,
  classId: number,
  day: string,
): Promise<LessonChoice[]> {
  const { rows } =
    await sql<LessonChoice>`select a.subject_key as "subjectKey", s.name as subject, a.staff_position_id as "staffPositionId", f.full_name as teacher, coalesce(max(l.programme_lesson), 0) + 1 as "nextLesson"
    from (select class_id, subject_key, staff_position_id from schools.teaching_assignment
        where school_id = ${schoolId} and class_id = ${classId} and from_day <= ${day} and ${day} < until_day
      union select class_id, subject_key, staff_position_id from schools.timetable_slot
        where school_id = ${schoolId} and class_id = ${classId} and from_day <= ${day} and ${day} < until_day) a
    join schools.subject s on s.subject_key = a.subject_key
    join schools.staff_position f on f.school_id = ${schoolId} and f.staff_position_id = a.staff_position_id
    left join schools.lesson_entry l on l.school_id = ${schoolId} and l.class_id = a.class_id and l.subject_key = a.subject_key and l.superseded_by is null
    where ${may(actor).run(schoolId)} or f.person_id = ${actor.personId}::bigint
    group by a.subject_key, s.name, s.position, a.staff_position_id, f.full_name order by s.position, f.full_name`.execute(
      db,
    );
  return rows;
}
