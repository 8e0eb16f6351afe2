import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';
import { languageWanted } from './language-wanted.ts';
import { localPath } from './local-path.ts';
import { networkOf } from './network-of.ts';
import { faultOfPassword } from './password-rule.ts';

test('a password is long, not the login, and not one of those tried first', () => {
  const faults: [string, string | undefined][] = [
    ['ngan', 'short'],
    ['ă'.repeat(9), 'short'],
    ['x'.repeat(201), 'long'],
    ['nguyen.an1', 'login'],
    ['1nguyen.an!', 'login'],
    ['Matkhau@123', 'common'],
    ['Mật khẩu 123', 'common'],
    ['P@ssword2023', 'common'],
    ['0123456789', 'common'],
    ['9876543210', 'common'],
    ['abcdefghij', 'common'],
    ['aaaaaaaaaa', 'common'],
    ['1212121212', 'common'],
    ['25/02/1979', 'common'],
    ['bốn con trâu trắng', undefined],
    ['cà phê sáng thứ bảy', undefined],
    ['nguyen.an thích cà phê', undefined],
    ['7q!Lw0z#Tk', undefined],
  ];
  for (const [password, fault] of faults) expect(faultOfPassword(password, 'nguyen.an'), password).toBe(fault);
});

test('after signing in one goes to a path of ours', () => {
  expect(localPath('/plans/3?tab=1')).toBe('/plans/3?tab=1');
  expect(localPath('/a/../plans')).toBe('/plans');
  for (const elsewhere of [
    undefined,
    '',
    'plans',
    '//evil',
    '/\\evil',
    '/\t/evil',
    '/.//evil',
    'http://evil',
    '\\\\evil',
  ])
    expect(localPath(elsewhere)).toBe('/');
});

test('a browser and its machine are named so that people know them again', () => {
  expect(deviceName('Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36')).toBe(
    'Chrome · Android',
  );
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Version/16.0 Safari/604.1')).toBe(
    'Safari · iPhone',
  );
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0')).toBe('Edge · Windows');
  expect(deviceName('curl/8')).toBe('');
  expect(deviceName(undefined)).toBe('');
});

test('the language is the first of ours that the browser asks for, else Vietnamese', () => {
  expect(languageWanted('fr,en-GB;q=0.8,vi;q=0.5')).toBe('en');
  expect(languageWanted('en;q=0.2, vi-VN')).toBe('vi');
  expect(languageWanted('en;q=0, fr')).toBe('vi');
  expect(languageWanted(undefined)).toBe('vi');
});

test('failures are counted by network: an IPv4 address, or the first half of an IPv6 address', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:0DB8:0001:0002::9')).toBe(networkOf('2001:db8:1:2:ffff::1'));
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('')).toBe('');
});
