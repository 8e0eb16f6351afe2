import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { ratings } from '../rules/lesson-book.ts';
import { sessions } from '../rules/school-day.ts';
import { aDay, anId } from './fields.ts';
import { mustBeSchoolDay } from './school-day.ts';

const aLesson = z.object({
  schoolId: anId,
  classId: anId,
  day: aDay,
  session: z.enum(sessions),
  lesson: z.number().int().min(1).max(7),
  subjectKey: z.string(),
  staffPositionId: anId,
  /** The number of the lesson in the subject's programme of the year (tiết PPCT). */
  programmeLesson: z.number().int().min(1).max(999).optional(),
  title: z.string().trim().min(1).max(300),
  remarks: z.string().trim().max(1000).optional(),
  rating: z.enum(ratings).optional(),
  /** The revision that its writer had before them; 0 where there was none. */
  seen: z.number().int().min(0),
});
type LessonGiven = z.infer<typeof aLesson>;

/** Writes a lesson into the class's book; one corrected gets a new revision, the one before stays. Sent twice, it stands once. */
export const writeLesson = command('schools', 'write-lesson', {
  input: aLesson,
  async run(work, given): Promise<{ revision: number }> {
    const { schoolId, classId, day, session, lesson } = given;
    await mayWrite(work, given);
    await mustBeSchoolDay(work.db, schoolId, classId, day, work.today);
    const current = await standingEntry(work, given);
    const audit = (revision: number) =>
      work.audit({
        event: revision === 1 ? 'lesson.written' : 'lesson.corrected',
        subject: `class:${classId}`,
        schoolId,
        data: { day, session, lesson, subjectKey: given.subjectKey, revision },
      });
    if (current?.same) {
      audit(current.revision);
      return { revision: current.revision };
    }
    if ((current?.revision ?? 0) !== given.seen)
      refuse('lesson-changed', {
        vi: 'Người khác vừa ghi tiết này: hãy xem lại nội dung bên dưới rồi ghi tiếp nếu cần.',
        en: 'Somebody else has just written this lesson: look at what stands, then write again if need be.',
      });
    const revision = given.seen + 1;
    const place = sql`school_id = ${schoolId} and class_id = ${classId} and day = ${day} and session = ${session} and lesson = ${lesson}`;
    await sql`update schools.lesson_entry set superseded_by = ${revision} where ${place} and superseded_by is null`.execute(
      work.db,
    );
    await sql`insert into schools.lesson_entry (school_id, class_id, day, session, lesson, revision, subject_key, staff_position_id, programme_lesson, title, remarks, rating, entered_by, entered_at)
      values (${schoolId}, ${classId}, ${day}, ${session}, ${lesson}, ${revision}, ${given.subjectKey}, ${given.staffPositionId}, ${given.programmeLesson ?? null}, ${given.title},
        ${given.remarks || null}, ${given.rating ?? null}, ${work.actor.name}, ${work.now})`.execute(work.db);
    audit(revision);
    return { revision };
  },
});

/** The class is locked: two who write a lesson wait for each other. The teacher named must work here, the subject must be one. */
async function mayWrite(work: Work<'schools'>, given: LessonGiven): Promise<void> {
  const { schoolId, classId, subjectKey, staffPositionId, day } = given;
  const rule = may(work.actor);
  const { rows } = await sql<{
    runs: boolean;
    is_self: boolean;
  }>`select ${rule.run(sql.ref<number>('c.school_id'))} as runs, f.person_id = ${work.actor.personId}::bigint as is_self
    from schools.class c join schools.staff_position f on f.school_id = c.school_id and f.staff_position_id = ${staffPositionId} and f.from_day <= ${day} and ${day} < f.until_day
    where c.school_id = ${schoolId} and c.class_id = ${classId} and exists (select from schools.subject s where s.subject_key = ${subjectKey})
      and ${rule.writeLesson(sql.ref<number>('c.school_id'), sql.ref<number>('c.class_id'), subjectKey)} for no key update of c`.execute(
    work.db,
  );
  const row = work.allowed(rows[0]);
  // A teacher writes what they taught; the office may write for somebody else.
  work.allowed(row.runs || row.is_self);
}

async function standingEntry(
  work: Work<'schools'>,
  given: LessonGiven,
): Promise<{ revision: number; same: boolean } | undefined> {
  const { rows } = await sql<{ revision: number; same: boolean }>`select revision,
      (subject_key, staff_position_id, programme_lesson, title, remarks, rating) is not distinct from (${given.subjectKey}::text, ${given.staffPositionId}::bigint,
        ${given.programmeLesson ?? null}::int, ${given.title}::text, ${given.remarks || null}::text, ${given.rating ?? null}::text) as same
    from schools.lesson_entry where school_id = ${given.schoolId} and class_id = ${given.classId} and day = ${given.day} and session = ${given.session} and lesson = ${given.lesson}
      and superseded_by is null`.execute(work.db);
  return rows[0];
}
