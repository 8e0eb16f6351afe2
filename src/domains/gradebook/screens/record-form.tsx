import type { Language } from '#platform/words.ts';
import { Button, CsrfField, Dialog, Form, Select, type Slot } from '#ui';
import type { ClassRecords, HomeroomPupil } from '../queries/homeroom.ts';
import { t } from '../words/index.ts';
import type { ClassSeen } from './gradebook-page.tsx';
import { homeroomPath, type Refused } from './homeroom-page.tsx';

/* The forms that add to the lists of the homeroom book: all begin with a pupil, several ask for a subject. */

export interface RecordProps {
  seen: ClassSeen;
  pupils: HomeroomPupil[];
  records: ClassRecords;
  refused: Refused | undefined;
  language: Language;
}

/** A field of a form: its name, and what was typed before it came back. */
export type FieldIn = (name: string) => { name: string; value: string | undefined };

/** The dialog of one form; stands open after a fault, with what was typed. */
export function AddRecord(
  props: Pick<RecordProps, 'seen' | 'pupils' | 'refused' | 'language'> & {
    act: string;
    title: string;
    children: (field: FieldIn) => Slot;
  },
) {
  const { seen, pupils, act, title, language } = props;
  const refused = props.refused?.act === act ? props.refused : undefined;
  const field: FieldIn = name => ({ name, value: refused?.typed[name] });
  return (
    <Dialog title={title} opens={title} open={refused !== undefined}>
      <Form
        id={act}
        action={homeroomPath(seen, {}, `/${act}`)}
        faults={refused?.faults ?? []}
        buttons={<Button filled>{title}</Button>}
      >
        <Select
          {...field('enrolmentId')}
          label={t(language).homeroom.awards.pupil}
          options={pupils.map(pupil => ({ value: String(pupil.enrolmentId), label: pupil.fullName }))}
        />
        {props.children(field)}
      </Form>
    </Dialog>
  );
}

/** One of the subjects of the class; where all may be meant, help says what an empty one means. */
export function SubjectField(props: { field: FieldIn; records: ClassRecords; language: Language; help?: string }) {
  return (
    <Select
      {...props.field('subjectKey')}
      label={t(props.language).homeroom.exemptions.subject}
      {...(props.help ? { help: props.help, optional: true } : {})}
      options={props.records.subjects.map(subject => ({ value: subject.key, label: subject.name }))}
    />
  );
}

/** One button that does one thing to one row. */
export function RowAct({ seen, act, id, label }: { seen: ClassSeen; act: string; id: number; label: string }) {
  return (
    <form method="post" action={homeroomPath(seen, {}, `/${act}`)}>
      <CsrfField />
      <input type="hidden" name="id" value={String(id)} />
      <Button quiet>{label}</Button>
    </form>
  );
}
