import type { Query } from '#platform/database/database.ts';
import { count, day, fromTenths, none } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { ButtonLink, Chips, type Column, DataTable, Facts, PrintButton, RowTitle, Stack, StateChip, Tabs } from '#ui';
import { barredPupils } from '../queries/barred-pupils.ts';
import { type ClassResults, classResults, type Period, type PupilResult, periods } from '../queries/class-results.ts';
import { isPrimary, type Regime } from '../rules/regime.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { type ClassSeen, classPage, onClass } from './gradebook-page.tsx';
import { mustRead } from './must-read.ts';
import { ResultBars } from './result-bars.tsx';
import { sayAcademic, sayAward, sayConduct, saySubject } from './say-result.ts';

/** The period that the address asks for; the year where it asks for none. */
export const periodAsked = (ask: Ask): Period => periods.find(each => String(each) === ask.req.query('period')) ?? 3;

interface ResultsAsked {
  seen: ClassSeen;
  period: Period;
  results: ClassResults;
}

/** The results of a class in the period asked for, for whoever may read them all. */
export const readClassResults = (ask: Ask): Promise<ResultsAsked> => onResults(ask, async () => ({}));

/** The same, with what else a page shows of them. */
function onResults<T>(
  ask: Ask,
  more: (db: Query<'gradebook'>, of: ResultsAsked) => Promise<T>,
): Promise<ResultsAsked & T> {
  const period = periodAsked(ask);
  return onClass(ask, async (db, seen) => {
    mustRead(seen);
    const of = { seen, period, results: await classResults(db, seen, period) };
    return { ...of, ...(await more(db, of)) };
  });
}

export const periodTabs = (path: string, current: Period, text: GradebookWords, more = '') => (
  <Tabs
    label={text.summary.period}
    tabs={periods.map(period => ({
      href: `${path}?${more}period=${period}`,
      label: text.levels.periods[period],
      current: period === current,
    }))}
  />
);

/** The regime of a class: of a combined class, that of its first pupil. */
export const regimeOf = ({ pupils }: ClassResults): Regime | null => pupils.find(each => each.regime)?.regime ?? null;

/** How do the pupils of this class stand? Subjects, level, conduct, absences, award, outcome. */
export async function classResultsPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const { seen, period, results, barred } = await onResults(ask, async (db, of) => ({
    barred: await barredPupils(db, of.seen, of.results, of.period, ask.var.system.today()),
  }));
  const base = `/schools/${seen.schoolId}/classes/${seen.classId}`;
  const regime = regimeOf(results);
  const notWhole = results.pupils.filter(each => !each.isWhole && each.leftOn === null).length;
  return classPage(
    ask,
    seen,
    {
      title: text.summary.ofClass(seen.klass, text.levels.periods[period]),
      crumb: text.summary.title,
      facts: (
        <Facts
          items={[
            seen.school,
            seen.schoolYear,
            text.summary.size(count(results.pupils.length)),
            regime && text.levels.regimes[regime],
          ]}
        />
      ),
      marks: results.pupils.length > 0 && (
        <Chips>
          {notWhole > 0 ? (
            <StateChip state="near">{text.summary.notWhole(count(notWhole))}</StateChip>
          ) : (
            <StateChip state="ok">{text.summary.allWhole}</StateChip>
          )}
        </Chips>
      ),
      actions: (
        <>
          <ButtonLink href={`${base}/results.xlsx?period=${period}`} download icon="download">
            {text.summary.excel}
          </ButtonLink>
          <ButtonLink href={`${base}/results.pdf?period=${period}`} download icon="download">
            {text.summary.pdf}
          </ButtonLink>
          <ButtonLink href={`${base}/record.pdf`} download icon="download">
            {text.summary.record}
          </ButtonLink>
          <PrintButton>{text.summary.print}</PrintButton>
        </>
      ),
      source: text.summary.source,
    },
    <Stack>
      {periodTabs(`${base}/results`, period, text)}
      <DataTable
        caption={text.summary.ofClass(seen.klass, text.levels.periods[period])}
        dense
        tall
        columns={resultColumns(results, period, text, pupil => `/schools/${seen.schoolId}/pupils/${pupil.enrolmentId}`)}
        rows={results.pupils}
        rowState={pupil => (pupil.leftOn ? 'muted' : undefined)}
        empty={{
          text: text.summary.empty,
          step: { href: `/schools/${seen.schoolId}/gradebook`, label: text.summary.toGradebook },
        }}
      />
      {results.pupils.length > 0 && (
        <p class="soft">{isPrimary(regime) ? text.summary.primaryLegend : text.summary.legend}</p>
      )}
      <ResultBars barred={barred} heads={results.heads} text={text} />
    </Stack>,
  );
}

function resultColumns(
  results: ClassResults,
  period: Period,
  text: GradebookWords,
  hrefOf: (pupil: PupilResult) => string,
): Column<PupilResult>[] {
  const { heads } = text.summary;
  const primary = isPrimary(regimeOf(results));
  const column = (key: string, head: string, render: (pupil: PupilResult) => string): Column<PupilResult> => ({
    key,
    head,
    width: 'figure',
    render,
  });
  return [
    { key: 'number', head: heads.number, align: 'end', width: 'narrow', render: (_, at) => count(at + 1) },
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      width: 'wide',
      render: pupil => (
        <RowTitle
          href={hrefOf(pupil)}
          facts={[
            pupil.leftOn && text.summary.left(day(pupil.leftOn)),
            pupil.outcomeWhy && text.levels.why[pupil.outcomeWhy],
          ]}
        >
          {pupil.fullName}
        </RowTitle>
      ),
    },
    ...results.heads.map(
      (head): Column<PupilResult> => ({
        key: head.subjectKey,
        head: head.name,
        align: 'center',
        width: 'figure',
        render: pupil => saySubject(pupil.subjects[head.subjectKey], head.kind, text),
      }),
    ),
    ...(results.pupils.some(pupil => pupil.meanTenths !== null)
      ? [
          {
            key: 'mean',
            head: heads.mean,
            align: 'center' as const,
            width: 'figure' as const,
            render: (pupil: PupilResult) => fromTenths(pupil.meanTenths),
          },
        ]
      : []),
    ...(primary && period < 3
      ? []
      : [column('academic', primary ? heads.result : heads.academic, pupil => sayAcademic(pupil, text))]),
    ...(primary ? [] : [column('conduct', heads.conduct, pupil => sayConduct(pupil, text))]),
    { key: 'absences', head: heads.absences, align: 'center', width: 'figure', render: pupil => count(pupil.absences) },
    ...(period >= 3
      ? [
          { key: 'award', head: heads.award, render: (pupil: PupilResult) => sayAward(pupil, text) },
          column('outcome', heads.outcome, pupil => (pupil.outcome ? text.levels.outcomesShort[pupil.outcome] : none)),
        ]
      : []),
  ];
}
