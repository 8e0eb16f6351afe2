import { addDays } from '#platform/clock.ts';
import { dayMonth, day as dayShown } from '#platform/format.ts';
import { Button, ButtonLink, DayField, Form, Panel, Row, Stack, Tabs, Way } from '#ui';
import type { AttendanceConflict } from '../queries/attendance.ts';
import type { MarkKind } from '../rules/absences.ts';
import { type Session, sessions, weekdayOf } from '../rules/school-day.ts';
import type { SchoolWords } from '../words/index.ts';

/** From session to session and day to day. */
export function DayWay(props: {
  day: string;
  session: Session;
  taken: Session[];
  address: (day: string, session?: Session) => string;
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
      <DayLinks day={props.day} today={props.today} address={props.address} text={text} />
    </Stack>
  );
}

/** A day back and a day on, never into the future; Sundays are stepped over. */
export function DayLinks(props: { day: string; today: string; address: (day: string) => string; text: SchoolWords }) {
  const words = props.text.attendance;
  const previous = addDays(props.day, weekdayOf(props.day) === 1 ? -2 : -1);
  const next = addDays(props.day, weekdayOf(props.day) === 6 ? 2 : 1);
  return (
    <Way label={words.day}>
      <ButtonLink href={props.address(previous)} icon="chevron-left" label={words.previous(dayShown(previous))}>
        {dayMonth(previous)}
      </ButtonLink>
      {next <= props.today && (
        <ButtonLink href={props.address(next)} icon="chevron-right" label={words.next(dayShown(next))}>
          {dayMonth(next)}
        </ButtonLink>
      )}
      {next < props.today && <ButtonLink href={props.address(props.today)}>{words.today}</ButtonLink>}
    </Way>
  );
}

/** Any other day, by its date. */
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
