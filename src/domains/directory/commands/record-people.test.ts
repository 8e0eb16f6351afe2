import { expect, test } from 'vitest';
import { visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { searchPeople } from '../queries/people.ts';
import { type PersonInput, recordPeople } from './record-people.ts';

const world = useSystem();
const record = (people: PersonInput[]) => perform(world(), world().house, recordPeople, { people });
const rowOf = (id: number) =>
  world()
    .database.tables.selectFrom('directory.person')
    .selectAll()
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow();

test('a name is kept as written, and can be found and sorted', async () => {
  const {
    personIds: [id = 0],
  } = await record([{ fullName: '  A   Đứu ', sex: 'male', birthDay: '2013-05-04' }]);
  const row = await rowOf(id);
  expect(row).toMatchObject({
    full_name: 'A Đứu',
    search_key: 'a duu',
    birth_day: '2013-05-04',
    nationality: 'VN',
    citizen_number_state: 'none',
  });
  expect(await searchPeople(world().database.tables, world().house, 'duu a')).toMatchObject([{ personId: id }]);
});

test('the same list again changes nothing, and says so', async () => {
  const people = [
    { fullName: 'Y Hrâm', citizenNumber: '062313000001' },
    { fullName: "Siu H' Prăk", ministryCode: '6200000001' },
  ];
  const first = await record(people);
  expect(first.added).toEqual(first.personIds);
  const again = await record(people.map((person, index) => ({ ...person, personId: first.personIds[index] })));
  expect(again).toEqual({ personIds: first.personIds, added: [], changed: [] });
});

test('what is left out stays, null empties, and only what changed is reported', async () => {
  const {
    personIds: [id = 0, other = 0],
  } = await record([{ fullName: 'Trần Thị Bình', phone: '0905000001', sex: 'female' }, { fullName: 'Trần Văn Cường' }]);
  const answer = await record([
    { personId: id, phone: null },
    { personId: other, fullName: 'Trần Văn Cường' },
  ]);
  expect(answer.changed).toEqual([id]);
  expect(await rowOf(id)).toMatchObject({ full_name: 'Trần Thị Bình', phone: null, sex: 'female' });
});

test('a number that is in use is refused by its row, without saying whose it is', async () => {
  await record([{ fullName: 'Lê Thị Hoa', citizenNumber: '062313000009' }]);
  const refused = record([{ fullName: 'Người khác' }, { fullName: 'Lê Thị Huệ', citizenNumber: '062313000009' }]);
  await expect(refused).rejects.toMatchObject({ code: 'citizen-number-used', field: 'people.1.citizenNumber' });
  await expect(refused).rejects.not.toThrow('Hoa');
});

test('two rows of one list with one number are refused at the second', async () => {
  const people = [
    { fullName: 'Một', citizenNumber: '062313000077' },
    { fullName: 'Hai', citizenNumber: '062313000077' },
  ];
  await expect(record(people)).rejects.toMatchObject({ field: 'people.1.citizenNumber' });
});

test('a number moves from the one who had it to the one whose it is, in one go', async () => {
  const {
    personIds: [wrong = 0, right = 0],
  } = await record([{ fullName: 'Phạm An', citizenNumber: '062313000055' }, { fullName: 'Phạm Ân' }]);
  await record([
    { personId: wrong, citizenNumber: null },
    { personId: right, citizenNumber: '062313000055' },
  ]);
  expect((await rowOf(right)).citizen_number_state).toBe('given');
  expect(await rowOf(wrong)).toMatchObject({ citizen_number: null, citizen_number_state: 'none' });
});

test('what is not twelve digits is refused', async () => {
  await expect(record([{ fullName: 'X', citizenNumber: '123' }])).rejects.toMatchObject({
    code: 'citizen-number-form',
  });
});

test('who keeps no files records nobody', async () => {
  await expect(perform(world(), visitor('2023-11-24'), recordPeople, { people: [{ fullName: 'X' }] })).rejects.toThrow(
    'not allowed',
  );
});

test('the number of statements does not grow with the list', async () => {
  const many = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => ({
      fullName: `Nguyễn Văn ${i}`,
      citizenNumber: `0623130${String(from + i).padStart(5, '0')}`,
    }));
  const small = await countQueries(() => record(many(2, 10_000)));
  const large = await countQueries(() => record(many(3_000, 20_000)));
  expect(large.queries.length).toBe(small.queries.length);
});
