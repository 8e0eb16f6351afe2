import { count, day, fromTenths } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { readNumber } from '#platform/text/index.ts';
import {
  Button,
  type Column,
  DataTable,
  DayField,
  Dialog,
  Facts,
  type FieldFault,
  Form,
  Select,
  Stack,
  TextField,
} from '#ui';
import { assignTeaching, endTeaching } from '../commands/assign-teaching.ts';
import { classOptions } from '../queries/classes.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { type AssignmentLine, listAssignments, listStaff, subjectOptions } from '../queries/staff.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { exportButton, schoolPage, schoolPath } from './school-page.tsx';

export const assignmentRoutes = routes();

interface Refused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

assignmentRoutes.get('/schools/:schoolId/assignments', ask => assignmentsPage(ask));

assignmentRoutes.post('/schools/:schoolId/assignments', async ask => {
  const { language } = ask.var;
  const text = t(language);
  const typed = await typedIn(ask);
  const schoolId = idFrom(ask, 'schoolId');
  const lessons = typed.lessons ? readNumber(typed.lessons) : undefined;
  const wrong =
    typed.lessons && lessons === undefined ? [{ field: 'lessons', words: text.assignments.notANumber }] : [];
  const empty = (['classId', 'subjectKey', 'staffPositionId'] as const)
    .filter(field => !typed[field])
    .map(field => ({ field, words: text.assignments.choose }));
  if (wrong.length + empty.length > 0) return assignmentsPage(ask, { typed, faults: [...empty, ...wrong] });
  const fromDay = dayTyped(typed.fromDay);
  const answer = await tried(ask, () =>
    performFor(ask, assignTeaching, {
      schoolId,
      assignments: [
        {
          classId: idTyped(typed.classId),
          subjectKey: typed.subjectKey ?? '',
          staffPositionId: idTyped(typed.staffPositionId),
          ...(typed.term === '1' ? { term: 1 as const } : typed.term === '2' ? { term: 2 as const } : {}),
          ...(lessons === undefined ? {} : { lessonsAWeekTenths: Math.round(lessons * 10) }),
          ...(fromDay ? { fromDay } : {}),
        },
      ],
    }),
  );
  if ('faults' in answer) {
    const faults = answer.faults.map(each =>
      each.field === 'lessonsAWeekTenths' ? { ...each, field: 'lessons' } : each,
    );
    return assignmentsPage(ask, { typed, faults });
  }
  say(ask, 'done', text.assignments.assigned);
  return ask.redirect(`/schools/${schoolId}/assignments?year=${encodeURIComponent(ask.req.query('year') ?? '')}`, 303);
});

/** Who teaches what; after a fault, with the form standing open. */
async function assignmentsPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = t(ask.var.language);
  const { school, lines, classes, staff, subjects } = await onSchool(ask, async (db, school) => {
    if (refused && !school.mayRun) throw new NotAllowed();
    return {
      school,
      lines: await listAssignments(db, school),
      classes: school.mayRun ? await classOptions(db, school.schoolId, school.schoolYear) : [],
      staff: school.mayRun ? await listStaff(db, school) : [],
      subjects: school.mayRun ? await subjectOptions(db, school.levels) : [],
    };
  });
  return schoolPage(
    ask,
    school,
    {
      title: text.assignments.title,
      tab: 'assignments',
      facts: <Facts items={[text.home.asOf(school.schoolYear, day(school.asOf)), count(lines.length)]} />,
      actions: exportButton(school, 'assignments', text),
    },
    <Stack>
      {school.mayRun && (
        <NewAssignment
          school={school}
          classes={classes}
          staff={staff}
          subjects={subjects}
          refused={refused}
          text={text}
        />
      )}
      <DataTable
        caption={text.assignments.caption}
        dense
        filter
        rows={lines}
        columns={assignmentColumns(school, text)}
        empty={{
          text: text.assignments.empty,
          ...(school.mayRun
            ? { step: { href: schoolPath(school, '/imports', { as: 'assignments' }), label: text.home.bring } }
            : {}),
        }}
      />
    </Stack>,
    refused ? 422 : 200,
  );
}

