import type { Columns } from '#platform/sheets/index.ts';
import { Button, DayField, Dialog, Disclosure, type FieldFault, FieldGroup, Form, TextField } from '#ui';
import type { SchoolSeen } from '../queries/school.ts';
import type { SchoolWords } from '../words/index.ts';
import { ProfileFields } from './profile-fields.tsx';

const identity = ['fullName', 'birthDay', 'sex', 'job', 'ethnicKey', 'citizenNumber', 'ministryCode'];
const contact = ['phone', 'email', 'homeAddress'];
export const appointingKeys = ['staffCode', 'fromDay'];

export interface StaffFormProps {
  action: string;
  columns: Columns;
  typed: Readonly<Record<string, string>>;
  faults: FieldFault[];
  isNew?: boolean;
  language: 'vi' | 'en';
  text: SchoolWords;
}

/** One column, the same for a new colleague and for a correction. What a profile says of work and training lies folded. */
export function StaffForm(props: StaffFormProps) {
  const { columns, typed, language, text, faults } = props;
  const words = text.staffForm;
  const fields = { columns, typed, language, words: text.imports };
  const first = [...identity, ...contact, ...appointingKeys, 'status'];
  const more = Object.keys(columns).filter(key => !first.includes(key));
  return (
    <Form
      action={props.action}
      faults={faults}
      warnUnsaved
      buttons={<Button filled>{props.isNew ? words.appoint : text.pupilForm.save}</Button>}
    >
      <FieldGroup title={text.pupil.identity}>
        <ProfileFields {...fields} keys={identity} />
        {props.isNew && <ProfileFields {...fields} keys={appointingKeys} />}
      </FieldGroup>
      <FieldGroup title={text.pupilForm.contact}>
        <ProfileFields {...fields} keys={contact} />
      </FieldGroup>
      <Disclosure summary={words.work} open={faults.some(each => more.includes(each.field ?? ''))}>
        <ProfileFields {...fields} keys={more} />
      </Disclosure>
    </Form>
  );
}

export interface EndingRefused {
  typed: Record<string, string>;
  faults: FieldFault[];
}

/** Someone leaves the school: since when, and why. */
export function EndStaff(props: {
  school: SchoolSeen;
  staffPositionId: number;
  today: string;
  refused: EndingRefused | undefined;
  text: SchoolWords;
}) {
  const { refused, text } = props;
  const words = text.staffForm;
  return (
    <Dialog title={words.end} opens={words.end} open={refused !== undefined}>
      <Form
        action={`/schools/${props.school.schoolId}/staff/${props.staffPositionId}/end?year=${props.school.schoolYear}`}
        faults={refused?.faults ?? []}
        buttons={<Button danger>{words.end}</Button>}
      >
        <DayField name="day" label={words.endDay} value={refused?.typed.day ?? props.today} />
        <TextField name="why" label={words.why} help={words.whyHelp} value={refused?.typed.why} />
      </Form>
    </Dialog>
  );
}
