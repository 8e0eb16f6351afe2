import { approveYears, computeResults, handInYear } from '#gradebook';
import { Refusal } from '#platform/refusal.ts';
import { readWide } from '#platform/work.ts';
import { hasWholeYear } from './play-marks.ts';
import { forEachOf, type PlayedPlaces, type Stage } from './world.ts';

const YEAR = '2022-2023';

/** Schools with a whole year of marks close it: results, handed in by each homeroom teacher, approved by the principal. */
export async function playYearEnd(stage: Stage, places: PlayedPlaces): Promise<void> {
  if (stage.size === 'province') return;
  await forEachOf(places.schools.filter(hasWholeYear), 2, async ({ schoolId }) => {
    stage.on('2023-06-02');
    await stage.act(computeResults, { schoolId, schoolYear: YEAR }, [schoolId]);
    const classes = await readWide(stage.system, 'indicators', db =>
      db
        .selectFrom('schools.published_class')
        .select('class_id')
        .where('school_id', '=', schoolId)
        .where('school_year', '=', YEAR)
        .orderBy('class_id')
        .execute(),
    );
    const ready: number[] = [];
    for (const { class_id: classId } of classes) {
      try {
        await stage.act(handInYear, { schoolId, classId }, [schoolId]);
        ready.push(classId);
      } catch (fault) {
        // A class that still lacks something waits, as it would in life.
        if (!(fault instanceof Refusal)) throw fault;
      }
    }
    stage.on('2023-06-08');
    if (ready.length > 0) await stage.act(approveYears, { schoolId, schoolYear: YEAR, classIds: ready }, [schoolId]);
  });
}
