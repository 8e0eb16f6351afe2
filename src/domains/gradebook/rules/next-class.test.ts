import { expect, test } from 'vitest';
import { nextClassName } from './next-class.ts';

test.each([
  ['6A', 6, true, '7A'],
  ['9B1', 9, true, '10B1'],
  ['Lớp 1A', 1, true, 'Lớp 2A'],
  ['6A', 6, false, '6A'],
  // A combined class, and a name with another number in it.
  ['Ghép Đăk Rve', 2, true, 'Ghép Đăk Rve'],
  ['Thôn 4', 2, true, 'Thôn 4'],
])('%s, grade %i, up %s: %s', (name, grade, up, next) => expect(nextClassName(name, grade, up)).toBe(next));
