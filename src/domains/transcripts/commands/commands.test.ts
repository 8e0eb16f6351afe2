import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { readTrust, verifyPdf, verifyXml } from '#platform/signing/index.ts';
import { perform, read } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { transcriptsJobs } from '../jobs.ts';
import { readClassYear } from '../queries/class-facts.ts';
import { readCourseStandings } from '../queries/course-confirmations.ts';
import { readKept, readSigned } from '../queries/signed-files.ts';
import { type SigningRole, signingRoles } from '../rules/signing-order.ts';
import { giveKeys, type SmallYear, smallYear } from '../small-year.ts';
import { askSigning } from './ask-signing.ts';
import { confirmCourse } from './confirm-course.ts';
import { makeTranscripts } from './make-transcripts.ts';
import { revokeTranscript } from './revoke-transcript.ts';

const world = useSystem('2024-06-10T03:00:00Z');
let province: SmallProvince;
let year: SmallYear;

beforeAll(async () => {
  province = await smallProvince(world());
  year = await smallYear(world(), province);
  await giveKeys(world(), year);
}, 60_000);

const inside = () => ({ ...world().house, schools: [year.schoolId] });
const make = (actor: Actor, why?: string) =>
  perform(world(), actor, makeTranscripts, { schoolId: year.schoolId, classId: year.classId, ...(why ? { why } : {}) });
const confirmAll = async () => {
  for (const courseId of year.courseIds)
    await perform(world(), year.teacher, confirmCourse, { schoolId: year.schoolId, courseId });
};
const ask = (actor: Actor, role: SigningRole) =>
  perform(world(), actor, askSigning, {
    schoolId: year.schoolId,
    schoolYear: '2023-2024',
    role,
    classIds: [year.classId],
  });
const newest = () =>
  read(world(), inside(), 'transcripts', db =>
    db
      .selectFrom('transcripts.published_transcript')
      .selectAll()
      .where('school_id', '=', year.schoolId)
      .where('is_newest', '=', true)
      .orderBy('enrolment_id')
      .execute(),
  );
const signatures = () =>
  read(world(), inside(), 'transcripts', db =>
    db
      .selectFrom('transcripts.signature')
      .selectAll()
      .where('school_id', '=', year.schoolId)
      .orderBy('transcript_id')
      .orderBy('signed_at')
      .execute(),
  );
const work = () =>
  read(world(), inside(), 'transcripts', db =>
    db
      .selectFrom('platform.long_work')
      .selectAll()
      .where('school_id', '=', year.schoolId)
      .orderBy('long_work_id', 'desc')
      .execute(),
  );

