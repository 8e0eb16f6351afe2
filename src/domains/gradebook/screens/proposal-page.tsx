import { count, day } from '#platform/format.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { idTyped } from '#platform/http/form.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  DataTable,
  Definitions,
  Facts,
  type FieldFault,
  Form,
  Notice,
  Row,
  RowFigure,
  RowTitle,
  Stack,
} from '#ui';
import { differencesOfProposal, type SchoolDiffering, schoolsDiffering } from '../queries/result-checks.ts';
import { findProposal, listPlaces, type ProposalSeen } from '../queries/settled-readings.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { Differences, mustSettle, subjectNames } from './check-parts.tsx';
import { sayState } from './readings-page.tsx';

/** A proposed reading: which results it would change, by school and down to the pupils, before anyone accepts it. */
export async function proposalPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.checks.proposal;
  const chosen = idTyped(ask.req.query('school') ?? '');
  const seen = await readFor(ask, 'gradebook', async db => {
    await mustSettle(db, ask);
    const proposal = await findProposal(db, idFrom(ask, 'readingProposalId'));
    if (!proposal) throw new NotAllowed();
    return {
      proposal,
      place: (await listPlaces(db, proposal.schoolYear)).find(each => each.name === proposal.name),
      schools: await schoolsDiffering(db, proposal.readingProposalId, ask.var.system.today()),
      pupils: chosen ? await differencesOfProposal(db, chosen, proposal.readingProposalId) : undefined,
      subjects: await subjectNames(db),
    };
  });
  const { proposal, place, schools, pupils } = seen;
  const said = text.checks.places[proposal.name];
  const isWeighing = !proposal.computedAt && !proposal.answeredAt;
  return screen(
    ask,
    {
      title: words.title(said.title),
      crumbs: [{ href: '/results/readings', label: text.checks.readings.title }],
      facts: (
        <Facts items={[proposal.schoolYear, proposal.document, day(proposal.proposedAt), sayState(proposal, text)]} />
      ),
      ...(isWeighing ? { refreshSeconds: 5 } : {}),
    },
    <Stack>
      {faults.map(fault => (
        <Notice kind="fault">{fault.words}</Notice>
      ))}
      <Definitions
        items={[
          ...(proposal.answeredAt ? [] : [{ term: words.from, value: said.values[place?.value ?? ''] ?? '' }]),
          { term: words.to, value: <strong>{said.values[proposal.value] ?? proposal.value}</strong> },
        ]}
      />
      {isWeighing && <Notice kind="note">{words.weighing}</Notice>}
      {proposal.differing !== null && proposal.pupils !== null && (
        <p>{words.counts(count(proposal.differing), count(proposal.pupils))}</p>
      )}
      {proposal.computedAt && !proposal.answeredAt && <Answer proposal={proposal} text={text} />}
      <SchoolList proposal={proposal} schools={schools} text={text} />
      {pupils && chosen && (
        <Differences
          caption={words.pupilsOf(schools.find(one => one.schoolId === chosen)?.school ?? '')}
          schoolId={chosen}
          rows={pupils}
          subjects={seen.subjects}
          before={words.heads.stands}
          after={words.heads.wouldBe}
          empty={words.none}
          text={text}
        />
      )}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

function Answer({ proposal, text }: { proposal: ProposalSeen; text: GradebookWords }) {
  const action = `/results/readings/${proposal.readingProposalId}/answer`;
  const words = text.checks.proposal;
  return (
    <Row>
      <Form action={action} hidden={{ answer: 'accept' }} buttons={<Button filled>{words.accept}</Button>} />
      <Form action={action} hidden={{ answer: 'refuse' }} buttons={<Button>{words.refuse}</Button>} />
    </Row>
  );
}

function SchoolList({
  proposal,
  schools,
  text,
}: {
  proposal: ProposalSeen;
  schools: SchoolDiffering[];
  text: GradebookWords;
}) {
  const words = text.checks.proposal;
  return (
    <DataTable
      caption={words.bySchool}
      showCaption
      rows={schools}
      columns={[
        {
          key: 'school',
          head: words.heads.school,
          rowHead: true,
          width: 'wide',
          fold: 'start',
          render: one => (
            <RowTitle href={`/results/readings/${proposal.readingProposalId}?school=${one.schoolId}`}>
              {one.school}
            </RowTitle>
          ),
        },
        {
          key: 'differing',
          head: words.heads.differing,
          align: 'end',
          fold: 'end',
          render: one => <RowFigure>{count(one.differing)}</RowFigure>,
        },
      ]}
      empty={{ text: proposal.computedAt ? words.none : words.weighing }}
    />
  );
}
