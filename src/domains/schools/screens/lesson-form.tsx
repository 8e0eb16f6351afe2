import { day as dayShown } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, Choice, DayField, Facts, type FieldFault, Form, Select, TextField } from '#ui';
import { writeLesson } from '../commands/write-lesson.ts';
import { findAttendanceClass } from '../queries/attendance.ts';
import { yearOfClass } from '../queries/classes.ts';
import { type LessonChoice, type LessonLine, lessonChoices, lessonsOfDays } from '../queries/lessons.ts';
import { ratings } from '../rules/lesson-book.ts';
import { sessions, weekdayOf, weekOf } from '../rules/school-day.ts';
import { t } from '../words/index.ts';
import { dayTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

/** One lesson into the book: a short form, filled in from the timetable as far as it knows. */
export const lessonFormRoutes = routes();

const path = '/schools/:schoolId/classes/:classId{[0-9]+}/lessons/write';

interface Refused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

lessonFormRoutes.get(path, ask => formPage(ask));

lessonFormRoutes.post(path, async ask => {
  const typed = await typedIn(ask);
  const text = t(ask.var.language);
  const words = text.lessons;
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const day = dayTyped(typed.day);
  const chosen = /^([a-z0-9-]+):(\d{1,15})$/.exec(typed.what ?? '');
  const number = typed.programmeLesson ? idTyped(typed.programmeLesson) : undefined;
  const rating = ratings.find(each => each === typed.rating);
  const session = sessions.find(each => each === typed.session) ?? 'morning';
  const lesson = idTyped(typed.lesson);
  const faults = [
    ...(day ? [] : [{ field: 'day', words: words.noDay }]),
    ...(chosen ? [] : [{ field: 'what', words: words.noChoice }]),
    ...(number !== undefined && (number < 1 || number > 999)
      ? [{ field: 'programmeLesson', words: words.notANumber }]
      : []),
    ...(typed.title ? [] : [{ field: 'title', words: words.noTitle }]),
  ];
  if (faults.length > 0) return formPage(ask, { typed, faults });
  const answer = await tried(ask, () =>
    performFor(ask, writeLesson, {
      schoolId,
      classId,
      day,
      session,
      lesson,
      subjectKey: chosen?.[1] ?? '',
      staffPositionId: idTyped(chosen?.[2]),
      title: typed.title ?? '',
      seen: idTyped(typed.seen),
      ...(number === undefined ? {} : { programmeLesson: number }),
      ...(typed.remarks ? { remarks: typed.remarks } : {}),
      ...(rating ? { rating } : {}),
    }),
  );
  if ('faults' in answer) return formPage(ask, { typed, faults: answer.faults });
  say(ask, 'done', words.saved(text.timetable.at({ weekday: weekdayOf(day), session, lesson })));
  return ask.redirect(`/schools/${schoolId}/classes/${classId}/lessons?week=${weekOf(day)}`, 303);
});

const choiceValue = (one: { subjectKey: string; staffPositionId: number }) =>
  `${one.subjectKey}:${one.staffPositionId}`;

async function formPage(ask: Ask, refused?: Refused): Promise<Response> {
  const { actor, language } = ask.var;
  const text = t(language);
  const words = text.lessons;
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const wanted = (name: string) => refused?.typed[name] ?? ask.req.query(name);
  const session = sessions.find(each => each === wanted('session')) ?? 'morning';
  const lesson = Math.min(7, Math.max(1, idTyped(wanted('lesson')) || 1));
  const { school, klass, day, line, choices } = await onSchool(
    ask,
    async (db, school) => {
      const klass = await findAttendanceClass(db, actor, schoolId, classId);
      if (!klass?.mayTake) throw new NotAllowed();
      const day = dayTyped(wanted('day')) || school.asOf;
      const lines = await lessonsOfDays(db, actor, schoolId, classId, [day]);
      const line = lines.find(each => each.session === session && each.lesson === lesson);
      return { school, klass, day, line, choices: await lessonChoices(db, actor, schoolId, classId, day) };
    },
    db => yearOfClass(db, schoolId, classId),
  );
  const place = text.timetable.at({ weekday: weekdayOf(day), session, lesson });
  const address = `/schools/${schoolId}/classes/${classId}/lessons`;
  return schoolPage(
    ask,
    school,
    {
      title: words.writeTitle(klass.name, place),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: `${address}?week=${weekOf(day)}`, label: words.title(klass.name) },
      ],
      facts: <Facts items={[dayShown(day), line?.title && words.seenElse(line.teacher, line.title)]} />,
    },
    <LessonForm
      address={address}
      values={refused?.typed ?? valuesOf(line, choices, { day, session, lesson })}
      seen={
        refused && !refused.faults.some(fault => fault.field === undefined)
          ? (refused.typed.seen ?? '0')
          : String(line?.revision ?? 0)
      }
      faults={refused?.faults ?? []}
      choices={choices}
      text={text}
    />,
    refused ? 422 : 200,
  );
}

/** What the form opens with: the lesson as it stands, or as the timetable plans it with the programme's next number. */
function valuesOf(
  line: LessonLine | undefined,
  choices: LessonChoice[],
  at: { day: string; session: string; lesson: number },
): Record<string, string> {
  const what = line ? choiceValue(line) : choices.length === 1 && choices[0] ? choiceValue(choices[0]) : '';
  const next = choices.find(choice => choiceValue(choice) === what)?.nextLesson;
  return {
    ...at,
    lesson: String(at.lesson),
    what,
    programmeLesson: line && line.revision > 0 ? String(line.programmeLesson ?? '') : String(next ?? ''),
    title: line?.title ?? '',
    remarks: line?.remarks ?? '',
    rating: line?.rating ?? '',
  };
}

function LessonForm(props: {
  address: string;
  values: Record<string, string>;
  seen: string;
  faults: FieldFault[];
  choices: LessonChoice[];
  text: ReturnType<typeof t>;
}) {
  const { values, text } = props;
  const words = text.lessons;
  const { fields } = words;
  return (
    <Form
      action={`${props.address}/write`}
      hidden={{ seen: props.seen }}
      faults={props.faults}
      warnUnsaved
      buttons={<Button filled>{words.save}</Button>}
    >
      <DayField name="day" label={fields.day} value={values.day} />
      <Select
        name="session"
        label={fields.session}
        width="short"
        choose={false}
        value={values.session}
        options={sessions.map(value => ({ value, label: text.sessions[value] ?? '' }))}
      />
      <Select
        name="lesson"
        label={fields.lesson}
        width="short"
        choose={false}
        value={values.lesson}
        options={['1', '2', '3', '4', '5', '6', '7'].map(value => ({ value, label: value }))}
      />
      <Select
        name="what"
        label={fields.what}
        value={values.what}
        options={props.choices.map(choice => ({
          value: choiceValue(choice),
          label: `${choice.subject} · ${choice.teacher}`,
        }))}
      />
      <TextField
        name="programmeLesson"
        label={fields.number}
        optional
        width="short"
        keyboard="numeric"
        value={values.programmeLesson}
      />
      <TextField name="title" label={fields.title} maxLength={300} value={values.title} />
      <TextField name="remarks" label={fields.remarks} optional lines={3} maxLength={1000} value={values.remarks} />
      <Choice
        name="rating"
        label={fields.rating}
        optional
        value={values.rating}
        options={ratings.map(value => ({ value, label: words.ratings[value] ?? value }))}
      />
    </Form>
  );
}