describe('making', () => {
  test('waits for the principal to approve the year', async () => {
    const set = (what: string) =>
      province.write(
        `insert into gradebook.year_closing (school_id, class_id, school_year, what, reason, by, at) values ($1, $2, '2023-2024', $3, 'thử', 'test', now())`,
        [year.schoolId, year.classId, what],
      );
    await set('reopened');
    await expect(make(year.clerk)).rejects.toMatchObject({ code: 'year-not-approved' });
    await set('approved');
  });

  test('one a pupil; a pupil whose summer is still to come waits', async () => {
    const [late] = year.enrolmentIds;
    const outcome = (to: string) =>
      province.write(
        `update gradebook.result set outcome = $3 where school_id = $1 and enrolment_id = $2 and period = 3`,
        [year.schoolId, late, to],
      );
    await outcome('reassessment');
    expect(await make(year.clerk)).toEqual({ made: 4, superseded: 0, same: 0, waiting: 1 });
    expect((await newest()).map(row => row.enrolment_id)).not.toContain(late);
    await outcome('promoted');
    expect(await make(year.teacher)).toEqual({ made: 1, superseded: 0, same: 4, waiting: 0 });
  });

  test('the same facts again make nothing', async () => {
    const before = await newest();
    expect(await make(year.clerk)).toEqual({ made: 0, superseded: 0, same: 5, waiting: 0 });
    expect(await newest()).toEqual(before);
  });

  test('a changed fact makes a new version that says why; the old one stays', async () => {
    const [pupil] = year.enrolmentIds;
    await province.write(
      `update gradebook.subject_result set tenths = 95 where school_id = $1 and enrolment_id = $2 and period = 3 and subject_key = 'maths'`,
      [year.schoolId, pupil],
    );
    await expect(make(year.clerk)).rejects.toMatchObject({ code: 'why-needed', field: 'why' });
    expect(await make(year.clerk, 'Sửa điểm theo đơn phúc khảo')).toMatchObject({ superseded: 1, same: 4 });
    const rows = await read(world(), inside(), 'transcripts', db =>
      db
        .selectFrom('transcripts.transcript')
        .selectAll()
        .where('school_id', '=', year.schoolId)
        .where('enrolment_id', '=', pupil ?? 0)
        .orderBy('version')
        .execute(),
    );
    expect(rows.map(row => [row.version, row.why])).toEqual([
      [1, null],
      [2, 'Sửa điểm theo đơn phúc khảo'],
    ]);
    expect(rows[1]?.supersedes_id).toBe(rows[0]?.transcript_id);
  });

  test('only by the office and the homeroom teacher of this school', async () => {
    const stranger = await province.person('principal', province.districts[1]?.schools[1] ?? 0);
    await expect(make(stranger)).rejects.toThrow(NotAllowed);
    await expect(make(await province.person('librarian', year.schoolId))).rejects.toThrow(NotAllowed);
  });

  test('reads a class in the same number of statements whatever its size', async () => {
    const counted = (only: readonly number[]) =>
      countQueries(() =>
        read(world(), inside(), 'transcripts', db => readClassYear(db, year.schoolId, year.classId, only)),
      );
    const [one, all] = [await counted(year.enrolmentIds.slice(0, 1)), await counted(year.enrolmentIds)];
    expect(one.answer?.pupils).toHaveLength(1);
    expect(all.answer?.pupils).toHaveLength(5);
    expect(all.queries.length).toBe(one.queries.length);
  });
});

describe('confirming', () => {
  test('is for the subject teacher alone', async () => {
    const confirm = (actor: Actor) =>
      perform(world(), actor, confirmCourse, { schoolId: year.schoolId, courseId: year.courseIds[0] ?? 0 });
    await expect(confirm(year.principal)).rejects.toThrow(NotAllowed);
    await expect(confirm(year.clerk)).rejects.toThrow(NotAllowed);
    expect(await confirm(year.teacher)).toEqual({ state: 'confirmed' });
    expect(await confirm(year.teacher)).toEqual({ state: 'same' });
  });

  test('a later change voids it and shows so', async () => {
    const states = async () =>
      (
        await read(world(), inside(), 'transcripts', db =>
          readCourseStandings(db, year.schoolId, { classId: year.classId }),
        )
      ).map(course => course.state);
    const set = (tenths: number) =>
      province.write(
        `update gradebook.subject_result set tenths = $3 where school_id = $1 and enrolment_id = $2 and period = 1 and subject_key = 'literature'`,
        [year.schoolId, year.enrolmentIds[1], tenths],
      );
    expect(await states()).toEqual(['confirmed', 'waiting', 'waiting']);
    await set(60);
    expect(await states()).toEqual(['changed', 'waiting', 'waiting']);
    await set(75);
    expect(await states()).toEqual(['confirmed', 'waiting', 'waiting']);
  });
});

