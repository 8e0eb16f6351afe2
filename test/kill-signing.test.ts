import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTrust, verifyPdf } from '#platform/signing/index.ts';
import { perform, read } from '#platform/work.ts';
import { askSigning, confirmCourse, makeTranscripts } from '#transcripts';
import { readKept, readSigned } from '../src/domains/transcripts/queries/signed-files.ts';
import { giveKeys, type SmallYear, smallYear } from '../src/domains/transcripts/small-year.ts';
import { openTestSystem } from './database.ts';
import { startRong } from './process.ts';
import { smallProvince } from './small-province.ts';

// Killed outright in the middle of a batch: none lost, none signed twice.
let world: Awaited<ReturnType<typeof openTestSystem>>;
let year: SmallYear;
const PUPILS = 40;

beforeAll(async () => {
  // The worker's own clock is the real one: keys must be valid on both.
  world = await openTestSystem(new Date().toISOString());
  year = await smallYear(world, await smallProvince(world), { pupils: PUPILS });
  await giveKeys(world, year);
  const { schoolId, classId } = year;
  await perform(world, year.clerk, makeTranscripts, { schoolId, classId });
  for (const courseId of year.courseIds) await perform(world, year.teacher, confirmCourse, { schoolId, courseId });
}, 60_000);
afterAll(async () => world.close());

async function asOwner(statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  try {
    return Number((await client.query(statement)).rows[0].n);
  } finally {
    await client.end();
  }
}
const signed = () => asOwner('select count(*) as n from transcripts.signature');

async function until(holds: () => Promise<boolean>, withinMs: number): Promise<void> {
  for (let waited = 0; !(await holds()) && waited < withinMs; waited += 50) await pause(50);
}

test('a server killed while its job signs: the next one signs what is left', async () => {
  const { schoolId, classId } = year;
  const settings = { DATABASE_URL: world.database.ownerUrl, RONG_DATA: world.settings.dataFolder, RONG_ROLE: 'worker' };
  const first = await startRong(settings);
  await perform(world, year.teacher, askSigning, {
    schoolId,
    schoolYear: '2023-2024',
    role: 'homeroom',
    classIds: [classId],
  });
  await until(async () => (await signed()) >= 5, 60_000);
  await first.kill();
  const before = await signed();
  expect(before).toBeGreaterThanOrEqual(5);
  expect(before).toBeLessThan(PUPILS);
  const second = await startRong(settings);
  const done = () =>
    asOwner(`select count(*) as n from platform.long_work where outcome = 'done' and done = ${PUPILS}`);
  await until(async () => (await done()) === 1, 90_000);
  await second.interrupt();
  expect(await done()).toBe(1);
  expect(await signed()).toBe(PUPILS);
  const trust = await readTrust(world);
  const ids = await read(world, { ...world.house, schools: [schoolId] }, 'transcripts', db =>
    db
      .selectFrom('transcripts.published_transcript')
      .select('transcript_id as id')
      .where('school_id', '=', schoolId)
      .execute(),
  );
  const kept = await read(world, { ...world.house, schools: [schoolId] }, 'transcripts', db =>
    readKept(
      db,
      schoolId,
      ids.map(row => row.id),
    ),
  );
  for (const { newest } of kept) {
    const { pdf } = await readSigned(world, newest ?? { pdfSha256: '', xmlSha256: '' });
    const { verdict, signatures } = verifyPdf(pdf, trust, { expected: 1 });
    expect([verdict, signatures.length]).toEqual(['valid', 1]);
  }
}, 240_000);
