import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { house } from '#platform/access.ts';
import { perform, readWide } from '#platform/work.ts';
import { loadSchoolYears } from '#schools';
import { useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import {
  type FixtureClass,
  type FixtureCourse,
  type FixturePupil,
  primaryColumnsOf,
  secondaryColumns,
  writeClasses,
  YEAR,
} from '../results-fixture.ts';
import { openPlaces } from '../rules/readings.ts';
import { checkResults } from './check-results.ts';
import { computeResults } from './compute-results.ts';

/* Pupils as no one would make them up, through both computations: they agree, whatever the readings. */
const world = useSystem('2024-06-01T02:00:00Z');
let province: SmallProvince;
const RUNS = 12;

const scoredKeys = [
  'maths',
  'literature',
  'foreign-language',
  'civics',
  'history',
  'geography',
  'physics',
  'chemistry',
  'biology',
  'ethnic-language',
  'foreign-language-2',
];
const commentKeys = ['physical-education', 'arts', 'local-education'];
const primaryKeys = ['vietnamese', 'maths', 'science', 'ethics', 'music', 'ethnic-language'];

/** Marks crowd where the circulars draw their lines. */
const mark = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(19, 20, 34, 35, 49, 50, 64, 65, 79, 80, 89, 90) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 100 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 100 }) },
);
const rarely = <T>(value: fc.Arbitrary<T>, oneIn: number) =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const columnsOf = (grade: number, kind: FixtureCourse['kind'], subjectKey: string) =>
  kind === 'levels'
    ? fc.constant(primaryColumnsOf(!['music', 'ethics'].includes(subjectKey)))
    : fc
        .tuple(
          fc.integer({ min: 2, max: 4 }),
          fc.integer({ min: 0, max: grade >= 10 && kind === 'scored' ? 2 : 0 }),
          fc.integer({ min: 0, max: 9 }),
        )
        .map(([regular, topics, terms]) => {
          const all = [
            ...secondaryColumns(regular),
            ...Array.from({ length: topics }, (_, at) => ({
              term: 1 as const,
              kind: 'topic' as const,
              number: at + 1,
            })),
          ];
          // Some subjects are taught in one term alone.
          return terms === 0
            ? all.filter(column => column.term === 1)
            : terms === 1
              ? all.filter(column => column.term === 2)
              : all;
        });

const courseOf = (grade: number, kind: FixtureCourse['kind']) => (subjectKey: string) =>
  columnsOf(grade, kind, subjectKey).map((columns): FixtureCourse => ({ subjectKey, kind, columns }));

const coursesOf = (grade: number): fc.Arbitrary<FixtureCourse[]> => {
  const some = (keys: string[], least: number, kind: FixtureCourse['kind']) =>
    fc.subarray(keys, { minLength: least }).chain(chosen => fc.tuple(...chosen.map(courseOf(grade, kind))));
  if (grade <= 5) return some(primaryKeys, 4, 'levels');
  return fc.tuple(some(scoredKeys, 6, 'scored'), some(commentKeys, 1, 'comment')).map(both => both.flat());
};

/** Marks of one course: mostly of one height, so that subjects come out on either side of a line; seldom a hole. */
const marksOf = (strength: number, { kind, columns }: FixtureCourse): fc.Arbitrary<FixturePupil['marks'][number]> =>
  fc
    .tuple(
      fc.oneof({ weight: 7, arbitrary: fc.constant(strength) }, { weight: 1, arbitrary: mark }),
      fc.array(fc.tuple(mark, fc.noBias(fc.integer({ min: 0, max: 999 }))), {
        minLength: columns.length,
        maxLength: columns.length,
      }),
    )
    .map(([height, cells]) =>
      cells.map(([own, chance], at) => {
        if (chance < 2) return null;
        const tenths = chance < 988 ? height : own;
        if (kind === 'scored') return { tenths };
        if (kind === 'comment') return { level: chance < 995 ? 'passed' : 'not-passed' };
        if (columns[at]?.kind === 'end-test') return { tenths: Math.round((chance < 988 ? height : own) / 10) * 10 };
        return { level: chance < 980 ? 'T' : chance < 996 ? 'H' : 'C' };
      }),
    );

const conductOf = (grade: number) =>
  fc.constantFrom(
    'good',
    'good',
    'good',
    'fair',
    ...(grade === 9 || grade === 12 ? ['average', 'weak'] : ['passed', 'not-passed']),
  );
const valueFor = ({ kind }: FixtureCourse) =>
  kind === 'scored'
    ? mark.map(tenths => ({ tenths }))
    : kind === 'comment'
      ? fc.constantFrom('passed', 'not-passed').map(level => ({ level }))
      : fc.oneof(
          fc.constantFrom('T', 'H', 'C').map(level => ({ level })),
          fc.integer({ min: 3, max: 10 }).map(tenths => ({ tenths: tenths * 10 })),
        );
const someSubjects = (courses: FixtureCourse[], most: number) =>
  fc.subarray(courses, { minLength: 1, maxLength: Math.min(most, courses.length) });

