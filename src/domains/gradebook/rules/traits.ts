import type { Said } from '#platform/words.ts';
import type { TraitLevel } from './primary.ts';
import type { Regime } from './regime.ts';

/** A quality or competence of a primary pupil, as its circular names it. */
export interface Trait {
  key: string;
  group: 'quality' | 'general' | 'specific';
  name: Said;
}

const trait = (group: Trait['group'], key: string, vi: string, en: string): Trait => ({ key, group, name: { vi, en } });

/** TT 27/2020 art. 5.2: five qualities, three general and seven specific competences of the 2018 programme. */
const of2020: readonly Trait[] = [
  trait('quality', 'patriotism', 'Yêu nước', 'Love of country'),
  trait('quality', 'kindness', 'Nhân ái', 'Kindness'),
  trait('quality', 'diligence', 'Chăm chỉ', 'Diligence'),
  trait('quality', 'honesty', 'Trung thực', 'Honesty'),
  trait('quality', 'responsibility', 'Trách nhiệm', 'Responsibility'),
  trait('general', 'self-reliance', 'Tự chủ và tự học', 'Self-reliance and self-study'),
  trait('general', 'communication', 'Giao tiếp và hợp tác', 'Communication and cooperation'),
  trait('general', 'problem-solving', 'Giải quyết vấn đề và sáng tạo', 'Problem solving and creativity'),
  trait('specific', 'language', 'Ngôn ngữ', 'Language'),
  trait('specific', 'calculation', 'Tính toán', 'Calculation'),
  trait('specific', 'science', 'Khoa học', 'Science'),
  trait('specific', 'technology', 'Công nghệ', 'Technology'),
  trait('specific', 'informatics', 'Tin học', 'Informatics'),
  trait('specific', 'aesthetics', 'Thẩm mĩ', 'Aesthetics'),
  trait('specific', 'physical', 'Thể chất', 'Physical ability'),
];

/** TT 30/2014 as amended by TT 22/2016 (the form of its record of the class): three competences and four qualities. */
const of2016: readonly Trait[] = [
  trait('general', 'self-service', 'Tự phục vụ, tự quản', 'Self-service and self-management'),
  trait('general', 'cooperation', 'Hợp tác', 'Cooperation'),
  trait('general', 'self-study', 'Tự học, giải quyết vấn đề', 'Self-study and problem solving'),
  trait('quality', 'diligent', 'Chăm học, chăm làm', 'Diligent in study and work'),
  trait('quality', 'confident', 'Tự tin, trách nhiệm', 'Confident and responsible'),
  trait('quality', 'honest', 'Trung thực, kỉ luật', 'Honest and disciplined'),
  trait('quality', 'loving', 'Đoàn kết, yêu thương', 'United and loving'),
];

/** What a primary pupil is judged by under a circular; nothing for secondary pupils, who have conduct instead. */
export function traitsOf(regime: Regime | undefined): readonly Trait[] {
  if (regime === 'tt27-2020') return of2020;
  return regime === 'tt30-2014' ? of2016 : [];
}

/** Competences of subjects that begin in grade 3 (the form of the class summary in TT 27/2020; from memory, unverified). */
const fromGradeThree: ReadonlySet<string> = new Set(['technology', 'informatics']);

/** What a primary pupil of a grade must be judged by before the year is whole. */
export const traitsAsked = (regime: Regime | undefined, grade: number): readonly Trait[] =>
  traitsOf(regime).filter(each => regime !== 'tt27-2020' || grade > 2 || !fromGradeThree.has(each.key));

const typedAs: Readonly<Record<string, TraitLevel>> = {
  t: 'T',
  tốt: 'T',
  đ: 'Đ',
  d: 'Đ',
  đạt: 'Đ',
  c: 'C',
  'cần cố gắng': 'C',
};

/** A level as typed: T, Đ or C in either case ("d" is Đ on a keyboard without marks). @returns null for an empty cell, undefined for what is none */
export function readTraitLevel(typed: string): TraitLevel | null | undefined {
  const text = typed.normalize('NFC').trim().toLocaleLowerCase('vi');
  return text === '' ? null : typedAs[text];
}
