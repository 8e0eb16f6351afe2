import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Scope } from '../queries/year-facts.ts';
import type { PeriodOutcome, PupilResults, SubjectOutcome } from '../rules/pupil-year.ts';

const text = (value: unknown) => (value === null ? '' : String(value));

/** A row as one text, in the order in which the statements below pack the stored ones. */
const subjectText = (one: SubjectOutcome) =>
  `${one.period}|${one.subjectKey}|${one.classId}|${one.kind}|${text(one.tenths)}|${text(one.level)}|${one.exempt}|${one.missing}`;
const periodText = (one: PeriodOutcome) =>
  [one.period, one.classId, one.grade, one.regime, one.isWhole, one.meanTenths, one.academic, one.conduct, one.absences]
    .concat([one.award, one.outcome, one.outcomeWhy])
    .map(text)
    .join('|');

interface Stored {
  subjects: Map<string, string>;
  periods: Map<string, string>;
}

/** "1|maths|…" under its first parts. */
function rowsByKey(packed: string | null, parts: number): Map<string, string> {
  const rows = new Map<string, string>();
  for (const row of packed ? packed.split(';') : []) rows.set(row.split('|', parts).join('|'), row);
  return rows;
}

/**
 * The results that stand, to be held against those computed: only what differs is written, so that a computation that finds
 * nothing new writes nothing.
 */
export async function openStored(db: Query<'gradebook'>, scope: Scope) {
  const before = await readStored(db, scope);
  const subjects: (SubjectOutcome & { enrolmentId: number })[] = [];
  const periods: (PeriodOutcome & { enrolmentId: number })[] = [];
  const gone: { enrolmentId: number; period: number; subjectKey: string | null }[] = [];
  const forget = (enrolmentId: number, stored: Stored) => {
    for (const key of stored.subjects.keys()) {
      const [period, subjectKey = ''] = key.split('|');
      gone.push({ enrolmentId, period: Number(period), subjectKey });
    }
    for (const key of stored.periods.keys()) gone.push({ enrolmentId, period: Number(key), subjectKey: null });
  };
  return {
    /** Takes what was computed of a pupil. */
    hold(enrolmentId: number, results: PupilResults): void {
      const stored = before.get(enrolmentId) ?? { subjects: new Map(), periods: new Map() };
      before.delete(enrolmentId);
      for (const one of results.subjects) {
        const key = `${one.period}|${one.subjectKey}`;
        if (stored.subjects.get(key) !== subjectText(one)) subjects.push({ enrolmentId, ...one });
        stored.subjects.delete(key);
      }
      for (const one of results.periods) {
        if (stored.periods.get(String(one.period)) !== periodText(one)) periods.push({ enrolmentId, ...one });
        stored.periods.delete(String(one.period));
      }
      forget(enrolmentId, stored);
    },
    /** Writes what differs, and takes away what is no longer a result. @returns how many pupils' results are other than they were */
    async write(now: Date): Promise<number> {
      for (const [enrolmentId, stored] of before) forget(enrolmentId, stored);
      await remove(db, scope, gone);
      await writeSubjects(db, scope, subjects);
      await writePeriods(db, scope, periods, now);
      return new Set([...subjects, ...periods, ...gone].map(each => each.enrolmentId)).size;
    },
  };
}

async function readStored(db: Query<'gradebook'>, scope: Scope): Promise<Map<number, Stored>> {
  const { schoolId, schoolYear, classIds, enrolmentIds } = scope;
  const some = [
    ...(enrolmentIds ? [sql`enrolment_id = any (${enrolmentIds}::bigint[])`] : []),
    ...(classIds
      ? [
          sql`enrolment_id in (select p.enrolment_id from schools.published_class_place p where p.school_id = ${schoolId} and p.class_id = any (${classIds}::bigint[]))`,
        ]
      : []),
  ];
  const which = sql`school_id = ${schoolId} and school_year = ${schoolYear} ${some.length > 0 ? sql`and (${sql.join(some, sql` or `)})` : sql``}`;
  const { rows } = await sql<{ id: number; subjects: string | null; periods: string | null }>`
    select coalesce(s.id, r.id) as id, s.packed as subjects, r.packed as periods
    from (select enrolment_id as id, string_agg(period || '|' || subject_key || '|' || class_id || '|' || kind || '|' || coalesce(tenths::text, '') || '|' || coalesce(level, '')
        || '|' || exempt || '|' || missing, ';') as packed from gradebook.subject_result where ${which} group by 1) s
    full join (select enrolment_id as id, string_agg(period || '|' || class_id || '|' || grade || '|' || regime || '|' || is_whole || '|' || coalesce(mean_tenths::text, '')
        || '|' || coalesce(academic, '') || '|' || coalesce(conduct, '') || '|' || coalesce(absences::text, '') || '|' || coalesce(award, '') || '|' || coalesce(outcome, '')
        || '|' || coalesce(outcome_why, ''), ';') as packed from gradebook.result where ${which} group by 1) r on r.id = s.id`.execute(
    db,
  );
  return new Map(
    rows.map(row => [row.id, { subjects: rowsByKey(row.subjects, 2), periods: rowsByKey(row.periods, 1) }]),
  );
}

