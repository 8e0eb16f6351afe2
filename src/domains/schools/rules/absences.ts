export const absenceKinds = ['excused', 'unexcused'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];
/** What a teacher marks: absent with leave, without, or there. */
export const markKinds = ['present', ...absenceKinds] as const;
export type MarkKind = (typeof markKinds)[number];

/**
 * With more than 45 absences in a year a pupil is not promoted, excused or not, in a row or not (TT 22/2021, art. 12.1.c;
 * TT 58/2011, art. 15). They are counted by the plan of one session a day: a day with both sessions missed counts once.
 */
export const mostAbsences = 45;
/** From here on the family should hear of it. */
export const manyAbsences = 30;

export const absenceState = (counted: number): 'ok' | 'near' | 'behind' =>
  counted >= mostAbsences ? 'behind' : counted >= manyAbsences ? 'near' : 'ok';

/** As in the class book: P (phép) with leave, K (không phép) without. */
export const absenceLetter: Record<AbsenceKind, string> = { excused: 'P', unexcused: 'K' };
