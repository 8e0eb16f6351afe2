import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useSystem } from '../../test/database.ts';
import { smallProvince } from '../../test/small-province.ts';
import { roleAt } from './access.ts';

const world = useSystem();

test('a rule is about the row around it, whatever its table is called there', async () => {
  const province = await smallProvince(world());
  const [one = 0] = province.schools;
  const clerk = await province.person('clerk', one);
  for (const name of ['w', 'p', 'held', 'role_reached', 'place_within']) {
    const place = sql.ref<number>(`${name}.place_id`);
    const { rows } = await sql<{ place_id: number }>`select distinct place_id from directory.place as ${sql.ref(name)}
      where ${roleAt(clerk, ['clerk'], place)}`.execute(world().database.tables);
    expect({ name, rows }).toEqual({ name, rows: [{ place_id: one }] });
  }
});

test('a bare column, which the rule would take for its own, is a fault of ours', () => {
  const clerk = {
    ...world().house,
    kind: 'person' as const,
    roles: [{ roleHeldId: 1, role: 'clerk' as const, placeId: 1 }],
  };
  expect(() => roleAt(clerk, ['clerk'], sql.ref<number>('place_id'))).toThrow('name the table');
  expect(() => roleAt(clerk, ['clerk'], sql.ref<number>('plan.place_id'))).not.toThrow();
});
