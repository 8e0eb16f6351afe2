import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Download, Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openHouse, signIn } from './open-house.ts';

// A day at each desk, with real clicks, forms and files, in the sample province.
const house = openHouse();
const LONG = 60_000;
const PLAN = `SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 77/KH-SGDĐT
Kon Tum, ngày 10 tháng 11 năm 2023
KẾ HOẠCH
Thư viện số của nhà trường năm 2024
I. MỤC TIÊU
1. Mục tiêu cụ thể
- Tối thiểu 40% trường phổ thông có thư viện số cho học sinh.
II. NHIỆM VỤ
1. Học liệu
- Rà soát sách, học liệu hiện có của thư viện, hoàn thành trước ngày 30/6/2024.
`;

const bytesOf = async (download: Download) => new Uint8Array(await readFile((await download.path()) ?? ''));

async function downloadBy(page: Page, click: () => Promise<void>): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return bytesOf(download);
}

async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow(row => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, cell => cells.push(cell.text));
    rows.push(cells);
  });
  return rows;
}

async function sheetOf(rows: string[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Học sinh').addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const textOf = async (at: Locator) => ((await at.textContent()) ?? '').trim();
const main = (page: Page) => textOf(page.locator('main'));
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

/** The number of the school in the address of the desk of whoever runs it. */
async function schoolOf(page: Page): Promise<number> {
  const hrefs = await page.$$eval('a[href]', all => all.map(each => each.getAttribute('href') ?? ''));
  return Number(hrefs.map(each => /^\/schools\/(\d+)/.exec(each)?.[1]).find(Boolean));
}

describe('a visitor', () => {
  test(
    'reads the portal and the adopted plan, and is refused in words with a wrong password',
    async () => {
      const page = await house().enter();
      await page.goto('/');
      expect(new URL(page.url()).pathname).toBe('/portal');
      await page.locator('main a[href^="/plans/"]').first().click();
      await page.waitForURL(/\/plans\/\d+/);
      expect(await main(page)).toContain('tối thiểu');
      await page.goto('/sign-in');
      await page.fill('[name=login]', 'vanphong');
      await page.fill('[name=password]', 'khong-phai-1234');
      await page.press('[name=password]', 'Enter');
      await page
        .getByText(/không đúng|chưa đúng/)
        .first()
        .waitFor();
      expect(await page.inputValue('[name=login]')).toBe('vanphong');
      expect((await page.goto('/board'))?.url()).toContain('/sign-in');
      await page.context().close();
    },
    LONG,
  );
});

describe('the province office', () => {
  test(
    'goes from the board to the rows behind a figure; Excel and PDF hold the same',
    async () => {
      const page = await house().enter('vanphong');
      await page.goto('/board');
      const target = page.locator('main a[href*="/targets/"]').filter({ hasText: 'định danh' }).first();
      await target.click();
      await page.waitForURL(/\/targets\/\d+$/);
      const figure = await textOf(page.locator('.key-value').first());
      expect(figure).toMatch(/\d/);
      const sheet = await cellsOf(
        await downloadBy(page, () => page.getByRole('link', { name: 'Tải Excel' }).first().click()),
      );
      const units = sheet.flat().filter(each => each.includes('Trường')).length;
      expect(units).toBeGreaterThan(5);
      const paper = await downloadBy(page, () => page.getByRole('link', { name: 'Tải PDF' }).first().click());
      expect(new TextDecoder().decode(paper.slice(0, 4))).toBe('%PDF');
      await page.locator('main table a[href*="/units/"]').first().click();
      await page.waitForURL(/\/units\/\d+/);
      const school = page.locator('main table a[href*="/units/"]').first();
      const name = await textOf(school);
      await school.click();
      await page.locator('h1', { hasText: name }).waitFor();
      const shown = await main(page);
      expect(shown).toMatch(/\d+\s*\/\s*\d+/);
      expect(sheet.some(row => row.some(cell => cell.includes(name)))).toBe(true);
      await page.context().close();
    },
    LONG,
  );

  test(
    'sees the board as it was on a day, and on the wall',
    async () => {
      const page = await house().enter('vanphong');
      await page.goto('/board?on=2023-06-30');
      expect(await textOf(page.locator('body'))).toContain('30/06/2023');
      await page.goto('/board?wall=1');
      expect(await page.locator('auto-refresh').count()).toBe(1);
      expect(await page.locator('h1').count()).toBe(1);
      await page.context().close();
    },
    LONG,
  );

  test(
    'brings a plan, corrects and binds a target beside the text, and its head adopts it',
    async () => {
      const page = await house().enter('vanphong');
      await page.goto('/plans/new');
      await page.setInputFiles('[name=file]', {
        name: 'ke-hoach.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(PLAN),
      });
      const place = page.locator('select[name=placeId]');
      if (await place.count()) await place.selectOption({ index: 1 });
      await press(page, 'Đọc văn bản');
      await page.waitForURL(/\/review$/);
      const review = new URL(page.url()).pathname;
      expect(await main(page)).toContain('77/KH-SGDĐT');
      await page.locator('main a[href*="/review/targets/"]:not([href$="/new"])').first().click();
      await page.waitForURL(/\/review\/targets\/\d+/);
      await page.fill('[name=value]', 'nhiều');
      await press(page, /^Lưu/);
      await page.getByText('Hãy ghi một số').first().waitFor();
      expect(await page.inputValue('[name=value]')).toBe('nhiều');
      await page.fill('[name=name]', 'Chỉ tiêu đã xem lại');
      await page.fill('[name=value]', '95,5');
      const indicator = page.locator('[name=indicator]');
      const isSelect = (await indicator.first().evaluate(each => each.tagName)) === 'SELECT';
      if (isSelect) await indicator.selectOption({ index: 1 });
      else await indicator.nth(1).check();
      await press(page, /^Lưu/);
      await page.waitForURL(/\/review(#.*)?$/);
      expect(await main(page)).toContain('Chỉ tiêu đã xem lại');
      expect(await main(page)).toContain('95,5');
      expect(await main(page)).toContain('mới ban hành được');
      await page.context().close();

      const head = await house().enter('lanhdao');
      await head.goto(review);
      const read = head.locator('[name=linesRead]');
      if (await read.count()) await read.check();
      await head.fill('#adopt [name=day]', '2023-11-20');
      await head.locator('#adopt').getByRole('button', { name: 'Ban hành', exact: true }).click();
      await head.waitForURL(address => !address.pathname.endsWith('/review'));
      expect(await main(head)).toContain('Chỉ tiêu đã xem lại');
      await head.context().close();
    },
    LONG,
  );
});

describe('a school and those above it', () => {
  test(
    'work is given to those behind, accepted and reported by one, and confirmed',
    async () => {
      const office = await house().enter('vanphong');
      const principal = await house().enter(house().login('hieutruong'));
      await principal.goto('/my-school');
      const schoolId = await schoolOf(principal);
      await office.goto(`/tasks/new?units=${schoolId}`);
      const place = office.locator('select[name=placeId]');
      if (await place.count()) await place.selectOption({ index: 0 });
      await office.fill('[name=title]', 'Rà soát số định danh đợt cuối năm');
      await office.locator('main form button[type=submit], main form button:not([type])').last().click();
      await office.waitForURL(/\/tasks\/\d+/);
      const task = new URL(office.url()).pathname;

      await principal.goto('/tasks/mine');
      await principal.getByRole('link', { name: 'Rà soát số định danh đợt cuối năm' }).first().click();
      await principal.waitForURL(address => address.pathname === task);
      await press(principal, /^Nhận việc/);
      await principal.getByText('Đã nhận việc.').first().waitFor();
      await principal.fill('#report [name=note]', 'Đã rà soát xong cả trường');
      await press(principal, 'Gửi báo cáo');
      await principal.getByText('Đã gửi báo cáo.').first().waitFor();

      await office.goto(task);
      expect(await main(office)).toContain('Đã rà soát xong cả trường');
      await press(office, /^Xác nhận xong/);
      await office.getByText('Đã xác nhận hoàn thành.').first().waitFor();
      await office.context().close();
      await principal.context().close();
    },
    LONG,
  );

  test(
    'a declared value reaches the province board once the jobs are done',
    async () => {
      const principal = await house().enter(house().login('hieutruong'));
      await principal.goto('/my-school');
      const schoolId = await schoolOf(principal);
      const declared = principal.locator('main a[href*="/units/"]').filter({ hasText: 'không dùng tiền mặt' }).first();
      const href = (await declared.getAttribute('href')) ?? '';
      const target = href.replace(/\/units\/.*/, '');
      const office = await house().enter('vanphong');
      const unit = `${target}/units/${schoolId}`;
      await principal.goto(`${target}/declare?place=${schoolId}`);
      await principal.fill('[name=numerator]', '473');
      await principal.fill('[name=denominator]', '500');
      await principal.fill('[name=note]', 'Sổ thu tháng 11');
      await press(principal, 'Gửi số liệu');
      await principal.getByText('Đã ghi nhận số liệu.').first().waitFor();
      await house().work();
      await office.goto(unit);
      expect(await main(office)).toContain('94,6');
      await office.context().close();
      await principal.context().close();
    },
    LONG,
  );

  test(
    'a district hands in a report; a school puts its own plan on record',
    async () => {
      const district = await house().enter(house().login('phong'));
      await district.goto('/deadlines');
      const due = await district.$$eval('main a[href^="/deadlines/"]', all =>
        all.map(each => each.getAttribute('href') ?? ''),
      );
      const form = district.locator('form[action$="/reports"]').first();
      for (const each of due) {
        await district.goto(each);
        if (await form.count()) break;
      }
      await form.locator('[name=text]').fill('Toàn huyện đã hoàn thành các chỉ tiêu về dữ liệu');
      await form.getByRole('button').last().click();
      await district.getByText('Đã nộp báo cáo.').first().waitFor();
      await district.context().close();

      const principal = await house().enter(house().login('hieutruong'));
      await principal.goto('/plans');
      await principal.locator('main a[href^="/plans/own"]').first().click();
      await principal.waitForURL(/\/plans\/own/);
      await principal.fill('[name=title]', 'Kế hoạch thư viện số của trường');
      await principal.fill('[name=adoptedOn]', '2023-11-22');
      await principal.fill('[name=summary]', 'Mở thư viện số cho học sinh nội trú');
      await press(principal, 'Ghi nhận đã ban hành');
      await principal.getByText('Đã ghi nhận kế hoạch của đơn vị.').first().waitFor();
      await principal.goto('/plans?kind=units');
      expect(await main(principal)).toContain('Kế hoạch thư viện số của trường');
      await principal.context().close();
    },
    LONG,
  );

  test(
    'a district leader reads the schools of the district and no other',
    async () => {
      const page = await house().enter(house().login('phong'));
      await page.goto('/board');
      expect(await page.locator('main a[href*="/targets/"]').count()).toBeGreaterThan(5);
      const seen = await Promise.all(
        (
          await house()
            .system.database.tables.selectFrom('directory.published_place')
            .select('place_id')
            .where('kind', '=', 'school')
            .execute()
        ).map(async school => (await page.request.get(`/schools/${school.place_id}`)).status()),
      );
      expect(seen.filter(status => status === 200).length).toBeGreaterThan(0);
      expect(seen.filter(status => status === 404).length).toBeGreaterThan(seen.length / 2);
      await page.context().close();
    },
    LONG,
  );
});

describe('a clerk', () => {
  test(
    'brings pupils in from Excel: faults first, then the right file, then no change',
    async () => {
      const page = await house().enter(house().login('vanthu'));
      await page.goto('/');
      const school = `/schools/${await schoolOf(page)}`;
      await page.goto(`${school}/imports`);
      const template = await cellsOf(
        await downloadBy(page, () =>
          page.locator(`a[href="${school}/templates/pupils"], a[href^="${school}/templates/pupils?"]`).click(),
        ),
      );
      expect(template.flat().join(' ')).toContain('Họ và tên');
      await page.goto(`${school}/classes`);
      const className = await textOf(page.locator('main table tbody a').first());
      const rows = (birth: string) => [
        ['Mã học sinh', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp'],
        ['DIBO1', 'Y Mẫu Dạo Bước', birth, 'Nữ', className],
      ];
      const upload = async (birth: string) => {
        await page.goto(`${school}/imports?as=pupils`);
        await page.setInputFiles('[name=file]', {
          name: 'hoc-sinh.xlsx',
          mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          buffer: await sheetOf(rows(birth)),
        });
        await press(page, 'Xem trước');
        await page.waitForURL(/\/imports\/files\/\d+/);
      };
      await upload('31/02/2012');
      const faults = await main(page);
      expect(faults).toContain('C2');
      expect(faults).toContain('31/02/2012');
      const marked = await cellsOf(
        await downloadBy(page, () => page.getByRole('link', { name: 'Tải tệp có đánh dấu lỗi' }).click()),
      );
      expect(marked.flat().join(' ')).toContain('31/02/2012');
      await upload('01/02/2012');
      await press(page, /Nhập 1 thay đổi/);
      await page.waitForURL(/\/imports\/work\/\d+/);
      await house().work();
      await page.reload();
      await page.getByText('1 thêm').first().waitFor();
      await page.goto(`${school}/pupils?q=dao buoc`);
      expect(await main(page)).toContain('Y Mẫu Dạo Bước');
      await upload('01/02/2012');
      expect(await page.getByRole('button', { name: /Nhập \d+ thay đổi/ }).count()).toBe(0);
      await page.goto(`${school}/imports`);
      const exported = await cellsOf(
        await downloadBy(page, () => page.locator(`a[href^="${school}/files/pupils"]`).click()),
      );
      expect(exported.flat()).toContain('Y Mẫu Dạo Bước');
      await page.context().close();
    },
    LONG,
  );

  test(
    'asks for a transfer, which the other school accepts',
    async () => {
      const page = await house().enter(house().login('vanthu'));
      await page.goto('/');
      const own = await schoolOf(page);
      const { rows } = await house().system.database.pool.query<{ login: string; place_id: number }>(
        `select account.login, held.place_id from platform.account
       join platform.role_held held using (person_id)
       where account.login like 'vanthu.%' and held.place_id <> $1
       order by account.login`,
        [own],
      );
      await page.goto(`/schools/${own}/pupils`);
      const pupil = page.locator('main table tbody a').first();
      const name = await textOf(pupil);
      await pupil.click();
      await page.waitForURL(/\/pupils\/\d+/);
      await page.locator('summary', { hasText: 'Chuyển trường' }).click();
      const options = await page.$$eval('[name=toSchoolId] option', all =>
        all.filter(each => each.textContent.includes('THCS')).map(each => (each as HTMLOptionElement).value),
      );
      const other = rows.find(row => options.includes(String(row.place_id)));
      await page.selectOption('[name=toSchoolId]', String(other?.place_id));
      await page.locator('[name=reason]:visible').first().fill('Gia đình chuyển nhà');
      await page.locator('form[action*="/transfer"]').getByRole('button', { name: 'Chuyển trường' }).click();
      await page.getByText('Đã gửi đề nghị chuyển trường.').first().waitFor();
      await page.goto(`/schools/${own}/transfers`);
      expect(await main(page)).toContain(name);
      const there = await house().enter();
      await signIn(there, other?.login ?? '', house().password);
      await there.goto(`/schools/${other?.place_id}/transfers`);
      expect(await main(there)).toContain(name);
      await there.locator('summary', { hasText: 'Nhận vào lớp' }).first().click();
      await there.locator('dialog[open] [name=classId]').selectOption({ index: 1 });
      await there.locator('dialog[open]').getByRole('button', { name: 'Nhận vào lớp' }).click();
      await there.getByText('Đã nhận').first().waitFor();
      await there.context().close();
      await page.reload();
      expect(await main(page)).toContain('Đã nhận');
      await page.context().close();
    },
    LONG,
  );
});

describe('those with pages of their own only', () => {
  test.each([
    ['giaovien1', '/my-classes'],
    ['phuhuynh', '/my-children'],
    ['hocsinh', '/my-children'],
  ])(
    '%s',
    async (login, home) => {
      const page = await house().enter(house().login(login));
      await page.goto('/');
      expect(new URL(page.url()).pathname).toBe(home);
      const link = page.locator('main a[href^="/schools/"]').first();
      await link.click();
      await page.waitForURL(/\/schools\/\d+/);
      expect(await page.locator('h1').count()).toBe(1);
      for (const closed of ['/accounts', '/tasks/new', '/plans/new'])
        expect({ closed, status: (await page.request.get(closed)).status() }).toEqual({ closed, status: 404 });
      await page.context().close();
    },
    LONG,
  );
});

describe('by keyboard', () => {
  test.each([
    ['visitor', '/portal'],
    ['vanphong', '/board'],
    ['hieutruong', '/my-school'],
  ])(
    '%s reaches everything on %s, and sees where',
    async (role, address) => {
      const page = await house().enter(role === 'visitor' ? undefined : house().login(role));
      await page.goto(address);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('skip');
      const reached = new Set<string>();
      const unseen: string[] = [];
      for (let step = 0; step < 150; step++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const one = document.activeElement;
          if (!one || one === document.body) return null;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
          return {
            key: one.getAttribute('href') ?? one.getAttribute('name') ?? one.textContent?.trim() ?? '',
            seen: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
          };
        });
        if (!at) break;
        reached.add(at.key);
        if (!at.seen) unseen.push(at.key);
      }
      expect(unseen).toEqual([]);
      const links = await page.$$eval('header .nav a[href], .page-actions a[href]', all =>
        all.filter(each => (each as HTMLElement).offsetParent !== null).map(each => each.getAttribute('href') ?? ''),
      );
      expect(links.filter(each => !reached.has(each))).toEqual([]);
      await page.context().close();
    },
    LONG,
  );

  test(
    'a dialog opens by Enter and closes by Esc',
    async () => {
      const page = await house().enter(house().login('vanthu'));
      await page.goto('/');
      await page.goto(`/schools/${await schoolOf(page)}/pupils`);
      await page.locator('main table tbody a').first().click();
      await page.waitForURL(/\/pupils\/\d+/);
      const opener = page.locator('summary', { hasText: 'Chuyển trường' });
      await opener.focus();
      await page.keyboard.press('Enter');
      await page.locator('dialog[open]').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      await page.context().close();
    },
    LONG,
  );
});
