import { beforeAll, describe, expect, test } from 'vitest';
import { house } from '#platform/access.ts';
import { workOff } from '#platform/jobs.ts';
import { perform, readWide } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import type { SmallProvince } from '../../../../test/small-province.ts';
import { gradebookJobs } from '../jobs.ts';
import {
  type FixtureCourse,
  type FixturePupil,
  primaryColumnsOf,
  resultsProvince,
  secondaryColumns,
  writeClasses,
  YEAR,
} from '../results-fixture.ts';
import { checkResults } from './check-results.ts';
import { computeResults } from './compute-results.ts';

/* The vectors of the circulars through the database: assembled and stored by one computation, and found the same by the other. */
const world = useSystem('2024-06-01T02:00:00Z');
let province: SmallProvince;

const scoredKeys = [
  'maths',
  'literature',
  'foreign-language',
  'civics',
  'history-geography',
  'natural-science',
  'technology',
  'informatics',
  'physics',
  'chemistry',
];
const commentKeys = ['physical-education', 'arts', 'career-experience', 'local-education'];
const course = (subjectKey: string, kind: FixtureCourse['kind'], columns = secondaryColumns(2)): FixtureCourse => ({
  subjectKey,
  kind,
  columns,
});
const coursesOf = (scored: number, comments: number) => [
  ...scoredKeys.slice(0, scored).map(key => course(key, 'scored')),
  ...commentKeys.slice(0, comments).map(key => course(key, 'comment')),
];
const fill = <T>(columns: FixtureCourse['columns'], value: T): T[] => columns.map(() => value);
/** The same mark in every column: the year's mean is that mark. */
const pupilWith = (
  marks: number[],
  failed: number,
  comments: number,
  more: Partial<FixturePupil> = {},
): FixturePupil => ({
  marks: [
    ...marks.map(mark => fill(secondaryColumns(2), { tenths: Math.round(mark * 10) })),
    ...Array.from({ length: comments }, (_, at) =>
      fill(secondaryColumns(2), { level: at < failed ? 'not-passed' : 'passed' }),
    ),
  ],
  conduct: ['good', 'good'],
  ...more,
});
const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

interface ResultRow {
  enrolment_id: number;
  period: number;
  is_whole: boolean;
  mean_tenths: number | null;
  academic: string | null;
  conduct: string | null;
  absences: number | null;
  award: string | null;
  outcome: string | null;
  outcome_why: string | null;
}

const house1 = (schoolId: number) => house('test', world().today(), [schoolId]);

async function resultsOf(schoolId: number, enrolmentIds: number[], period: number): Promise<(ResultRow | undefined)[]> {
  const rows = await readWide(world(), 'gradebook', db =>
    db
      .selectFrom('gradebook.result')
      .selectAll()
      .where('school_id', '=', schoolId)
      .where('period', '=', period)
      .execute(),
  );
  return enrolmentIds.map(id => rows.find(row => row.enrolment_id === id));
}

/** Both computations, and no difference between them. */
async function computeBoth(schoolId: number) {
  const answer = await perform(world(), house1(schoolId), computeResults, { schoolId, schoolYear: YEAR });
  const checked = await perform(world(), house1(schoolId), checkResults, { schoolId, schoolYear: YEAR });
  const differences = await readWide(world(), 'gradebook', db =>
    db.selectFrom('gradebook.check_difference').selectAll().where('school_id', '=', schoolId).execute(),
  );
  expect(differences).toEqual([]);
  expect(checked.results).toBeGreaterThan(0);
  return answer;
}

beforeAll(async () => {
  province = await resultsProvince(world());
});

const school = (at: number) => province.schools[at] ?? 0;

