import { type MarkLevel, type MarkValue, markLevels } from './read-mark.ts';
import { divideHalfUp, sum, type Tenths } from './tenths.ts';

/** The bands by which schools count marks, from the lowest; each from its first tenth up to the next one's. */
export const bands = [
  { from: 0, to: 34 },
  { from: 35, to: 49 },
  { from: 50, to: 64 },
  { from: 65, to: 79 },
  { from: 80, to: 100 },
] as const;

export interface ColumnStatistics {
  /** How many marks there are. */
  marks: number;
  /** By band, in their order. */
  inBands: number[];
  byLevel: Record<MarkLevel, number>;
  mean: Tenths | null;
  /** Marks of 5 and more; of levels, what is not "chưa đạt" or "chưa hoàn thành". */
  passed: number;
}

/** Counts the marks of a column, or the means of a term. Cells without a mark are not counted. */
export function statisticsOf(marks: readonly MarkValue[]): ColumnStatistics {
  const tenths = marks.flatMap(mark => (mark.tenths === null ? [] : [mark.tenths]));
  const levels = marks.flatMap(mark => (mark.level === null ? [] : [mark.level]));
  const count = (level: MarkLevel) => levels.filter(each => each === level).length;
  const byLevel = Object.fromEntries(markLevels.map(level => [level, count(level)])) as Record<MarkLevel, number>;
  return {
    marks: tenths.length + levels.length,
    inBands: bands.map(({ from, to }) => tenths.filter(mark => mark >= from && mark <= to).length),
    byLevel,
    mean: tenths.length > 0 ? divideHalfUp(sum(tenths), tenths.length) : null,
    passed: tenths.filter(mark => mark >= 50).length + levels.length - byLevel['not-passed'] - byLevel.C,
  };
}
