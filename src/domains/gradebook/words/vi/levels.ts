import { academicName, conductName } from '../../rules/level-names.ts';
import type { Regime } from '../../rules/regime.ts';

type By<K extends string> = Readonly<Record<K, string>>;
type Award = 'excellent' | 'good' | 'advanced' | 'model';
const awards: Readonly<Record<Regime, Partial<By<Award>>>> = {
  'tt22-2021': { excellent: 'Học sinh Xuất sắc', good: 'Học sinh Giỏi' },
  'tt58-2011': { good: 'Học sinh giỏi', advanced: 'Học sinh tiên tiến' },
  'tt27-2020': { excellent: 'Học sinh Xuất sắc', model: 'Học sinh Tiêu biểu' },
  'tt30-2014': { excellent: 'Hoàn thành xuất sắc', model: 'Có thành tích, tiến bộ vượt bậc' },
};

/** How the circulars call what they give: the same key has another name under another circular. */
export const levels = {
  regimes: {
    'tt22-2021': 'TT 22/2021',
    'tt58-2011': 'TT 58/2011, TT 26/2020',
    'tt27-2020': 'TT 27/2020',
    'tt30-2014': 'TT 30/2014, TT 22/2016',
  } satisfies By<Regime>,
  academic: academicName,
  conduct: conductName,
  award: (regime: Regime, award: Award): string => awards[regime][award] ?? '',
  outcomes: {
    promoted: 'Được lên lớp',
    reassessment: 'Kiểm tra, đánh giá lại',
    'summer-training': 'Rèn luyện trong kì nghỉ hè',
    'not-promoted': 'Chưa được lên lớp',
    'principal-decides': 'Hiệu trưởng quyết định',
  },
  /** The same in a narrow column. */
  outcomesShort: {
    promoted: 'Lên lớp',
    reassessment: 'Kiểm tra lại',
    'summer-training': 'Rèn luyện hè',
    'not-promoted': 'Ở lại',
    'principal-decides': 'Chờ quyết định',
  },
  why: {
    absences: 'nghỉ quá 45 buổi',
    academic: 'kết quả học tập',
    conduct: 'kết quả rèn luyện',
    'conduct-and-academic': 'cả học tập và rèn luyện',
    decided: 'theo quyết định của hiệu trưởng',
  },
  /** What stands in a cell. */
  mark: { passed: 'Đ', 'not-passed': 'CĐ', T: 'T', H: 'H', C: 'C' },
  periods: { 1: 'Học kỳ I', 2: 'Học kỳ II', 3: 'Cả năm', 4: 'Sau hè' },
};
