import { readWide } from '#platform/work.ts';
import {
  appointStaff,
  assignTeaching,
  changePupils,
  enrolPupils,
  makeClasses,
  nameHomerooms,
  promoteClass,
} from '#schools';
import { type Chance, chance } from './chance.ts';
import { citizenNumberOf, nameOf, type People, type Sex } from './names.ts';
import { gradesOf, type SchoolShape } from './shape.ts';
import { forEachOf, type PlayedPlaces, type PlayedSchool, type Stage } from './world.ts';

/** Who lives there, by the district's shares. */
function peopleOf(rolls: Chance, shape: SchoolShape): People {
  let roll = rolls.next() * 100;
  for (const [people, share] of shape.district.peoples) {
    roll -= share;
    if (roll < 0) return people;
  }
  return 'kinh';
}

interface PlayedClass {
  classId: number;
  grade: number;
  name: string;
}

interface PlayedStaff {
  staffPositionId: number;
  job: string;
}

const SECONDARY = [
  'literature',
  'maths',
  'foreign-language',
  'technology',
  'informatics',
  'physical-education',
  'local-education',
  'career-experience',
];
const subjectsOf = (grade: number): string[] => {
  if (grade === 0) return ['nurturing'];
  if (grade <= 5) {
    const shared = ['vietnamese', 'maths', 'ethics', 'physical-education', 'arts', 'experience'];
    if (grade <= 2) return [...shared, 'nature-society'];
    return [
      ...shared,
      'foreign-language',
      'informatics-technology',
      ...(grade === 3 ? ['nature-society'] : ['science', 'history-geography']),
    ];
  }
  if (grade <= 9) return [...SECONDARY, 'civics', 'history-geography', 'natural-science', 'arts'];
  return [
    'literature',
    'maths',
    'foreign-language',
    'history',
    'geography',
    'physics',
    'chemistry',
    'biology',
    'economics-law',
    'informatics',
    'defence',
    'physical-education',
    'local-education',
    'career-experience',
  ];
};

/** Numbers never meet: each school has a run of its own for codes and citizen numbers. */
class Runs {
  #next: number;
  constructor(start: number) {
    this.#next = start;
  }
  take(): number {
    return this.#next++;
  }
}

const birthDayOf = (rolls: Chance, year: number) =>
  `${year}-${String(rolls.whole(1, 12)).padStart(2, '0')}-${String(rolls.whole(1, 28)).padStart(2, '0')}`;

function someone(
  rolls: Chance,
  shape: SchoolShape,
  runs: Runs,
  bornIn: number,
  numbered: number,
  people = peopleOf(rolls, shape),
) {
  const sex: Sex = rolls.percent(50) ? 'male' : 'female';
  const birthDay = birthDayOf(rolls, bornIn);
  const run = runs.take();
  return {
    fullName: nameOf(rolls, people, sex),
    birthDay,
    sex,
    ethnicKey: people,
    ...(rolls.percent(numbered) ? { citizenNumber: citizenNumberOf(sex, birthDay, run) } : {}),
    ministryCode: `62${String(run).padStart(8, '0')}`,
  };
}

const gradeLetter = 'ABCDEFGHIKLMN';
const classNames = (shape: SchoolShape) =>
  gradesOf[shape.level].flatMap(grade =>
    Array.from({ length: shape.classesAGrade }, (_, at) => ({
      grade,
      name:
        grade === 0
          ? `${['Mầm', 'Chồi', 'Lá'][at % 3]} ${Math.floor(at / 3) + 1}`
          : `${grade}${gradeLetter[at] ?? at + 1}`,
    })),
  );

async function openYear(stage: Stage, { shape, schoolId }: PlayedSchool, schoolYear: string): Promise<PlayedClass[]> {
  const classes = classNames(shape);
  const ids = await stage.act(
    makeClasses,
    { schoolId, schoolYear, classes: classes.map(each => ({ name: each.name, grades: [each.grade] })) },
    [schoolId],
  );
  return classes.map((each, at) => ({ ...each, classId: ids[at] ?? 0 }));
}

