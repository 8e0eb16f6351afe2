import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { readOne } from '#platform/sheets/index.ts';
import type { FieldFault } from '#ui';
import { appointStaff, changeStaff, endStaffPosition } from '../commands/appoint-staff.ts';
import { importLists } from '../importers/lists.ts';
import { checkNewStaff, correctStaff } from '../importers/staff.ts';
import { staffSheet } from '../importers/staff-sheet.ts';
import { staffRecords } from '../queries/staff-records.ts';
import { t } from '../words/index.ts';
import { dayTyped, onSchool, tried, typedIn } from './asked.ts';
import { faultsBeside, textsOf, told } from './profile-fields.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';
import { staffPage } from './staff.tsx';
import { StaffForm } from './staff-form.tsx';

export const staffFormRoutes = routes();

interface Refused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

const fieldsOfForm = Object.keys(staffSheet({ ethnic: [], religion: [], policy: [] }).columns).filter(
  key => key !== 'status',
);

/** A position that has ended is history: the form opens none. */
const open = (ask: Ask, staffPositionId?: number) =>
  onSchool(ask, async (db, school) => {
    if (!school.mayRun) throw new NotAllowed();
    const lists = await importLists(db, ask.var.system.today());
    if (staffPositionId === undefined) return { school, lists, record: undefined };
    const record = (await staffRecords(db, school.schoolId)).find(each => each.staffPositionId === staffPositionId);
    if (!record || record.hasLeft) throw new NotAllowed();
    return { school, lists, record };
  });

async function formPage(ask: Ask, opened: Awaited<ReturnType<typeof open>>, refused?: Refused): Promise<Response> {
  const { language, system } = ask.var;
  const text = t(language);
  const { school, lists, record } = opened;
  const { columns } = staffSheet(lists);
  const name = record?.values.fullName ?? '';
  const fresh = record ? textsOf(record.values) : { fromDay: system.today() };
  return schoolPage(
    ask,
    school,
    {
      title: record ? text.pupilForm.editTitle(name) : text.staffForm.newTitle,
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/staff'), label: text.staff.title },
        ...(record ? [{ href: schoolPath(school, `/staff/${record.staffPositionId}`), label: name }] : []),
      ],
    },
    <StaffForm
      action={schoolPath(school, record ? `/staff/${record.staffPositionId}/edit` : '/staff/new')}
      columns={record ? columns : { ...columns, fromDay: { ...columns.fromDay, required: true } }}
      typed={refused?.typed ?? fresh}
      faults={refused?.faults ?? []}
      isNew={!record}
      language={language}
      text={text}
    />,
    refused ? 422 : 200,
  );
}

staffFormRoutes.get('/schools/:schoolId/staff/new', async ask => formPage(ask, await open(ask)));

staffFormRoutes.post('/schools/:schoolId/staff/new', async ask => {
  const { language, system } = ask.var;
  const typed = await typedIn(ask);
  const opened = await open(ask);
  const { schoolId, schoolYear } = opened.school;
  const { values, faults } = readOne(staffSheet(opened.lists), { ...typed, status: '' });
  const found = faultsBeside(faults, language, fieldsOfForm);
  if (!values) return formPage(ask, opened, { typed, faults: found.faults });
  const checked = await onSchool(ask, db => checkNewStaff(db, { schoolId, schoolYear, today: system.today() }, values));
  const met = faultsBeside(checked.faults, language, fieldsOfForm);
  const { appoint } = checked;
  if (!appoint) return formPage(ask, opened, { typed, faults: met.faults });
  const answer = await tried(ask, () => performFor(ask, appointStaff, { schoolId, staff: [appoint] }));
  if ('faults' in answer) return formPage(ask, opened, { typed, faults: answer.faults });
  told(ask, t(language).staffForm.appointed(values.fullName), [...found.warnings, ...met.warnings]);
  return ask.redirect(schoolPath(opened.school, `/staff/${answer.done[0]}`), 303);
});

staffFormRoutes.get('/schools/:schoolId/staff/:staffPositionId{[0-9]+}/edit', async ask =>
  formPage(ask, await open(ask, idFrom(ask, 'staffPositionId'))),
);

staffFormRoutes.post('/schools/:schoolId/staff/:staffPositionId{[0-9]+}/edit', async ask => {
  const { language } = ask.var;
  const text = t(language).pupilForm;
  const typed = await typedIn(ask);
  const opened = await open(ask, idFrom(ask, 'staffPositionId'));
  const { school, record } = opened;
  if (!record) throw new NotAllowed();
  const { values, faults } = readOne(staffSheet(opened.lists), typed);
  const found = faultsBeside(faults, language, fieldsOfForm);
  if (!values) return formPage(ask, opened, { typed, faults: found.faults });
  const correction = correctStaff(record, values);
  if (correction.changed.length === 0) say(ask, 'note', text.nothing);
  else {
    const answer = await tried(ask, () =>
      performFor(ask, changeStaff, { schoolId: school.schoolId, staff: [correction] }),
    );
    if ('faults' in answer) return formPage(ask, opened, { typed, faults: answer.faults });
    told(ask, text.saved, found.warnings);
  }
  return ask.redirect(schoolPath(school, `/staff/${record.staffPositionId}`), 303);
});

staffFormRoutes.post('/schools/:schoolId/staff/:staffPositionId{[0-9]+}/end', async ask => {
  const typed = await typedIn(ask);
  const [schoolId, staffPositionId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'staffPositionId')];
  const answer = await tried(ask, () =>
    performFor(ask, endStaffPosition, { schoolId, staffPositionId, day: dayTyped(typed.day), why: typed.why ?? '' }),
  );
  if ('faults' in answer) return staffPage(ask, { typed, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).staffForm.ended);
  return ask.redirect(`/schools/${schoolId}/staff/${staffPositionId}`, 303);
});
