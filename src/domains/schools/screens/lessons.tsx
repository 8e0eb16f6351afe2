import { addDays } from '#platform/clock.ts';
import { dayMonth, day as dayShown } from '#platform/format.ts';
import { idFrom, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import {
  ButtonLink,
  Chips,
  type Column,
  DataTable,
  Empty,
  Facts,
  Pill,
  PrintButton,
  RowTitle,
  Stack,
  StateChip,
  Way,
} from '#ui';
import { findAttendanceClass } from '../queries/attendance.ts';
import { yearOfClass } from '../queries/classes.ts';
import { type AbsentPupil, absentOnDays, type LessonLine, lessonsOfDays } from '../queries/lessons.ts';
import { absenceLetter } from '../rules/absences.ts';
import { mondayOfWeek, sessions, weekdayOf, weekOf } from '../rules/school-day.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { ClassTabs } from './class-tabs.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const lessonRoutes = routes();

/** What was taught this week? Prefilled from the timetable; each teacher writes the own lessons, homeroom and principal read. */
lessonRoutes.get('/schools/:schoolId/classes/:classId{[0-9]+}/lessons', async ask => {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const words = text.lessons;
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const { school, klass, monday, days, lines, absent } = await onSchool(
    ask,
    async (db, school) => {
      const klass = await findAttendanceClass(db, actor, schoolId, classId);
      if (!klass) throw new NotAllowed();
      const monday = mondayOfWeek(ask.req.query('week') ?? '') ?? addDays(school.asOf, 1 - weekdayOf(school.asOf));
      const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
      return {
        school,
        klass,
        monday,
        days,
        lines: await lessonsOfDays(db, actor, schoolId, classId, days),
        absent: await absentOnDays(db, schoolId, classId, days),
      };
    },
    db => yearOfClass(db, schoolId, classId),
  );
  const address = `/schools/${schoolId}/classes/${classId}/lessons`;
  const week = (of: string) => `${address}?week=${weekOf(of)}`;
  const due = lines.filter(line => line.revision === 0 && line.day <= system.today()).length;
  return schoolPage(
    ask,
    school,
    {
      title: words.title(klass.name),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, `/classes/${classId}`), label: klass.name },
      ],
      facts: <Facts items={[school.schoolYear, words.week(dayShown(monday), dayShown(addDays(monday, 5)))]} />,
      marks:
        lines.length > 0 ? (
          <Chips>
            {due > 0 ? (
              <StateChip state="near">{words.unwritten(due)}</StateChip>
            ) : (
              <StateChip state="ok">{words.allWritten}</StateChip>
            )}
          </Chips>
        ) : undefined,
      actions: (
        <>
          {klass.mayTake && <ButtonLink href={`${address}/write`}>{words.add}</ButtonLink>}
          <PrintButton>{text.print}</PrintButton>
        </>
      ),
    },
    <Stack>
      <ClassTabs school={school} classId={classId} current="lessons" text={text} />
      <Way label={text.lessons.weekWay}>
        <ButtonLink href={week(addDays(monday, -7))} icon="chevron-left">
          {words.previous}
        </ButtonLink>
        {addDays(monday, 7) <= system.today() && (
          <ButtonLink href={week(addDays(monday, 7))} icon="chevron-right">
            {words.next}
          </ButtonLink>
        )}
      </Way>
      {lines.length === 0 && <Empty text={words.empty} />}
      {days
        .filter(day => lines.some(line => line.day === day))
        .map(day => (
          <section>
            <h2>{`${text.weekdays[weekdayOf(day)]} ${dayMonth(day)}`}</h2>
            <Absent absent={absent.filter(each => each.day === day)} text={text} />
            <DataTable
              caption={words.caption(dayShown(day))}
              dense
              columns={columns(address, system.today(), text)}
              rows={lines.filter(line => line.day === day)}
              empty={{ text: words.empty }}
            />
          </section>
        ))}
    </Stack>,
  );
});

/** Taken from attendance, not typed again: names with P or K, session by session. */
function Absent({ absent, text }: { absent: AbsentPupil[]; text: SchoolWords }) {
  const of = sessions.flatMap(session => {
    const names = absent
      .filter(each => each.session === session)
      .map(each => `${each.fullName} (${absenceLetter[each.kind]})`);
    return names.length === 0 ? [] : [text.lessons.absent(text.sessions[session] ?? '', names.join(', '))];
  });
  return of.length === 0 ? null : <p class="soft">{of.join('. ')}</p>;
}

function columns(address: string, today: string, text: SchoolWords): Column<LessonLine>[] {
  const words = text.lessons;
  const { heads } = words;
  return [
    {
      key: 'lesson',
      head: heads.lesson,
      width: 'narrow',
      fold: 'start',
      render: line => `${text.sessionsShort[line.session]} ${line.lesson}`,
    },
    {
      key: 'subject',
      head: heads.subject,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: line => <RowTitle facts={[line.teacher]}>{line.subject}</RowTitle>,
    },
    {
      key: 'number',
      head: heads.number,
      align: 'end',
      fold: 'start',
      foldHead: true,
      render: line => (line.programmeLesson === null ? '–' : String(line.programmeLesson)),
    },
    {
      key: 'title',
      head: heads.title,
      width: 'wide',
      fold: 'full',
      render: line =>
        line.title === null ? (
          line.day <= today && <StateChip state="silent">{words.notWritten}</StateChip>
        ) : (
          <RowTitle facts={[line.revision > 1 && words.corrected(line.revision - 1)]}>{line.title}</RowTitle>
        ),
    },
    { key: 'remarks', head: heads.remarks, width: 'wide', fold: 'full', render: line => line.remarks ?? '' },
    {
      key: 'rating',
      head: heads.rating,
      fold: 'start',
      render: line => line.rating && <Pill>{words.ratings[line.rating]}</Pill>,
    },
    {
      key: 'write',
      head: '',
      fold: 'end',
      render: line =>
        line.mayWrite &&
        line.day <= today && (
          <a
            href={`${address}/write?${new URLSearchParams({ day: line.day, session: line.session, lesson: String(line.lesson) })}`}
          >
            {line.revision === 0 ? words.write : words.correct}
          </a>
        ),
    },
  ];
}
