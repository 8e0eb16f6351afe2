import { count, dayTime } from '#platform/format.ts';
import { type Ask, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, Chips, DataTable, Facts, RowFigure, RowTitle, StateChip } from '#ui';
import { schoolsChecked } from '../queries/result-checks.ts';
import { yearsToSettle } from '../queries/settled-readings.ts';
import { t } from '../words/index.ts';
import { mustSettle } from './check-parts.tsx';

/** The second computation over all schools: which were checked when, and where the two differ. */
export async function checksPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.checks.check;
  const { schoolYear, checked, all } = await readFor(ask, 'gradebook', async db => {
    await mustSettle(db, ask);
    const { years, now } = await yearsToSettle(db, ask.var.system.today());
    const asked = years.find(year => year === ask.req.query('year')) ?? now;
    return { schoolYear: asked, ...(await schoolsChecked(db, asked, ask.var.system.today())) };
  });
  const differing = checked.filter(one => one.differences > 0);
  const differences = differing.reduce((sum, one) => sum + one.differences, 0);
  const results = checked.reduce((sum, one) => sum + one.results, 0);
  return screen(
    ask,
    {
      title: words.all,
      facts: <Facts items={[schoolYear, words.schools(count(checked.length), count(all)), words.intro]} />,
      marks: (
        <Chips>
          {differences > 0 ? (
            <StateChip state="behind">{words.differ(count(differences))}</StateChip>
          ) : (
            <StateChip state={checked.length > 0 ? 'ok' : 'silent'}>
              {checked.length > 0 ? words.same(count(results)) : words.never}
            </StateChip>
          )}
        </Chips>
      ),
      actions: <ButtonLink href="/results/readings">{words.readings}</ButtonLink>,
    },
    <DataTable
      caption={words.all}
      filter
      rows={checked}
      columns={[
        {
          key: 'school',
          head: words.schoolHeads.school,
          rowHead: true,
          width: 'wide',
          fold: 'full',
          render: one => (
            <RowTitle href={`/schools/${one.schoolId}/results/check?year=${schoolYear}`}>{one.school}</RowTitle>
          ),
        },
        { key: 'at', head: words.schoolHeads.at, fold: 'start', render: one => dayTime(one.at) },
        {
          key: 'results',
          head: words.schoolHeads.results,
          align: 'end',
          fold: 'hide',
          render: one => count(one.results),
        },
        {
          key: 'differences',
          head: words.schoolHeads.differences,
          align: 'end',
          fold: 'end',
          render: one =>
            one.differences > 0 ? (
              <StateChip state="behind">{count(one.differences)}</StateChip>
            ) : (
              <RowFigure>0</RowFigure>
            ),
        },
      ]}
      empty={{ text: words.empty }}
    />,
  );
}
