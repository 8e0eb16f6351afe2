import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { Refusal } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  Chips,
  DataTable,
  type FieldFault,
  Form,
  Notice,
  PrintButton,
  Stack,
  StateChip,
} from '#ui';
import { askSigning } from '../commands/ask-signing.ts';
import { type Made, makeTranscripts } from '../commands/make-transcripts.ts';
import {
  type ClassLine,
  type OrderSeen,
  readClassLines,
  readOpenOrders,
  type SchoolSeen,
} from '../queries/school-transcripts.ts';
import { type SigningRole, signingRoles } from '../rules/signing-order.ts';
import { type DeskWords, deskWords } from '../words/desk.ts';
import { classPath, idsIn, onSchool, transcriptsPath, YearFacts } from './desk-page.tsx';
import { classColumns } from './school-table.tsx';

/** The school's transcripts of a year: how far each class is, what stands in the way, and the next step. */
export const schoolTranscriptRoutes = routes();

schoolTranscriptRoutes.get('/schools/:schoolId/transcripts', ask => schoolPage(ask));

schoolTranscriptRoutes.post('/schools/:schoolId/transcripts/make', async ask => {
  const { school, lines } = await readDesk(ask);
  const text = deskWords(ask.var.language).school;
  const sum: Made = { made: 0, superseded: 0, same: 0, waiting: 0 };
  let needWhy = 0;
  for (const { classId } of lines.filter(isToMake)) {
    try {
      const made = await performFor(ask, makeTranscripts, { schoolId: school.schoolId, classId });
      sum.made += made.made;
      sum.waiting += made.waiting;
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== 'why-needed') throw fault;
      needWhy++;
    }
  }
  say(
    ask,
    needWhy > 0 ? 'note' : 'done',
    `${text.made(sum.made, sum.waiting)}${needWhy > 0 ? ` ${text.needsWhy(needWhy)}` : ''}`,
  );
  return ask.redirect(transcriptsPath(school), 303);
});

schoolTranscriptRoutes.post('/schools/:schoolId/transcripts/sign', async ask => {
  const form = await readForm(ask);
  const role = signingRoles.find(each => each === form.text('role')) ?? 'seal';
  const schoolYear = form.text('schoolYear');
  const schoolId = idFrom(ask, 'schoolId');
  const done = await attempt(ask, () =>
    performFor(ask, askSigning, { schoolId, schoolYear, role, classIds: idsIn(form.text('classIds')) }),
  );
  if (!done.ok) return schoolPage(ask, done.faults);
  return ask.redirect(`/schools/${schoolId}/transcripts/orders/${done.answer.signingOrderId}`, 303);
});

const readDesk = (ask: Ask) =>
  onSchool(ask, async (db, school) => ({
    school,
    lines: await readClassLines(db, ask.var.actor, school.schoolId, school.schoolYear),
    orders: await readOpenOrders(db, school.schoolId, school.schoolYear),
  }));

/** Classes with results approved of pupils who have no transcript yet. */
const isToMake = (line: ClassLine) => line.isApproved && line.ready > line.made;

