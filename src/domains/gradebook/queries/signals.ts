import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { timeZone } from '#platform/format.ts';
import type { ColumnKind } from '../rules/columns.ts';
import {
  apartTenths,
  type ColumnSeen,
  fewestAlike,
  identicalColumns,
  isAllAtOnce,
  isAllEqual,
  isApart,
  isJump,
  jumpTenths,
  night,
  type SignalKind,
} from '../rules/signals.ts';
import { nameOfActor } from './corrections.ts';

/** A signal with what it is about; `key` names it for good, so that a note stays with it. */
export interface Signal {
  key: string;
  kind: SignalKind;
  klass: string;
  subject: string;
  courseId: number;
  term: 1 | 2;
  /** The column, and for a copy the one it is equal to. */
  column: { kind: ColumnKind; number: number } | null;
  other: { kind: ColumnKind; number: number; term: number } | null;
  /** How many marks or pupils. */
  many: number;
  names: string[];
  at: string | null;
  note: SignalNote | null;
}

export interface SignalNote {
  remark: string;
  by: string | null;
  at: string;
}

interface ColumnRow extends ColumnSeen {
  klass: string;
  subject: string;
  kind: ColumnKind;
  number: number;
  term: 1 | 2;
  seconds: number;
  daysLate: number | null;
  lastAt: string | null;
  corrected: { id: number; pupil: string; at: string }[];
  reopened: { id: number; at: string }[];
  /** Tests far from the regular marks. */
  tests: { pupil: string; mark: number; regular: number[] }[];
  /** Marks written at night, by night; on the first column of each course and term. */
  nights: { day: string; marks: number }[];
  /** Means of the two terms where they lie apart; on the first column of the second term. */
  apart: { pupil: string; first: number; second: number }[];
}

/**
 * What deserves a look in a school's year: one pass over its marks, whatever their number. The database narrows down (by the same figures
 * that the rules state), the rules decide.
 */
export async function readSignals(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string },
): Promise<Signal[]> {
  const { schoolId, schoolYear } = of;
  const { rows } = await sql<ColumnRow>`
    with cols as materialized (
        select k.mark_column_id, k.course_id, k.term, k.kind, k.number, c.class_id, c.subject_key, c.kind as course_kind, c.position, d.due_on,
          row_number() over (partition by k.course_id, k.term order by k.mark_column_id) as place
        from gradebook.course c join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id
        left join gradebook.entry_deadline d on d.school_id = c.school_id and d.school_year = c.school_year and d.term = k.term and d.kind = k.kind
        where c.school_id = ${schoolId} and c.school_year = ${schoolYear}),
      marks as materialized (
        select m.mark_column_id, m.enrolment_id, m.tenths, m.entered_at, cols.course_id, cols.term, cols.kind, cols.course_kind
        from cols join gradebook.mark m on m.school_id = ${schoolId} and m.mark_column_id = cols.mark_column_id where num_nonnulls(m.tenths, m.level) = 1),
      by_column as (
        select mark_column_id, count(*)::int as marks, min(tenths) as lowest, max(tenths) as highest,
          case when course_kind = 'scored' and count(tenths) >= ${fewestAlike} then md5(string_agg(enrolment_id || ':' || tenths, ',' order by enrolment_id)) end as fingerprint,
          extract(epoch from max(entered_at) - min(entered_at))::int as seconds, min(entered_at) as first_at, max(entered_at) as last_at
        from marks group by mark_column_id, course_kind),
      regular as (
        select course_id, term, enrolment_id, array_agg(tenths order by mark_column_id) as tenths from marks where kind = 'regular' and tenths is not null group by 1, 2, 3),
      jumps as (
        select m.mark_column_id, json_agg(json_build_object('pupil', e.full_name, 'mark', m.tenths, 'regular', r.tenths) order by e.sort_key) as tests
        from marks m join regular r on r.course_id = m.course_id and r.term = m.term and r.enrolment_id = m.enrolment_id
        join schools.published_enrolment e on e.school_id = ${schoolId} and e.enrolment_id = m.enrolment_id
        where m.kind in ('mid-term', 'final') and abs(m.tenths - (select avg(x) from unnest(r.tenths) x)) >= ${jumpTenths - 1} group by 1),
      at_night as (
        select course_id, term, json_agg(json_build_object('day', day, 'marks', marks) order by day) as nights from (
          select course_id, term, ((entered_at at time zone ${timeZone}) - make_interval(hours => ${night.untilHour}))::date as day, count(*)::int as marks from marks
          where extract(hour from entered_at at time zone ${timeZone}) >= ${night.fromHour} or extract(hour from entered_at at time zone ${timeZone}) < ${night.untilHour}
          group by 1, 2, 3 having count(*) >= ${night.marks}) them group by 1, 2),
      apart as (
        select a.class_id, a.subject_key, json_agg(json_build_object('pupil', e.full_name, 'first', a.tenths, 'second', b.tenths) order by e.sort_key) as apart
        from gradebook.subject_result a join gradebook.subject_result b on b.school_id = a.school_id and b.enrolment_id = a.enrolment_id and b.school_year = a.school_year
          and b.subject_key = a.subject_key and b.period = 2
        join schools.published_enrolment e on e.school_id = a.school_id and e.enrolment_id = a.enrolment_id
        where a.school_id = ${schoolId} and a.school_year = ${schoolYear} and a.period = 1 and a.kind = 'scored' and abs(b.tenths - a.tenths) >= ${apartTenths} group by 1, 2),
      corrected as (
        select r.mark_column_id, json_agg(json_build_object('id', r.correction_id, 'pupil', e.full_name, 'at', s.at) order by s.at) as corrected
        from gradebook.correction r join gradebook.correction_step s on s.school_id = r.school_id and s.correction_id = r.correction_id and s.step = 'approved'
        join schools.published_enrolment e on e.school_id = r.school_id and e.enrolment_id = r.enrolment_id where r.school_id = ${schoolId} group by 1),
      reopened as (
        select mark_column_id, json_agg(json_build_object('id', closing_id, 'at', at) order by closing_id) as reopened from gradebook.closing
        where school_id = ${schoolId} and school_year = ${schoolYear} and what = 'reopened' and mark_column_id is not null group by 1)
    select cols.mark_column_id as "columnId", cols.course_id as "courseId", cols.term, cols.kind, cols.number, g.name as klass, s.name as subject,
      coalesce(b.marks, 0) as marks, b.lowest, b.highest, b.fingerprint, coalesce(b.seconds, 0) as seconds, (b.first_at at time zone ${timeZone})::date - cols.due_on as "daysLate", b.last_at as "lastAt",
      coalesce(x.corrected, '[]') as corrected, coalesce(o.reopened, '[]') as reopened, coalesce(j.tests, '[]') as tests,
      coalesce(case when cols.place = 1 then n.nights end, '[]') as nights, coalesce(case when cols.place = 1 and cols.term = 2 then a.apart end, '[]') as apart
    from cols
    join schools.published_class g on g.school_id = ${schoolId} and g.class_id = cols.class_id
    join schools.published_subject s on s.subject_key = cols.subject_key
    left join by_column b on b.mark_column_id = cols.mark_column_id
    left join jumps j on j.mark_column_id = cols.mark_column_id
    left join at_night n on n.course_id = cols.course_id and n.term = cols.term
    left join apart a on a.class_id = cols.class_id and a.subject_key = cols.subject_key
    left join corrected x on x.mark_column_id = cols.mark_column_id
    left join reopened o on o.mark_column_id = cols.mark_column_id
    order by g.grades, g.name, cols.position, s.position, cols.term, cols.mark_column_id`.execute(db);
  const notes = await readNotes(db, of);
  return rows
    .flatMap(row => signalsOf(row))
    .concat(copies(rows))
    .map(signal => ({ ...signal, note: notes.get(signal.key) ?? null }))
    .sort((a, b) => Number(a.note !== null) - Number(b.note !== null) || order(a.kind) - order(b.kind));
}

