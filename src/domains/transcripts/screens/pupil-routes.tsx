import { day, dayTime } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { Button, ButtonLink, Definitions, Empty, type FieldFault, Form, Panel, Row, Stack, StateChip } from '#ui';
import { revokeTranscript } from '../commands/revoke-transcript.ts';
import { type PupilSeen, readPupilTranscripts, type TranscriptLine } from '../queries/pupil-transcripts.ts';
import { type DeskWords, deskWords } from '../words/desk.ts';
import { AskReason } from './ask-reason.tsx';
import { SignedSteps } from './desk-page.tsx';

/** One pupil's transcripts, every year and version; families see what bears the seal. */
export const pupilTranscriptRoutes = routes();
const base = '/schools/:schoolId/pupils/:enrolmentId{[0-9]+}/transcripts';

pupilTranscriptRoutes.get(base, ask => pupilPage(ask));

pupilTranscriptRoutes.post(`${base}/revoke`, async ask => {
  const form = await readForm(ask);
  const [transcriptId = 0] = form.ids('transcriptId');
  const reason = form.text('reason');
  const schoolId = idFrom(ask, 'schoolId');
  const done = await attempt(ask, () => performFor(ask, revokeTranscript, { schoolId, transcriptId, reason }));
  if (!done.ok) return pupilPage(ask, { transcriptId, reason, faults: done.faults });
  say(ask, 'done', deskWords(ask.var.language).pupil.revoked);
  return ask.redirect(`/schools/${schoolId}/pupils/${idFrom(ask, 'enrolmentId')}/transcripts`, 303);
});

interface Refused {
  transcriptId: number;
  reason: string;
  faults: FieldFault[];
}

async function pupilPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = deskWords(ask.var.language);
  const [schoolId, enrolmentId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'enrolmentId')];
  const pupil = await readFor(ask, 'transcripts', db => readPupilTranscripts(db, ask.var.actor, schoolId, enrolmentId));
  return screen(
    ask,
    {
      title: text.pupil.title(pupil.name),
      crumb: text.title,
      crumbs: [{ href: `/schools/${schoolId}/pupils/${enrolmentId}`, label: pupil.name }],
    },
    <Stack>
      {pupil.transcripts.length === 0 && <Empty text={text.pupil.none} />}
      {pupil.transcripts.map(line => (
        <TranscriptPanel
          line={line}
          pupil={pupil}
          refused={refused?.transcriptId === line.transcriptId ? refused : undefined}
          text={text}
          language={ask.var.language}
        />
      ))}
    </Stack>,
    refused ? 422 : 200,
  );
}

function TranscriptPanel(props: {
  line: TranscriptLine;
  pupil: PupilSeen;
  refused: Refused | undefined;
  text: DeskWords;
  language: 'vi' | 'en';
}) {
  const { line, pupil, refused, text, language } = props;
  const words = text.pupil;
  const signed = line.signatures.map(each => each.role);
  const file = (ending: string) => `/schools/${pupil.schoolId}/transcripts/${line.transcriptId}/transcript.${ending}`;
  return (
    <Panel
      title={words.year(line.schoolYear, line.className)}
      aside={line.version > 1 ? words.version(line.version) : undefined}
    >
      <Stack>
        <Row>
          <Standing line={line} text={text} />
          <SignedSteps signed={signed} text={text} />
          {line.signatures.some(each => each.isDevelopment) && (
            <StateChip state="near">{text.developmentShort}</StateChip>
          )}
        </Row>
        <Definitions
          items={[
            ...line.signatures.map(each => ({
              term: text.roles[each.role],
              value: `${each.name}, ${dayTime(each.at, language)}`,
            })),
            { term: words.number, value: line.publicId },
            { term: words.made, value: dayTime(line.madeAt, language) },
            ...(line.why ? [{ term: words.why, value: line.why }] : []),
          ]}
        />
        <Row>
          <ButtonLink
            href={file('pdf')}
            download
            icon="download"
            filled={line.isNewest && !line.revoked && signed.length > 0}
          >
            {signed.length > 0 ? words.pdf : words.preview}
          </ButtonLink>
          <ButtonLink href={file('xml')} download icon="download">
            {words.xml}
          </ButtonLink>
          <Form action="/check/number" hidden={{ number: line.publicId }}>
            <Button>{words.check}</Button>
          </Form>
          {pupil.mayRevoke && !line.revoked && (
            <AskReason
              title={words.revokeTitle}
              does={words.revoke}
              action={`/schools/${pupil.schoolId}/pupils/${pupil.enrolmentId}/transcripts/revoke`}
              hidden={{ transcriptId: line.transcriptId }}
              label={words.revokeWhy}
              help={words.revokeHelp}
              maxLength={500}
              refused={refused}
            />
          )}
        </Row>
      </Stack>
    </Panel>
  );
}

function Standing({ line, text }: { line: TranscriptLine; text: DeskWords }) {
  const words = text.pupil;
  if (line.revoked)
    return <StateChip state="behind">{words.revokedAt(day(line.revoked.at), line.revoked.reason)}</StateChip>;
  if (!line.isNewest) return <StateChip state="silent">{words.superseded}</StateChip>;
  const isSealed = line.signatures.some(each => each.role === 'seal');
  return <StateChip state={isSealed ? 'ok' : 'near'}>{isSealed ? words.valid : words.unfinished}</StateChip>;
}
