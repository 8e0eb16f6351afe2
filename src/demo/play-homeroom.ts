import { sql } from 'kysely';
import {
  answerCorrection,
  askCorrection,
  closeColumn,
  closeSchoolTerm,
  computeResults,
  conductLevelsOf,
  publishMarks,
  publishResults,
  recordConduct,
  recordTraits,
  regimeFor,
  setDeadlines,
  traitsOf,
} from '#gradebook';
import { actorOfPerson } from '#platform/actor.ts';
import { perform, readWide } from '#platform/work.ts';
import { type Chance, chance } from './chance.ts';
import { hasWholeYear } from './play-marks.ts';
import { forEachOf, type PlayedPlaces, type PlayedSchool, type Stage } from './world.ts';

/** The school at whose desks a newcomer sits down first. */
const SHOWN = '62608503';
const TERM_ENDS = { 1: '2023-01-13', 2: '2023-05-24' } as const;

interface ClassToJudge {
  classId: number;
  pupils: { enrolmentId: number; grade: number }[];
}

const classesOf = async (stage: Stage, schoolId: number, schoolYear: string, day: string): Promise<ClassToJudge[]> =>
  (
    await readWide(stage.system, 'indicators', db =>
      sql<ClassToJudge>`select c.class_id as "classId", (select json_agg(json_build_object('enrolmentId', p.enrolment_id, 'grade', p.grade) order by p.enrolment_id)
          from schools.published_class_place p where p.school_id = c.school_id and p.class_id = c.class_id and p.from_day <= ${day} and ${day} < p.until_day) as pupils
        from schools.published_class c where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and exists (select from schools.published_class_place p
          where p.school_id = c.school_id and p.class_id = c.class_id and p.from_day <= ${day} and ${day} < p.until_day) order by 1`.execute(
        db,
      ),
    )
  ).rows;

const COMMENTS = [
  'Ngoan, lễ phép, hòa đồng với bạn bè.',
  'Chăm chỉ, có ý thức giúp đỡ bạn.',
  'Tích cực tham gia hoạt động của lớp.',
  'Thực hiện tốt nội quy, cần mạnh dạn hơn.',
  'Có tiến bộ, cần đi học đều hơn.',
];

/** How well a pupil behaves, of a hundred: much the same in both terms. */
const manners = (rolls: Chance, enrolmentId: number) =>
  ((Math.imul(enrolmentId, 40503) >>> 4) % 80) + rolls.whole(0, 20);

async function judgeClass(
  stage: Stage,
  schoolId: number,
  klass: ClassToJudge,
  schoolYear: string,
  term: 1 | 2,
): Promise<void> {
  const rolls = chance(`rong/${stage.size}/conduct/${schoolId}/${klass.classId}/${term}`);
  const of = { schoolId, classId: klass.classId, term };
  const judged = klass.pupils.map(pupil => ({
    ...pupil,
    regime: regimeFor(schoolYear, pupil.grade),
    manners: manners(rolls, pupil.enrolmentId),
  }));
  const rows = judged.map(pupil => {
    const levels = conductLevelsOf(pupil.regime);
    const place = pupil.manners >= 28 ? 0 : pupil.manners >= 9 ? 1 : 2;
    return { enrolmentId: pupil.enrolmentId, level: levels[place] ?? null, comment: rolls.pick(COMMENTS), seen: 0 };
  });
  await stage.act(recordConduct, { ...of, rows }, [schoolId]);
  const cells = judged.flatMap(pupil =>
    traitsOf(pupil.regime).map(trait => ({
      enrolmentId: pupil.enrolmentId,
      traitKey: trait.key,
      level: pupil.manners + rolls.whole(0, 60) >= 52 ? ('T' as const) : ('Đ' as const),
    })),
  );
  for (const period of ['mid', 'end'] as const)
    if (cells.length > 0) await stage.act(recordTraits, { ...of, period, cells }, [schoolId]);
}

/** At the end of a term of 2022-2023: conduct, qualities and comments, then the school closes its term. */
export async function playHomeroomTerm(stage: Stage, places: PlayedPlaces, term: 1 | 2): Promise<void> {
  if (stage.size !== 'small') return;
  const day = TERM_ENDS[term];
  const schoolYear = '2022-2023';
  stage.on(day);
  await forEachOf(places.schools.filter(hasWholeYear), 2, async ({ schoolId }) => {
    const classes = await classesOf(stage, schoolId, schoolYear, day);
    for (const klass of classes) await judgeClass(stage, schoolId, klass, schoolYear, term);
    await stage.act(closeSchoolTerm, { schoolId, schoolYear, term, sure: true }, [schoolId]);
    await stage.act(computeResults, { schoolId, schoolYear }, [schoolId]);
  });
}

interface ClosedColumn {
  columnId: number;
  subjectKey: string;
  classId: number;
  teacher: number;
  homeroom: number;
  pupil: number;
}

