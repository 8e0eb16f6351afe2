import { expect, test } from 'vitest';
import { mergePerson } from './person-record.ts';

const known = {
  ...mergePerson(1, undefined, {
    fullName: 'A Đứu',
    citizenNumber: '062213000001',
    birthDay: '2013-05-04',
    sex: 'male',
  }).person,
  citizenNumberState: 'verified' as const,
};

test('a new record starts from nothing known', () => {
  expect(mergePerson(1, undefined, { fullName: 'Y Hrâm' }).person).toMatchObject({
    nationality: 'VN',
    sex: null,
    citizenNumberState: 'none',
  });
});

test('what was verified is only given again once a compared field changes', () => {
  expect(mergePerson(1, known, { phone: '0905000001' })).toMatchObject({
    changed: ['phone'],
    person: { citizenNumberState: 'verified' },
  });
  expect(mergePerson(1, known, { birthDay: '2013-05-05' })).toMatchObject({
    changed: ['birthDay'],
    person: { citizenNumberState: 'given' },
  });
  expect(mergePerson(1, known, { citizenNumber: null })).toMatchObject({ person: { citizenNumberState: 'none' } });
});

test('undefined leaves, null empties, the same changes nothing', () => {
  expect(mergePerson(1, known, { sex: undefined, birthDay: '2013-05-04' }).changed).toEqual([]);
  expect(mergePerson(1, known, { sex: null }).changed).toEqual(['sex']);
});
