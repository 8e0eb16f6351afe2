import { expect, test } from 'vitest';
import { useSystem } from '../../../test/database.ts';
import { smallProvince } from '../../../test/small-province.ts';
import type { Actor } from '../access.ts';
import { resetAccount } from './commands/keep-accounts.ts';
import { makeAccount } from './commands/make-accounts.ts';

const world = useSystem();

test('the account of a pupil goes with the pupil: the school that let go keeps records, not the account', async () => {
  const province = await smallProvince(world());
  const [before = 0, now = 0] = province.schools;
  const stay = (
    school: number,
    person: number,
    code: string,
    from: string,
    until = 'infinity',
    left: string | null = null,
  ) =>
    province.write(
      `insert into schools.enrolment (school_id, person_id, pupil_code, full_name, sort_key, search_key, from_day, until_day, came_by, left_by)
       values ($1, $2, $3, 'Em Mẫu', 'mau em', 'em mau', $4, $5, 'admitted', $6)`,
      [school, person, code, from, until, left],
    );
  await stay(before, 501, 'A', '2022-09-05', '2023-09-01', 'transferred');
  await stay(now, 501, 'A', '2023-09-01');
  await stay(before, 502, 'B', '2022-09-05', '2023-06-01', 'graduated');
  await province.write(
    `insert into directory.guardian (pupil_person_id, guardian_person_id, relation, from_day) values (501, 503, 'mother', '2022-09-05')`,
  );
  const accounts = new Map<number, number>();
  for (const personId of [501, 502, 503])
    accounts.set(
      personId,
      await makeAccount(world(), world().house, { personId, login: `em.${personId}`, temporaryPassword: 'tạm thời' }),
    );
  const oldClerk = await province.person('clerk', before);
  const newClerk = await province.person('clerk', now);
  const may = (actor: Actor, personId: number) =>
    resetAccount(world(), actor, { accountId: accounts.get(personId) ?? -1, temporaryPassword: 'khác' }).then(
      () => true,
      () => false,
    );
  expect(await may(newClerk, 501)).toBe(true);
  expect(await may(oldClerk, 501)).toBe(false);
  expect(await may(newClerk, 503)).toBe(true);
  expect(await may(oldClerk, 503)).toBe(false);
  // Who is nowhere any more turns to the last school.
  expect(await may(oldClerk, 502)).toBe(true);
  expect(await may(newClerk, 502)).toBe(false);
});
