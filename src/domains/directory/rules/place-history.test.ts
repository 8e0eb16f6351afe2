import { expect, test } from 'vitest';
import { changedFrom, endedOn, type PlaceVersion, versionOn } from './place-history.ts';

const school: PlaceVersion = {
  placeId: 7,
  fromDay: '2010-09-01',
  untilDay: 'infinity',
  name: 'Trường Tiểu học A',
  shortName: 'TH A',
  parentId: 2,
  communeId: 5,
};
const of = (history: PlaceVersion[] | undefined) =>
  history?.map(version => [version.fromDay, version.untilDay, version.name, version.parentId]);

test('a change parts the history on its day', () => {
  const renamed = changedFrom([school], '2023-03-01', { name: 'Trường Tiểu học B' });
  expect(of(renamed)).toEqual([
    ['2010-09-01', '2023-03-01', 'Trường Tiểu học A', 2],
    ['2023-03-01', 'infinity', 'Trường Tiểu học B', 2],
  ]);
});

test('a change on the first day replaces, and leaves no empty version', () => {
  expect(of(changedFrom([school], '2010-09-01', { name: 'Trường B' }))).toEqual([
    ['2010-09-01', 'infinity', 'Trường B', 2],
  ]);
});

test('a name given before a recorded move holds beyond it, until the next name', () => {
  const moved = changedFrom([school], '2025-07-01', { parentId: 9 }) ?? [];
  const renamedLater = changedFrom(moved, '2026-01-01', { name: 'Trường C' }) ?? [];
  expect(of(changedFrom(renamedLater, '2024-01-01', { name: 'Trường B' }))).toEqual([
    ['2010-09-01', '2024-01-01', 'Trường Tiểu học A', 2],
    ['2024-01-01', '2025-07-01', 'Trường B', 2],
    ['2025-07-01', '2026-01-01', 'Trường B', 9],
    ['2026-01-01', 'infinity', 'Trường C', 9],
  ]);
});

test('the same said twice leaves one version', () => {
  expect(changedFrom([school], '2024-01-01', { name: school.name, parentId: 2 })).toEqual([school]);
});

test('nothing changes where the place was not', () => {
  expect(changedFrom([school], '2009-01-01', { name: 'x' })).toBeUndefined();
  expect(endedOn([school], '2010-09-01')).toBeUndefined();
});

test('an end cuts the last version and drops what lay ahead', () => {
  const moved = changedFrom([school], '2025-07-01', { parentId: 9 }) ?? [];
  expect(of(endedOn(moved, '2024-06-01'))).toEqual([['2010-09-01', '2024-06-01', 'Trường Tiểu học A', 2]]);
  expect(versionOn(endedOn(moved, '2024-06-01') ?? [], '2024-06-01')).toBeUndefined();
});