async function hire(
  stage: Stage,
  { shape, schoolId }: PlayedSchool,
  rolls: Chance,
  runs: Runs,
  classes: number,
): Promise<PlayedStaff[]> {
  const ratio = shape.level === 'preschool' ? 1.9 : shape.level === 'primary' ? 1.25 : 1.6;
  const jobs = [
    'principal',
    'deputy',
    'clerk',
    'accountant',
    ...Array.from({ length: Math.max(3, Math.round(classes * ratio)) }, () => 'teacher'),
  ] as ('principal' | 'deputy' | 'clerk' | 'accountant' | 'teacher')[];
  const ids = await stage.act(
    appointStaff,
    {
      schoolId,
      staff: jobs.map((job, at) => ({
        // Staff of the highlands come from everywhere: half as often from the peoples of the district.
        person: someone(
          rolls,
          shape,
          runs,
          rolls.whole(1968, 1998),
          shape.care >= 90 ? 100 : shape.care,
          rolls.percent(55) ? 'kinh' : peopleOf(rolls, shape),
        ),
        staffCode: `${shape.code}-${String(at + 1).padStart(3, '0')}`,
        job,
        fromDay: '2022-08-01',
      })),
    },
    [schoolId],
  );
  return ids.map((staffPositionId, at) => ({ staffPositionId, job: jobs[at] ?? 'teacher' }));
}

/** Homerooms and assignments; a careless school leaves its last class without. */
async function assign(
  stage: Stage,
  { shape, schoolId }: PlayedSchool,
  classes: PlayedClass[],
  staff: PlayedStaff[],
): Promise<void> {
  const teachers = staff.filter(each => each.job === 'teacher');
  const teacherAt = (at: number) => teachers[at % teachers.length]?.staffPositionId ?? 0;
  const served = shape.care >= 80 ? classes : classes.slice(0, -1);
  await stage.act(
    nameHomerooms,
    { schoolId, homerooms: served.map((each, at) => ({ classId: each.classId, staffPositionId: teacherAt(at) })) },
    [schoolId],
  );
  await stage.act(
    assignTeaching,
    {
      schoolId,
      assignments: served.flatMap((each, at) =>
        subjectsOf(each.grade).map((subjectKey, nth) => ({
          classId: each.classId,
          subjectKey,
          staffPositionId:
            each.grade <= 5 &&
            !['foreign-language', 'physical-education', 'arts', 'informatics-technology'].includes(subjectKey)
              ? teacherAt(at)
              : teacherAt(at * 3 + nth * 5 + 1),
          lessonsAWeekTenths:
            each.grade === 0 ? 0 : ['literature', 'vietnamese', 'maths'].includes(subjectKey) ? 40 : 20,
        })),
      ),
    },
    [schoolId],
  );
}

const firstBirthYear = (grade: number, autumn: number, rolls: Chance) =>
  grade === 0 ? autumn - rolls.whole(3, 5) : autumn - 5 - grade;

async function fill(
  stage: Stage,
  played: PlayedSchool,
  rolls: Chance,
  runs: Runs,
  classes: PlayedClass[],
  autumn: number,
): Promise<Map<number, number[]>> {
  const { shape, schoolId } = played;
  const pupils = classes.flatMap(each =>
    Array.from({ length: shape.pupilsAClass + rolls.whole(-3, 3) }, () => ({
      classId: each.classId,
      person: someone(rolls, shape, runs, firstBirthYear(each.grade, autumn, rolls), shape.care),
      ...(rolls.percent(shape.district.peoples.length > 2 ? 14 : 22) ? { policyKeys: ['ho-ngheo'] } : {}),
    })),
  );
  const withCodes = pupils.map(pupil => ({ ...pupil, pupilCode: pupil.person.ministryCode }));
  const ids = await stage.act(enrolPupils, { schoolId, pupils: withCodes }, [schoolId]);
  const byClass = new Map<number, number[]>();
  ids.forEach((id, at) => {
    const classId = pupils[at]?.classId ?? 0;
    byClass.set(classId, [...(byClass.get(classId) ?? []), id]);
  });
  return byClass;
}

