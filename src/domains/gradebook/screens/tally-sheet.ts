import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import type { Period } from '../queries/class-results.ts';
import type { Tally } from '../queries/result-tally.ts';
import { regimesShown } from '../rules/standard-levels.ts';
import type { GradebookWords } from '../words/index.ts';
import { tallyFigures } from './tally-figures.ts';

/** Statistics as a table to calculate on: a row a group and circular, counts without shares. */
export async function tallySheet(
  tallies: readonly Tally[],
  period: Period,
  text: GradebookWords,
  head: string,
): Promise<Uint8Array> {
  const columns: TableColumn<Tally>[] = [
    { heading: head, kind: 'text', width: 40, value: tally => tally.label },
    { heading: text.summary.regime, kind: 'text', width: 22, value: tally => text.levels.regimes[tally.regime] },
  ];
  const known = new Set<string>();
  for (const regime of regimesShown.filter(each => tallies.some(tally => tally.regime === each)))
    for (const { key, heading, of, isLevel } of tallyFigures(regime, period, text)) {
      // Levels belong to their circular; what is counted under each stands once.
      if (known.has(key) && !isLevel) continue;
      known.add(key);
      columns.push({
        heading: isLevel ? `${heading} (${text.levels.regimes[regime]})` : heading,
        kind: 'number',
        value: tally => (isLevel && tally.regime !== regime ? null : (of(tally) ?? 0)),
      });
    }
  return await writeTable(columns, tallies, { title: text.summary.statistics });
}
