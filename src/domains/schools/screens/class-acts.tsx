import { Button, ButtonLink, DayField, Dialog, type FieldFault, Form, Row, Select } from '#ui';
import type { ClassSeen } from '../queries/classes.ts';
import type { SchoolSeen } from '../queries/school.ts';
import type { SchoolWords } from '../words/index.ts';
import { schoolPath } from './school-page.tsx';

export const classActs = ['homeroom', 'end'] as const;
export type ClassAct = (typeof classActs)[number];

export interface ClassActsProps {
  school: SchoolSeen;
  klass: ClassSeen;
  teachers: { staffPositionId: number; fullName: string }[];
  today: string;
  refused: { act: string; typed: Record<string, string>; faults: FieldFault[] } | undefined;
  text: SchoolWords;
}

/** What may be done with a class: name its homeroom teacher, lead it into the next year, end it. */
export function ClassActs({ school, klass, teachers, today, refused, text }: ClassActsProps) {
  const words = text.klass.acts;
  const action = (act: ClassAct) => `/schools/${school.schoolId}/classes/${klass.classId}/${act}`;
  const faultsOf = (act: ClassAct) => (refused?.act === act ? refused.faults : []);
  const typed = refused?.typed ?? {};
  return (
    <Row>
      <ButtonLink href={`/schools/${school.schoolId}/classes/${klass.classId}/pupils/new`} icon="plus">
        {words.enrol}
      </ButtonLink>
      <Dialog title={words.homeroom} opens={words.homeroom} open={faultsOf('homeroom').length > 0}>
        <Form
          action={action('homeroom')}
          faults={faultsOf('homeroom')}
          buttons={<Button filled>{words.homeroom}</Button>}
        >
          <Select
            name="staffPositionId"
            label={words.teacher}
            value={typed.staffPositionId}
            options={teachers.map(each => ({ value: String(each.staffPositionId), label: each.fullName }))}
          />
          <DayField name="day" label={words.from} value={typed.day ?? today} />
        </Form>
      </Dialog>
      <ButtonLink href={schoolPath(school, `/classes/${klass.classId}/promote`)}>{words.promote}</ButtonLink>
      <Dialog title={words.end} opens={words.end} open={faultsOf('end').length > 0}>
        <Form action={action('end')} faults={faultsOf('end')} buttons={<Button danger>{words.end}</Button>}>
          <DayField name="day" label={words.endDay} value={typed.day ?? today} />
        </Form>
      </Dialog>
    </Row>
  );
}
