import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, placesHeld, roleAt } from '../access.ts';
import type { Query } from '../database/database.ts';
import { keepsAccountOf } from '../sign-in/access.ts';
import type { Owner } from './types.ts';

/**
 * Who may make, register and revoke a signer, as a condition on rows: a person their own, and whoever keeps their account; for a
 * school's seal its administrator or principal (Decree 30/2020/NĐ-CP, article 33: the head of the body answers for seals and
 * secret keys). Name the owner's column with its table.
 */
export function keepsSignerOf(actor: Actor, kind: Owner['kind'], owner: Expression<number>): RawBuilder<boolean> {
  if (kind === 'school') return roleAt(actor, ['admin', 'principal'], owner);
  const isOwn = actor.personId === null ? sql<boolean>`false` : sql<boolean>`${owner} = ${actor.personId}`;
  return sql<boolean>`(${isOwn} or ${keepsAccountOf(actor, owner)})`;
}

/** The rule asked of one owner. */
export async function mayKeepSigner(db: Query<'platform'>, actor: Actor, owner: Owner): Promise<boolean> {
  const keeps = keepsSignerOf(actor, owner.kind, sql<number>`${owner.id}::bigint`);
  const { rows } = await sql<{ keeps: boolean }>`select ${keeps} as keeps`.execute(db);
  return rows[0]?.keeps ?? false;
}

/** Whom the whole house believes is for administrators who reach every place at which anybody holds a role. */
export async function mayKeepTrust(db: Query<'platform'>, actor: Actor): Promise<boolean> {
  if (actor.kind === 'system') return true;
  // Where nobody holds a role yet, nobody reaches them all.
  if (placesHeld(actor, ['admin']).length === 0) return false;
  const { rows } = await sql<{ keeps: boolean }>`select not exists (select from platform.role_held r
    where r.from_day <= ${actor.day} and ${actor.day} < r.until_day
      and not ${roleAt(actor, ['admin'], sql.ref('r.place_id'))}) as keeps`.execute(db);
  return rows[0]?.keeps ?? false;
}
