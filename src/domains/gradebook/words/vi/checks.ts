import type { ReadingName } from '../../rules/readings.ts';

interface Place {
  title: string;
  /** The reading that holds by default, and why. */
  why: string;
  values: Readonly<Record<string, string>>;
}

const places: Readonly<Record<ReadingName, Place>> = {
  adjustment: {
    title: 'Điều chỉnh mức đánh giá kết quả học tập',
    why: 'Điều 9.3 không nói môn bị kéo xuống có được bỏ ra khi đếm 6 môn hay không. Hiểu chặt: các môn còn lại phải tự đủ.',
    values: {
      strict: 'Phải có đủ 6 môn đạt mức cao như đang có',
      replace: 'Đếm cả môn bị kéo xuống như đã đạt',
    },
  },
  reassessment: {
    title: 'Kết quả kiểm tra, đánh giá lại',
    why: 'Điều 14 nói kết quả đánh giá lại dùng thay kết quả cả năm, không nói lấy kết quả cao hơn.',
    values: { replaces: 'Thay kết quả cả năm, kể cả khi thấp hơn', 'better-of': 'Lấy kết quả cao hơn' },
  },
  missing: {
    title: 'Thiếu điểm khi đã khóa học kỳ',
    why: 'TT 26/2020: không đánh giá bù thì điểm thiếu là 0. Với TT 22/2021 chưa đối chiếu văn bản gốc.',
    values: {
      zero: 'Điểm thiếu là 0, nhận xét thiếu là Chưa đạt',
      'stays-open': 'Để trống, chưa tổng kết',
    },
  },
  'optional-subjects': {
    title: 'Môn học tự chọn (tiếng dân tộc thiểu số, ngoại ngữ 2)',
    why: 'Thông lệ là tính như một môn khi học sinh có học.',
    values: { counted: 'Tính vào kết quả học tập và khen thưởng', 'left-out': 'Không tính' },
  },
  'rank-core': {
    title: 'Điều chỉnh học lực: điều kiện môn Toán, Ngữ văn, Ngoại ngữ',
    why: 'Điều 13.6 chỉ nói điểm trung bình đạt loại. Hiểu chặt: một trong ba môn cũng phải đạt mức của loại ấy.',
    values: { 'core-too': 'Phải đạt cả điều kiện môn', 'mean-alone': 'Chỉ cần điểm trung bình' },
  },
  'rank-good-to-poor': {
    title: 'Điều chỉnh học lực từ loại Giỏi xuống Kém',
    why: 'Điều 13.6 không nêu trường hợp này. Trung bình từ 8,0 cũng là từ 6,5, mà Khá xuống Kém thì được nâng lên Yếu.',
    values: { 'as-fair': 'Nâng lên Yếu như loại Khá', 'not-raised': 'Giữ Kém' },
  },
  'comment-2011': {
    title: 'Môn đánh giá bằng nhận xét theo TT 58/2011',
    why: 'Đủ số bài, ít nhất hai phần ba đạt và bài cuối kỳ đạt (chưa đối chiếu văn bản gốc).',
    values: { 'two-thirds': 'Hai phần ba số bài đạt, có bài cuối kỳ', 'every-one': 'Mọi bài đều đạt' },
  },
  'conduct-2011': {
    title: 'Hạnh kiểm cả năm theo TT 58/2011',
    why: 'Hạnh kiểm cả năm chủ yếu căn cứ hạnh kiểm học kỳ II (chưa đối chiếu văn bản gốc).',
    values: { 'second-term': 'Như học kỳ II', 'worse-term': 'Như học kỳ thấp hơn' },
  },
  'praise-2014': {
    title: 'Khen thưởng cuối năm theo TT 22/2016',
    why: 'Hoàn thành xuất sắc các nội dung học tập và rèn luyện: mọi môn, mọi năng lực, phẩm chất ở mức cao nhất, bài kiểm tra từ 9 (chưa đối chiếu văn bản gốc).',
    values: { 'all-best': 'Khen khi mọi mặt ở mức cao nhất', recognised: 'Chỉ khen khi lớp bình chọn' },
  },
};

