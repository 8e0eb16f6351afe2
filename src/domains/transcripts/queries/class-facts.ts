import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { TranscriptFacts } from '../rules/transcript-facts.ts';
import { findSchoolOn, type SchoolOn } from './school-on.ts';

/** A pupil's year as it stands, ready to become a transcript, or with what it still waits for. */
export interface PupilYear {
  enrolmentId: number;
  name: string;
  grade: number;
  /** Undefined where the year is not whole, or a re-assessment, a summer or a decision is still to come. */
  facts: TranscriptFacts | undefined;
  waitsFor: 'whole' | 'summer' | 'decision' | undefined;
}

export interface ClassYear {
  schoolYear: string;
  className: string;
  /** The principal has approved the class's year. */
  isApproved: boolean;
  pupils: PupilYear[];
}

interface PupilRow {
  enrolment_id: number;
  grade: number;
  regime: TranscriptFacts['regime'];
  name: string;
  code: string;
  birth_day: string | null;
  birth_place: string | null;
  sex: 'male' | 'female' | null;
  ethnic: string | null;
  citizen_number: string | null;
  periods: Period[];
  comments: { term: number; comment: string | null }[] | null;
  traits: TranscriptFacts['traits'] | null;
  records: TranscriptFacts['records'] | null;
  health: TranscriptFacts['health'];
}

interface Period {
  period: number;
  isWhole: boolean;
  mean: number | null;
  academic: string | null;
  conduct: string | null;
  absences: number | null;
  award: string | null;
  outcome: string | null;
  why: string | null;
}

interface SubjectRow {
  enrolment_id: number;
  key: string;
  name: string;
  kind: 'scored' | 'comment' | 'levels';
  exempt: boolean;
  values: Record<string, { tenths: number | null; level: string | null }>;
  teacher: string | null;
  comment: string | null;
}

/**
 * What the gradebook says of every pupil of a class and year: five statements, whatever the class's size. The caller has asked
 * who may. Undefined where there is no such class.
 */
export async function readClassYear(
  db: Query<'transcripts'>,
  schoolId: number,
  classId: number,
  only?: readonly number[],
): Promise<ClassYear | undefined> {
  const { rows } = await sql<{
    schoolYear: string;
    className: string;
    asOf: string;
    homeroom: string | null;
    isApproved: boolean;
  }>`select c.school_year as "schoolYear", c.name as "className", (y.until_day - 1)::text as "asOf",
      (select f.full_name from schools.published_homeroom h join schools.published_staff f on f.school_id = h.school_id and f.staff_position_id = h.staff_position_id
        where h.school_id = c.school_id and h.class_id = c.class_id order by (h.from_day < y.until_day) desc, h.from_day desc limit 1) as homeroom,
      ${isYearApproved(sql`c.school_id`, sql`c.class_id`)} as "isApproved"
    from schools.published_class c join schools.published_school_year y on y.school_year = c.school_year
    where c.school_id = ${schoolId} and c.class_id = ${classId}`.execute(db);
  const [klass] = rows;
  if (!klass) return undefined;
  const school = await findSchoolOn(db, schoolId, klass.asOf);
  const pupils = await readPupils(db, schoolId, classId, klass.schoolYear, only);
  const subjects = await readSubjects(db, schoolId, classId, klass.schoolYear, klass.asOf, only);
  const of = new Map<number, SubjectRow[]>();
  for (const row of subjects) of.set(row.enrolment_id, [...(of.get(row.enrolment_id) ?? []), row]);
  return {
    schoolYear: klass.schoolYear,
    className: klass.className,
    isApproved: klass.isApproved,
    pupils: pupils.map(pupil => {
      const waitsFor = missingOf(pupil);
      const facts = waitsFor ? undefined : factsOf(school, klass, pupil, of.get(pupil.enrolment_id) ?? []);
      return { enrolmentId: pupil.enrolment_id, name: pupil.name, grade: pupil.grade, facts, waitsFor };
    }),
  };
}

