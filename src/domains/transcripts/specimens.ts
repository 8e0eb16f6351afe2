import type { Issue, SubjectFacts, SubjectValue, TranscriptFacts } from './rules/transcript-facts.ts';

/* Made-up transcripts, for tests, measurements and looking at the forms: one of each circular, with names that are hard to set. */

const mark = (tenths: number): SubjectValue => ({ tenths, level: null });
const level = (given: 'passed' | 'not-passed' | 'T' | 'H' | 'C', tenths: number | null = null): SubjectValue => ({
  tenths,
  level: given,
});

const subject = (
  key: string,
  name: string,
  [term1, term2, year]: readonly SubjectValue[],
  more: Partial<SubjectFacts> = {},
): SubjectFacts => ({
  key,
  name,
  kind: 'scored',
  exempt: false,
  term1: term1 ?? null,
  term2: term2 ?? null,
  year: year ?? null,
  again: null,
  teacher: 'Nguyễn Thị Mẫu',
  comment: null,
  ...more,
});
const scored = (key: string, name: string, a: number, b: number, more: Partial<SubjectFacts> = {}) =>
  subject(key, name, [mark(a), mark(b), mark(Math.floor((2 * (a + 2 * b) + 3) / 6))], more);
const judged = (key: string, name: string, more: Partial<SubjectFacts> = {}) =>
  subject(key, name, [level('passed'), level('passed'), level('passed')], { kind: 'comment', ...more });
const primary = (
  key: string,
  name: string,
  given: 'T' | 'H' | 'C',
  test: number | null,
  more: Partial<SubjectFacts> = {},
) =>
  subject(key, name, [level(given), level(given), level(given, test === null ? null : test * 10)], {
    kind: 'levels',
    ...more,
  });

const LONG =
  'Tiếp thu bài tốt, tích cực phát biểu; vận dụng được kiến thức vào tình huống gần gũi ở buôn làng. Cần đọc kĩ đề và trình bày lời giải cẩn thận hơn, luyện thêm phần hình học và bài toán có lời văn.';

const base = {
  school: {
    name: 'Trường Phổ thông dân tộc bán trú Trung học cơ sở Mẫu Đăk Ơ̆ng',
    code: '62000000',
    commune: 'Xã Mẫu',
    district: 'Huyện Mẫu',
    province: 'Tỉnh Kon Tum',
    principal: 'Trần Văn Mẫu',
  },
  pupil: {
    name: 'Y Mẫu Blơ̆ng Kpă Hʼƀĕn Čŭr Êban',
    code: '6200000001',
    birthDay: '2010-03-12',
    birthPlace: 'Xã Mẫu, Huyện Mẫu, Tỉnh Kon Tum',
    sex: 'female' as const,
    ethnic: 'Ba Na (Bahnar)',
    citizenNumber: '062310000001',
  },
  schoolYear: '2022-2023',
  homeroomTeacher: 'A Mẫu Nguyễn Hoàng Thị Thanh Phương',
  traits: [],
  afterSummer: null,
  absences: 7,
  health: null,
  records: [],
  outcome: 'promoted' as const,
  outcomeWhy: null,
  comment:
    'Chăm ngoan, lễ phép, biết giúp đỡ bạn; hoàn thành nhiệm vụ của lớp phó. Cần mạnh dạn hơn khi phát biểu bằng tiếng Việt trước đông người.',
};

