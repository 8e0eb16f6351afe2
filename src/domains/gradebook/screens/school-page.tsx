import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { may } from '../access.ts';
import { schoolName } from './gradebook-page.tsx';

/** The school that a page of the gradebook is about, in the year that the address asks for, else the newest it has classes in. */
export interface SchoolSeen {
  schoolId: number;
  school: string;
  schoolYear: string;
  /** Years in which the school has classes, the newest first. */
  years: string[];
  mayOversee: boolean;
  mayRead: boolean;
}

type Rules = ReturnType<typeof may>;

/** @throws NotAllowed where there is no such school, or the rule does not let the one who asks in */
export async function getSchool(
  db: Query<'gradebook'>,
  ask: Ask,
  rule: (rules: Rules, school: RawBuilder<number>) => RawBuilder<boolean>,
): Promise<SchoolSeen> {
  const { actor, system } = ask.var;
  const rules = may(actor);
  const school = sql<number>`c.school_id`;
  const { rows } = await sql<Omit<SchoolSeen, 'schoolYear'>>`
    select c.school_id as "schoolId", ${schoolName(system.today())} as school,
      array(select distinct k.school_year from schools.published_class k where k.school_id = c.school_id order by 1 desc) as years,
      ${rules.oversee(school)} as "mayOversee", ${rules.read(school)} as "mayRead"
    from schools.published_school c where c.school_id = ${idFrom(ask, 'schoolId')} and ${rule(rules, school)}`.execute(
    db,
  );
  const [found] = rows;
  if (!found) throw new NotAllowed();
  const asked = ask.req.query('year');
  return { ...found, schoolYear: found.years.find(year => year === asked) ?? found.years[0] ?? '' };
}

/** Opens a page for whoever may read all results of the school. */
export const onSchool = <T,>(ask: Ask, run: (db: Query<'gradebook'>, seen: SchoolSeen) => Promise<T>): Promise<T> =>
  readFor(ask, 'gradebook', async db => run(db, await getSchool(db, ask, (rules, school) => rules.read(school))));
