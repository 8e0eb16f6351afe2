import { expect, test } from 'vitest';
import { detectLegacy, fromLegacy, fromTcvn3, fromVni } from './index.ts';

// The specimens below were written by hand from the two standards, not from the tables under test.
const small =
  'à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị ' +
  'ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ';
const tcvn3Bytes =
  'b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb ae cc ce cf d0 d1 aa d2 d3 d4 d5 d6 d7 d8 dc dd de ' +
  'df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 ad f5 f6 f7 f8 f9 fa fb fc fd fe';
const vniSmall =
  'aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò ' +
  'oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î';

test('every letter of TCVN3, small and capital', () => {
  const bytes = tcvn3Bytes.split(' ').map(hex => String.fromCharCode(Number.parseInt(hex, 16)));
  expect(bytes.map(byte => fromTcvn3(byte)).join(' ')).toBe(small);
  expect(bytes.map(byte => fromTcvn3(byte, { capitals: true })).join(' ')).toBe(small.toUpperCase());
  expect(fromTcvn3('\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7')).toBe('ĂÂÊÔƠƯĐ');
  expect(new Set(bytes).size).toBe(67);
});

test('every letter of VNI, small, capital, and a capital with a small mark', () => {
  expect(vniSmall.split(' ').map(fromVni).join(' ')).toBe(small);
  expect(vniSmall.toUpperCase().split(' ').map(fromVni).join(' ')).toBe(small.toUpperCase());
  const headed = vniSmall.split(' ').map(code => code.charAt(0).toUpperCase() + code.slice(1));
  expect(headed.map(fromVni).join(' ')).toBe(small.toUpperCase());
});

test('the sentences of the reference', () => {
  expect(fromVni('Tröôøng Tieåu hoïc Ñaëng Traàn Coân')).toBe('Trường Tiểu học Đặng Trần Côn');
  expect(fromTcvn3('Tr\u00adêng TiÓu häc §Æng TrÇn C«n')).toBe('Trường Tiểu học Đặng Trần Côn');
  expect(fromVni('NGUYEÃN THÒ HÖÕU ÖÙNG')).toBe('NGUYỄN THỊ HỮU ỨNG');
  expect(fromTcvn3('Hµ Y')).toBe('Hà Y');
  expect(fromTcvn3('NGUYÔN THÞ')).toBe('NGUYỄN THỊ');
  expect(fromLegacy('nguyÔn thÞ hµ', 'tcvn3', '.VnTimeH')).toBe('NGUYỄN THỊ HÀ');
  expect(fromLegacy('Höông', 'vni')).toBe('Hương');
});

test('text without strange letters stays as it is', () => {
  for (const text of ['A Ly', '062211000000', "Siu H' Blah", '']) {
    expect(fromTcvn3(text)).toBe(text);
    expect(fromVni(text)).toBe(text);
  }
});

test('detection: by text', () => {
  expect(detectLegacy(['NguyÔn V¨n An', 'TrÇn ThÞ B×nh', 'Lª Hoµng §¹t'])?.encoding).toBe('tcvn3');
  expect(detectLegacy(['Nguyeãn Vaên An', 'Traàn Thò Bình', 'Leâ Hoaøng Ñaït'])?.encoding).toBe('vni');
  expect(detectLegacy(['Nguyễn Văn An', 'Hà', 'Bình', 'Lò'])).toBeNull();
  expect(detectLegacy(['Hà', 'Hoàng', 'Bình', 'Sáu', 'Tám'])).toBeNull();
  expect(detectLegacy(['Nguyễn Văn An'.normalize('NFD')])).toBeNull();
  expect(detectLegacy(['A Ly', '12', ''])).toBeNull();
  expect(detectLegacy(['Ñu ƀing čơđai', 'pơlĕi ngă'])).toBeNull();
  expect(detectLegacy(['Zoë', 'François', 'Müller', 'Ærø'])).toBeNull();
});

test('detection: by font, before text', () => {
  expect(detectLegacy(['Hµ'], ['.VnTime'])).toEqual({ encoding: 'tcvn3', confidence: 1 });
  expect(detectLegacy(['Haø'], ['VNI-Times'])).toEqual({ encoding: 'vni', confidence: 1 });
  expect(detectLegacy(['Nguyễn'], ['.VnTime'])).toBeNull();
  expect(detectLegacy(['An'], ['.VnTime'])).toBeNull();
});