describe('TT 22/2021', () => {
  const vectors: [id: string, marks: number[], failed: number, level: string, award: string | null][] = [
    ['B1', [...times(6, 8), 6.5, 6.5], 0, 'good', 'good'],
    ['B3', [...times(7, 8.5), 4.9], 0, 'fair', null],
    ['B4', [...times(7, 8.5), 3.4], 0, 'passed', null],
    ['B5', times(8, 8.5), 1, 'fair', null],
    ['B7', [...times(5, 5), ...times(3, 4.9)], 0, 'not-passed', null],
    ['B9', [...times(6, 6.5), 5, 4.9], 0, 'passed', null],
    ['B12', times(8, 8.5), 2, 'not-passed', null],
    ['B13', [...times(5, 8), 7, 7, 4], 0, 'passed', null],
    ['B14', [...times(6, 9), 6.5, 6.5], 0, 'good', 'excellent'],
    ['B20', [...times(7, 8.5), 4.9], 1, 'passed', null],
  ];
  const B7 = [...times(5, 5), ...times(3, 4.9)];
  const again = (...marks: number[]) =>
    marks.map((mark, at) => ({ subjectKey: scoredKeys[5 + at] ?? '', tenths: Math.round(mark * 10) }));
  const passed: [string, string] = ['passed', 'passed'];
  const ends: [id: string, pupil: FixturePupil, year: Partial<ResultRow>, summer?: Partial<ResultRow>][] = [
    ['P1', pupilWith(times(8, 8), 0, 4, { conduct: ['not-passed', 'good'] }), { conduct: 'fair', outcome: 'promoted' }],
    [
      'P5',
      pupilWith(times(8, 8), 0, 4, { conduct: ['good', 'not-passed'] }),
      { conduct: 'not-passed', outcome: 'summer-training' },
    ],
    ['P6', pupilWith(times(8, 5), 0, 4, { conduct: passed, absences: 45 }), { absences: 45, outcome: 'promoted' }],
    [
      'P7',
      pupilWith(times(8, 5), 0, 4, { conduct: passed, absences: 46 }),
      { absences: 46, outcome: 'not-promoted', outcome_why: 'absences' },
    ],
    [
      'P8',
      pupilWith(B7, 0, 4, { conduct: passed, again: again(5, 4, 4.5) }),
      { outcome: 'reassessment' },
      { academic: 'passed', outcome: 'promoted' },
    ],
    [
      'P9',
      pupilWith(B7, 0, 4, { conduct: passed, again: again(5, 3, 4.9) }),
      { outcome: 'reassessment' },
      { academic: 'not-passed', outcome: 'not-promoted', outcome_why: 'academic' },
    ],
    [
      'P10',
      pupilWith(times(8, 7), 0, 4, { conduct: ['passed', 'not-passed', 'passed'] }),
      { outcome: 'summer-training' },
      { conduct: 'passed', outcome: 'promoted' },
    ],
    [
      'P11',
      pupilWith(B7, 0, 4, { conduct: ['passed', 'not-passed'] }),
      { outcome: 'not-promoted', outcome_why: 'conduct-and-academic' },
    ],
    [
      'decided',
      pupilWith(B7, 0, 4, { conduct: ['passed', 'not-passed'], decided: 'promoted' }),
      { outcome: 'not-promoted' },
      { outcome: 'promoted', outcome_why: 'decided' },
    ],
    [
      'disability',
      pupilWith(B7, 0, 4, { exemptions: [{ subjectKey: null, kind: 'disability' }] }),
      { outcome: 'principal-decides', academic: 'not-passed' },
    ],
  ];

  test('levels, awards, promotion and what follows in summer', async () => {
    const schoolId = school(1);
    const { pupils } = await writeClasses(province, schoolId, [
      { grade: 7, courses: coursesOf(8, 4), pupils: vectors.map(([, marks, failed]) => pupilWith(marks, failed, 4)) },
      { grade: 7, courses: coursesOf(8, 4), pupils: ends.map(([, pupil]) => pupil) },
    ]);
    await computeBoth(schoolId);
    const levels = await resultsOf(schoolId, pupils[0] ?? [], 3);
    expect(levels.map((row, at) => [vectors[at]?.[0], row?.academic, row?.award])).toEqual(
      vectors.map(([id, , , level, award]) => [id, level, award]),
    );
    const years = await resultsOf(schoolId, pupils[1] ?? [], 3);
    const summers = await resultsOf(schoolId, pupils[1] ?? [], 4);
    for (const [at, [id, , year, summer]] of ends.entries()) {
      expect(years[at], id).toMatchObject(year);
      if (summer) expect(summers[at], id).toMatchObject(summer);
      else expect(summers[at], id).toBeUndefined();
    }
  });

  test('A1 to A9: means of a term; what is missing stays open until the term is closed', async () => {
    const schoolId = school(2);
    const vectorsA: [number[], number, number, number][] = [
      [[8, 7, 9, 6.5], 7.5, 8, 77],
      [[7, 7, 7], 8, 7, 73],
      [[8, 8.4, 8.4], 9, 8, 84],
      [[5, 6], 4, 3, 40],
    ];
    const tenths = (mark: number) => ({ tenths: Math.round(mark * 10) });
    const classes = vectorsA.map(([regular, mid, final]) => ({
      grade: 7,
      courses: [course('maths', 'scored', secondaryColumns(regular.length))],
      pupils: [{ marks: [[...regular, mid, final].map(tenths)] }],
    }));
    const gap = (closed: (1 | 2)[]) => ({
      grade: 7,
      closed,
      courses: [course('maths', 'scored'), course('arts', 'comment')],
      pupils: [
        {
          marks: [
            [tenths(6), null, tenths(5), tenths(6)],
            [{ level: 'passed' }, null, { level: 'passed' }, { level: 'passed' }],
          ],
        },
      ],
    });
    const { pupils } = await writeClasses(province, schoolId, [...classes, gap([]), gap([1])]);
    await computeBoth(schoolId);
    const rows = await readWide(world(), 'gradebook', db =>
      db
        .selectFrom('gradebook.subject_result')
        .selectAll()
        .where('school_id', '=', schoolId)
        .where('period', '=', 1)
        .execute(),
    );
    const found = (nth: number, key: string) =>
      rows.find(row => row.enrolment_id === pupils[nth]?.[0] && row.subject_key === key);
    expect(vectorsA.map((_, at) => found(at, 'maths')?.tenths)).toEqual(vectorsA.map(vector => vector[3]));
    expect(found(4, 'maths')).toMatchObject({ tenths: null, missing: 1 });
    expect(found(4, 'arts')).toMatchObject({ level: null, missing: 1 });
    // A5 and P13
    expect(found(5, 'maths')).toMatchObject({ tenths: 49, missing: 1 });
    expect(found(5, 'arts')).toMatchObject({ level: 'not-passed', missing: 1 });
    const [open, closed] = [...(await resultsOf(schoolId, [pupils[4]?.[0] ?? 0, pupils[5]?.[0] ?? 0], 1))];
    expect(open).toMatchObject({ is_whole: false, academic: null });
    expect(closed).toMatchObject({ is_whole: false, academic: 'not-passed', conduct: null });
  });
});

