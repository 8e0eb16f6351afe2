import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { getMarkSheet, type MarkSheet } from '../queries/mark-sheet.ts';

/** The term that the address asks for. */
export const termAsked = (ask: Ask): 1 | 2 | undefined =>
  ask.req.query('term') === '1' ? 1 : ask.req.query('term') === '2' ? 2 : undefined;

/** The sheet that the address names. @throws NotAllowed */
export const readSheet = (ask: Ask): Promise<MarkSheet> => {
  const { actor, system } = ask.var;
  return readFor(ask, 'gradebook', db =>
    getMarkSheet(db, actor, idFrom(ask, 'schoolId'), idFrom(ask, 'courseId'), system.today(), termAsked(ask)),
  );
};
