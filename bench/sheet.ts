import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { enterMarks } from '#gradebook';
import { actorOfPerson } from '#platform/actor.ts';
import { watchQueries } from '#platform/database/database.ts';
import { root } from '#platform/settings.ts';
import { identify } from '#platform/sign-in/identify.ts';
import { perform } from '#platform/work.ts';
import { peopleToSignInAs } from '../src/demo/demo.ts';
import { makeWeb } from '../src/routes.ts';
import { fillMarks } from './fill-marks.ts';
import { load } from './load.ts';
import { type Line, time } from './measure.ts';
import type { OpenedProvince } from './open-province.ts';
import type { Smallest } from './sheet-server.ts';

const CELLS = 600;

interface Course {
  school_id: number;
  course_id: number;
  pupils: number;
  person_id: number;
}

/** A class of the teacher whom the sample prints, with as many columns as make forty by fifteen cells, all filled. */
async function findCourse(house: OpenedProvince, login: string): Promise<Course> {
  const owner = new pg.Client({ connectionString: house.system.database.ownerUrl });
  await owner.connect();
  try {
    const { rows: found } = await owner.query<Course>(
      `select c.school_id, c.course_id, c.class_id, o.person_id, (select count(*)::int from schools.class_place p where p.school_id = c.school_id and p.class_id = c.class_id and p.until_day = 'infinity') as pupils
     from platform.account o join schools.staff_position s on s.person_id = o.person_id
     join schools.teaching_assignment a on a.school_id = s.school_id and a.staff_position_id = s.staff_position_id
     join gradebook.course c on c.school_id = a.school_id and c.class_id = a.class_id and c.subject_key = a.subject_key
     where o.login = $1 and c.school_year = '2023-2024' and c.kind = 'scored' order by pupils desc, course_id limit 1`,
      [login],
    );
    const [course] = found;
    if (!course) throw new Error(`${login} teaches no scored course`);
    const { rows } = await owner.query<{ columns: number }>(
      'select count(*)::int as columns from gradebook.mark_column where school_id = $1 and course_id = $2 and term = 1',
      [course.school_id, course.course_id],
    );
    const more = Math.ceil(CELLS / course.pupils) - (rows[0]?.columns ?? 0);
    if (more > 0)
      await owner.query(
        `insert into gradebook.mark_column (school_id, course_id, term, kind, number)
         select $1, $2, 1, 'regular', 20 - n from generate_series(0, $3::int - 1) n on conflict do nothing`,
        [course.school_id, course.course_id, more],
      );
    await owner.query(
      `insert into gradebook.mark (school_id, mark_column_id, enrolment_id, tenths, entered_by, entered_at)
       select k.school_id, k.mark_column_id, p.enrolment_id, 40 + (p.enrolment_id * 7 + k.number * 13) % 60, 'system:bench', now()
       from gradebook.mark_column k join gradebook.course c using (school_id, course_id) join schools.class_place p on p.school_id = k.school_id and p.class_id = c.class_id
       where k.school_id = $1 and k.course_id = $2 and k.term = 1 and p.until_day = 'infinity' on conflict do nothing`,
      [course.school_id, course.course_id],
    );
    return course;
  } finally {
    await owner.end();
  }
}

/** Starts servers of one kind, each a process; they join the database of this one. */
async function startServers(
  kind: 'rong' | 'smallest' | 'bare',
  ports: readonly number[],
  file: string,
): Promise<() => Promise<void>> {
  const started: ChildProcess[] = [];
  for (const port of ports) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'bench/sheet-server.ts', kind, String(port), file], {
      cwd: root,
      env: { ...process.env, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', code => reject(new Error(`the server ended: ${code}`)));
    });
  }
  return async () => {
    const ended = started.map(child => new Promise<void>(resolve => child.once('exit', () => resolve())));
    for (const child of started) child.kill();
    await Promise.all(ended);
  };
}

