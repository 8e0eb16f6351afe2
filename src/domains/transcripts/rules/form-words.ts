import { academicName, conductName, isPrimary } from '#gradebook';
import type { SubjectValue, TranscriptFacts } from './transcript-facts.ts';

/*
 * How the forms of the transcript call what stands in them: Annexes of TT 22/2021, TT 58/2011, TT 27/2020 and TT 22/2016 (the
 * forms as known from use; the gazette's pages were not to be had). In Vietnamese alone: the form is Vietnamese, whoever reads it.
 */

type Regime = TranscriptFacts['regime'];
type Period = NonNullable<TranscriptFacts['year']>;

export const academicWord = (regime: Regime, level: Period['academic']): string =>
  level === null ? '' : academicName(regime, level);

export const conductWord = (level: Period['conduct']): string => (level === null ? '' : conductName(level));

/** In full: screens shorten them. */
const awards: Record<Regime, Partial<Record<NonNullable<TranscriptFacts['award']>, string>>> = {
  'tt22-2021': { excellent: 'Học sinh Xuất sắc', good: 'Học sinh Giỏi' },
  'tt58-2011': { good: 'Học sinh giỏi', advanced: 'Học sinh tiên tiến' },
  'tt27-2020': {
    excellent: 'Học sinh Xuất sắc',
    model: 'Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện',
  },
  'tt30-2014': {
    excellent: 'Hoàn thành xuất sắc các nội dung học tập và rèn luyện',
    model: 'Có thành tích vượt trội hoặc tiến bộ vượt bậc',
  },
};
export const awardWord = ({ regime, award }: TranscriptFacts): string => (award && awards[regime][award]) || '';

/** 7,5; in primary school a test's whole mark; Đ, CĐ; T, H, C. */
export function valueWord(value: SubjectValue, part: 'tenths' | 'level' | 'either' = 'either', whole = false): string {
  if (value === null) return '';
  const mark =
    value.tenths === null
      ? ''
      : whole
        ? String(Math.round(value.tenths / 10))
        : (value.tenths / 10).toFixed(1).replace('.', ',');
  const level = value.level === null ? '' : { passed: 'Đ', 'not-passed': 'CĐ', T: 'T', H: 'H', C: 'C' }[value.level];
  if (part === 'tenths') return mark;
  return part === 'level' ? level : mark || level;
}

export const meanWord = (tenths: number | null): string =>
  tenths === null ? '' : (tenths / 10).toFixed(1).replace('.', ',');

const LAST_OF_LEVEL: Record<number, string> = {
  5: 'chương trình tiểu học',
  9: 'chương trình trung học cơ sở',
  12: 'chương trình trung học phổ thông',
};

/** The line that says what becomes of the pupil. */
export function outcomeWord(facts: TranscriptFacts): string {
  const { grade, outcome, outcomeWhy } = facts;
  const primary = isPrimary(facts.regime);
  if (outcome === 'not-promoted') {
    const because = {
      absences: ' (nghỉ quá 45 buổi)',
      academic: '',
      conduct: '',
      'conduct-and-academic': '',
      decided: '',
    };
    return `${primary ? `Chưa hoàn thành chương trình lớp ${grade}` : 'Không được lên lớp'}${outcomeWhy ? because[outcomeWhy] : ''}`;
  }
  const after = facts.afterSummer
    ? ' sau khi kiểm tra, đánh giá lại hoặc rèn luyện trong kì nghỉ hè'
    : outcomeWhy === 'decided'
      ? ' theo quyết định của Hiệu trưởng'
      : '';
  const last = LAST_OF_LEVEL[grade];
  if (last) return `Hoàn thành ${last}${after}`;
  return primary
    ? `Hoàn thành chương trình lớp ${grade}, được lên lớp ${grade + 1}${after}`
    : `Được lên lớp ${grade + 1}${after}`;
}

export const levelName = (grade: number): string =>
  grade <= 5 ? 'TIỂU HỌC' : grade <= 9 ? 'TRUNG HỌC CƠ SỞ' : 'TRUNG HỌC PHỔ THÔNG';

export const circularName = {
  'tt22-2021': 'Thông tư số 22/2021/TT-BGDĐT',
  'tt58-2011': 'Thông tư số 58/2011/TT-BGDĐT, sửa đổi bởi Thông tư số 26/2020/TT-BGDĐT',
  'tt27-2020': 'Thông tư số 27/2020/TT-BGDĐT',
  'tt30-2014': 'Thông tư số 30/2014/TT-BGDĐT, sửa đổi bởi Thông tư số 22/2016/TT-BGDĐT',
} satisfies Record<Regime, string>;
