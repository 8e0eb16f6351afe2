import { expect, test } from 'vitest';
import { checkCitizenNumber } from './index.ts';

const boy2011 = { birthDay: '2011-05-25', sex: 'male' } as const;
const good = (number: string, ...warnings: string[]) => ({ kind: 'good', number, warnings });

test('province, sex and year are compared, and only warn', () => {
  expect(checkCitizenNumber('062211000000', boy2011)).toEqual(good('062211000000'));
  expect(checkCitizenNumber('062311000000', { birthDay: '2011-05-25', sex: 'female' })).toEqual(good('062311000000'));
  expect(checkCitizenNumber('062211000000', { birthDay: '2011-05-25', sex: 'female' })).toEqual(
    good('062211000000', 'sexDiffers'),
  );
  expect(checkCitizenNumber('062210000000', boy2011)).toEqual(good('062210000000', 'yearDiffers'));
  expect(checkCitizenNumber('062099000000', { birthDay: '1999-01-01', sex: 'male' })).toEqual(good('062099000000'));
  expect(checkCitizenNumber('063211000000', { birthDay: '2011', sex: 'male' })).toEqual(
    good('063211000000', 'unknownProvince'),
  );
  expect(checkCitizenNumber('051215000000', { birthDay: '2015', sex: 'male' })).toEqual(good('051215000000'));
  expect(checkCitizenNumber(' 0622 1100 0000 ')).toEqual(good('062211000000'));
});

test('lost zeros are offered back, other lengths are wrong', () => {
  expect(checkCitizenNumber('62211000000', boy2011)).toEqual({
    kind: 'zerosLost',
    offered: '062211000000',
    agrees: true,
  });
  expect(checkCitizenNumber('62211000000')).toMatchObject({ kind: 'zerosLost', agrees: false });
  expect(checkCitizenNumber('1211000000', boy2011)).toMatchObject({ offered: '001211000000', agrees: true });
  expect(checkCitizenNumber('06221100000')).toEqual({ kind: 'wrong', fault: 'length', digits: 11 });
  expect(checkCitizenNumber('6.2211E+10')).toMatchObject({ kind: 'wrong', fault: 'notDigits' });
  expect(checkCitizenNumber('233123456')).toEqual({ kind: 'oldCard', number: '233123456' });
});
