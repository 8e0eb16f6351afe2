import { beforeAll, describe, expect, test } from 'vitest';
import { recordGuardians, recordPeople } from '#directory';
import { type Actor, visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { makeAccounts } from '#platform/sign-in/index.ts';
import { perform, read } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, openTestSystem, useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import { answerCorrection } from '../commands/answer-correction.ts';
import { askCorrection } from '../commands/ask-correction.ts';
import { reopenColumn } from '../commands/close-column.ts';
import { enterComments } from '../commands/enter-comments.ts';
import { enterMarks } from '../commands/enter-marks.ts';
import { publishMarks } from '../commands/publish.ts';
import { recordConduct } from '../commands/record-conduct.ts';
import { setDeadlines } from '../commands/set-deadlines.ts';
import { readSignals } from '../queries/signals.ts';
import { openSpecimenGradebook, type SpecimenGradebook } from '../specimens.ts';
import { tellJobs } from '../tell-jobs.ts';

const world = useSystem('2023-11-24T07:05:00Z');
const PUPILS = 12;
let at: SpecimenGradebook;
let maths = 0;
let columns: { id: number; kind: string; number: number }[] = [];
let clerk: Actor;
let otherTeacher: Actor;
let stranger: Actor;
let mother: Actor;
let otherMother: Actor;

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  at = await openSpecimenGradebook(world(), { pupils: PUPILS });
  maths = await at.courseOf('maths');
  columns = await at.columnsOf(maths);
  clerk = await at.province.person('clerk', at.schoolId);
  otherTeacher = await at.province.person('teacher', at.schoolId);
  stranger = await at.province.person('principal', at.province.schools[3] ?? 0);
  [mother, otherMother] = [await guardianOf(0, 'me@example.edu.vn'), await guardianOf(1, undefined)];
}, 60_000);

const pupil = (n: number) => at.enrolments[n] ?? 0;
const column = (kind: string, number = 1) =>
  columns.find(each => each.kind === kind && each.number === number)?.id ?? 0;

async function guardianOf(n: number, email: string | undefined): Promise<Actor> {
  const { personIds } = await perform(world(), at.house, recordPeople, { people: [{ fullName: `Y Mẫu Mẹ ${n}` }] });
  const [child] = await at.rows<{ id: number }>(
    'select person_id as id from schools.enrolment where school_id = $1 and enrolment_id = $2',
    [at.schoolId, pupil(n)],
  );
  const motherId = personIds[0] ?? 0;
  await at.province.write(
    `insert into directory.person (person_id, full_name, sort_key, search_key, known_since) overriding system value values ($1, 'Em Mẫu', 'mau', 'mau', '2022-01-01') on conflict do nothing`,
    [Number(child?.id)],
  );
  await perform(world(), at.house, recordGuardians, {
    guardians: [
      { pupilPersonId: Number(child?.id), guardianPersonId: motherId, relation: 'mother', fromDay: '2023-08-01' },
    ],
  });
  await makeAccounts(world(), world().house, [
    {
      personId: motherId,
      login: `me.${n}`,
      ...(email ? { email } : {}),
      temporaryPassword: 'bốn con trâu trắng',
      mustChangePassword: false,
    },
  ]);
  return world().actor(motherId);
}

