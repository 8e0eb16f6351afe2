import { count, none, percent } from '#platform/format.ts';
import { type Column, DataTable, type Slot, Stack } from '#ui';
import type { Period } from '../queries/class-results.ts';
import { sumTallies, type Tally } from '../queries/result-tally.ts';
import type { Regime } from '../rules/regime.ts';
import { academicLevels, conductLevels, regimesShown } from '../rules/standard-levels.ts';
import type { GradebookWords } from '../words/index.ts';

/** A count with its share below: "31 · 77,5 %". None is a dash, not a zero. */
const share = (part: number | undefined, whole: number): Slot =>
  part ? (
    <>
      {count(part)} <span class="soft">{percent((100 * part) / whole)}</span>
    </>
  ) : (
    none
  );

interface Told {
  tallies: Tally[];
  period: Period;
  text: GradebookWords;
  /** Names the groups: "Lớp", "Trường". */
  head: string;
  caption: string;
  hrefOf?: (tally: Tally) => string | undefined;
  /** Names the sum of all groups; without it there is no sum. */
  whole?: string;
}

/** Statistics of groups of pupils: one table for each circular, since each has levels of its own. */
export function TallyTables(props: Told) {
  const shown = regimesShown.filter(regime => props.tallies.some(each => each.regime === regime));
  return (
    <Stack>
      {shown.map(regime => (
        <TallyTable {...props} regime={regime} />
      ))}
    </Stack>
  );
}

function TallyTable(props: Told & { regime: Regime }) {
  const { text, regime, period } = props;
  const rows = props.tallies.filter(each => each.regime === regime);
  const [sum] = sumTallies(rows, 0, props.whole ?? '');
  const columns = columnsOf(props, regime, period);
  return (
    <DataTable
      caption={`${props.caption} · ${text.levels.regimes[regime]}`}
      showCaption
      dense
      columns={columns}
      rows={rows}
      {...(sum && props.whole !== undefined && rows.length > 1
        ? { totals: Object.fromEntries(columns.map(column => [column.key, column.render(sum, 0)])) }
        : {})}
      empty={{ text: text.summary.empty }}
    />
  );
}

function columnsOf({ text, head, hrefOf }: Told, regime: Regime, period: Period): Column<Tally>[] {
  const { heads } = text.summary;
  const figure = (key: string, title: string, of: (tally: Tally) => Slot): Column<Tally> => ({
    key,
    head: title,
    align: 'end',
    width: 'figure',
    render: of,
  });
  return [
    {
      key: 'group',
      head,
      rowHead: true,
      width: 'wide',
      render: tally => {
        const href = tally.key === 0 ? undefined : hrefOf?.(tally);
        return href ? <a href={href}>{tally.label}</a> : tally.label;
      },
    },
    figure('pupils', heads.pupils, tally => count(tally.pupils.all)),
    figure('girls', heads.girls, tally => count(tally.pupils.girls)),
    figure('minority', heads.minority, tally => count(tally.pupils.minority)),
    figure('whole', heads.whole, tally => share(tally.whole, tally.pupils.all)),
    ...academicLevels[regime].map(level =>
      figure(`academic-${level}`, text.summary.academicHead(text.levels.academic(regime, level)), tally =>
        share(tally.facts.academic[level]?.all, tally.pupils.all),
      ),
    ),
    ...conductLevels[regime].map(level =>
      figure(`conduct-${level}`, text.summary.conductHead(text.levels.conduct(level)), tally =>
        share(tally.facts.conduct[level]?.all, tally.pupils.all),
      ),
    ),
    ...(period >= 3
      ? [
          figure('promoted', text.levels.outcomes.promoted, tally =>
            share(tally.facts.outcome.promoted?.all, tally.pupils.all),
          ),
        ]
      : []),
  ];
}
