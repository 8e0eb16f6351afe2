import { count, day as dayShown } from '#platform/format.ts';
import { type Ask, idFrom, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { ButtonLink, type Column, DataTable, Empty, Facts, PrintButton, Stack } from '#ui';
import { findClassName } from '../queries/classes.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { findStaff } from '../queries/staff.ts';
import {
  findNextTimetable,
  type Slot,
  timetableOfClass,
  timetableOfSchool,
  timetableOfTeacher,
} from '../queries/timetable.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { ClassTabs } from './class-tabs.tsx';
import { spreadsheet } from './imports.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';
import { type SchoolRow, SlotsGrid, schoolRows, slotAt, writeSchoolWeek, writeWeek } from './week-grid.tsx';

/** Timetables of a class, of a teacher, of the school: on screen, on paper, as a spreadsheet. Whoever works at the school sees them. */
export const timetableRoutes = routes();

const classPath = '/schools/:schoolId/classes/:classId{[0-9]+}/timetable';
const staffPath = '/schools/:schoolId/staff/:staffPositionId{[0-9]+}/timetable';

const openClass = (ask: Ask) => {
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  return onSchool(
    ask,
    async (db, school) => {
      const klass = await findClassName(db, schoolId, classId);
      if (!klass) throw new NotAllowed();
      return {
        school,
        klass,
        slots: await timetableOfClass(db, schoolId, classId, school.asOf),
        next: await findNextTimetable(db, schoolId, classId, school.asOf),
      };
    },
    async db => (await findClassName(db, schoolId, classId))?.schoolYear,
  );
};

const acts = (file: string, text: SchoolWords, isEmpty: boolean) =>
  isEmpty ? null : (
    <>
      <ButtonLink href={file} download icon="download">
        {text.timetable.export}
      </ButtonLink>
      <PrintButton>{text.print}</PrintButton>
    </>
  );

timetableRoutes.get(classPath, async ask => {
  const text = t(ask.var.language);
  const words = text.timetable;
  const { school, klass, slots, next } = await openClass(ask);
  const address = `/schools/${school.schoolId}/classes/${klass.classId}`;
  const edit = { href: `${address}/timetable/edit`, label: words.edit };
  return schoolPage(
    ask,
    school,
    {
      title: words.ofClass(klass.name),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/timetable'), label: words.title },
      ],
      facts: (
        <Facts
          items={[
            school.schoolYear,
            slots[0] && words.from(dayShown(slots[0].fromDay)),
            slots.length > 0 && words.lessons(count(slots.length)),
            next && words.nextFrom(dayShown(next)),
          ]}
        />
      ),
      actions: (
        <>
          {school.mayRun && slots.length > 0 && (
            <ButtonLink href={edit.href} icon="pencil">
              {edit.label}
            </ButtonLink>
          )}
          {acts(`${address}/timetable/file`, text, slots.length === 0)}
        </>
      ),
    },
    <Stack>
      <ClassTabs school={school} classId={klass.classId} current="timetable" text={text} />
      {slots.length === 0 ? (
        <Empty text={words.empty} {...(school.mayRun ? { step: edit } : {})} />
      ) : (
        <SlotsGrid school={school} caption={words.caption} slots={slots} who="teacher" text={text} />
      )}
    </Stack>,
  );
});

timetableRoutes.get(`${classPath}/file`, async ask => {
  const text = t(ask.var.language);
  const { klass, slots } = await openClass(ask);
  return spreadsheet(
    await writeWeek(slots, 'teacher', text.timetable.ofClass(klass.name), text),
    `thoi-khoa-bieu-${klass.name}.xlsx`,
  );
});

const openTeacher = (ask: Ask) =>
  onSchool(ask, async (db, school) => {
    const id = idFrom(ask, 'staffPositionId');
    const found = await findStaff(db, school.schoolId, id);
    if (!found) throw new NotAllowed();
    return { school, staff: found.staff, slots: await timetableOfTeacher(db, school.schoolId, id, school.asOf) };
  });

timetableRoutes.get(staffPath, async ask => {
  const text = t(ask.var.language);
  const words = text.timetable;
  const { school, staff, slots } = await openTeacher(ask);
  return schoolPage(
    ask,
    school,
    {
      title: words.ofTeacher(staff.fullName),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/timetable'), label: words.title },
      ],
      facts: <Facts items={[school.schoolYear, slots.length > 0 && words.lessons(count(slots.length))]} />,
      actions: acts(schoolPath(school, `/staff/${staff.staffPositionId}/timetable/file`), text, slots.length === 0),
    },
    slots.length === 0 ? (
      <Empty text={words.emptyTeacher} />
    ) : (
      <SlotsGrid school={school} caption={words.caption} slots={slots} who="class" text={text} />
    ),
  );
});

timetableRoutes.get(`${staffPath}/file`, async ask => {
  const text = t(ask.var.language);
  const { staff, slots } = await openTeacher(ask);
  return spreadsheet(
    await writeWeek(slots, 'class', text.timetable.ofTeacher(staff.fullName), text),
    `thoi-khoa-bieu-${staff.staffCode}.xlsx`,
  );
});

const openSchool = (ask: Ask) =>
  onSchool(ask, async (db, school) => ({ school, slots: await timetableOfSchool(db, school) }));

timetableRoutes.get('/schools/:schoolId/timetable', async ask => {
  const text = t(ask.var.language);
  const words = text.timetable;
  const { school, slots } = await openSchool(ask);
  return schoolPage(
    ask,
    school,
    {
      title: words.whole,
      tab: 'timetable',
      actions: acts(schoolPath(school, '/timetable/file'), text, slots.length === 0),
    },
    <DataTable
      caption={words.whole}
      dense
      tall
      columns={schoolColumns(school, slots, text)}
      rows={slots.length === 0 ? [] : schoolRows(slots)}
      empty={{ text: words.emptySchool, step: { href: schoolPath(school, '/classes'), label: text.classes.title } }}
    />,
  );
});

/** A column a class; the teacher's name leads to the teacher's own week. */
function schoolColumns(school: SchoolSeen, slots: Slot[], text: SchoolWords): Column<SchoolRow>[] {
  const classes = [...new Map(slots.map(slot => [slot.classId, slot.className]))];
  return [
    {
      key: 'lesson',
      head: text.timetable.lessonHead,
      rowHead: true,
      width: 'narrow',
      render: row =>
        `${text.weekdaysShort[row.weekday]} · ${(text.sessionsShort[row.session] ?? '').toLowerCase()} ${row.lesson}`,
    },
    ...classes.map(([classId, name]): Column<SchoolRow> => {
      const own = slots.filter(slot => slot.classId === classId);
      return {
        key: String(classId),
        head: name,
        width: 'lesson',
        render: row => {
          const slot = slotAt(own, row);
          return (
            slot && (
              <>
                <strong>{slot.subject}</strong>
                <a class="roll-facts" href={schoolPath(school, `/staff/${slot.staffPositionId}/timetable`)}>
                  {slot.teacher}
                </a>
              </>
            )
          );
        },
      };
    }),
  ];
}

timetableRoutes.get('/schools/:schoolId/timetable/file', async ask => {
  const text = t(ask.var.language);
  const { school, slots } = await openSchool(ask);
  return spreadsheet(
    await writeSchoolWeek(slots, text.timetable.whole, text),
    `thoi-khoa-bieu-${school.schoolYear}.xlsx`,
  );
});
