import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse } from './open-house.ts';

// A principal's year-end, from what a class still lacks to the last signature; then a family and a stranger with its paper.
const house = openHouse();
const LONG = 90_000;

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
/** Follows a link, and waits for the page it leads to by its heading: Turbo keeps the old one until the new one is there. */
async function follow(page: Page, name: string | RegExp, heading: string | RegExp): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}
/** The number of the school in the address of the desk of whoever runs it. */
async function schoolOf(page: Page): Promise<string> {
  const hrefs = await page.$$eval('a[href]', all => all.map(each => each.getAttribute('href') ?? ''));
  return hrefs.map(each => /^\/schools\/\d+/.exec(each)?.[0]).find(Boolean) ?? '';
}
const said = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ');

async function download(page: Page, name: string | RegExp): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
  return readFile((await file.path()) ?? '');
}

async function check(page: Page, pdf: Buffer): Promise<string> {
  await page.goto('/check');
  await page.setInputFiles('[name=file]', { name: 'hoc-ba.pdf', mimeType: 'application/pdf', buffer: pdf });
  await press(page, 'Kiểm tra tệp');
  await page.getByRole('link', { name: 'Kiểm tra học bạ khác' }).first().waitFor();
  return said(page);
}

let pupilPage = '';
let sealed: Buffer;

test(
  'the principal opens a class again, has it handed in, approves it, and signs its transcripts',
  async () => {
    const page = await house().enter(house().login('hieutruong'));
    const school = await schoolOf(page);
    await follow(page, 'Sổ điểm', 'Sổ điểm');
    await follow(page, 'Kết quả học tập', /^Kết quả học tập/);
    await page.goto(`${school}/results?year=2022-2023`);
    await follow(page, 'Tổng kết năm học', 'Tổng kết năm học 2022-2023');
    expect(await said(page)).toContain('1 lớp chưa nộp');
    await follow(page, '9A', /Lớp 9A/);
    expect(await said(page)).toContain('em còn thiếu kết quả');
    await press(page, 'Nộp tổng kết');
    await page.getByText('học sinh thiếu kết quả: hãy bổ sung rồi nộp lại').first().waitFor();
    await page.goto(`${school}/year-end?year=2022-2023`);
    await follow(page, '6A', /Lớp 6A/);
    await page.locator('summary', { hasText: 'Mở lại' }).click();
    await page.fill('[name=reason]', 'Ghi thiếu một danh hiệu');
    await page.locator('dialog, .dialog-body').getByRole('button', { name: 'Mở lại' }).click();
    await page.getByText('Đã mở lại tổng kết của lớp.').waitFor();
    await press(page, 'Nộp tổng kết');
    await page.getByText('Đã nộp tổng kết của lớp.').waitFor();
    await page.goto(`${school}/year-end?year=2022-2023`);
    await press(page, /Duyệt 1 lớp/);
    await page.getByText('Đã duyệt tổng kết của 1 lớp.').waitFor();
    await page.goto(`${school}/transcripts?year=2022-2023`);
    await press(page, /^Ký \d+ học bạ/);
    await page.waitForURL(/\/orders\/\d+/);
    await house().work();
    await page.reload();
    expect(await said(page)).toMatch(/Đã xong: Đã ký \d+ học bạ, mỗi tệp đã được kiểm tra lại/);
    await page.goto(`${school}/transcripts?year=2022-2023`);
    expect(await page.getByRole('button', { name: /^Ký \d+ học bạ/ }).count()).toBe(0);
  },
  LONG,
);

test(
  'a family takes the sealed transcript home, and anyone finds it whole; one changed byte is seen',
  async () => {
    const page = await house().enter(house().login('hieutruong'));
    await page.goto(`${await schoolOf(page)}/transcripts?year=2022-2023`);
    await follow(page, '7A', /7A/);
    await page.locator('main table').last().getByRole('link').first().click();
    await page.getByRole('link', { name: /PDF/ }).first().waitFor();
    pupilPage = page.url();
    sealed = await download(page, /PDF/);
    expect(sealed.subarray(0, 5).toString()).toBe('%PDF-');
    const visitor = await house().enter();
    const whole = await check(visitor, sealed);
    expect(whole).toContain('Nguyên vẹn và có hiệu lực');
    expect(whole).toContain('không có giá trị pháp lý');
    const changed = Buffer.from(sealed);
    const at = Math.floor(changed.byteLength / 3);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await check(visitor, changed)).toMatch(/Đã bị thay đổi|Không xác định được/);
    await visitor.goto(pupilPage);
    expect(new URL(visitor.url()).pathname).toBe('/sign-in');
  },
  LONG,
);
