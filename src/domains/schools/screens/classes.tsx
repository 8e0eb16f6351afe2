import { count, day, fromTenths } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  Chips,
  Choice,
  type Column,
  DataTable,
  Dialog,
  Facts,
  type FieldFault,
  Form,
  LinkList,
  Pill,
  PrintButton,
  RowFigure,
  RowTitle,
  Select,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import { nameHomerooms } from '../commands/assign-teaching.ts';
import { endClass, makeClasses } from '../commands/make-classes.ts';
import { type ClassLine, type ClassPupil, classesOfYear, findClass, yearOfClass } from '../queries/classes.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { sitesOfSchool } from '../queries/sites.ts';
import { listStaff } from '../queries/staff.ts';
import { gradesOf, mostPupils } from '../rules/levels.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { ClassActs, type ClassActsProps, classActs } from './class-acts.tsx';
import { ClassTabs } from './class-tabs.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const classRoutes = routes();

classRoutes.get('/schools/:schoolId/classes', ask => classList(ask));

classRoutes.post('/schools/:schoolId/classes', async ask => {
  const typed = await typedIn(ask);
  const schoolId = idFrom(ask, 'schoolId');
  const grades = (typed.grades ?? '').split(',').filter(Boolean).map(Number);
  const siteId = idTyped(typed.siteId);
  const answer = await tried(ask, () =>
    performFor(ask, makeClasses, {
      schoolId,
      schoolYear: typed.schoolYear ?? '',
      classes: [{ name: typed.name ?? '', grades, ...(siteId ? { siteId } : {}) }],
    }),
  );
  if ('faults' in answer) return classList(ask, typed, answer.faults);
  say(ask, 'done', t(ask.var.language).classes.made(typed.name ?? ''));
  return ask.redirect(`/schools/${schoolId}/classes?year=${typed.schoolYear}`, 303);
});

