import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import { type Column, DataTable, type Slot as Shown } from '#ui';
import type { SchoolSeen } from '../queries/school.ts';
import type { Slot } from '../queries/timetable.ts';
import { type Session, sessions } from '../rules/school-day.ts';
import { weekdaysShown } from '../rules/timetable.ts';
import type { SchoolWords } from '../words/index.ts';
import { schoolPath } from './school-page.tsx';

export interface LessonRow {
  session: Session;
  lesson: number;
}

/** The lessons of a week's grid: five of a session that is used, more where they are. */
export function lessonRows(slots: readonly LessonRow[], always: readonly Session[] = []): LessonRow[] {
  return sessions.flatMap(session => {
    const used = slots.filter(slot => slot.session === session).map(slot => slot.lesson);
    if (used.length === 0 && !always.includes(session)) return [];
    return Array.from({ length: Math.max(5, ...used) }, (_, index) => ({ session, lesson: index + 1 }));
  });
}

const rowName = (row: LessonRow, text: SchoolWords) => `${text.sessionsShort[row.session]} ${row.lesson}`;

/** A week as schools print it: lessons down, days across. */
export function WeekGrid(props: {
  caption: string;
  rows: LessonRow[];
  weekdays: number[];
  cell: (place: LessonRow & { weekday: number }) => Shown;
  text: SchoolWords;
}) {
  const { text } = props;
  const columns: Column<LessonRow>[] = [
    {
      key: 'lesson',
      head: text.timetable.lessonHead,
      rowHead: true,
      width: 'narrow',
      render: row => rowName(row, text),
    },
    ...props.weekdays.map(
      (weekday): Column<LessonRow> => ({
        key: String(weekday),
        head: text.weekdays[weekday] ?? '',
        width: 'lesson',
        render: row => props.cell({ ...row, weekday }),
      }),
    ),
  ];
  return (
    <DataTable
      caption={props.caption}
      dense
      columns={columns}
      rows={props.rows}
      empty={{ text: text.timetable.empty }}
    />
  );
}

/** The timetable of one class or teacher; `who` says what stands under the subject: the teacher there, the class here. */
export function SlotsGrid(props: {
  school: SchoolSeen;
  caption: string;
  slots: Slot[];
  who: 'teacher' | 'class';
  text: SchoolWords;
}) {
  const { slots, who, text } = props;
  return (
    <WeekGrid
      caption={props.caption}
      rows={lessonRows(slots)}
      weekdays={weekdaysShown(slots)}
      text={text}
      cell={place => {
        const slot = slotAt(slots, place);
        return (
          slot && (
            <>
              <strong>{slot.subject}</strong>
              <a class="roll-facts" href={hrefOf(slot, who, props.school)}>
                {who === 'teacher' ? slot.teacher : slot.className}
              </a>
              {slot.room && <span class="roll-facts">{text.timetable.room(slot.room)}</span>}
            </>
          )
        );
      }}
    />
  );
}

/** To the other side of the lesson: the teacher's own week, or the class's. */
const hrefOf = (slot: Slot, who: 'teacher' | 'class', school: SchoolSeen) =>
  schoolPath(
    school,
    who === 'teacher' ? `/staff/${slot.staffPositionId}/timetable` : `/classes/${slot.classId}/timetable`,
  );

export const slotAt = (slots: readonly Slot[], place: LessonRow & { weekday: number }) =>
  slots.find(slot => slot.weekday === place.weekday && slot.session === place.session && slot.lesson === place.lesson);

const told = (slot: Slot | undefined, who: 'teacher' | 'class') =>
  slot &&
  [slot.subject, who === 'teacher' ? slot.teacher : slot.className, slot.room]
    .filter(part => part !== null)
    .join(' - ');

/** The same as a spreadsheet. */
export function writeWeek(slots: Slot[], who: 'teacher' | 'class', title: string, text: SchoolWords) {
  const columns: TableColumn<LessonRow>[] = [
    { heading: text.timetable.heads.session, kind: 'text', width: 8, value: row => text.sessionsShort[row.session] },
    { heading: text.timetable.heads.lesson, kind: 'number', width: 6, value: row => row.lesson },
    ...weekdaysShown(slots).map(
      (weekday): TableColumn<LessonRow> => ({
        heading: text.weekdays[weekday] ?? '',
        kind: 'text',
        width: 28,
        value: row => told(slotAt(slots, { ...row, weekday }), who),
      }),
    ),
  ];
  return writeTable(columns, lessonRows(slots), { title });
}

export type SchoolRow = LessonRow & { weekday: number };

/** Every lesson of the week in which some class of the school has one. */
export const schoolRows = (slots: Slot[]): SchoolRow[] =>
  weekdaysShown(slots).flatMap(weekday =>
    lessonRows(slots)
      .filter(row => slots.some(slot => slot.session === row.session && slot.lesson === row.lesson))
      .map(row => ({ ...row, weekday })),
  );

/** The whole school: a line a lesson of the week, a column a class. */
export function writeSchoolWeek(slots: Slot[], title: string, text: SchoolWords) {
  const classes = [...new Map(slots.map(slot => [slot.classId, slot.className]))];
  const columns: TableColumn<SchoolRow>[] = [
    { heading: text.timetable.heads.weekday, kind: 'text', width: 10, value: row => text.weekdays[row.weekday] },
    { heading: text.timetable.heads.session, kind: 'text', width: 8, value: row => text.sessionsShort[row.session] },
    { heading: text.timetable.heads.lesson, kind: 'number', width: 6, value: row => row.lesson },
    ...classes.map(([classId, name]): TableColumn<SchoolRow> => {
      const own = slots.filter(slot => slot.classId === classId);
      return { heading: name, kind: 'text', width: 26, value: row => told(slotAt(own, row), 'teacher') };
    }),
  ];
  return writeTable(columns, schoolRows(slots), { title });
}