const inOrder: readonly SignalKind[] = [
  'correction',
  'reopened',
  'identical',
  'all-equal',
  'all-at-once',
  'night',
  'jump',
  'terms-apart',
];
const order = (kind: SignalKind) => inOrder.indexOf(kind);

async function readNotes(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string },
): Promise<Map<string, SignalNote>> {
  const { rows } = await sql<
    SignalNote & { key: string }
  >`select distinct on (n.signal_key) n.signal_key as key, n.remark,
      ${nameOfActor(sql<number>`n.school_id`, sql`n.noted_by`)} as by, n.noted_at as at
    from gradebook.signal_note n where n.school_id = ${of.schoolId} and n.school_year = ${of.schoolYear} order by n.signal_key, n.signal_note_id desc`.execute(
    db,
  );
  return new Map(rows.map(({ key, ...note }) => [key, note]));
}

const base = (row: ColumnRow) => ({
  klass: row.klass,
  subject: row.subject,
  courseId: row.courseId,
  term: row.term,
  column: { kind: row.kind, number: row.number },
  other: null,
  many: row.marks,
  names: [] as string[],
  at: row.lastAt,
  note: null,
});

const mostNames = 5;

/** What the rules say of one column. */
function signalsOf(row: ColumnRow): Signal[] {
  const about = base(row);
  const found: Signal[] = [];
  for (const each of row.corrected)
    found.push({
      ...about,
      key: `correction:${each.id}`,
      kind: 'correction',
      many: 1,
      names: [each.pupil],
      at: each.at,
    });
  for (const each of row.reopened) found.push({ ...about, key: `reopened:${each.id}`, kind: 'reopened', at: each.at });
  if (isAllEqual(row)) found.push({ ...about, key: `all-equal:${row.columnId}`, kind: 'all-equal' });
  if (isAllAtOnce(row)) found.push({ ...about, key: `all-at-once:${row.columnId}`, kind: 'all-at-once' });
  for (const each of row.nights)
    found.push({
      ...about,
      key: `night:${row.courseId}-${row.term}:${each.day}`,
      kind: 'night',
      column: null,
      many: each.marks,
      at: each.day,
    });
  const jumps = row.tests.filter(test => isJump(test.regular, test.mark)).map(test => test.pupil);
  if (jumps.length > 0)
    found.push({
      ...about,
      key: `jump:${row.columnId}`,
      kind: 'jump',
      many: jumps.length,
      names: jumps.slice(0, mostNames),
    });
  const apart = row.apart.filter(each => isApart(each.first, each.second)).map(each => each.pupil);
  if (apart.length > 0)
    found.push({
      ...about,
      key: `terms-apart:${row.courseId}`,
      kind: 'terms-apart',
      column: null,
      many: apart.length,
      names: apart.slice(0, mostNames),
    });
  return found;
}

function copies(rows: readonly ColumnRow[]): Signal[] {
  const byId = new Map(rows.map(row => [row.columnId, row]));
  return identicalColumns(rows).flatMap(([first, copy]) => {
    const [one, two] = [byId.get(first.columnId), byId.get(copy.columnId)];
    if (!one || !two) return [];
    const other = { kind: one.kind, number: one.number, term: one.term };
    return [{ ...base(two), key: `identical:${first.columnId}-${copy.columnId}`, kind: 'identical' as const, other }];
  });
}
