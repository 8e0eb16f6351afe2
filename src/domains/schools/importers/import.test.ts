import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { giveRole, recordPeople } from '#directory';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { markFaults, openWorkbook } from '#platform/sheets/index.ts';
import { type Row, xlsx } from '#platform/sheets/specimens.ts';
import { perform, read } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { askImport, importFile, keepImportFile } from '../commands/import-file.ts';
import { schoolsJobs } from '../jobs.ts';
import { makeSpecimenClasses, openSpecimenSchools, type SpecimenSchools } from '../specimens.ts';
import { checkFile, type FileGiven, writeFile } from './check-file.ts';
import type { ImportKind } from './plan.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenSchools;
beforeAll(async () => {
  at = await openSpecimenSchools(world());
  for (const schoolId of [at.schoolId, at.otherSchoolId])
    await makeSpecimenClasses(world(), at, schoolId, ['6A', '6B', '7A']);
});

const target = (schoolId = at.schoolId) => ({ schoolId, schoolYear: '2023-2024', today: world().today() });
const check = (kind: ImportKind, bytes: Uint8Array, more: Partial<FileGiven> = {}, schoolId = at.schoolId) =>
  read(world(), at.house, 'schools', db =>
    checkFile(db, kind, target(schoolId), { bytes, fileName: 'tep.xlsx', ...more }),
  );
const keep = (bytes: Uint8Array, schoolId = at.schoolId) =>
  perform(world(), at.house, keepImportFile, { schoolId, fileName: 'tep.xlsx', bytes });
const bringIn = async (kind: ImportKind, bytes: Uint8Array, schoolId = at.schoolId) =>
  perform(world(), at.house, importFile, {
    schoolId,
    kind,
    schoolYear: '2023-2024',
    keptFileId: await keep(bytes, schoolId),
  });
const exported = (kind: ImportKind, schoolId = at.schoolId) =>
  read(world(), at.house, 'schools', db => writeFile(db, kind, target(schoolId), 'vi', true));
const codesOf = (checked: Awaited<ReturnType<typeof check>>) =>
  checked.faults.map(fault => `${fault.cell ?? ''} ${fault.code}`.trim());

const headings = [
  'STT',
  'Mã học sinh',
  'HỌ VÀ TÊN',
  'ngay sinh',
  'Giới tính',
  'Lớp',
  'Dân tộc',
  'Số CCCD',
  'Họ tên cha',
  'Năm sinh cha',
  'Hộ nghèo',
];
const pupilFile = (rows: Row[]) => xlsx([['TRƯỜNG THCS MẪU MỘT'], headings, ...rows]);
const three: Row[] = [
  [1, 'P1', 'A Mẫu Sơn', '12/03/2012', 'Nam', '6A', 'Ba Na', '062212000011', 'A Mẫu Blưn', 1985, 'Hộ nghèo'],
  [2, 'P2', 'Y Mẫu Hrâm', '25/05/2012', 'Nữ', 'lớp 6a', 'Xơ-đăng', null, null, null, null],
  [3, 'P3', 'Nguyễn Mẫu Ân', '01/01/2012', 'nam', '6B', 'Kinh', null, null, null, 'Không'],
];

test('a list of pupils: seen first, then done, and done again changes nothing', async () => {
  const file = await pupilFile(three);
  const before = await check('pupils', file);
  expect(before.counts).toEqual({ rows: 3, added: 3, changed: 0, unchanged: 0, errors: 0, warnings: 0 });
  expect((await check('pupils', file)).counts.added).toBe(3);
  expect((await bringIn('pupils', file)).counts.added).toBe(3);
  expect((await check('pupils', file)).counts).toMatchObject({ added: 0, changed: 0, unchanged: 3, errors: 0 });
  expect((await bringIn('pupils', file)).counts).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
});

