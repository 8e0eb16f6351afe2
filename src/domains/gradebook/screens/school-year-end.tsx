import { count } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  ButtonLink,
  Chips,
  type Column,
  DataTable,
  Facts,
  FaultSummary,
  type FieldFault,
  Form,
  RowTitle,
  Stack,
  StateChip,
} from '#ui';
import { type ClassYear, classYears } from '../queries/year-end.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { onSchool, type SchoolSeen } from './school-page.tsx';
import { yearChoice } from './school-results.tsx';

/** The year's end of a school, for its principal: which classes lack what, approve, lead all into the next year. */
export async function schoolYearEndPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.yearEnd;
  const { seen, years } = await onSchool(ask, async (db, seen) => ({
    seen,
    years: await classYears(db, seen.schoolId, seen.schoolYear),
  }));
  const base = `/schools/${seen.schoolId}`;
  const handedIn = years.filter(each => each.step === 'handed-in');
  const notIn = years.filter(each => each.step === null || each.step === 'reopened').length;
  const toLead = years.some(each => each.toLead > 0 && (each.step === 'approved' || each.step === 'promoted'));
  return screen(
    ask,
    {
      title: `${words.title} ${seen.schoolYear}`,
      crumb: words.title,
      crumbs: [
        { href: `${base}?year=${seen.schoolYear}`, label: seen.school },
        { href: `${base}/results?year=${seen.schoolYear}`, label: text.summary.title },
      ],
      facts: <Facts items={[seen.school, seen.schoolYear]} />,
      marks: years.length > 0 && (
        <Chips>
          {notIn > 0 ? (
            <StateChip state="near">{words.notIn(count(notIn))}</StateChip>
          ) : (
            <StateChip state="ok">{words.allIn}</StateChip>
          )}
        </Chips>
      ),
      actions: (
        <>
          {seen.mayOversee && handedIn.length > 0 && (
            <Form
              action={`${base}/year-end/approve`}
              faults={[]}
              hidden={{ year: seen.schoolYear, classIds: handedIn.map(each => each.classId).join(',') }}
              buttons={<Button filled>{words.approve(count(handedIn.length))}</Button>}
            />
          )}
          <ButtonLink href={`${base}/transcripts?year=${seen.schoolYear}`}>{words.toTranscripts}</ButtonLink>
        </>
      ),
      source: text.summary.source,
    },
    <Stack>
      <FaultSummary faults={faults} />
      {yearChoice(seen.years, seen.schoolYear, year => `${base}/year-end?year=${year}`, text.summary.year)}
      <DataTable
        caption={words.title}
        columns={yearColumns(seen, text)}
        rows={years}
        empty={{ text: words.empty, step: { href: `${base}/classes`, label: words.toClasses } }}
      />
      {seen.mayOversee && toLead && (
        <Form
          action={`${base}/year-end/promote`}
          faults={[]}
          hidden={{ year: seen.schoolYear }}
          buttons={<Button filled={handedIn.length === 0}>{words.promote}</Button>}
        >
          <p class="soft">{words.promoteHelp}</p>
        </Form>
      )}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

function yearColumns(seen: SchoolSeen, text: GradebookWords): Column<ClassYear>[] {
  const words = text.yearEnd;
  const { heads } = words;
  const figure = (
    key: string,
    head: string,
    of: (each: ClassYear) => number,
    fold: 'start' | 'end',
  ): Column<ClassYear> => ({
    key,
    head,
    align: 'end',
    fold,
    foldHead: true,
    render: each => (of(each) === 0 ? '–' : count(of(each))),
  });
  return [
    {
      key: 'class',
      head: heads.class,
      rowHead: true,
      fold: 'full',
      width: 'wide',
      render: each => (
        <RowTitle href={`/schools/${seen.schoolId}/classes/${each.classId}/year-end`} facts={[each.homeroom]}>
          {each.klass}
        </RowTitle>
      ),
    },
    figure('pupils', heads.pupils, each => each.pupils, 'start'),
    figure('lacking', heads.lackingPupils, each => each.pupils - each.whole, 'end'),
    figure('promoted', heads.promoted, each => each.promoted, 'start'),
    figure('waiting', heads.waiting, each => each.waiting, 'end'),
    figure('notPromoted', heads.notPromoted, each => each.notPromoted, 'start'),
    {
      key: 'step',
      head: heads.step,
      fold: 'end',
      render: each => (
        <StateChip
          state={
            each.step === 'approved' || each.step === 'promoted' ? 'ok' : each.step === 'handed-in' ? 'near' : 'silent'
          }
        >
          {words.states[each.step ?? 'none']}
        </StateChip>
      ),
    },
  ];
}
