import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { readOne } from '#platform/sheets/index.ts';
import type { FieldFault } from '#ui';
import { changePupils, enrolPupils } from '../commands/enrol-pupils.ts';
import { importLists } from '../importers/lists.ts';
import { pupilProfile, pupilSheet } from '../importers/pupil-sheet.ts';
import { checkNewPupil, correctPupil } from '../importers/pupils.ts';
import { findClass, yearOfClass } from '../queries/classes.ts';
import { findPupilProfile } from '../queries/pupil-profile.ts';
import { t } from '../words/index.ts';
import { onSchool, tried, typedIn } from './asked.ts';
import { faultsBeside, textsOf, told } from './profile-fields.tsx';
import { comingKeys, PupilForm, profileKeys } from './pupil-form.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const pupilFormRoutes = routes();

interface Refused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

const fieldsOfForm = [...profileKeys, ...comingKeys, 'policyKeys'];
const chosen = (typed: Record<string, string>, known: readonly { value: string }[]) =>
  known.map(each => each.value).filter(value => (typed.policyKeys ?? '').split(',').includes(value));

const openProfile = (ask: Ask) =>
  onSchool(ask, async (db, school) => {
    if (!school.mayRun) throw new NotAllowed();
    const profile = await findPupilProfile(db, school.schoolId, idFrom(ask, 'enrolmentId'));
    if (!profile) throw new NotAllowed();
    return { school, profile, lists: await importLists(db, ask.var.system.today()) };
  });

async function editPage(ask: Ask, refused?: Refused, opened?: Awaited<ReturnType<typeof openProfile>>) {
  const { language } = ask.var;
  const text = t(language);
  const { school, profile, lists } = opened ?? (await openProfile(ask));
  const path = `/pupils/${idFrom(ask, 'enrolmentId')}`;
  return schoolPage(
    ask,
    school,
    {
      title: text.pupilForm.editTitle(profile.values.fullName ?? ''),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/pupils'), label: text.pupils.title },
        { href: schoolPath(school, path), label: profile.values.fullName ?? '' },
      ],
    },
    <PupilForm
      action={schoolPath(school, `${path}/edit`)}
      columns={pupilProfile(lists).columns}
      policies={lists.policy}
      typed={refused?.typed ?? { ...textsOf(profile.values), policyKeys: profile.policyKeys.join(',') }}
      faults={refused?.faults ?? []}
      kept={profile.values.ethnicKey ? ['ethnicKey'] : []}
      language={language}
      text={text}
    />,
    refused ? 422 : 200,
  );
}

pupilFormRoutes.get('/schools/:schoolId/pupils/:enrolmentId{[0-9]+}/edit', ask => editPage(ask));

pupilFormRoutes.post('/schools/:schoolId/pupils/:enrolmentId{[0-9]+}/edit', async ask => {
  const { language } = ask.var;
  const text = t(language).pupilForm;
  const typed = await typedIn(ask);
  const opened = await openProfile(ask);
  const { school, profile, lists } = opened;
  const { values, faults } = readOne(pupilProfile(lists), typed);
  const found = faultsBeside(faults, language, fieldsOfForm);
  if (!values) return editPage(ask, { typed, faults: found.faults }, opened);
  const enrolmentId = idFrom(ask, 'enrolmentId');
  const correction = correctPupil(enrolmentId, profile, values, chosen(typed, lists.policy));
  if (correction.changed.length === 0) say(ask, 'note', text.nothing);
  else {
    const answer = await tried(ask, () =>
      performFor(ask, changePupils, { schoolId: school.schoolId, pupils: [correction] }),
    );
    if ('faults' in answer) return editPage(ask, { typed, faults: answer.faults }, opened);
    told(ask, text.saved, found.warnings);
  }
  return ask.redirect(schoolPath(school, `/pupils/${enrolmentId}`), 303);
});

const openClass = (ask: Ask) =>
  onSchool(
    ask,
    async (db, school) => {
      if (!school.mayRun) throw new NotAllowed();
      const found = await findClass(db, ask.var.actor, school, idFrom(ask, 'classId'));
      if (!found || found.klass.endedOn !== null) throw new NotAllowed();
      return { school, klass: found.klass, lists: await importLists(db, ask.var.system.today()) };
    },
    db => yearOfClass(db, idFrom(ask, 'schoolId'), idFrom(ask, 'classId')),
  );

async function newPage(ask: Ask, refused?: Refused, opened?: Awaited<ReturnType<typeof openClass>>) {
  const { language } = ask.var;
  const text = t(language);
  const { school, klass, lists } = opened ?? (await openClass(ask));
  const { columns } = pupilSheet(lists);
  const ways = columns.status.choices.filter(each => each.value === 'studying' || each.value === 'transferred-in');
  return schoolPage(
    ask,
    school,
    {
      title: text.pupilForm.newTitle(klass.name),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/classes'), label: text.classes.title },
        { href: schoolPath(school, `/classes/${klass.classId}`), label: klass.name },
      ],
    },
    <PupilForm
      action={`/schools/${school.schoolId}/classes/${klass.classId}/pupils/new`}
      columns={{ ...columns, status: { ...columns.status, choices: ways } }}
      policies={lists.policy}
      typed={refused?.typed ?? {}}
      faults={refused?.faults ?? []}
      coming={comingKeys.filter(key => key !== 'grade' || klass.grades.length > 1)}
      language={language}
      text={text}
    />,
    refused ? 422 : 200,
  );
}

pupilFormRoutes.get('/schools/:schoolId/classes/:classId{[0-9]+}/pupils/new', ask => newPage(ask));

pupilFormRoutes.post('/schools/:schoolId/classes/:classId{[0-9]+}/pupils/new', async ask => {
  const { language, system } = ask.var;
  const text = t(language).pupilForm;
  const typed = await typedIn(ask);
  const opened = await openClass(ask);
  const { school, klass, lists } = opened;
  const { values, faults } = readOne(pupilSheet(lists), { ...typed, className: klass.name });
  const found = faultsBeside(faults, language, fieldsOfForm);
  if (!values) return newPage(ask, { typed, faults: found.faults }, opened);
  const target = { schoolId: school.schoolId, schoolYear: klass.schoolYear, today: system.today() };
  const checked = await onSchool(ask, db => checkNewPupil(db, target, values));
  const met = faultsBeside(checked.faults, language, fieldsOfForm);
  if (!checked.enrol) return newPage(ask, { typed, faults: met.faults }, opened);
  const pupil = { ...checked.enrol, classId: klass.classId, policyKeys: chosen(typed, lists.policy) };
  const answer = await tried(ask, () => performFor(ask, enrolPupils, { schoolId: school.schoolId, pupils: [pupil] }));
  if ('faults' in answer) return newPage(ask, { typed, faults: answer.faults }, opened);
  told(ask, text.enrolled(values.fullName, klass.name), [...found.warnings, ...met.warnings]);
  return ask.redirect(`/schools/${school.schoolId}/classes/${klass.classId}`, 303);
});
