import { expect, test } from 'vitest';
import { readDocument, textOf } from '#platform/documents/index.ts';
import { asPdf, asText, asWord, type Piece } from '#platform/documents/specimens.ts';
import { printPlan } from './print-plan.ts';
import { readPlan } from './read-plan.ts';
import { measuresInShort } from './specimens.ts';

const line = (text: string, mark?: string, level?: number): Piece => ({ is: 'line', text, mark, level });
const centred = (text: string): Piece => ({ is: 'line', text, centred: true });

const pieces: Piece[] = [
  {
    is: 'beside',
    left: ['UBND TỈNH MẪU', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO', 'Số: 41/KH-SGDĐT'],
    right: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA', 'Độc lập - Tự do - Hạnh phúc', 'Mẫu, ngày 09 tháng 01 năm 2025'],
  },
  centred('KẾ HOẠCH'),
  centred('Chuyển đổi số ngành giáo dục năm 2025'),
  line(
    'Thực hiện Kế hoạch số 12/KH-UBND ngày 02/01/2025 của Ủy ban nhân dân tỉnh Mẫu về chuyển đổi số năm 2025, Sở Giáo dục và Đào tạo ban hành Kế hoạch như sau:',
  ),
  line('MỤC TIÊU', 'I.', 0),
  line('Mục tiêu cụ thể', '1.', 1),
  line(
    'Tỷ lệ cơ sở giáo dục hoàn thành việc chuẩn hóa dữ liệu, kết nối với cơ sở dữ liệu của tỉnh và công khai kết quả trên trang thông tin điện tử của đơn vị đạt tối thiểu 45%.',
    '-',
    3,
  ),
  line('Bảo đảm an toàn thông tin, cụ thể:', '-', 3),
  line('Trên 60% giáo viên được bồi dưỡng, trong đó 100% cán bộ phụ trách được tập huấn nâng cao;', '+', 4),
  line('Không quá 3% hồ sơ trễ hạn¹.', '+', 4),
  line('NHIỆM VỤ', 'II.', 0),
  line('Hạ tầng', '1.', 1),
  line('Nâng cấp đường truyền tại các điểm trường, hoàn thành trong Quý III/2025.', '-', 3),
  line('Nhân lực', '2.', 1),
  line('Về đào tạo', 'a)', 2),
  line('Mở lớp tập huấn cho cán bộ quản lý trước ngày 30/6/2025.', '-', 3),
  line('Về tuyển dụng', 'b)', 2),
  line('Bố trí người phụ trách ở mỗi đơn vị.', '-', 3),
  line('TỔ CHỨC THỰC HIỆN', 'III.', 0),
  line('Văn phòng Sở', '1.', 1),
  line('Chủ trì, phối hợp với Phòng Kế hoạch - Tài chính tổng hợp báo cáo, định kỳ 6 tháng (trước ngày 15/6).', '-', 3),
  {
    is: 'beside',
    left: ['Nơi nhận:', '- UBND tỉnh (báo cáo);', '- Các trường (thực hiện);', '- Lưu: VT.'],
    right: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', '(Đã ký)', 'Hoàng Văn Mẫu'],
  },
  centred('PHỤ LỤC'),
  centred('DANH MỤC NHIỆM VỤ'),
  {
    is: 'table',
    widths: [1, 5, 4, 4, 3],
    rows: [
      ['TT', 'Nhiệm vụ', 'Đơn vị chủ trì', 'Phối hợp', 'Thời gian'],
      [
        '1',
        'Xây dựng kho học liệu dùng chung của toàn ngành',
        'Phòng Giáo dục Trung học',
        'Các trường THPT',
        'Quý II/2025',
      ],
      [
        '2',
        'Triển khai học bạ số',
        'Văn phòng Sở',
        'Phòng Giáo dục Tiểu học\nPhòng Giáo dục Trung học',
        'Tháng 9/2025',
      ],
    ],
  },
];
const notes = ['Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa.'];

async function read(bytes: Uint8Array) {
  const document = await readDocument(bytes);
  if (!document.ok) throw document.fault;
  return {
    format: document.format,
    plan: readPlan(document.blocks),
    text: textOf(document.blocks),
    setAside: document.setAside,
  };
}

const structure = ({ plan }: Awaited<ReturnType<typeof read>>) => {
  const { number, date, issuer, issuerParent, title, period, signer } = printPlan(plan);
  return {
    head: { number, date, issuer, issuerParent, title, period, signer: signer && [signer.title, signer.name] },
    outline: plan.outline.map(each => `${each.path} ${each.title}`),
    measures: measuresInShort(plan),
    targets: plan.targets.map(each => each.text),
    bases: plan.legalBases.map(each => [each.cited, each.number, each.date, each.issuer]),
    tasks: plan.tasks.map(each => [each.source, each.place.section, each.text, each.lead, each.cooperate]),
    deadlines: plan.deadlines.map(each => [each.about, each.everyMonths, each.dueOn, each.inclusive, each.units]),
    recipients: plan.recipients.map(each => [each.unit, each.purpose, each.archive]),
    footnotes: plan.footnotes.map(each => [each.number, each.text, each.calledAt?.section]),
    unrecognised: plan.unrecognised.map(each => each.text),
  };
};

test('Word with its own numbers, PDF and plain text are read to the same structure', async () => {
  const text = await read(asText(pieces, notes));
  expect(structure(text)).toMatchObject({
    head: {
      number: '41/KH-SGDĐT',
      date: '2025-01-09',
      issuer: 'SỞ GIÁO DỤC VÀ ĐÀO TẠO',
      title: 'Chuyển đổi số ngành giáo dục năm 2025',
      signer: ['KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC', 'Hoàng Văn Mẫu'],
    },
    measures: [
      'I.1: >= 45 percent · cơ sở giáo dục',
      'I.1: > 60 percent · giáo viên [= 100 percent · cán bộ phụ trách]',
      'I.1: <= 3 percent · hồ sơ trễ hạn',
    ],
    footnotes: [['1', notes[0], 'I.1']],
    unrecognised: [],
  });
  const word = await read(asWord(pieces, notes));
  expect(word.format).toBe('docx');
  expect(structure(word)).toEqual(structure(text));
  const pdf = await read(asPdf(pieces, notes));
  expect(pdf.format).toBe('pdf');
  expect(structure(pdf)).toEqual(structure(text));
  expect(pdf.setAside).toContain('1');
});

test('a cell merged downwards counts for every row it covers, one over all columns heads them', async () => {
  const table: Piece = {
    is: 'table',
    widths: [1, 5, 4, 3],
    rows: [
      ['STT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Thời hạn'],
      [{ text: 'I. THỂ CHẾ SỐ', columns: 4 }],
      ['1', 'Ban hành quy chế', { text: 'Văn phòng Sở', merge: 'restart' }, '30/3/2025'],
      ['2', 'Sơ kết', { text: '', merge: 'continue' }, '30/6/2025'],
    ],
  };
  const { plan } = await read(asWord([centred('KẾ HOẠCH'), centred('Năm 2025'), line('PHỤ LỤC'), table], []));
  expect(plan.tasks.map(each => [each.text, each.lead])).toEqual([
    ['Ban hành quy chế', ['Văn phòng Sở']],
    ['Sơ kết', ['Văn phòng Sở']],
  ]);
  expect(plan.deadlines.map(each => each.dueOn)).toEqual([['2025-03-30'], ['2025-06-30']]);
  expect(plan.unrecognised).toEqual([]);
});

test('UTF-16 and decomposed text read like any other', async () => {
  const plain = new TextDecoder().decode(asText(pieces, notes));
  const wide = Buffer.from(`\ufeff${plain.normalize('NFD')}`, 'utf16le');
  expect(structure(await read(wide))).toEqual(structure(await read(asText(pieces, notes))));
});
