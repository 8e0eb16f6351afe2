import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { type Crumb, Facts, type PageProps, type Slot } from '#ui';
import { may } from '../access.ts';

/** The class that a page of the gradebook is about, and what the one who asks may do there. */
export interface ClassSeen {
  schoolId: number;
  school: string;
  classId: number;
  klass: string;
  schoolYear: string;
  grades: number[];
  mayLead: boolean;
  mayOversee: boolean;
  mayRead: boolean;
}

/** @throws NotAllowed where there is no such class, or the one who asks neither teaches, leads nor oversees it */
export async function getClass(db: Query<'gradebook'>, ask: Ask): Promise<ClassSeen> {
  const { actor, system } = ask.var;
  const rule = may(actor);
  const [school, klass] = [sql<number>`c.school_id`, sql<number>`c.class_id`];
  const { rows } = await sql<ClassSeen>`
    select c.school_id as "schoolId", c.class_id as "classId", c.name as klass, c.school_year as "schoolYear", c.grades,
      ${schoolName(system.today())} as school, ${rule.lead(school, klass)} as "mayLead", ${rule.oversee(school)} as "mayOversee",
      ${rule.readClass(school, klass)} as "mayRead"
    from schools.published_class c where c.school_id = ${idFrom(ask, 'schoolId')} and c.class_id = ${idFrom(ask, 'classId')}
      and ${rule.visitClass(school, klass)}`.execute(db);
  const [found] = rows;
  if (!found) throw new NotAllowed();
  return found;
}

/** The school's name as it is today, or as it last was; of the row `c`. */
export const schoolName = (
  today: string,
) => sql`(select name from directory.published_place n where n.place_id = c.school_id
  order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1)`;

/** Opens a page of a class: asks who may, and reads what it shows in the same picture of the database. */
export const onClass = <T,>(ask: Ask, run: (db: Query<'gradebook'>, seen: ClassSeen) => Promise<T>): Promise<T> =>
  readFor(ask, 'gradebook', async db => run(db, await getClass(db, ask)));

/** A page of a class in the gradebook, under its school. */
export function classPage(
  ask: Ask,
  seen: ClassSeen,
  props: Omit<PageProps, 'children'>,
  body: Slot,
  status: 200 | 422 = 200,
): Promise<Response> {
  const crumbs: Crumb[] = [
    { href: `/schools/${seen.schoolId}?year=${seen.schoolYear}`, label: seen.school },
    { href: `/schools/${seen.schoolId}/classes/${seen.classId}`, label: seen.klass },
  ];
  return screen(ask, { crumbs, facts: <Facts items={[seen.school, seen.schoolYear]} />, ...props }, body, status);
}
