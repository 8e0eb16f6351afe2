import { type Expression, type RawBuilder, sql } from 'kysely';
import { mayGradebook } from '#gradebook';
import { type Actor, type Role, roleAt } from '#platform/access.ts';

/** Who puts the school's seal: the clerk keeps it, on the principal's word. */
const sealers: readonly Role[] = ['clerk', 'principal'];

type Place = Expression<number> | number;

const or = (...rules: RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(rules, sql` or `)})`;

/** Who may do what with transcripts, as conditions on rows: the order of signing is teacher, homeroom, principal, seal. */
export const may = (actor: Actor) => {
  const marks = mayGradebook(actor);
  return {
    /** Confirm a course's results of the year: the subject teacher. */
    confirm: marks.enter,
    /** Make transcripts of a class, and sign as homeroom teacher. */
    signAsHomeroom: marks.lead,
    /** Issue, sign as principal, revoke. */
    signAsPrincipal: (school: Place) => roleAt(actor, ['principal'], school),
    seal: (school: Place) => roleAt(actor, sealers, school),
    /** Issue, supersede, hand over: whoever runs the school, and the office that administers it. */
    issue: (school: Place) => roleAt(actor, ['principal', 'deputy', 'clerk', 'admin'], school),
    readClass: marks.readClass,
    isFamily: marks.isFamily,
    read: marks.read,
    /** One pupil's transcripts: whoever reads the class's results, and the family. */
    readPupil: (school: Place, klass: Place, person: Place) =>
      or(marks.readClass(school, klass), marks.isFamily(person)),
  };
};
