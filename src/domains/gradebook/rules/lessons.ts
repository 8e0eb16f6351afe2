/**
 * Lessons a year of the 2018 programme (TT 32/2018/TT-BGDĐT), for courses whose assignment says nothing of lessons a week.
 * Only the number of regular marks hangs on it (TT 22/2021 art. 6.2).
 */
const lowerSecondary: Readonly<Record<string, number>> = {
  literature: 140,
  maths: 140,
  'foreign-language': 105,
  civics: 35,
  'history-geography': 105,
  'natural-science': 140,
  technology: 35,
  informatics: 35,
  'physical-education': 70,
  arts: 70,
  'career-experience': 105,
  'local-education': 35,
  'ethnic-language': 105,
  'foreign-language-2': 105,
};

const upperSecondary: Readonly<Record<string, number>> = {
  literature: 105,
  maths: 105,
  'foreign-language': 105,
  history: 52,
  'physical-education': 70,
  defence: 35,
  'career-experience': 105,
  'local-education': 35,
  'ethnic-language': 105,
  'foreign-language-2': 105,
};

/** Chosen subjects of upper secondary school have 70 lessons. */
const CHOSEN = 70;
/** Công nghệ has 52 lessons in grades 8 and 9 (unverified). */
const TECHNOLOGY_8_9 = 52;

/** @returns 0 for primary grades, where nothing hangs on it */
function lessonsOfProgramme(grade: number, subjectKey: string): number {
  if (grade <= 5) return 0;
  if (grade >= 10) return upperSecondary[subjectKey] ?? CHOSEN;
  if (subjectKey === 'technology' && grade >= 8) return TECHNOLOGY_8_9;
  return lowerSecondary[subjectKey] ?? CHOSEN;
}

/** Of the 35 weeks, 18 lie in the first term (the frame of the year, art. 2). */
const FIRST_TERM = 18;

/** What the assignments of a subject say of its lessons: tenths a week over the year, or in one term. */
export interface LessonsAssigned {
  term: 1 | 2 | null;
  tenthsAWeek: number | null;
}

/**
 * Lessons a year as assigned, else as the programme has them. Several teachers of one subject, one after another, teach the same lessons:
 * the largest number counts; terms are added up.
 */
export function lessonsAYear(assigned: readonly LessonsAssigned[], weeks: number, grade: number, subjectKey: string) {
  const most = (term: 1 | 2 | null) =>
    Math.max(0, ...assigned.filter(each => each.term === term).map(each => each.tenthsAWeek ?? 0));
  const tenths = Math.max(most(null) * weeks, most(1) * FIRST_TERM + most(2) * (weeks - FIRST_TERM));
  return tenths > 0 ? Math.round(tenths / 10) : lessonsOfProgramme(grade, subjectKey);
}
