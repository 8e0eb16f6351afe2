import type { Role } from '#platform/access.ts';
import type { Language } from '#platform/words.ts';
import { Button, ButtonLink, Choice, DayField, type FieldFault, Form, Panel, Stack, TextField } from '#ui';
import type { PersonFound } from '../queries/people.ts';
import type { PlaceOn } from '../queries/places.ts';
import { t } from '../words/index.ts';
import { PersonChoice, PersonSearch } from './role.tsx';

export interface GiveRoleProps {
  language: Language;
  today: string;
  place: PlaceOn;
  /** The roles that may be given here by the one who asks. */
  roles: readonly Role[];
  typed: Record<string, string>;
  faults: FieldFault[];
  people: readonly PersonFound[] | undefined;
}

/** First the person is found, then the role is given. */
export function GiveRole({ language, today, place, roles, typed, faults, people }: GiveRoleProps) {
  const words = t(language);
  const action = `/places/${place.placeId}/give-role`;
  return (
    <Panel>
      <Stack>
        <PersonSearch language={language} action={action} typed={typed.q ?? ''} people={people} />
        {people && people.length > 0 && (
          <Form
            action={action}
            faults={faults}
            hidden={{ q: typed.q }}
            buttons={
              <>
                <Button filled>{words.give.give}</Button>
                <ButtonLink href={`/places/${place.placeId}`} quiet>
                  {words.common.cancel}
                </ButtonLink>
              </>
            }
          >
            <PersonChoice
              language={language}
              name="personId"
              label={words.give.choose}
              people={people}
              value={typed.personId}
            />
            <Choice
              name="role"
              label={words.give.role}
              value={typed.role}
              options={roles.map(role => ({
                value: role,
                label: words.roles[role].name,
                help: words.roles[role].does,
              }))}
            />
            <DayField name="fromDay" label={words.give.fromDay} value={typed.fromDay ?? today} />
            <DayField
              name="untilDay"
              label={words.give.untilDay}
              help={words.give.untilHelp}
              value={typed.untilDay}
              optional
            />
            <TextField name="reason" label={words.give.reason} value={typed.reason} optional maxLength={500} />
          </Form>
        )}
      </Stack>
    </Panel>
  );
}
