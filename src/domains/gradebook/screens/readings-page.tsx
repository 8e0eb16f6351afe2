import { count, day } from '#platform/format.ts';
import { type Ask, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  Choice,
  Definitions,
  Dialog,
  Facts,
  type FieldFault,
  Form,
  LinkList,
  Panel,
  Pill,
  Select,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import {
  listPlaces,
  listProposals,
  type PlaceSeen,
  type ProposalSeen,
  yearsToSettle,
} from '../queries/settled-readings.ts';
import { openPlaces } from '../rules/readings.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { mustSettle } from './check-parts.tsx';

/** What was refused, to stand in its form again. */
export interface Refused {
  name: string;
  typed: { value: string; schoolYear: string; document: string };
  faults: FieldFault[];
}

/** The open places of the circulars, how each is read, and what was proposed. */
export async function readingsPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.checks.readings;
  const seen = await readFor(ask, 'gradebook', async db => {
    await mustSettle(db, ask);
    const { years, now } = await yearsToSettle(db, ask.var.system.today());
    return { years, now, places: await listPlaces(db, now), proposals: await listProposals(db) };
  });
  return screen(
    ask,
    {
      title: words.title,
      crumbs: [{ href: '/results/checks', label: text.checks.check.all }],
      facts: <Facts items={[seen.now, words.intro]} />,
    },
    <Stack>
      {seen.proposals.length > 0 && (
        <LinkList
          title={words.proposals}
          items={seen.proposals.map(one => ({
            href: `/results/readings/${one.readingProposalId}`,
            title: `${text.checks.places[one.name].title}: ${text.checks.places[one.name].values[one.value] ?? ''}`,
            detail: (
              <Facts
                items={[
                  one.schoolYear,
                  one.document,
                  day(one.proposedAt),
                  sayState(one, text),
                  one.differing !== null &&
                    one.pupils !== null &&
                    text.checks.proposal.counts(count(one.differing), count(one.pupils)),
                ]}
              />
            ),
          }))}
        />
      )}
      {seen.places.map(place => (
        <OpenPlace
          place={place}
          years={seen.years}
          now={seen.now}
          text={text}
          refused={refused?.name === place.name ? refused : undefined}
        />
      ))}
    </Stack>,
    refused ? 422 : 200,
  );
}

export function sayState({ computedAt, answeredAt, accepted }: ProposalSeen, text: GradebookWords): string {
  const { states } = text.checks.readings;
  if (answeredAt) return accepted ? states.accepted : states.refused;
  return computedAt ? states.open : states.weighing;
}

function OpenPlace(props: {
  place: PlaceSeen;
  years: string[];
  now: string;
  text: GradebookWords;
  refused: Refused | undefined;
}) {
  const { place, years, now, text, refused } = props;
  const words = text.checks.readings;
  const said = text.checks.places[place.name];
  const { settled } = place;
  return (
    <Panel
      title={said.title}
      aside={
        settled ? <Pill tone="brand">{words.settled}</Pill> : <StateChip state="near">{words.unverified}</StateChip>
      }
      foot={
        <Dialog title={said.title} opens={words.propose} open={refused !== undefined}>
          <Form
            action="/results/readings"
            hidden={{ name: place.name }}
            faults={refused?.faults ?? []}
            buttons={<Button filled>{words.send}</Button>}
          >
            <Choice
              name="value"
              label={words.fields.value}
              value={refused?.typed.value}
              options={openPlaces[place.name].values.flatMap(value =>
                value === place.value ? [] : [{ value, label: said.values[value] ?? value }],
              )}
            />
            <Select
              name="schoolYear"
              label={words.fields.year}
              value={refused?.typed.schoolYear ?? now}
              options={years.map(year => ({ value: year, label: year }))}
            />
            <TextField
              name="document"
              label={words.fields.document}
              help={words.fields.documentHelp}
              value={refused?.typed.document}
              maxLength={200}
            />
          </Form>
        </Dialog>
      }
    >
      <Definitions
        items={[
          { term: words.holds, value: <strong>{said.values[place.value] ?? place.value}</strong> },
          { term: words.why, value: settled ? words.since(settled.fromYear, settled.document) : said.why },
          { term: words.source, value: place.source },
        ]}
      />
    </Panel>
  );
}
