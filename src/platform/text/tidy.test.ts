import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldSpelling, graphemes, tidy } from './index.ts';

test('tidy stores NFC, single spaces and nothing invisible', () => {
  expect(tidy('  Nguyễn\u00a0 Văn\u200b An\ufeff ')).toBe('Nguyễn Văn An');
  expect(tidy('Nguyễn'.normalize('NFD'))).toBe('Nguyễn');
  expect(tidy('dòng một\r\n\tdòng hai')).toBe('dòng một dòng hai');
  expect(tidy('Y Hrâm')).toBe('Y Hrâm');
});

test('tidy brings marks into one order, so that what looks the same is the same', () => {
  expect(tidy('e\u0306\u0302')).toBe('\u00ea\u0306');
  expect(tidy('\u0115\u0302')).toBe('\u00ea\u0306');
  expect(tidy('o\u0306\u031b')).toBe('\u01a1\u0306');
  expect(tidy('e\u0301\u0302')).toBe('ế');
  expect(tidy('ắ'.normalize('NFD'))).toBe('ắ');
  expect(tidy('a\u0302\u0323')).toBe('ậ');
});

test('tidy mends look-alikes of Đ and leaves soft hyphens to the legacy conversion', () => {
  expect(tidy('\u00d0ăk Hà, \u0189ăk Tô, \u00f0ường')).toBe('Đăk Hà, Đăk Tô, đường');
  expect(tidy('Tr\u00adêng')).toBe('Tr\u00adêng');
});

test('tidy is the same done twice', () => {
  const marks = fc.constantFrom(
    '\u0300',
    '\u0301',
    '\u0302',
    '\u0306',
    '\u031b',
    '\u0323',
    'ă',
    'ĕ',
    'ơ',
    ' ',
    '\u00a0',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(marks, fc.string({ unit: 'grapheme', maxLength: 3 }))), parts => {
      const once = tidy(parts.join(''));
      expect(tidy(once)).toBe(once);
    }),
  );
});

test('fold meets what people type without marks', () => {
  expect(fold('Đặng Thị HOÀ')).toBe('dang thi hoa');
  expect(fold('hòa')).toBe(fold('hoà'));
  expect(fold("Siu H' Prăk")).toBe('siu h prak');
  for (const father of ["'bă", 'ƀă', 'b`ă', 'ʼbă', '’bă']) expect(fold(father)).toBe('ba');
  expect(fold('pơ̆dar')).toBe('podar');
});

test('foldSpelling also meets i and y', () => {
  for (const [one, other] of [
    ['Lý', 'Lí'],
    ['Mỹ thuật', 'Mĩ thuật'],
    ['quý', 'quí'],
    ['Kỹ', 'Kĩ'],
  ] as const)
    expect(foldSpelling(one)).toBe(foldSpelling(other));
  expect(foldSpelling('thuỷ')).toBe('thuy');
  expect(foldSpelling('Y Ly')).toBe('y li');
});

test('graphemes count letters as a reader does', () => {
  expect(graphemes('pơ̆m')).toEqual(['p', 'ơ̆', 'm']);
});
