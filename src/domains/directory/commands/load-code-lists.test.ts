import { expect, test } from 'vitest';
import { useSystem } from '../../../../test/database.ts';
import { ethnicGroups } from '../lists/ethnic-groups.ts';
import { codeList, entryFinder } from '../queries/code-lists.ts';
import { loadCodeLists } from './load-code-lists.ts';

const world = useSystem();
const list = (name: 'ethnic' | 'religion' | 'policy', day = '2023-11-24') =>
  codeList(world().database.tables, name, day);
const traces = async () =>
  (await world().database.tables.selectFrom('platform.audit_entry').select('event').execute()).length;

test('loading twice is loading once', async () => {
  await loadCodeLists(world());
  expect(await traces()).toBe(1);
  await loadCodeLists(world());
  expect(await traces()).toBe(1);
  expect(await list('ethnic')).toHaveLength(54);
});

test('each numbering of the ethnic groups is a whole one', () => {
  for (const scheme of ['gso1979', 'gsoLater']) {
    const codes = ethnicGroups.map(group => Number(group.codes[scheme])).sort((a, b) => a - b);
    expect(codes).toEqual(Array.from({ length: 54 }, (_, index) => index + 1));
  }
  expect(ethnicGroups.find(group => group.codes.gso1979 === '13')?.key).toBe('ba-na');
  expect(ethnicGroups.find(group => group.codes.gsoLater === '13')?.key).toBe('san-chay');
});

test('every spelling finds its group', async () => {
  const find = entryFinder(await list('ethnic'));
  for (const written of ['Ba Na', 'Ba-na', 'BAHNAR', 'bana', 'Rơ Ngao']) expect(find(written)?.key).toBe('ba-na');
  for (const written of ['Xơ Đăng', 'Xê Đăng', 'Sedang', 'xơđăng']) expect(find(written)?.key).toBe('xo-dang');
  for (const written of ['Giẻ-Triêng', 'Gié Triêng']) expect(find(written)?.key).toBe('gie-trieng');
  expect(find('Jrai')?.key).toBe('gia-rai');
  expect(find("H'Mông")?.key).toBe('mong');
  expect(find('Klingon')).toBeUndefined();
});

test("a name is never another group's alias", async () => {
  for (const name of ['ethnic', 'religion', 'policy'] as const) {
    const entries = await list(name);
    const find = entryFinder(entries);
    for (const entry of entries) expect(find(entry.name)?.key).toBe(entry.key);
  }
});

test('the decree on boarding changes on its day', async () => {
  const keys = async (day: string) => (await list('policy', day)).map(entry => entry.key);
  expect(await keys('2025-04-30')).toContain('ban-tru');
  expect(await keys('2025-05-01')).not.toContain('ban-tru');
  expect(await keys('2025-05-01')).toContain('ban-tru-2025');
});
