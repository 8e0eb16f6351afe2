import { day } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  DayField,
  Dialog,
  Facts,
  type FieldFault,
  Form,
  Panel,
  Row,
  RowTitle,
  Select,
  type Slot,
  Stack,
  type State,
  StateChip,
  TextField,
} from '#ui';
import { acceptTransfer, refuseTransfer, withdrawTransfer } from '../commands/transfer-pupil.ts';
import { classOptions } from '../queries/classes.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { listTransfers, type TransferLine } from '../queries/transfers.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, gradeTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

export const transferRoutes = routes();

interface Refused {
  key: string;
  typed: Record<string, string>;
  faults: FieldFault[];
}

const states: Record<TransferLine['state'], State> = {
  waiting: 'near',
  accepted: 'ok',
  refused: 'behind',
  withdrawn: 'silent',
  outside: 'ok',
};
const keyOf = (line: { fromSchoolId: number; transferId: number }) => `${line.fromSchoolId}-${line.transferId}`;

transferRoutes.get('/schools/:schoolId/transfers', ask => transfersPage(ask));

for (const act of ['accept', 'refuse', 'withdraw'] as const) {
  transferRoutes.post(`/schools/:schoolId/transfers/:fromSchoolId{[0-9]+}/:transferId{[0-9]+}/${act}`, async ask => {
    const typed = await typedIn(ask);
    const { said } = t(ask.var.language).transfers;
    const [schoolId, fromSchoolId, transferId] = [
      idFrom(ask, 'schoolId'),
      idFrom(ask, 'fromSchoolId'),
      idFrom(ask, 'transferId'),
    ];
    const answer = await tried(ask, async () => {
      if (act === 'accept') {
        await performFor(ask, acceptTransfer, {
          schoolId,
          fromSchoolId,
          transferId,
          classId: idTyped(typed.classId),
          grade: gradeTyped(typed.grade),
          day: dayTyped(typed.day),
        });
        return said.accepted;
      }
      if (act === 'refuse') {
        await performFor(ask, refuseTransfer, { schoolId, fromSchoolId, transferId, reason: typed.reason ?? '' });
        return said.refused;
      }
      if (fromSchoolId !== schoolId) throw new NotAllowed();
      await performFor(ask, withdrawTransfer, { schoolId, transferId });
      return said.withdrawn;
    });
    if ('faults' in answer)
      return transfersPage(ask, { key: `${act}-${fromSchoolId}-${transferId}`, typed, faults: answer.faults });
    say(ask, 'done', answer.done);
    return ask.redirect(`/schools/${schoolId}/transfers`, 303);
  });
}

async function transfersPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = t(ask.var.language);
  const today = ask.var.system.today();
  const { school, out, into, classes } = await onSchool(ask, async (db, school) => {
    if (!school.mayRead) throw new NotAllowed();
    return {
      school,
      ...(await listTransfers(db, school.schoolId, today)),
      classes: school.mayRun ? await classOptions(db, school.schoolId, school.schoolYear) : [],
    };
  });
  const words = text.transfers;
  return schoolPage(
    ask,
    school,
    {
      title: words.title,
      tab: 'transfers',
      actions: school.mayRun && (
        <ButtonLink href={`/schools/${school.schoolId}/handover/import`}>{words.takeIn}</ButtonLink>
      ),
    },
    <Stack>
      <Panel title={words.into}>
        {into.length === 0 ? (
          <p class="soft">{words.noInto}</p>
        ) : (
          <Stack>
            {into.map(line => (
              <Transfer line={line} other={words.from(line.otherSchool ?? '')} text={text}>
                {line.state === 'waiting' && school.mayRun && (
                  <Answer line={line} school={school} classes={classes} today={today} refused={refused} text={text} />
                )}
              </Transfer>
            ))}
          </Stack>
        )}
      </Panel>
      <Panel title={words.out}>
        {out.length === 0 ? (
          <p class="soft">{words.noOut}</p>
        ) : (
          <Stack>
            {out.map(line => (
              <Transfer
                line={line}
                other={words.to(line.otherSchool ?? '')}
                href={schoolPath(school, `/pupils/${line.enrolmentId}`)}
                text={text}
              >
                {line.state === 'waiting' && school.mayRun && (
                  <Form
                    action={`/schools/${school.schoolId}/transfers/${line.fromSchoolId}/${line.transferId}/withdraw`}
                    buttons={<Button quiet>{words.withdraw}</Button>}
                  />
                )}
              </Transfer>
            ))}
          </Stack>
        )}
      </Panel>
    </Stack>,
    refused ? 422 : 200,
  );
}

function Transfer(props: { line: TransferLine; other: string; href?: string; text: SchoolWords; children?: Slot }) {
  const { line, text } = props;
  return (
    <div>
      <Row>
        <RowTitle
          {...(props.href ? { href: props.href } : {})}
          facts={[
            day(line.birthDay),
            text.grade([line.grade]),
            props.other,
            text.transfers.asked(day(line.askedOn)),
            line.reason,
          ]}
        >
          {line.fullName}
        </RowTitle>
        <StateChip state={states[line.state]}>{text.transferStates[line.state]}</StateChip>
      </Row>
      {line.answeredOn && <Facts items={[day(line.answeredOn), line.answerReason]} />}
      {props.children}
    </div>
  );
}

function Answer(props: {
  line: TransferLine;
  school: SchoolSeen;
  classes: { classId: number; name: string; grades: number[] }[];
  today: string;
  refused: Refused | undefined;
  text: SchoolWords;
}) {
  const { line, school, refused, text } = props;
  const words = text.transfers;
  const path = `/schools/${school.schoolId}/transfers/${line.fromSchoolId}/${line.transferId}`;
  const open = (act: string) => (refused?.key === `${act}-${keyOf(line)}` ? refused : undefined);
  const [accepting, refusing] = [open('accept'), open('refuse')];
  const fitting = props.classes.filter(each => each.grades.includes(line.grade));
  return (
    <Row>
      <Dialog title={words.accept} opens={words.accept} open={accepting !== undefined}>
        <Form
          action={`${path}/accept`}
          hidden={{ grade: line.grade }}
          faults={accepting?.faults ?? []}
          buttons={<Button filled>{words.accept}</Button>}
        >
          <Select
            name="classId"
            label={words.klass}
            width="medium"
            value={accepting?.typed.classId}
            options={fitting.map(each => ({ value: String(each.classId), label: each.name }))}
          />
          <DayField name="day" label={words.day} value={accepting?.typed.day ?? props.today} />
        </Form>
      </Dialog>
      <Dialog title={words.refuse} opens={words.refuse} open={refusing !== undefined}>
        <Form
          action={`${path}/refuse`}
          faults={refusing?.faults ?? []}
          buttons={<Button danger>{words.refuse}</Button>}
        >
          <TextField name="reason" label={words.reason} lines={2} value={refusing?.typed.reason} />
        </Form>
      </Dialog>
    </Row>
  );
}
