import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { prepareAssets } from '#ui';
import { loadDemo } from '../src/demo/demo.ts';
import { makeWeb } from '../src/routes.ts';
import { identifyAs, useSystem } from './database.ts';

/*
 * Every route × every role × own and other school (and child). The routes come from the application itself, so a new one
 * enters by itself; a new parameter must be explained here once, or the test fails.
 */
const world = useSystem('2024-03-15T03:00:00Z');

const roleNames = [
  'visitor',
  'leader',
  'officer',
  'admin',
  'district',
  'other district',
  'principal',
  'clerk',
  'teacher',
  'guardian',
  'pupil',
] as const;
type RoleName = (typeof roleNames)[number];

/** What anyone may open without an account. */
const PUBLIC = [
  /^\/$/,
  /^\/healthz$/,
  /^\/assets\//,
  /^\/sign-in/,
  /^\/sign-out$/,
  /^\/api$/,
  /^\/api\/openapi\.json$/,
  /^\/password/,
  /^\/forgotten/,
  /^\/portal/,
  /^\/language$/,
];

type Ids = Record<string, string>;
const actors = new Map<RoleName, { actor: Actor; accountId: number }>();
const ids: { own: Ids; other: Ids } = { own: {}, other: {} };
const schools = { own: 0, other: 0 };

const one = async (query: ReturnType<typeof sql<{ id: number | string | null }>>) =>
  String((await query.execute(world().database.tables)).rows[0]?.id ?? 0);

/** The database as its owner sees it: the matrix must find rows that its actors may not. */
async function asOwner<T>(statement: string, values: unknown[] = []): Promise<T[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: world().database.ownerUrl });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as T[];
  } finally {
    await client.end();
  }
}

const first = async (statement: string, values: unknown[] = []) =>
  String((await asOwner<{ id: number }>(statement, values))[0]?.id ?? 0);

async function idsOf(schoolId: number): Promise<Ids> {
  const of = (table: string, column: string) =>
    first(`select ${column} as id from ${table} where school_id = $1 order by ${column} limit 1`, [schoolId]);
  const plan = await first('select plan_id as id from steering.plan order by plan_id limit 1');
  return {
    schoolId: String(schoolId),
    placeId: String(schoolId),
    unitId: String(schoolId),
    schoolYear: '2023-2024',
    year: '2023-2024',
    kind: 'pupils',
    token: 'x',
    classId: await first(
      `select class_id as id from schools.class where school_id = $1 and school_year = '2023-2024' order by 1 limit 1`,
      [schoolId],
    ),
    enrolmentId: await of('schools.enrolment', 'enrolment_id'),
    staffPositionId: await of('schools.staff_position', 'staff_position_id'),
    teachingAssignmentId: await of('schools.teaching_assignment', 'teaching_assignment_id'),
    transferId: await of('schools.transfer', 'transfer_id'),
    fromSchoolId: String(schoolId),
    importId: await of('schools.import', 'import_id'),
    longWorkId: await of('platform.long_work', 'long_work_id'),
    workId: await of('platform.long_work', 'long_work_id'),
    keptFileId: await of('platform.kept_file', 'kept_file_id'),
    fileId: await of('platform.kept_file', 'kept_file_id'),
    personId: await of('schools.enrolment', 'person_id'),
    roleHeldId: await first(
      'select role_held_id as id from platform.role_held where place_id = $1 order by 1 limit 1',
      [schoolId],
    ),
    planId: plan,
    targetId: await first('select target_id as id from steering.target where plan_id = $1 order by 1 limit 1', [plan]),
    taskId: await first('select task_id as id from steering.task where plan_id = $1 order by 1 limit 1', [plan]),
    deadlineId: await first('select deadline_id as id from steering.deadline where plan_id = $1 order by 1 limit 1', [
      plan,
    ]),
    letterId: await first('select letter_id as id from platform.letter order by 1 limit 1'),
    issuer: '0',
    indicator: 'school-data-complete',
  };
}

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  await loadDemo(world(), () => {}, 'small');
  const holder = async (login: string) => ({
    actor: await world().actor(
      Number(await one(sql`select person_id as id from platform.account where login = ${login}`)),
    ),
    accountId: Number(await one(sql`select account_id as id from platform.account where login = ${login}`)),
  });
  const codeOf = async (like: string) =>
    (
      await asOwner<{ login: string }>(`select login from platform.account where login like $1 order by 1 limit 1`, [
        like,
      ])
    )[0]?.login ?? '';
  const principal = await codeOf('hieutruong.62608503');
  schools.own = Number(await first(`select place_id as id from directory.place_code where code = '62608503'`));
  schools.other = Number(await first(`select place_id as id from directory.place_code where code = '62610502'`));
  actors.set('visitor', { actor: visitor(world().today()), accountId: 0 });
  actors.set('leader', await holder('lanhdao'));
  actors.set('officer', await holder('vanphong'));
  actors.set('admin', await holder('quantri'));
  actors.set('district', await holder('phong.kon-tum'));
  actors.set('other district', await holder('phong.dak-glei'));
  actors.set('principal', await holder(principal));
  actors.set('clerk', await holder('vanthu.62608503'));
  actors.set('teacher', await holder('giaovien1.62608503'));
  actors.set('guardian', await holder('phuhuynh'));
  actors.set('pupil', await holder('hocsinh'));
  ids.own = await idsOf(schools.own);
  ids.other = await idsOf(schools.other);
}, 60_000);