async function classList(ask: Ask, typed: Record<string, string> = {}, faults: FieldFault[] = []): Promise<Response> {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const { school, classes, sites } = await onSchool(ask, async (db, school) => ({
    school,
    classes: await classesOfYear(db, actor, school),
    sites: school.mayRun ? await sitesOfSchool(db, school.schoolId, system.today()) : [],
  }));
  const actions = (
    <>
      {school.mayRun && (
        <ButtonLink href={schoolPath(school, '/files/classes')} download icon="download">
          {text.imports.export}
        </ButtonLink>
      )}
      <PrintButton>{text.print}</PrintButton>
    </>
  );
  return schoolPage(
    ask,
    school,
    { title: text.classes.title, tab: 'classes', actions },
    <Stack>
      {school.mayRun && <NewClass school={school} sites={sites} typed={typed} faults={faults} text={text} />}
      <DataTable
        caption={text.classes.caption}
        columns={classColumns(school, classes, text)}
        rows={classes}
        totals={
          classes.length > 0
            ? { name: text.classes.total, pupils: count(sum(classes, 'pupils')), girls: count(sum(classes, 'girls')) }
            : {}
        }
        empty={{
          text: text.classes.empty,
          ...(school.mayRun
            ? { step: { href: schoolPath(school, '/imports', { as: 'classes' }), label: text.home.bring } }
            : {}),
        }}
      />
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

const sum = (classes: ClassLine[], of: 'pupils' | 'girls') => classes.reduce((all, each) => all + each[of], 0);

function classColumns(school: SchoolSeen, classes: ClassLine[], text: SchoolWords): Column<ClassLine>[] {
  const { heads } = text.classes;
  const isOver = (one: ClassLine) => one.pupils > (mostPupils(one.grades) ?? Number.POSITIVE_INFINITY);
  return [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      fold: 'full',
      render: one => (
        <RowTitle
          {...(one.mayRead ? { href: schoolPath(school, `/classes/${one.classId}`) } : {})}
          facts={[text.grade(one.grades), one.grades.length > 1 && text.combined]}
        >
          {one.name}
        </RowTitle>
      ),
    },
    ...(classes.some(one => one.site)
      ? [{ key: 'site', head: heads.site, fold: 'full' as const, render: (one: ClassLine) => one.site ?? '' }]
      : []),
    {
      key: 'homeroom',
      head: heads.homeroom,
      width: 'wide',
      fold: 'full',
      foldHead: true,
      render: one => one.homeroom ?? <StateChip state="near">{text.classes.noHomeroom}</StateChip>,
    },
    {
      key: 'pupils',
      head: heads.pupils,
      align: 'end',
      fold: 'start',
      foldHead: true,
      render: one => (
        <>
          {isOver(one) && <StateChip state="near">{text.classes.over(mostPupils(one.grades) ?? 0)}</StateChip>}{' '}
          <RowFigure>{count(one.pupils)}</RowFigure>
        </>
      ),
    },
    { key: 'girls', head: heads.girls, align: 'end', fold: 'end', foldHead: true, render: one => count(one.girls) },
    { key: 'subjects', head: heads.subjects, align: 'end', fold: 'hide', render: one => count(one.subjects) },
  ];
}

function NewClass({
  school,
  sites,
  typed,
  faults,
  text,
}: {
  school: SchoolSeen;
  sites: { placeId: number; name: string }[];
  typed: Record<string, string>;
  faults: FieldFault[];
  text: SchoolWords;
}) {
  const { fields } = text.classes;
  return (
    <Dialog title={text.classes.addTitle} opens={text.classes.add} open={faults.length > 0}>
      <Form
        action={`/schools/${school.schoolId}/classes?year=${school.schoolYear}`}
        hidden={{ schoolYear: school.schoolYear }}
        faults={faults}
        buttons={<Button filled>{text.classes.add}</Button>}
      >
        <TextField
          name="name"
          label={fields.name}
          help={fields.nameHelp}
          value={typed.name}
          width="short"
          maxLength={50}
        />
        <Choice
          name="grades"
          many
          label={fields.grades}
          help={fields.gradesHelp}
          value={(typed.grades ?? '').split(',')}
          options={gradesOf(school.levels).map(grade => ({ value: String(grade), label: text.grade([grade]) }))}
        />
        {sites.length > 0 && (
          <Select
            name="siteId"
            label={fields.site}
            optional
            value={typed.siteId}
            choose={fields.mainSite}
            options={sites.map(site => ({ value: String(site.placeId), label: site.name }))}
          />
        )}
      </Form>
    </Dialog>
  );
}

classRoutes.get('/schools/:schoolId/classes/:classId{[0-9]+}', ask => classPage(ask));

for (const act of classActs) {
  classRoutes.post(`/schools/:schoolId/classes/:classId{[0-9]+}/${act}`, async ask => {
    const typed = await typedIn(ask);
    const [schoolId, classId, day] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId'), dayTyped(typed.day)];
    const answer = await tried(ask, async () => {
      if (act === 'end') return await performFor(ask, endClass, { schoolId, classId, day });
      const homeroom = { classId, staffPositionId: idTyped(typed.staffPositionId), fromDay: day };
      return await performFor(ask, nameHomerooms, { schoolId, homerooms: [homeroom] });
    });
    if ('faults' in answer) return classPage(ask, { act, typed, faults: answer.faults });
    say(ask, 'done', t(ask.var.language).klass.said[act]);
    return ask.redirect(`/schools/${schoolId}/classes/${classId}`, 303);
  });
}

/** The page of a class; after a fault, with the form that was refused standing open. */
async function classPage(ask: Ask, refused?: ClassActsProps['refused']): Promise<Response> {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const { school, found, staff } = await onSchool(
    ask,
    async (db, school) => ({
      school,
      found: await findClass(db, actor, school, idFrom(ask, 'classId')),
      staff: school.mayRun ? await listStaff(db, school) : [],
    }),
    db => yearOfClass(db, idFrom(ask, 'schoolId'), idFrom(ask, 'classId')),
  );
  if (!found) throw new NotAllowed();
  const { klass, pupils, teaching } = found;
  const most = mostPupils(klass.grades);
  const isOver = most !== undefined && pupils.length > most;
  return schoolPage(
    ask,
    school,
    {
      title: klass.name,
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/classes'), label: text.classes.title },
      ],
      facts: (
        <Facts
          items={[
            klass.schoolYear,
            text.grade(klass.grades),
            klass.grades.length > 1 && text.combined,
            klass.site,
            klass.homeroom ? text.klass.homeroom(klass.homeroom) : text.klass.noHomeroom,
            text.klass.size(count(pupils.length), count(pupils.filter(pupil => pupil.sex === 'female').length)),
            klass.endedOn && text.klass.ended(day(klass.endedOn)),
          ]}
        />
      ),
      marks: isOver ? (
        <Chips>
          <StateChip state="near">{text.klass.over(most)}</StateChip>
        </Chips>
      ) : undefined,
      actions: (
        <>
          {school.mayRun && klass.endedOn === null && (
            <ClassActs
              school={school}
              klass={klass}
              teachers={staff}
              today={system.today()}
              refused={refused}
              text={text}
            />
          )}
          <PrintButton>{text.print}</PrintButton>
        </>
      ),
    },
    <Stack>
      <ClassTabs school={school} classId={klass.classId} current="list" text={text} />
      <DataTable
        caption={`${text.klass.list} ${klass.name}`}
        dense
        columns={pupilColumns(school, klass.grades.length > 1, text)}
        rows={pupils}
        empty={{ text: text.klass.empty }}
      />
      <LinkList
        title={text.klass.teaching}
        empty={text.klass.noTeaching}
        items={teaching.map(each => ({
          title: each.subject,
          ...(school.mayRead ? { href: schoolPath(school, `/staff/${each.staffPositionId}`) } : {}),
          detail: (
            <Facts
              items={[
                each.teacher,
                each.term !== null && text.klass.term(each.term),
                each.lessonsTenths !== null && text.klass.lessons(fromTenths(each.lessonsTenths)),
              ]}
            />
          ),
        }))}
      />
    </Stack>,
    refused ? 422 : 200,
  );
}

