import { readFileSync } from 'node:fs';
import path from 'node:path';
import { count, day, dayTime, none, percent } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { fileOut } from '#platform/http/file-out.ts';
import { makePdf } from '#platform/paper/paper.ts';
import type { Period } from '../queries/class-results.ts';
import type { Tally } from '../queries/result-tally.ts';
import { regimesShown } from '../rules/standard-levels.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { tallyFigures } from './tally-figures.ts';

const template = readFileSync(path.join(import.meta.dirname, '..', 'paper', 'tables.typ'), 'utf8');

export interface PaperTable {
  /** Empty where the title of the paper says it. */
  caption: string;
  heads: string[];
  rows: string[][];
  /** Which columns, from 0, are words and as wide as these; the others share what is left. */
  texts: number[];
}

/** Lists and statistics on paper, to be signed by whoever answers for them. */
export function resultsPaper(
  ask: Ask,
  of: { title: string; office: string; facts: string; tables: PaperTable[]; signed: string[]; landscape: boolean },
  name: string,
): Response {
  const { language, system } = ask.var;
  const words = t(language).summary;
  const now = system.clock.now();
  const data = {
    ...of,
    language,
    nation: words.nation,
    placed: words.placed(day(system.today())),
    source: `${words.source} · ${words.asOf(day(system.today()))}`,
    printed: dayTime(now, language),
  };
  return fileOut(ask, makePdf(template, data, now), 'pdf', name);
}

/** Statistics of groups: a table for each circular, counts with their shares. */
export function tallyPaperTables(
  tallies: readonly Tally[],
  period: Period,
  text: GradebookWords,
  head: string,
  caption: string,
): PaperTable[] {
  return regimesShown.flatMap(regime => {
    const groups = tallies.filter(tally => tally.regime === regime);
    if (groups.length === 0) return [];
    const figures = tallyFigures(regime, period, text);
    return [
      {
        caption: `${caption} · ${text.levels.regimes[regime]}`,
        heads: [head, ...figures.map(figure => figure.heading)],
        rows: groups.map(tally => [
          tally.label,
          ...figures.map(({ of, isShare }) => {
            const many = of(tally);
            if (!many) return isShare ? none : '0';
            return isShare ? `${count(many)} (${percent((100 * many) / tally.pupils.all)})` : count(many);
          }),
        ]),
        texts: [0],
      },
    ];
  });
}
