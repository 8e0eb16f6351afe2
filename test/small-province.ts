import { sql } from 'kysely';
import pg from 'pg';
import type { Actor, Role } from '#platform/access.ts';
import type { TestSystem } from './database.ts';

/**
 * A province small enough to count on one's fingers, written straight into the tables by their owner: two districts (or more)
 * with an office each, three schools in each, one upper secondary school directly under the department. School year 2023-2024.
 */
export interface SmallProvince {
  province: number;
  department: number;
  districts: { district: number; office: number; commune: number; schools: number[] }[];
  /** Directly under the department, in the first district. */
  upperSecondary: number;
  /** All schools, in order. */
  schools: number[];
  /** Someone who holds a role at a place since 2022. */
  person(role: Role, placeId: number): Promise<Actor>;
  /** Classes, pupils, staff and assignments, complete unless said otherwise. */
  fill(schoolId: number, how?: Filling): Promise<void>;
  /** Runs a statement as the owner of the tables. */
  write(statement: string, values?: unknown[]): Promise<void>;
}

export interface Filling {
  classes?: number;
  pupilsAClass?: number;
  /** How many of the pupils, and of the staff, have a citizen number. */
  numbered?: number;
  staff?: number;
  staffNumbered?: number;
  /** How many classes have a teaching assignment and a homeroom teacher. */
  assigned?: number;
}

const FROM = '2022-01-01';

export async function smallProvince(
  world: TestSystem,
  shape: { districts?: number; schoolsEach?: number } = {},
): Promise<SmallProvince> {
  const owner = new pg.Client({ connectionString: world.database.ownerUrl });
  const write = async (statement: string, values: unknown[] = []) => {
    await owner.query(statement, values);
  };
  await owner.connect();
  const parents = new Map<number, number | null>();
  const place = async (
    kind: string,
    name: string,
    parent: number | null,
    commune: number | null = null,
    code?: [scheme: string, code: string],
  ) => {
    const made = await owner.query<{ place_id: number }>(
      'insert into directory.place (kind, from_day) values ($1, $2) returning place_id',
      [kind, FROM],
    );
    const id = Number(made.rows[0]?.place_id);
    await write(
      'insert into directory.place_version (place_id, from_day, name, short_name, parent_id, commune_id) values ($1, $2, $3, $3, $4, $5)',
      [id, FROM, name, parent, commune],
    );
    if (code)
      await write('insert into directory.place_code (scheme, code, place_id, from_day) values ($1, $2, $3, $4)', [
        ...code,
        id,
        FROM,
      ]);
    parents.set(id, parent);
    for (let at: number | null = id; at !== null; at = parents.get(at) ?? null) {
      await write('insert into platform.place_within (within_id, place_id, from_day) values ($1, $2, $3)', [
        at,
        id,
        FROM,
      ]);
    }
    return id;
  };
  const school = async (name: string, parent: number, commune: number, level: string, managedBy: string) => {
    const id = await place('school', name, parent, commune);
    await write('insert into schools.school (school_id, levels, managed_by) values ($1, $2, $3)', [
      id,
      [level],
      managedBy,
    ]);
    return id;
  };

  await write(`insert into schools.school_year values
    ('2022-2023', '2022-09-05', '2023-06-01', '2022-09-05', '2023-01-14', '2023-01-16', '2023-05-25', 35, 'mẫu'),
    ('2023-2024', '2023-09-05', '2024-06-01', '2023-09-05', '2024-01-14', '2024-01-16', '2024-05-25', 35, 'mẫu') on conflict do nothing`);
  await write(
    `insert into schools.subject (subject_key, name, kind, levels, position) values ('test-subject', 'Toán', 'scored', '{primary}', 1) on conflict do nothing`,
  );
  const province = await place('province', 'Tỉnh Mẫu', null);
  const department = await place('department', 'Sở GDĐT Mẫu', province);
  const districts: SmallProvince['districts'] = [];
  for (let d = 1; d <= (shape.districts ?? 2); d++) {
    const district = await place('district', `Huyện Mẫu ${d}`, province, null, ['gso', String(900 + d)]);
    const commune = await place('commune', `Xã Mẫu ${d}`, district);
    const office = await place('district-office', `Phòng GDĐT Mẫu ${d}`, department, commune);
    const schools: number[] = [];
    for (let s = 1; s <= (shape.schoolsEach ?? 3); s++) {
      schools.push(
        await school(
          `Trường Mẫu ${d}.${s}`,
          office,
          commune,
          ['preschool', 'primary', 'lower-secondary'][s % 3] ?? 'primary',
          'district-office',
        ),
      );
    }
    districts.push({ district, office, commune, schools });
  }
  const upperSecondary = await school(
    'Trường THPT Mẫu',
    department,
    districts[0]?.commune ?? 0,
    'upper-secondary',
    'department',
  );
  await owner.end();

  // The test's database is dropped under it: a connection that breaks then is no news.
  const pool = new pg.Pool({
    connectionString: world.database.ownerUrl,
    max: 1,
    idleTimeoutMillis: 500,
    allowExitOnIdle: true,
  });
  pool.on('error', () => {});
  const asOwner = async (statement: string, values: unknown[] = []) => {
    await pool.query(statement, values);
  };
  return {
    province,
    department,
    districts,
    upperSecondary,
    schools: [...districts.flatMap(each => each.schools), upperSecondary],
    write: asOwner,
    async person(role, placeId) {
      const { rows } = await sql<{
        person_id: number;
      }>`insert into directory.person (full_name, sort_key, search_key, known_since)
        values ('Người Mẫu', 'mau nguoi', 'nguoi mau', ${FROM}) returning person_id`.execute(world.database.tables);
      const personId = rows[0]?.person_id ?? 0;
      await asOwner('insert into platform.role_held (person_id, role, place_id, from_day) values ($1, $2, $3, $4)', [
        personId,
        role,
        placeId,
        FROM,
      ]);
      return world.actor(personId);
    },
    fill: (schoolId, how = {}) => fill(asOwner, schoolId, how),
  };
}

