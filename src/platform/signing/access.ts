import { sql } from 'kysely';
import { type Actor, holdsRoleAt, roleAt } from '../access.ts';
import type { Query } from '../database/database.ts';
import { keepsAccountOf } from '../sign-in/access.ts';
import type { Owner } from './types.ts';

/**
 * Who may make, register and revoke a signer: a person their own, and whoever keeps their account; for a school's seal its
 * administrator or principal (Decree 30/2020/NĐ-CP, article 33: the head of the body answers for seals and secret keys).
 */
export async function mayKeepSigner(db: Query<'platform'>, actor: Actor, owner: Owner): Promise<boolean> {
  if (owner.kind === 'school') return await holdsRoleAt(db, actor, ['admin', 'principal'], owner.id);
  if (actor.personId === owner.id) return true;
  const { rows } = await sql<{
    keeps: boolean;
  }>`select ${keepsAccountOf(actor, sql<number>`${owner.id}::bigint`)} as keeps`.execute(db);
  return rows[0]?.keeps ?? false;
}

/** Whom the whole house believes is for administrators who reach every place at which anybody holds a role. */
export async function mayKeepTrust(db: Query<'platform'>, actor: Actor): Promise<boolean> {
  if (actor.kind === 'system') return true;
  const { rows } = await sql<{ keeps: boolean }>`select not exists (select from platform.role_held r
    where r.from_day <= ${actor.day} and ${actor.day} < r.until_day
      and not ${roleAt(actor, ['admin'], sql.ref('r.place_id'))}) as keeps`.execute(db);
  return rows[0]?.keeps ?? false;
}
