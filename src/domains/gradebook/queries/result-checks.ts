import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Regime } from '../rules/regime.ts';

export interface CheckRun {
  checkRunId: number;
  at: Date;
  results: number;
  differences: number;
}

export interface DifferenceSeen {
  enrolmentId: number;
  fullName: string;
  klass: string | null;
  regime: Regime | null;
  period: number;
  what: string;
  before: string | null;
  after: string | null;
}

export interface SchoolDiffering {
  schoolId: number;
  school: string;
  differing: number;
}

/** As many rows of pupils as a page shows. */
export const mostShown = 500;

export async function findLastCheck(
  db: Query<'gradebook'>,
  schoolId: number,
  schoolYear: string,
): Promise<CheckRun | undefined> {
  const { rows } =
    await sql<CheckRun>`select check_run_id as "checkRunId", at, results, differences from gradebook.check_run
    where school_id = ${schoolId} and school_year = ${schoolYear} order by check_run_id desc limit 1`.execute(db);
  return rows[0];
}

/** Differences with the pupil's name, class and circular. */
const withPupil = (rows: RawBuilder<unknown>) => sql<DifferenceSeen>`
  select d.enrolment_id as "enrolmentId", e.full_name as "fullName", k.name as klass, r.regime, d.period, d.what, d.before, d.after
  from (${rows}) d join schools.published_enrolment e on e.school_id = d.school_id and e.enrolment_id = d.enrolment_id
  left join lateral (select class_id, regime from gradebook.result r where r.school_id = d.school_id and r.enrolment_id = d.enrolment_id and r.school_year = d.school_year
    order by r.period desc limit 1) r on true
  left join schools.published_class k on k.school_id = d.school_id and k.class_id = r.class_id
  order by k.name, e.sort_key, e.enrolment_id, d.period, d.what limit ${mostShown}`;

export async function differencesOfCheck(
  db: Query<'gradebook'>,
  schoolId: number,
  run: CheckRun,
): Promise<DifferenceSeen[]> {
  const { rows } =
    await withPupil(sql`select x.school_id, x.enrolment_id, x.period, x.what, x.stored as before, x.recomputed as after, c.school_year
    from gradebook.check_difference x join gradebook.check_run c on c.school_id = x.school_id and c.check_run_id = x.check_run_id
    where x.school_id = ${schoolId} and x.check_run_id = ${run.checkRunId}`).execute(db);
  return rows;
}

export async function differencesOfProposal(
  db: Query<'gradebook'>,
  schoolId: number,
  readingProposalId: number,
): Promise<DifferenceSeen[]> {
  const { rows } =
    await withPupil(sql`select x.school_id, x.enrolment_id, x.period, x.what, x.stands as before, x.would_be as after, p.school_year
    from gradebook.proposal_difference x join gradebook.reading_proposal p on p.reading_proposal_id = x.reading_proposal_id
    where x.school_id = ${schoolId} and x.reading_proposal_id = ${readingProposalId}`).execute(db);
  return rows;
}

const nameOf = (
  school: RawBuilder<number>,
  today: string,
) => sql<string>`(select name from directory.published_place n where n.place_id = ${school}
  order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1)`;

export async function schoolsDiffering(
  db: Query<'gradebook'>,
  readingProposalId: number,
  today: string,
): Promise<SchoolDiffering[]> {
  const { rows } =
    await sql<SchoolDiffering>`select d.school_id as "schoolId", ${nameOf(sql<number>`d.school_id`, today)} as school, d.differing
    from (select school_id, count(distinct enrolment_id)::int as differing from gradebook.proposal_difference where reading_proposal_id = ${readingProposalId} group by 1) d
    order by d.differing desc, school`.execute(db);
  return rows;
}

export interface SchoolChecked extends CheckRun {
  schoolId: number;
  school: string;
}

/** The last check of every school within reach, those with differences first; and how many schools there are to check. */
export async function schoolsChecked(
  db: Query<'gradebook'>,
  schoolYear: string,
  today: string,
): Promise<{ checked: SchoolChecked[]; all: number }> {
  const { rows: checked } = await sql<SchoolChecked>`
    select c.*, ${nameOf(sql<number>`c."schoolId"`, today)} as school from (select distinct on (school_id) school_id as "schoolId", check_run_id as "checkRunId", at, results, differences
      from gradebook.check_run where school_year = ${schoolYear} order by school_id, check_run_id desc) c order by c.differences desc, school`.execute(
    db,
  );
  const { rows } = await sql<{
    all: number;
  }>`select count(distinct school_id)::int as "all" from gradebook.course where school_year = ${schoolYear}`.execute(
    db,
  );
  return { checked, all: rows[0]?.all ?? 0 };
}
