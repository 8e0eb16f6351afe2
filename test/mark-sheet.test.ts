import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { faultsOfAccess } from './browser.ts';
import { offlineHouse, whenSent } from './offline-house.ts';

// The mark sheet under a teacher's hands, with a line.
const house = offlineHouse();
let page: Page;

beforeAll(async () => {
  ({ page } = await house().device());
});

const cell = (column: number, pupil: number) => page.locator(house().cell(column, pupil));
const value = (column: number, pupil: number) => cell(column, pupil).inputValue();
const focused = () => page.evaluate(`document.activeElement.name`);
const nameOf = (column: number, pupil: number) => house().cell(column, pupil).slice(12, -2);
const paste = (text: string) =>
  page.evaluate(async given => {
    const data = new DataTransfer();
    data.setData('text/plain', given);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);

const openSheet = async () => {
  await page.goto(house().sheet);
  await page.waitForSelector('form[data-ready]');
};

test('typing and the keys of a spreadsheet', async () => {
  await openSheet();
  await cell(0, 0).click();
  await page.keyboard.type('7.5');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe(nameOf(0, 1));
  expect(await value(0, 0)).toBe('7,5');
  await page.keyboard.type('8');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe(nameOf(1, 1));
  await page.keyboard.press('Shift+Enter');
  expect(await focused()).toBe(nameOf(1, 0));
  await page.keyboard.press('Home');
  expect(await focused()).toBe(nameOf(0, 0));
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(nameOf(1, 0));
  await page.keyboard.press('End');
  expect(await focused()).toMatch(/^c-/);
  await whenSent(page);
  expect(await house().mark(0, 0)).toEqual({ tenths: 75, revision: 1 });
  expect(await house().mark(0, 1)).toEqual({ tenths: 80, revision: 1 });
  expect(await page.textContent('[data-status]')).toMatch(/Đã lưu \d\d:\d\d/);
  expect(await cell(0, 0).locator('..').getAttribute('class')).toContain('saved');
});

test('escape restores, typing replaces, delete empties', async () => {
  await cell(0, 0).focus();
  await page.keyboard.type('3');
  expect(await value(0, 0)).toBe('3');
  await page.keyboard.press('Escape');
  expect(await value(0, 0)).toBe('7,5');
  await page.keyboard.press('Delete');
  expect(await value(0, 0)).toBe('');
  await whenSent(page);
  expect(await house().mark(0, 0)).toEqual({ tenths: null, revision: 2 });
});

test('what cannot be a mark has its words at the cell, and is not sent', async () => {
  const before = await house().count('audited');
  for (const [typed, words] of [
    ['11', 'từ 0 đến 10'],
    ['-1', 'từ 0 đến 10'],
    ['8,55', 'Chỉ một chữ số thập phân'],
    ['tám', 'bằng chữ số'],
  ]) {
    await cell(2, 3).focus();
    await page.keyboard.type(typed ?? '');
    await page.keyboard.press('Enter');
    const described = await cell(2, 3).getAttribute('aria-describedby');
    expect(await page.textContent(`[id="${described}"]`)).toContain(words);
    expect(await cell(2, 3).getAttribute('aria-invalid')).toBe('true');
    expect(await value(2, 3)).toBe(typed);
  }
  expect(await page.textContent('[data-status]')).toContain('1 ô chưa lưu');
  expect(await faultsOfAccess(page)).toEqual([]);
  await cell(2, 3).focus();
  await page.keyboard.press('Escape');
  expect(await value(2, 3)).toBe('');
  expect(await cell(2, 3).getAttribute('aria-invalid')).toBeNull();
  expect(await house().count('audited')).toBe(before);
});

test('a block from Excel, undone and done again as one', async () => {
  await openSheet();
  await cell(1, 2).focus();
  await paste('5\t6,5\r\n7.5\t8\r\n');
  expect([await value(1, 2), await value(2, 2), await value(1, 3), await value(2, 3)]).toEqual([
    '5',
    '6,5',
    '7,5',
    '8',
  ]);
  await whenSent(page);
  expect(await house().mark(2, 3)).toEqual({ tenths: 80, revision: 1 });
  await page.keyboard.press('Control+z');
  expect([await value(1, 2), await value(2, 3)]).toEqual(['', '']);
  await page.keyboard.press('Control+y');
  expect([await value(1, 2), await value(2, 3)]).toEqual(['5', '8']);
  await whenSent(page);
  expect(await house().mark(2, 3)).toMatchObject({ tenths: 80 });
});

test('a selection is copied as a block and cleared as one', async () => {
  await cell(1, 2).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await page.locator('td.selected').count()).toBe(4);
  await page.keyboard.press('Control+c');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('5\t6,5\n7,5\t8');
  await page.keyboard.press('Delete');
  expect([await value(1, 2), await value(2, 2), await value(1, 3), await value(2, 3)]).toEqual(['', '', '', '']);
  await whenSent(page);
  expect(await house().mark(1, 2)).toMatchObject({ tenths: null });
  await page.keyboard.press('Control+z');
  expect(await value(2, 3)).toBe('8');
});

