import { expect, test } from 'vitest';
import type { Bar } from '../rules/bars.ts';
import { t } from '../words/index.ts';
import { sayBars } from './result-bars.tsx';

const names: Record<string, string> = { maths: 'Toán', arts: 'Nghệ thuật', science: 'Khoa học' };
const said = (...bars: Bar[]) => sayBars(bars, key => names[key] ?? key, t('vi'));

test('what is asked of several subjects is said once, with how each stands', () => {
  expect(
    said(
      { kind: 'subject', subjectKey: 'maths', tenths: 49, least: 50 },
      { kind: 'subject', subjectKey: 'science', tenths: 40, least: 50 },
      { kind: 'comment', subjectKey: 'arts' },
      { kind: 'count', have: 4, least: 65 },
    ),
  ).toBe('mới 4/6 môn từ 6,5; cần 5,0: Toán (4,9), Khoa học (4,0); cần Đ: Nghệ thuật (CĐ)');
});
test('primary: levels, whole marks of tests, qualities and competences', () => {
  expect(
    said(
      { kind: 'level', subjectKey: 'maths', level: 'H', least: 'T' },
      { kind: 'test', subjectKey: 'maths', tenths: 60, least: 70 },
      { kind: 'traits', count: 2, least: 'T' },
    ),
  ).toBe('2 phẩm chất, năng lực chưa ở mức Tốt; cần T: Toán (H); bài kiểm tra cần 7: Toán (6)');
});
test('TT 58/2011: mean and core subjects', () => {
  expect(said({ kind: 'mean', mean: 78, least: 80 }, { kind: 'core', least: 80 })).toBe(
    'điểm trung bình các môn 7,8, cần 8,0; chưa có môn nào trong Toán, Ngữ văn, Ngoại ngữ từ 8,0',
  );
});
