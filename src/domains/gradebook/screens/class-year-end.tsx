import { count, dayTime } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import {
  Button,
  ButtonLink,
  Chips,
  type Column,
  DataTable,
  Dialog,
  Facts,
  FaultSummary,
  type FieldFault,
  Form,
  Panel,
  Row,
  Stack,
  StateChip,
  Steps,
  TextField,
  Timeline,
} from '#ui';
import { classResults, type PupilResult } from '../queries/class-results.ts';
import { type ClassYear, classYears, type Lacking, lackingOf, yearSteps } from '../queries/year-end.ts';
import { isPrimary } from '../rules/regime.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { type ClassSeen, classPage, onClass } from './gradebook-page.tsx';
import { mustRead } from './must-read.ts';
import { sayAcademic, sayConduct, sayOutcome } from './say-result.ts';

/** At which of the five steps a class's year stands. */
export function stepOf(own: Pick<ClassYear, 'step'> | undefined, lacking: number): number {
  if (own?.step === 'promoted') return 5;
  if (own?.step === 'approved') return 4;
  if (own?.step === 'handed-in') return 3;
  return lacking > 0 ? 0 : 2;
}

/** The year's end of a class, for its homeroom teacher: what is missing, whom to look at, hand in. */
export async function classYearEndPage(ask: Ask, faults: FieldFault[] = [], typed = ''): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.yearEnd;
  const { seen, own, lacking, pupils, steps } = await onClass(ask, async (db, seen) => {
    mustRead(seen);
    return {
      seen,
      own: (await classYears(db, seen.schoolId, seen.schoolYear)).find(each => each.classId === seen.classId),
      lacking: await lackingOf(db, seen),
      pupils: await newestResults(db, seen),
      steps: await yearSteps(db, seen.schoolId, seen.classId),
    };
  });
  const base = `/schools/${seen.schoolId}/classes/${seen.classId}`;
  const open = !own?.step || own.step === 'reopened';
  const toDecide = pupils.filter(each => each.isWhole && each.outcome !== 'promoted');
  return classPage(
    ask,
    seen,
    {
      title: words.ofClass(seen.klass),
      crumb: words.title,
      facts: <Facts items={[seen.school, seen.schoolYear, words.size(count(own?.pupils ?? 0))]} />,
      marks: (
        <Chips>
          {lacking.length > 0 ? (
            <StateChip state="near">{words.lacking(count(lacking.length))}</StateChip>
          ) : (
            <StateChip state="ok">{words.nothingLacking}</StateChip>
          )}
          {own?.step && <StateChip state={own.step === 'reopened' ? 'near' : 'ok'}>{words.states[own.step]}</StateChip>}
        </Chips>
      ),
      actions: (
        <>
          <ButtonLink href={`${base}/homeroom`}>{words.toHomeroom}</ButtonLink>
          <ButtonLink href={`${base}/results`}>{words.toResults}</ButtonLink>
        </>
      ),
      source: text.summary.source,
    },
    <Stack>
      <FaultSummary faults={faults.filter(fault => !fault.field)} />
      <Steps
        current={stepOf(own, lacking.length)}
        steps={[
          words.steps.complete,
          words.steps.decide,
          words.steps.handIn,
          words.steps.approve,
          words.steps.promote,
        ].map(label => ({ label }))}
      />
      {lacking.length > 0 && <LackingTable seen={seen} lacking={lacking} text={text} />}
      <DataTable
        caption={words.decideTitle}
        showCaption
        columns={decideColumns(seen, pupils, text)}
        rows={toDecide}
        empty={{ text: words.nothingToDecide }}
      />
      {toDecide.length > 0 && <p class="soft">{words.decideHelp}</p>}
      <Row>
        {open && (seen.mayLead || seen.mayOversee) && (
          <Form action={`${base}/year-end/hand-in`} faults={[]} buttons={<Button filled>{words.handIn}</Button>}>
            <p class="soft">{words.handInHelp}</p>
          </Form>
        )}
        {!open && own?.step !== 'promoted' && seen.mayOversee && (
          <ReopenDialog action={`${base}/year-end/reopen`} typed={typed} faults={faults} text={text} />
        )}
      </Row>
      {steps.length > 0 && (
        <Panel title={words.history}>
          <Timeline
            items={steps.map(each => ({
              when: dayTime(each.at, ask.var.language),
              title: words.happenings[each.what],
              who: each.name ?? '',
              detail: each.reason ?? undefined,
            }))}
          />
        </Panel>
      )}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

/** Each pupil's newest result of the year: after the summer where there is one. */
async function newestResults(db: Parameters<typeof classResults>[0], seen: ClassSeen): Promise<PupilResult[]> {
  const [year, summer] = [await classResults(db, seen, 3), await classResults(db, seen, 4)];
  const after = new Map(summer.pupils.filter(each => each.regime).map(each => [each.enrolmentId, each]));
  return year.pupils.filter(each => each.leftOn === null).map(each => after.get(each.enrolmentId) ?? each);
}

function ReopenDialog(props: { action: string; typed: string; faults: FieldFault[]; text: GradebookWords }) {
  const words = props.text.yearEnd;
  const own = props.faults.filter(fault => fault.field === 'reason');
  return (
    <Dialog title={words.reopenTitle} opens={words.reopen} open={own.length > 0}>
      <Form action={props.action} faults={own} buttons={<Button danger>{words.reopen}</Button>}>
        <TextField name="reason" label={words.reason} value={props.typed} maxLength={500} />
      </Form>
    </Dialog>
  );
}

function LackingTable(props: { seen: ClassSeen; lacking: Lacking[]; text: GradebookWords }) {
  const { seen, text } = props;
  const words = text.yearEnd;
  return (
    <DataTable
      caption={words.lackingTitle}
      showCaption
      columns={[
        {
          key: 'name',
          head: words.heads.name,
          rowHead: true,
          fold: 'full',
          render: each => <a href={`/schools/${seen.schoolId}/pupils/${each.enrolmentId}`}>{each.fullName}</a>,
        },
        {
          key: 'lacks',
          head: words.heads.lacks,
          width: 'wide',
          fold: 'full',
          render: each => (
            <Facts
              items={[
                ...each.subjects.map(one => (
                  <a href={`/schools/${seen.schoolId}/courses/${one.courseId}?term=${one.term}`}>
                    {words.lackingSubject(one.subject, text.levels.periods[one.term], count(one.missing))}
                  </a>
                )),
                ...each.conductTerms.map(term => (
                  <a href={`/schools/${seen.schoolId}/classes/${seen.classId}/homeroom?term=${term}`}>
                    {words.lackingConduct(text.levels.periods[term === 1 ? 1 : 2])}
                  </a>
                )),
                each.subjects.length === 0 && each.conductTerms.length === 0 && words.lackingNoResult,
              ]}
            />
          ),
        },
      ]}
      rows={props.lacking}
      empty={{ text: words.nothingLacking }}
    />
  );
}

function decideColumns(seen: ClassSeen, pupils: PupilResult[], text: GradebookWords): Column<PupilResult>[] {
  const { heads } = text.yearEnd;
  const primary = isPrimary(pupils.find(each => each.regime)?.regime ?? null);
  return [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      fold: 'full',
      render: each => <a href={`/schools/${seen.schoolId}/pupils/${each.enrolmentId}`}>{each.fullName}</a>,
    },
    { key: 'academic', head: heads.academic, fold: 'start', foldHead: true, render: each => sayAcademic(each, text) },
    ...(primary
      ? []
      : [
          {
            key: 'conduct',
            head: heads.conduct,
            fold: 'end' as const,
            foldHead: true,
            render: (each: PupilResult) => sayConduct(each, text),
          },
        ]),
    {
      key: 'absences',
      head: heads.absences,
      align: 'end',
      fold: 'start',
      foldHead: true,
      render: each => count(each.absences),
    },
    { key: 'outcome', head: heads.outcome, width: 'wide', fold: 'full', render: each => sayOutcome(each, text) },
  ];
}