test('TT 58/2011 with TT 26/2020: rank, mean, titles of terms and year', async () => {
  const schoolId = school(0);
  const vectors: [id: string, marks: number[], failed: number, mean: number, rank: string, award: string | null][] = [
    ['C1', [8.2, 8.0, 7.9, 8.4, 8.5, 8.1, 8.3, 7.8, 8.0, 8.6], 0, 82, 'good', 'good'],
    ['C2', [8.2, 8.5, 8.6, 8.4, 8.5, 8.9, 8.3, 7.8, 8.4, 6.4], 0, 82, 'fair', 'advanced'],
    ['C3', [8.8, 8.5, 8.6, 8.4, 8.9, 8.9, 8.3, 8.8, 8.4, 4.8], 0, 82, 'fair', 'advanced'],
    ['C4', [8.8, 8.9, 8.6, 8.4, 8.9, 8.9, 8.3, 8.8, 8.9, 3.2], 0, 82, 'average', null],
    ['C5', [7.9, 7.8, 7.9, 8.6, 8.5, 8.9, 8.3, 8.8, 8.4, 8.6], 0, 84, 'fair', 'advanced'],
    ['C6', [7.4, 7.0, 7.2, 7.6, 7.5, 7.9, 7.3, 7.8, 7.4, 1.9], 0, 69, 'weak', null],
    ['C7', [6.8, 6.5, 6.4, 7.0, 6.9, 7.2, 6.6, 6.5, 6.8, 6.0], 1, 67, 'average', null],
    ['C8', [4.9, 5.0, 4.5, 5.2, 5.6, 5.1, 4.9, 5.0, 5.3, 5.0], 0, 51, 'average', null],
  ];
  const { pupils } = await writeClasses(province, schoolId, [
    { grade: 9, courses: coursesOf(10, 3), pupils: vectors.map(([, marks, failed]) => pupilWith(marks, failed, 3)) },
  ]);
  await computeBoth(schoolId);
  for (const period of [1, 3]) {
    const rows = await resultsOf(schoolId, pupils[0] ?? [], period);
    expect(rows.map((row, at) => [vectors[at]?.[0], row?.mean_tenths, row?.academic, row?.award])).toEqual(
      vectors.map(([id, , , mean, rank, award]) => [id, mean, rank, award]),
    );
  }
});

