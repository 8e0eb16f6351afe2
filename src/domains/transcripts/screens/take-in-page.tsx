import { readKept } from '#platform/files/keep.ts';
import { day, dayTime } from '#platform/format.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  Definitions,
  type FieldFault,
  FileField,
  Form,
  LinkList,
  Notice,
  Panel,
  Row,
  RowTitle,
  Select,
  Stack,
  StateChip,
} from '#ui';
import { sayFault } from '../commands/take-in-package.ts';
import { checkPackage, MOST_PACKAGE_BYTES, type PackageChecked } from '../queries/check-package.ts';
import { type Arrival, arrivalsAt, getOffice, likelyPupils } from '../queries/handover.ts';
import { checkingWords } from '../words/checking.ts';
import { type HandoverWords, handoverWords } from '../words/handover.ts';
import { looks } from './check-result.tsx';

/** Records of pupils who come: from schools of the province at once, from elsewhere by a file. */
export async function takeInPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const text = handoverWords(ask.var.language);
  const today = ask.var.system.today();
  const { office, arrivals } = await readFor(ask, 'transcripts', async db => {
    const office = await getOffice(db, ask.var.actor, idFrom(ask, 'schoolId'), today);
    return { office, arrivals: await arrivalsAt(db, office.schoolId, today) };
  });
  const words = text.into;
  // Whoever came from inside the province is taken in first: it needs no file.
  const next = arrivals.find(one => !one.isTaken);
  return screen(
    ask,
    { title: words.title, crumbs: [{ href: `/schools/${office.schoolId}`, label: office.name }] },
    <Stack>
      <Panel title={words.arrivals}>
        {arrivals.length === 0 ? (
          <p class="soft">{words.noArrivals}</p>
        ) : (
          <Stack>
            <p class="soft">{words.arrivalsHelp}</p>
            {arrivals.map(one => (
              <ArrivalLine one={one} isNext={one === next} schoolId={office.schoolId} text={text} />
            ))}
          </Stack>
        )}
      </Panel>
      <Panel title={words.upload}>
        <Form
          action={`/schools/${office.schoolId}/handover/import`}
          files
          faults={faults}
          buttons={<Button filled={next === undefined}>{words.check}</Button>}
        >
          <FileField
            name="file"
            label={words.file}
            help={words.uploadHelp}
            kinds={['.zip']}
            maxBytes={MOST_PACKAGE_BYTES}
          />
        </Form>
      </Panel>
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

function ArrivalLine(props: { one: Arrival; isNext: boolean; schoolId: number; text: HandoverWords }) {
  const { one, isNext, schoolId, text } = props;
  const words = text.into;
  return (
    <Row>
      <RowTitle
        href={`/schools/${schoolId}/pupils/${one.enrolmentId}/handover`}
        facts={[one.code, text.log.from(one.from), words.cameOn(day(one.cameOn))]}
      >
        {one.name}
      </RowTitle>
      {one.isTaken ? (
        <StateChip state="ok">{words.taken}</StateChip>
      ) : (
        <Form
          action={`/schools/${schoolId}/handover/arrivals/${one.enrolmentId}`}
          buttons={<Button filled={isNext}>{words.take}</Button>}
        />
      )}
    </Row>
  );
}

/** A package that was uploaded: what each file is, before it is taken in. */
export async function packagePage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const text = handoverWords(ask.var.language);
  const { actor, system, language } = ask.var;
  const [schoolId, keptFileId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'keptFileId')];
  const office = await readFor(ask, 'transcripts', db => getOffice(db, actor, schoolId, system.today()));
  const file = await readFor(ask, 'transcripts', db => readKept(system, db, schoolId, keptFileId));
  const checked = await checkPackage(system, file.content);
  if ('fault' in checked)
    return takeInPage(ask, [{ field: 'file', words: sayFault(language, checked.fault, checked.path) }]);
  const { manifest } = checked;
  const pupils = await readFor(ask, 'transcripts', db =>
    likelyPupils(db, schoolId, manifest.pupil.code, manifest.pupil.name, system.today()),
  );
  const words = text.into;
  return screen(
    ask,
    {
      title: words.checked,
      crumbs: [
        { href: `/schools/${schoolId}`, label: office.name },
        { href: `/schools/${schoolId}/handover/import`, label: words.title },
      ],
    },
    <Stack>
      <Notice kind={checked.sender === 'known' ? 'done' : 'note'}>{words.senders[checked.sender]}</Notice>
      <Panel>
        <Definitions
          items={[
            { term: words.from, value: [manifest.from.name, manifest.from.code].filter(Boolean).join(' · ') },
            {
              term: words.pupil,
              value: [manifest.pupil.name, manifest.pupil.code, day(manifest.pupil.birthDay)].join(' · '),
            },
            { term: words.madeAt, value: dayTime(new Date(manifest.madeAt), language) },
          ]}
        />
      </Panel>
      {checked.transcripts.some(one => one.checked.verified.development) && (
        <Notice kind="note">{checkingWords(language).development}</Notice>
      )}
      <LinkList title={words.files} items={fileLines(checked, ask)} empty="–" />
      <p>{checked.data.results.length > 0 ? words.results(checked.data.results.length) : words.noResults}</p>
      {pupils.length === 0 ? (
        <Notice kind="note">{words.noneLikely}</Notice>
      ) : (
        <Panel title={words.button}>
          <Form
            action={`/schools/${schoolId}/handover/import/${keptFileId}`}
            faults={faults}
            buttons={<Button filled>{words.button}</Button>}
          >
            <Select
              name="enrolmentId"
              label={words.whose}
              help={words.whoseHelp}
              value={pupils.length === 1 ? String(pupils[0]?.enrolmentId) : undefined}
              options={pupils.map(each => ({ value: String(each.enrolmentId), label: each.label }))}
            />
          </Form>
        </Panel>
      )}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

function fileLines(checked: PackageChecked, ask: Ask) {
  const text = checkingWords(ask.var.language);
  return checked.transcripts.map(({ path, checked: { judged, verified } }) => ({
    title: path,
    state: looks[judged.state],
    detail: [
      text.states[judged.state],
      text.why[judged.why],
      verified.signatures.map(one => one.name ?? one.subject).join(', '),
    ]
      .filter(Boolean)
      .join(' · '),
  }));
}