function assignmentColumns(school: SchoolSeen, text: SchoolWords): Column<AssignmentLine>[] {
  const { heads } = text.assignments;
  return [
    {
      key: 'class',
      head: heads.klass,
      rowHead: true,
      fold: 'start',
      render: one => <a href={schoolPath(school, `/classes/${one.classId}`)}>{one.className}</a>,
    },
    { key: 'subject', head: heads.subject, width: 'wide', fold: 'full', render: one => one.subject },
    { key: 'teacher', head: heads.teacher, width: 'wide', fold: 'full', render: one => one.teacher },
    {
      key: 'term',
      head: heads.term,
      fold: 'start',
      render: one => (one.term === null ? text.assignments.whole : text.klass.term(one.term)),
    },
    {
      key: 'lessons',
      head: heads.lessons,
      align: 'end',
      fold: 'end',
      foldHead: true,
      render: one => (one.lessonsTenths === null ? '' : fromTenths(one.lessonsTenths)),
    },
    ...(school.mayRun
      ? [
          {
            key: 'end',
            head: '',
            fold: 'end' as const,
            render: (one: AssignmentLine) => (
              <a href={schoolPath(school, `/assignments/${one.teachingAssignmentId}/end`)}>{text.assignments.end}</a>
            ),
          },
        ]
      : []),
  ];
}

function NewAssignment(props: {
  school: SchoolSeen;
  classes: { classId: number; name: string }[];
  staff: { staffPositionId: number; fullName: string; staffCode: string }[];
  subjects: { subjectKey: string; name: string }[];
  refused: Refused | undefined;
  text: SchoolWords;
}) {
  const { school, refused, text } = props;
  const { heads, ...words } = text.assignments;
  const typed = refused?.typed ?? {};
  return (
    <Dialog title={words.add} opens={words.add} open={refused !== undefined}>
      <Form
        action={schoolPath(school, '/assignments')}
        faults={refused?.faults ?? []}
        buttons={<Button filled>{words.add}</Button>}
      >
        <Select
          name="classId"
          label={heads.klass}
          width="medium"
          value={typed.classId}
          options={props.classes.map(each => ({ value: String(each.classId), label: each.name }))}
        />
        <Select
          name="subjectKey"
          label={heads.subject}
          help={words.replaces}
          value={typed.subjectKey}
          options={props.subjects.map(each => ({ value: each.subjectKey, label: each.name }))}
        />
        <Select
          name="staffPositionId"
          label={heads.teacher}
          value={typed.staffPositionId}
          options={props.staff.map(each => ({
            value: String(each.staffPositionId),
            label: `${each.fullName} (${each.staffCode})`,
          }))}
        />
        <Select
          name="term"
          label={heads.term}
          optional
          width="short"
          choose={words.whole}
          value={typed.term}
          options={['1', '2'].map(value => ({ value, label: text.klass.term(Number(value)) }))}
        />
        <TextField
          name="lessons"
          label={heads.lessons}
          optional
          width="short"
          keyboard="decimal"
          value={typed.lessons}
        />
        <DayField name="fromDay" label={text.klass.acts.from} value={typed.fromDay ?? school.asOf} />
      </Form>
    </Dialog>
  );
}

const endPath = '/schools/:schoolId/assignments/:teachingAssignmentId{[0-9]+}/end';

/** One assignment ends with nobody in its place: a page of its own, that needs no script in a long list. */
async function endPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = t(ask.var.language);
  const { school, line } = await onSchool(ask, async (db, school) => {
    if (!school.mayRun) throw new NotAllowed();
    const id = idFrom(ask, 'teachingAssignmentId');
    return { school, line: (await listAssignments(db, school)).find(each => each.teachingAssignmentId === id) };
  });
  if (!line) throw new NotAllowed();
  const words = text.assignments;
  return schoolPage(
    ask,
    school,
    {
      title: words.endTitle(line.subject, line.className),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/assignments'), label: words.title },
      ],
      facts: <Facts items={[line.teacher, line.term === null ? words.whole : text.klass.term(line.term)]} />,
    },
    <Form
      action={schoolPath(school, `/assignments/${line.teachingAssignmentId}/end`)}
      faults={refused?.faults ?? []}
      buttons={<Button danger>{words.end}</Button>}
    >
      <DayField name="day" label={words.endDay} value={refused?.typed.day ?? school.asOf} />
    </Form>,
    refused ? 422 : 200,
  );
}

assignmentRoutes.get(endPath, ask => endPage(ask));

assignmentRoutes.post(endPath, async ask => {
  const typed = await typedIn(ask);
  const [schoolId, teachingAssignmentId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'teachingAssignmentId')];
  const answer = await tried(ask, () =>
    performFor(ask, endTeaching, { schoolId, teachingAssignmentId, day: dayTyped(typed.day) }),
  );
  if ('faults' in answer) return endPage(ask, { typed, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).assignments.ended);
  return ask.redirect(`/schools/${schoolId}/assignments?year=${encodeURIComponent(ask.req.query('year') ?? '')}`, 303);
});