function pupilColumns(school: SchoolSeen, isCombined: boolean, text: SchoolWords): Column<ClassPupil>[] {
  const { heads } = text.klass;
  return [
    {
      key: 'number',
      head: heads.number,
      align: 'end',
      width: 'narrow',
      fold: 'hide',
      render: (_, index) => count(index + 1),
    },
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: one => <a href={schoolPath(school, `/pupils/${one.enrolmentId}`)}>{one.fullName}</a>,
    },
    { key: 'birth', head: heads.birth, fold: 'start', render: one => day(one.birthDay) },
    { key: 'sex', head: heads.sex, fold: 'hide', render: one => (one.sex ? text.sexes[one.sex] : '') },
    { key: 'ethnic', head: heads.ethnic, fold: 'end', render: one => one.ethnic ?? '' },
    ...(isCombined
      ? [{ key: 'grade', head: heads.grade, fold: 'end' as const, render: (one: ClassPupil) => String(one.grade) }]
      : []),
    { key: 'code', head: heads.code, fold: 'hide', render: one => one.pupilCode },
    {
      key: 'number12',
      head: heads.number12,
      fold: 'hide',
      render: one => (one.hasCitizenNumber ? text.klass.has : <StateChip state="near">{text.klass.hasNot}</StateChip>),
    },
    {
      key: 'note',
      head: heads.note,
      fold: 'hide',
      render: one => (one.cameBy === 'admitted' ? '' : <Pill>{text.came[one.cameBy]}</Pill>),
    },
  ];
}