/** Regular columns of a school with who teaches them and who leads the class, and a pupil with a middling mark. */
const regularColumns = async (stage: Stage, schoolId: number): Promise<ClosedColumn[]> =>
  (
    await readWide(stage.system, 'indicators', db =>
      sql<ClosedColumn>`select k.mark_column_id as "columnId", k.subject_key as "subjectKey", k.class_id as "classId", t.person_id as teacher, l.person_id as homeroom, m.enrolment_id as pupil
        from gradebook.published_column k
        join schools.published_assignment a on a.school_id = k.school_id and a.class_id = k.class_id and a.subject_key = k.subject_key
        join schools.published_staff t on t.school_id = a.school_id and t.staff_position_id = a.staff_position_id
        join schools.published_homeroom h on h.school_id = k.school_id and h.class_id = k.class_id
        join schools.published_staff l on l.school_id = h.school_id and l.staff_position_id = h.staff_position_id
        join lateral (select enrolment_id from gradebook.published_mark m where m.school_id = k.school_id and m.mark_column_id = k.mark_column_id
          and m.tenths between 50 and 90 order by enrolment_id limit 1) m on true
        where k.school_id = ${schoolId} and k.school_year = '2023-2024' and k.term = 1 and k.kind = 'regular' and k.number = 1 order by k.class_id, k.mark_column_id`.execute(
        db,
      ),
    )
  ).rows;

/** Two corrections are under way: one waits for the principal, one for the homeroom teacher. */
async function playCorrections(stage: Stage, schoolId: number, columns: readonly ClosedColumn[]): Promise<void> {
  const day = stage.system.today();
  const has = async (personId: number) => {
    const actor = await actorOfPerson(stage.system.database, personId, day);
    return actor.schools.includes(schoolId) ? actor : undefined;
  };
  let asked = 0;
  for (const column of columns.filter(each => each.teacher !== each.homeroom)) {
    const [teacher, homeroom] = [await has(column.teacher), await has(column.homeroom)];
    if (!teacher || !homeroom || asked === 2) continue;
    const correctionId = await perform(stage.system, teacher, askCorrection, {
      schoolId,
      columnId: column.columnId,
      enrolmentId: column.pupil,
      value: '9,5',
      reason: asked === 0 ? 'Cộng sót điểm câu 4, đã đối chiếu bài làm.' : 'Nhập nhầm điểm của em ngồi cạnh.',
    });
    if (asked === 0)
      await perform(stage.system, homeroom, answerCorrection, {
        schoolId,
        correctionId,
        step: 'confirmed',
        note: 'Đã xem bài làm.',
      });
    asked++;
  }
}

/** The first term of 2023-2024 as far as it has come: deadlines, first columns closed, two corrections, what families see. */
export async function playHomeroomSoFar(stage: Stage, places: PlayedPlaces): Promise<void> {
  if (stage.size !== 'small') return;
  const schools = places.schools.filter(hasWholeYear);
  await forEachOf(schools, 2, school => playAutumn(stage, school));
}

async function playAutumn(stage: Stage, { schoolId, shape }: PlayedSchool): Promise<void> {
  const act = { schoolId, schoolYear: '2023-2024' };
  const isPrimary = shape.level === 'primary';
  await stage.act(
    setDeadlines,
    {
      ...act,
      deadlines: isPrimary
        ? [
            { term: 1, kind: 'mid-level', dueOn: '2023-11-15' },
            { term: 1, kind: 'end-level', dueOn: '2024-01-10' },
            { term: 1, kind: 'end-test', dueOn: '2024-01-10' },
          ]
        : [
            { term: 1, kind: 'mid-term', dueOn: '2023-11-18' },
            { term: 1, kind: 'regular', dueOn: '2023-12-30' },
            { term: 1, kind: 'final', dueOn: '2024-01-10' },
          ],
    },
    [schoolId],
  );
  if (shape.code !== SHOWN) return;
  const columns = await regularColumns(stage, schoolId);
  for (const { columnId } of columns) await stage.act(closeColumn, { schoolId, columnId, sure: true }, [schoolId]);
  await playCorrections(stage, schoolId, columns);
  const [first] = columns;
  if (first) await stage.act(publishMarks, { schoolId, classId: first.classId, term: 1, which: 'closed' }, [schoolId]);
}

/** Families of one school see the year 2022-2023, once its results are computed. */
export async function playPublishedYear(stage: Stage, places: PlayedPlaces): Promise<void> {
  const shown = places.schools.find(({ shape }) => shape.code === SHOWN);
  if (stage.size !== 'small' || !shown) return;
  const { schoolId } = shown;
  const { rows } = await readWide(stage.system, 'indicators', db =>
    sql<{ classId: number }>`select distinct class_id as "classId" from gradebook.published_result
      where school_id = ${schoolId} and school_year = '2022-2023' and period = 2 order by 1`.execute(db),
  );
  for (const { classId } of rows)
    for (const term of [1, 2] as const) {
      await stage.act(publishMarks, { schoolId, classId, term, which: 'closed' }, [schoolId]);
      await stage.act(publishResults, { schoolId, classId, term }, [schoolId]);
    }
}