test('on a phone, words at a far cell do not widen the page', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openSheet();
  await cell(3, 8).fill('tám');
  await cell(3, 8).press('Enter');
  await page.waitForSelector('td.fault');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await cell(3, 8).fill('');
  await cell(3, 8).press('Enter');
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('what is written while the book is being read stays in its cell', async () => {
  await openSheet();
  const lost = await page.evaluate(
    name =>
      new Promise<string[]>(resolve => {
        const input = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
        const away: string[] = [];
        let written = '';
        let turn = 0;
        const write = () => {
          if (!input || turn === 200) return resolve(away);
          if (input.value !== written) away.push(`${written} → ${input.value}`);
          written = String(++turn % 10);
          input.value = written;
          input.dispatchEvent(new Event('change', { bubbles: true }));
          // Now before, now after what the last one set off.
          setTimeout(write, turn % 7);
        };
        write();
      }),
    nameOf(0, 9),
  );
  expect(lost).toEqual([]);
  await whenSent(page);
  expect(await house().mark(0, 9)).toMatchObject({ tenths: 0 });
});

test('a block larger than the table: what fits is written, the rest stays at hand', async () => {
  await openSheet();
  await cell(0, 10).focus();
  await paste('1\n2\n3\n4\n');
  expect([await value(0, 10), await value(0, 11)]).toEqual(['1', '2']);
  expect(await page.textContent('.sheet-rest')).toContain('thừa 2 dòng');
  expect(await page.inputValue('.sheet-rest textarea')).toBe('3\n4');
  await page.click('.sheet-rest button:has-text("Bỏ")');
  expect(await page.locator('.sheet-rest').count()).toBe(0);
  await whenSent(page);
});

test('a faulty cell in a block stops no other', async () => {
  await openSheet();
  await cell(3, 0).focus();
  await paste('9\ntám\n12\n4');
  await whenSent(page);
  expect(await house().mark(3, 0)).toMatchObject({ tenths: 90 });
  expect(await house().mark(3, 3)).toMatchObject({ tenths: 40 });
  expect(await house().mark(3, 1)).toBeUndefined();
  expect(await value(3, 1)).toBe('tám');
  expect(await page.locator('td.fault').count()).toBe(2);
  await page.evaluate(`window.onbeforeunload = null`);
  for (const pupil of [1, 2]) {
    await cell(3, pupil).focus();
    await page.keyboard.press('Escape');
  }
});

test('averages of columns follow; a comment is kept like a mark', async () => {
  await openSheet();
  await cell(3, 0).focus();
  await page.keyboard.type('10');
  await page.keyboard.press('Enter');
  await whenSent(page);
  expect(await page.textContent(`td[data-average="${house().columns[3]}"]`)).toBe('7,0');
  const comment = page.locator('input[name^="c-"]').first();
  await comment.focus();
  await page.keyboard.type('Chăm phát biểu');
  await page.keyboard.press('Enter');
  await whenSent(page);
  const rows = await house().at.rows<{ comment: string }>(
    'select comment from gradebook.course_comment where school_id = $1',
    [house().at.schoolId],
  );
  expect(rows).toEqual([{ comment: 'Chăm phát biểu' }]);
});

test('75 is 7,5 where the sheet is set so', async () => {
  await openSheet();
  await page.click('button[name=typing]');
  await page.waitForSelector('form[data-tenths][data-ready]');
  await cell(2, 5).focus();
  await page.keyboard.type('65');
  await page.keyboard.press('Enter');
  expect(await value(2, 5)).toBe('6,5');
  await whenSent(page);
  expect(await house().mark(2, 5)).toMatchObject({ tenths: 65 });
});

test('after going away and back by Turbo the sheet works as before', async () => {
  await openSheet();
  await page.click('.crumbs a');
  await page.waitForURL('**/gradebook**');
  await page.goBack();
  await page.waitForSelector('form[data-sheet]');
  await cell(0, 5).click();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe(nameOf(0, 6));
  await whenSent(page);
  expect(await house().mark(0, 5)).toEqual({ tenths: 40, revision: 1 });
});
