import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { readCatalogue } from '#platform/database/catalogue.ts';
import { perform } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { makeToken } from '../src/api/tokens.tsx';
import { makeWeb } from '../src/routes.ts';
import { asOwnerOf } from './as-owner.ts';
import { identifyAs, useSystem } from './database.ts';

/*
 * Every route × every role × own and other school (and child). The routes come from the application itself, so a new one
 * enters by itself; a new parameter must be explained here once, or the test fails.
 */
const world = useSystem('2024-03-15T03:00:00Z', 'sample');

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
  // The frame of the year is by decision of the province; choosing a desk opens nothing.
  /^\/school-years$/,
  /^\/desk$/,
  // The service worker and the manifest hold nothing of anyone; a device asks whether it may keep what it holds.
  /^\/sw\.js$/,
  /^\/manifest\.webmanifest$/,
  /^\/offline\/standing$/,
  // The development authority's certificate and its revocation list.
  /^\/ca\//,
  // Anyone may check a transcript; what is told is what the transcript itself shows.
  /^\/check(\/|$)/,
];

type Ids = Record<string, string>;
const actors = new Map<RoleName, { actor: Actor; accountId: number }>();
const ids: { own: Ids; other: Ids } = { own: {}, other: {} };
const schools = { own: 0, other: 0 };

const one = async (query: ReturnType<typeof sql<{ id: number | string | null }>>) =>
  String((await query.execute(world().database.tables)).rows[0]?.id ?? 0);

/** The matrix must find rows that its actors may not. */
const asOwner = asOwnerOf(world);

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
    name: 'x',
    classId: await first(
      `select class_id as id from schools.class where school_id = $1 and school_year = '2023-2024' order by 1 limit 1`,
      [schoolId],
    ),
    courseId: await first(
      `select course_id as id from gradebook.course where school_id = $1 and school_year = '2023-2024' order by 1 limit 1`,
      [schoolId],
    ),
    columnId: await of('gradebook.mark_column', 'mark_column_id'),
    conflictId: await of('gradebook.mark_conflict', 'mark_conflict_id'),
    correctionId: await of('gradebook.correction', 'correction_id'),
    readingProposalId: await first(
      'select reading_proposal_id as id from gradebook.reading_proposal order by 1 limit 1',
    ),
    term: '1',
    bankCommentId: await of('gradebook.bank_comment', 'bank_comment_id'),
    enrolmentId: await of('schools.enrolment', 'enrolment_id'),
    staffPositionId: await of('schools.staff_position', 'staff_position_id'),
    teachingAssignmentId: await of('schools.teaching_assignment', 'teaching_assignment_id'),
    transferId: await of('schools.transfer', 'transfer_id'),
    fromSchoolId: String(schoolId),
    importId: await of('schools.import', 'import_id'),
    longWorkId: await of('platform.long_work', 'long_work_id'),
    workId: await of('platform.long_work', 'long_work_id'),
    transcriptId: await of('transcripts.transcript', 'transcript_id'),
    orderId: await of('transcripts.signing_order', 'signing_order_id'),
    keptFileId: await of('platform.kept_file', 'kept_file_id'),
    fileId: await of('platform.kept_file', 'kept_file_id'),
    personId: await of('schools.enrolment', 'person_id'),
    accountId: await first(
      'select account_id as id from platform.account join platform.role_held using (person_id) where place_id = $1 order by 1 desc limit 1',
      [schoolId],
    ),
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
    itemId: await first('select target_id as id from steering.target where plan_id = $1 order by 1 limit 1', [plan]),
    evidenceId: await first('select evidence_id as id from steering.evidence order by 1 limit 1'),
    issuer: '0',
    indicator: 'school-data-complete',
  };
}

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
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
    if (method !== 'ALL' && !path.includes('*') && !path.startsWith('/assets/'))
      seen.set(`${method} ${path}`, { method, path });
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

  test('a family finds nothing of another child, of the same school either', async () => {
    const open: string[] = [];
    let seen = 0;
    for (const role of ['guardian', 'pupil'] as const) {
      const who = actors.get(role);
      const children = await asOwner<{ school_id: number; enrolment_id: number }>(
        `select school_id, enrolment_id from schools.enrolment e where until_day = 'infinity' and (person_id = $1
           or person_id in (select pupil_person_id from directory.guardian where guardian_person_id = $1))`,
        [who?.actor.personId],
      );
      const [child] = children;
      if (!who || !child) throw new Error(`the ${role} of the sample has no child`);
      const stranger = await first(
        'select enrolment_id as id from schools.enrolment where school_id = $1 and enrolment_id <> all ($2::bigint[]) limit 1',
        [child.school_id, children.map(each => each.enrolment_id)],
      );
      const web = makeWeb(world(), identifyAs(who.actor, 'vi', who.accountId));
      for (const { path } of allRoutes().filter(each => each.method === 'GET' && each.path.includes('enrolmentId'))) {
        const at = (enrolmentId: string) =>
          web.request(fill(path, { ...ids.own, schoolId: String(child.school_id), enrolmentId }));
        if ((await at(String(child.enrolment_id))).status === 200) seen++;
        if ((await at(stranger)).status === 200) open.push(`${role} ${path}`);
      }
    }
    expect(open).toEqual([]);
    expect(seen).toBeGreaterThan(0);
  }, 60_000);

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

