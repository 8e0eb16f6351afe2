import { day as dayShown } from '#platform/format.ts';
import { type FieldFault, Form, Roll, RollFoot, Segments, type Slot } from '#ui';
import type { SheetLine } from '../queries/attendance.ts';
import { absenceLetter, markKinds } from '../rules/absences.ts';
import type { Session } from '../rules/school-day.ts';
import type { SchoolWords } from '../words/index.ts';

/**
 * The sheet itself: everybody present to begin with, one tap for each who is absent. A plain form; what a script needs to keep
 * it without a line stands in its fields (kind-, seen-, reason-, name- with the enrolment) and in its data attributes.
 */
export function AttendanceForm(props: {
  schoolId: number;
  classId: number;
  day: string;
  session: Session;
  lines: SheetLine[];
  /** What was marked before a fault. */
  typed: Record<string, string> | undefined;
  faults: FieldFault[];
  /** None for those who only look. */
  buttons: Slot;
  text: SchoolWords;
}) {
  const { schoolId, classId, day, session, lines, typed, text } = props;
  const words = text.attendance;
  if (!props.buttons)
    return (
      <Roll
        label={words.readOnly}
        lines={lines.map(line => ({
          title: line.fullName,
          facts: line.reason,
          children: <strong>{words.marks[line.kind]}</strong>,
        }))}
      />
    );
  const isNamesake = (one: SheetLine) => lines.some(other => other !== one && other.fullName === one.fullName);
  const segments = markKinds.map(value => ({
    value,
    label: value === 'present' ? words.here : absenceLetter[value],
    longName: words.marks[value] ?? '',
    state: ({ present: 'ok', excused: 'near', unexcused: 'behind' } as const)[value],
  }));
  return (
    <Form
      roll
      action={`/schools/${schoolId}/classes/${classId}/attendance`}
      label={text.sessions[session] ?? ''}
      hidden={{ day, session }}
      faults={props.faults}
      data={{ sheet: 'attendance', school: schoolId, class: classId, day, session }}
    >
      <p class="soft">{words.hint}</p>
      <Roll
        label={words.open}
        lines={lines.map((line, index) => {
          const id = line.enrolmentId;
          return {
            title: `${index + 1}. ${line.fullName}`,
            facts: (
              <>
                {isNamesake(line) && dayShown(line.birthDay)}
                {line.otherKind &&
                  `${isNamesake(line) ? ' · ' : ''}${words.otherSession((words.marks[line.otherKind] ?? '').toLowerCase())}`}
              </>
            ),
            children: (
              <>
                <Segments
                  name={`kind-${id}`}
                  legend={words.pupil(line.fullName)}
                  segments={segments}
                  value={typed?.[`kind-${id}`] ?? line.kind}
                />
                <div class="roll-reason">
                  <input
                    type="text"
                    name={`reason-${id}`}
                    maxlength={200}
                    placeholder={words.reason}
                    aria-label={words.reasonOf(line.fullName)}
                    value={typed?.[`reason-${id}`] ?? line.reason ?? ''}
                  />
                </div>
                <input type="hidden" name={`seen-${id}`} value={typed?.[`seen-${id}`] ?? String(line.revision)} />
                <input type="hidden" name={`name-${id}`} value={line.fullName} />
              </>
            ),
          };
        })}
      />
      <RollFoot
        counted={[
          { words: `${words.live} P`, of: 'excused' },
          { words: 'K', of: 'unexcused' },
        ]}
      >
        {props.buttons}
      </RollFoot>
    </Form>
  );
}
