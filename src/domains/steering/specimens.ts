import type { Block } from '#platform/documents/block.ts';
import { textOf } from '#platform/documents/block.ts';
import type { Deadline, Measure, Place, PlanRead, PlanTask, Target } from './rules/reading/index.ts';

/** A plan in our own words, as blocks and as a reader would give it, for tests of what is made of it. */
export interface Specimen {
  blocks: Block[];
  read: PlanRead;
}

const lines = [
  'KẾ HOẠCH',
  'Đưa sổ sách nhà trường lên mạng năm 2023',
  '100% trường phổ thông dùng sổ điểm điện tử và học bạ điện tử.',
  'Học phí thu không dùng tiền mặt đạt tối thiểu 50%.',
  'Ít nhất 20% giáo viên được tập huấn, trong đó 100% người phụ trách công nghệ thông tin.',
  'Có 3 buổi dạy mẫu.',
  'Các đơn vị trực thuộc Sở xây dựng kế hoạch của mình trước ngày 25/02/2023.',
  'Phòng GDĐT các huyện báo cáo trước ngày 01/6 và trước ngày 06/12.',
  'Văn phòng Sở chủ trì, các phòng thuộc Sở phối hợp theo dõi kế hoạch này.',
  'Một câu mà máy không hiểu.',
];

const blocks: Block[] = lines.map((text, index) => ({ id: `b${index + 1}`, text, origin: { line: index + 1 } }));
const text = textOf(blocks);

export const placeOf = (line: number): Place => {
  const quote = lines[line - 1] ?? '';
  const from = text.indexOf(quote);
  return { blocks: [`b${line}`], section: 'I.2', page: null, from, to: from + quote.length, quote };
};

const measure = (line: number, given: Partial<Measure>): Measure => ({
  comparator: 'at-least',
  value: 100,
  upTo: null,
  unit: 'percent',
  noun: null,
  scope: '',
  change: null,
  comparedWith: null,
  by: null,
  within: [],
  place: placeOf(line),
  ...given,
});

const target = (line: number, name: string, measures: Measure[]): Target => ({
  id: `t${line}`,
  text: lines[line - 1] ?? '',
  name,
  under: null,
  measures,
  place: placeOf(line),
});

const deadline = (id: string, line: number, given: Partial<Deadline>): Deadline => ({
  id,
  about: 'unit-plan',
  units: [],
  everyMonths: null,
  dueOn: [],
  inclusive: false,
  text: lines[line - 1] ?? '',
  place: placeOf(line),
  ...given,
});

const task = (line: number, given: Partial<PlanTask>): PlanTask => ({
  id: `k${line}`,
  text: lines[line - 1] ?? '',
  source: 'organisation',
  lead: [],
  cooperate: [],
  deadlines: [],
  product: null,
  place: placeOf(line),
  ...given,
});

const read: PlanRead = {
  kind: 'Kế hoạch',
  number: { value: '07/KH-MAU', place: placeOf(1) },
  date: { value: '2023-01-10', place: placeOf(1) },
  signedAt: null,
  issuer: null,
  title: { value: 'Đưa sổ sách nhà trường lên mạng năm 2023', place: placeOf(2) },
  period: { kind: 'year', fromDay: '2023-01-01', untilDay: '2023-12-31' },
  signer: { title: 'GIÁM ĐỐC', name: null, place: placeOf(1) },
  legalBases: [],
  goals: [],
  targets: [
    target(3, 'Sổ điểm điện tử và học bạ điện tử', [measure(3, { comparator: 'exactly', scope: 'trường phổ thông' })]),
    target(4, 'Học phí thu không dùng tiền mặt', [measure(4, { value: 50 })]),
    target(5, 'Giáo viên được tập huấn', [
      measure(5, {
        value: 20,
        scope: 'giáo viên',
        within: [measure(5, { comparator: 'exactly', scope: 'người phụ trách công nghệ thông tin' })],
      }),
    ]),
    target(6, 'Buổi dạy mẫu', [measure(6, { comparator: 'unspecified', value: 3, unit: 'count', noun: 'buổi' })]),
  ],
  tasks: [
    task(7, { lead: ['Các đơn vị trực thuộc Sở'], deadlines: ['d1'] }),
    task(9, { lead: ['Văn phòng Sở'], cooperate: ['Các phòng thuộc Sở', 'Sở Tài chính'] }),
  ],
  assignments: [],
  deadlines: [
    deadline('d1', 7, { units: ['Các đơn vị trực thuộc Sở'], dueOn: ['2023-02-25'] }),
    deadline('d2', 8, {
      about: 'report',
      units: ['Phòng GDĐT các huyện'],
      everyMonths: 6,
      dueOn: ['2023-06-01', '2023-12-06'],
    }),
    deadline('d3', 8, { about: 'report', units: ['Phòng GDĐT các huyện'], everyMonths: 1, dueOn: [] }),
  ],
  recipients: [{ unit: 'Phòng GDĐT các huyện', purpose: 'thực hiện', archive: false, place: placeOf(8) }],
  budget: [],
  annexes: [],
  footnotes: [],
  outline: [],
  formulas: [],
  unrecognised: [{ block: 'b10', text: lines[9] ?? '', place: placeOf(10) }],
};

export const specimenPlan: Specimen = { blocks, read };
export const specimenFile = () => ({
  name: 'ke-hoach-mau.txt',
  mediaType: 'text/plain',
  content: new TextEncoder().encode(text),
});