/** Everything a school has, its people, its place and who holds a role there, as one text to compare. */
async function everythingOf(schoolId: number): Promise<Record<string, string>> {
  const tables = (await readCatalogue(world().database.ownerUrl)).filter(table => table.hasSchool);
  const parts = [
    ...tables.map(({ name }) => [name, `select t::text as row from ${name} t where school_id = $1`]),
    [
      'directory.person',
      `select t::text as row from directory.person t where person_id in (select person_id from schools.enrolment where school_id = $1 union select person_id from schools.staff_position where school_id = $1)`,
    ],
    [
      'directory.guardian',
      'select t::text as row from directory.guardian t where pupil_person_id in (select person_id from schools.enrolment where school_id = $1)',
    ],
    ['directory.place_version', 'select t::text as row from directory.place_version t where place_id = $1'],
    ['directory.place_code', 'select t::text as row from directory.place_code t where place_id = $1'],
    ['platform.role_held', 'select t::text as row from platform.role_held t where place_id = $1'],
    ['steering.plan', 'select t::text as row from steering.plan t where place_id = $1'],
    ['steering.declaration', 'select t::text as row from steering.declaration t where place_id = $1'],
    ['steering.report', 'select t::text as row from steering.report t where place_id = $1'],
    ['steering.task_step', 'select t::text as row from steering.task_step t where place_id = $1'],
  ];
  const found: Record<string, string> = {};
  for (const [name = '', rows] of parts) {
    const [sum] = await asOwner<{ text: string }>(
      `select count(*) || ' rows, ' || coalesce(md5(string_agg(row, ';' order by row)), '') as text from (${rows}) them`,
      [schoolId],
    );
    found[name] = sum?.text ?? '';
  }
  return found;
}

