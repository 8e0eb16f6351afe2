import { count, day as dayShown } from '#platform/format.ts';
import { routes } from '#platform/http/env.ts';
import { Chips, type Column, DataTable, Facts, LinkList, PrintButton, RowTitle, Stack, StateChip } from '#ui';
import {
  attendanceOfDay,
  type ClassAttendance,
  type OftenAbsent,
  oftenAbsent,
} from '../queries/attendance-overview.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { absenceState } from '../rules/absences.ts';
import { type Session, weekdayOf } from '../rules/school-day.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, onSchool } from './asked.ts';
import { DayChoice, DayLinks } from './attendance-parts.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const attendanceOverviewRoutes = routes();

/** Which classes are still to be taken today, who is absent, and who is absent too often? */
attendanceOverviewRoutes.get('/schools/:schoolId/attendance', async ask => {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const words = text.attendance.overview;
  const { school, day, classes, often } = await onSchool(ask, async (db, school) => {
    const day = dayTyped(ask.req.query('day')) || school.asOf;
    return {
      school,
      day,
      classes: await attendanceOfDay(db, actor, school, day),
      often: await oftenAbsent(db, actor, school, day),
    };
  });
  const open = classes.filter(each => each.pupils > 0 && Object.keys(each.sessions).length === 0).length;
  const conflicts = classes.reduce((all, each) => all + each.conflicts, 0);
  const address = (to: string) => schoolPath(school, '/attendance', { day: to });
  return schoolPage(
    ask,
    school,
    {
      title: words.title,
      tab: 'attendance',
      facts: (
        <Facts
          items={[
            school.schoolYear,
            `${text.weekdays[weekdayOf(day)]} ${dayShown(day)}`,
            text.attendance.absent(classes.reduce((all, each) => all + absentOf(each), 0)),
          ]}
        />
      ),
      marks:
        classes.length > 0 ? (
          <Chips>
            {weekdayOf(day) === 7 && open === classes.length ? (
              <StateChip state="silent">{words.noSchool}</StateChip>
            ) : open > 0 ? (
              <StateChip state="near">{words.notTaken(open)}</StateChip>
            ) : (
              <StateChip state="ok">{words.allTaken}</StateChip>
            )}
            {conflicts > 0 && <StateChip state="near">{text.attendance.conflicts.chip(conflicts)}</StateChip>}
          </Chips>
        ) : undefined,
      actions: <PrintButton>{text.print}</PrintButton>,
    },
    <Stack>
      <DayLinks day={day} today={system.today()} address={address} text={text} />
      <DayChoice
        action={`/schools/${school.schoolId}/attendance`}
        hidden={{ year: school.schoolYear }}
        day={day}
        text={text}
      />
      <DataTable
        caption={words.caption}
        columns={columns(school, day, text)}
        rows={classes}
        empty={{ text: words.empty }}
      />
      <Often school={school} often={often} text={text} />
    </Stack>,
  );
});

const absentOf = (one: ClassAttendance) =>
  Object.values(one.sessions).reduce((most, each) => Math.max(most, each.excused + each.unexcused), 0);

function columns(school: SchoolSeen, day: string, text: SchoolWords): Column<ClassAttendance>[] {
  const words = text.attendance.overview;
  const { heads } = words;
  const session = (which: Session, fold: 'start' | 'end'): Column<ClassAttendance> => ({
    key: which,
    head: heads[which],
    fold,
    foldHead: true,
    render: one => (
      <SessionCell found={one.sessions[which]} isDue={which === 'morning' && !hasTaken(one)} text={text} />
    ),
  });
  return [
    {
      key: 'class',
      head: heads.klass,
      rowHead: true,
      fold: 'start',
      render: one => (
        <RowTitle
          href={`/schools/${school.schoolId}/classes/${one.classId}/attendance?day=${day}`}
          facts={[one.conflicts > 0 && text.attendance.conflicts.chip(one.conflicts)]}
        >
          {one.name}
        </RowTitle>
      ),
    },
    { key: 'pupils', head: heads.pupils, align: 'end', fold: 'end', foldHead: true, render: one => count(one.pupils) },
    session('morning', 'start'),
    session('afternoon', 'end'),
    { key: 'homeroom', head: heads.homeroom, width: 'wide', fold: 'full', render: one => one.homeroom ?? '–' },
  ];
}

const hasTaken = (one: ClassAttendance) => Object.keys(one.sessions).length > 0;

/** Many schools have one session a day: the other is said to be missing by nobody. */
function SessionCell(props: {
  found: { excused: number; unexcused: number } | undefined;
  isDue: boolean;
  text: SchoolWords;
}) {
  const { found, text } = props;
  const words = text.attendance;
  if (!found) return props.isDue ? <StateChip state="silent">{words.overview.none}</StateChip> : '–';
  if (found.excused + found.unexcused === 0) return <StateChip state="ok">{words.overview.full}</StateChip>;
  return (
    <StateChip state={found.unexcused > 0 ? 'behind' : 'near'}>
      {words.counts(found.excused, found.unexcused)}
    </StateChip>
  );
}

/** The rule on promotion is of the secondary levels; elsewhere the list is a warning all the same. */
function Often(props: { school: SchoolSeen; often: OftenAbsent[]; text: SchoolWords }) {
  const { school, text } = props;
  const words = text.attendance.overview;
  const isSecondary = school.levels.some(level => level.endsWith('secondary') || level === 'continuing');
  return (
    <Stack>
      <LinkList
        title={words.many}
        empty={words.noMany}
        items={props.often.map(one => ({
          title: one.fullName,
          href: schoolPath(school, `/pupils/${one.enrolmentId}`),
          state: absenceState(one.counted),
          detail: (
            <Facts
              items={[
                one.className,
                words.counted(count(one.counted)),
                text.attendance.counts(one.excused, one.unexcused),
              ]}
            />
          ),
        }))}
      />
      {isSecondary && <p class="soft">{words.manyRule}</p>}
    </Stack>
  );
}
