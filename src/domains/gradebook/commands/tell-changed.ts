import type { Work } from '#platform/work.ts';

/** Tells that something which results hang on is other than it was: they are computed anew in the background, once for many changes. */
export const tellChanged = (work: Work<'gradebook'>, schoolId: number, classId: number): void =>
  work.announce('gradebook.changed', { schoolId, classId }, `gradebook.changed:${schoolId}:${classId}`);
