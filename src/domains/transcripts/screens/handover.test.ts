import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, house } from '#platform/access.ts';
import { issueSigner, readTrust, verifyPdf } from '#platform/signing/index.ts';
import { perform, read } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { asOwnerOf } from '../../../../test/as-owner.ts';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { exportPackage } from '../commands/export-package.ts';
import { checkPackage } from '../queries/check-package.ts';
import { handoversOf } from '../queries/handover.ts';
import { issueSpecimen } from '../signed-specimen.ts';

const world = useSystem('2024-03-15T03:00:00Z');
let province: SmallProvince;
let from = 0;
let to = 0;
let pupil = 0;
let arrived = 0;
let stranger = 0;
let principal: Actor;
let clerk: Actor;
let receiver: Actor;
let zip: Uint8Array;
const asOwner = asOwnerOf(world);

const id = async (statement: string, values: unknown[]) =>
  Number((await asOwner<{ id: string }>(statement, values))[0]?.id);

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  province = await smallProvince(world());
  [from = 0, to = 0] = province.schools;
  await province.fill(from);
  await province.fill(to);
  principal = await province.person('principal', from);
  clerk = await province.person('clerk', from);
  receiver = await province.person('principal', to);
  pupil = await id('select min(enrolment_id) as id from schools.enrolment where school_id = $1', [from]);
  stranger = await id('select max(enrolment_id) as id from schools.enrolment where school_id = $1', [to]);
  const classId = await id(
    'select class_id as id from schools.class_place where school_id = $1 and enrolment_id = $2',
    [from, pupil],
  );
  await issueSpecimen(world(), asOwner, {
    schoolId: from,
    classId,
    enrolmentId: pupil,
    publicId: 'Handover-transcript1',
  });
  // The term under way, and the same subject in the class that the pupil comes to.
  await asOwner(
    `insert into gradebook.subject_result (school_id, enrolment_id, school_year, period, subject_key, class_id, kind, tenths) values ($1, $2, '2023-2024', 1, 'test-subject', $3, 'scored', 75)`,
    [from, pupil, classId],
  );
  // The pupil moved: asked, accepted, and sits in a class of the new school.
  arrived = await id('select min(enrolment_id) as id from schools.enrolment where school_id = $1', [to]);
  const newClass = await id(
    'select class_id as id from schools.class_place where school_id = $1 and enrolment_id = $2',
    [to, arrived],
  );
  await asOwner(
    `insert into gradebook.course (school_id, class_id, school_year, grade, subject_key, regime, kind, lessons_a_year) values ($1, $2, '2023-2024', 1, 'test-subject', 'tt22-2021', 'scored', 70)`,
    [to, newClass],
  );
  const transfer = await id(
    `insert into schools.transfer (school_id, enrolment_id, to_school_id, grade, reason, asked_on, asked_by, pupil_name) values ($1, $2, $3, 1, 'Theo gia đình', '2024-03-01', 'test', 'Em Mẫu') returning transfer_id as id`,
    [from, pupil, to],
  );
  await asOwner(
    `insert into schools.transfer_answer (school_id, from_school_id, transfer_id, accepted, answered_on, answered_by, enrolment_id) values ($1, $2, $3, true, '2024-03-10', 'test', $4)`,
    [to, from, transfer, arrived],
  );
  const made = await perform(world(), house('test', world().today(), [from]), exportPackage, {
    schoolId: from,
    enrolmentId: pupil,
    toWhom: 'Trường ở tỉnh khác',
  });
  zip = await world().files.get(made.sha256);
}, 60_000);

const as = (actor: Actor) => makeWeb(world(), identifyAs(actor));

async function post(actor: Actor, path: string, fields: Record<string, string | string[] | File>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of Array.isArray(value) ? value : [value]) body.append(name, each);
  const answer = await as(actor).request(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
}

const upload = (content: Uint8Array) =>
  post(receiver, `/schools/${to}/handover/import`, { file: new File([Buffer.from(content)], 'ho-so.zip') });

