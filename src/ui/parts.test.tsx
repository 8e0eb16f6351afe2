import { describe, expect, it } from 'vitest';
import { Bar, Button, DataTable, DayField, Form, Page, StateChip, TextField, TrendLine } from './index.ts';

const write = async (part: unknown) => String(await part);

describe('a form', () => {
  it('carries the page’s token, and each field finds its own fault', async () => {
    const html = await write(
      <Page title="Trường" csrf="token-1">
        <Form action="/x" faults={[{ field: 'pupils', words: 'Ghi số nguyên.' }]} buttons={<Button>Lưu</Button>}>
          <TextField name="name" label="Tên" value={'"><script>'} />
          <TextField name="pupils" label="Học sinh" help="Đến 30/9." />
        </Form>
      </Page>,
    );
    expect(html).toContain('<input type="hidden" name="_csrf" value="token-1"/>');
    expect(html).toContain('href="#f-pupils"');
    expect(html).toMatch(/id="f-pupils" aria-describedby="f-pupils-help f-pupils-fault" aria-invalid="true"/);
    expect(html).toMatch(/<input id="f-name"(?! aria-invalid)/);
    expect(html).not.toContain('<script>');
  });

  it('keeps fields of one name apart on a page of several forms', async () => {
    const html = await write(
      <Page title="Hồ sơ">
        <Form action="/x" id="extract">
          <TextField name="why" label="Để làm gì" />
        </Form>
        <Form action="/y" id="package" faults={[{ field: 'why', words: 'Hãy điền.' }]}>
          <TextField name="why" label="Lý do" />
        </Form>
      </Page>,
    );
    for (const own of [
      'for="f-extract-why"',
      'for="f-package-why"',
      'href="#f-package-why"',
      'id="f-package-why-fault"',
    ])
      expect(html).toContain(own);
  });

  it('sends no token where it only asks', async () => {
    const html = await write(
      <Page title="Tìm" csrf="token-1">
        <Form action="/x" method="get">
          <DayField name="since" label="Từ ngày" value="1998-09-05" />
        </Form>
      </Page>,
    );
    expect(html).not.toContain('token-1');
    expect(html).toContain('value="1998-09-05"');
  });
});

describe('a page', () => {
  it('speaks the language it is told, down to its smallest part', async () => {
    const html = await write(
      <Page title="Schools" language="en">
        <StateChip state="silent" />
      </Page>,
    );
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain('No figures yet');
    expect(html).not.toContain('Chưa có số liệu');
  });

  it('keeps the content policy: nothing inline', async () => {
    const html = await write(
      <Page title="Chỉ tiêu" refreshSeconds={5}>
        <Bar value={50} target={100} state="near" />
        <TrendLine title="Năm" points={[{ label: '1', value: 3 }]} />
      </Page>,
    );
    expect(html).not.toMatch(/ style=| on\w+=|<style|<script(?! type="module" src=)/);
  });
});

describe('figures', () => {
  it('are never drawn where there are none', async () => {
    const bar = await write(<Bar value={null} target={30} state="silent" />);
    expect(bar).not.toContain('bar-value');
    expect(bar).toContain('aria-label="chưa có số liệu, mục tiêu 30,0\u00a0%"');
    const broken = [1, null, 3].map((value, index) => ({ label: String(index), value }));
    expect(await write(<TrendLine title="Năm" points={broken} />)).not.toContain('value-line');
  });
});

describe('a table', () => {
  const columns = [
    { key: 'name', head: 'Trường', rowHead: true, sortable: true, render: (row: { name: string }) => row.name },
    { key: 'none', head: 'Còn vướng', fold: 'end' as const, render: () => '–' },
  ];
  const empty = { text: 'Danh sách sẽ đứng ở đây.', step: { href: '/import', label: 'Nhập từ Excel' } };

  it('says what will stand here, and the step that fills it', async () => {
    const html = await write(<DataTable caption="Trường" columns={columns} rows={[]} empty={empty} />);
    expect(html).toContain('Danh sách sẽ đứng ở đây.');
    expect(html).toContain('href="/import"');
    expect(html).not.toContain('<table');
  });

  it('stays a table for screen readers where it folds, and turns its order by links', async () => {
    const html = await write(
      <DataTable
        caption="Trường"
        columns={columns}
        rows={[{ name: 'Mẫu & Một' }]}
        empty={empty}
        sort={{ key: 'name', direction: 'up', href: (key, direction) => `?sort=${key}.${direction}` }}
        pages={{ page: 2, pageSize: 1, total: 2, href: page => `?page=${page}` }}
      />,
    );
    expect(html).toContain('role="table"');
    expect(html).toContain('aria-sort="ascending"');
    expect(html).toContain('href="?sort=name.down"');
    expect(html).toContain('Mẫu &amp; Một');
    expect(html).toContain('href="?page=1"');
    expect(html).not.toContain('href="?page=3"');
    expect(html).toContain('fold-none');
  });
});
