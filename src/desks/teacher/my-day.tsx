import { type ColumnMissing, missingOfTeacher, nameOfColumn } from '#gradebook';
import { addDays } from '#platform/clock.ts';
import { count, dayMonth, day as sayDay } from '#platform/format.ts';
import { type Ask, readFor } from '#platform/http/env.ts';
import { dayOfTeacher, findSchoolYearOn, type TeacherLesson } from '#schools';
import { type LinkItem, LinkList } from '#ui';
import { type DeskWords, t } from '../words.ts';

/** Deadlines this near are shown before they pass. */
const AHEAD_DAYS = 14;
const MOST_COLUMNS = 8;

export interface TeacherDay {
  lessons: TeacherLesson[];
  missing: ColumnMissing[];
}

/** The lessons of today, and the marks that are due or soon will be. */
export async function readMyDay(ask: Ask, personId: number, schoolId: number): Promise<TeacherDay> {
  const { actor, system } = ask.var;
  const today = system.today();
  const { lessons, schoolYear } = await readFor(ask, 'schools', async db => ({
    lessons: await dayOfTeacher(db, personId, today),
    schoolYear: await findSchoolYearOn(db, today),
  }));
  const missing = schoolYear
    ? await readFor(ask, 'gradebook', db =>
        missingOfTeacher(db, actor, { schoolId, schoolYear }, today, addDays(today, AHEAD_DAYS)),
      )
    : [];
  return { lessons, missing };
}

const addressOf = ({ schoolId, classId }: Pick<TeacherLesson, 'schoolId' | 'classId'>) =>
  `/schools/${schoolId}/classes/${classId}`;

function lessonItem(lesson: TeacherLesson, today: string, text: DeskWords): LinkItem {
  const { session, isWritten, isTaken } = lesson;
  const words = text.teacher.day;
  const place = new URLSearchParams({ day: today, session, lesson: String(lesson.lesson) });
  const sheet = new URLSearchParams({ day: today, session });
  return {
    href: `${addressOf(lesson)}/lessons/write?${place}`,
    title: words.lesson(words.sessions[session], lesson.lesson, lesson.className, lesson.subject),
    state: isWritten && isTaken ? 'ok' : 'near',
    detail: (
      <>
        {isWritten ? words.written : words.unwritten}
        {' · '}
        {isTaken ? words.taken : <a href={`${addressOf(lesson)}/attendance?${sheet}`}>{words.takeAttendance}</a>}
        {lesson.room && ` · ${words.room(lesson.room)}`}
      </>
    ),
  };
}

export function LessonsToday({ ask, lessons }: { ask: Ask; lessons: readonly TeacherLesson[] }) {
  const text = t(ask.var.language);
  const today = ask.var.system.today();
  return (
    <LinkList
      title={text.teacher.day.title(dayMonth(today))}
      items={lessons.map(lesson => lessonItem(lesson, today, text))}
    />
  );
}

export function MarksDue({
  ask,
  schoolId,
  missing,
}: {
  ask: Ask;
  schoolId: number;
  missing: readonly ColumnMissing[];
}) {
  const words = t(ask.var.language).teacher.due;
  const today = ask.var.system.today();
  return (
    <LinkList
      title={words.title}
      empty={words.none}
      items={missing.slice(0, MOST_COLUMNS).map(column => {
        const due = column.dueOn ?? today;
        return {
          href: `/schools/${schoolId}/courses/${column.courseId}?term=${column.term}`,
          title: words.column(column.className, column.subject, nameOfColumn(ask.var.language, column)),
          state: due < today ? 'behind' : 'near',
          detail: words.missing(count(column.missing), sayDay(due), due < today),
        };
      })}
      {...(missing.length > MOST_COLUMNS
        ? { more: { href: `/schools/${schoolId}/gradebook`, label: words.more(count(missing.length - MOST_COLUMNS)) } }
        : {})}
    />
  );
}