describe('a package that goes out', () => {
  test('holds the signed files and the term under way, and is found whole', async () => {
    const checked = await checkPackage(world(), zip);
    if ('fault' in checked) throw new Error(checked.fault);
    expect(checked.sender).toBe('known');
    expect(checked.transcripts.map(each => [each.path, each.checked.judged.state])).toEqual([
      ['hoc-ba/2022-2023.pdf', 'valid'],
      ['hoc-ba/2022-2023.xml', 'valid'],
    ]);
    expect(checked.data.results).toEqual([
      { schoolYear: '2023-2024', term: 1, subjectKey: 'test-subject', subject: 'Toán', value: '7,5' },
    ]);
  });

  test('is made on the pupil’s page by the office, downloaded there, and by nobody of another school', async () => {
    const path = `/schools/${from}/pupils/${pupil}`;
    expect((await post(clerk, `${path}/package`, { toWhom: '', why: '' })).status).toBe(422);
    const done = await post(clerk, `${path}/package`, { toWhom: 'Trường THCS Khác', why: 'Chuyển nhà' });
    expect({ status: done.status, to: done.to }).toEqual({ status: 303, to: `${path}/handover` });
    const page = await (await as(clerk).request(`${path}/handover`)).text();
    expect(page).toContain('Trường THCS Khác');
    const link = /href="([^"]+\/handover\/\d+)"/.exec(page)?.[1] ?? '';
    const file = await as(clerk).request(link);
    expect(file.headers.get('content-type')).toBe('application/zip');
    expect((await checkPackage(world(), new Uint8Array(await file.arrayBuffer()))) as object).not.toHaveProperty(
      'fault',
    );
    expect((await as(receiver).request(link)).status).toBe(404);
    expect((await as(receiver).request(`${path}/handover`)).status).toBe(404);
    expect((await post(receiver, `${path}/package`, { toWhom: 'x' })).status).toBe(404);
  });
});

describe('a package that comes in', () => {
  /** The package with one file otherwise; undefined takes it out. */
  const alter = (path: string, change: (old: Uint8Array) => Uint8Array | undefined): Uint8Array => {
    const files = new Map(Object.entries(unzipSync(zip)));
    const changed = change(files.get(path) ?? new Uint8Array());
    if (changed) files.set(path, new Uint8Array(changed));
    else files.delete(path);
    return zipSync(Object.fromEntries(files));
  };
  const replaced = (from: string, to: string) => (old: Uint8Array) =>
    new TextEncoder().encode(new TextDecoder().decode(old).replace(from, to));
  const flip = (content: Uint8Array) => {
    const copy = Uint8Array.from(content);
    const at = Math.floor(copy.length / 2);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };

  test('is refused where anything in it was altered, with words that name the file', async () => {
    const put = (text: string) => () => new TextEncoder().encode(text);
    const gone = () => undefined;
    const cases: [string, Uint8Array, string][] = [
      ['a transcript', alter('hoc-ba/2022-2023.pdf', flip), 'hoc-ba/2022-2023.pdf'],
      ['the data', alter('data.json', replaced('7,5', '9,5')), 'data.json'],
      ['the manifest', alter('manifest.json', replaced('Trường ở', 'Trường tại')), 'Bản kê đã bị sửa'],
      ['a file taken out', alter('hoc-ba/2022-2023.xml', gone), 'hoc-ba/2022-2023.xml'],
      ['a file put in', alter('hoc-ba/2021-2022.xml', put('<a/>')), 'hoc-ba/2021-2022.xml'],
      ['a path out of the folder', alter('../../etc/passwd', put('x')), '../../etc/passwd'],
      ['a program', alter('hoc-ba/a.exe', put('x')), 'hoc-ba/a.exe'],
      ['no signature', alter('manifest.sig', gone), 'Bản kê đã bị sửa'],
      ['a bomb', zipSync({ 'data.json': new Uint8Array(60 * 1024 * 1024) }), 'phình ra'],
      ['no package', new TextEncoder().encode('xin chào'), 'không phải gói hồ sơ'],
    ];
    for (const [what, content, words] of cases) {
      const { status, text } = await upload(content);
      expect({ what, status, said: text.includes(words) }).toEqual({ what, status: 422, said: true });
    }
    expect(await asOwner(`select from transcripts.handover where school_id = $1`, [to])).toEqual([]);
  }, 30_000);

  test('uploaded, shown, and taken in once for the right pupil; results go where they may', async () => {
    await asOwner(
      `update schools.enrolment set pupil_code = (select pupil_code from schools.enrolment where school_id = $1 and enrolment_id = $2) where school_id = $3 and enrolment_id = $4`,
      [from, pupil, to, arrived],
    );
    const { status, to: page } = await upload(zip);
    expect(status).toBe(303);
    const shown = await (await as(receiver).request(page)).text();
    expect(shown).toContain('Nguyên vẹn và có hiệu lực');
    expect(shown).toContain(`value="${arrived}"`);
    expect((await post(receiver, page, { enrolmentId: '' })).status).toBe(422);
    const done = await post(receiver, page, { enrolmentId: String(arrived) });
    expect({ status: done.status, to: done.to }).toEqual({
      status: 303,
      to: `/schools/${to}/pupils/${arrived}/handover`,
    });
    expect(
      await asOwner(
        `select term, tenths, source from gradebook.outside_result where school_id = $1 and enrolment_id = $2`,
        [to, arrived],
      ),
    ).toEqual([{ term: 1, tenths: 75, source: 'Trường Mẫu 1.1' }]);
    const again = await post(receiver, page, { enrolmentId: String(arrived) });
    expect(again.status).toBe(422);
    expect(again.text).toContain('từ trước');
  }, 30_000);

  test('a pupil of another school is no one to take it in for', async () => {
    const { to: page } = await upload(zip);
    expect((await post(receiver, page, { enrolmentId: String(pupil + 1_000_000) })).status).toBe(404);
  });
});

