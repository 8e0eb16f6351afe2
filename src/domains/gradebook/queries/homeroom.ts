import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { AwardKind } from '../commands/record-award.ts';
import type { ConductLevel } from '../rules/conduct.ts';
import type { TraitLevel } from '../rules/primary.ts';
import type { MarkLevel } from '../rules/read-mark.ts';
import { type Regime, regimeFor } from '../rules/regime.ts';

type Db = Query<'gradebook'>;

/** A class in a year, whose pupils are asked for. */
export interface ClassOf {
  schoolId: number;
  classId: number;
  schoolYear: string;
}

export interface HomeroomPupil {
  enrolmentId: number;
  fullName: string;
  grade: number;
  regime: Regime | undefined;
}

/** Who sits in the class on the day, or sat there when its year ended; with what else is asked for each. */
async function pupilsWith<T>(
  db: Db,
  of: ClassOf,
  today: string,
  what: RawBuilder<unknown>,
  joins: RawBuilder<unknown> = sql``,
): Promise<(HomeroomPupil & T)[]> {
  const { rows } = await sql<HomeroomPupil & T>`
    select e.enrolment_id as "enrolmentId", e.full_name as "fullName", p.grade ${what}
    from schools.published_class_place p
    join schools.published_school_year y on y.school_year = ${of.schoolYear}
    join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id ${joins}
    where p.school_id = ${of.schoolId} and p.class_id = ${of.classId}
      and p.from_day <= least(${today}::date, y.until_day - 1) and least(${today}::date, y.until_day - 1) < p.until_day
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  return rows.map(row => ({ ...row, regime: regimeFor(of.schoolYear, row.grade) }));
}

export interface ConductSeen {
  level: ConductLevel | null;
  comment: string | null;
  revision: number;
  absences: number;
}

/** Conduct and comment of each pupil in a term, and how often they were absent in the year. */
export const conductOfClass = (db: Db, of: ClassOf, term: number, today: string) =>
  pupilsWith<ConductSeen>(
    db,
    of,
    today,
    sql`, d.level, d.comment, coalesce(d.revision, 0) as revision,
      (select count(*)::int from schools.published_absence a where a.school_id = e.school_id and a.enrolment_id = e.enrolment_id and a.class_id = p.class_id and a.kind is not null) as absences`,
    sql`left join gradebook.conduct d on d.school_id = e.school_id and d.enrolment_id = e.enrolment_id and d.school_year = ${of.schoolYear} and d.term = ${term}`,
  );

/** Qualities and competences of each pupil, by trait. */
export const traitsOfClass = (db: Db, of: ClassOf, term: number, period: 'mid' | 'end', today: string) =>
  pupilsWith<{ levels: Record<string, TraitLevel> }>(
    db,
    of,
    today,
    sql`, coalesce((select json_object_agg(t.trait_key, t.level) from gradebook.trait_level t where t.school_id = e.school_id and t.enrolment_id = e.enrolment_id
      and t.school_year = ${of.schoolYear} and t.term = ${term} and t.period = ${period}), '{}') as levels`,
  );

export interface HealthSeen {
  heightMillimetres: number | null;
  weightGrams: number | null;
  note: string | null;
}

export const healthOfClass = (db: Db, of: ClassOf, today: string) =>
  pupilsWith<HealthSeen>(
    db,
    of,
    today,
    sql`, h.height_millimetres as "heightMillimetres", h.weight_grams as "weightGrams", h.note`,
    sql`left join gradebook.health_record h on h.school_id = e.school_id and h.enrolment_id = e.enrolment_id and h.school_year = ${of.schoolYear}`,
  );

export const pupilsOfClass = (db: Db, of: ClassOf, today: string) => pupilsWith<object>(db, of, today, sql``);

export interface AwardSeen {
  id: number;
  pupil: string;
  kind: AwardKind;
  content: string;
  document: string | null;
}

export interface ExemptionSeen {
  id: number;
  pupil: string;
  subject: string | null;
  kind: 'exempt' | 'theory' | 'disability';
  reason: string;
  document: string | null;
  givenAt: string;
  endedAt: string | null;
}

/** A result from elsewhere or from the summer. */
export interface ResultSeen {
  pupil: string;
  subject: string;
  term: number;
  tenths: number | null;
  level: MarkLevel | null;
  source: string;
}

export interface DecisionSeen {
  pupil: string;
  decided: 'promoted' | 'not-promoted';
  reason: string;
  at: string;
}

export interface ClassRecords {
  subjects: { key: string; name: string }[];
  awards: AwardSeen[];
  exemptions: ExemptionSeen[];
  outside: ResultSeen[];
  reassessments: ResultSeen[];
  decisions: DecisionSeen[];
}

/** What stands of a class's pupils beside marks, in one statement. */
export async function recordsOfClass(db: Db, of: ClassOf): Promise<ClassRecords> {
  const { schoolId, classId, schoolYear } = of;
  const listed = (
    table: string,
    fields: RawBuilder<unknown>,
    order: RawBuilder<unknown>,
    more: RawBuilder<unknown> = sql``,
  ) => sql`(select coalesce(json_agg(json_build_object('pupil', e.full_name, ${fields}) order by ${order}), '[]')
      from ${sql.table(table)} x join pupils e on e.enrolment_id = x.enrolment_id left join schools.published_subject s on s.subject_key = ${more}
      where x.school_id = ${schoolId} and x.school_year = ${schoolYear}`;
  const { rows } = await sql<ClassRecords>`
    with pupils as materialized (select distinct e.enrolment_id, e.full_name, e.sort_key from schools.published_class_place p
      join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id where p.school_id = ${schoolId} and p.class_id = ${classId})
    select
      (select coalesce(json_agg(json_build_object('key', c.subject_key, 'name', s.name) order by s.position), '[]')
        from (select distinct subject_key from gradebook.course where school_id = ${schoolId} and class_id = ${classId}) c join schools.published_subject s on s.subject_key = c.subject_key) as subjects,
      ${listed('gradebook.award_record', sql`'id', x.award_record_id, 'kind', x.kind, 'content', x.content, 'document', x.document`, sql`e.sort_key, x.award_record_id`, sql`null`)} and x.withdrawn_at is null) as awards,
      ${listed('gradebook.exemption', sql`'id', x.exemption_id, 'subject', s.name, 'kind', x.kind, 'reason', x.reason, 'document', x.document, 'givenAt', x.given_at, 'endedAt', x.ended_at`, sql`e.sort_key, x.exemption_id`, sql`x.subject_key`)}) as exemptions,
      ${listed('gradebook.outside_result', sql`'subject', s.name, 'term', x.term, 'tenths', x.tenths, 'level', x.level, 'source', x.source`, sql`e.sort_key, x.term, s.position`, sql`x.subject_key`)}) as outside,
      ${listed('gradebook.reassessment', sql`'subject', s.name, 'term', 4, 'tenths', x.tenths, 'level', x.level, 'source', x.held_on`, sql`e.sort_key, s.position`, sql`x.subject_key`)}) as reassessments,
      ${listed('gradebook.decision', sql`'decided', x.decided, 'reason', x.reason, 'at', x.decided_at`, sql`e.sort_key, x.decision_id`, sql`null`)}) as decisions`.execute(
    db,
  );
  return rows[0] ?? { subjects: [], awards: [], exemptions: [], outside: [], reassessments: [], decisions: [] };
}

/** How a class's term stands: closed by itself or with the school, and what families see of it. */
export interface TermStanding {
  isClosed: boolean;
  bySchool: boolean;
  closedAt: string | null;
  columns: number;
  closedColumns: number;
  /** Columns that families see. */
  publishedColumns: number;
  marksAt: string | null;
  resultsAt: string | null;
  /** Comments kept at hand for all subjects. */
  bank: string[];
}

export async function termStanding(db: Db, of: ClassOf, term: number): Promise<TermStanding> {
  const last = (
    klass: RawBuilder<unknown>,
  ) => sql`(select json_build_object('what', what, 'at', at) from gradebook.closing
    where school_id = ${of.schoolId} and school_year = ${of.schoolYear} and term = ${term} and mark_column_id is null and class_id ${klass} order by closing_id desc limit 1)`;
  const published = (what: string) =>
    sql`(select max(at) from gradebook.publication where school_id = ${of.schoolId} and class_id = ${of.classId} and term = ${term} and what = ${what})`;
  interface Word {
    what: string;
    at: string;
  }
  const { rows } = await sql<{
    own: Word | null;
    school: Word | null;
    columns: number;
    closedColumns: number;
    publishedColumns: number;
    marksAt: Date | null;
    resultsAt: Date | null;
    bank: string[];
  }>`select ${last(sql`= ${of.classId}`)} as own, ${last(sql`is null`)} as school,
      count(*)::int as columns, count(*) filter (where k.is_closed)::int as "closedColumns",
      count(*) filter (where exists (select from gradebook.publication u where u.school_id = k.school_id and u.class_id = k.class_id and k.mark_column_id = any (u.mark_column_ids)))::int as "publishedColumns",
      ${published('marks')} as "marksAt", ${published('results')} as "resultsAt",
      array(select comment from gradebook.bank_comment b where b.school_id = ${of.schoolId} and b.subject_key is null order by bank_comment_id desc limit 50) as bank
    from gradebook.published_column k where k.school_id = ${of.schoolId} and k.class_id = ${of.classId} and k.term = ${term}`.execute(
    db,
  );
  const [row] = rows;
  const isOwn = row?.own?.what === 'closed';
  const bySchool = row?.school?.what === 'closed';
  return {
    isClosed: isOwn || bySchool,
    bySchool,
    closedAt: (isOwn ? row?.own?.at : bySchool ? row?.school?.at : null) ?? null,
    columns: row?.columns ?? 0,
    closedColumns: row?.closedColumns ?? 0,
    publishedColumns: row?.publishedColumns ?? 0,
    marksAt: row?.marksAt?.toISOString() ?? null,
    resultsAt: row?.resultsAt?.toISOString() ?? null,
    bank: row?.bank ?? [],
  };
}
