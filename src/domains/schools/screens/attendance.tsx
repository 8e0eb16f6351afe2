import { count, day as dayShown, dayTime } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, ButtonLink, Chips, Facts, type FieldFault, Notice, Stack, StateChip } from '#ui';
import { sayNoSchool } from '../commands/school-day.ts';
import { settleAttendance } from '../commands/settle-attendance.ts';
import { takeAttendance } from '../commands/take-attendance.ts';
import {
  type AttendanceClass,
  attendanceSheet,
  findAttendanceClass,
  openConflicts,
  type SheetLine,
} from '../queries/attendance.ts';
import { yearOfClass } from '../queries/classes.ts';
import { findDayFrame } from '../queries/day-frame.ts';
import { markKinds } from '../rules/absences.ts';
import { type Session, sessions, weekdayOf, whyNoSchool } from '../rules/school-day.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { AttendanceForm } from './attendance-form.tsx';
import { Conflicts, DayWay } from './attendance-parts.tsx';
import { ClassTabs } from './class-tabs.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const attendanceRoutes = routes();

const path = '/schools/:schoolId/classes/:classId{[0-9]+}/attendance';

attendanceRoutes.get(path, ask => sheetPage(ask));

/** What a sheet sends: "kind-12", "seen-12" and "reason-12" for each pupil who stood in it. */
function marksTyped(typed: Record<string, string>) {
  return Object.keys(typed).flatMap(name => {
    const id = idTyped(/^kind-(\d+)$/.exec(name)?.[1]);
    const kind = markKinds.find(each => each === typed[name]);
    if (!id || !kind) return [];
    const reason = typed[`reason-${id}`]?.slice(0, 200);
    return [{ enrolmentId: id, kind, seen: idTyped(typed[`seen-${id}`]), ...(reason === undefined ? {} : { reason }) }];
  });
}

const sessionTyped = (text: string | undefined): Session => sessions.find(each => each === text) ?? 'morning';

attendanceRoutes.post(path, async ask => {
  const typed = await typedIn(ask);
  const text = t(ask.var.language).attendance;
  const sheet = {
    schoolId: idFrom(ask, 'schoolId'),
    classId: idFrom(ask, 'classId'),
    day: dayTyped(typed.day),
    session: sessionTyped(typed.session),
  };
  const marks = marksTyped(typed);
  const answer = await tried(ask, () => performFor(ask, takeAttendance, { ...sheet, marks }));
  if ('faults' in answer) return sheetPage(ask, { typed, faults: answer.faults });
  const having = (state: string) => answer.done.filter(each => each.state === state);
  const met = having('conflict').length;
  const gone = having('refused').map(each => typed[`name-${each.enrolmentId}`] ?? '–');
  const absent = answer.done.filter(each => each.state !== 'refused' && each.kind !== 'present').length;
  if (met + gone.length > 0)
    say(
      ask,
      'fault',
      [met > 0 && text.metSome(met), gone.length > 0 && text.refusedSome(gone.join(', '))].filter(Boolean).join(' '),
    );
  else say(ask, 'done', text.saved(absent));
  return ask.redirect(sheetAddress(sheet.schoolId, sheet.classId, sheet.day, sheet.session), 303);
});

attendanceRoutes.post(`${path}/settle`, async ask => {
  const typed = await typedIn(ask);
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const kind = markKinds.find(each => each === typed.kind) ?? 'present';
  const answer = await tried(ask, () =>
    performFor(ask, settleAttendance, { schoolId, classId, conflictId: idTyped(typed.conflictId), kind }),
  );
  if ('faults' in answer) return sheetPage(ask, { typed, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).attendance.conflicts.done);
  return ask.redirect(sheetAddress(schoolId, classId, dayTyped(typed.day), sessionTyped(typed.session)), 303);
});

const sheetAddress = (schoolId: number, classId: number, day: string, session: Session) =>
  `/schools/${schoolId}/classes/${classId}/attendance?${new URLSearchParams({ day, session })}`;

interface Refused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

