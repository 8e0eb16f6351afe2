import { expect, test } from 'vitest';
import { makePdf } from './paper.ts';

const template =
  '#let data = json(bytes(sys.inputs.data))\n#set text(font: "Noto Sans", lang: "vi")\n= #data.title\n#data.text';

test('a template with data becomes a PDF, and data is never markup', () => {
  const pdf = makePdf(
    template,
    { title: 'Chỉ tiêu Đăk Glei', text: '#panic("no") ơ̆ ê̆ ô̆' },
    new Date('2023-11-24T07:05:00Z'),
  );
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  expect(Buffer.from(pdf).toString('latin1')).toContain('NotoSans');
});

test('a faulty template is a fault of ours', () => {
  expect(() => makePdf('#nothing()', {}, new Date())).toThrow();
});
