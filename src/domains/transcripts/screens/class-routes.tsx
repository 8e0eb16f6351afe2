import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  Chips,
  Dialog,
  Facts,
  type FieldFault,
  Form,
  Notice,
  PrintButton,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import { askSigning } from '../commands/ask-signing.ts';
import { confirmCourse } from '../commands/confirm-course.ts';
import { makeTranscripts } from '../commands/make-transcripts.ts';
import { type ClassSeen, type PupilLine, readClassTranscripts } from '../queries/class-transcripts.ts';
import { signingRoles, whyNotYet } from '../rules/signing-order.ts';
import { type DeskWords, deskWords } from '../words/desk.ts';
import { CoursesTable, PupilsTable } from './class-tables.tsx';
import { classPath, idsIn, transcriptsPath } from './desk-page.tsx';

/** A class's transcripts: subject teachers confirm, the homeroom teacher signs, the office makes and follows. */
export const classTranscriptRoutes = routes();
const base = '/schools/:schoolId/classes/:classId{[0-9]+}/transcripts';
const ofClass = (ask: Ask) => ({ schoolId: idFrom(ask, 'schoolId'), classId: idFrom(ask, 'classId') });
const back = (ask: Ask) => ask.redirect(classPath(idFrom(ask, 'schoolId'), idFrom(ask, 'classId')), 303);

classTranscriptRoutes.get(base, ask => classPage(ask));

classTranscriptRoutes.post(`${base}/make`, async ask => {
  const why = (await readForm(ask)).text('why');
  const done = await attempt(ask, () => performFor(ask, makeTranscripts, { ...ofClass(ask), ...(why ? { why } : {}) }));
  if (!done.ok) return classPage(ask, { form: 'make', why, faults: done.faults });
  const { made, superseded, waiting } = done.answer;
  say(ask, 'done', deskWords(ask.var.language).klass.made(made, superseded, waiting));
  return back(ask);
});

classTranscriptRoutes.post(`${base}/confirm`, async ask => {
  const courseIds = idsIn((await readForm(ask)).text('courseIds'));
  // The form names the courses; one without any was never ours.
  if (courseIds.length === 0) throw new NotAllowed();
  const { schoolId } = ofClass(ask);
  const done = await attempt(ask, async () => {
    for (const courseId of courseIds) await performFor(ask, confirmCourse, { schoolId, courseId });
  });
  if (!done.ok) return classPage(ask, { form: 'confirm', why: '', faults: done.faults });
  say(ask, 'done', deskWords(ask.var.language).klass.confirmed);
  return back(ask);
});

classTranscriptRoutes.post(`${base}/sign`, async ask => {
  const form = await readForm(ask);
  const role = signingRoles.find(each => each === form.text('role')) ?? 'homeroom';
  const { schoolId, classId } = ofClass(ask);
  const done = await attempt(ask, () =>
    performFor(ask, askSigning, { schoolId, schoolYear: form.text('schoolYear'), role, classIds: [classId] }),
  );
  if (!done.ok) return classPage(ask, { form: 'sign', why: '', faults: done.faults });
  return ask.redirect(`/schools/${schoolId}/transcripts/orders/${done.answer.signingOrderId}`, 303);
});

interface Refused {
  form: 'make' | 'confirm' | 'sign';
  why: string;
  faults: FieldFault[];
}

