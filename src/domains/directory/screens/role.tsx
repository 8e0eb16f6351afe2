import { addDays } from '#platform/clock.ts';
import { day } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, Choice, DayField, Definitions, type FieldFault, Form, Panel, Stack, TextField } from '#ui';
import type { PersonFound } from '../queries/people.ts';
import type { RoleLine } from '../queries/who-may.ts';
import { t } from '../words/index.ts';
import { daysOf } from './roles.tsx';

export interface RolePageProps {
  language: Language;
  today: string;
  line: RoleLine;
  mayEnd: boolean;
  mayDelegate: boolean;
  /** The form that came back with faults. */
  act: 'end' | 'delegate' | undefined;
  typed: Record<string, string>;
  faults: FieldFault[];
  /** People found for lending it to; undefined where nobody was looked for. */
  people: readonly PersonFound[] | undefined;
}

/** One role of one person: what it allows, where, until when; ending it, lending it. */
export function RolePage(props: RolePageProps) {
  const { language, today, line, mayEnd, mayDelegate, act, typed, faults } = props;
  const words = t(language);
  return (
    <Stack>
      <Panel>
        <Definitions
          items={[
            { term: words.roleList.person, value: line.fullName },
            { term: words.role.does, value: words.roles[line.role].does },
            { term: words.roleList.place, value: <a href={`/places/${line.placeId}`}>{line.placeName}</a> },
            { term: words.roleList.days, value: daysOf(line, today, language) },
            ...(line.lentBy ? [{ term: words.role.lentBy, value: line.lentBy }] : []),
            ...(line.reason ? [{ term: words.role.reason, value: line.reason }] : []),
          ]}
        />
      </Panel>
      {mayDelegate && <Lend {...props} />}
      {mayEnd && (
        <Panel title={line.lentBy ? words.role.takeBack : words.role.end}>
          <Form
            action={`/roles/${line.roleHeldId}/end`}
            faults={act === 'end' ? faults : []}
            buttons={<Button danger>{words.role.end}</Button>}
          >
            <DayField name="day" label={words.role.endDay} value={typed.day ?? addDays(today, 1)} />
          </Form>
        </Panel>
      )}
    </Stack>
  );
}

function Lend({ language, today, line, act, typed, faults, people }: RolePageProps) {
  const words = t(language);
  return (
    <Panel title={words.role.delegate}>
      <Stack>
        <p class="soft">{words.role.delegateHelp}</p>
        <PersonSearch language={language} action={`/roles/${line.roleHeldId}`} typed={typed.q ?? ''} people={people} />
        {people && people.length > 0 && (
          <Form
            action={`/roles/${line.roleHeldId}/delegate`}
            hidden={{ q: typed.q }}
            faults={act === 'delegate' ? faults : []}
            buttons={<Button filled>{words.role.delegate}</Button>}
          >
            <PersonChoice
              language={language}
              name="toPersonId"
              label={words.role.toPerson}
              people={people}
              value={typed.toPersonId}
            />
            <DayField name="fromDay" label={words.give.fromDay} value={typed.fromDay ?? today} min={today} />
            <DayField name="untilDay" label={words.give.untilDay} help={words.role.untilHelp} value={typed.untilDay} />
            <TextField name="reason" label={words.role.reason} value={typed.reason} maxLength={500} />
          </Form>
        )}
      </Stack>
    </Panel>
  );
}

/** Looks for people by name or number; what is found stands below it, in the form that uses it. */
export function PersonSearch(props: {
  language: Language;
  action: string;
  typed: string;
  people: readonly PersonFound[] | undefined;
}) {
  const words = t(props.language).give;
  return (
    <>
      <Form
        action={props.action}
        method="get"
        inline
        label={words.find}
        buttons={<Button icon="search">{words.search}</Button>}
      >
        <TextField name="q" label={words.find} help={words.findHelp} value={props.typed} type="search" width="medium" />
      </Form>
      {props.people?.length === 0 && <p role="status">{words.nobody}</p>}
    </>
  );
}

/** The people found, one to be chosen: two of one name are told apart by birth day and code. */
export function PersonChoice(props: {
  language: Language;
  name: string;
  label: string;
  people: readonly PersonFound[];
  value: string | undefined;
}) {
  const words = t(props.language).people;
  const detail = (person: PersonFound) =>
    [
      person.birthDay && `${words.birthDay} ${day(person.birthDay)}`,
      person.ministryCode && `${words.ministryCode} ${person.ministryCode}`,
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Choice
      name={props.name}
      label={props.label}
      value={props.value ?? (props.people.length === 1 ? String(props.people[0]?.personId) : null)}
      options={props.people.map(person => ({
        value: String(person.personId),
        label: person.fullName,
        help: detail(person),
      }))}
    />
  );
}
