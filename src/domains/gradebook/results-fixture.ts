import { house } from '#platform/access.ts';
import { perform } from '#platform/work.ts';
import { loadSchoolYears } from '#schools';
import type { TestSystem } from '../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../test/small-province.ts';
import type { ColumnKind, CourseKind } from './rules/columns.ts';
import { type Regime, regimeFor } from './rules/regime.ts';

export interface FixtureCourse {
  subjectKey: string;
  kind: CourseKind;
  columns: { term: 1 | 2; kind: ColumnKind; number: number }[];
}

type Written = { tenths?: number; level?: string };

/** A pupil of a fixture; marks by course and column, in their order; what is left out is not there. */
export interface FixturePupil {
  marks: (Written | null)[][];
  conduct?: [string | null, string | null, (string | null)?];
  absences?: number;
  exemptions?: { subjectKey: string | null; kind: 'exempt' | 'theory' | 'disability' }[];
  outside?: (Written & { term: 1 | 2; subjectKey: string })[];
  traits?: string[];
  recognised?: boolean;
  again?: (Written & { subjectKey: string })[];
  decided?: 'promoted' | 'not-promoted';
  /** Came after the first term, or left before its or the second one's end. */
  stay?: 'whole' | 'late' | 'left-early' | 'left-late' | 'graduated';
  /** Sat in another class of the fixture until this day. */
  movedFrom?: { klass: number; until: string };
}

export interface FixtureClass {
  grade: number;
  courses: FixtureCourse[];
  pupils: FixturePupil[];
  closed?: (1 | 2)[];
}

export const YEAR = '2023-2024';

/** Secondary columns of a course in both terms. */
export const secondaryColumns = (regular: number): FixtureCourse['columns'] =>
  ([1, 2] as const).flatMap(term => [
    ...Array.from({ length: regular }, (_, at) => ({ term, kind: 'regular' as const, number: at + 1 })),
    { term, kind: 'mid-term' as const, number: 1 },
    { term, kind: 'final' as const, number: 1 },
  ]);

/** Primary columns that the year's end looks at. */
export const primaryColumnsOf = (hasTest: boolean): FixtureCourse['columns'] =>
  ([1, 2] as const).flatMap(term => [
    { term, kind: 'end-level' as const, number: 1 },
    ...(hasTest ? [{ term, kind: 'end-test' as const, number: 1 }] : []),
  ]);

export async function resultsProvince(world: TestSystem): Promise<SmallProvince> {
  const province = await smallProvince(world, { districts: 1 });
  await perform(world, house('test', world.today()), loadSchoolYears, {});
  return province;
}

let ids = 1000;
const nextId = () => ++ids;

const stays: Record<NonNullable<FixturePupil['stay']>, [from: string, until: string]> = {
  whole: ['2023-09-05', 'infinity'],
  late: ['2024-02-01', 'infinity'],
  'left-early': ['2023-09-05', '2023-11-01'],
  'left-late': ['2023-09-05', '2024-03-01'],
  graduated: ['2023-09-05', '2024-05-20'],
};

