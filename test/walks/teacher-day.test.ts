import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { takePicture } from '../browser.ts';
import { whenReady, whenSent } from '../offline-house.ts';
import { openHouse, shots } from './open-house.ts';

// A teacher's day on a telephone: who is here, what was taught, marks; on the way home without a line; in the evening all is there.
const house = openHouse();
const LONG = 90_000;

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const picture = (page: Page, name: string) =>
  process.env.RONG_WALK_SHOTS
    ? takePicture(page, { path: `${shots}/teacher-${name}.png`, fullPage: true })
    : Promise.resolve();

/** "Thiếu 29 điểm" */
const missingIn = async (owed: Locator) => Number(/Thiếu (\d+) điểm/.exec((await owed.textContent()) ?? '')?.[1]);

test(
  'attendance, lesson book and marks with a line; marks without one; the desk says what is left',
  async () => {
    const page = await house().enter(house().login('giaovien1'), {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
    });
    await page.goto('/my-classes');
    await picture(page, 'desk');
    const owed = page.locator('li', { hasText: /Toán · Giữa kỳ/ }).first();
    const owedBefore = await missingIn(owed);
    expect(await owed.textContent()).toContain('quá hạn 18/11/2023');

    // Who is here: one pupil is ill this afternoon.
    await page.getByRole('link', { name: 'Điểm danh' }).last().click();
    await page.getByRole('heading', { level: 1, name: /8A/ }).waitFor();
    await page.getByRole('link', { name: 'Chiều' }).first().click();
    await page.waitForURL(/session=afternoon/);
    await page.locator('label', { hasText: 'P' }).first().click();
    await page.locator('[name^=reason-]').first().fill('Ốm, mẹ gọi điện');
    await picture(page, 'attendance');
    await press(page, 'Lưu điểm danh');
    await page.getByText('Đã lưu: 1 em vắng.').waitFor();
    await picture(page, 'attendance-taken');

    // What was taught.
    await page.goto('/my-classes');
    const lesson = page
      .locator('section', { hasText: 'Tiết dạy hôm nay' })
      .locator('li', { hasText: 'Chưa ghi sổ đầu bài' })
      .first();
    const title = (await lesson.locator('a').first().textContent()) ?? '';
    await lesson.locator('a').first().click();
    await page.getByRole('heading', { level: 1, name: title.split(' · ')[1] ?? '' }).waitFor();
    await page.fill('[name=title]', 'Phép cộng số nguyên');
    await picture(page, 'lesson');
    await press(page, /Ghi|Lưu/);
    await page.getByText('Phép cộng số nguyên').first().waitFor();
    await page.goto('/my-classes');
    expect(await page.locator('li', { hasText: title }).textContent()).toContain('Đã ghi sổ đầu bài');

    // Marks: the first where it is missed, with a line.
    await owed.getByRole('link').click();
    await page.waitForSelector('form[data-ready]');
    const picked = await page.getByRole('link', { name: 'Giữa kỳ' }).first().getAttribute('href');
    const column = new URL(picked ?? '', page.url()).searchParams.get('column');
    const cells = page.locator(`input[name^="m-${column}-"]`);
    const empty = await cells.evaluateAll(
      all => all.slice(0, 4).filter(each => (each as HTMLInputElement).value === '').length,
    );
    const enter = async (at: number, mark: string) => {
      await cells.nth(at).fill(mark);
      await cells.nth(at).press('Enter');
    };
    await enter(0, '7,5');
    await whenSent(page);
    await whenReady(page);
    await picture(page, 'sheet');

    // On the way home the line is gone: the sheet opens all the same, and keeps what is written.
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('form[data-ready]');
    await enter(1, '8');
    await enter(2, 'tám');
    await enter(3, '6');
    await page.waitForSelector('[data-status] :text("2 ô chờ mạng")');
    await picture(page, 'offline');
    await cells.nth(2).fill('9');
    await cells.nth(2).press('Enter');

    // In the evening it comes back, and what is left is said on the desk.
    await page.context().setOffline(false);
    await whenSent(page);
    await page.goto('/my-classes');
    expect((await owed.count()) === 0 ? 0 : await missingIn(owed)).toBe(owedBefore - empty);
    await page.context().close();
  },
  LONG,
);
