import { count, fromTenths, none, percent } from '#platform/format.ts';
import { routes } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, type Column, DataTable, Facts, Panel, PrintButton, RankedBars, Stack, Tabs } from '#ui';
import type { MarkSheet } from '../queries/mark-sheet.ts';
import { markOf } from '../queries/packed-marks.ts';
import { bands, type ColumnStatistics, statisticsOf } from '../rules/bands.ts';
import { type MarkLevel, type MarkValue, showMark } from '../rules/read-mark.ts';
import { termResult } from '../rules/term-mean.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { sheetPath } from './mark-sheet.tsx';
import { readSheet } from './sheet-asked.ts';

/** How the marks of a course lie: by column and for the term. */
export const statisticsRoutes = routes();

interface Line extends ColumnStatistics {
  key: string;
  name: string;
}

/** A line a column, and one for the term; columns in which nothing stands are left out. */
function linesOf({ head, rows }: MarkSheet, words: GradebookWords['sheet']): Line[] {
  const asked = rows.filter(row => !row.isExempt && row.leftOn === null);
  const ofColumn = head.columns.map(column => ({
    key: String(column.columnId),
    name: words.columnName(column.kind, column.number),
    ...statisticsOf(asked.map(row => markOf(row.marks[column.columnId]))),
  }));
  const results = asked.map(
    (row): MarkValue =>
      termResult(
        head,
        head.columns.map(({ columnId, kind }) => ({ kind, mark: markOf(row.marks[columnId]) })),
      ),
  );
  const term = {
    key: 'term',
    name: head.kind === 'scored' ? words.stats.term : words.stats.result,
    ...statisticsOf(results),
  };
  return [...ofColumn, term].filter(line => line.marks > 0);
}

const levelsOf = (lines: readonly Line[]): MarkLevel[] =>
  (['passed', 'not-passed', 'T', 'H', 'C'] as const).filter(level => lines.some(line => line.byLevel[level] > 0));

const bandName = ({ from, to }: (typeof bands)[number], words: GradebookWords['sheet']) =>
  words.stats.band(showMark({ tenths: from, level: null }), showMark({ tenths: to, level: null }));

statisticsRoutes.get('/schools/:schoolId/courses/:courseId{[0-9]+}/statistics', async ask => {
  const words = t(ask.var.language).sheet;
  const sheet = await readSheet(ask);
  const { head } = sheet;
  const lines = linesOf(sheet, words);
  const hasTenths = lines.some(line => line.mean !== null);
  const shown = lines.find(line => line.key === ask.req.query('column')) ?? lines.at(-1);
  return screen(
    ask,
    {
      title: words.stats.title(head.subject, head.klass),
      crumbs: [
        { href: `/schools/${head.schoolId}/gradebook?year=${head.schoolYear}&term=${head.term}`, label: words.title },
        { href: sheetPath(head), label: `${head.subject} ${head.klass}` },
      ],
      facts: <Facts items={[head.school, head.schoolYear, words.term(head.term)]} />,
      actions: (
        <>
          <ButtonLink href={sheetPath(head)}>{words.stats.back}</ButtonLink>
          <PrintButton>{words.print}</PrintButton>
        </>
      ),
      source: words.source,
    },
    <Stack>
      <Tabs
        label={words.terms}
        tabs={([1, 2] as const).map(term => ({
          href: sheetPath({ ...head, term }, '/statistics'),
          label: words.term(term),
          current: term === head.term,
        }))}
      />
      <DataTable
        caption={words.stats.caption}
        rows={lines}
        columns={columnsOf(lines, hasTenths, sheet, words)}
        empty={{ text: words.stats.empty, step: { href: sheetPath(head), label: words.stats.back } }}
      />
      {shown && (
        <Panel title={words.stats.chart(shown.name)}>
          <RankedBars
            title={words.stats.chart(shown.name)}
            full={shown.marks}
            write={value => (value === null ? none : words.stats.of(count(value)))}
            items={
              shown.mean === null
                ? levelsOf(lines).map(level => ({
                    label: showMark({ tenths: null, level }),
                    value: shown.byLevel[level],
                    state: level === 'not-passed' || level === 'C' ? ('behind' as const) : ('ok' as const),
                  }))
                : bands.map((band, at) => ({
                    label: bandName(band, words),
                    value: shown.inBands[at] ?? 0,
                    state: at < 1 ? ('behind' as const) : at < 2 ? ('near' as const) : ('ok' as const),
                  }))
            }
          />
        </Panel>
      )}
    </Stack>,
  );
});

function columnsOf(
  lines: readonly Line[],
  hasTenths: boolean,
  { head }: MarkSheet,
  words: GradebookWords['sheet'],
): Column<Line>[] {
  const figure = (key: string, name: string, render: (line: Line) => string): Column<Line> => ({
    key,
    head: name,
    align: 'end',
    render,
  });
  return [
    {
      key: 'column',
      head: words.stats.column,
      rowHead: true,
      render: line => <a href={sheetPath(head, '/statistics', `&column=${line.key}`)}>{line.name}</a>,
    },
    figure('marks', words.stats.marks, line => count(line.marks)),
    ...(hasTenths
      ? bands.map((band, at) =>
          figure(`band-${at}`, bandName(band, words), line => (line.mean === null ? none : count(line.inBands[at]))),
        )
      : []),
    ...levelsOf(lines).map(level =>
      figure(level, showMark({ tenths: null, level }), line =>
        line.mean === null ? count(line.byLevel[level]) : none,
      ),
    ),
    ...(hasTenths ? [figure('mean', words.stats.mean, line => fromTenths(line.mean))] : []),
    figure('passed', hasTenths ? words.stats.passed : words.stats.passedLevels, line =>
      percent((line.passed * 100) / line.marks),
    ),
  ];
}