describe('a transfer inside the province', () => {
  test('opens the old school’s records to the new one without a file, and to nobody else', async () => {
    await asOwner('delete from transcripts.handover where school_id = $1', [to]);
    const page = await (await as(receiver).request(`/schools/${to}/handover/import`)).text();
    expect(page).toContain('Trường Mẫu 1.1');
    expect((await post(receiver, `/schools/${to}/handover/arrivals/${stranger}`, {})).status).toBe(404);
    expect((await post(clerk, `/schools/${to}/handover/arrivals/${arrived}`, {})).status).toBe(404);
    const done = await post(receiver, `/schools/${to}/handover/arrivals/${arrived}`, {});
    expect(done.status).toBe(303);
    const log = await read(world(), receiver, 'transcripts', db => handoversOf(db, to, arrived));
    expect(log.map(each => [each.kind, each.toWhom])).toEqual([['package-in', 'Trường Mẫu 1.1']]);
    const there = await read(world(), principal, 'transcripts', db => handoversOf(db, from, pupil));
    expect(there[0]).toMatchObject({ kind: 'package-out', toWhom: 'Trường Mẫu 1.2' });
    // The wall stands as before: what the transfer opened was the package, not the rows.
    expect(await read(world(), receiver, 'transcripts', db => handoversOf(db, from, pupil))).toEqual([]);
    // And it travels on with the pupil.
    const made = await perform(world(), receiver, exportPackage, {
      schoolId: to,
      enrolmentId: arrived,
      toWhom: 'Trường thứ ba',
    });
    const onwards = await checkPackage(world(), await world().files.get(made.sha256));
    if ('fault' in onwards) throw new Error(onwards.fault);
    expect(onwards.transcripts.map(each => each.path)).toEqual(['hoc-ba/2022-2023.pdf', 'hoc-ba/2022-2023.xml']);
    expect(onwards.data.transcripts.map(each => each.publicId)).toEqual(['Handover-transcript1']);
  }, 30_000);
});

describe('an extract', () => {
  test('is numbered in the school’s book, logged, and sealed by whoever may use the seal', async () => {
    const path = `/schools/${from}/pupils/${pupil}`;
    const give = (actor: Actor, years: string[]) =>
      post(actor, `${path}/extract`, { schoolYears: years, toWhom: 'Bà Mẫu', why: 'Nộp hồ sơ học bổng' });
    expect((await give(principal, [])).status).toBe(422);
    expect((await give(principal, ['2021-2022'])).status).toBe(422);
    await perform(world(), principal, issueSigner, { owner: { kind: 'school', id: from }, name: 'Trường Mẫu 1.1' });
    expect((await give(principal, ['2022-2023'])).status).toBe(303);
    expect((await give(clerk, ['2022-2023'])).status).toBe(303);
    const log = await read(world(), principal, 'transcripts', db => handoversOf(db, from, pupil));
    const extracts = log.filter(each => each.kind === 'extract');
    expect(extracts.map(each => [each.number, each.toWhom, each.why])).toEqual([
      ['2/2024/TLHB', 'Bà Mẫu', 'Nộp hồ sơ học bổng'],
      ['1/2024/TLHB', 'Bà Mẫu', 'Nộp hồ sơ học bổng'],
    ]);
    const file = await as(principal).request(`${path}/handover/${extracts[1]?.keptFileId}`);
    const pdf = new Uint8Array(await file.arrayBuffer());
    const verified = verifyPdf(pdf, await readTrust(world()), { expected: 1 });
    expect({ verdict: verified.verdict, development: verified.development }).toEqual({
      verdict: 'valid',
      development: true,
    });
    const deputy = await province.person('deputy', from);
    expect((await give(deputy, ['2022-2023'])).status).toBe(303);
    const [newest] = await read(world(), principal, 'transcripts', db => handoversOf(db, from, pupil));
    const plain = await as(principal).request(`${path}/handover/${newest?.keptFileId}`);
    expect(verifyPdf(new Uint8Array(await plain.arrayBuffer()), await readTrust(world())).verdict).toBe('unsigned');
  }, 30_000);
});
