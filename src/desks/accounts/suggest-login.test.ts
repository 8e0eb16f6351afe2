import { expect, test } from 'vitest';
import { faultOfPassword } from '#platform/sign-in/rules/password-rule.ts';
import { loginForm, suggestLogins } from './suggest-login.ts';
import { temporaryPassword } from './temporary-password.ts';

const names = (...given: string[]) => given.map((name, at) => ({ personId: 100 + at, name }));

test('a user name is the called name and the initials of the rest, without marks', () => {
  const suggested = suggestLogins(names('Nguyễn Văn An', 'Y Hlăn', "Siu H'Nhŏng", 'Đinh Thị Đào'), new Set());
  expect([...suggested.values()]).toEqual(['annv', 'hlany', 'hnhongs', 'daodt']);
});

test('no two are alike, and none is taken', () => {
  const many = names(...Array.from({ length: 30 }, () => 'Nguyễn Văn An'));
  const logins = [...suggestLogins(many, new Set(['annv', 'annv3'])).values()];
  expect(new Set(logins).size).toBe(30);
  expect(logins.slice(0, 2)).toEqual(['annv2', 'annv4']);
  expect(logins.at(-1)).toBe('annv.129');
});

test('a name of two letters, or of none that can be typed, gives a user name that may stand', () => {
  for (const login of suggestLogins(names('Ý', 'An', '???'), new Set()).values()) expect(login).toMatch(loginForm);
});

test('temporary passwords differ and would pass the rule of passwords', () => {
  const made = Array.from({ length: 200 }, temporaryPassword);
  expect(new Set(made).size).toBe(200);
  expect(made.filter(one => faultOfPassword(one, 'annv') !== undefined)).toEqual([]);
  expect(made.filter(one => /[^a-z2-9-]/.test(one))).toEqual([]);
});
