import type { Page, Route } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { perform } from '#platform/work.ts';
import { endOtherSessions } from '../src/platform/sign-in/commands/end-session.ts';
import { faultsOfAccess } from './browser.ts';
import { type Device, enter, offlineHouse, picture, whenReady, whenSent } from './offline-house.ts';

// A teacher's device without a line. What counts is what the database holds in the end: rows, not clocks.
const house = offlineHouse(40);
const devices: Device[] = [];
/** Each test has a column of its own, and the pupils from where the one before left off. */
let column = 0;

beforeEach(() => {
  column = (column + 1) % 4;
});
afterEach(async () => {
  for (const { context } of devices.splice(0)) await context.close();
});

async function device(login?: string): Promise<Device> {
  const made = await house().device(login);
  devices.push(made);
  return made;
}

async function openSheet(page: Page): Promise<void> {
  await page.goto(house().sheet);
  await page.waitForSelector('form[data-ready]');
  await whenReady(page);
}

async function type(page: Page, pupil: number, text: string, at = column): Promise<void> {
  await page.locator(house().cell(at, pupil)).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const shown = (page: Page, pupil: number, at = column) => page.locator(house().cell(at, pupil)).inputValue();
const mark = (pupil: number, at = column) => house().mark(at, pupil);
const waiting = (page: Page) => page.locator('td.waiting').count();

/** What the device keeps of a person: how many changes wait. */
const kept = (page: Page, person: number): Promise<number> =>
  page.evaluate(
    who =>
      new Promise<number>(resolve => {
        const request = indexedDB.open('rong');
        request.onsuccess = () => {
          const db = request.result;
          if (!db.objectStoreNames.contains('books')) {
            db.close();
            return resolve(-1);
          }
          const got = db.transaction('books').objectStore('books').get(who);
          got.onsuccess = () => {
            db.close();
            const book = got.result ?? { changes: {}, parcels: {} };
            const parcels = Object.values(book.parcels as Record<string, { changes: unknown[] }>);
            resolve(Object.keys(book.changes).length + parcels.reduce((sum, parcel) => sum + parcel.changes.length, 0));
          };
        };
      }),
    person,
  );

test('the line is cut and typing goes on; the page closes and opens again; the line comes back', async () => {
  const { context, page } = await device();
  await openSheet(page);
  await context.setOffline(true);
  await type(page, 0, '7,5');
  await type(page, 1, '8');
  await page.waitForSelector('[data-status] :text("2 ô chờ mạng")');
  expect(await waiting(page)).toBe(2);
  expect(await mark(0)).toBeUndefined();
  await page.close();
  const again = await context.newPage();
  await again.goto(house().sheet);
  await again.waitForSelector('form[data-ready]');
  expect(await again.textContent('.kept-notice')).toMatch(/Bản lưu lúc \d\d:\d\d/);
  expect([await shown(again, 0), await shown(again, 1)]).toEqual(['7,5', '8']);
  expect(await waiting(again)).toBe(2);
  expect(await again.textContent('.outbox-badge')).toContain('2');
  await picture(again, 'copy');
  await context.setOffline(false);
  await whenSent(again);
  expect(await mark(0)).toEqual({ tenths: 75, revision: 1 });
  expect(await mark(1)).toEqual({ tenths: 80, revision: 1 });
  // The same copy, changed once more: it knows what it wrote itself.
  await type(again, 0, '6');
  await whenSent(again);
  expect(await mark(0)).toEqual({ tenths: 60, revision: 2 });
  expect(await house().count('conflicts')).toBe(0);
});

test('the answer is lost after the server has done it: sent again, nothing is doubled', async () => {
  const { page, context } = await device();
  await openSheet(page);
  const before = await house().count('audited');
  let cut = 0;
  await context.route('**/outbox', async (route: Route) => {
    if (route.request().method() !== 'POST' || cut > 0) return route.continue();
    cut++;
    await route.fetch();
    await route.abort();
  });
  await type(page, 2, '9');
  await page.waitForSelector('[data-status] :text("chờ mạng")');
  expect(await mark(2)).toEqual({ tenths: 90, revision: 1 });
  await page.keyboard.press('Control+s');
  await whenSent(page);
  expect(cut).toBe(1);
  expect(await mark(2)).toEqual({ tenths: 90, revision: 1 });
  expect(await house().count('audited')).toBe(before + 1);
  await type(page, 2, '9,5');
  await whenSent(page);
  expect(await mark(2)).toEqual({ tenths: 95, revision: 2 });
});

test('the same cell changed again while its first change is under way', async () => {
  const { page, context } = await device();
  await openSheet(page);
  let let_go: () => void = () => {};
  const held = new Promise<void>(resolve => {
    let_go = resolve;
  });
  let posts = 0;
  await context.route('**/outbox', async (route: Route) => {
    if (route.request().method() === 'POST' && posts++ === 0) await held;
    await route.continue();
  });
  await type(page, 3, '5');
  await type(page, 3, '6');
  await type(page, 3, '7');
  let_go();
  await whenSent(page);
  expect(await mark(3)).toEqual({ tenths: 70, revision: 2 });
  expect(await house().count('conflicts')).toBe(0);
});

test('the server is killed under way and comes back', async () => {
  const { page } = await device();
  await openSheet(page);
  await house().stop();
  await type(page, 4, '4');
  await page.waitForSelector('[data-status] :text("chờ mạng")');
  await house().start();
  await page.keyboard.press('Control+s');
  await whenSent(page);
  expect(await mark(4)).toEqual({ tenths: 40, revision: 1 });
});

test('a device whose clock is years wrong', async () => {
  const { context } = await device();
  let page = await context.newPage();
  for (const time of ['1999-12-31T23:59:00Z', '2061-01-01T00:00:00Z']) {
    page = await context.newPage();
    await page.addInitScript(
      `const Right = Date; Date = class extends Right { constructor(...given) { given.length > 0 ? super(...given) : super('${time}'); } static now() { return Right.parse('${time}'); } };`,
    );
    await openSheet(page);
    await context.setOffline(true);
    await type(page, 5, time.startsWith('1999') ? '3' : '2');
    await page.waitForSelector('td.waiting');
    await context.setOffline(false);
    await page.keyboard.press('Control+s');
    await whenSent(page);
  }
  expect(await mark(5)).toEqual({ tenths: 20, revision: 2 });
  expect(await house().count('conflicts')).toBe(0);
  // The time of saving is the server's.
  expect(await page.textContent('[data-status]')).toContain('Đã lưu 14:05');
});

test('two devices change one cell: a person settles it, nobody writes over the other', async () => {
  const [one, two] = [await device(), await device()];
  await openSheet(one.page);
  await openSheet(two.page);
  await two.context.setOffline(true);
  await type(two.page, 6, '4');
  await type(two.page, 7, '6');
  await type(one.page, 6, '9');
  await whenSent(one.page);
  await two.context.setOffline(false);
  await whenSent(two.page);
  expect(await mark(6)).toEqual({ tenths: 90, revision: 1 });
  expect(await mark(7)).toEqual({ tenths: 60, revision: 1 });
  expect(await house().count('conflicts')).toBe(1);
  const cell = two.page.locator(house().cell(column, 6));
  expect(await cell.inputValue()).toBe('9');
  expect(await cell.locator('..').getAttribute('class')).toContain('conflict');
  expect(await two.page.textContent(`[id="${await cell.getAttribute('aria-describedby')}"]`)).toBe(
    'Người khác đã ghi 9; bạn muốn ghi 4.',
  );
  await two.page.goto('/outbox');
  await two.page.waitForSelector('.outbox-list li');
  expect(await two.page.textContent('.outbox-list li')).toMatch(/đang là 9; muốn ghi 4/);
  expect(await faultsOfAccess(two.page)).toEqual([]);
  await picture(two.page, 'outbox');
  await two.page.goto(house().sheet);
  await two.page.click('.sheet-conflict button[value=taken]');
  await two.page.waitForSelector('.sheet-conflict', { state: 'detached' });
  expect(await mark(6)).toEqual({ tenths: 40, revision: 2 });
  await two.page.waitForSelector('.outbox-badge', { state: 'detached' });
});

test('a week of changes, sent twice: nothing lost, nothing doubled', async () => {
  const { page, context } = await device();
  await openSheet(page);
  await context.setOffline(true);
  // Forty pupils, four columns, twice over, and every cell once more.
  const block = (of: (row: number, column: number) => string) =>
    Array.from({ length: 30 }, (_, row) => [0, 1, 2, 3].map(at => of(row, at)).join('\t')).join('\n');
  const paste = async (text: string) => {
    await page.locator(house().cell(0, 10)).click();
    await page.evaluate(given => {
      const data = new DataTransfer();
      data.setData('text/plain', given);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  };
  await paste(block(() => '5'));
  await paste(block((row, at) => `${(row + at) % 10},${(row * 3 + at) % 10}`));
  await page.waitForSelector('[data-status] :text("120 ô chờ mạng")');
  const bodies: string[] = [];
  await context.route('**/outbox', async (route: Route) => {
    if (route.request().method() !== 'POST') return route.continue();
    bodies.push(route.request().postData() ?? '');
    // Delivered, and the answer is lost once; then everything is sent again.
    if (bodies.length === 1) {
      await route.fetch();
      return route.abort();
    }
    await route.continue();
  });
  await context.setOffline(false);
  await page.keyboard.press('Control+s');
  await whenSent(page);
  const rows = () =>
    house().at.rows<{ n: number; once: number }>(
      `select count(*)::int as n, count(*) filter (where revision = 1)::int as once from gradebook.mark
        where school_id = $1 and mark_column_id = any ($2::bigint[]) and enrolment_id = any ($3::bigint[])`,
      [house().at.schoolId, house().columns.slice(0, 4), house().at.enrolments.slice(10)],
    );
  expect(await rows()).toEqual([{ n: 120, once: 120 }]);
  expect(await mark(10, 0)).toEqual({ tenths: 0, revision: 1 });
  const before = [await rows(), await house().count('audited'), await house().count('conflicts')];
  // The whole outbox once more, from a copy of the device.
  await context.unroute('**/outbox');
  for (const body of bodies)
    await page.evaluate(
      given =>
        fetch('/outbox', { method: 'POST', headers: { 'content-type': 'application/json' }, body: given }).then(
          answer => answer.text(),
        ),
      body,
    );
  expect([await rows(), await house().count('audited'), await house().count('conflicts')]).toEqual(before);
});

test('two tabs send nothing twice, and show each other what they wrote', async () => {
  const { page, context } = await device();
  await openSheet(page);
  const other = await context.newPage();
  await openSheet(other);
  await context.setOffline(true);
  await type(page, 8, '7');
  await type(other, 9, '8');
  await expect.poll(() => shown(other, 8)).toBe('7');
  const before = await house().count('audited');
  const keys: string[] = [];
  context.on('request', request => {
    if (request.method() === 'POST' && request.url().endsWith('/outbox'))
      for (const item of request.postDataJSON().items) keys.push(item.key);
  });
  await context.setOffline(false);
  await Promise.all([page.keyboard.press('Control+s'), other.keyboard.press('Control+s')]);
  await whenSent(page);
  await whenSent(other);
  expect(await mark(8)).toEqual({ tenths: 70, revision: 1 });
  expect(await mark(9)).toEqual({ tenths: 80, revision: 1 });
  expect(new Set(keys).size).toBe(keys.length);
  expect((await house().count('audited')) - before).toBe(new Set(keys).size);
});

test('somebody else signs in on the device: never under their name, never shown to them; later under the own', async () => {
  const { page, context } = await device();
  const own = house().at.teacher.personId ?? 0;
  await openSheet(page);
  await context.route('**/outbox', route => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await type(page, 9, '1', 3);
  await page.waitForSelector('[data-status] :text("chờ mạng")');
  // The session is gone without a sign-out, as when it runs out.
  await context.clearCookies();
  await enter(page, 'thay.chu-nhiem');
  await context.unroute('**/outbox');
  const before = await mark(9, 3);
  await page.goto('/outbox');
  await page.waitForSelector('[data-outbox] p');
  expect(await page.textContent('[data-outbox]')).toContain('Không có gì đang chờ');
  expect(await page.locator('.outbox-badge').count()).toBe(0);
  expect(await mark(9, 3)).toEqual(before);
  expect(await kept(page, own)).toBe(1);
  // Without a line nothing of hers opens for him.
  await context.setOffline(true);
  await page.goto(house().sheet).catch(() => {});
  expect(await page.textContent('h1')).toBe('Chưa có mạng');
  expect(await page.textContent('main')).not.toContain('Toán');
  await context.setOffline(false);
  await context.clearCookies();
  await enter(page, 'co.toan');
  await openSheet(page);
  await whenSent(page);
  expect(await mark(9, 3)).toMatchObject({ tenths: 10 });
  expect(await kept(page, own)).toBe(0);
});

test('signing out asks about what is not sent, and takes the pages with it', async () => {
  const { page, context } = await device();
  await openSheet(page);
  await context.route('**/outbox', route => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await type(page, 0, '2', 3);
  await page.waitForSelector('[data-status] :text("chờ mạng")');
  await page.click('details.account summary');
  await page.click('form[action="/sign-out"] button');
  await page.waitForSelector('.sign-out-dialog');
  await picture(page, 'sign-out');
  expect(await page.textContent('.sign-out-dialog')).toContain('1 thay đổi');
  await page.click('.sign-out-dialog button:has-text("Ở lại")');
  expect(new URL(page.url()).pathname).not.toBe('/sign-in');
  await page.click('details.account summary');
  await page.click('form[action="/sign-out"] button');
  await page.click('.sign-out-dialog button:has-text("Giữ trên máy này")');
  await page.waitForURL('**/sign-in');
  expect(
    await page.evaluate('caches.keys().then(names => names.filter(name => name.startsWith("rong-pages")))'),
  ).toEqual([]);
  await context.setOffline(true);
  await page.goto(house().sheet).catch(() => {});
  expect(await page.textContent('main')).not.toContain('Toán');
  await context.setOffline(false);
  await context.unroute('**/outbox');
  await enter(page, 'co.toan');
  await openSheet(page);
  await whenSent(page);
  expect(await mark(0, 3)).toMatchObject({ tenths: 20 });
});

test('a device that was shut out throws everything away', async () => {
  const { page, context } = await device();
  await openSheet(page);
  await context.setOffline(true);
  await type(page, 1, '1', 3);
  await page.waitForSelector('[data-status] :text("chờ mạng")');
  const before = await mark(1, 3);
  const { account_id: accountId } = await house()
    .system.database.tables.selectFrom('platform.account')
    .select('account_id')
    .where('login', '=', 'co.toan')
    .executeTakeFirstOrThrow();
  await perform(house().system, house().at.teacher, endOtherSessions, { accountId, except: '' });
  await context.setOffline(false);
  await page.goto('/my-classes').catch(() => {});
  await page.waitForURL('**/sign-in**');
  await expect
    .poll(() => page.evaluate('caches.keys().then(names => names.filter(name => name.startsWith("rong-pages")))'))
    .toEqual([]);
  await expect.poll(() => kept(page, house().at.teacher.personId ?? 0)).toBeLessThanOrEqual(0);
  expect(await mark(1, 3)).toEqual(before);
});

test('without a line other pages say what is here', async () => {
  const { page, context } = await device();
  await openSheet(page);
  await page.reload();
  await page.waitForSelector('form[data-ready]');
  await context.setOffline(true);
  await page.goto('/account').catch(() => {});
  expect(await page.textContent('h1')).toBe('Chưa có mạng');
  expect(await faultsOfAccess(page)).toEqual([]);
  await picture(page, 'no-line');
  await page.click('.kept-pages a:has-text("Toán")');
  await page.waitForSelector('.kept-notice');
  expect(await page.textContent('h1')).toContain('Toán');
});

test('attendance without a line is one command, sent once', async () => {
  const { page, context } = await device('thay.chu-nhiem');
  await page.goto(house().attendance);
  await page.waitForSelector('form[data-sheet=attendance][data-ready]');
  await whenReady(page);
  await context.setOffline(true);
  const pupil = (n: number) => house().at.enrolments[n];
  await page.check(`input[name="kind-${pupil(0)}"][value=unexcused]`, { force: true });
  await page.check(`input[name="kind-${pupil(1)}"][value=excused]`, { force: true });
  await page.click('form[data-sheet=attendance] button.button-filled');
  await page.waitForSelector('.roll-line.waiting');
  await page.reload();
  await page.waitForSelector('form[data-ready]');
  expect(await page.locator('.roll-line.waiting').count()).toBe(2);
  expect(await page.isChecked(`input[name="kind-${pupil(0)}"][value=unexcused]`)).toBe(true);
  await context.setOffline(false);
  await page.waitForSelector('.roll-line.waiting', { state: 'detached' });
  const rows = await house().at.rows<{ kind: string; revision: number }>(
    'select kind, revision from schools.absence where school_id = $1 order by kind',
    [house().at.schoolId],
  );
  expect(rows).toEqual([
    { kind: 'excused', revision: 1 },
    { kind: 'unexcused', revision: 1 },
  ]);
  const taken = await house().at.rows(
    `select from platform.audit_entry where school_id = $1 and event = 'attendance.taken'`,
    [house().at.schoolId],
  );
  expect(taken).toHaveLength(1);
});
