import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#platform/settings.ts';
import { readCommuneRows } from './read-commune-rows.ts';
import { type CommuneRow, planReorganisation, type Standing } from './reorganisation.ts';

const row = (oldCode: string, newCode: string, newName: string, districtCode = '901'): CommuneRow => ({
  oldCode,
  oldName: `Xã ${oldCode}`,
  districtCode,
  districtName: 'Huyện',
  newCode,
  newName,
});
const place = (
  placeId: number,
  kind: Standing['kind'],
  parentId: number | null,
  more: Partial<Standing> = {},
): Standing => ({
  placeId,
  kind,
  name: `Nơi ${placeId}`,
  parentId,
  communeId: null,
  gso: null,
  ...more,
});
const district = place(2, 'district', 1, { gso: '901' });
const commune = (id: number, gso: string, name = `Xã ${gso}`) => place(id, 'commune', 2, { gso, name });

test('a commune alone that keeps code and name goes on; a new name makes a new one', () => {
  const places = [place(1, 'province', null), district, commune(3, '11'), commune(4, '12')];
  const plan = planReorganisation(places, [row('11', '11', 'Xã 11'), row('12', '12', 'Xã Mới')]);
  expect(plan.communes).toEqual([
    { code: '11', name: 'Xã 11', from: [3], staysId: 3 },
    { code: '12', name: 'Xã Mới', from: [4], staysId: null },
  ]);
});

test('schools follow their commune whichever office they stood under', () => {
  const places = [
    district,
    commune(3, '11'),
    place(5, 'district-office', 2),
    place(6, 'district-office', 99, { communeId: 3 }),
    place(7, 'room', 6),
    place(8, 'school', 5, { communeId: 3 }),
    place(9, 'school', 6, { communeId: 3 }),
    place(10, 'school', 99, { communeId: 3 }),
    place(11, 'site', 8),
  ];
  const plan = planReorganisation(places, [row('11', '21', 'Xã Mới')]);
  expect(plan.offices).toEqual([5, 6, 7]);
  expect(plan.moves).toEqual([
    { placeId: 8, under: '21', commune: '21' },
    { placeId: 9, under: '21', commune: '21' },
    // Under the department: its parent stays, its address changes.
    { placeId: 10, under: null, commune: '21' },
  ]);
  expect(plan.faults).toEqual([]);
});

test('what does not fit is named once each', () => {
  const places = [district, commune(3, '11'), place(8, 'school', 2)];
  const rows = [
    row('11', '21', 'Xã Mới'),
    row('12', '21', 'Xã Khác'),
    row('13', '22', 'Xã Ba', '999'),
    row('13', '22', 'Xã Ba', '999'),
  ];
  expect(planReorganisation(places, rows).faults).toEqual([
    { what: 'two-names', name: '21 Xã Khác' },
    { what: 'commune', name: '12 Xã 12' },
    { what: 'district', name: '999 Huyện' },
    { what: 'commune', name: '13 Xã 13' },
    { what: 'homeless', name: 'Nơi 8' },
  ]);
});

// The list of a real province lies outside the repository; it is tried where it is at hand.
const given = path.join(root, '..', 'shared', 'data', 'kontum-communes.csv');
test.skipIf(!existsSync(given))('the list of Kon Tum: 102 communes of 10 districts become 40', () => {
  const { rows = [] } = readCommuneRows(readFileSync(given, 'utf8'));
  const codes = [...new Set(rows.map(each => each.districtCode))];
  const places = [
    ...codes.map((gso, index) => place(1000 + index, 'district', 1, { gso })),
    ...rows.map((each, index) =>
      place(index + 1, 'commune', 1000 + codes.indexOf(each.districtCode), { gso: each.oldCode, name: each.oldName }),
    ),
  ];
  const plan = planReorganisation(places, rows);
  expect(plan.faults).toEqual([]);
  expect(plan.districts).toHaveLength(10);
  expect(plan.communes).toHaveLength(40);
  expect(plan.communes.flatMap(each => each.from)).toHaveLength(102);
});
