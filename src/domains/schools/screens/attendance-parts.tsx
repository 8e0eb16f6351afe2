import { day as dayShown } from '#platform/format.ts';
import { Button, ButtonLink, DayField, Form, Panel, Row, Stack, Tabs } from '#ui';
import type { AttendanceConflict } from '../queries/attendance.ts';
import type { MarkKind } from '../rules/absences.ts';
import { type Session, sessions } from '../rules/school-day.ts';
import type { SchoolWords } from '../words/index.ts';

/** From day to day and session to session; any other day by its date. */
export function DayWay(props: {
  day: string;
  session: Session;
  taken: Session[];
  previous: string;
  next: string | undefined;
  address: (day: string, session?: Session) => string;
  action: string;
  today: string;
  text: SchoolWords;
}) {
  const { text, session } = props;
  const words = text.attendance;
  return (
    <Stack>
      <Tabs
        label={words.session}
        tabs={sessions.map(each => ({
          href: props.address(props.day, each),
          label: `${text.sessions[each]}${props.taken.includes(each) ? ' ✓' : ''}`,
          current: each === session,
        }))}
      />
      <Row>
        <ButtonLink href={props.previous} icon="chevron-left">
          {words.previous}
        </ButtonLink>
        {props.next && (
          <ButtonLink href={props.next} icon="chevron-right">
            {words.next}
          </ButtonLink>
        )}
        {props.day !== props.today && <ButtonLink href={props.address(props.today)}>{words.today}</ButtonLink>}
      </Row>
    </Stack>
  );
}

export function DayChoice(props: { action: string; day: string; hidden?: Record<string, string>; text: SchoolWords }) {
  const words = props.text.attendance;
  return (
    <Form method="get" inline action={props.action} hidden={props.hidden ?? {}} buttons={<Button>{words.go}</Button>}>
      <DayField name="day" label={words.day} value={props.day} />
    </Form>
  );
}

/** Two people marked a pupil differently: what each wrote, and the choice between them. */
export function Conflicts(props: {
  conflicts: AttendanceConflict[];
  action: string;
  mayTake: boolean;
  back: { day: string; session: Session };
  text: SchoolWords;
}) {
  const words = props.text.attendance;
  const told = (kind: MarkKind, reason: string | null) =>
    `${(words.marks[kind] ?? '').toLowerCase()}${reason ? ` (${reason})` : ''}`;
  return (
    <section id="conflicts">
      <Panel title={words.conflicts.title}>
        <Stack>
          {props.conflicts.map(one => (
            <div>
              <p>
                <strong>{one.fullName}</strong>
                {` · ${dayShown(one.day)}, ${(props.text.sessions[one.session] ?? '').toLowerCase()}`}
                <br />
                {words.conflicts.stands(told(one.stands, one.standsReason), one.standsBy)}
                <br />
                {words.conflicts.sent(told(one.sent, one.sentReason), one.sentBy)}
              </p>
              {props.mayTake && (
                <Row>
                  {[one.stands, one.sent]
                    .filter((kind, at, all) => all.indexOf(kind) === at)
                    .map(kind => (
                      <Form
                        action={props.action}
                        hidden={{ conflictId: one.conflictId, kind, ...props.back }}
                        buttons={<Button>{words.conflicts.choose((words.marks[kind] ?? '').toLowerCase())}</Button>}
                      />
                    ))}
                </Row>
              )}
            </div>
          ))}
        </Stack>
      </Panel>
    </section>
  );
}