describe('primary', () => {
  const keys = ['vietnamese', 'maths', 'foreign-language', 'history-geography', 'science', 'music'];
  const courses = keys.map(key => course(key, 'levels', primaryColumnsOf(key !== 'music')));
  /** First-term columns first, as primaryColumnsOf has them: level and test, or level alone. */
  const pupilOf = (
    levels: string,
    tests: number[],
    traits: string,
    more: Partial<FixturePupil> = {},
  ): FixturePupil => ({
    marks: courses.map(({ columns }, at) =>
      columns.map(column =>
        column.kind === 'end-level' ? { level: levels[at] ?? 'T' } : { tenths: (tests[at] ?? 0) * 10 },
      ),
    ),
    traits: [...traits],
    ...more,
  });
  const T = 'T'.repeat(15);
  const all = [9, 9, 9, 9, 9];

  test('TT 27/2020', async () => {
    const schoolId = school(3);
    const vectors: [
      id: string,
      pupil: FixturePupil,
      academic: string | null,
      award: string | null,
      outcome: string | null,
    ][] = [
      ['T1', pupilOf('TTTTTT', all, T), 'excellent', 'excellent', 'promoted'],
      ['T2', pupilOf('TTTTTH', times(5, 10), T), 'completed', null, 'promoted'],
      ['T3', pupilOf('TTTTTT', [9, 9, 9, 8, 9], T), 'well', null, 'promoted'],
      ['T3 recognised', pupilOf('TTTTTT', [9, 9, 9, 8, 9], T, { recognised: true }), 'well', 'model', 'promoted'],
      ['T4', pupilOf('TTTTTT', times(5, 10), `Đ${'T'.repeat(14)}`), 'completed', null, 'promoted'],
      ['T7', pupilOf('HHHHHH', [4, 9, 9, 9, 9], T), 'not-completed', null, 'principal-decides'],
      ['T8', pupilOf('TTTTTT', times(5, 10), `C${'T'.repeat(14)}`), 'not-completed', null, 'principal-decides'],
      ['traits open', pupilOf('TTTTTT', all, 'TTT'), null, null, null],
    ];
    const { pupils } = await writeClasses(province, schoolId, [
      {
        grade: 4,
        courses,
        pupils: [
          ...vectors.map(([, pupil]) => pupil),
          pupilOf('HHHHHH', [4, 9, 9, 9, 9], T, { again: [{ subjectKey: 'vietnamese', tenths: 50 }] }),
        ],
      },
    ]);
    await computeBoth(schoolId);
    const rows = await resultsOf(schoolId, pupils[0] ?? [], 3);
    for (const [at, [id, , academic, award, outcome]] of vectors.entries())
      expect(rows[at], id).toMatchObject({ academic, award, outcome });
    const [helped] = await resultsOf(schoolId, (pupils[0] ?? []).slice(-1), 4);
    expect(helped).toMatchObject({ academic: 'completed', outcome: 'promoted', award: null });
  });

  test('TT 30/2014 with TT 22/2016: grade 5 in 2023-2024 (T11)', async () => {
    const schoolId = school(3);
    const { pupils } = await writeClasses(province, schoolId, [
      {
        grade: 5,
        courses,
        pupils: [
          pupilOf('TTTTTT', all, 'TTTTTTT'),
          pupilOf('TTTTTH', all, 'TTTTTTT'),
          pupilOf('TTTTTT', [4, 9, 9, 9, 9], 'TTTTTTT'),
        ],
      },
    ]);
    await computeBoth(schoolId);
    expect(await resultsOf(schoolId, pupils[0] ?? [], 3)).toMatchObject([
      { academic: 'completed', award: 'excellent', outcome: 'promoted' },
      { academic: 'completed', award: null, outcome: 'promoted' },
      { academic: 'not-completed', award: null, outcome: 'principal-decides' },
    ]);
  });
});

