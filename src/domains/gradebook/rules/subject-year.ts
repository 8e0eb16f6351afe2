import type { CourseKind } from './columns.ts';
import { type CommentResult, commentTermResult, termMean, yearMean } from './means.ts';
import type { PupilTerm, PupilYear, SubjectOutcome, TermCourse, Value } from './pupil-year.ts';
import type { Readings } from './readings.ts';
import { commentTermResult2011 } from './secondary-2011.ts';
import type { Tenths } from './tenths.ts';

const none: Value = { tenths: null, level: null };
type Found = Value & { missing: number };

const isFor = (kind: CourseKind, value: Value): boolean => (kind === 'scored' ? value.tenths : value.level) !== null;

/**
 * A subject in a term; undefined where it is not taught in it. A result brought from elsewhere takes the place of the term's own.
 */
export function subjectOfTerm(
  pupil: PupilYear,
  period: 1 | 2,
  term: PupilTerm,
  course: TermCourse,
  readings: Readings,
): SubjectOutcome | undefined {
  const { subjectKey, kind } = course;
  const about = { period, subjectKey, kind, classId: term.classId, exempt: false };
  const outside = pupil.outside[period].get(subjectKey);
  const taught = kind === 'levels' ? course.cells.filter(cell => cell.kind.startsWith('end-')) : course.cells;
  if (taught.length === 0 && !outside) return undefined;
  if (pupil.exempt.has(subjectKey)) return { ...about, ...none, exempt: true, missing: 0 };
  if (outside && isFor(kind, outside)) return { ...about, tenths: outside.tenths, level: outside.level, missing: 0 };
  if (taught.length === 0) return { ...about, ...none, missing: 1 };
  if (term.isElsewhere) return { ...about, ...none, missing: 1 };
  // A pupil with a disability is assessed by an individual plan: what is missing there is not nought.
  const settles = term.isClosed && readings.missing === 'zero' && !pupil.isDisabled;
  if (kind === 'levels') return { ...about, ...levelsOf(taught) };
  if (kind === 'scored') return { ...about, ...scoreOf(taught, settles) };
  return { ...about, ...commentOf(taught, settles, term.regime, readings) };
}

type Cells = TermCourse['cells'];

/** Primary: the level at the end of the term, and the test beside it. */
function levelsOf(cells: Cells): Found {
  const level = cells.find(cell => cell.kind === 'end-level');
  const test = cells.find(cell => cell.kind === 'end-test');
  const missing = (level?.level ? 0 : 1) + (test && test.tenths === null ? 1 : 0);
  return { level: level?.level ?? null, tenths: test?.tenths ?? null, missing };
}

/** Of a cluster of topics one result is chosen, the best, and counts as one regular mark; the circular's own marks must be there. */
function scoreOf(cells: Cells, settles: boolean): Found {
  const marksOf = (kind: string) => cells.filter(cell => cell.kind === kind).map(cell => cell.tenths);
  const topics = marksOf('topic').filter(mark => mark !== null);
  const best: Tenths[] = topics.length > 0 ? [Math.max(...topics)] : [];
  const [midTerm = null] = marksOf('mid-term');
  const [final = null] = marksOf('final');
  const regular = marksOf('regular');
  const missing = [...regular, midTerm, final].filter(mark => mark === null).length;
  if (missing > 0 && !settles) return { ...none, missing };
  const given = { regular: [...regular.map(mark => mark ?? 0), ...best], midTerm: midTerm ?? 0, final: final ?? 0 };
  return { level: null, tenths: termMean(given), missing };
}

function commentOf(cells: Cells, settles: boolean, regime: string, readings: Readings): Found {
  const resultsOf = (kind: string) => cells.filter(cell => cell.kind === kind).map(cell => cell.level);
  const [midTerm = null] = resultsOf('mid-term');
  const [final = null] = resultsOf('final');
  const results = [...resultsOf('regular'), midTerm, final].map((level): CommentResult | null =>
    level === 'passed' || level === 'not-passed' ? level : null,
  );
  const missing = results.filter(result => result === null).length;
  if (missing > 0) return { tenths: null, level: settles ? 'not-passed' : null, missing };
  const level =
    regime === 'tt58-2011'
      ? commentTermResult2011(results.length, results, readings)
      : commentTermResult(results.length, results);
  return { tenths: null, level, missing };
}

/**
 * A subject in the year. Scored: from both terms; judged in words: as in term II; primary: as at the year's end. What is
 * taught in one term alone has that term's result (TT 58/2011 art. 8; for TT 22/2021 from memory).
 */
export function subjectOfYear(
  term: PupilTerm,
  { subjectKey, kind }: TermCourse,
  first: SubjectOutcome | undefined,
  second: SubjectOutcome | undefined,
): SubjectOutcome | undefined {
  const last = second ?? first;
  if (!last) return undefined;
  const about = { period: 3 as const, subjectKey, kind, classId: term.classId, exempt: last.exempt };
  if (kind !== 'scored' || !first || !second)
    return { ...about, tenths: last.tenths, level: last.level, missing: last.missing };
  const isWhole = first.tenths !== null && second.tenths !== null;
  const tenths = isWhole ? yearMean(first.tenths ?? 0, second.tenths ?? 0) : null;
  return { ...about, tenths, level: null, missing: first.missing + second.missing };
}