const web = (actor: Actor) => makeWeb(world(), identifyAs(actor));
const get = (actor: Actor, path: string) => web(actor).request(`http://localhost:3000${path}`);
const post = (actor: Actor, path: string, fields: Record<string, string> = {}) =>
  web(actor).request(`http://localhost:3000${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: {
      origin: 'http://localhost:3000',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
const school = (rest: string) => `/schools/${at.schoolId}${rest}`;
const homeroom = (part: string, rest = '') => school(`/classes/${at.classId}/homeroom?part=${part}${rest}`);
const enter = (columnId: number, values: string[], seen = 0) =>
  perform(world(), at.teacher, enterMarks, {
    schoolId: at.schoolId,
    courseId: maths,
    cells: values.map((value, n) => ({ columnId, enrolmentId: pupil(n), value, seen })),
  });

test('who opens which page', async () => {
  const pages = [
    homeroom('conduct'),
    homeroom('closing'),
    school('/oversight'),
    school('/gradebook/deadlines'),
    school('/corrections'),
    school(`/columns/${column('regular')}/close`),
    school(`/columns/${column('regular')}/corrections/new?pupil=${pupil(0)}`),
    school(`/pupils/${pupil(0)}/marks`),
  ];
  const seen = async (actor: Actor) => {
    const answers = await Promise.all(pages.map(async page => (await get(actor, page)).status));
    return answers.map(status => (status === 200 ? 'x' : status === 404 ? '-' : String(status))).join('');
  };
  expect(await seen(at.principal)).toBe('xxxxxx-x');
  expect(await seen(at.homeroom)).toBe('xx--x--x');
  expect(await seen(at.teacher)).toBe('----xxx-');
  expect(await seen(clerk)).toBe('xxxxx--x');
  expect(await seen(otherTeacher)).toBe('--------');
  expect(await seen(stranger)).toBe('--------');
  expect(await seen(mother)).toBe('-------x');
  expect(await seen(otherMother)).toBe('--------');
  expect((await get(visitor('2023-11-24'), school(`/pupils/${pupil(0)}/marks`))).status).toBe(303);
});

test('forms of the homeroom book: faults stand at their cells, nothing typed is lost', async () => {
  const conduct = (fields: Record<string, string>, who = at.homeroom) =>
    post(who, school(`/classes/${at.classId}/homeroom/conduct?term=1`), fields);
  expect((await conduct({ [`l-${pupil(0)}`]: 'good' }, at.teacher)).status).toBe(404);
  const saved = await conduct({ [`l-${pupil(0)}`]: 'good', [`c-${pupil(0)}`]: 'Chăm ngoan', seen: '{}' });
  expect(saved.status).toBe(303);
  const stale = await conduct({
    [`l-${pupil(0)}`]: 'fair',
    [`c-${pupil(0)}`]: 'Còn nghịch',
    [`l-${pupil(1)}`]: 'fair',
    [`c-${pupil(1)}`]: 'y'.repeat(501),
    seen: 'không phải json',
  });
  expect(stale.status).toBe(422);
  const page = await stale.text();
  expect(page).toContain('Người khác vừa sửa');
  expect(page).toContain('y'.repeat(501));
  expect(page).toContain('value="Chăm ngoan"');

  const health = await post(at.homeroom, school(`/classes/${at.classId}/homeroom/health`), {
    [`h-${pupil(0)}`]: 'cao',
    [`w-${pupil(0)}`]: '35',
    [`h-${pupil(1)}`]: '1,42 m',
  });
  expect(health.status).toBe(422);
  const body = await health.text();
  expect(body).toContain('value="cao"');
  expect(body).toContain('Chiều cao ghi bằng xăng-ti-mét');
  expect(await at.rows('select height_millimetres as h from gradebook.health_record')).toEqual([{ h: 1420 }]);

  const award = await post(at.homeroom, school(`/classes/${at.classId}/homeroom/awards`), {
    enrolmentId: String(pupil(0)),
    kind: '',
    content: 'Giải Nhì',
  });
  expect(award.status).toBe(422);
  const again = await award.text();
  expect(again).toContain('Hãy chọn một mục.');
  // The page has several forms with a field of this name: the fault leads to its own, and what was typed is there.
  expect(again).toContain('href="#f-awards-kind"');
  expect(again).toContain('id="f-awards-kind"');
  expect(again).toContain('value="Giải Nhì"');
});

test('closing a column asks about what is missing; the way through is a tick', async () => {
  await enter(
    column('regular', 1),
    Array.from({ length: PUPILS - 1 }, (_, n) => String(5 + (n % 5))),
  );
  const path = school(`/columns/${column('regular', 1)}/close`);
  const asked = await post(at.teacher, path);
  expect(asked.status).toBe(422);
  const page = await asked.text();
  expect(page).toContain('Cột còn thiếu điểm của 1 học sinh');
  expect(page).toContain(`Em Mẫu ${PUPILS}`);
  const closed = await post(at.teacher, path, { sure: 'yes' });
  expect(closed.status).toBe(303);
  expect(closed.headers.get('location')).toBe(school(`/courses/${maths}?term=1`));
});

test('a correction from the form to the mark, and who is told', async () => {
  const answer = await post(at.teacher, school(`/columns/${column('regular', 1)}/corrections`), {
    pupil: String(pupil(0)),
    value: '8,55',
    reason: 'Cộng nhầm',
  });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('Cộng nhầm');
  const asked = await post(at.teacher, school(`/columns/${column('regular', 1)}/corrections`), {
    pupil: String(pupil(0)),
    value: '8,5',
    reason: 'Cộng nhầm',
  });
  expect(asked.status).toBe(303);
  const [{ id } = { id: 0 }] = await at.rows<{ id: number }>('select correction_id as id from gradebook.correction');
  const act = (who: Actor, what: string, fields = {}) => post(who, school(`/corrections/${id}/${what}`), fields);
  expect((await act(clerk, 'confirm')).status).toBe(404);
  expect((await act(stranger, 'approve')).status).toBe(404);
  const early = await act(at.principal, 'approve');
  expect(early.status).toBe(422);
  expect(await early.text()).toContain('chưa xác nhận');
  const list = await (await get(at.homeroom, school('/corrections'))).text();
  expect(list).toContain('Chờ thầy, cô');
  expect(list).toContain('5, sửa thành 8,5');
  expect((await act(at.homeroom, 'confirm')).status).toBe(303);
  const unexplained = await act(at.principal, 'refuse');
  expect(unexplained.status).toBe(422);
  expect(await unexplained.text()).toContain('vì sao không đồng ý');
  expect((await act(at.principal, 'approve')).status).toBe(303);
  expect(await (await get(otherTeacher, school('/corrections'))).text()).not.toContain('8,5');
});

describe('what families see', () => {
  const path = () => school(`/pupils/${pupil(0)}/marks?term=1`);

  test('nothing before the school publishes, then the published columns alone; no comment, conduct or mean before the results', async () => {
    await enter(
      column('regular', 2),
      Array.from({ length: PUPILS }, () => '6,7'),
    );
    await perform(world(), at.teacher, enterComments, {
      schoolId: at.schoolId,
      courseId: maths,
      term: 1,
      comments: [{ enrolmentId: pupil(0), comment: 'Lời chưa công bố', seen: 0 }],
    });
    await perform(world(), at.homeroom, recordConduct, {
      schoolId: at.schoolId,
      classId: at.classId,
      term: 2,
      rows: [{ enrolmentId: pupil(0), level: 'fair', comment: 'Hạnh kiểm chưa công bố', seen: 0 }],
    });
    const before = await (await get(mother, path())).text();
    expect(before).toContain('Nhà trường chưa công bố điểm');
    expect(before).not.toContain('8,5');
    await perform(world(), at.principal, publishMarks, {
      schoolId: at.schoolId,
      classId: at.classId,
      term: 1,
      which: 'closed',
    });
    for (const reader of [mother, at.homeroom, at.principal, clerk]) {
      const page = await (await get(reader, path())).text();
      expect(page).toContain('8,5');
      for (const hidden of ['6,7', 'Lời chưa công bố', 'Hạnh kiểm chưa công bố', 'Chăm ngoan', 'Trung bình học kỳ'])
        expect(page).not.toContain(hidden);
    }
  });

  test('results bring means, comments and conduct', async () => {
    await at.province.write(
      `insert into gradebook.result (school_id, enrolment_id, school_year, period, class_id, grade, regime, is_whole, academic, conduct, computed_at)
        values ($1, $2, '2023-2024', 1, $3, 7, 'tt22-2021', true, 'fair', 'good', now()), ($1, $2, '2023-2024', 3, $3, 7, 'tt22-2021', true, 'not-passed', 'good', now())`,
      [at.schoolId, pupil(0), at.classId],
    );
    await at.province.write(
      `insert into gradebook.subject_result (school_id, enrolment_id, school_year, period, subject_key, class_id, kind, tenths) values
        ($1, $2, '2023-2024', 1, 'maths', $3, 'scored', 73), ($1, $2, '2023-2024', 3, 'maths', $3, 'scored', 21)`,
      [at.schoolId, pupil(0), at.classId],
    );
    expect(
      (await post(at.principal, school(`/classes/${at.classId}/publish?term=1`), { what: 'results' })).status,
    ).toBe(303);
    const page = await (await get(mother, path())).text();
    for (const shown of ['7,3', 'Lời chưa công bố', 'Chăm ngoan', 'Khá', 'Tốt']) expect(page).toContain(shown);
    // The year's results wait for the second term's.
    expect(page).not.toContain('2,1');
    expect(page).not.toContain('Hạnh kiểm chưa công bố');
  });

  test('a letter says that there is something new, once, and no mark', async () => {
    await workOff(world(), tellJobs);
    const letters = () =>
      world().database.tables.selectFrom('platform.letter').selectAll().orderBy('letter_id').execute();
    const written = await letters();
    expect(written.map(letter => [letter.receiver, letter.title])).toEqual([
      ['me@example.edu.vn', 'Có điểm mới'],
      ['me@example.edu.vn', 'Có kết quả học kỳ'],
    ]);
    for (const { body } of written) {
      expect(body).toContain('/my-children');
      expect(body).not.toMatch(/8,5|7,3|Em Mẫu/);
    }
    const [publication] = await at.rows<{ id: number }>(
      'select publication_id as id from gradebook.publication order by 1',
    );
    await tellJobs.jobs[0]?.run(world(), { schoolId: at.schoolId, publicationId: Number(publication?.id) });
    expect(await letters()).toHaveLength(2);
  });

  test('a mark corrected after it was shown is told to the family', async () => {
    world().clock.set(new Date('2023-11-24T07:10:00Z'));
    const correctionId = await perform(world(), at.teacher, askCorrection, {
      schoolId: at.schoolId,
      columnId: column('regular', 1),
      enrolmentId: pupil(0),
      value: '9',
      reason: 'Chấm lại',
    });
    for (const [step, who] of [['confirmed', at.homeroom] as const, ['approved', at.principal] as const])
      await perform(world(), who, answerCorrection, { schoolId: at.schoolId, correctionId, step, note: '' });
    await workOff(world(), tellJobs);
    const letters = await world().database.tables.selectFrom('platform.letter').select(['receiver', 'title']).execute();
    expect(letters.at(-1)).toEqual({ receiver: 'me@example.edu.vn', title: 'Điểm đã được sửa' });
    expect(await (await get(mother, path())).text()).toContain('<dd>9</dd>');
  });
});

test('signals are found, opened, and noted as seen', async () => {
  const values = Array.from({ length: PUPILS }, (_, n) => String(4 + (n % 4)));
  await enter(column('regular', 3), values);
  await enter(column('regular', 4), values);
  await perform(world(), at.principal, setDeadlines, {
    schoolId: at.schoolId,
    schoolYear: '2023-2024',
    deadlines: [{ term: 1, kind: 'mid-term', dueOn: '2023-11-10' }],
  });
  world().clock.set(new Date('2023-11-24T17:30:00Z'));
  await enter(
    column('mid-term'),
    values.map((_, n) => (n === 0 ? '1' : '6')),
  );
  await enter(column('final'), values);
  world().clock.set(new Date('2023-11-24T07:05:00Z'));
  await perform(world(), at.principal, reopenColumn, {
    schoolId: at.schoolId,
    columnId: column('regular', 1),
    reason: 'Xem lại',
  });
  const signals = await read(world(), at.house, 'gradebook', db =>
    readSignals(db, { schoolId: at.schoolId, schoolYear: '2023-2024' }),
  );
  const kinds = signals.map(signal => signal.kind);
  for (const kind of ['correction', 'reopened', 'identical', 'all-equal', 'jump', 'all-at-once', 'night'] as const)
    expect(kinds).toContain(kind);
  const page = await (await get(at.principal, school('/oversight?term=1'))).text();
  expect(page).toContain('Hai cột giống hệt nhau');
  const identical = signals.find(signal => signal.kind === 'identical')?.key ?? '';
  const empty = await post(at.principal, school('/oversight/signals?term=1'), { signal: identical });
  expect(empty.status).toBe(422);
  const noted = await post(at.principal, school('/oversight/signals'), {
    signal: identical,
    [`remark-${identical}`]: 'Bài kiểm tra hai lần cùng đề',
  });
  expect(noted.status).toBe(303);
  expect(await (await get(at.principal, school('/oversight?term=1&signals=all'))).text()).toContain(
    'Bài kiểm tra hai lần cùng đề',
  );
  expect((await post(clerk, school('/oversight/signals'), { signal: identical })).status).toBe(404);
});

test('the school’s term is closed by the principal, who is told what is missing', async () => {
  const asked = await post(at.principal, school('/terms/1/close'));
  expect(asked.status).toBe(422);
  expect(await asked.text()).toContain('Còn thiếu');
  expect((await post(clerk, school('/terms/1/close'), { sure: 'yes' })).status).toBe(404);
  expect((await post(at.principal, school('/terms/1/close'), { sure: 'yes' })).status).toBe(303);
  expect((await post(at.principal, school('/terms/1/reopen'))).status).toBe(422);
  expect((await post(at.principal, school('/terms/1/reopen'), { reason: 'Thiếu điểm' })).status).toBe(303);
});

test('an empty form breaks nothing, and whoever does not belong here finds no door', async () => {
  const paths = [
    ...[
      'conduct',
      'traits',
      'health',
      'awards',
      'awards/withdraw',
      'exemptions',
      'exemptions/end',
      'outside',
      'reassessments',
      'decisions',
    ].map(act => `/classes/${at.classId}/homeroom/${act}`),
    `/classes/${at.classId}/terms/2/close`,
    `/classes/${at.classId}/terms/2/reopen`,
    `/classes/${at.classId}/publish`,
    '/terms/2/reopen',
    '/gradebook/deadlines',
    '/oversight/signals',
    `/columns/${column('regular', 2)}/close`,
    `/columns/${column('regular', 2)}/reopen`,
    `/columns/${column('regular', 2)}/corrections`,
    '/corrections/1/confirm',
    '/corrections/1/approve',
    '/corrections/1/refuse',
    '/corrections/1/withdraw',
  ];
  const broken: string[] = [];
  const open: string[] = [];
  for (const path of paths) {
    for (const who of [at.principal, at.homeroom, at.teacher, clerk])
      if ((await post(who, school(path))).status >= 500) broken.push(path);
    for (const who of [stranger, otherTeacher, mother, visitor('2023-11-24')]) {
      const { status, headers } = await post(who, school(path));
      if (status !== 404 && !headers.get('location')?.startsWith('/sign-in')) open.push(`${path} ${status}`);
    }
  }
  expect(broken).toEqual([]);
  expect(open).toEqual([]);
}, 60_000);

test('the number of queries does not hang on the size of the class', async () => {
  const counted = async (
    system: Awaited<ReturnType<typeof openTestSystem>> | ReturnType<typeof world>,
    of: SpecimenGradebook,
  ) => {
    const found: number[] = [];
    for (const path of [
      ...['conduct', 'health', 'records', 'closing'].map(part => `/classes/${of.classId}/homeroom?part=${part}`),
      '/oversight',
      '/corrections',
      `/pupils/${of.enrolments[0]}/marks`,
    ]) {
      const { queries } = await countQueries(async () =>
        (
          await makeWeb(system, identifyAs(of.principal)).request(`http://localhost:3000/schools/${of.schoolId}${path}`)
        ).text(),
      );
      found.push(queries.length);
    }
    return found;
  };
  const small = await openTestSystem('2023-11-24T07:05:00Z');
  try {
    const few = await counted(small, await openSpecimenGradebook(small, { pupils: 2 }));
    const many = await counted(world(), at);
    expect(many).toEqual(few);
    expect(Math.max(...many)).toBeLessThanOrEqual(16);
  } finally {
    await small.close();
  }
});

