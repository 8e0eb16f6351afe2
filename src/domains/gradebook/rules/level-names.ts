import type { Academic } from './pupil-year.ts';
import type { Regime } from './regime.ts';

/** Kết quả rèn luyện, hạnh kiểm. */
export type ConductName = 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak';

/** How the circulars call their levels. In Vietnamese: forms carry these words whoever reads them. */
const names: Readonly<Record<Academic, string>> = {
  good: 'Tốt',
  fair: 'Khá',
  passed: 'Đạt',
  'not-passed': 'Chưa đạt',
  average: 'Trung bình',
  weak: 'Yếu',
  poor: 'Kém',
  excellent: 'Hoàn thành xuất sắc',
  well: 'Hoàn thành tốt',
  completed: 'Hoàn thành',
  'not-completed': 'Chưa hoàn thành',
};

/** Kết quả học tập, học lực, or kết quả giáo dục of a primary class. Học lực (TT 58/2011 art. 13) has "Giỏi" where the others have "Tốt". */
export const academicName = (regime: Regime, level: Academic): string =>
  regime === 'tt58-2011' && level === 'good' ? 'Giỏi' : names[level];

export const conductName = (level: ConductName): string => names[level];
