import { sql } from 'kysely';
import { personActor } from '#platform/actor.ts';
import { issueSigner } from '#platform/signing/index.ts';
import { perform, readWide } from '#platform/work.ts';
import { askSigning, confirmCourse, makeTranscripts, workOffOrder } from '#transcripts';
import type { PlayedPlaces, Stage } from './world.ts';

const YEAR = '2022-2023';
/** The school at whose desks a newcomer sits down first. */
const SHOWN = '62608503';

type Role = 'homeroom' | 'principal' | 'seal';

interface ShownClass {
  classId: number;
  homeroom: number;
  homeroomName: string;
  courses: number[];
}

/** Two classes whose year is approved, with who leads them and what is taught there; the smallest, so that playing stays short. */
const classesOf = async (stage: Stage, schoolId: number): Promise<ShownClass[]> =>
  (
    await readWide(stage.system, 'indicators', db =>
      sql<ShownClass>`select c.class_id as "classId", f.person_id as homeroom, f.full_name as "homeroomName",
        array(select g.course_id from gradebook.published_course g where g.school_id = c.school_id and g.class_id = c.class_id order by 1) as courses
        from schools.published_class c
        join schools.published_homeroom h on h.school_id = c.school_id and h.class_id = c.class_id
        join schools.published_staff f on f.school_id = h.school_id and f.staff_position_id = h.staff_position_id
        where c.school_id = ${schoolId} and c.school_year = ${YEAR}
          and exists (select from gradebook.published_year_closing k where k.school_id = c.school_id and k.class_id = c.class_id and k.what = 'approved')
        order by (select count(*) from gradebook.published_result r where r.school_id = c.school_id and r.class_id = c.class_id and r.period = 3), 1 limit 2`.execute(
        db,
      ),
    )
  ).rows;

interface Office {
  role: string;
  person: number;
  name: string;
}

const officeOf = async (stage: Stage, schoolId: number): Promise<{ school: string; people: Office[] }> => {
  const { rows } = await readWide(stage.system, 'indicators', db =>
    sql<Office & { school: string }>`select r.role, r.person_id as person, f.full_name as name,
      (select p.name from directory.published_place p where p.place_id = ${schoolId} order by p.from_day desc limit 1) as school
      from platform.role_held r join schools.published_staff f on f.school_id = ${schoolId} and f.person_id = r.person_id
      where r.place_id = ${schoolId} and r.role in ('principal', 'clerk') order by r.role_held_id`.execute(db),
  );
  return { school: rows[0]?.school ?? '', people: rows };
};

/** The transcripts of two classes of one school: one is signed up to the seal, the other waits for its principal. */
export async function playTranscripts(stage: Stage, places: PlayedPlaces): Promise<void> {
  const shown = places.schools.find(({ shape }) => shape.code === SHOWN);
  if (stage.size !== 'small' || !shown) return;
  const { schoolId } = shown;
  stage.on('2023-06-12');
  const classes = await classesOf(stage, schoolId);
  const { school, people } = await officeOf(stage, schoolId);
  const [principal, clerk] = ['principal', 'clerk'].map(role => people.find(each => each.role === role));
  if (!principal || !clerk) return;
  const key = (kind: 'person' | 'school', id: number, name: string) =>
    stage.act(issueSigner, { owner: { kind, id }, name, organisation: school }, [schoolId]);
  await key('person', principal.person, principal.name);
  await key('school', schoolId, school);
  for (const { classId, homeroom, homeroomName, courses } of classes) {
    await key('person', homeroom, homeroomName);
    await stage.act(makeTranscripts, { schoolId, classId }, [schoolId]);
    for (const courseId of courses) await stage.act(confirmCourse, { schoolId, courseId }, [schoolId]);
  }
  const sign = (personId: number, role: Role, classId: number) => signAs(stage, schoolId, personId, role, classId);
  const [whole, waiting] = classes;
  if (whole) {
    await sign(whole.homeroom, 'homeroom', whole.classId);
    stage.on('2023-06-14');
    await sign(principal.person, 'principal', whole.classId);
    await sign(clerk.person, 'seal', whole.classId);
  }
  if (waiting) await sign(waiting.homeroom, 'homeroom', waiting.classId);
}

async function signAs(stage: Stage, schoolId: number, personId: number, role: Role, classId: number): Promise<void> {
  // A teacher of the sample signs from the school's own desk: most have no account of their own.
  const held =
    role === 'homeroom'
      ? []
      : [
          {
            roleHeldId: 0,
            role: role === 'principal' ? ('principal' as const) : ('clerk' as const),
            placeId: schoolId,
          },
        ];
  const actor = personActor(personId, { roles: held, schools: [schoolId] }, stage.system.today());
  const asked = await perform(stage.system, actor, askSigning, {
    schoolId,
    schoolYear: YEAR,
    role,
    classIds: [classId],
  });
  await workOffOrder(stage.system, schoolId, asked.signingOrderId, actor);
}