export const specimenFacts: Record<TranscriptFacts['regime'], TranscriptFacts> = {
  'tt22-2021': {
    ...base,
    grade: 7,
    className: '7A',
    regime: 'tt22-2021',
    subjects: [
      scored('literature', 'Ngữ văn', 75, 82, { comment: LONG }),
      scored('maths', 'Toán', 68, 77, { comment: LONG, teacher: 'Rơ Châm Mẫu Hʼƀlŭn' }),
      scored('foreign-language', 'Ngoại ngữ 1', 80, 85, { comment: 'Nghe và nói tốt.' }),
      scored('civics', 'Giáo dục công dân', 90, 92),
      scored('history-geography', 'Lịch sử và Địa lí', 71, 76, { comment: 'Có cố gắng.' }),
      scored('natural-science', 'Khoa học tự nhiên', 64, 66, { comment: LONG }),
      scored('technology', 'Công nghệ', 88, 90),
      scored('informatics', 'Tin học', 83, 79),
      scored('ethnic-language', 'Tiếng dân tộc thiểu số', 95, 96, { teacher: 'Siu Mẫu Kpă Čôm' }),
      judged('physical-education', 'Giáo dục thể chất'),
      judged('arts', 'Nghệ thuật', { comment: 'Hát đúng giai điệu, vẽ có ý tưởng.' }),
      judged('career-experience', 'Hoạt động trải nghiệm, hướng nghiệp'),
      judged('local-education', 'Nội dung giáo dục của địa phương', { exempt: false }),
    ],
    term1: { mean: null, academic: 'fair', conduct: 'good' },
    term2: { mean: null, academic: 'good', conduct: 'good' },
    year: { mean: null, academic: 'good', conduct: 'good' },
    award: 'good',
    records: [
      {
        kind: 'competition',
        content: 'Giải Ba hội thi kể chuyện bằng tiếng Ba Na cấp huyện',
        document: 'QĐ 12/QĐ-MẪU',
      },
      { kind: 'certificate', content: 'Chứng nhận bơi an toàn', document: null },
    ],
  },
  'tt58-2011': {
    ...base,
    grade: 9,
    className: '9B',
    regime: 'tt58-2011',
    subjects: [
      scored('maths', 'Toán', 45, 47, { again: mark(55), comment: 'Đã tiến bộ sau khi ôn tập hè.' }),
      scored('physics', 'Vật lí', 61, 64),
      scored('chemistry', 'Hóa học', 58, 60),
      scored('biology', 'Sinh học', 70, 72),
      scored('informatics', 'Tin học', 77, 75),
      scored('literature', 'Ngữ văn', 66, 69, { comment: LONG }),
      scored('history', 'Lịch sử', 73, 74),
      scored('geography', 'Địa lí', 68, 71),
      scored('foreign-language', 'Ngoại ngữ', 55, 58),
      scored('civics', 'Giáo dục công dân', 82, 84),
      scored('technology', 'Công nghệ', 80, 81),
      judged('physical-education', 'Thể dục', { exempt: true, term1: null, term2: null, year: null }),
      judged('music', 'Âm nhạc'),
      judged('fine-arts', 'Mĩ thuật'),
    ],
    term1: { mean: 66, academic: 'average', conduct: 'fair' },
    term2: { mean: 68, academic: 'average', conduct: 'good' },
    year: { mean: 67, academic: 'weak', conduct: 'good' },
    afterSummer: { mean: 68, academic: 'average', conduct: 'good' },
    absences: 12,
    award: null,
  },
  'tt27-2020': {
    ...base,
    grade: 3,
    className: '3A',
    regime: 'tt27-2020',
    subjects: [
      primary('vietnamese', 'Tiếng Việt', 'T', 9, { comment: LONG }),
      primary('maths', 'Toán', 'T', 10, { comment: 'Tính nhanh, trình bày sạch.' }),
      primary('foreign-language', 'Ngoại ngữ 1', 'T', 9),
      primary('ethics', 'Đạo đức', 'T', null),
      primary('nature-society', 'Tự nhiên và Xã hội', 'T', null),
      primary('informatics-technology', 'Tin học và Công nghệ', 'T', 9),
      primary('physical-education', 'Giáo dục thể chất', 'T', null),
      primary('arts', 'Nghệ thuật', 'T', null),
      primary('experience', 'Hoạt động trải nghiệm', 'T', null),
    ],
    traits: [
      'aesthetics',
      'calculation',
      'communication',
      'diligence',
      'honesty',
      'informatics',
      'kindness',
      'language',
      'patriotism',
      'physical',
      'problem-solving',
      'responsibility',
      'science',
      'self-reliance',
      'technology',
    ].map(key => ({ key, level: 'T' as const })),
    term1: { mean: null, academic: null, conduct: null },
    term2: { mean: null, academic: null, conduct: null },
    year: { mean: null, academic: 'excellent', conduct: null },
    award: 'excellent',
    health: { heightMillimetres: 1285, weightGrams: 25500 },
  },
  'tt30-2014': {
    ...base,
    grade: 5,
    className: '5C',
    regime: 'tt30-2014',
    subjects: [
      primary('vietnamese', 'Tiếng Việt', 'H', 7, { comment: LONG }),
      primary('maths', 'Toán', 'H', 6),
      primary('science', 'Khoa học', 'H', 7),
      primary('history-geography', 'Lịch sử và Địa lí', 'H', 6),
      primary('foreign-language', 'Ngoại ngữ', 'H', 5),
      primary('informatics', 'Tin học', 'T', 9),
      primary('ethnic-language', 'Tiếng dân tộc', 'T', 9),
      primary('ethics', 'Đạo đức', 'T', null),
      primary('music', 'Âm nhạc', 'T', null),
      primary('fine-arts', 'Mĩ thuật', 'H', null),
      primary('crafts', 'Thủ công, Kĩ thuật', 'H', null),
      primary('physical-education', 'Thể dục', 'T', null),
    ],
    traits: ['confident', 'cooperation', 'diligent', 'honest', 'loving', 'self-service', 'self-study'].map(key => ({
      key,
      level: 'Đ' as const,
    })),
    term1: { mean: null, academic: null, conduct: null },
    term2: { mean: null, academic: null, conduct: null },
    year: { mean: null, academic: 'completed', conduct: null },
    award: 'model',
    records: [{ kind: 'class-recognised', content: 'Tiến bộ vượt bậc môn Tiếng Việt', document: null }],
    health: { heightMillimetres: 1402, weightGrams: 33000 },
  },
};

export const specimenIssue: Issue = {
  publicId: 'mauMAU0123456789abcd',
  version: 1,
  supersedes: null,
  why: null,
  madeAt: new Date('2023-06-02T03:00:00Z'),
};
