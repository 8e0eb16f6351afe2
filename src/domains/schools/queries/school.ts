import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { may } from '../access.ts';
import { findYearOfSchool } from './school-year.ts';

/** A school as its pages need it: name, kind, what the one who asks may do, which years there are. */
export interface SchoolSeen {
  schoolId: number;
  name: string;
  levels: string[];
  boarding: 'none' | 'semi-boarding' | 'boarding';
  mayRun: boolean;
  mayRead: boolean;
  schoolYear: string;
  /** The day as of which lists are shown: today within the year, its last day after it. */
  asOf: string;
  years: string[];
}

interface Row {
  name: string | null;
  levels: string[];
  boarding: SchoolSeen['boarding'];
  may_run: boolean;
  may_read: boolean;
}

/**
 * `of: 'row'` where a rule of its own is asked of the one thing shown: a family sees its child's page and not the school's.
 * @throws NotAllowed where the actor may not visit the school, or there is none
 */
export async function getSchool(
  db: Query<'schools'>,
  actor: Actor,
  schoolId: number,
  today: string,
  yearAsked?: string,
  of: 'school' | 'row' = 'school',
): Promise<SchoolSeen> {
  const rule = may(actor);
  const { rows } =
    await sql<Row>`select (select name from directory.published_place p where p.place_id = s.school_id order by (p.from_day <= ${today} and ${today} < p.until_day) desc, p.from_day desc limit 1) as name,
      s.levels, s.boarding, ${rule.run(sql<number>`s.school_id`)} as may_run, ${rule.read(sql<number>`s.school_id`)} as may_read
    from schools.school s where s.school_id = ${schoolId} and ${of === 'row' ? sql<boolean>`true` : rule.visit(sql<number>`s.school_id`)}`.execute(
      db,
    );
  const [row] = rows;
  if (!row) throw new NotAllowed();
  const years = await db
    .selectFrom('schools.school_year')
    .select(['school_year', 'from_day', 'until_day'])
    .where('from_day', '<=', sql<string>`${today}::date + 365`)
    .orderBy('from_day', 'desc')
    .execute();
  const chosen =
    years.find(year => year.school_year === yearAsked)?.school_year ??
    (await findYearOfSchool(db, schoolId, today)) ??
    '';
  const year = years.find(each => each.school_year === chosen);
  return {
    schoolId,
    name: row.name ?? '',
    levels: row.levels,
    boarding: row.boarding,
    mayRun: row.may_run,
    mayRead: row.may_read,
    schoolYear: chosen,
    asOf: dayInYear(today, year?.from_day, year?.until_day),
    years: years.map(each => each.school_year),
  };
}

/** Today within the year; its first day before it, its last one after. */
function dayInYear(today: string, from: string | undefined, until: string | undefined): string {
  if (!from || !until) return today;
  if (today < from) return from;
  // Summer: classes stand as they were when lessons ended.
  return today < until ? today : new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
}
