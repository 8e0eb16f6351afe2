import { fromTenths, none } from '#platform/format.ts';
import type { CourseHead, PupilResult, SubjectSeen } from '../queries/class-results.ts';
import type { GradebookWords } from '../words/index.ts';

/** "7,5", "Đ", "T 9", "M", or – where there is none: a subject's result as its cell says it. */
export function saySubject(seen: SubjectSeen | undefined, kind: CourseHead['kind'], text: GradebookWords): string {
  if (!seen) return none;
  if (seen.exempt) return text.summary.exempt;
  const level = seen.level === null ? '' : text.levels.mark[seen.level];
  // A primary test is a whole number (TT 27/2020 art. 7).
  if (kind === 'levels') return [level || none, seen.tenths === null ? '' : String(seen.tenths / 10)].join(' ').trim();
  return seen.tenths === null ? level || none : fromTenths(seen.tenths);
}

export const sayAcademic = ({ regime, academic }: PupilResult, text: GradebookWords): string =>
  regime && academic ? text.levels.academic(regime, academic) : none;

export const sayConduct = ({ conduct }: PupilResult, text: GradebookWords): string =>
  conduct ? text.levels.conduct(conduct) : none;

export const sayAward = ({ regime, award }: PupilResult, text: GradebookWords): string =>
  regime && award ? text.levels.award(regime, award) : '';

/** "Được lên lớp"; "Chưa được lên lớp: nghỉ quá 45 buổi". */
export const sayOutcome = ({ outcome, outcomeWhy }: PupilResult, text: GradebookWords): string =>
  outcome
    ? [text.levels.outcomes[outcome], outcomeWhy && text.levels.why[outcomeWhy]].filter(Boolean).join(': ')
    : none;