test('a primary class: a sheet of T, Đ, C', async () => {
  const own = await openTestSystem('2023-11-24T07:05:00Z');
  try {
    const primary = await openSpecimenGradebook(own, { pupils: 2, grade: 4 });
    const app = makeWeb(own, identifyAs(primary.homeroom));
    const base = `http://localhost:3000/schools/${primary.schoolId}/classes/${primary.classId}/homeroom`;
    const page = await (await app.request(`${base}?part=traits`)).text();
    expect(page).toContain('Giải quyết vấn đề và sáng tạo');
    const send = (fields: Record<string, string>) =>
      app.request(`${base}/traits?term=1&period=end`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: {
          origin: 'http://localhost:3000',
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
    const name = (n: number, key: string) => `t-${primary.enrolments[n]}-${key}`;
    const faulty = await send({ [name(0, 'honesty')]: 't', [name(0, 'language')]: 'giỏi' });
    expect(faulty.status).toBe(422);
    expect(await faulty.text()).toContain('“giỏi” không phải mức: ghi T, Đ hoặc C.');
    const filled = await send({ [name(0, 'language')]: '', [name(1, 'honesty')]: 'c', fill: 'Đ' });
    expect(filled.status).toBe(303);
    expect(
      await primary.rows('select trait_key as key, level from gradebook.trait_level order by enrolment_id, trait_key'),
    ).toEqual([
      { key: 'honesty', level: 'T' },
      { key: 'language', level: 'Đ' },
      { key: 'honesty', level: 'C' },
    ]);
    expect((await send({ [name(0, 'confident')]: 'T' })).status).toBe(422);
  } finally {
    await own.close();
  }
});
