import type { Columns } from '#platform/sheets/index.ts';
import { Button, Choice, Disclosure, type FieldFault, FieldGroup, Form } from '#ui';
import type { SchoolWords } from '../words/index.ts';
import { ProfileFields } from './profile-fields.tsx';

/** The fields of a pupil's profile, as a person fills them in. The rest of each group lies folded until it is wanted. */
const identity = ['fullName', 'birthDay', 'sex', 'ethnicKey', 'citizenNumber', 'ministryCode'];
const contact = ['phone', 'homeAddress', 'hamlet', 'commune', 'district', 'province'];
const parents = ['father', 'mother', 'guardian'].flatMap(who =>
  ['Name', 'BirthYear', 'Job', 'Phone'].map(what => `${who}${what}`),
);
const support = ['poverty', 'disability', 'inclusive', 'feeExemption', 'boards'];
const more = [
  'religionKey',
  'nationality',
  'birthPlace',
  'nativePlace',
  'area',
  'sessionsAWeek',
  'firstLanguage',
  'secondLanguage',
  'ethnicLanguage',
  'repeated',
  'attendedPreschool',
  'youth',
];

export const profileKeys = [...identity, ...contact, ...parents, ...support, ...more];
/** Where and since when, for a pupil who comes. */
export const comingKeys = ['pupilCode', 'grade', 'status', 'fromDay'];

export interface PupilFormProps {
  action: string;
  columns: Columns;
  policies: readonly { value: string; label: { vi: string; en: string } }[];
  typed: Readonly<Record<string, string>>;
  faults: FieldFault[];
  /** For a pupil who comes: the fields of their coming. */
  coming?: readonly string[];
  kept?: readonly string[];
  language: 'vi' | 'en';
  text: SchoolWords;
}

/** One column, the same for a new pupil and for a correction. */
export function PupilForm(props: PupilFormProps) {
  const { text, typed, language, faults } = props;
  const words = text.pupilForm;
  const fields = {
    columns: props.columns,
    typed,
    language,
    words: text.imports,
    ...(props.kept ? { kept: props.kept } : {}),
  };
  const hasFault = (keys: readonly string[]) => faults.some(each => keys.includes(each.field ?? ''));
  return (
    <Form
      action={props.action}
      faults={faults}
      warnUnsaved
      buttons={<Button filled>{props.coming ? words.enrol : words.save}</Button>}
    >
      <FieldGroup title={text.pupil.identity}>
        <ProfileFields {...fields} keys={identity} />
      </FieldGroup>
      {props.coming && (
        <FieldGroup title={words.coming}>
          <ProfileFields {...fields} keys={props.coming} />
        </FieldGroup>
      )}
      <FieldGroup title={words.contact}>
        <ProfileFields {...fields} keys={contact} />
      </FieldGroup>
      <Disclosure summary={text.pupil.family} open={props.coming !== undefined || hasFault(parents)}>
        <ProfileFields {...fields} keys={parents} />
      </Disclosure>
      <Disclosure summary={words.support} open={(typed.policyKeys ?? '') !== '' || hasFault(support)}>
        <Choice
          name="policyKeys"
          many
          optional
          label={text.pupil.terms.policies}
          value={(typed.policyKeys ?? '').split(',')}
          options={props.policies.map(each => ({ value: each.value, label: each.label[language] }))}
        />
        <ProfileFields {...fields} keys={support} />
      </Disclosure>
      <Disclosure summary={text.pupil.more} open={hasFault(more)}>
        <ProfileFields {...fields} keys={more} />
      </Disclosure>
    </Form>
  );
}