async function fill(
  write: (statement: string, values?: unknown[]) => Promise<void>,
  schoolId: number,
  how: Filling,
): Promise<void> {
  const { classes = 2, pupilsAClass = 5, staff = 2 } = how;
  const pupils = classes * pupilsAClass;
  const { numbered = pupils, staffNumbered = staff, assigned = classes } = how;
  await write(
    `insert into schools.class (school_id, school_year, name, grades, made_on) select $1::bigint, '2023-2024', 'Lớp ' || n, '{1}', '2023-08-15' from generate_series(1, $2::int) n`,
    [schoolId, classes],
  );
  await write(
    `insert into schools.staff_position (school_id, person_id, staff_code, full_name, sort_key, search_key, has_citizen_number, job, from_day)
    select $1::bigint, $1::bigint * 100000 + 90000 + n, 'NV' || n, 'Cô Mẫu ' || n, 'mau co ' || lpad(n::text, 4, '0'), 'co mau', n <= $3, 'teacher', '2022-01-01' from generate_series(1, $2::int) n`,
    [schoolId, staff, staffNumbered],
  );
  await write(
    `insert into schools.enrolment (school_id, person_id, pupil_code, full_name, sort_key, search_key, has_citizen_number, from_day, came_by)
    select $1::bigint, $1::bigint * 100000 + n, 'HS' || n, 'Em Mẫu ' || n, 'mau em ' || lpad(n::text, 5, '0'), 'em mau', n <= $3, '2023-09-05', 'admitted' from generate_series(1, $2::int) n`,
    [schoolId, pupils, numbered],
  );
  await write(
    `insert into schools.class_place (school_id, enrolment_id, class_id, grade, from_day, came_by)
    select e.school_id, e.enrolment_id, c.class_id, 1, '2023-09-05', 'enrolled'
    from (select school_id, enrolment_id, (row_number() over (order by enrolment_id) - 1) / $2::int + 1 as n from schools.enrolment where school_id = $1) e
    join (select class_id, row_number() over (order by class_id) as n from schools.class where school_id = $1) c using (n)`,
    [schoolId, Math.max(pupilsAClass, 1)],
  );
  for (const [table, columns, values] of [
    [
      'homeroom',
      'school_id, class_id, staff_position_id, from_day',
      `c.school_id, c.class_id, f.staff_position_id, date '2023-09-05'`,
    ],
    [
      'teaching_assignment',
      'school_id, class_id, subject_key, staff_position_id, from_day',
      `c.school_id, c.class_id, 'test-subject', f.staff_position_id, date '2023-09-05'`,
    ],
  ]) {
    await write(
      `insert into schools.${table} (${columns}) select ${values}
      from (select school_id, class_id from schools.class where school_id = $1 order by class_id limit $2) c
      cross join (select staff_position_id from schools.staff_position where school_id = $1 order by 1 limit 1) f`,
      [schoolId, assigned],
    );
  }
}
