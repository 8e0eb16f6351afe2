import { count, day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, Chips, Empty, Facts, LinkList, Stack, StateChip } from '#ui';
import { sumTallies, type Tally, tallyByClass } from '../queries/result-tally.ts';
import { t } from '../words/index.ts';
import { periodAsked, periodTabs } from './class-results.tsx';
import { onSchool } from './school-page.tsx';
import { TallyTables } from './tally-tables.tsx';

/** The years there are, as links. */
export const yearChoice = (
  years: readonly string[],
  current: string,
  hrefOf: (year: string) => string,
  label: string,
) => (
  <Facts
    items={years.map((year, at) => (
      <>
        {at === 0 && `${label} `}
        {year === current ? <strong>{year}</strong> : <a href={hrefOf(year)}>{year}</a>}
      </>
    ))}
  />
);

const gradeOf = (label: string) => Number(/^\d+/.exec(label)?.[0] ?? 0);

/** Classes summed by their grade, which their names begin with. */
export function byGrade(classes: readonly Tally[], name: (grade: number) => string): Tally[] {
  const grades = [...new Set(classes.map(each => gradeOf(each.label)))].filter(grade => grade > 0);
  return grades
    .sort((a, b) => a - b)
    .flatMap(grade =>
      sumTallies(
        classes.filter(each => gradeOf(each.label) === grade),
        grade,
        name(grade),
      ),
    );
}

/** A school's results by class, in the year and period of the address. */
export const readSchoolResults = (ask: Ask) =>
  onSchool(ask, async (db, seen) => {
    const period = periodAsked(ask);
    return { seen, period, classes: await tallyByClass(db, seen.schoolId, seen.schoolYear, period) };
  });

/** How does the school stand? By grade and class, with the lists that follow from it. */
export async function schoolResultsPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.summary;
  const { seen, period, classes } = await readSchoolResults(ask);
  const base = `/schools/${seen.schoolId}/results`;
  const year = `year=${seen.schoolYear}`;
  const [pupils, whole] = [
    classes.reduce((sum, each) => sum + each.pupils.all, 0),
    classes.reduce((sum, each) => sum + each.whole, 0),
  ];
  return screen(
    ask,
    {
      title: words.ofSchool(text.levels.periods[period]),
      crumb: words.title,
      crumbs: [{ href: `/schools/${seen.schoolId}?${year}`, label: seen.school }],
      facts: <Facts items={[seen.school, seen.schoolYear, words.asOf(day(ask.var.system.today()))]} />,
      marks: pupils > 0 && (
        <Chips>
          <StateChip state={whole === pupils ? 'ok' : 'near'}>{words.wholeOf(count(whole), count(pupils))}</StateChip>
        </Chips>
      ),
      actions: (
        <>
          <ButtonLink href={`/schools/${seen.schoolId}/year-end?${year}`} filled={seen.mayOversee}>
            {words.yearEnd}
          </ButtonLink>
          <ButtonLink href={`${base}.xlsx?${year}&period=${period}`} download icon="download">
            {words.excel}
          </ButtonLink>
          <ButtonLink href={`${base}.pdf?${year}&period=${period}`} download icon="download">
            {words.pdf}
          </ButtonLink>
        </>
      ),
      source: words.source,
    },
    <Stack>
      {yearChoice(seen.years, seen.schoolYear, each => `${base}?year=${each}&period=${period}`, words.year)}
      {periodTabs(base, period, text, `${year}&`)}
      {classes.length === 0 ? (
        <Empty
          text={words.emptySchool}
          step={{ href: `/schools/${seen.schoolId}/gradebook?${year}`, label: words.toGradebook }}
        />
      ) : (
        <>
          <TallyTables
            tallies={byGrade(classes, words.grade)}
            period={period}
            text={text}
            head={words.heads.grade}
            caption={words.byGrade}
            whole={words.whole}
          />
          <TallyTables
            tallies={classes}
            period={period}
            text={text}
            head={words.heads.class}
            caption={words.byClass}
            hrefOf={tally => `/schools/${seen.schoolId}/classes/${tally.key}/results?period=${period}`}
          />
          <LinkList
            title={words.lists}
            empty=""
            items={[
              { title: words.honours, href: `${base}/honours?${year}` },
              { title: words.promotion, href: `${base}/promotion?${year}` },
              ...(seen.mayOversee ? [{ title: words.check, href: `${base}/check?${year}` }] : []),
            ]}
          />
        </>
      )}
    </Stack>,
  );
}
