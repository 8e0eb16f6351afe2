import { addDays } from '#platform/clock.ts';
import { day, fromTenths } from '#platform/format.ts';
import { type Ask, idFrom, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import {
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  Definitions,
  Facts,
  LinkList,
  Panel,
  Row,
  RowTitle,
  StateChip,
} from '#ui';
import type { SchoolSeen } from '../queries/school.ts';
import { findStaff, listStaff, type StaffLine } from '../queries/staff.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { exportButton, schoolPage, schoolPath } from './school-page.tsx';
import { type EndingRefused, EndStaff } from './staff-form.tsx';

export const staffRoutes = routes();

staffRoutes.get('/schools/:schoolId/staff', async ask => {
  const text = t(ask.var.language);
  const { school, staff } = await onSchool(ask, async (db, school) => ({ school, staff: await listStaff(db, school) }));
  return schoolPage(
    ask,
    school,
    {
      title: text.staff.title,
      tab: 'staff',
      actions: (
        <>
          {school.mayRun && (
            <ButtonLink href={schoolPath(school, '/staff/new')} icon="plus">
              {text.staffForm.appoint}
            </ButtonLink>
          )}
          {exportButton(school, 'staff', text)}
        </>
      ),
    },
    <DataTable
      caption={text.staff.caption}
      rows={staff}
      columns={staffColumns(school, text)}
      empty={{
        text: text.staff.empty,
        ...(school.mayRun
          ? { step: { href: schoolPath(school, '/imports', { as: 'staff' }), label: text.home.bring } }
          : {}),
      }}
    />,
  );
});

function staffColumns(school: SchoolSeen, text: SchoolWords): Column<StaffLine>[] {
  const { heads } = text.staff;
  return [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: one => (
        <RowTitle
          {...(school.mayRead ? { href: schoolPath(school, `/staff/${one.staffPositionId}`) } : {})}
          facts={[one.staffCode]}
        >
          {one.fullName}
        </RowTitle>
      ),
    },
    { key: 'job', head: heads.job, fold: 'start', render: one => text.jobs[one.job] ?? one.job },
    { key: 'homeroom', head: heads.homeroom, fold: 'start', foldHead: true, render: one => one.homerooms.join(', ') },
    { key: 'teaches', head: heads.teaches, width: 'wide', fold: 'full', render: one => one.teaches.join(', ') },
    {
      key: 'lessons',
      head: heads.lessons,
      align: 'end',
      fold: 'end',
      foldHead: true,
      render: one => (one.lessonsTenths > 0 ? fromTenths(one.lessonsTenths) : ''),
    },
    ...(school.mayRead
      ? [
          {
            key: 'number',
            head: heads.number,
            fold: 'hide' as const,
            render: (one: StaffLine) =>
              one.hasCitizenNumber ? text.klass.has : <StateChip state="near">{text.klass.hasNot}</StateChip>,
          },
        ]
      : []),
  ];
}

staffRoutes.get('/schools/:schoolId/staff/:staffPositionId{[0-9]+}', ask => staffPage(ask));

/** The page of a colleague; after a fault, with the form that ends their work standing open. */
export async function staffPage(ask: Ask, refused?: EndingRefused): Promise<Response> {
  const text = t(ask.var.language);
  const { school, found } = await onSchool(ask, async (db, school) => {
    if (!school.mayRead) throw new NotAllowed();
    return { school, found: await findStaff(db, school.schoolId, idFrom(ask, 'staffPositionId')) };
  });
  if (!found) throw new NotAllowed();
  const { staff, taught } = found;
  const { terms } = text.pupil;
  return schoolPage(
    ask,
    school,
    {
      title: staff.fullName,
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/staff'), label: text.staff.title },
      ],
      facts: (
        <Facts
          items={[
            text.jobs[staff.job],
            staff.staffCode,
            `${text.staff.terms.from} ${day(staff.fromDay)}`,
            staff.untilDay !== 'infinity' && `${text.staff.terms.left} ${day(staff.untilDay)}`,
          ]}
        />
      ),
      actions:
        school.mayRun && staff.untilDay === 'infinity' ? (
          <Row>
            <ButtonLink href={schoolPath(school, `/staff/${staff.staffPositionId}/timetable`)}>
              {text.timetable.open}
            </ButtonLink>
            <ButtonLink href={schoolPath(school, `/staff/${staff.staffPositionId}/edit`)}>
              {text.pupilForm.edit}
            </ButtonLink>
            <EndStaff
              school={school}
              staffPositionId={staff.staffPositionId}
              today={ask.var.system.today()}
              refused={refused}
              text={text}
            />
          </Row>
        ) : undefined,
    },
    <Columns
      main={
        <Panel title={text.pupil.identity}>
          <Definitions
            items={[
              { term: text.staff.heads.code, value: staff.staffCode },
              { term: terms.ministry, value: staff.ministryCode },
              { term: terms.number, value: staff.citizenNumber },
              { term: terms.birth, value: day(staff.birthDay) },
              { term: terms.sex, value: staff.sex && text.sexes[staff.sex] },
            ]}
          />
        </Panel>
      }
      side={
        <LinkList
          title={text.staff.taught}
          empty={text.staff.noTaught}
          items={taught.map(each => ({
            title: `${each.className} · ${each.subject}`,
            href: schoolPath(school, `/classes/${each.classId}`),
            detail: (
              <Facts
                items={[
                  each.schoolYear,
                  each.term !== null && text.klass.term(each.term),
                  each.lessonsTenths !== null && text.klass.lessons(fromTenths(each.lessonsTenths)),
                  each.untilDay !== 'infinity' && text.pupil.until(day(each.fromDay), day(addDays(each.untilDay, -1))),
                ]}
              />
            ),
          }))}
        />
      }
    />,
    refused ? 422 : 200,
  );
}