/** Readings of the circulars, and the second computation. */
export const checks = {
  places,
  readings: {
    title: 'Cách hiểu các thông tư',
    intro:
      'Những chỗ thông tư để ngỏ, cách đang hiểu, và văn bản hướng dẫn. Đổi cách hiểu thì xem trước kết quả nào sẽ đổi.',
    holds: 'Đang hiểu',
    source: 'Căn cứ',
    why: 'Vì sao',
    since: (year: string, document: string) => `Từ năm học ${year}, theo ${document}`,
    unverified: 'Chưa đối chiếu với Công báo',
    settled: 'Sở đã hướng dẫn',
    propose: 'Đề xuất cách hiểu khác',
    send: 'Tính kết quả sẽ đổi',
    fields: {
      value: 'Hiểu là',
      year: 'Từ năm học',
      document: 'Số văn bản',
      documentHelp: 'Công văn hướng dẫn cách hiểu này.',
    },
    proposals: 'Đề xuất',
    said: 'Đã nhận đề xuất; đang tính những kết quả sẽ đổi.',
    states: { weighing: 'đang tính', open: 'chờ trả lời', accepted: 'đã chấp nhận', refused: 'không chấp nhận' },
  },
  proposal: {
    title: (place: string) => `Đề xuất: ${place}`,
    from: 'Đang hiểu',
    to: 'Đề xuất',
    counts: (differing: string, pupils: string) => `${differing} em có kết quả sẽ đổi, trong ${pupils} em`,
    weighing: 'Đang tính những kết quả sẽ đổi; trang tự làm mới.',
    bySchool: 'Theo trường',
    pupilsOf: (school: string) => `Học sinh của ${school}`,
    heads: {
      school: 'Trường',
      differing: 'Số em',
      pupil: 'Học sinh',
      period: 'Kỳ',
      what: 'Mục',
      stands: 'Hiện nay',
      wouldBe: 'Sẽ là',
    },
    none: 'Không kết quả nào đổi.',
    more: (shown: string) => `Chỉ hiện ${shown} dòng đầu.`,
    accept: 'Chấp nhận và tính lại',
    refuse: 'Không chấp nhận',
    accepted: 'Đã chấp nhận; kết quả của các trường đang được tính lại.',
    refused: 'Đã không chấp nhận; không kết quả nào đổi.',
  },
  check: {
    title: 'Đối chiếu kết quả',
    intro: 'Mỗi đêm, kết quả được tính lại lần thứ hai bằng một chương trình viết riêng. Hai lần tính phải như nhau.',
    all: 'Đối chiếu kết quả toàn tỉnh',
    never: 'Chưa đối chiếu lần nào.',
    last: (when: string) => `Đối chiếu lúc ${when}`,
    same: (results: string) => `${results} kết quả như nhau`,
    differ: (count: string) => `${count} chỗ khác nhau`,
    schools: (checked: string, all: string) => `${checked}/${all} trường đã đối chiếu`,
    found: 'Chỗ khác nhau',
    none: 'Hai lần tính như nhau ở mọi kết quả.',
    heads: {
      pupil: 'Học sinh',
      klass: 'Lớp',
      period: 'Kỳ',
      what: 'Mục',
      stored: 'Đang lưu',
      recomputed: 'Tính lần hai',
    },
    schoolHeads: { school: 'Trường', at: 'Lúc', results: 'Kết quả', differences: 'Khác nhau' },
    now: 'Đối chiếu ngay',
    compute: 'Tính lại kết quả',
    checked: 'Đã đối chiếu.',
    computed: (changed: string) => `Đã tính lại; ${changed} em có kết quả đổi.`,
    empty: 'Kết quả đối chiếu sẽ đứng ở đây.',
    readings: 'Cách hiểu các thông tư',
  },
  what: {
    class: 'Lớp, thông tư',
    whole: 'Đủ dữ liệu',
    mean: 'Điểm trung bình',
    academic: 'Kết quả học tập',
    conduct: 'Kết quả rèn luyện',
    absences: 'Số buổi nghỉ',
    award: 'Danh hiệu',
    outcome: 'Lên lớp',
    'outcome-why': 'Lý do',
  } as Readonly<Record<string, string>>,
  whole: { true: 'đủ', false: 'chưa đủ' } as Readonly<Record<string, string>>,
};
