import { gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import type pg from 'pg';
import { actorOfPerson } from '#platform/actor.ts';
import { type SentQuery, watchQueries } from '#platform/database/database.ts';
import type { Env } from '#platform/http/env.ts';
import { MARKS_YEAR } from './fill-marks.ts';
import { type Line, time } from './measure.ts';
import type { OpenedProvince } from './open-province.ts';

/** A page to time, and who opens it. */
export interface PageToTime {
  what: string;
  path: string;
  web: Hono<Env>;
  /** Mostly markup: held against the smallest server that writes the same text. */
  isMarkup?: boolean;
}

/** The page's own statements, one after another on one connection, with nothing around them. */
function bareQueries(pool: pg.Pool, sent: readonly SentQuery[]): () => Promise<void> {
  return async () => {
    const own = await pool.connect();
    try {
      for (const { sql, parameters } of sent)
        await own.query(parameters.length > 0 ? { text: sql, values: [...parameters] } : sql);
    } finally {
      own.release();
    }
  };
}

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string) => text.replaceAll(/[&<>"]/g, sign => escaped[sign] ?? sign);

/** The smallest writer of the same markup: tags as they are, every text between them escaped and joined, then packed. */
function smallestWriter(html: string): () => void {
  const pieces = html.split(/(<[^>]+>)/);
  return () => {
    let out = '';
    for (const piece of pieces) out += piece.startsWith('<') ? piece : escapeText(piece);
    gzipSync(out, { level: 5 });
  };
}

/** The main page of each desk, with a school of middling size. */
export async function pagesOf({ webOf, one, size }: OpenedProvince): Promise<PageToTime[]> {
  const office = await webOf('vanphong');
  const teacher = await webOf('giaovien1');
  // The small sample plays a year to its end; the large one is filled for the bench (fill-marks.ts).
  const results = `year=${size === 'small' ? '2022-2023' : MARKS_YEAR}&period=3`;
  const schoolId = await one(
    `select place_id as id from platform.role_held where role = 'principal' order by role_held_id limit 1`,
  );
  const classId = await one(
    `select class_id as id from schools.published_class where school_id = $1 and school_year = '2023-2024' order by 1 limit 1`,
    [schoolId],
  );
  const enrolmentId = await one(
    'select enrolment_id as id from schools.published_class_place where school_id = $1 and class_id = $2 order by 1 limit 1',
    [schoolId, classId],
  );
  const planId = await one('select min(plan_id) as id from steering.published_plan where parent_plan_id is null');
  const targetId = await one(
    `select target_id as id from steering.published_target where plan_id = $1 and indicator = 'pupils-with-citizen-number'`,
    [planId],
  );
  return [
    { what: 'Board of targets', path: '/board', web: office, isMarkup: true },
    { what: 'A target', path: `/plans/${planId}/targets/${targetId}`, web: office, isMarkup: true },
    { what: 'Places', path: '/places', web: office, isMarkup: true },
    { what: 'A school', path: `/schools/${schoolId}`, web: office },
    { what: 'A class', path: `/schools/${schoolId}/classes/${classId}`, web: office, isMarkup: true },
    { what: 'A pupil', path: `/schools/${schoolId}/pupils/${enrolmentId}`, web: office },
    { what: 'A plan', path: `/plans/${planId}`, web: office, isMarkup: true },
    { what: "A teacher's day", path: '/my-classes', web: teacher },
    { what: 'Results of a school', path: `/schools/${schoolId}/results?${results}`, web: office },
    { what: 'Results of the province', path: `/results?${results}`, web: office, isMarkup: true },
  ];
}

/** Server time of a page, its queries, its ratio to them, and pages a second on one core. */
export async function timePage(
  pool: pg.Pool,
  { what, path, web, isMarkup }: PageToTime,
): Promise<{ line: Line; median: number }> {
  const open = async () => {
    const answer = await web.request(path, { headers: { 'accept-encoding': 'gzip' } });
    if (answer.status !== 200) throw new Error(`${what}: ${path} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  await open();
  const { answer: packed, sent } = await watchQueries(open);
  const html = await (await web.request(path)).text();
  const page = await time(open);
  const run = bareQueries(pool, sent);
  const write = smallestWriter(html);
  const bare = await time(async () => {
    await run();
    if (isMarkup) write();
  });
  const ratio = page.median / bare.median;
  const aim = isMarkup ? 2 : 3;
  const line: Line = {
    what: `${what} (${sent.length} statements, ${Math.round(html.length / 1024)} KB, ${Math.round(packed.byteLength / 1024)} KB packed)`,
    measured: `${page.median.toFixed(1)} ms, p95 ${page.p95.toFixed(1)}, ${Math.round(1000 / page.median)} pages/s; ${ratio.toFixed(2)} × ${isMarkup ? 'queries and strings' : 'bare queries'} (${bare.median.toFixed(1)} ms)`,
    aim: `≤ ${aim} ×`,
    met: ratio <= aim,
  };
  return { line, median: page.median };
}

/** What every request asks first: who is it, what do they hold, which schools do they reach. Once it read every pupil of the province. */
export async function timeWhoAsks({ system }: OpenedProvince): Promise<Line[]> {
  const lines: Line[] = [];
  for (const login of ['vanphong', 'giaovien1', 'phuhuynh']) {
    const { rows } = await system.database.pool.query<{ person_id: number }>(
      'select person_id from platform.account where login like $1 order by login limit 1',
      [`${login}%`],
    );
    const asked = await time(() => actorOfPerson(system.database, rows[0]?.person_id ?? 0, system.today()));
    lines.push({
      what: `who asks: ${login}`,
      measured: `${asked.median.toFixed(2)} ms`,
      aim: '≤ 1 ms',
      met: asked.median <= 1,
    });
  }
  return lines;
}
