import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../test/browser.ts';
import { assetRoutes, prepareAssets } from '../assets.ts';
import {
  Button,
  CopyText,
  DataTable,
  DayField,
  Dialog,
  type FieldFault,
  Form,
  Page,
  PrintButton,
  Tabs,
  TextField,
} from '../index.ts';

// Each island after a form came back with faults, and after going away and back: Turbo morphs in the one case and brings
// back a copy without handlers in the other.
let browser: Browser;
let server: ReturnType<typeof serve>;
let base = '';

function Sample({ faults, note = '' }: { faults: FieldFault[]; note?: string }) {
  const rows = ['Đăk Hà', 'Sa Thầy', 'Kon Rẫy'];
  return (
    <Page title="Islands" actions={<PrintButton>In</PrintButton>}>
      <Tabs
        label="Tháng"
        tabs={Array.from({ length: 12 }, (_, at) => ({
          href: `/?month=${at + 1}`,
          label: `Tháng ${at + 1}`,
          current: at === 10,
        }))}
      />
      <CopyText text="rong-123" />
      <Form action="/one" faults={faults.filter(one => one.field === 'since')} buttons={<Button>Gửi</Button>}>
        <DayField name="since" label="Ngày" value="2023-02-25" />
      </Form>
      <Dialog title="Ghi chú" opens="Mở" open={faults.some(one => one.field === 'note')}>
        <Form action="/two" faults={faults.filter(one => one.field === 'note')} buttons={<Button>Lưu</Button>}>
          <TextField name="note" label="Ghi chú" value={note} />
        </Form>
      </Dialog>
      <DataTable
        caption="Nơi"
        filter
        rows={rows}
        columns={[{ key: 'name', head: 'Tên', rowHead: true, render: row => row }]}
        empty={{ text: '' }}
      />
      <a href="/away">Đi</a>
    </Page>
  );
}

beforeAll(async () => {
  await prepareAssets(fileURLToPath(new URL('../../../build/', import.meta.url)));
  const app = new Hono()
    .get('/', context => context.html(<Sample faults={[]} />))
    .post('/one', context => context.html(<Sample faults={[{ field: 'since', words: 'Sai ngày.' }]} />, 422))
    .post('/two', context => context.html(<Sample faults={[{ field: 'note', words: 'Thiếu.' }]} note="x" />, 422))
    .get('/away', context => context.html(<Page title="Away">xa</Page>))
    .route('/', assetRoutes);
  server = serve({ fetch: app.fetch, port: 0 });
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(): Promise<{ page: Tab; said: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('pageerror', fault => said.push(fault.message));
  await page.addInitScript('window.printed = 0; window.print = () => { window.printed += 1; };');
  await page.goto(base);
  return { page, said, close: () => context.close() };
}

/** Uses every island once. */
async function everythingWorks(page: Tab, when: string): Promise<void> {
  const printed = Number(await page.evaluate('window.printed'));
  await page.click('print-page button');
  expect(await page.evaluate('window.printed'), `${when}: prints once`).toBe(printed + 1);
  await page.evaluate('navigator.clipboard.writeText("")');
  await page.click('copy-text button');
  expect(await page.evaluate('navigator.clipboard.readText()'), `${when}: copies`).toBe('rong-123');
  await page.fill('[name=since]', '2023-03-01');
  expect(await page.textContent('day-field output'), `${when}: writes the day`).toBe('01/03/2023');
  expect(await page.locator('.filter-line').count(), `${when}: one filter`).toBe(1);
  await page.fill('.filter-line input', 'dak');
  expect(await page.locator('tbody tr:visible').count(), `${when}: narrows`).toBe(1);
  await page.fill('.filter-line input', '');
  expect(await page.locator('tbody tr:visible').count(), `${when}: widens`).toBe(3);
  if (!(await page.locator('dialog[open]').count())) await page.click('modal-details summary');
  expect(await page.locator('dialog').count(), `${when}: one dialog`).toBe(1);
  expect(await page.locator('dialog[open] [name=note]').isVisible(), `${when}: opens`).toBe(true);
  await page.click('dialog [data-closes]');
  expect(await page.locator('dialog[open]').count(), `${when}: closes`).toBe(0);
}

test('at first', async () => {
  const { page, said, close } = await open();
  await everythingWorks(page, 'at first');
  expect(said).toEqual([]);
  await close();
});

test('after a form came back with faults, twice', async () => {
  const { page, said, close } = await open();
  for (const time of ['once', 'twice']) {
    await page.click('form[action="/one"] button');
    await page.waitForSelector('.faults');
    await page.waitForTimeout(100);
    expect(await page.textContent('day-field output')).toBe('25/02/2023');
    await everythingWorks(page, `after faults ${time}`);
  }
  expect(said).toEqual([]);
  await close();
});

test('a dialog whose form came back with faults stands open, and what was typed is in it', async () => {
  const { page, said, close } = await open();
  for (const time of ['once', 'twice']) {
    await page.click('modal-details summary');
    await page.fill('[name=note]', 'x');
    await page.click('dialog form button:has-text("Lưu")');
    await page.waitForSelector('dialog[open] .faults');
    expect(await page.inputValue('dialog [name=note]')).toBe('x');
    await page.click('dialog [data-closes]');
    await everythingWorks(page, `after a dialog's faults ${time}`);
  }
  expect(said).toEqual([]);
  await close();
});

test('after going away and back and forth', async () => {
  const { page, said, close } = await open();
  await page.fill('.filter-line input', 'sa');
  await page.click('a:has-text("Đi")');
  await page.waitForSelector('h1:has-text("Away")');
  await page.goBack();
  await page.waitForSelector('h1:has-text("Islands")');
  await everythingWorks(page, 'back');
  await page.goForward();
  await page.waitForSelector('h1:has-text("Away")');
  await page.goBack();
  await page.waitForSelector('h1:has-text("Islands")');
  await everythingWorks(page, 'back again');
  await page.click('form[action="/one"] button');
  await page.waitForSelector('.faults');
  await everythingWorks(page, 'back, and then faults');
  expect(said).toEqual([]);
  await close();
});

test('of tabs wider than the screen the open one is in sight', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${base}/`);
  const open = page.locator('.tabs [aria-current]');
  await expect
    .poll(async () => {
      const box = await open.boundingBox();
      return box !== null && box.x >= 0 && box.x + box.width <= 360;
    })
    .toBe(true);
  await page.close();
});
