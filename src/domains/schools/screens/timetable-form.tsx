import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, ButtonLink, DayField, Disclosure, type FieldFault, Form, Notice, Stack } from '#ui';
import { type SlotGiven, setTimetable } from '../commands/set-timetable.ts';
import { findClassName } from '../queries/classes.ts';
import { type LessonChoice, lessonChoices } from '../queries/lessons.ts';
import { type Clash, findClashes, type Slot, timetableOfClass } from '../queries/timetable.ts';
import { type Session, sessions } from '../rules/school-day.ts';
import { type LessonPlace, lessonKey, weekdaysShown } from '../rules/timetable.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';
import { lessonRows, WeekGrid } from './week-grid.tsx';

/** The whole timetable of a class as one form: in each lesson one of the subjects assigned to the class. */
export const timetableFormRoutes = routes();

const path = '/schools/:schoolId/classes/:classId{[0-9]+}/timetable/edit';

timetableFormRoutes.get(path, ask => formPage(ask));

interface Refused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

const choiceValue = (choice: { subjectKey: string; staffPositionId: number }) =>
  `${choice.subjectKey}:${choice.staffPositionId}`;

/** "slot-2.morning.3" holds "maths:17", "room-2.morning.3" a room. */
function slotsTyped(typed: Record<string, string>): SlotGiven[] {
  return Object.keys(typed).flatMap(name => {
    const place = /^slot-([1-7])\.(morning|afternoon)\.([1-7])$/.exec(name);
    const chosen = /^([a-z0-9-]+):(\d{1,15})$/.exec(typed[name] ?? '');
    const session = sessions.find(each => each === place?.[2]);
    if (!place || !chosen || !session) return [];
    const slot = { weekday: Number(place[1]), session, lesson: Number(place[3]) };
    const room = typed[`room-${lessonKey(slot)}`]?.slice(0, 50);
    const what = { subjectKey: chosen[1] ?? '', staffPositionId: idTyped(chosen[2]) };
    return [{ ...slot, ...what, ...(room ? { room } : {}) }];
  });
}

timetableFormRoutes.post(path, async ask => {
  const typed = await typedIn(ask);
  const text = t(ask.var.language).timetable;
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const fromDay = dayTyped(typed.fromDay);
  if (!fromDay) return formPage(ask, { typed, faults: [{ field: 'fromDay', words: text.noDay }] });
  const slots = slotsTyped(typed);
  const choices = await onSchool(ask, db => lessonChoices(db, ask.var.actor, schoolId, classId, fromDay));
  const known = new Set(choices.map(choiceValue));
  if (slots.some(slot => !known.has(choiceValue(slot))))
    return formPage(ask, { typed, faults: [{ words: text.notOfClass }] });
  const answer = await tried(ask, () => performFor(ask, setTimetable, { schoolId, classId, fromDay, slots }));
  if ('faults' in answer) return formPage(ask, { typed, faults: answer.faults });
  say(ask, 'done', text.saved);
  return ask.redirect(`/schools/${schoolId}/classes/${classId}/timetable`, 303);
});

async function formPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.timetable;
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const { school, klass, slots, choices, clashes } = await onSchool(
    ask,
    async (db, school) => {
      const klass = await findClassName(db, schoolId, classId);
      if (!klass || !school.mayRun) throw new NotAllowed();
      const fromDay = dayTyped(refused?.typed.fromDay);
      return {
        school,
        klass,
        slots: await timetableOfClass(db, schoolId, classId, school.asOf),
        choices: await lessonChoices(db, ask.var.actor, schoolId, classId, fromDay || school.asOf),
        clashes:
          refused && fromDay
            ? await findClashes(db, { schoolId, classId, fromDay, until: klass.untilDay }, slotsTyped(refused.typed))
            : [],
      };
    },
    async db => (await findClassName(db, schoolId, classId))?.schoolYear,
  );
  return schoolPage(
    ask,
    school,
    {
      title: words.editTitle(klass.name),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: `/schools/${schoolId}/classes/${classId}/timetable`, label: words.ofClass(klass.name) },
      ],
    },
    choices.length === 0 ? (
      <Stack>
        <Notice kind="note">{words.noAssignments}</Notice>
        <ButtonLink href={schoolPath(school, '/assignments')}>{text.assignments.title}</ButtonLink>
      </Stack>
    ) : (
      <Form
        action={`/schools/${schoolId}/classes/${classId}/timetable/edit`}
        faults={refused?.faults ?? []}
        warnUnsaved
        buttons={<Button filled>{words.save}</Button>}
      >
        <DayField
          name="fromDay"
          label={words.fromDay}
          help={words.fromDayHelp}
          value={refused?.typed.fromDay ?? school.asOf}
        />
        {sessions.map(session => (
          <Disclosure summary={text.sessions[session]} open={isUsed(session, slots, refused?.typed)}>
            <SessionGrid {...{ session, slots, choices, clashes, typed: refused?.typed, text }} />
          </Disclosure>
        ))}
      </Form>
    ),
    refused ? 422 : 200,
  );
}

/** Most schools have one session a day: the other opens where it is wanted. */
const isUsed = (session: Session, slots: Slot[], typed: Record<string, string> | undefined) =>
  session === 'morning' ||
  slots.some(slot => slot.session === session) ||
  slotsTyped(typed ?? {}).some(slot => slot.session === session);

function SessionGrid(props: {
  session: Session;
  slots: Slot[];
  choices: LessonChoice[];
  clashes: Clash[];
  typed: Record<string, string> | undefined;
  text: SchoolWords;
}) {
  const { session, slots, text } = props;
  return (
    <WeekGrid
      caption={text.sessions[session] ?? ''}
      rows={lessonRows(
        slots.filter(slot => slot.session === session),
        [session],
      ).filter(row => row.session === session)}
      weekdays={weekdaysShown(slots)}
      text={text}
      cell={place => <CellFields {...props} place={place} />}
    />
  );
}

/** One lesson: its subject with the teacher, its room, and who stands in the way. */
function CellFields(props: {
  slots: Slot[];
  choices: LessonChoice[];
  clashes: Clash[];
  typed: Record<string, string> | undefined;
  place: LessonPlace;
  text: SchoolWords;
}) {
  const { place, typed, text } = props;
  const words = text.timetable;
  const key = lessonKey(place);
  const held = props.slots.find(slot => lessonKey(slot) === key);
  const chosen = typed ? typed[`slot-${key}`] : held && choiceValue(held);
  const clash = props.clashes.find(each => lessonKey(each) === key);
  return (
    <div class={clash ? 'field field-faulty' : 'field'}>
      <select name={`slot-${key}`} aria-label={words.subjectField(words.at(place))} aria-invalid={clash && 'true'}>
        <option value="">{words.free}</option>
        {props.choices.map(choice => (
          <option value={choiceValue(choice)} selected={choiceValue(choice) === chosen}>
            {`${choice.subject} · ${choice.teacher}`}
          </option>
        ))}
      </select>
      <input
        type="text"
        name={`room-${key}`}
        maxlength={50}
        placeholder={words.heads.room}
        aria-label={words.roomField(words.at(place))}
        value={typed ? typed[`room-${key}`] : (held?.room ?? '')}
      />
      {clash && <span class="field-fault">{words.clash(clash)}</span>}
    </div>
  );
}