async function classPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = deskWords(ask.var.language);
  const { schoolId, classId } = ofClass(ask);
  const { klass, courses, pupils } = await readFor(ask, 'transcripts', db =>
    readClassTranscripts(db, ask.var.actor, schoolId, classId),
  );
  const mine = courses.filter(course => course.mayConfirm && course.hash && course.state !== 'confirmed');
  const confirmed = courses.every(course => course.state === 'confirmed' || !course.hash);
  const changed = pupils.filter(pupil => pupil.isChanged).length;
  const atClass = { href: `/schools/${schoolId}/classes/${classId}`, label: text.klass.name(klass.name) };
  // Signed first, what the ledger changed since would have to be signed again.
  const isToRemake = klass.mayMake && changed > 0;
  return screen(
    ask,
    {
      title: text.klass.title(klass.name),
      crumbs: [{ href: transcriptsPath(klass), label: text.klass.back }],
      facts: (
        <Facts
          items={[
            <a href={atClass.href}>{atClass.label}</a>,
            klass.schoolYear,
            klass.isApproved ? text.klass.approved : undefined,
          ]}
        />
      ),
      marks: <Marks klass={klass} pupils={pupils} text={text} />,
      actions: (
        <>
          {isToRemake && <Remake klass={klass} changed={changed} refused={refused} text={text} />}
          <NextStep
            filled={!isToRemake}
            klass={klass}
            pupils={pupils}
            mine={mine.map(course => course.courseId)}
            confirmed={confirmed}
            text={text}
          />
          <ButtonLink href={transcriptsPath(klass, '/keys')}>{text.keys}</ButtonLink>
          <PrintButton>{text.print}</PrintButton>
        </>
      ),
      source: text.source,
    },
    <Stack>
      {refused && refused.form !== 'make' && refused.faults.map(fault => <Notice kind="fault">{fault.words}</Notice>)}
      {refused?.form === 'make' &&
        changed === 0 &&
        refused.faults.map(fault => <Notice kind="fault">{fault.words}</Notice>)}
      <CoursesTable courses={courses} klass={klass} text={text} language={ask.var.language} />
      {klass.mayRead && <PupilsTable pupils={pupils} klass={klass} text={text} />}
    </Stack>,
    refused ? 422 : 200,
  );
}

function Marks({ klass, pupils, text }: { klass: ClassSeen; pupils: PupilLine[]; text: DeskWords }) {
  const changed = pupils.filter(pupil => pupil.isChanged && !pupil.transcript?.isRevoked).length;
  return (
    <Chips>
      {!klass.isApproved && <StateChip state="near">{text.klass.notApproved}</StateChip>}
      {changed > 0 && <StateChip state="behind">{text.klass.changed(count(changed))}</StateChip>}
      {pupils.some(pupil => pupil.transcript?.isDevelopment) && (
        <StateChip state="near">{text.developmentShort}</StateChip>
      )}
    </Chips>
  );
}

/** The one thing to do next: confirm, then make, then sign. */
function NextStep(props: {
  filled: boolean;
  klass: ClassSeen;
  pupils: PupilLine[];
  mine: number[];
  confirmed: boolean;
  text: DeskWords;
}) {
  const { filled, klass, pupils, mine, confirmed, text } = props;
  const path = (act: string) => classPath(klass.schoolId, klass.classId, `/${act}`);
  if (mine.length > 0)
    return (
      <Form action={path('confirm')} hidden={{ courseIds: mine.join(',') }}>
        <Button filled={filled} icon="check">
          {text.klass.confirmMine(count(mine.length))}
        </Button>
      </Form>
    );
  const toMake = pupils.filter(pupil => !pupil.transcript && !pupil.waitsFor).length;
  if (klass.mayMake && klass.isApproved && toMake > 0)
    return (
      <Form action={path('make')}>
        <Button filled={filled}>{text.klass.make(count(toMake))}</Button>
      </Form>
    );
  for (const role of klass.maySignAs) {
    const ready = pupils.filter(
      ({ transcript }) =>
        transcript &&
        whyNotYet(role, {
          isNewest: true,
          isRevoked: transcript.isRevoked,
          signed: transcript.signed,
          coursesConfirmed: confirmed,
        }) === undefined,
    ).length;
    if (ready === 0) continue;
    const label = { homeroom: text.klass.signHomeroom, principal: text.school.sign, seal: text.school.seal }[role];
    return (
      <Form action={path('sign')} hidden={{ role, schoolYear: klass.schoolYear }}>
        <Button filled={filled} icon="check">
          {label(count(ready))}
        </Button>
      </Form>
    );
  }
  return null;
}

/** Changed facts: a new version, with its reason. */
function Remake(props: { klass: ClassSeen; changed: number; refused: Refused | undefined; text: DeskWords }) {
  const { klass, changed, refused, text } = props;
  const faults = refused?.form === 'make' ? refused.faults : [];
  const label = text.klass.remake(count(changed));
  return (
    <Dialog title={label} opens={label} filled open={faults.length > 0}>
      <Form
        action={classPath(klass.schoolId, klass.classId, '/make')}
        faults={faults}
        buttons={<Button filled>{label}</Button>}
      >
        <TextField
          name="why"
          label={text.klass.remakeWhy}
          help={text.klass.remakeHelp}
          value={refused?.why}
          maxLength={500}
        />
      </Form>
    </Dialog>
  );
}