/** A body that fits most of our forms: whatever a form does not know, it does not read. */
function bodyFrom(given: Ids): FormData {
  const form = new FormData();
  const fields: Ids = {
    ...given,
    name: 'Tên do người ngoài đặt',
    fullName: 'Người do ngoài ghi',
    shortName: 'Tên ngoài',
    title: 'Việc do ngoài giao',
    text: 'Nội dung do người ngoài ghi',
    reason: 'Thử vượt quyền',
    why: 'Thử vượt quyền',
    note: 'Thử vượt quyền',
    document: 'QĐ thử',
    day: '2024-03-20',
    fromDay: '2024-03-15',
    untilDay: '2024-05-20',
    onDay: '2024-03-15',
    dueOn: '2024-05-20',
    grade: '6',
    grades: '6',
    cameBy: 'moved',
    leftBy: 'dropped-out',
    role: 'teacher',
    toPersonId: given.personId ?? '',
    toSchoolId: given.schoolId ?? '',
    toClassId: given.classId ?? '',
    parentId: given.placeId ?? '',
    numerator: '1',
    denominator: '1',
    value: '1',
    levels: 'primary',
    managedBy: 'department',
    append: 'yes',
    account: 'nguoi.ngoai',
    days: '30',
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const list = 'Mã học sinh;Họ và tên;Ngày sinh;Giới tính;Lớp\nNGOAI1;Học sinh ngoài;01/01/2012;Nam;6A\n';
  form.set('file', new File([list], 'danh-sach.csv', { type: 'text/csv' }));
  return form;
}

const posting = (body: FormData) => ({ method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });

describe('every form, filled in, as every role', () => {
  /** Addresses and bodies of the school aimed at, and mixtures of the own and the aimed. */
  const aims = (own: Ids, aimed: Ids): [address: Ids, body: Ids][] => [
    [aimed, aimed],
    [own, aimed],
    [{ ...aimed, schoolId: own.schoolId ?? '', placeId: own.placeId ?? '' }, aimed],
    [aimed, own],
  ];

  test('nobody from outside changes a row of a school, or leaves a trace in its audit', async () => {
    const outsiders: [RoleName, own: 'own' | 'other'][] = [
      ['visitor', 'own'],
      ['principal', 'own'],
      ['clerk', 'own'],
      ['teacher', 'own'],
      ['guardian', 'own'],
      ['pupil', 'own'],
      ['other district', 'other'],
    ];
    const forms = allRoutes().filter(
      each => each.method === 'POST' && !/^\/(sign-|forgotten|account|new-password)/.test(each.path),
    );
    expect(forms.length).toBeGreaterThan(20);
    const broken: string[] = [];
    let done = 0;
    for (const [role, side] of outsiders) {
      const who = actors.get(role);
      if (!who) throw new Error(`no actor for ${role}`);
      const aimedAt = side === 'own' ? 'other' : 'own';
      const before = await everythingOf(schools[aimedAt]);
      const web = makeWeb(world(), identifyAs(who.actor, 'vi', who.accountId));
      for (const { path } of forms) {
        for (const [address, body] of aims(ids[side], ids[aimedAt])) {
          const answer = await web.request(fill(path, address), posting(bodyFrom(body)));
          if (answer.status >= 500) broken.push(`${role} POST ${path}: ${answer.status}`);
          if (answer.status === 303 && path.includes('schoolId')) done++;
        }
      }
      expect({ role, rows: await everythingOf(schools[aimedAt]) }).toEqual({ role, rows: before });
    }
    expect(broken).toEqual([]);
    // The bodies are good enough to be taken where one may.
    expect(done).toBeGreaterThan(0);
  }, 240_000);
});

describe('the API as every role', () => {
  test('a token reads what its role reads, and nothing of another school', async () => {
    const answers: Record<string, string> = {};
    const gets = allRoutes().filter(each => each.method === 'GET' && each.path.startsWith('/api/v1/'));
    expect(gets.length).toBeGreaterThanOrEqual(7);
    for (const role of roleNames) {
      const who = actors.get(role);
      const [held] = who?.actor.roles ?? [];
      if (!who || !held) continue;
      const token = await perform(world(), who.actor, makeToken, { name: role, roleHeldId: held.roleHeldId, days: 30 });
      const web = makeWeb(world(), identifyAs(visitor(world().today())));
      const ask = (path: string) => web.request(path, { headers: { authorization: `Bearer ${token}` } });
      for (const { path } of gets) {
        for (const whose of ['own', 'other'] as const) {
          const answer = await ask(
            `${fill(path, ids[whose])}${path.includes('readings') ? '?indicator=x&period=2023' : ''}`,
          );
          expect([200, 404]).toContain(answer.status);
          if (path.includes('schoolId') && answer.status === 200) answers[`${role} ${whose}`] = 'open';
          await answer.body?.cancel();
        }
      }
      const places = (await (await ask('/api/v1/places?kind=school&limit=1000')).json()) as { items: { id: number }[] };
      for (const whose of ['own', 'other'] as const)
        if (places.items.some(place => place.id === schools[whose])) answers[`${role} places ${whose}`] = 'open';
    }
    const everywhere = ['leader', 'officer', 'admin'].flatMap(role => [
      `${role} own`,
      `${role} other`,
      `${role} places own`,
      `${role} places other`,
    ]);
    const inside = ['district own', 'principal own', 'clerk own'].flatMap(at => [
      at,
      at.replace(' own', ' places own'),
    ]);
    expect(Object.keys(answers).sort()).toEqual(
      [...everywhere, ...inside, 'teacher places own', 'other district other', 'other district places other'].sort(),
    );
  }, 60_000);
});