/** Writes classes straight into the tables by their owner. @returns class ids, and enrolment ids by class */
export async function writeClasses(
  province: SmallProvince,
  schoolId: number,
  classes: FixtureClass[],
): Promise<{ classIds: number[]; pupils: number[][] }> {
  const rows = {
    class: [] as object[],
    course: [] as object[],
    mark_column: [] as object[],
    enrolment: [] as object[],
    class_place: [] as object[],
    mark: [] as object[],
    conduct: [] as object[],
    absence: [] as object[],
    attendance_taken: [] as object[],
    exemption: [] as object[],
    outside_result: [] as object[],
    trait_level: [] as object[],
    award_record: [] as object[],
    reassessment: [] as object[],
    decision: [] as object[],
    closing: [] as object[],
  };
  const at = '2024-05-20T00:00:00Z';
  const made = classes.map(klass => {
    const classId = nextId();
    rows.class.push({
      school_id: schoolId,
      class_id: classId,
      school_year: YEAR,
      name: `L${classId}`,
      grades: [klass.grade],
      made_on: '2023-08-15',
    });
    rows.attendance_taken.push({
      school_id: schoolId,
      class_id: classId,
      day: '2023-09-06',
      session: 'morning',
      taken_by: 'test',
      taken_at: at,
    });
    for (const term of klass.closed ?? [])
      rows.closing.push({
        school_id: schoolId,
        closing_id: nextId(),
        school_year: YEAR,
        term,
        class_id: classId,
        what: 'closed',
        at,
        by: 'test',
      });
    const regime: Regime | undefined = regimeFor(YEAR, klass.grade);
    const columns = klass.courses.map((course, position) => {
      const courseId = nextId();
      rows.course.push({
        school_id: schoolId,
        course_id: courseId,
        class_id: classId,
        school_year: YEAR,
        grade: klass.grade,
        subject_key: course.subjectKey,
        regime,
        kind: course.kind,
        lessons_a_year: 70,
        position,
      });
      return course.columns.map(column => {
        const mark_column_id = nextId();
        rows.mark_column.push({ school_id: schoolId, mark_column_id, course_id: courseId, ...column });
        return mark_column_id;
      });
    });
    return { ...klass, classId, columns };
  });
  const pupils = made.map(klass =>
    klass.pupils.map(pupil => {
      const enrolmentId = nextId();
      const own = { school_id: schoolId, enrolment_id: enrolmentId, school_year: YEAR };
      const [from_day, until_day] = stays[pupil.stay ?? 'whole'];
      const left = until_day === 'infinity' ? null : pupil.stay === 'graduated' ? 'graduated' : 'transferred';
      rows.enrolment.push({
        school_id: schoolId,
        enrolment_id: enrolmentId,
        person_id: enrolmentId,
        pupil_code: `P${enrolmentId}`,
        full_name: 'Em Mẫu',
        sort_key: 'mau em',
        search_key: 'em mau',
        has_citizen_number: false,
        policy_keys: [],
        details: {},
        from_day,
        until_day,
        came_by: 'admitted',
        left_by: left,
      });
      const moved = pupil.movedFrom && made[pupil.movedFrom.klass];
      const place = { school_id: schoolId, enrolment_id: enrolmentId, grade: klass.grade, came_by: 'enrolled' };
      if (moved && pupil.movedFrom)
        rows.class_place.push({ ...place, class_id: moved.classId, from_day, until_day: pupil.movedFrom.until });
      rows.class_place.push({
        ...place,
        class_id: klass.classId,
        from_day: moved ? pupil.movedFrom?.until : from_day,
        until_day,
      });
      for (const [course, marks] of pupil.marks.entries()) {
        for (const [column, mark] of marks.entries()) {
          // Of one who moved, the marks of the first term stand in the old class.
          const term = klass.courses[course]?.columns[column]?.term;
          const sheet = moved && term === 1 ? moved : klass;
          const mark_column_id = sheet.columns[course]?.[column];
          if (mark && mark_column_id !== undefined)
            rows.mark.push({
              school_id: schoolId,
              mark_column_id,
              enrolment_id: enrolmentId,
              tenths: null,
              level: null,
              ...mark,
              revision: 1,
              entered_by: 'test',
              entered_at: at,
            });
        }
      }
      const said = { recorded_by: 'test', recorded_at: at };
      for (const [nth, level] of (pupil.conduct ?? []).entries())
        if (level) rows.conduct.push({ ...own, term: nth + 1, level, revision: 1, ...said });
      for (let day = 0; day < (pupil.absences ?? 0); day++)
        rows.absence.push({
          school_id: schoolId,
          enrolment_id: enrolmentId,
          day: new Date(Date.UTC(2023, 8, 6 + day * 3)).toISOString().slice(0, 10),
          session: 'morning',
          class_id: klass.classId,
          kind: 'excused',
          revision: 1,
          ...said,
        });
      for (const each of pupil.exemptions ?? [])
        rows.exemption.push({
          ...own,
          exemption_id: nextId(),
          subject_key: each.subjectKey,
          kind: each.kind,
          reason: 'test',
          given_by: 'test',
          given_at: at,
        });
      for (const { subjectKey, ...each } of pupil.outside ?? [])
        rows.outside_result.push({ ...own, subject_key: subjectKey, source: 'test', ...each, ...said });
      for (const [nth, level] of (pupil.traits ?? []).entries())
        rows.trait_level.push({ ...own, term: 2, period: 'end', trait_key: `t${nth}`, level, ...said });
      if (pupil.recognised)
        rows.award_record.push({
          ...own,
          award_record_id: nextId(),
          kind: 'class-recognised',
          content: 'test',
          ...said,
        });
      for (const { subjectKey, ...each } of pupil.again ?? [])
        rows.reassessment.push({ ...own, subject_key: subjectKey, held_on: '2024-07-15', ...each, ...said });
      if (pupil.decided)
        rows.decision.push({
          ...own,
          decision_id: nextId(),
          decided: pupil.decided,
          reason: 'test',
          decided_by: 'test',
          decided_at: at,
        });
      return enrolmentId;
    }),
  );
  const inSchools = ['class', 'enrolment', 'class_place', 'absence', 'attendance_taken'];
  for (const [table, all] of Object.entries(rows)) {
    const [some] = all;
    if (!some) continue;
    const names = [...new Set(all.flatMap(row => Object.keys(row)))].join(', ');
    const full = `${inSchools.includes(table) ? 'schools' : 'gradebook'}.${table}`;
    await province.write(
      `insert into ${full} (${names}) select ${names} from jsonb_populate_recordset(null::${full}, $1::jsonb)`,
      [JSON.stringify(all)],
    );
  }
  return { classIds: made.map(each => each.classId), pupils };
}