async function schoolPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const text = deskWords(ask.var.language);
  const { school, lines, orders } = await readDesk(ask);
  const sum = (of: (line: ClassLine) => number) => lines.reduce((all, line) => all + of(line), 0);
  return screen(
    ask,
    {
      title: text.title,
      crumbs: [{ href: `/schools/${school.schoolId}?year=${school.schoolYear}`, label: school.school }],
      facts: (
        <YearFacts
          school={school}
          more={[text.school.facts(count(sum(line => line.seal)), count(sum(line => line.pupils)))]}
        />
      ),
      marks: <Marks lines={lines} orders={orders} school={school} text={text} />,
      actions: (
        <>
          <NextStep school={school} lines={lines} text={text} />
          <ButtonLink href={transcriptsPath(school, '/keys')}>{text.keys}</ButtonLink>
          {school.mayIssue && (
            <ButtonLink href={`/schools/${school.schoolId}/handover/import`}>{text.takeIn}</ButtonLink>
          )}
          <PrintButton>{text.print}</PrintButton>
        </>
      ),
      source: text.source,
    },
    <Stack>
      {faults.map(fault => (
        <Notice kind="fault">{fault.words}</Notice>
      ))}
      <DataTable
        caption={text.school.caption}
        columns={classColumns(school, text)}
        rows={lines}
        empty={{ text: text.school.empty }}
      />
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

/** One filled button: the next step that the one who asks can take. */
function NextStep({ school, lines, text }: { school: SchoolSeen; lines: ClassLine[]; text: DeskWords }) {
  const waiting = (role: SigningRole) =>
    lines.filter(line => (role === 'principal' ? line.homeroom > line.principal : line.principal > line.seal));
  const toMake = lines.filter(isToMake);
  const [toSign, toSeal] = [school.maySign ? waiting('principal') : [], school.maySeal ? waiting('seal') : []];
  const order = (role: 'principal' | 'seal', classes: ClassLine[], label: string) => (
    <Form
      action={transcriptsPath(school, '/sign')}
      hidden={{ role, schoolYear: school.schoolYear, classIds: classes.map(line => line.classId).join(',') }}
    >
      <Button filled icon="check">
        {label}
      </Button>
    </Form>
  );
  const total = (classes: ClassLine[], of: (line: ClassLine) => number) =>
    count(classes.reduce((all, line) => all + of(line), 0));
  if (toSign.length > 0)
    return order('principal', toSign, text.school.sign(total(toSign, line => line.homeroom - line.principal)));
  if (toSeal.length > 0)
    return order('seal', toSeal, text.school.seal(total(toSeal, line => line.principal - line.seal)));
  if (toMake.length > 0 && school.mayIssue)
    return (
      <Form action={transcriptsPath(school, '/make')}>
        <Button filled>{text.school.make(count(toMake.length))}</Button>
      </Form>
    );
  const mine = lines.map(line => ({ ...line, open: line.courses.filter(isMineToConfirm).length }));
  const first = mine.find(line => line.open > 0);
  if (!first) return null;
  return (
    <ButtonLink href={classPath(school.schoolId, first.classId)} filled>
      {text.school.confirmMine(count(mine.reduce((all, line) => all + line.open, 0)), first.name)}
    </ButtonLink>
  );
}

const isMineToConfirm = (course: ClassLine['courses'][number]) =>
  course.mayConfirm && course.hash !== null && course.state !== 'confirmed';

function Marks(props: { lines: ClassLine[]; orders: OrderSeen[]; school: SchoolSeen; text: DeskWords }) {
  const { lines, orders, school, text } = props;
  const words = text.school.marks;
  const notApproved = lines.filter(line => !line.isApproved).length;
  const notMade = lines.filter(isToMake).reduce((all, line) => all + line.ready - line.made, 0);
  const unconfirmed = lines.filter(
    line => line.made > line.homeroom && line.courses.some(course => course.state !== 'confirmed' && course.hash),
  );
  const unsigned = lines.filter(line => line.made > line.homeroom);
  const waiting = unsigned.reduce((all, line) => all + line.made - line.homeroom, 0);
  const first = (classes: ClassLine[]) => classPath(school.schoolId, classes[0]?.classId ?? 0);
  return (
    <Chips>
      {orders.map(order => (
        <StateChip state="near" href={`/schools/${school.schoolId}/transcripts/orders/${order.signingOrderId}`}>
          {text.order.open(count(order.done), count(order.total))}
        </StateChip>
      ))}
      {notApproved > 0 && (
        <StateChip
          state="near"
          {...(school.mayRead ? { href: `/schools/${school.schoolId}/year-end?year=${school.schoolYear}` } : {})}
        >
          {words.notApproved(count(notApproved))}
        </StateChip>
      )}
      {notMade > 0 && <StateChip state="near">{text.school.notMade(count(notMade))}</StateChip>}
      {unconfirmed.length > 0 && (
        <StateChip state="near" href={first(unconfirmed)}>
          {words.unconfirmed(count(unconfirmed.length))}
        </StateChip>
      )}
      {waiting > 0 && (
        <StateChip state="near" href={first(unsigned)}>
          {words.homeroom(count(waiting))}
        </StateChip>
      )}
      {orders.length + notApproved + notMade + unconfirmed.length + waiting === 0 && (
        <StateChip state="ok">{words.fine}</StateChip>
      )}
    </Chips>
  );
}