/** The last word on a class's year is that the principal approved it (or that its pupils were led on). */
export const isYearApproved = (school: RawBuilder<unknown>, klass: RawBuilder<unknown>) => sql<boolean>`coalesce(
  (select k.what in ('approved', 'promoted') from gradebook.published_year_closing k where k.school_id = ${school} and k.class_id = ${klass} order by k.year_closing_id desc limit 1), false)`;

/** Pupils with a result of the year in this class, in the order of class lists. */
async function readPupils(
  db: Query<'transcripts'>,
  schoolId: number,
  classId: number,
  schoolYear: string,
  only: readonly number[] | undefined,
): Promise<PupilRow[]> {
  const { rows } = await sql<PupilRow>`
    select e.enrolment_id, r.grade, r.regime, e.full_name as name, e.pupil_code as code, e.birth_day, person.birth_place, e.sex, ethnic.name as ethnic, person.citizen_number,
      (select json_agg(json_build_object('period', p.period, 'isWhole', p.is_whole, 'mean', p.mean_tenths, 'academic', p.academic, 'conduct', p.conduct,
          'absences', p.absences, 'award', p.award, 'outcome', p.outcome, 'why', p.outcome_why))
        from gradebook.published_result p where p.school_id = r.school_id and p.enrolment_id = r.enrolment_id and p.school_year = r.school_year) as periods,
      (select json_agg(json_build_object('term', k.term, 'comment', k.comment) order by k.term)
        from gradebook.published_conduct k where k.school_id = r.school_id and k.enrolment_id = r.enrolment_id and k.school_year = r.school_year) as comments,
      (select json_agg(json_build_object('key', t.trait_key, 'level', t.level) order by t.trait_key) from gradebook.published_trait_level t
        where t.school_id = r.school_id and t.enrolment_id = r.enrolment_id and t.school_year = r.school_year and t.term = 2 and t.period = 'end') as traits,
      (select json_agg(json_build_object('kind', a.kind, 'content', a.content, 'document', a.document) order by a.award_record_id)
        from gradebook.published_award_record a where a.school_id = r.school_id and a.enrolment_id = r.enrolment_id and a.school_year = r.school_year) as records,
      (select json_build_object('heightMillimetres', h.height_millimetres, 'weightGrams', h.weight_grams)
        from gradebook.published_health_record h where h.school_id = r.school_id and h.enrolment_id = r.enrolment_id and h.school_year = r.school_year) as health
    from gradebook.published_result r
    join schools.published_enrolment e on e.school_id = r.school_id and e.enrolment_id = r.enrolment_id
    left join directory.published_person person on person.person_id = e.person_id
    left join directory.published_code_entry ethnic on ethnic.list = 'ethnic' and ethnic.key = e.ethnic_key
    where r.school_id = ${schoolId} and r.class_id = ${classId} and r.school_year = ${schoolYear} and r.period = 3
      ${only ? sql`and r.enrolment_id = any (${only}::bigint[])` : sql``}
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  return rows;
}

/** Results of subjects, with who taught them last and what they say of the pupil. */
async function readSubjects(
  db: Query<'transcripts'>,
  schoolId: number,
  classId: number,
  schoolYear: string,
  asOf: string,
  only: readonly number[] | undefined,
): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`
    with taught as (
      select distinct on (a.subject_key) a.subject_key, f.full_name from schools.published_assignment a
      join schools.published_staff f on f.school_id = a.school_id and f.staff_position_id = a.staff_position_id
      where a.school_id = ${schoolId} and a.class_id = ${classId}
      order by a.subject_key, (a.from_day <= ${asOf}::date and ${asOf}::date < a.until_day) desc, a.term desc nulls first, a.from_day desc),
    said as (
      select distinct on (c.subject_key, c.grade, k.enrolment_id) c.subject_key, k.enrolment_id, k.comment, c.position
      from gradebook.published_course c join gradebook.published_course_comment k on k.school_id = c.school_id and k.course_id = c.course_id
      where c.school_id = ${schoolId} and c.class_id = ${classId} and k.comment <> '' order by c.subject_key, c.grade, k.enrolment_id, k.term desc),
    placed as (select subject_key, min(position) as position from gradebook.published_course where school_id = ${schoolId} and class_id = ${classId} group by subject_key)
    select s.enrolment_id, s.subject_key as key, name.name, max(s.kind) filter (where s.period = 3) as kind, coalesce(bool_or(s.exempt) filter (where s.period = 3), false) as exempt,
      json_object_agg(s.period, json_build_object('tenths', s.tenths, 'level', s.level)) as values, max(taught.full_name) as teacher, max(said.comment) as comment
    from gradebook.published_subject_result s
    join schools.published_subject name on name.subject_key = s.subject_key
    left join taught on taught.subject_key = s.subject_key
    left join said on said.subject_key = s.subject_key and said.enrolment_id = s.enrolment_id
    left join placed on placed.subject_key = s.subject_key
    where s.school_id = ${schoolId} and s.school_year = ${schoolYear}
      and s.enrolment_id in (select r.enrolment_id from gradebook.published_result r where r.school_id = ${schoolId} and r.class_id = ${classId} and r.school_year = ${schoolYear} and r.period = 3)
      ${only ? sql`and s.enrolment_id = any (${only}::bigint[])` : sql``}
    group by s.enrolment_id, s.subject_key, name.name, name.position, placed.position
    having bool_or(s.period = 3)
    order by s.enrolment_id, placed.position nulls last, name.position, s.subject_key`.execute(db);
  return rows;
}

const PENDING = ['reassessment', 'summer-training'];

/** The last result that decides: after the summer where there was one to come through. */
function decidingOf(pupil: PupilRow): Period | undefined {
  const at = (period: number) => pupil.periods.find(each => each.period === period);
  return at(4)?.outcome ? at(4) : at(3);
}

function missingOf(pupil: PupilRow): PupilYear['waitsFor'] {
  if (!pupil.periods.find(each => each.period === 3)?.isWhole) return 'whole';
  const outcome = decidingOf(pupil)?.outcome ?? null;
  if (outcome === null || outcome === 'principal-decides') return 'decision';
  return PENDING.includes(outcome) ? 'summer' : undefined;
}

function factsOf(
  school: SchoolOn,
  klass: { schoolYear: string; className: string; homeroom: string | null },
  pupil: PupilRow,
  subjects: SubjectRow[],
): TranscriptFacts {
  const at = (period: number) => pupil.periods.find(each => each.period === period);
  const shown = (period: number) => {
    const found = at(period);
    return found ? { mean: found.mean, academic: found.academic, conduct: found.conduct } : null;
  };
  const [year, deciding] = [at(3), decidingOf(pupil)];
  const said = (pupil.comments ?? []).filter(each => each.comment).at(-1);
  return TranscriptFacts.parse({
    school,
    pupil: {
      name: pupil.name,
      code: pupil.code,
      birthDay: pupil.birth_day,
      birthPlace: pupil.birth_place,
      sex: pupil.sex,
      ethnic: pupil.ethnic,
      citizenNumber: pupil.citizen_number,
    },
    schoolYear: klass.schoolYear,
    grade: pupil.grade,
    className: klass.className,
    regime: pupil.regime,
    homeroomTeacher: klass.homeroom,
    subjects: subjects.map(({ enrolment_id: _, values, ...subject }) => ({
      ...subject,
      term1: values[1] ?? null,
      term2: values[2] ?? null,
      year: values[3] ?? null,
      again: values[4] && !isSame(values[4], values[3]) ? values[4] : null,
    })),
    traits: pupil.traits ?? [],
    term1: shown(1),
    term2: shown(2),
    year: shown(3),
    afterSummer: shown(4),
    absences: year?.absences ?? null,
    award: deciding?.award ?? null,
    records: pupil.records ?? [],
    health: pupil.health,
    outcome: deciding?.outcome,
    outcomeWhy: deciding?.why ?? null,
    comment: said?.comment ?? null,
  });
}

type Value = { tenths: number | null; level: string | null } | undefined;
const isSame = (a: Value, b: Value) => a?.tenths === b?.tenths && a?.level === b?.level;
