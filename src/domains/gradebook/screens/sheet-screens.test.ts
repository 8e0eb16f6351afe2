import { Hono } from 'hono';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import type { Env } from '#platform/http/env.ts';
import { onFault } from '#platform/http/faults.tsx';
import { openWorkbook } from '#platform/sheets/index.ts';
import { xlsx } from '#platform/sheets/specimens.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { openSpecimenGradebook, type SpecimenGradebook } from '../specimens.ts';
import { sheetRoutes } from './sheet-routes.tsx';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenGradebook;
let maths: number;
let columns: Awaited<ReturnType<SpecimenGradebook['columnsOf']>>;

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  at = await openSpecimenGradebook(world(), { pupils: 40 });
  maths = await at.courseOf('maths');
  columns = await at.columnsOf(maths);
}, 60_000);

const webOf = (actor: Actor) => {
  const web = new Hono<Env>();
  web.use(async (ask, next) => {
    ask.set('system', world());
    ask.set('requestId', 'test');
    await next();
  });
  web.use(identifyAs(actor));
  web.route('/', sheetRoutes);
  web.onError(onFault);
  return web;
};
const path = (rest = '', more = '') => `/schools/${at.schoolId}/courses/${maths}${rest}?term=1${more}`;
const get = async (address: string, actor = at.teacher) => {
  const answer = await webOf(actor).request(address);
  return { status: answer.status, html: await answer.text(), answer };
};
const post = async (address: string, fields: Record<string, string>, actor = at.teacher) => {
  const answer = await webOf(actor).request(address, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') ?? '', answer };
};
const column = (kind: string, number = 1) =>
  columns.find(each => each.kind === kind && each.number === number)?.id ?? 0;
const cell = (kind: string, pupil: number, number = 1) => `m-${column(kind, number)}-${at.enrolments[pupil]}`;
const seenIn = (html: string) => (/name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"');
const marks = () =>
  at
    .rows<{ count: number }>(
      'select count(*)::int as count from gradebook.mark where school_id = $1 and tenths is not null',
      [at.schoolId],
    )
    .then(rows => rows[0]?.count);

describe('the sheet', () => {
  test('one table, one input a cell, as the contract says', async () => {
    const { status, html } = await get(path());
    expect(status).toBe(200);
    expect(html).toContain(
      `data-sheet="marks" data-school="${at.schoolId}" data-course="${maths}" data-term="1" data-person="${at.teacher.personId}"`,
    );
    expect(html.match(/<input name="m-/g)).toHaveLength(6 * 40);
    expect(html).toContain(
      `<input name="${cell('regular', 0)}" value="" data-seen="0" inputmode="decimal" aria-label="TX 1, Em Mẫu 1"`,
    );
    expect(html).toContain(`data-average="${column('final')}"`);
    expect(html).toContain(`data-mean="${at.enrolments[0]}"`);
    expect(html).toContain('data-status');
  });

  test('as many statements for forty pupils as for one', async () => {
    const { queries } = await countQueries(() => get(path()));
    expect(queries.length).toBeLessThanOrEqual(5);
  });

  test('whoever may not enter sees text; whoever may not read sees nothing', async () => {
    const { html } = await get(path(), at.homeroom);
    expect(html).not.toContain('<input name="m-');
    const stranger = await at.province.person('teacher', at.schoolId);
    expect((await get(path(), stranger)).status).toBe(404);
    expect((await post(path(), {}, stranger)).status).toBe(404);
    expect((await post(path(), {}, at.homeroom)).status).toBe(404);
    for (const rest of [
      '/conflicts/0',
      '/columns',
      '/columns/0/take',
      '/comment-bank',
      '/comment-bank/0/take',
      '/import',
      '/import/0',
    ])
      expect([rest, (await post(path(rest), {}, stranger)).status]).toEqual([rest, 404]);
  });

  test('without scripts the form saves what was changed, and shows faults where they are with what was typed', async () => {
    const seen = seenIn((await get(path())).html);
    const refused = await post(path(), {
      seen,
      [cell('regular', 0)]: '7,5',
      [cell('regular', 1)]: '11',
      [cell('regular', 2)]: '',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="11" data-seen="0"');
    expect(refused.html).toContain('Điểm từ 0 đến 10.');
    expect(refused.html).toMatch(
      new RegExp(
        `<td class="fault"><input name="${cell('regular', 1)}"[^>]*aria-invalid="true" aria-describedby="(w-[^"]*)"><small class="words" id="\\1"`,
      ),
    );
    expect(refused.html).toContain(`name="${cell('regular', 0)}" value="7,5" data-seen="1"`);
    const again = await post(path(), {
      seen: seenIn(refused.html),
      [cell('regular', 0)]: '7,5',
      [cell('regular', 1)]: '8',
    });
    expect({ status: again.status, to: again.to }).toEqual({ status: 303, to: path() });
    expect(await marks()).toBe(2);
  });

  test('a form that was opened before someone else changed a cell leaves that cell alone', async () => {
    const seen = seenIn((await get(path())).html);
    await post(path(), { seen, [cell('regular', 0)]: '9' });
    const late = await post(path(), { seen, [cell('regular', 0)]: '7,5', [cell('regular', 3)]: '6' });
    expect(late.status).toBe(303);
    const conflict = await post(path(), { seen, [cell('regular', 0)]: '4' });
    expect(conflict.status).toBe(422);
    expect(conflict.html).toContain('<td class="conflict">');
    const { html } = await get(path());
    expect(html).toContain('Hai người cùng sửa');
    const [, settle = ''] = /action="([^"]*\/conflicts\/\d+[^"]*)"/.exec(html) ?? [];
    expect((await post(settle.replaceAll('&amp;', '&'), { chose: 'kept' })).status).toBe(303);
    expect((await get(path())).html).not.toContain('Hai người cùng sửa');
  });

  test('comments are saved with the marks; unchanged ones are not sent on', async () => {
    const field = `c-${at.enrolments[0]}`;
    await post(path(), { seen: seenIn((await get(path())).html), [field]: 'Tiến bộ' });
    const { html } = await get(path());
    expect(html).toContain('value="Tiến bộ" data-seen="1"');
    const { answer, queries } = await countQueries(() => post(path(), { seen: seenIn(html), [field]: 'Tiến bộ' }));
    expect(answer.status).toBe(303);
    expect(queries.some(query => query.includes('insert into gradebook.course_comment'))).toBe(false);
  });

  test('one column at a time: the same cells, one a pupil', async () => {
    const { html } = await get(path('', `&column=${column('mid-term')}`));
    expect(html.match(/<input name="m-/g)).toHaveLength(40);
    expect(html).not.toContain('name="c-');
    const saved = await post(path('', `&column=${column('mid-term')}`), {
      seen: seenIn(html),
      [cell('mid-term', 0)]: '5',
    });
    expect(saved.to).toContain(`column=${column('mid-term')}`);
  });

  test('75 for 7,5 is asked for once, and kept in the browser', async () => {
    const asked = await post(path(), { seen: seenIn((await get(path())).html), typing: 'tenths' });
    const cookie = asked.answer.headers.getSetCookie().find(each => each.startsWith('rong_typing')) ?? '';
    const body = new URLSearchParams({ [cell('regular', 5)]: '85' });
    const answer = await webOf(at.teacher).request(path(), {
      method: 'POST',
      body,
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    expect(answer.status).toBe(303);
    expect((await get(path())).html).toContain(`name="${cell('regular', 5)}" value="8,5"`);
  });

  test('junk instead of what was seen is as if nothing had been seen', async () => {
    for (const seen of ['', '{', '[]', '{"columns":["x"]}', 'null'])
      expect((await post(path(), { seen, [cell('regular', 6)]: '' })).status).toBe(303);
  });
});

describe('lists and figures', () => {
  test('the office sees classes and subjects, a teacher their own', async () => {
    const list = `/schools/${at.schoolId}/gradebook?year=2023-2024&term=1`;
    const office = await get(list, at.principal);
    expect(office.status).toBe(200);
    expect(office.html).toContain(`/schools/${at.schoolId}/courses/${maths}?term=1`);
    expect((await get(list)).html).toContain('Sổ điểm của tôi');
    const { queries } = await countQueries(() => get(list, at.principal));
    expect(queries.length).toBeLessThanOrEqual(6);
    expect((await get('/gradebook')).answer.headers.get('location')).toBe(`/schools/${at.schoolId}/gradebook`);
  });

  test('what is missing is listed by column, with names', async () => {
    const { html } = await get(`/schools/${at.schoolId}/gradebook/missing?term=1`, at.principal);
    expect(html).toContain('Em Mẫu 2');
    expect(html).toMatch(/và \d+ em nữa/);
  });

  test('statistics count the marks of a column', async () => {
    const { status, html } = await get(path('/statistics', `&column=${column('regular')}`));
    expect(status).toBe(200);
    expect(html).toContain('8–10');
  });
});

describe('Excel', () => {
  const upload = async (rows: (string | number | null)[][], name = 'diem.xlsx') => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(await xlsx(rows))], name));
    const answer = await webOf(at.teacher).request(path('/import'), { method: 'POST', body: form });
    return answer.headers.get('location') ?? '';
  };

  test('what goes out comes in again without a change', async () => {
    const answer = await webOf(at.teacher).request(path('/file'));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const opened = await openWorkbook(bytes, 'x.xlsx');
    if (!opened.ok) throw new Error('not readable');
    const [sheet] = opened.workbook.sheets;
    expect(sheet?.cell(1, 4).text).toBe('TX 1');
    expect(sheet?.cell(2, 4).value).toBe(9);
    const form = new FormData();
    form.set('file', new File([bytes], 'x.xlsx'));
    const kept = await webOf(at.teacher).request(path('/import'), { method: 'POST', body: form });
    expect((await get(kept.headers.get('location') ?? '')).html).toContain('Tệp không có gì khác với sổ điểm.');
  });

  test('a file as vnEdu writes it: two lines of headings, faults at their cells, the rest brought in', async () => {
    const to = await upload([
      ['TRƯỜNG THCS MẪU', null, null, null, null, null, null, null],
      ['BẢNG ĐIỂM MÔN TOÁN', null, null, null, null, null, null, null],
      ['STT', 'Mã học sinh', 'Họ và tên', 'ĐĐGtx', null, 'ĐĐGgk', 'ĐĐGck', 'ĐTBmhk'],
      [null, null, null, '1', '2', null, null, null],
      [1, 'HS11', 'Em Mẫu 11', 8, 7.5, 9, null, 8.4],
      [2, '', 'EM MẪU 12', 6, 11, '8.55', null, 5],
      [3, 'XX', 'Người lạ', 6, null, null, null, null],
    ]);
    const preview = await get(to);
    expect(preview.status).toBe(200);
    expect(preview.html).toContain('4 ô sẽ đổi');
    expect(preview.html).toContain('3 ô không nhập được');
    expect(preview.html).toContain('E6');
    const before = await marks();
    const done = await post(to, {});
    expect(done.status).toBe(303);
    expect(await marks()).toBe((before ?? 0) + 4);
    expect((await get(to)).html).toContain('Không có ô nào để nhập');
  });

  test('columns that were not recognised are matched once and remembered', async () => {
    const rows = [
      ['Họ và tên', 'Miệng', 'Viết'],
      ['Em Mẫu 20', 7, 8],
    ];
    const to = await upload(rows);
    expect((await get(to)).html).toContain('Chưa nhận ra cột điểm nào của tệp');
    const [address = '', query = ''] = to.split('?');
    const fields = { 'role-0': 'name', 'role-1': 'regular.1', 'role-2': 'regular.1' };
    const twice = await post(`${address}/columns?${query}`, fields);
    expect(twice.status).toBe(422);
    expect(twice.html.match(/value="regular.1" selected/g)).toHaveLength(2);
    expect((await post(`${address}/columns?${query}`, { ...fields, 'role-2': 'regular.2' })).status).toBe(303);
    expect((await get(await upload(rows))).html).toContain('2 ô sẽ đổi');
  });

  test('the principal brings a file in on the teacher’s behalf; the homeroom teacher does not', async () => {
    expect((await get(path('/import'), at.principal)).status).toBe(200);
    expect((await get(path('/import'), at.homeroom)).status).toBe(404);
    const to = await upload([
      ['Họ và tên', 'TX1'],
      ['Em Mẫu 30', 7],
    ]);
    expect((await get(to, at.principal)).status).toBe(404);
  });

  test('a closed column is one fault; marks written as 75 are asked about, a lone 11 is not', async () => {
    const pupils = [30, 31, 32, 33].map(n => `Em Mẫu ${n}`);
    const whole = await get(await upload([['Họ và tên', 'TX3'], ...pupils.map(name => [name, 75])]));
    expect(whole.html).toContain('Đọc 75 là 7,5');
    expect(whole.html).toContain('Không có ô nào để nhập');
    expect(whole.html).toContain('B2–B5');
    const slip = await get(
      await upload([
        ['Họ và tên', 'TX3'],
        ['Em Mẫu 30', 7.5],
        ['Em Mẫu 31', 11],
      ]),
    );
    expect(slip.html).not.toContain('Đọc 75 là 7,5');
    expect(slip.html).toContain('1 ô không nhập được');
  });

  test('what is no spreadsheet says so', async () => {
    const form = new FormData();
    form.set('file', new File(['%PDF-1.7'], 'x.xlsx'));
    const answer = await webOf(at.teacher).request(path('/import'), { method: 'POST', body: form });
    const { status, html } = await get(answer.headers.get('location') ?? '');
    expect(status).toBe(200);
    expect(html).toContain('notice');
    expect(html).toContain('Chọn tệp khác');
    expect((await post(path('/import'), {})).status).toBe(422);
  });
});