describe('signing', () => {
  test('out of order is refused, with what comes first', async () => {
    await expect(ask(year.teacher, 'homeroom')).rejects.toMatchObject({ code: 'nothing-to-sign' });
    await expect(ask(year.principal, 'principal')).rejects.toThrow(/homeroom teacher has not signed/);
    await expect(ask(year.clerk, 'seal')).rejects.toThrow(/principal has not signed/);
  });

  test('each in their own role', async () => {
    await confirmAll();
    await expect(ask(year.principal, 'homeroom')).rejects.toThrow(NotAllowed);
    await expect(ask(year.clerk, 'principal')).rejects.toThrow(NotAllowed);
    await expect(ask(year.teacher, 'seal')).rejects.toThrow(NotAllowed);
  });

  test('homeroom, principal, seal: all files whole, all signatures valid, only the newest files kept', async () => {
    for (const [at, role] of signingRoles.entries()) {
      const actor = { homeroom: year.teacher, principal: year.principal, seal: year.clerk }[role];
      world().clock.set(`2024-06-1${at}T04:00:00Z`);
      await ask(actor, role);
      await workOff(world(), transcriptsJobs);
      expect((await work())[0]).toMatchObject({ outcome: 'done', done: 5, total: 5 });
    }
    const signed = await signatures();
    expect(signed).toHaveLength(15);
    expect(signed.every(row => row.is_development)).toBe(true);
    const ids = (await newest()).map(row => row.transcript_id);
    const trust = await readTrust(world());
    for (const kept of await read(world(), inside(), 'transcripts', db => readKept(db, year.schoolId, ids))) {
      const { pdf, xml } = await readSigned(world(), kept.newest ?? { pdfSha256: '', xmlSha256: '' });
      const [ofPdf, ofXml] = [verifyPdf(pdf, trust, { expected: 3 }), verifyXml(xml, trust, { expected: 3 })];
      expect([ofPdf.verdict, ofXml.verdict]).toEqual(['valid', 'valid']);
      expect(ofPdf.signatures.map(each => each.name)).toEqual(['Cô Mẫu 1', 'Người Mẫu', 'Trường Mẫu']);
      // Each earlier state is how the newest file begins, and is kept there alone.
      for (const earlier of signed.filter(row => row.transcript_id === kept.transcriptId && row.role !== 'seal')) {
        expect(pdf.length).toBeGreaterThan(earlier.pdf_bytes);
        const begins = new Uint8Array(
          await crypto.subtle.digest('SHA-256', new Uint8Array(pdf.subarray(0, earlier.pdf_bytes))),
        );
        expect(Buffer.from(begins).toString('hex')).toBe(earlier.pdf_sha256);
        await expect(world().files.get(earlier.pdf_sha256)).rejects.toThrow();
      }
    }
  }, 60_000);

  const hasPdfsig = spawnSync('pdfsig', ['-v']).error === undefined;
  test.skipIf(!hasPdfsig)('pdfsig finds three signatures that are valid', async () => {
    const [one] = await newest();
    const [kept] = await read(world(), inside(), 'transcripts', db =>
      readKept(db, year.schoolId, [one?.transcript_id ?? 0]),
    );
    const { pdf } = await readSigned(world(), kept?.newest ?? { pdfSha256: '', xmlSha256: '' });
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'rong-signed-')), 'hoc-ba.pdf');
    writeFileSync(file, pdf);
    const said = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout;
    expect(said.match(/Signature is Valid/g)).toHaveLength(3);
  });

  test('asked again there is nothing to sign, and the job done again signs nothing twice', async () => {
    await expect(ask(year.clerk, 'seal')).rejects.toMatchObject({ code: 'nothing-to-sign' });
    const before = await signatures();
    const [job] = transcriptsJobs.jobs.filter(each => each.name === 'transcripts.sign');
    await job?.run(world(), { schoolId: year.schoolId, signingOrderId: 1 });
    expect(await signatures()).toEqual(before);
  });

  test('a signer without a key is told to make one', async () => {
    const other = await smallYear(world(), province, { grade: 4, regime: 'tt27-2020', pupils: 2 });
    const asked = (actor: Actor) =>
      perform(world(), actor, askSigning, {
        schoolId: other.schoolId,
        schoolYear: '2023-2024',
        role: 'homeroom',
        classIds: [other.classId],
      });
    await perform(world(), other.clerk, makeTranscripts, { schoolId: other.schoolId, classId: other.classId });
    for (const courseId of other.courseIds)
      await perform(world(), other.teacher, confirmCourse, { schoolId: other.schoolId, courseId });
    await expect(asked(other.teacher)).rejects.toMatchObject({ code: 'no-signer' });
  });
});

describe('taking back', () => {
  test('the principal alone, with a reason, once; made again it is a new version', async () => {
    const [one] = await newest();
    const revoke = (actor: Actor) =>
      perform(world(), actor, revokeTranscript, {
        schoolId: year.schoolId,
        transcriptId: one?.transcript_id ?? 0,
        reason: 'Nhầm học sinh',
      });
    await expect(revoke(year.clerk)).rejects.toThrow(NotAllowed);
    await revoke(year.principal);
    await expect(revoke(year.principal)).rejects.toMatchObject({ code: 'already-revoked' });
    expect(await make(year.clerk, 'Lập lại sau khi thu hồi')).toMatchObject({ superseded: 1, same: 4 });
    expect(await make(year.clerk)).toMatchObject({ superseded: 0, same: 5 });
  });
});