test('a change shows what stands there and what would; a move to another class is one', async () => {
  const checked = await check(
    'pupils',
    await pupilFile([[1, 'P1', 'A Mẫu Sơn', '12/03/2012', 'Nam', '6B', 'Gia Rai', null, null, 1986, null]]),
  );
  expect(checked.changes).toEqual([
    {
      row: 3,
      kind: 'changed',
      subject: 'A Mẫu Sơn (P1)',
      fields: expect.arrayContaining([
        { column: 'ethnicKey', before: expect.any(String), after: expect.any(String) },
        { column: 'fatherBirthYear', before: 1985, after: 1986 },
        { column: 'className', before: '6A', after: '6B' },
      ]),
    },
  ]);
});

test('parents become people linked to the pupil; the same list again changes nobody, a mended name mends that parent', async () => {
  const file = async (rows: Row[]) =>
    xlsx([
      ['Mã HS', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Họ tên cha', 'ĐT cha', 'Họ tên mẹ', 'Năm sinh mẹ'],
      ...rows,
    ]);
  const first = await file([
    ['N1', 'A Mẫu Nhà', '12/03/2012', 'Nam', '7A', 'A Mẫu Cha', '0905 000 001', 'Y Mẫu Mẹ', 1988],
    ['N2', 'Y Mẫu Nhà', '12/03/2011', 'Nữ', '7A', null, null, null, null],
  ]);
  const family = () =>
    read(
      world(),
      at.house,
      'schools',
      async db =>
        (
          await sql<{
            id: number;
            said: string;
          }>`select p.person_id as id, concat_ws(' ', g.relation, p.full_name, p.phone) as said
            from schools.enrolment e join directory.published_guardian g on g.pupil_person_id = e.person_id and g.until_day = 'infinity'
            join directory.published_person p on p.person_id = g.guardian_person_id
            where e.school_id = ${at.schoolId} and e.pupil_code in ('N1', 'N2') order by said`.execute(db)
        ).rows,
    );
  await bringIn('pupils', first);
  const seen = await family();
  expect(seen.map(each => each.said)).toEqual(['father A Mẫu Cha 0905 000 001', 'mother Y Mẫu Mẹ']);
  expect((await bringIn('pupils', first)).counts).toMatchObject({ added: 0, changed: 0 });
  expect(await family()).toEqual(seen);
  await bringIn(
    'pupils',
    await file([['N1', 'A Mẫu Nhà', '12/03/2012', 'Nam', '7A', 'A Mẫu Chả', null, 'Y Mẫu Mẹ', 1989]]),
  );
  const mended = await family();
  expect(mended.map(each => each.said)).toEqual(['father A Mẫu Chả 0905 000 001', 'mother Y Mẫu Mẹ']);
  expect(mended.map(each => each.id)).toEqual(seen.map(each => each.id));
});

test('what was exported is read back as no change, for every kind', async () => {
  await bringIn(
    'staff',
    await xlsx([
      ['Mã CB-GV', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Vị trí việc làm', 'Hệ số lương'],
      ['GV1', 'Nguyễn Mẫu Văn', '02/02/1980', 'Nam', 'Giáo viên', 3.33],
      ['GV2', 'Y Mẫu Lan', '03/03/1985', 'Nữ', 'Hiệu trưởng', null],
    ]),
  );
  await bringIn(
    'classes',
    await xlsx([
      ['Tên lớp', 'Khối', 'Điểm trường', 'Mã GVCN'],
      ['6A', 6, null, 'gv1'],
      ['1+2M', '1, 2', 'Điểm trường làng Mẫu', null],
    ]),
  );
  await bringIn(
    'assignments',
    await xlsx([
      ['Giáo viên', 'Lớp', 'Môn', 'Số tiết/tuần'],
      ['Nguyễn Mẫu Văn', '6A', 'Toán', 4],
      ['Y Mẫu Lan', '6A', 'Lịch sử & Địa lý', 1.5],
    ]),
  );
  for (const kind of ['pupils', 'staff', 'classes', 'assignments', 'identities'] as const) {
    const { counts, faults } = await check(kind, await exported(kind));
    expect({ kind, faults, ...counts }).toMatchObject({
      kind,
      added: 0,
      changed: 0,
      errors: 0,
      unchanged: counts.rows,
    });
    expect(counts.rows).toBeGreaterThan(0);
  }
});

test('everything wrong is told at its cell, and nothing is brought in', async () => {
  const file = await pupilFile([
    [1, 'Q1', 'A Mẫu Một', '12/03/2012', 'Nam', '9Z', 'Ba Na', null, null, null, null],
    [2, 'Q2', 'A Mẫu Hai', '31/02/2012', 'Nam', '6A', 'Ba Na', null, null, null, null],
    [3, 'Q3', 'A Mẫu Ba', '12/03/2012', 'Nam', '6A', 'Sao Hỏa', '0622120', null, null, null],
    [4, 'Q4', 'A Mẫu Bốn', '12/03/2012', 'Nam', '6A', 'Ba Na', '062212000099', null, null, null],
    [5, 'Q5', 'A Mẫu Năm', '12/03/2012', 'Nam', '6A', 'Ba Na', '062212000099', null, null, null],
    [6, 'Q6', 'A Mẫu Sáu', '12/03/2012', 'Nam', '6A', 'Ba Na', '062212000011', null, null, null],
    [7, null, 'A Mẫu Bảy', '12/03/2012', 'Nam', '6A', 'Ba Na', null, null, null, null],
    [8, null, 'A Mẫu Bảy', '12/03/2012', 'Nam', '6A', 'Ba Na', null, null, null, null],
    [9, 'Q9', '=cmd|calc', '12/03/2012', 'Nam', '6A', 'Ba Na', null, null, null, null],
  ]);
  const checked = await check('pupils', file);
  const codes = codesOf(checked);
  expect(codes).toEqual(
    expect.arrayContaining([
      'F3 noSuchClass',
      'D4 noSuchDay',
      'G5 notAChoice',
      'H5 citizenLength',
      'H6 duplicate',
      'H7 duplicate',
      'C9 writtenTwice',
      'C10 writtenTwice',
    ]),
  );
  expect(checked.faults.every(fault => fault.message.vi !== '' && fault.mend.vi !== '')).toBe(true);
  expect(checked.steps).toEqual([]);
  await expect(bringIn('pupils', file)).rejects.toMatchObject({ code: 'import-faults' });
  const marked = await markFaults(file, 'tep.xlsx', checked.faults, 'vi');
  expect(marked && (await openWorkbook(marked, 'tep.xlsx')).ok).toBe(true);
});

test('a code whose name and birth day are both of someone else is not taken for that pupil', async () => {
  const row = (code: string | null, number: string | null): Row => [
    1,
    code,
    'Y Mẫu Khác Hẳn',
    '09/09/2012',
    'Nữ',
    '6A',
    'Kinh',
    number,
    null,
    null,
    null,
  ];
  expect(codesOf(await check('pupils', await pupilFile([row('P1', null)])))).toEqual(['C3 someoneElse']);
  expect(codesOf(await check('pupils', await pupilFile([row(null, '062212000011')])))).toContain('H3 numberHeldHere');
});

test('a citizen number that another school has is refused without naming anyone', async () => {
  const file = await pupilFile([
    [1, 'R1', 'A Mẫu Sơn', '12/03/2012', 'Nam', '6A', 'Ba Na', '062212000011', null, null, null],
  ]);
  const { faults } = await check('pupils', file, {}, at.otherSchoolId);
  expect(faults).toMatchObject([{ code: 'numberHeldElsewhere', cell: 'H3', severity: 'error' }]);
  expect(JSON.stringify(faults)).not.toContain('Mẫu Một');
});

test("the ministry's identity update knows pupils by their code, and adds none", async () => {
  const head = [
    'STT',
    'Mã lớp',
    'Mã định danh Bộ GD&ĐT',
    'Ngày sinh',
    'Giới tính',
    'Dân tộc',
    'Quốc tịch',
    'Tỉnh',
    'Huyện',
    'Xã',
    'Họ tên cha',
    'Năm sinh cha',
    'Họ tên mẹ',
    'Năm sinh mẹ',
    'Số ĐDCN',
  ];
  const row = (code: string, number: string): Row => [
    1,
    '6A',
    code,
    '25/05/2012',
    'NỮ',
    'Xơ Đăng',
    'Việt Nam',
    'Tỉnh Kon Tum',
    'Huyện Mẫu',
    'Xã Mẫu',
    null,
    null,
    'Y Mẫu Mai',
    1988,
    number,
  ];
  expect(codesOf(await check('identities', await xlsx([head, row('KHONG-CO', '062312000021')])))).toEqual([
    'C2 unknownCode',
  ]);
  expect(codesOf(await check('identities', await xlsx([head, row('P2', '062212000011')])))).toContain(
    'O2 numberHeldHere',
  );
  expect((await bringIn('identities', await xlsx([head, row('P2', '062312000021')]))).counts).toMatchObject({
    changed: 1,
  });
  const { rows } = await read(world(), at.house, 'schools', db =>
    sql<{ has: boolean; number: string }>`select e.has_citizen_number as has, p.citizen_number as number
    from schools.enrolment e join directory.published_person p using (person_id) where e.pupil_code = 'P2'`.execute(db),
  );
  expect(rows).toEqual([{ has: true, number: '062312000021' }]);
});

test('old fonts are converted only after asking', async () => {
  const tcvn3 = await pupilFile([
    [1, 'L1', 'NguyÔn V¨n ThÞnh', '12/03/2012', 'Nam', '6A', 'Kinh', null, 'NguyÔn §øc Tr\u00adêng', null, null],
    [2, 'L2', 'TrÇn ThÞ H¹nh', '12/04/2012', 'N÷', '6A', 'Kinh', null, null, null, null],
  ]);
  expect((await check('pupils', tcvn3)).legacy?.encoding).toBe('tcvn3');
  expect((await check('pupils', tcvn3)).counts.errors).toBeGreaterThan(0);
  const asked = await check('pupils', tcvn3, { legacy: 'tcvn3' });
  expect(asked.changes.map(change => change.subject)).toEqual(['Nguyễn Văn Thịnh (L1)', 'Trần Thị Hạnh (L2)']);
});

test('an import in the background is done once, however often its job is tried', async () => {
  const schoolId = at.schoolId;
  const keptFileId = await keep(
    await pupilFile([[1, 'B1', 'A Mẫu Nền', '12/03/2012', 'Nam', '7A', 'Ba Na', null, null, null, null]]),
  );
  const longWorkId = await perform(world(), at.house, askImport, {
    schoolId,
    kind: 'pupils',
    schoolYear: '2023-2024',
    keptFileId,
  });
  await workOff(world(), schoolsJobs);
  await schoolsJobs.jobs[0]?.run(world(), {
    schoolId,
    kind: 'pupils',
    schoolYear: '2023-2024',
    keptFileId,
    longWorkId,
    askedBy: null,
  });
  const { rows } = await read(world(), at.house, 'schools', db =>
    sql`select (select count(*)::int from schools.enrolment where pupil_code = 'B1') as pupils,
    (select count(*)::int from schools.import where kept_file_id = ${keptFileId}) as imports, outcome, done, total from platform.long_work where long_work_id = ${longWorkId}`.execute(
      db,
    ),
  );
  expect(rows).toEqual([{ pupils: 1, imports: 1, outcome: 'done', done: 1, total: 1 }]);
});

test('statements do not grow with the rows', async () => {
  const many = (count: number, code: string): Row[] =>
    Array.from({ length: count }, (_, index) => [
      index,
      `${code}${index}`,
      `A Mẫu ${code} ${index}`,
      '12/03/2012',
      'Nam',
      '7A',
      'Ba Na',
      null,
      `A Mẫu Cha ${code} ${index}`,
      null,
      null,
    ]);
  const few = await countQueries(async () => bringIn('pupils', await pupilFile(many(5, 'S')), at.otherSchoolId));
  const more = await countQueries(async () => bringIn('pupils', await pupilFile(many(900, 'T')), at.otherSchoolId));
  expect(more.answer.counts.added).toBe(900);
  expect(more.queries.length).toBeLessThanOrEqual(few.queries.length);
});

test('a file brought in by halves is the same as brought in whole', async () => {
  const state = async (schoolId: number) =>
    (
      await read(world(), at.house, 'schools', db =>
        sql<{ row: string }>`select row_to_json(t)::text as row from
    (select replace(e.pupil_code, 'Z', '') as code, e.full_name, e.birth_day, e.sex, e.ethnic_key, e.details, e.from_day, c.name from schools.enrolment e
      join schools.class_place p using (school_id, enrolment_id) join schools.class c using (school_id, class_id)
      where e.school_id = ${schoolId} and e.pupil_code like 'G%' order by code) t`.execute(db),
      )
    ).rows;
  const pupil = fc.record({
    name: fc.constantFrom('A Mẫu', 'Y Mẫu', 'Trần Mẫu'),
    day: fc.integer({ min: 1, max: 28 }),
    klass: fc.constantFrom('6A', '6B', '7A'),
    ethnic: fc.constantFrom('Ba Na', 'Kinh', null),
    year: fc.option(fc.integer({ min: 1960, max: 1995 }), { nil: null }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(pupil, { minLength: 2, maxLength: 12 }),
      fc.integer({ min: 1, max: 11 }),
      async (some, cut) => {
        const tag = `G${++run}-`;
        const rows = some.map(
          (one, index): Row => [
            index,
            `${tag}${index}`,
            `${one.name} ${tag}${index}`,
            `${String(one.day).padStart(2, '0')}/03/2012`,
            'Nam',
            one.klass,
            one.ethnic,
            null,
            null,
            one.year,
            null,
          ],
        );
        await bringIn('pupils', await pupilFile(rows), at.schoolId);
        for (const half of [rows.slice(0, cut), rows.slice(cut)])
          if (half.length > 0) await bringIn('pupils', await pupilFile(half), at.otherSchoolId);
        expect(await state(at.otherSchoolId)).toEqual(await state(at.schoolId));
        expect((await check('pupils', await exported('pupils'))).counts).toMatchObject({
          added: 0,
          changed: 0,
          errors: 0,
        });
      },
    ),
    { numRuns: 6 },
  );
});

test('a pupil who came from another school is the same person, found by number with name and birth day', async () => {
  const { schoolId, otherSchoolId, house } = at;
  const row = (code: string, status: string): Row => [
    code,
    'Y Mẫu Lên Cấp',
    '05/06/2012',
    'Nữ',
    '7A',
    '062312000055',
    status,
  ];
  const file = (code: string, status = 'Đang học') =>
    xlsx([['Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Số CCCD', 'Trạng thái'], row(code, status)]);
  await bringIn('pupils', await file('CU1'), schoolId);
  expect(codesOf(await check('pupils', await file('MOI1'), {}, otherSchoolId))).toEqual(['F2 numberHeldElsewhere']);
  await bringIn('pupils', await file('CU1', 'Tốt nghiệp'), schoolId);
  expect((await check('pupils', await file('CU1', 'Tốt nghiệp'))).counts).toMatchObject({ changed: 0, unchanged: 1 });
  const {
    personIds: [personId = 0],
  } = await perform(world(), house, recordPeople, { people: [{ fullName: 'Văn thư Mẫu' }] });
  await perform(world(), house, giveRole, { personId, role: 'clerk', placeId: otherSchoolId, fromDay: '2023-08-01' });
  const clerk = await world().actor(personId);
  const keptFileId = await perform(world(), clerk, keepImportFile, {
    schoolId: otherSchoolId,
    fileName: 'moi.xlsx',
    bytes: await file('MOI1'),
  });
  await perform(world(), clerk, importFile, {
    schoolId: otherSchoolId,
    kind: 'pupils',
    schoolYear: '2023-2024',
    keptFileId,
  });
  const { rows } = await read(world(), house, 'schools', db =>
    sql`select count(distinct person_id)::int as people, count(*)::int as stays from schools.enrolment where full_name = 'Y Mẫu Lên Cấp'`.execute(
      db,
    ),
  );
  expect(rows).toEqual([{ people: 1, stays: 2 }]);
});
