import { beforeAll, expect, test } from 'vitest';
import { type Role, visitor } from '#platform/access.ts';
import { perform, read } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { whoMay } from '../queries/who-may.ts';
import { delegateRole } from './delegate-role.ts';
import { endRole } from './end-role.ts';
import { foundPlace } from './found-places.ts';
import { giveRole } from './give-role.ts';
import { recordPeople } from './record-people.ts';

const world = useSystem();
const people = { admin: 0, leader: 0, principal: 0, deputy: 0, teacher: 0, stranger: 0 };
const places = { province: 0, school: 0, other: 0 };
let principalRole = 0;

const give = async (
  giver: number | 'house',
  personId: number,
  role: Role,
  placeId: number,
  fromDay = '2023-09-01',
  untilDay?: string,
) =>
  perform(world(), giver === 'house' ? world().house : await world().actor(giver), giveRole, {
    personId,
    role,
    placeId,
    fromDay,
    untilDay,
  });

beforeAll(async () => {
  const found = (kind: 'province' | 'school', name: string, parentId: number | null) =>
    perform(world(), world().house, foundPlace, { kind, name, parentId, fromDay: '2000-01-01', document: 'QĐ' });
  places.province = await found('province', 'Tỉnh', null);
  places.school = await found('school', 'Trường A', places.province);
  places.other = await found('school', 'Trường B', places.province);
  const names = Object.keys(people) as (keyof typeof people)[];
  const { personIds } = await perform(world(), world().house, recordPeople, {
    people: names.map(name => ({ fullName: `Người ${name}` })),
  });
  names.forEach((name, index) => {
    people[name] = personIds[index] ?? 0;
  });
  await give('house', people.admin, 'admin', places.province);
  await give('house', people.leader, 'leader', places.province);
  principalRole = await give(people.leader, people.principal, 'principal', places.school, '2023-09-01', '2024-06-01');
});

test('a principal gives the roles of a school, at the own school, and none above', async () => {
  await give(people.principal, people.deputy, 'deputy', places.school);
  await expect(give(people.principal, people.teacher, 'principal', places.school)).rejects.toThrow('not allowed');
  await expect(give(people.principal, people.teacher, 'teacher', places.other)).rejects.toThrow('not allowed');
  await expect(give(people.principal, people.teacher, 'leader', places.province)).rejects.toThrow('not allowed');
  await expect(give(people.deputy, people.teacher, 'teacher', places.school)).rejects.toThrow('not allowed');
});

test('a leader makes no administrator, and nobody widens their own reach', async () => {
  await expect(give(people.leader, people.teacher, 'admin', places.province)).rejects.toThrow('not allowed');
  await expect(give(people.admin, people.admin, 'leader', places.province)).rejects.toMatchObject({
    code: 'role-to-oneself',
  });
});

test('the same role twice in the same days is refused in words', async () => {
  await give('house', people.teacher, 'teacher', places.school);
  await expect(give('house', people.teacher, 'teacher', places.school, '2023-10-01')).rejects.toMatchObject({
    code: 'role-held',
  });
});

test('a role is lent within its days, acts on them only, and ends with its source', async () => {
  const actor = await world().actor(people.principal);
  const lend = (fromDay: string, untilDay: string) =>
    perform(world(), actor, delegateRole, {
      roleHeldId: principalRole,
      toPersonId: people.deputy,
      fromDay,
      untilDay,
      reason: 'Đi tập huấn',
    });
  await expect(lend('2024-05-01', '2024-07-01')).rejects.toMatchObject({ code: 'beyond-own-days' });
  await expect(lend('2023-11-01', '2023-12-01')).rejects.toMatchObject({ code: 'day-past' });
  const lent = await lend('2023-12-01', '2023-12-15');
  const holds = async () => (await world().actor(people.deputy)).roles.some(held => held.role === 'principal');
  expect(await holds()).toBe(false);
  world().clock.set('2023-12-14T10:00:00Z');
  expect(await holds()).toBe(true);
  const borrower = await world().actor(people.deputy);
  const again = perform(world(), borrower, delegateRole, {
    roleHeldId: lent,
    toPersonId: people.teacher,
    fromDay: '2023-12-14',
    untilDay: '2023-12-15',
    reason: 'x',
  });
  await expect(again).rejects.toThrow('not allowed');
  await perform(world(), await world().actor(people.leader), endRole, { roleHeldId: principalRole, day: '2023-12-10' });
  expect(await holds()).toBe(false);
  world().clock.set('2023-11-24T07:05:00Z');
});

test('a role is ended by whoever may give it, not by its holder', async () => {
  const held = await give('house', people.stranger, 'librarian', places.other);
  await expect(
    perform(world(), await world().actor(people.stranger), endRole, { roleHeldId: held, day: '2023-12-01' }),
  ).rejects.toThrow('not allowed');
  await perform(world(), await world().actor(people.admin), endRole, { roleHeldId: held, day: '2023-12-01' });
  const row = await world()
    .database.tables.selectFrom('platform.role_held')
    .selectAll()
    .where('role_held_id', '=', held)
    .executeTakeFirstOrThrow();
  expect(row.until_day).toBe('2023-12-01');
});

test("who may what is shown within one's own reach", async () => {
  const seen = async (personId: number) => {
    const actor = await world().actor(personId);
    return await read(world(), actor, 'directory', db => whoMay(db, actor, { day: world().today() }));
  };
  const byAdmin = await seen(people.admin);
  expect(new Set(byAdmin.lines.map(line => line.placeName))).toEqual(new Set(['Tỉnh', 'Trường A', 'Trường B']));
  expect(byAdmin.total).toBe(byAdmin.lines.length);
  const byDeputy = await seen(people.deputy);
  expect(new Set(byDeputy.lines.map(line => line.placeName))).toEqual(new Set(['Trường A']));
  expect(byDeputy.lines.every(line => !line.mayEnd)).toBe(true);
  // A teacher sees their own roles and nobody else's.
  expect((await seen(people.teacher)).lines).toMatchObject([
    { personId: people.teacher, role: 'teacher', mayEnd: false },
  ]);
  const nobody = visitor(world().today());
  expect((await read(world(), nobody, 'directory', db => whoMay(db, nobody, { day: world().today() }))).total).toBe(0);
});

test('a role that ends on the day it began ends although a machine has a token of it', async () => {
  const today = world().today();
  const roleHeldId = await give(people.principal, people.stranger, 'librarian', places.school, today);
  await world()
    .database.tables.insertInto('platform.api_token')
    .values({
      token_hash: 'x',
      name: 'phần mềm',
      role_held_id: roleHeldId,
      made_by: people.stranger,
      made_at: world().clock.now(),
      expires_at: new Date('2030-01-01'),
    })
    .execute();
  await perform(world(), await world().actor(people.principal), endRole, { roleHeldId, day: today });
  expect((await world().actor(people.stranger)).roles.map(held => held.roleHeldId)).not.toContain(roleHeldId);
  expect(await world().database.tables.selectFrom('platform.api_token').selectAll().execute()).toEqual([]);
});