/** The rows of a sheet as plainly as they can be asked for: a row a pupil. */
const bareRows = `
  with g as materialized (select m.enrolment_id, json_object_agg(m.mark_column_id, m.revision * 1000 + m.tenths) as marks
    from gradebook.mark m where m.school_id = $1 and m.mark_column_id = any (array(select mark_column_id from gradebook.mark_column where school_id = $1 and course_id = $2 and term = 1))
    group by 1)
  select e.enrolment_id as "enrolmentId", p.full_name as "fullName", g.marks, null as comment, 0 as "commentRevision"
  from gradebook.course c join schools.class_place s on s.school_id = c.school_id and s.class_id = c.class_id and s.until_day = 'infinity'
  join schools.enrolment e on e.school_id = s.school_id and e.enrolment_id = s.enrolment_id
  join directory.person p on p.person_id = e.person_id
  left join g on g.enrolment_id = e.enrolment_id
  where c.school_id = $1 and c.course_id = $2 order by p.full_name`;

/** What the page sends the database, and its markup around the rows: all that the smallest server needs. */
async function smallestOf(open: () => Promise<string>, course: Course, house: OpenedProvince): Promise<Smallest> {
  await open();
  const { answer: html, sent } = await watchQueries(open);
  const columns = await house.wide<{ columnId: number; name: string }>(
    `select mark_column_id as "columnId", kind || ' ' || number as name from gradebook.mark_column where school_id = $1 and course_id = $2 and term = 1 order by kind, number`,
    [course.school_id, course.course_id],
  );
  const [from, until] = [html.indexOf('<tbody>') + 7, html.indexOf('</tbody>')];
  return {
    statements: sent.map(({ sql, parameters }) => ({ sql, parameters: [...parameters] })),
    sheetAt: sent.findIndex(({ sql }) => sql.includes("'fullName'")),
    bare: { sql: bareRows, parameters: [course.school_id, course.course_id] },
    columns,
    before: html.slice(0, from),
    after: html.slice(until),
  };
}

