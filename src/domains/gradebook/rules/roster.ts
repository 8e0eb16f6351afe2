/** A pupil's place in a class of the year, from when until when. */
export interface Place {
  classId: number;
  grade: number;
  fromDay: string;
  untilDay: string;
}

/** Where a pupil's results of each term belong. */
export interface Roster {
  first: Place;
  /** The pupil came after the first term: its results are brought from elsewhere. */
  isElsewhere: boolean;
  second: Place | null;
}

/**
 * A term's results belong to the class in which the pupil sits on its last day. One who left before the end has no results of
 * that term (unless he graduated, which ends the stay a little early); one who came after the first term has it from elsewhere.
 * @param places of one pupil in one year, from the first to the last
 */
export function rosterOf(
  places: readonly Place[],
  lastDays: { first: string; second: string },
  hasGraduated: boolean,
): Roster | undefined {
  const on = (day: string) => places.find(place => place.fromDay <= day && day < place.untilDay);
  const latest = hasGraduated ? places.findLast(place => place.fromDay <= lastDays.second) : undefined;
  const second = on(lastDays.second) ?? latest ?? null;
  const first = on(lastDays.first);
  if (first) return { first, isElsewhere: false, second };
  return second ? { first: second, isElsewhere: true, second } : undefined;
}
