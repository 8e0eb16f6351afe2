import { giveRole, recordGuardians, recordPeople } from '#directory';
import type { Role } from '#platform/access.ts';
import { makeAccounts, type NewAccount } from '#platform/sign-in/index.ts';
import { readWide } from '#platform/work.ts';
import { chance } from './chance.ts';
import { nameOf, type Sex } from './names.ts';
import type { PlayedPlaces, PlayedSchool, Stage } from './world.ts';

/** Someone a newcomer may sign in as, one for each desk. */
export interface DeskPerson {
  desk: string;
  login: string;
  password: string;
}

interface Holder {
  login: string;
  role: Role;
  placeId: number;
}

const FROM = '2022-08-01';

/** Plain words that are easily typed from paper; new for each installation. */
export function samplePassword(): string {
  const words = ['nha', 'rong', 'suoi', 'lua', 'nui', 'rung', 'thac', 'ruong', 'ban', 'lang', 'gio', 'trang'];
  const [first, second, number] = crypto.getRandomValues(new Uint16Array(3));
  return `${words[(first ?? 0) % 12]}-${words[(second ?? 0) % 12]}-${1000 + ((number ?? 0) % 9000)}`;
}

async function give(
  stage: Stage,
  personId: number,
  { role, placeId }: Holder,
  schools: readonly number[],
): Promise<void> {
  await stage.act(giveRole, { personId, role, placeId, fromDay: FROM }, schools);
}

/** The offices: people of their own, with roles and accounts. */
async function playOffices(stage: Stage, places: PlayedPlaces, password: string): Promise<void> {
  const rolls = chance(`rong/${stage.size}/offices`);
  const holders: Holder[] = [
    { login: 'lanhdao', role: 'leader', placeId: places.departmentId },
    { login: 'vanphong', role: 'officer', placeId: places.departmentId },
    { login: 'quantri', role: 'admin', placeId: places.departmentId },
    ...[...places.districtOffices].map(([key, placeId]) => ({
      login: `phong.${key}`,
      role: 'leader' as const,
      placeId,
    })),
  ];
  const { personIds } = await stage.act(recordPeople, {
    people: holders.map(() => {
      const sex: Sex = rolls.percent(50) ? 'male' : 'female';
      return {
        fullName: nameOf(rolls, 'kinh', sex),
        sex,
        birthDay: `${rolls.whole(1968, 1988)}-03-15`,
        ethnicKey: 'kinh',
      };
    }),
  });
  for (const [at, holder] of holders.entries()) await give(stage, personIds[at] ?? 0, holder, []);
  await makeAccounts(
    stage.system,
    stage.as(),
    holders.map((holder, at) => account(personIds[at] ?? 0, holder.login, password)),
  );
}

const account = (personId: number, login: string, temporaryPassword: string): NewAccount => ({
  personId,
  login,
  temporaryPassword,
  mustChangePassword: false,
});

/** Who works at the school as what, in the order of their codes. */
const staffOf = (stage: Stage, schoolId: number) =>
  readWide(stage.system, 'steering', db =>
    db
      .selectFrom('schools.published_staff')
      .select(['person_id', 'job'])
      .where('school_id', '=', schoolId)
      .orderBy('staff_code')
      .execute(),
  );

/** Of each school the principal, the clerk and three teachers have a role and an account. */
async function playSchools(stage: Stage, schools: PlayedSchool[], password: string): Promise<void> {
  const accounts: NewAccount[] = [];
  for (const { schoolId, shape } of schools) {
    const staff = await staffOf(stage, schoolId);
    const teachers = staff.filter(each => each.job === 'teacher').slice(0, 3);
    const holders = [
      {
        person: staff.find(each => each.job === 'principal'),
        role: 'principal' as const,
        login: `hieutruong.${shape.code}`,
      },
      { person: staff.find(each => each.job === 'clerk'), role: 'clerk' as const, login: `vanthu.${shape.code}` },
      ...teachers.map((person, at) => ({ person, role: 'teacher' as const, login: `giaovien${at + 1}.${shape.code}` })),
    ];
    for (const { person, role, login } of holders) {
      if (!person) continue;
      await give(stage, person.person_id, { login, role, placeId: schoolId }, [schoolId]);
      accounts.push(account(person.person_id, login, password));
    }
  }
  await makeAccounts(stage.system, stage.as(schools.map(each => each.schoolId)), accounts);
}

/** One pupil and a mother, for the family's desk. */
async function playFamily(stage: Stage, { schoolId, shape }: PlayedSchool, password: string): Promise<void> {
  const [pupil] = await readWide(stage.system, 'steering', db =>
    db
      .selectFrom('schools.published_enrolment')
      .select(['person_id', 'ethnic_key'])
      .where('school_id', '=', schoolId)
      .orderBy('enrolment_id')
      .limit(1)
      .execute(),
  );
  if (!pupil) return;
  const rolls = chance(`rong/${stage.size}/family`);
  const {
    personIds: [motherId = 0],
  } = await stage.act(
    recordPeople,
    {
      people: [
        {
          fullName: nameOf(rolls, 'xo-dang', 'female'),
          sex: 'female',
          birthDay: '1985-06-01',
          ethnicKey: 'xo-dang',
          homeAddress: shape.commune,
        },
      ],
    },
    [schoolId],
  );
  await stage.act(
    recordGuardians,
    { guardians: [{ pupilPersonId: pupil.person_id, guardianPersonId: motherId, relation: 'mother', fromDay: FROM }] },
    [schoolId],
  );
  await makeAccounts(stage.system, stage.as([schoolId]), [
    account(motherId, 'phuhuynh', password),
    account(pupil.person_id, 'hocsinh', password),
  ]);
}

/** Everyone who may sign in, and the few whom the start prints, one for each desk. */
export async function playAccounts(stage: Stage, places: PlayedPlaces): Promise<DeskPerson[]> {
  const password = samplePassword();
  const shown = places.schools.find(each => each.shape.level === 'lower-secondary') ?? places.schools[0];
  if (!shown) return [];
  await playOffices(stage, places, password);
  await playSchools(stage, places.schools, password);
  await playFamily(stage, shown, password);
  const { code, shortName, district } = shown.shape;
  return [
    { desk: 'Văn phòng Sở · province', login: 'vanphong', password },
    { desk: 'Lãnh đạo Sở · province', login: 'lanhdao', password },
    { desk: 'Quản trị · administrator', login: 'quantri', password },
    { desk: `Phòng GDĐT ${district.shortName} · district`, login: `phong.${district.key}`, password },
    { desk: `Hiệu trưởng ${shortName} · school`, login: `hieutruong.${code}`, password },
    { desk: `Văn thư ${shortName} · school`, login: `vanthu.${code}`, password },
    { desk: `Giáo viên ${shortName} · teacher`, login: `giaovien1.${code}`, password },
    { desk: 'Phụ huynh · family', login: 'phuhuynh', password },
    { desk: 'Học sinh · family', login: 'hocsinh', password },
  ];
}
