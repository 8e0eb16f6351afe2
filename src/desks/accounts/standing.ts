import { sql } from 'kysely';
import type { Actor, Role } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { keepsAccountOf } from '#platform/sign-in/index.ts';
import { loginCandidates, suggestLogins } from './suggest-login.ts';

export type Db = Query<'indicators'>;

/** Someone of a list, as the list names them. */
export interface Listed {
  personId: number;
  name: string;
  /** Code, class, whose mother: what tells them from others of the same name. */
  facts: string[];
  /** The part of the list they stand in. */
  part: 'staff' | 'pupils' | 'guardians' | 'holders';
  /** The role of their job, which whoever asks may give them here. */
  roleOfJob?: Role;
}

/** How someone's account stands, and whether the one who asks keeps it. */
export interface Standing extends Listed {
  keeps: boolean;
  isOneself: boolean;
  /** Staff without a role reach nothing, so that an account would open nothing. */
  holdsRole: boolean;
  accountId: number | null;
  login: string;
  lockedAt: Date | null;
  lockedWhy: string | null;
  mustChangePassword: boolean;
  seenAt: Date | null;
  /** From the directory, where nobody else signs in by it: for a forgotten password. */
  email: string | null;
}

type Found = Omit<Standing, keyof Listed | 'login' | 'email' | 'isOneself'> & {
  personId: number;
  login: string | null;
};

/** Whether the actor may act on this account, or make it: then it can be chosen. Staff without a role are given theirs first. */
export const canChoose = (one: Standing): boolean => !one.isOneself && (one.keeps || givesRole(one) !== undefined);

export const givesRole = (one: Standing): Role | undefined =>
  one.holdsRole || one.accountId !== null ? undefined : one.roleOfJob;

/**
 * The accounts of the people of a list, with a user name suggested where there is none. Three statements, however long the
 * list: people and accounts are found by lists of ids, never joined (they are spread differently).
 */
export async function standingsOf(db: Db, actor: Actor, people: Listed[]): Promise<Standing[]> {
  if (people.length === 0) return [];
  const ids = people.map(one => one.personId);
  const { rows } =
    await sql<Found>`select asked.person_id as "personId", ${keepsAccountOf(actor, sql.ref('asked.person_id'))} as keeps,
      exists (select from platform.role_held held where held.person_id = asked.person_id and ${actor.day} < held.until_day) as "holdsRole",
      account.account_id as "accountId", account.login, account.disabled_at as "lockedAt", account.disabled_why as "lockedWhy",
      coalesce(account.must_change_password, false) as "mustChangePassword",
      (select max(session.seen_at) from platform.session where session.account_id = account.account_id) as "seenAt"
    from unnest(${ids}::bigint[]) as asked(person_id) left join platform.account on account.person_id = asked.person_id`.execute(
      db,
    );
  const found = new Map(rows.map(row => [row.personId, row]));
  const without = people.filter(one => found.get(one.personId)?.accountId === null);
  const emails = await emailsOf(db, without);
  const taken = await takenOf(db, without.flatMap(loginCandidates), [...emails.values()]);
  const logins = suggestLogins(without, taken.logins);
  return people.flatMap(one => {
    const row = found.get(one.personId);
    const email = emails.get(one.personId) ?? null;
    return row
      ? {
          ...row,
          ...one,
          isOneself: one.personId === actor.personId,
          login: row.login ?? logins.get(one.personId) ?? '',
          email: email !== null && taken.emails.has(email) ? null : email,
        }
      : [];
  });
}

/** E-mail addresses that the directory knows; one that two people share is nobody's to sign in by. */
async function emailsOf(db: Db, people: Listed[]): Promise<Map<number, string>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('directory.published_person')
    .select(['person_id', sql<string>`lower(trim(email))`.as('email')])
    .where('person_id', '=', sql<number>`any (${people.map(one => one.personId)}::bigint[])`)
    .where('email', 'like', '%_@_%')
    .execute();
  const shared = rows.filter((row, at) => rows.some((other, where) => where !== at && other.email === row.email));
  return new Map(rows.filter(row => !shared.includes(row)).map(row => [row.person_id, row.email]));
}

export interface Taken {
  logins: Set<string>;
  emails: Set<string>;
}

/** Which of these somebody signs in by already. */
export async function takenOf(db: Db, logins: string[], emails: string[]): Promise<Taken> {
  if (logins.length + emails.length === 0) return { logins: new Set(), emails: new Set() };
  const { rows } = await sql<{ login: string | null; email: string | null }>`
    select login, null as email from platform.account where login = any (${logins}::text[])
    union all select null, email from platform.account where email = any (${emails}::text[])`.execute(db);
  return {
    logins: new Set(rows.flatMap(row => row.login ?? [])),
    emails: new Set(rows.flatMap(row => row.email ?? [])),
  };
}