/** Sheets a second over HTTP, against the smallest server that sends the same statements and writes the same cells. */
export async function timeSheet(house: OpenedProvince): Promise<Line[]> {
  await fillMarks(house);
  const { system } = house;
  const teacher = (await peopleToSignInAs(system)).find(each => each.login.startsWith('giaovien1.'));
  if (!teacher) throw new Error('the sample prints no teacher');
  const course = await findCourse(house, teacher.login);
  const address = `/schools/${course.school_id}/courses/${course.course_id}?term=1`;
  const web = makeWeb(system, identify);
  const signedIn = await web.request('http://localhost/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ login: teacher.login, password: teacher.password }),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map(each => each.split(';')[0])
    .join('; ');
  const open = async () => (await web.request(`http://localhost${address}`, { headers: { cookie } })).text();
  const smallest = await smallestOf(open, course, house);
  const html = await open();
  const cells = html.match(/<input name="m-/g)?.length ?? 0;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rong-bench-'));
  const file = path.join(folder, 'smallest.json');
  writeFileSync(file, JSON.stringify(smallest));
  const measure = async (kind: 'rong' | 'smallest' | 'bare', servers: number, headers: Record<string, string> = {}) => {
    const ports = Array.from({ length: servers }, (_, at) => 38_400 + at);
    const stop = await startServers(kind, ports, file);
    try {
      return await load(ports, address, { cookie, ...headers });
    } finally {
      await stop();
    }
  };
  try {
    const [one, two, packed] = [
      await measure('rong', 1),
      await measure('rong', 2),
      await measure('rong', 2, { 'accept-encoding': 'gzip' }),
    ];
    const [oneSmallest, twoSmallest] = [await measure('smallest', 1), await measure('smallest', 2)];
    const [oneBare, twoBare] = [await measure('bare', 1), await measure('bare', 2)];
    const ratio = twoSmallest.perSecond / two.perSecond;
    const rate = (value: number) => Math.round(value).toLocaleString('en');
    return [
      {
        what: `A sheet of ${cells} cells (${smallest.statements.length} statements, ${Math.round(html.length / 1024)} KB), two servers, PostgreSQL and client on this machine's ${os.availableParallelism()} cores`,
        measured: `${rate(two.perSecond)} sheets/s (one server: ${rate(one.perSecond)}; packed by gzip: ${rate(packed.perSecond)})`,
        aim: '≥ 800 sheets/s',
        met: two.perSecond >= 800,
      },
      {
        what: 'the same by the smallest server: its statements, the same cells as strings',
        measured: `${rate(twoSmallest.perSecond)} sheets/s (one server: ${rate(oneSmallest.perSecond)}); ours takes ${ratio.toFixed(2)} × its time`,
        aim: '≤ 2 ×',
        met: ratio <= 2,
      },
      {
        what: "the pupils' rows alone, by the owner without a wall, and the same cells: what this machine can do",
        measured: `${rate(twoBare.perSecond)} sheets/s (one server: ${rate(oneBare.perSecond)}); ours takes ${(twoBare.perSecond / two.perSecond).toFixed(2)} × its time`,
      },
      {
        what: 'over the wire, opened again',
        measured: `${(packed.bytes / 1024).toFixed(1)} KB`,
        aim: '≤ 20 KB',
        met: packed.bytes <= 20 * 1024,
      },
      ...(await timeSaving(house, course)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One cell saved as a teacher's script sends it, and a whole sheet at once against the bare statement. */
async function timeSaving(house: OpenedProvince, course: Course): Promise<Line[]> {
  const { system } = house;
  const actor = await actorOfPerson(system.database, course.person_id, system.today());
  const marks = await house.wide<{ columnId: number; enrolmentId: number; revision: number }>(
    `select m.mark_column_id as "columnId", m.enrolment_id as "enrolmentId", m.revision from gradebook.mark m join gradebook.mark_column k using (school_id, mark_column_id)
     where k.school_id = $1 and k.course_id = $2 and k.term = 1 order by 1, 2 limit ${CELLS}`,
    [course.school_id, course.course_id],
  );
  const revisions = marks.map(mark => mark.revision);
  let turn = 0;
  const save = async (many: number) => {
    turn++;
    const answer = await perform(system, actor, enterMarks, {
      schoolId: course.school_id,
      courseId: course.course_id,
      cells: marks.slice(0, many).map((mark, at) => ({
        columnId: mark.columnId,
        enrolmentId: mark.enrolmentId,
        // Another mark each time, so that each is written.
        value: `${2 + (turn % 8)},${at % 10}`,
        seen: revisions[at] ?? 0,
      })),
    });
    answer.cells.forEach((cell, at) => {
      if (cell.state === 'refused' || cell.state === 'conflict') throw new Error(`a cell was ${cell.state}`);
      revisions[at] = cell.revision;
    });
  };
  const one = await time(() => save(1));
  const all = await time(() => save(marks.length), 3_000);
  const client = await system.database.pool.connect();
  const bare = await time(async () => {
    await client.query(`begin; set local rong.schools = '{${course.school_id}}'`);
    await client.query(
      `insert into gradebook.mark as m (school_id, mark_column_id, enrolment_id, tenths, revision, entered_by, entered_at)
       select $1, given.*, 1, 'system:bench', now() from unnest($2::bigint[], $3::bigint[], $4::int[]) as given
       on conflict (school_id, mark_column_id, enrolment_id) do update set tenths = excluded.tenths, revision = m.revision + 1, entered_at = excluded.entered_at`,
      [
        course.school_id,
        marks.map(mark => mark.columnId),
        marks.map(mark => mark.enrolmentId),
        marks.map((_, at) => 40 + ((at + ++turn) % 60)),
      ],
    );
    await client.query('commit');
  }, 3_000);
  client.release();
  const ratio = all.median / bare.median;
  return [
    {
      what: 'one cell saved: asked, written, audited, told',
      measured: `${one.median.toFixed(1)} ms, p95 ${one.p95.toFixed(1)} (RosarioSIS 25 ms, Moodle 168 ms)`,
      aim: '≤ 2,5 ms',
      met: one.median <= 2.5,
    },
    {
      what: `${marks.length} marks saved in one request`,
      measured: `${all.median.toFixed(1)} ms; the bare statement ${bare.median.toFixed(1)} ms: ${ratio.toFixed(2)} ×`,
      aim: '≤ 3 ×',
      met: ratio <= 3,
    },
  ];
}
