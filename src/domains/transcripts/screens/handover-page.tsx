import { day, dayTime } from '#platform/format.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { Button, Choice, DataTable, type FieldFault, Form, Panel, Stack, StateChip, TextField, Timeline } from '#ui';
import { getPupil, type HandoverLine, handoversOf, type TranscriptHeld, transcriptsOf } from '../queries/handover.ts';
import { type HandoverWords, handoverWords } from '../words/handover.ts';

export interface Refused {
  form: 'package' | 'extract';
  typed: Record<string, string>;
  years: string[];
  faults: FieldFault[];
}

/** A pupil's papers: what there is, what may be handed out, and what was. For the school's office. */
export async function handoverPage(ask: Ask, refused?: Refused): Promise<Response> {
  const text = handoverWords(ask.var.language);
  const { pupil, held, log } = await readFor(ask, 'transcripts', async db => {
    const [schoolId, enrolmentId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'enrolmentId')];
    const pupil = await getPupil(db, ask.var.actor, schoolId, enrolmentId, ask.var.system.today());
    return {
      pupil,
      held: await transcriptsOf(db, schoolId, enrolmentId),
      log: await handoversOf(db, schoolId, enrolmentId),
    };
  });
  const path = `/schools/${pupil.schoolId}/pupils/${pupil.enrolmentId}`;
  // What was just made is to be downloaded: it stands above the forms.
  const history = (
    <Panel title={text.log.title}>
      <Timeline items={log.map(line => logLine(line, path, text, ask.var.language))} empty={text.log.none} />
    </Panel>
  );
  return screen(
    ask,
    {
      title: `${text.title}: ${pupil.name}`,
      crumb: text.title,
      crumbs: [
        { href: `/schools/${pupil.schoolId}`, label: pupil.school },
        { href: path, label: pupil.name },
      ],
      facts: text.pupil(pupil.code, day(pupil.birthDay)),
    },
    <Stack>
      <Held held={held} text={text} />
      {log.length > 0 && history}
      <Extract path={path} held={held} refused={refused?.form === 'extract' ? refused : undefined} text={text} />
      <Package path={path} refused={refused?.form === 'package' ? refused : undefined} text={text} />
      {log.length === 0 && history}
    </Stack>,
    refused ? 422 : 200,
  );
}

function Held({ held, text }: { held: TranscriptHeld[]; text: HandoverWords }) {
  const words = text.held;
  return (
    <Panel title={words.title} flush>
      <DataTable
        bare
        caption={words.title}
        rows={held}
        columns={[
          { key: 'year', head: words.year, rowHead: true, fold: 'start', render: one => one.schoolYear },
          {
            key: 'signed',
            head: words.signed,
            fold: 'end',
            render: one => (
              <StateChip state={one.signedAs === 'seal' ? 'ok' : one.signedAs ? 'near' : 'silent'}>
                {one.signedAs ? words.roles[one.signedAs] : words.unsigned}
              </StateChip>
            ),
          },
          { key: 'grade', head: words.grade, fold: 'start', foldHead: true, render: one => String(one.grade) },
          { key: 'version', head: words.version, fold: 'end', foldHead: true, render: one => String(one.version) },
        ]}
        empty={{ text: words.none }}
      />
    </Panel>
  );
}

function Extract(props: { path: string; held: TranscriptHeld[]; refused: Refused | undefined; text: HandoverWords }) {
  const { held, refused } = props;
  const words = props.text.extract;
  if (held.length === 0) return null;
  return (
    <Panel title={words.title}>
      <Form
        id="extract"
        action={`${props.path}/extract`}
        faults={refused?.faults ?? []}
        buttons={<Button filled>{words.button}</Button>}
      >
        <p class="soft">{words.help}</p>
        <Choice
          name="schoolYears"
          label={words.years}
          many
          value={refused?.years ?? held.map(each => each.schoolYear)}
          options={held.map(each => ({ value: each.schoolYear, label: each.schoolYear }))}
        />
        <TextField name="toWhom" label={words.toWhom} maxLength={200} value={refused?.typed.toWhom} />
        <TextField name="why" label={words.why} maxLength={300} value={refused?.typed.why} />
      </Form>
    </Panel>
  );
}

function Package(props: { path: string; refused: Refused | undefined; text: HandoverWords }) {
  const words = props.text.out;
  return (
    <Panel title={words.title}>
      <Form
        id="package"
        action={`${props.path}/package`}
        faults={props.refused?.faults ?? []}
        buttons={<Button>{words.button}</Button>}
      >
        <p class="soft">{words.help}</p>
        <TextField name="toWhom" label={words.toWhom} maxLength={200} value={props.refused?.typed.toWhom} />
        <TextField name="why" label={words.why} maxLength={500} optional value={props.refused?.typed.why} />
      </Form>
    </Panel>
  );
}

function logLine(line: HandoverLine, path: string, text: HandoverWords, language: 'vi' | 'en') {
  const words = text.log;
  const whom = line.toWhom && (line.kind === 'package-in' ? words.from(line.toWhom) : words.to(line.toWhom));
  return {
    when: dayTime(line.at, language),
    who: line.by ?? words.house,
    title: [words.kinds[line.kind], line.number, whom].filter(Boolean).join(' '),
    detail: (
      <>
        {line.why && <p>{line.why}</p>}
        {line.keptFileId !== null && (
          <a href={`${path}/handover/${line.keptFileId}`} download data-turbo="false">
            {words.download}
          </a>
        )}
      </>
    ),
  };
}