/** The first year: staff, classes, assignments, pupils. Returns what the second year needs. */
export async function playFirstYear(stage: Stage, played: PlayedSchool, index: number) {
  const rolls = chance(`rong/${stage.size}/${played.shape.code}`);
  // Fewer than 2,500 people a school: four hundred schools share the million of six digits without meeting.
  const runs = new Runs(index * 2_500);
  const classes = await openYear(stage, played, '2022-2023');
  const staff = await hire(stage, played, rolls.of('staff'), runs, classes.length);
  await assign(stage, played, classes, staff);
  const pupils = await fill(stage, played, rolls.of('pupils'), runs, classes, 2022);
  return { rolls, runs, classes, staff, pupils };
}

/** The turn of the year: each class goes up, the last grade leaves, a new first grade comes in. Preschool children of five leave too. */
export async function playSecondYear(
  stage: Stage,
  played: PlayedSchool,
  before: Awaited<ReturnType<typeof playFirstYear>>,
): Promise<void> {
  const { shape, schoolId } = played;
  const rolls = before.rolls.of('second');
  const classes = await openYear(stage, played, '2023-2024');
  const grades = gradesOf[shape.level];
  const lastOfLevel = new Set([0, 5, 9, 12]);
  const room = (grade: number, at: number) => classes.filter(each => each.grade === grade)[at]?.classId;
  for (const from of before.classes) {
    const at = before.classes.filter(each => each.grade === from.grade).indexOf(from);
    const ids = before.pupils.get(from.classId) ?? [];
    if (ids.length === 0) continue;
    const isLeaving =
      lastOfLevel.has(from.grade) && (from.grade === 0 ? at % 3 === 2 : !grades.includes(from.grade + 1));
    const repeats =
      from.grade === 0
        ? (room(0, Math.floor(at / 3) * 3 + Math.min(2, (at % 3) + 1)) ?? room(0, at))
        : room(from.grade, at);
    await stage.act(
      promoteClass,
      {
        schoolId,
        fromClassId: from.classId,
        graduatedOn: '2023-08-20',
        pupils: ids.map(enrolmentId => {
          if (isLeaving) return { enrolmentId, result: 'graduated' as const };
          if (from.grade === 0 || rolls.percent(2))
            return { enrolmentId, result: 'repeating' as const, ...(repeats ? { toClassId: repeats } : {}) };
          return {
            enrolmentId,
            result: 'promoted' as const,
            ...(room(from.grade + 1, at) ? { toClassId: room(from.grade + 1, at) ?? 0 } : {}),
          };
        }),
      },
      [schoolId],
    );
  }
  const incoming = classes.filter(each => each.grade === grades[0] && (each.grade > 0 || each.name.startsWith('Mầm')));
  const entering = shape.level === 'preschool' ? incoming.slice(0, 2) : incoming;
  if (entering.length > 0) await fill(stage, played, rolls, before.runs, entering, 2023);
  await assign(stage, played, classes, before.staff);
}

/** Numbers come in: of the pupils still without one, so many of a hundred get theirs, each time registered in another province so that runs never meet. */
export async function numberMorePupils(
  stage: Stage,
  places: PlayedPlaces,
  day: string,
  share: number,
  registeredAt: string,
): Promise<void> {
  stage.on(day);
  await forEachOf(places.schools, 3, async ({ schoolId, shape }, index) => {
    const rolls = chance(`rong/${stage.size}/numbers/${day}/${shape.code}`);
    const without = await readWide(stage.system, 'indicators', db =>
      db
        .selectFrom('schools.published_enrolment')
        .select(['enrolment_id', 'person_id', 'full_name', 'birth_day', 'sex'])
        .where('school_id', '=', schoolId)
        .where('has_citizen_number', '=', false)
        .orderBy('enrolment_id')
        .execute(),
    );
    const given = without.filter(() => rolls.percent(share));
    if (given.length === 0) return;
    await stage.act(
      changePupils,
      {
        schoolId,
        pupils: given.map((pupil, at) => ({
          enrolmentId: pupil.enrolment_id,
          person: {
            personId: pupil.person_id,
            fullName: pupil.full_name,
            citizenNumber: citizenNumberOf(
              pupil.sex ?? 'male',
              pupil.birth_day ?? '2015-01-01',
              index * 2_500 + at,
              registeredAt,
            ),
          },
          changed: ['citizenNumber'],
        })),
      },
      [schoolId],
    );
  });
}
