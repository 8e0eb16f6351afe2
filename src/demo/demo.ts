import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { loadCodeLists } from '#directory';
import { catalogue } from '#indicators';
import { json } from '#platform/database/types.ts';
import type { System } from '#platform/system.ts';
import { loadSchoolYears } from '#schools';
import { setIndicatorCatalogue } from '#steering';
import { type DeskPerson, playAccounts } from './play-accounts.ts';
import { playAttendance } from './play-attendance.ts';
import { playHomeroomSoFar, playHomeroomTerm, playPublishedYear } from './play-homeroom.ts';
import { playCourses, playMarksSoFar, playTermOfMarks } from './play-marks.ts';
import { playPlaces } from './play-places.ts';
import { playDeclarations, playPlan, playReading, playReports, playTask, playUnitPlans } from './play-plan.ts';
import { numberMorePupils, playFirstYear, playSecondYear } from './play-school.ts';
import { playTranscripts } from './play-transcripts.ts';
import { playYearEnd } from './play-year-end.ts';
import { forEachOf, setStage } from './world.ts';

const Kept = z.object({
  state: z.enum(['loading', 'ready']),
  size: z.enum(['small', 'province']),
  /** Real time at which the story was ready to be stepped into. */
  readyAt: z.iso.datetime().optional(),
  people: z.array(z.object({ desk: z.string(), login: z.string(), password: z.string() })),
});
type Kept = z.infer<typeof Kept>;

async function keptDemo(system: System): Promise<Kept | undefined> {
  const row = await system.database.tables
    .selectFrom('platform.setting')
    .select('value')
    .where('name', '=', 'demo')
    .executeTakeFirst();
  return row && Kept.parse(row.value);
}

async function keep(system: System, value: Kept): Promise<void> {
  await system.database.tables
    .insertInto('platform.setting')
    .values({ name: 'demo', value: json(value) })
    .onConflict(on => on.column('name').doUpdateSet({ value: json(value) }))
    .execute();
}

/** Whom to sign in as, printed at the start; nobody where there is no sample data. */
export const peopleToSignInAs = async (system: System): Promise<DeskPerson[]> => (await keptDemo(system))?.people ?? [];

/** A load that was killed half-way is swept away and begun again; nothing of anyone's own can be among it. */
async function sweep(system: System): Promise<void> {
  const client = new pg.Client({ connectionString: system.database.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and obj_description(c.oid) like 'spread:%' and c.oid::regclass::text <> 'platform.migration'`,
    );
    await client.query(`truncate ${rows.map(row => row.name).join(', ')} restart identity`);
    await client.query('delete from graphile_worker._private_jobs');
  } finally {
    await client.end();
  }
}

/** After a hundred thousand rows at once the planner must not wait for autovacuum to learn of them. */
async function gatherStatistics(system: System): Promise<void> {
  const client = new pg.Client({ connectionString: system.database.ownerUrl });
  await client.connect();
  try {
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

const hasPlaces = async (system: System) =>
  (await sql<{ any: boolean }>`select exists (select from directory.place) as any`.execute(system.database.tables))
    .rows[0]?.any ?? false;

/** National lists and school years, which every installation needs, sample data or not. */
async function loadLists(system: System): Promise<void> {
  const stage = setStage(system, 'small', () => {});
  await loadCodeLists(stage.system);
  await stage.act(loadSchoolYears, {});
}

/** Plays the sample province into an empty database, once. What is there already, sample or not, is left alone. */
export async function loadDemo(
  system: System,
  say: (text: string) => void,
  wanted: 'small' | 'province' | 'none' = system.settings.RONG_DEMO,
): Promise<'loaded' | 'kept'> {
  const kept = await keptDemo(system);
  if (kept?.state === 'loading') await sweep(system);
  else if (kept || (await hasPlaces(system))) return 'kept';
  if (wanted === 'none') {
    await loadLists(system);
    return 'kept';
  }
  await keep(system, { state: 'loading', size: wanted, people: [] });
  say(
    wanted === 'small'
      ? 'Đang dựng tỉnh mẫu … · playing the sample province'
      : 'Đang dựng tỉnh mẫu cỡ thật (vài phút) … · playing a province of real size',
  );
  const people = await playAll(system, wanted, say);
  await keep(system, { state: 'ready', size: wanted, people, readyAt: new Date().toISOString() });
  return 'loaded';
}

const READINGS_BEFORE_AUTUMN = [
  '2023-01-31',
  '2023-02-28',
  '2023-03-31',
  '2023-04-30',
  '2023-05-31',
  '2023-06-30',
  '2023-07-31',
  '2023-08-31',
];

/** Two school years and a plan, in the order of their days. */
async function playAll(system: System, size: 'small' | 'province', say: (text: string) => void): Promise<DeskPerson[]> {
  const stage = setStage(system, size, say);
  setIndicatorCatalogue(catalogue);
  await loadCodeLists(stage.system);
  await stage.act(loadSchoolYears, {});
  const places = await playPlaces(stage);
  stage.on('2022-09-20');
  const first = new Map<number, Awaited<ReturnType<typeof playFirstYear>>>();
  const told = (year: string, done: number) => done % 50 === 0 && say(`  ${year}: ${done} / ${places.schools.length}`);
  let done = 0;
  await forEachOf(places.schools, 3, async (school, index) => {
    first.set(school.schoolId, await playFirstYear(stage, school, index));
    told('2022-2023', ++done);
  });
  await gatherStatistics(system);
  const people = await playAccounts(stage, places);
  await playCourses(stage, places, '2022-2023');
  const plan = await playPlan(stage, places);
  await playUnitPlans(stage, places, plan);
  for (const day of READINGS_BEFORE_AUTUMN) {
    say(`  ${day}`);
    if (day === '2023-01-31') {
      await playTermOfMarks(stage, places, 1);
      await playHomeroomTerm(stage, places, 1);
    }
    if (day === '2023-05-31') {
      await playTermOfMarks(stage, places, 2);
      await playHomeroomTerm(stage, places, 2);
      await playPublishedYear(stage, places);
    }
    if (day === '2023-05-31') await playDeclarations(stage, places, plan, '2023-05-22', 0);
    if (day === '2023-06-30') {
      await playYearEnd(stage, places);
      await playTranscripts(stage, places);
      await playReports(stage, plan, '2023-06-15');
    }
    if (day === '2023-03-31') await numberMorePupils(stage, places, '2023-03-15', 40, '051');
    if (day === '2023-07-31') await numberMorePupils(stage, places, '2023-07-10', 60, '064');
    await playReading(stage, day);
  }
  stage.on('2023-09-20');
  done = 0;
  await forEachOf(places.schools, 3, async school => {
    const before = first.get(school.schoolId);
    if (before) await playSecondYear(stage, school, before);
    first.delete(school.schoolId);
    told('2023-2024', ++done);
  });
  await playCourses(stage, places, '2023-2024');
  await gatherStatistics(system);
  await playReading(stage, '2023-09-30');
  await playReading(stage, '2023-10-31');
  await playDeclarations(stage, places, plan, '2023-11-15', 1);
  await playTask(stage, places);
  await playReports(stage, plan, '2023-11-24');
  await numberMorePupils(stage, places, '2023-11-22', 25, '048');
  await playMarksSoFar(stage, places);
  await playHomeroomSoFar(stage, places);
  await playAttendance(stage, places);
  await gatherStatistics(system);
  await playReading(stage, '2023-11-24');
  return people;
}
