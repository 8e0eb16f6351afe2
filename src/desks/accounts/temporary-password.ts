import { randomInt } from 'node:crypto';

/** Short words without marks, hard to misread on paper and easily typed by a child. */
const syllables = (
  'ban bay beo bien bong buom canh cau chim cho chuoi cong dao dat dau den dua duong gao gau gio goc ' +
  'hat heo hoa hong hue khe khoai la lang lua mai mang mat may men meo mia mua nai nam nang ngo ' +
  'nha nui ong que rau ruong sao sen son suoi tam thac thong tre trang trau vang voi vuon xanh'
).split(' ');

const pick = () => syllables[randomInt(syllables.length)] ?? '';

/**
 * A password to hand over on paper: three words and a number without 0 and 1 (27 bits). It opens one door, behind the limits
 * on attempts, and only to choose one's own.
 */
export const temporaryPassword = (): string =>
  `${pick()}-${pick()}-${pick()}-${Array.from({ length: 3 }, () => randomInt(2, 10)).join('')}`;