const pupilOf = (grade: number, courses: FixtureCourse[], at: number): fc.Arbitrary<FixturePupil> =>
  fc
    .record({
      marks: fc
        .constantFrom(95, 93, 90, 82, 80, 79, 70, 66, 65, 50, 49, 36)
        .chain(strength => fc.tuple(...courses.map(course => marksOf(strength, course)))),
      conduct:
        grade <= 5
          ? fc.constant([null, null] as [null, null])
          : fc.tuple(conductOf(grade), conductOf(grade), fc.option(conductOf(grade), { freq: 2 })),
      absences: fc.constantFrom(0, 0, 0, 2, 45, 46),
      exemptions: rarely(
        someSubjects(courses, 2).map(some => [
          ...some.map(one => ({ subjectKey: one.subjectKey, kind: 'exempt' as const })),
        ]),
        12,
      ),
      disabled: rarely(fc.constant(true), 25),
      outside: rarely(
        someSubjects(courses, 99).chain(some =>
          fc.tuple(
            ...some.map(one =>
              fc
                .tuple(valueFor(one), fc.constantFrom(1 as const, 1 as const, 2 as const))
                .map(([value, term]) => ({ ...value, term, subjectKey: one.subjectKey })),
            ),
          ),
        ),
        10,
      ),
      traits:
        grade > 5
          ? fc.constant<string[]>([])
          : fc
              .tuple(fc.constantFrom(15, 15, 15, 13, 7, 3), fc.constantFrom('T', 'T', 'T', 'Đ', 'C'))
              .map(([many, last]) => [...Array.from({ length: many - 1 }, () => 'T'), last]),
      recognised: fc.boolean(),
      again: rarely(
        someSubjects(courses, 99).chain(some =>
          fc.tuple(...some.map(one => valueFor(one).map(value => ({ ...value, subjectKey: one.subjectKey })))),
        ),
        2,
      ),
      decided: rarely(fc.constantFrom('promoted' as const, 'not-promoted' as const), 20),
      stay: fc.constantFrom(...Array<'whole'>(16).fill('whole'), 'late', 'left-early', 'left-late', 'graduated'),
      moved: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ exemptions, disabled, outside, again, decided, moved, stay, ...pupil }) => ({
      ...pupil,
      stay: stay ?? 'whole',
      exemptions: [...(exemptions ?? []), ...(disabled ? [{ subjectKey: null, kind: 'disability' as const }] : [])],
      outside: outside ?? [],
      again: again ?? [],
      ...(decided ? { decided } : {}),
      // The classes come in pairs with the same courses, so that one can move between them.
      ...(moved === 0 && at % 2 === 1 && (stay ?? 'whole') === 'whole'
        ? { movedFrom: { klass: at - 1, until: moved % 2 ? '2024-01-20' : '2023-11-20' } }
        : {}),
    }));

const classesOf = fc
  .tuple(...[3, 5, 7, 9, 10, 12].map(grade => coursesOf(grade).map(courses => ({ grade, courses }))))
  .chain(kinds =>
    fc.tuple(
      ...kinds.flatMap(({ grade, courses }, pair) =>
        [0, 1].map(half =>
          fc.record({
            grade: fc.constant(grade),
            courses: fc.constant(courses),
            closed: fc.subarray<1 | 2>([1, 2]),
            pupils: fc.array(pupilOf(grade, courses, pair * 2 + half), { minLength: 14, maxLength: 14 }),
          }),
        ),
      ),
    ),
  );

const readings = fc.record(
  Object.fromEntries(
    Object.entries(openPlaces).map(([name, place]) => [
      name,
      fc.constantFrom<string>(place.values[0], ...place.values),
    ]),
  ),
);

beforeAll(async () => {
  province = await smallProvince(world(), { districts: 1, schoolsEach: RUNS });
  await perform(world(), house('test', world().today()), loadSchoolYears, {});
});

test(`${RUNS * 12 * 14} pupils of all four regimes: both computations agree`, async () => {
  let at = 0;
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(classesOf, readings, async (classes, chosen) => {
      const schoolId = province.schools[at++] ?? 0;
      await writeClasses(province, schoolId, classes as FixtureClass[]);
      for (const [name, value] of Object.entries(chosen))
        await province.write(
          `insert into gradebook.reading (name, value, from_school_year, document, accepted_by, accepted_at) values ($1, $2, $3, 'test', 'test', now())`,
          [name, JSON.stringify(value), YEAR],
        );
      const actor = house('test', world().today(), [schoolId]);
      await perform(world(), actor, computeResults, { schoolId, schoolYear: YEAR });
      const { results } = await perform(world(), actor, checkResults, { schoolId, schoolYear: YEAR });
      expect(results).toBeGreaterThan(300);
      const differences = await readWide(world(), 'gradebook', db =>
        db
          .selectFrom('gradebook.check_difference')
          .select(['enrolment_id', 'period', 'what', 'stored', 'recomputed'])
          .where('school_id', '=', schoolId)
          .execute(),
      );
      expect(differences).toEqual([]);
      const kinds = await readWide(world(), 'gradebook', db =>
        db
          .selectFrom('gradebook.result')
          .select(['regime', 'period', 'academic', 'award', 'outcome', 'outcome_why'])
          .distinct()
          .where('school_id', '=', schoolId)
          .execute(),
      );
      for (const row of kinds)
        for (const what of ['academic', 'award', 'outcome', 'outcome_why'] as const)
          seen.add(`${row.regime} ${row.period} ${what} ${row[what]}`);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The pupils reached every corner that matters: the agreement says something.
  for (const corner of [
    'tt22-2021 3 academic good',
    'tt22-2021 3 award excellent',
    'tt22-2021 4 outcome promoted',
    'tt22-2021 3 outcome_why absences',
    'tt58-2011 3 academic average',
    'tt58-2011 1 award advanced',
    'tt27-2020 3 academic well',
    'tt27-2020 3 award model',
    'tt27-2020 4 outcome principal-decides',
    'tt30-2014 3 academic not-completed',
  ])
    expect(seen).toContain(corner);
}, 240_000);
