import type { Query } from '#platform/database/database.ts';
import { type Barred, barsOf, distanceOf } from '../rules/bars.ts';
import type { ClassResults, PupilResult } from './class-results.ts';
import { traitsOfClass } from './homeroom.ts';
import { readingsIn } from './readings.ts';

/** A pupil with a result of the period, the next better one, and what keeps from it. */
export interface BarredPupil extends Barred {
  pupil: PupilResult;
}

/**
 * What keeps the pupils of a class from the next better result of a term or year, the nearest first. What comes after the summer
 * is decided by the subjects assessed again, and aims no higher than promotion: there is nothing to explain.
 */
export async function barredPupils(
  db: Query<'gradebook'>,
  klass: { schoolId: number; classId: number; schoolYear: string },
  { heads, pupils }: ClassResults,
  period: number,
  today: string,
): Promise<BarredPupil[]> {
  if (period > 3 || !pupils.some(pupil => pupil.academic)) return [];
  const readings = await readingsIn(db, klass.schoolYear);
  const isPrimary = pupils.some(pupil => pupil.grade <= 5);
  const traits = isPrimary ? await traitsOfClass(db, klass, 2, 'end', today) : [];
  const traitsOf = new Map(traits.map(row => [row.enrolmentId, Object.values(row.levels)]));
  return pupils
    .flatMap((pupil): BarredPupil[] => {
      if (!pupil.regime) return [];
      const subjects = heads.flatMap(({ subjectKey, kind }) => {
        const seen = pupil.subjects[subjectKey];
        return seen ? [{ ...seen, subjectKey, kind }] : [];
      });
      const own = { regime: pupil.regime, academic: pupil.academic };
      const barred = barsOf(own, subjects, traitsOf.get(pupil.enrolmentId) ?? [], readings);
      return barred && barred.bars.length > 0 ? [{ pupil, ...barred }] : [];
    })
    .sort((a, b) => distanceOf(a.bars) - distanceOf(b.bars));
}
