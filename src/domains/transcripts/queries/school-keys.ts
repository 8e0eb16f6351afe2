import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import { forDomain, type Query } from '#platform/database/database.ts';
import {
  keepsSignerOf,
  type ListedSigner,
  listSigners,
  type Owner,
  standingOf,
  type Trust,
} from '#platform/signing/index.ts';

/** Who holds, or may be given, a key of a school; the school itself by its seal. */
export interface Holder {
  owner: Owner;
  /** Undefined for the seal. */
  name?: string;
  mayRegister: boolean;
}

export type KeyState =
  | 'usable'
  | 'replaced'
  | 'revoked'
  | 'expired'
  | 'not-yet'
  | 'unknown-issuer'
  | 'certificate-revoked';

export interface SchoolKey extends ListedSigner {
  holder: Holder;
  state: KeyState;
}

export const isSameOwner = (one: Owner, other: Owner) => one.kind === other.kind && one.id === other.id;

/** The seal, then whoever works at the school or holds a role in it today, by name. */
export async function readHolders(db: Query<'transcripts'>, actor: Actor, schoolId: number): Promise<Holder[]> {
  const { rows } = await sql<{ id: number; name: string; mayRegister: boolean }>`
    select w.person_id as id, w.name, ${keepsSignerOf(actor, 'person', sql.ref<number>('w.person_id'))} as "mayRegister"
    from (select distinct on (b.person_id) b.person_id, b.name, b.sort_key from (
      select f.person_id, f.full_name as name, f.sort_key from schools.published_staff f
        where f.school_id = ${schoolId} and f.from_day <= ${actor.day} and ${actor.day} < f.until_day
      union all select p.person_id, p.full_name, p.sort_key
        from platform.role_held r join directory.published_person p on p.person_id = r.person_id
        where r.place_id = ${schoolId} and r.from_day <= ${actor.day} and ${actor.day} < r.until_day) b order by b.person_id) w
    order by w.sort_key`.execute(db);
  const { rows: seals } = await sql<{ mayRegister: boolean }>`
    select ${keepsSignerOf(actor, 'school', sql<number>`${schoolId}::bigint`)} as "mayRegister"`.execute(db);
  return [
    { owner: { kind: 'school', id: schoolId }, mayRegister: seals[0]?.mayRegister ?? false },
    ...rows.map(({ id, name, mayRegister }) => ({ owner: { kind: 'person' as const, id }, name, mayRegister })),
  ];
}

/** Every key of these holders, in their order, the newest of each first: it alone signs. */
export async function readKeys(
  db: Query<'transcripts'>,
  actor: Actor,
  holders: readonly Holder[],
  trust: Trust,
): Promise<SchoolKey[]> {
  const platform = forDomain<'platform'>(db);
  const idsOf = (kind: Owner['kind']) =>
    holders.filter(({ owner }) => owner.kind === kind).map(({ owner }) => owner.id);
  const all = {
    school: await listSigners(platform, actor, 'school', idsOf('school')),
    person: await listSigners(platform, actor, 'person', idsOf('person')),
  };
  return holders.flatMap(holder =>
    all[holder.owner.kind]
      .filter(key => key.ownerId === holder.owner.id)
      .map((key, index) => ({ ...key, holder, state: stateOf(key, index > 0, trust) })),
  );
}

function stateOf(key: ListedSigner, isReplaced: boolean, trust: Trust): KeyState {
  if (key.revokedAt) return 'revoked';
  if (isReplaced) return 'replaced';
  if (key.validUntil < trust.now) return 'expired';
  if (trust.now < key.validFrom) return 'not-yet';
  const standing = standingOf(key.chain, trust);
  if (standing === 'revoked') return 'certificate-revoked';
  return standing === 'trusted' ? 'usable' : 'unknown-issuer';
}
