import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import type { Period } from '../queries/class-results.ts';
import type { Tally } from '../queries/result-tally.ts';
import { academicLevels, conductLevels, regimesShown } from '../rules/standard-levels.ts';
import type { GradebookWords } from '../words/index.ts';

/** Statistics as a table to calculate on: a row a group and circular, counts without shares. */
export async function tallySheet(
  tallies: readonly Tally[],
  period: Period,
  text: GradebookWords,
  head: string,
): Promise<Uint8Array> {
  const { heads } = text.summary;
  const figure = (heading: string, of: (tally: Tally) => number | null | undefined): TableColumn<Tally> => ({
    heading,
    kind: 'number',
    value: tally => of(tally) ?? null,
  });
  const levels = <K extends 'academic' | 'conduct'>(fact: K, known: Record<Tally['regime'], readonly string[]>) =>
    [...new Set(regimesShown.flatMap(regime => known[regime].map(level => `${regime} ${level}`)))].flatMap(key => {
      const [regime, level] = key.split(' ') as [Tally['regime'], string];
      if (!tallies.some(each => each.regime === regime)) return [];
      const named =
        fact === 'academic'
          ? text.levels.academic(regime, level as Parameters<typeof text.levels.academic>[1])
          : text.levels.conduct(level as Parameters<typeof text.levels.conduct>[0]);
      const title = fact === 'academic' ? text.summary.academicHead(named) : text.summary.conductHead(named);
      return [
        figure(`${title} (${text.levels.regimes[regime]})`, tally =>
          tally.regime === regime ? (tally.facts[fact][level]?.all ?? 0) : null,
        ),
      ];
    });
  const columns: TableColumn<Tally>[] = [
    { heading: head, kind: 'text', width: 40, value: tally => tally.label },
    { heading: text.summary.regime, kind: 'text', width: 22, value: tally => text.levels.regimes[tally.regime] },
    figure(heads.pupils, tally => tally.pupils.all),
    figure(heads.girls, tally => tally.pupils.girls),
    figure(heads.minority, tally => tally.pupils.minority),
    figure(heads.whole, tally => tally.whole),
    ...levels('academic', academicLevels),
    ...levels('conduct', conductLevels),
    ...(period >= 3 ? [figure(text.levels.outcomes.promoted, tally => tally.facts.outcome.promoted?.all ?? 0)] : []),
  ];
  return await writeTable(columns, tallies, { title: text.summary.statistics });
}
