import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../access.ts';
import { refuse } from '../../refusal.ts';
import type { System } from '../../system.ts';
import { command, perform } from '../../work.ts';
import { keepsAccountOf } from '../access.ts';
import { hashPassword } from '../hash-password.ts';

export interface NewAccount {
  personId: number;
  /** Lower case letters, figures, ". _ @ -"; a pupil needs no e-mail. */
  login: string;
  email?: string | undefined;
  /** Handed over on paper, and changed at the first sign-in. */
  temporaryPassword: string;
  language?: 'vi' | 'en' | undefined;
  /** Only sample accounts, whose passwords are printed for everyone, keep theirs. */
  mustChangePassword?: boolean | undefined;
}

const Row = z.object({
  personId: z.number().int().positive(),
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9._@-]{3,100}$/),
  email: z.string().trim().toLowerCase().max(200).nullable(),
  passwordHash: z.string(),
  language: z.enum(['vi', 'en']),
  mustChangePassword: z.boolean(),
});

const keepAccounts = command('platform', 'make-accounts', {
  input: z.array(Row).min(1),
  async run(work, rows) {
    const people = rows.map(row => row.personId);
    const kept = sql<boolean>`${keepsAccountOf(work.actor, sql.ref('asked.person_id'))}`;
    const { rows: strangers } =
      await sql`select from unnest(${people}::bigint[]) as asked(person_id) where not ${kept} limit 1`.execute(work.db);
    work.allowed(strangers.length === 0);
    const taken = await work.db
      .selectFrom('platform.account')
      .select(['login', 'email', 'person_id'])
      .where(one =>
        one.or([
          one('login', '=', one.fn.any(one.val(rows.map(row => row.login)))),
          one('person_id', '=', one.fn.any(one.val(people))),
          one('email', '=', one.fn.any(one.val(rows.flatMap(row => row.email ?? [])))),
        ]),
      )
      .limit(1)
      .executeTakeFirst();
    if (taken) refuseTaken(taken, rows);
    const { rows: made } = await sql<{ account_id: number; person_id: number }>`
      insert into platform.account (person_id, login, email, password_hash, language, must_change_password)
      select * from unnest(${people}::bigint[], ${rows.map(row => row.login)}::text[], ${rows.map(row => row.email)}::text[],
        ${rows.map(row => row.passwordHash)}::text[], ${rows.map(row => row.language)}::text[], ${rows.map(row => row.mustChangePassword)}::boolean[])
      on conflict do nothing returning account_id, person_id`.execute(work.db);
    // Two rows of the same list, or somebody else a moment ago.
    if (made.length < rows.length) {
      const left = rows.find(row => !made.some(one => one.person_id === row.personId)) ?? rows[0];
      refuseTaken({ login: left?.login ?? '', email: null, person_id: -1 }, rows);
    }
    for (const { account_id, person_id } of made) {
      work.audit({ event: 'account.made', subject: `account:${account_id}`, data: { personId: person_id } });
    }
    const byPerson = new Map(made.map(row => [row.person_id, row.account_id]));
    return people.map(person => byPerson.get(person) ?? -1);
  },
});

/** The field names the row, as it does for a value of the wrong form: "3.login". */
function refuseTaken(
  taken: { login: string; email: string | null; person_id: number },
  rows: z.infer<typeof Row>[],
): never {
  const whose = rows.findIndex(row => row.personId === taken.person_id);
  if (whose >= 0) {
    refuse(
      'account-exists',
      {
        vi: `Người này đã có tài khoản “${taken.login}”.`,
        en: `This person already has the account “${taken.login}”.`,
      },
      `${whose}.personId`,
    );
  }
  // The last of them: of two rows of one list the second is the one to change.
  const which = rows.findLastIndex(row => row.login === taken.login || (row.email && row.email === taken.email));
  const wanted = rows[which];
  refuse(
    'login-taken',
    {
      vi: `Tên đăng nhập hoặc e-mail của “${wanted?.login ?? taken.login}” đã có người dùng: hãy chọn tên khác.`,
      en: `The user name or e-mail of “${wanted?.login ?? taken.login}” is in use: choose another.`,
    },
    `${which}.login`,
  );
}

/**
 * Makes accounts with temporary passwords, all or none, and returns their numbers in the same order. Hashing is done before
 * the transaction and on all cores (20 ms each); rows that share a password, as sample accounts do, share its hash.
 * @throws Refusal where a login, e-mail or person has an account already; NotAllowed where the actor does not keep them all.
 */
export async function makeAccounts(
  system: System,
  actor: Actor,
  accounts: NewAccount[],
  requestId?: string,
): Promise<number[]> {
  if (accounts.length === 0) return [];
  const hashes = new Map<string, Promise<string>>();
  for (const { temporaryPassword } of accounts) {
    if (!hashes.has(temporaryPassword)) hashes.set(temporaryPassword, hashPassword(temporaryPassword));
  }
  const rows = await Promise.all(
    accounts.map(async one => ({
      personId: one.personId,
      login: one.login.trim().toLowerCase(),
      email: one.email?.trim().toLowerCase() || null,
      passwordHash: (await hashes.get(one.temporaryPassword)) ?? '',
      language: one.language ?? ('vi' as const),
      mustChangePassword: one.mustChangePassword ?? true,
    })),
  );
  return await perform(system, actor, keepAccounts, rows, requestId ? { requestId } : {});
}

/** One account. @see makeAccounts */
export async function makeAccount(
  system: System,
  actor: Actor,
  account: NewAccount,
  requestId?: string,
): Promise<number> {
  const [made = -1] = await makeAccounts(system, actor, [account], requestId);
  return made;
}