interface Tried {
  role: RoleName;
  whose: 'own' | 'other';
  method: string;
  route: string;
  status: number;
  location: string;
}

/** Every route once; middleware (ALL) and the assets are no routes of ours. */
function allRoutes(): { method: string; path: string }[] {
  const seen = new Map<string, { method: string; path: string }>();
  for (const { method, path } of makeWeb(world(), identifyAs(visitor('2024-03-15'))).routes) {
    if (method !== 'ALL' && !path.includes('*')) seen.set(`${method} ${path}`, { method, path });
  }
  return [...seen.values()];
}

const fill = (path: string, given: Ids) =>
  path.replaceAll(/[:{](\w+)(\{[^}]*\})?\}?/g, (_, name: string) => given[name] ?? `UNKNOWN-${name}`);

const tried: Tried[] = [];

async function tryAll(): Promise<void> {
  if (tried.length > 0) return;
  const routes = allRoutes();
  for (const role of roleNames) {
    const who = actors.get(role);
    if (!who) throw new Error(`no actor for ${role}`);
    const web = makeWeb(world(), identifyAs(who.actor, 'vi', who.accountId));
    for (const { method, path } of routes) {
      for (const whose of ['own', 'other'] as const) {
        if (whose === 'other' && !/[:{]/.test(path)) continue;
        const form =
          method === 'POST'
            ? {
                body: new URLSearchParams(),
                headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
              }
            : {};
        const answer = await web.request(fill(path, ids[whose]), { method, ...form });
        tried.push({
          role,
          whose,
          method,
          route: path,
          status: answer.status,
          location: answer.headers.get('location') ?? '',
        });
        await answer.body?.cancel();
      }
    }
  }
}

const line = (each: Tried) =>
  `${each.role} ${each.whose} ${each.method} ${each.route}: ${each.status} ${each.location}`;
const isOpen = ({ status, location }: Tried) =>
  status === 200 || (status >= 300 && status < 400 && !location.startsWith('/sign-in'));

describe('every route as every role', () => {
  test('every parameter is known to the matrix', () => {
    const unknown = allRoutes()
      .map(({ path }) => fill(path, ids.own))
      .filter(path => path.includes('UNKNOWN'));
    expect(unknown).toEqual([]);
  });

  test('nothing breaks', async () => {
    await tryAll();
    expect(tried.length).toBeGreaterThan(300);
    expect(tried.filter(each => each.status >= 500).map(line)).toEqual([]);
  }, 180_000);

  test('a visitor opens what is public and nothing else', async () => {
    await tryAll();
    const open = tried.filter(
      each => each.role === 'visitor' && isOpen(each) && !PUBLIC.some(path => path.test(each.route)),
    );
    expect(open.filter(each => !/^\/plans|^\/board/.test(each.route)).map(line)).toEqual([]);
  });

  test('whoever belongs to a school finds nothing of another school', async () => {
    await tryAll();
    const inside: RoleName[] = ['principal', 'clerk', 'teacher', 'guardian', 'pupil'];
    const crossed = tried.filter(
      each =>
        inside.includes(each.role) &&
        each.whose === 'other' &&
        /schoolId|enrolmentId|classId/.test(each.route) &&
        isOpen(each),
    );
    expect(crossed.map(line)).toEqual([]);
  });

  test('a district finds nothing of a school in another district', async () => {
    await tryAll();
    const crossed = tried.filter(
      each =>
        each.role === 'other district' &&
        each.whose === 'own' &&
        /schoolId|enrolmentId|classId/.test(each.route) &&
        isOpen(each),
    );
    expect(crossed.map(line)).toEqual([]);
  });

  test('the matrix can fail: someone does open each kind of page', async () => {
    await tryAll();
    for (const role of ['officer', 'district', 'principal', 'clerk', 'teacher'] as const) {
      expect({
        role,
        open: tried.some(
          each => each.role === role && each.method === 'GET' && /schoolId/.test(each.route) && each.status === 200,
        ),
      }).toEqual({ role, open: true });
    }
  });
});
