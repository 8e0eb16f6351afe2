import type { ColumnKind, CourseKind } from './columns.ts';
import { type CommentResult, commentTermResult, termMean } from './means.ts';
import { type MarkValue, noMark } from './read-mark.ts';
import type { Regime } from './regime.ts';
import { commentTermResult2011 } from './secondary-2011.ts';

/** A pupil's mark in one of the columns of a term. */
export interface TermCell {
  kind: ColumnKind;
  mark: MarkValue;
}

/** What still stands open is no mark: a mean is formed only when nothing is missing. */
const isOpen = ({ kind, mark }: TermCell): boolean => kind !== 'topic' && mark.tenths === null && mark.level === null;

/**
 * The result of a subject in a term, or none while something is missing. Each topic of a cluster (chuyên đề) is assessed, one result is
 * chosen and counts as one regular mark (TT 22/2021 art. 6.2, unverified): the best is chosen here. Primary subjects have no
 * mean; their level at the end of the term is the result.
 */
export function termResult(course: { kind: CourseKind; regime: Regime }, cells: readonly TermCell[]): MarkValue {
  if (cells.length === 0 || cells.some(isOpen)) return noMark;
  const tenthsOf = (kind: ColumnKind) =>
    cells.flatMap(cell => (cell.kind === kind && cell.mark.tenths !== null ? [cell.mark.tenths] : []));
  if (course.kind === 'levels')
    return { tenths: null, level: cells.find(cell => cell.kind === 'end-level')?.mark.level ?? null };
  if (course.kind === 'comment') {
    const results = cells.flatMap(({ mark }): CommentResult[] =>
      mark.level === 'passed' || mark.level === 'not-passed' ? [mark.level] : [],
    );
    const rule = course.regime === 'tt58-2011' ? commentTermResult2011 : commentTermResult;
    return { tenths: null, level: rule(cells.length, results) };
  }
  const [midTerm, final] = [tenthsOf('mid-term')[0], tenthsOf('final')[0]];
  if (midTerm === undefined || final === undefined) return noMark;
  const topics = tenthsOf('topic');
  const regular = [...tenthsOf('regular'), ...(topics.length > 0 ? [Math.max(...topics)] : [])];
  return { tenths: termMean({ regular, midTerm, final }), level: null };
}