describe('what is written', () => {
  test('only what is other than it stood; a changed class alone; a broken row is found', async () => {
    const schoolId = school(2);
    expect(await computeBoth(schoolId)).toMatchObject({ changed: 0 });
    const { classIds, pupils } = await writeClasses(province, schoolId, [
      { grade: 7, courses: coursesOf(8, 4), pupils: [pupilWith(times(8, 8), 0, 4), pupilWith(times(8, 6), 0, 4)] },
    ]);
    await world().database.pool.query('select platform.later($1, $2::json)', [
      'announce',
      JSON.stringify({ event: 'gradebook.changed', data: { schoolId, classId: classIds[0] } }),
    ]);
    await workOff(world(), gradebookJobs);
    const [good] = await resultsOf(schoolId, pupils[0] ?? [], 3);
    expect(good).toMatchObject({ academic: 'good', award: 'good', outcome: 'promoted' });
    await province.write(
      `update gradebook.result set academic = 'fair' where school_id = $1 and enrolment_id = $2 and period = 3`,
      [schoolId, pupils[0]?.[0]],
    );
    await province.write(
      `update gradebook.subject_result set tenths = 81 where school_id = $1 and enrolment_id = $2 and period = 1 and subject_key = 'maths'`,
      [schoolId, pupils[0]?.[0]],
    );
    expect(await perform(world(), house1(schoolId), checkResults, { schoolId, schoolYear: YEAR })).toMatchObject({
      differences: 2,
    });
    const found = await readWide(world(), 'gradebook', db =>
      db
        .selectFrom('gradebook.check_difference')
        .select(['period', 'what', 'stored', 'recomputed'])
        .where('school_id', '=', schoolId)
        .orderBy('period')
        .execute(),
    );
    expect(found).toEqual([
      {
        period: 1,
        what: 'subject:maths',
        stored: expect.stringContaining(' 81 '),
        recomputed: expect.stringContaining(' 80 '),
      },
      { period: 3, what: 'academic', stored: 'fair', recomputed: 'good' },
    ]);
  });

  test('a teacher may not', async () => {
    const teacher = await province.person('teacher', school(2));
    await expect(
      perform(world(), teacher, computeResults, { schoolId: school(2), schoolYear: YEAR }),
    ).rejects.toThrow();
  });
});
