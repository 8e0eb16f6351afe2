import { Button, DayField, Dialog, type FieldFault, Form, Row, Select, type Slot, TextField } from '#ui';
import type { PupilSeen, Stay } from '../queries/pupils.ts';
import type { SchoolSeen } from '../queries/school.ts';
import type { SchoolWords } from '../words/index.ts';

export const pupilActs = ['move', 'place', 'leave', 'transfer', 'back'] as const;
export type PupilAct = (typeof pupilActs)[number];
export const leavings = ['dropped-out', 'graduated', 'deceased', 'mistaken'] as const;

export interface PupilActsProps {
  school: SchoolSeen;
  pupil: PupilSeen;
  last: Stay | undefined;
  classes: { classId: number; name: string; grades: number[] }[];
  schools: { placeId: number; name: string }[];
  today: string;
  refused: { act: string; typed: Record<string, string>; faults: FieldFault[] } | undefined;
  text: SchoolWords;
}

/** What may be done with a pupil, each a small form; the one that was refused stands open with its faults. */
export function PupilActs(props: PupilActsProps) {
  const { pupil, last } = props;
  const sitsInYear = last?.untilDay === 'infinity' && last.schoolYear === props.school.schoolYear;
  if (pupil.leftBy !== null)
    return (
      <Act {...props} act="back" filled>
        <ToClass {...props} act="back" />
      </Act>
    );
  const seat = sitsInYear ? 'move' : 'place';
  return (
    <Row>
      <Act {...props} act={seat}>
        <ToClass {...props} act={seat} />
      </Act>
      <Act {...props} act="transfer">
        <ToSchool {...props} />
      </Act>
      <Act {...props} act="leave">
        <Leaving {...props} />
      </Act>
    </Row>
  );
}

function Act(props: PupilActsProps & { act: PupilAct; filled?: boolean; children?: Slot }) {
  const { school, pupil, act, refused, text } = props;
  const faults = refused?.act === act ? refused.faults : [];
  const label = text.pupil.acts[act];
  return (
    <Dialog title={label} opens={label} filled={props.filled ?? false} open={faults.length > 0}>
      <Form
        action={`/schools/${school.schoolId}/pupils/${pupil.enrolmentId}/${act}?year=${school.schoolYear}`}
        faults={faults}
        buttons={<Button filled>{label}</Button>}
      >
        {props.children}
      </Form>
    </Dialog>
  );
}

const typedFor = (props: PupilActsProps, act: PupilAct): Record<string, string> =>
  props.refused?.act === act ? props.refused.typed : {};

function ToClass(props: PupilActsProps & { act: PupilAct }) {
  const { fields } = props.text.pupil;
  const typed = typedFor(props, props.act);
  const combined = [...new Set(props.classes.filter(each => each.grades.length > 1).flatMap(each => each.grades))].sort(
    (a, b) => a - b,
  );
  return (
    <>
      <Select
        name="toClassId"
        label={fields.toClass}
        value={typed.toClassId}
        width="medium"
        options={props.classes.map(each => ({ value: String(each.classId), label: each.name }))}
      />
      {combined.length > 0 && (
        <Select
          name="grade"
          label={fields.grade}
          optional
          value={typed.grade}
          width="short"
          options={combined.map(grade => ({ value: String(grade), label: String(grade) }))}
        />
      )}
      <DayField name="day" label={fields.day} value={typed.day ?? props.today} />
    </>
  );
}

function ToSchool(props: PupilActsProps) {
  const { fields } = props.text.pupil;
  const typed = typedFor(props, 'transfer');
  return (
    <>
      <Select
        name="toSchoolId"
        label={fields.school}
        optional
        value={typed.toSchoolId}
        options={props.schools.map(each => ({ value: String(each.placeId), label: each.name }))}
      />
      <TextField name="toOutside" label={fields.outside} help={fields.outsideHelp} optional value={typed.toOutside} />
      <TextField name="reason" label={fields.why} value={typed.reason} lines={2} />
    </>
  );
}

function Leaving(props: PupilActsProps) {
  const { fields } = props.text.pupil;
  const typed = typedFor(props, 'leave');
  return (
    <>
      <Select
        name="leftBy"
        label={fields.how}
        value={typed.leftBy ?? 'dropped-out'}
        choose={false}
        width="medium"
        options={leavings.map(value => ({ value, label: props.text.left[value] ?? value }))}
      />
      <DayField name="day" label={fields.lastDay} value={typed.day ?? props.today} />
      <TextField name="reason" label={fields.why} optional value={typed.reason} lines={2} />
    </>
  );
}
