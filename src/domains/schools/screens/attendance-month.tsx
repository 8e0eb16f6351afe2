import { count, dayMonth } from '#platform/format.ts';
import { type Ask, idFrom, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import { ButtonLink, type Column, DataTable, Facts, PrintButton, Stack, StateChip, Way } from '#ui';
import { findAttendanceClass } from '../queries/attendance.ts';
import { type MonthLine, type MonthSheet, monthSheet } from '../queries/attendance-month.ts';
import { yearOfClass } from '../queries/classes.ts';
import { absenceLetter, absenceState } from '../rules/absences.ts';
import { addMonths, daysOfMonth, weekdayOf } from '../rules/school-day.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { ClassTabs } from './class-tabs.tsx';
import { spreadsheet } from './imports.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const attendanceMonthRoutes = routes();

const path = '/schools/:schoolId/classes/:classId{[0-9]+}/attendance/month';

/** The month asked for, or the one that the school's lists are of. */
const monthAsked = (ask: Ask, asOf: string) => {
  const month = ask.req.query('month') ?? '';
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : asOf.slice(0, 7);
};

const openMonth = (ask: Ask) =>
  onSchool(
    ask,
    async (db, school) => {
      const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
      const klass = await findAttendanceClass(db, ask.var.actor, schoolId, classId);
      if (!klass) throw new NotAllowed();
      const month = monthAsked(ask, school.asOf);
      const { days, until } = daysOfMonth(month);
      const sheet = await monthSheet(db, schoolId, classId, `${month}-01`, until);
      return { school, klass, month, days: daysShown(days, sheet), sheet };
    },
    db => yearOfClass(db, idFrom(ask, 'schoolId'), idFrom(ask, 'classId')),
  );

/** Monday to Saturday, and a Sunday on which there was school. */
const daysShown = (days: string[], sheet: MonthSheet) =>
  days.filter(day => weekdayOf(day) < 7 || sheet.taken.some(each => each.day === day));

/** P or K, in small letters for the afternoon; both where both sessions were missed. */
export const cellOf = (line: MonthLine, day: string): string =>
  line.absences
    .filter(each => each.day === day)
    .map(each => (each.session === 'morning' ? absenceLetter[each.kind] : absenceLetter[each.kind].toLowerCase()))
    .join('');

const ofKind = (line: MonthLine, kind: string) => line.absences.filter(each => each.kind === kind).length;

/** How was the month? Pupils by days, as the class book has it. */
attendanceMonthRoutes.get(path, async ask => {
  const text = t(ask.var.language);
  const words = text.attendance.month;
  const { school, klass, month, days, sheet } = await openMonth(ask);
  const shown = `${month.slice(5)}/${month.slice(0, 4)}`;
  const address = (to: string, more = '') =>
    `/schools/${school.schoolId}/classes/${klass.classId}/attendance/month${more}?month=${to}`;
  return schoolPage(
    ask,
    school,
    {
      title: words.title(klass.name, shown),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, `/classes/${klass.classId}`), label: klass.name },
        { href: `/schools/${school.schoolId}/classes/${klass.classId}/attendance`, label: text.attendance.open },
      ],
      facts: <Facts items={[school.schoolYear, words.sessionsTaken(sheet.taken.length), words.legend]} />,
      actions: (
        <>
          <ButtonLink href={address(month, '/file')} download icon="download">
            {words.export}
          </ButtonLink>
          <PrintButton>{text.print}</PrintButton>
        </>
      ),
    },
    <Stack>
      <ClassTabs school={school} classId={klass.classId} current="attendance" text={text} />
      <Way label={words.caption}>
        <ButtonLink href={address(addMonths(month, -1))} icon="chevron-left">
          {words.previous}
        </ButtonLink>
        <ButtonLink href={address(addMonths(month, 1))} icon="chevron-right">
          {words.next}
        </ButtonLink>
      </Way>
      <DataTable
        caption={words.caption}
        dense
        columns={monthColumns(days, text)}
        rows={sheet.lines}
        totals={totals(sheet, days, text)}
        empty={{ text: words.empty }}
      />
    </Stack>,
  );
});

function monthColumns(days: string[], text: SchoolWords): Column<MonthLine>[] {
  const words = text.attendance.month;
  return [
    { key: 'name', head: text.klass.heads.name, rowHead: true, render: line => line.fullName },
    ...days.map(
      (day): Column<MonthLine> => ({
        key: day,
        head: `${text.weekdaysShort[weekdayOf(day)]} ${Number(day.slice(8))}`,
        align: 'center',
        width: 'letter',
        render: line => <strong>{cellOf(line, day)}</strong>,
      }),
    ),
    { key: 'excused', head: words.excused, align: 'end', render: line => count(ofKind(line, 'excused')) },
    { key: 'unexcused', head: words.unexcused, align: 'end', render: line => count(ofKind(line, 'unexcused')) },
    {
      key: 'year',
      head: words.year,
      align: 'end',
      render: line => {
        const state = absenceState(line.yearDays);
        return state === 'ok' ? (
          count(line.yearDays)
        ) : (
          <StateChip state={state}>{text.attendance.overview.counted(count(line.yearDays))}</StateChip>
        );
      },
    },
  ];
}

/** How many were absent on each day; a dash where nobody took attendance. */
function totals(sheet: MonthSheet, days: string[], text: SchoolWords): Record<string, string> {
  const sum = (kind: string) => count(sheet.lines.reduce((all, line) => all + ofKind(line, kind), 0));
  const absentOn = (day: string) => sheet.lines.filter(line => cellOf(line, day) !== '').length;
  return {
    name: text.attendance.month.total,
    ...Object.fromEntries(
      days.map(day => [day, sheet.taken.some(each => each.day === day) ? String(absentOn(day)) : '–']),
    ),
    excused: sum('excused'),
    unexcused: sum('unexcused'),
  };
}

attendanceMonthRoutes.get(`${path}/file`, async ask => {
  const text = t(ask.var.language);
  const words = text.attendance.month;
  const { klass, month, days, sheet } = await openMonth(ask);
  const columns: TableColumn<MonthLine>[] = [
    { heading: text.klass.heads.code, kind: 'text', width: 14, value: line => line.pupilCode },
    { heading: text.klass.heads.name, kind: 'text', width: 28, value: line => line.fullName },
    { heading: text.klass.heads.birth, kind: 'day', value: line => line.birthDay },
    ...days.map(
      (day): TableColumn<MonthLine> => ({
        heading: dayMonth(day),
        kind: 'text',
        width: 6,
        value: line => cellOf(line, day),
      }),
    ),
    { heading: words.excused, kind: 'number', value: line => ofKind(line, 'excused') },
    { heading: words.unexcused, kind: 'number', value: line => ofKind(line, 'unexcused') },
    { heading: words.year, kind: 'number', value: line => line.yearDays },
  ];
  const bytes = await writeTable(columns, sheet.lines, { title: `${klass.name} ${month}` });
  return spreadsheet(bytes, `diem-danh-${klass.name}-${month}.xlsx`);
});
