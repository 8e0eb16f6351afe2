import { routes } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { words } from '#platform/words.ts';
import { DataTable, Panel, Stack } from '#ui';
import { api } from './api.ts';

const t = words(
  {
    title: 'API của Rông',
    lead: 'Mô tả máy đọc được: /api/openapi.json (OpenAPI 3.1).',
    where: 'Đường dẫn',
    what: 'Nội dung',
    ask: 'Tham số',
    how: 'Cách gọi',
    tokens: 'Tạo khóa tại trang Khóa API của tôi (/account/tokens), rồi gửi trong mỗi lần gọi:',
    answers:
      'Danh sách trả về từng trang: gửi lại giá trị next trong tham số cursor. Lỗi trả về dạng application/problem+json.',
  },
  {
    title: 'The API of Rông',
    lead: 'For machines: /api/openapi.json (OpenAPI 3.1).',
    where: 'Path',
    what: 'What',
    ask: 'Parameters',
    how: 'How to call',
    tokens: 'Make a token on the page My API tokens (/account/tokens), then send it with every request:',
    answers: 'Lists come in pages: send the value of next back as cursor. Faults come as application/problem+json.',
  },
);

interface Described {
  paths?: Record<
    string,
    { get?: { summary?: string; parameters?: { name: string; in: string; required?: boolean }[] } }
  >;
}

/** The description, made readable from the same source as the machine's. */
export const apiPage = routes().get('/api', ask => {
  const text = t(ask.var.language);
  const { paths = {} } = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Rông', version: '1' },
  }) as Described;
  const rows = Object.entries(paths).map(([path, methods]) => ({ path, ...methods.get }));
  return screen(
    ask,
    { title: text.title, facts: text.lead },
    <Stack>
      <Panel title={text.how}>
        <p>{text.tokens}</p>
        <pre>curl -H "Authorization: Bearer …" {ask.var.system.settings.publicUrl}/api/v1/places?kind=school</pre>
        <p>{text.answers}</p>
      </Panel>
      <DataTable
        caption={text.title}
        empty={{ text: '–' }}
        rows={rows}
        columns={[
          { key: 'path', head: text.where, render: row => <code>GET /api{row.path}</code> },
          { key: 'what', head: text.what, render: row => row.summary },
          {
            key: 'ask',
            head: text.ask,
            render: row => row.parameters?.map(one => one.name + (one.required ? '*' : '')).join(', ') || '–',
          },
        ]}
      />
    </Stack>,
  );
});