/** Who is absent? The sheet of a class in a session of a day, made for a phone in the classroom. */
async function sheetPage(ask: Ask, refused?: Refused): Promise<Response> {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const words = text.attendance;
  const today = system.today();
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const wanted = refused?.typed.day || ask.req.query('day');
  const session = sessionTyped(refused?.typed.session ?? ask.req.query('session'));
  const { school, klass, day, no, sheet, conflicts } = await onSchool(
    ask,
    async (db, school) => {
      const klass = await findAttendanceClass(db, actor, schoolId, classId);
      if (!klass || (refused && !klass.mayTake)) throw new NotAllowed();
      const day = dayTyped(wanted) || school.asOf;
      const frame = await findDayFrame(db, schoolId, classId, day, today);
      return {
        school,
        klass,
        day,
        no: frame && whyNoSchool(day, frame),
        sheet: await attendanceSheet(db, schoolId, classId, day, session),
        conflicts: await openConflicts(db, schoolId, classId),
      };
    },
    db => yearOfClass(db, schoolId, classId),
  );
  const address = (to: string, of = session) => sheetAddress(schoolId, classId, to, of);
  return schoolPage(
    ask,
    school,
    {
      title: words.title(klass.name),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, `/classes/${classId}`), label: klass.name },
      ],
      facts: (
        <Facts
          items={[
            `${text.weekdays[weekdayOf(day)]} ${dayShown(day)}`,
            text.sessions[session],
            words.ofPupils(count(sheet.lines.length)),
            sayTaken(sheet.taken, session, language, text),
          ]}
        />
      ),
      marks: no ? undefined : <SheetMarks {...{ sheet, session, conflicts: conflicts.length, text }} />,
      actions: (
        <ButtonLink href={`/schools/${schoolId}/classes/${classId}/attendance/month?month=${day.slice(0, 7)}`}>
          {words.month.open}
        </ButtonLink>
      ),
    },
    <Stack>
      <ClassTabs school={school} classId={classId} current="attendance" text={text} />
      <DayWay
        day={day}
        session={session}
        taken={sheet.taken.map(each => each.session)}
        address={address}
        today={today}
        text={text}
      />
      {conflicts.length > 0 && (
        <Conflicts
          conflicts={conflicts}
          action={`/schools/${schoolId}/classes/${classId}/attendance/settle`}
          mayTake={klass.mayTake}
          back={{ day, session }}
          text={text}
        />
      )}
      {no && !refused ? (
        <Notice kind="note">{sayNoSchool(no, day)[language]}</Notice>
      ) : (
        <Sheet {...{ school: schoolId, klass, day, session, lines: sheet.lines, refused, text }} />
      )}
    </Stack>,
    refused ? 422 : 200,
  );
}

function sayTaken(
  taken: { session: Session; takenAt: Date; by: string | null }[],
  session: Session,
  language: 'vi' | 'en',
  text: SchoolWords,
) {
  const one = taken.find(each => each.session === session);
  return one && text.attendance.taken(dayTime(one.takenAt, language), one.by);
}

function SheetMarks(props: {
  sheet: { lines: SheetLine[]; taken: { session: Session }[] };
  session: Session;
  conflicts: number;
  text: SchoolWords;
}) {
  const words = props.text.attendance;
  const of = (kind: string) => props.sheet.lines.filter(line => line.kind === kind).length;
  const absent = of('excused') + of('unexcused');
  const isTaken = props.sheet.taken.some(each => each.session === props.session);
  return (
    <Chips>
      {!isTaken && <StateChip state="silent">{words.notTaken}</StateChip>}
      {absent > 0 && (
        <StateChip state={of('unexcused') > 0 ? 'behind' : 'near'}>
          {`${words.absent(absent)}: ${words.counts(of('excused'), of('unexcused'))}`}
        </StateChip>
      )}
      {isTaken && absent === 0 && <StateChip state="ok">{words.nobody}</StateChip>}
      {props.conflicts > 0 && (
        <StateChip state="near" href="#conflicts">
          {words.conflicts.chip(props.conflicts)}
        </StateChip>
      )}
    </Chips>
  );
}

function Sheet(props: {
  school: number;
  klass: AttendanceClass;
  day: string;
  session: Session;
  lines: SheetLine[];
  refused: Refused | undefined;
  text: SchoolWords;
}) {
  const { klass, refused, text } = props;
  if (props.lines.length === 0) return <Notice kind="note">{text.attendance.noPupils}</Notice>;
  return (
    <AttendanceForm
      schoolId={props.school}
      classId={klass.classId}
      day={props.day}
      session={props.session}
      lines={props.lines}
      typed={refused?.typed}
      faults={refused?.faults ?? []}
      buttons={klass.mayTake ? <Button filled>{text.attendance.save}</Button> : undefined}
      text={text}
    />
  );
}