async function remove(
  db: Query<'gradebook'>,
  { schoolId, schoolYear }: Scope,
  gone: { enrolmentId: number; period: number; subjectKey: string | null }[],
): Promise<void> {
  if (gone.length === 0) return;
  const given = sql`unnest(${gone.map(each => each.enrolmentId)}::bigint[], ${gone.map(each => each.period)}::int[], ${gone.map(each => each.subjectKey)}::text[])
    as given (enrolment_id, period, subject_key)`;
  const same = sql`x.school_id = ${schoolId} and x.school_year = ${schoolYear} and x.enrolment_id = given.enrolment_id and x.period = given.period`;
  await sql`delete from gradebook.subject_result x using ${given} where ${same} and x.subject_key = given.subject_key`.execute(
    db,
  );
  await sql`delete from gradebook.result x using ${given} where ${same} and given.subject_key is null`.execute(db);
}

async function writeSubjects(
  db: Query<'gradebook'>,
  { schoolId, schoolYear }: Scope,
  rows: (SubjectOutcome & { enrolmentId: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into gradebook.subject_result (school_id, school_year, enrolment_id, period, subject_key, class_id, kind, tenths, level, exempt, missing)
    select ${schoolId}, ${schoolYear}, given.* from unnest(${rows.map(row => row.enrolmentId)}::bigint[], ${rows.map(row => row.period)}::int[], ${rows.map(row => row.subjectKey)}::text[],
      ${rows.map(row => row.classId)}::bigint[], ${rows.map(row => row.kind)}::text[], ${rows.map(row => row.tenths)}::int[], ${rows.map(row => row.level)}::text[],
      ${rows.map(row => row.exempt)}::boolean[], ${rows.map(row => row.missing)}::int[]) as given
    on conflict (school_id, enrolment_id, school_year, period, subject_key) do update set class_id = excluded.class_id, kind = excluded.kind, tenths = excluded.tenths,
      level = excluded.level, exempt = excluded.exempt, missing = excluded.missing`.execute(db);
}

async function writePeriods(
  db: Query<'gradebook'>,
  { schoolId, schoolYear }: Scope,
  rows: (PeriodOutcome & { enrolmentId: number })[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into gradebook.result (school_id, school_year, computed_at, enrolment_id, period, class_id, grade, regime, is_whole, mean_tenths, academic, conduct, absences, award, outcome, outcome_why)
    select ${schoolId}, ${schoolYear}, ${now}, given.* from unnest(${rows.map(row => row.enrolmentId)}::bigint[], ${rows.map(row => row.period)}::int[], ${rows.map(row => row.classId)}::bigint[],
      ${rows.map(row => row.grade)}::int[], ${rows.map(row => row.regime)}::text[], ${rows.map(row => row.isWhole)}::boolean[], ${rows.map(row => row.meanTenths)}::int[],
      ${rows.map(row => row.academic)}::text[], ${rows.map(row => row.conduct)}::text[], ${rows.map(row => row.absences)}::int[], ${rows.map(row => row.award)}::text[],
      ${rows.map(row => row.outcome)}::text[], ${rows.map(row => row.outcomeWhy)}::text[]) as given
    on conflict (school_id, enrolment_id, school_year, period) do update set class_id = excluded.class_id, grade = excluded.grade, regime = excluded.regime,
      is_whole = excluded.is_whole, mean_tenths = excluded.mean_tenths, academic = excluded.academic, conduct = excluded.conduct, absences = excluded.absences,
      award = excluded.award, outcome = excluded.outcome, outcome_why = excluded.outcome_why, computed_at = excluded.computed_at`.execute(
    db,
  );
}
