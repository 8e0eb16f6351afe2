import { count, none, percent } from '#platform/format.ts';
import { type Column, DataTable, type Slot, Stack } from '#ui';
import type { Period } from '../queries/class-results.ts';
import { sumTallies, type Tally } from '../queries/result-tally.ts';
import type { Regime } from '../rules/regime.ts';
import { regimesShown } from '../rules/standard-levels.ts';
import type { GradebookWords } from '../words/index.ts';
import { tallyFigures } from './tally-figures.ts';

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
    ...tallyFigures(regime, period, text).map(
      ({ key, heading, of, isShare }): Column<Tally> => ({
        key,
        head: heading,
        align: 'end',
        width: 'figure',
        render: tally => (isShare ? share(of(tally), tally.pupils.all) : count(of(tally) ?? 0)),
      }),
    ),
  ];
}
