import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { sql } from 'kysely';
import { visitor } from '../access.ts';
import { type Holdings, holdingsOf, personActor } from '../actor.ts';
import { prepared } from '../database/prepared.ts';
import type { Ask, Env } from '../http/env.ts';
import { isLanguage } from '../words.ts';
import { takeToken, tokenFrom } from './cookies.ts';
import { isRevoked } from './device-standing.ts';
import { languageWanted } from './rules/language-wanted.ts';
import { isIdleTooLong, isWorthNoting } from './rules/session-life.ts';
import { hashOfToken } from './token.ts';

interface Found extends Holdings {
  accountId: number;
  personId: number;
  login: string;
  language: string;
  mustChangePassword: boolean;
  seenAt: Date;
}

/** The live session of a token with the account and all that its person holds today: one query a request. */
async function findSession(ask: Ask, hash: string, now: Date, day: string): Promise<Found | undefined> {
  const { rows } =
    await sql<Found>`${prepared}select account.account_id as "accountId", account.person_id as "personId", account.login,
      account.language, account.must_change_password as "mustChangePassword", session.seen_at as "seenAt",
      ${holdingsOf(sql.ref('account.person_id'), day)}
    from platform.session join platform.account using (account_id)
    where session.token_hash = ${hash} and session.ended_at is null and session.expires_at > ${now}
      and account.disabled_at is null`.execute(ask.var.system.database.tables);
  const [found] = rows;
  return found && !isIdleTooLong(found.seenAt, now, found.roles.length > 0) ? found : undefined;
}

/** What an account may still reach while its temporary password stands. */
const openBeforeChange = new Set(['/account/password', '/sign-out', '/language']);

/**
 * Says who asks: session cookie → person, with what they hold and reach today, in their language; anyone else is a visitor.
 * Roles, a disabled account and an ended session count from the very next request.
 */
export const identify: MiddlewareHandler<Env> = async (ask, next) => {
  const { system } = ask.var;
  const now = system.clock.now();
  const day = system.today();
  const token = tokenFrom(ask, 'session');
  const sessionHash = token ? hashOfToken(token) : '';
  const found = token ? await findSession(ask, sessionHash, now, day) : undefined;
  if (!found) {
    // A device that was shut out keeps its dead token: by it the device learns that it must throw away what it holds.
    if (token && !(await isRevoked(system, token))) takeToken(ask, 'session');
    const chosen = getCookie(ask, 'lang');
    ask.set('actor', visitor(day));
    ask.set('signedIn', null);
    ask.set('language', isLanguage(chosen) ? chosen : languageWanted(ask.req.header('accept-language')));
    return next();
  }
  ask.set('actor', personActor(found.personId, found, day));
  ask.set('signedIn', { accountId: found.accountId, personId: found.personId, login: found.login, sessionHash });
  ask.set('language', isLanguage(found.language) ? found.language : 'vi');
  if (isWorthNoting(found.seenAt, now)) {
    await system.database.tables
      .updateTable('platform.session')
      .set({ seen_at: now })
      .where('token_hash', '=', sessionHash)
      .execute();
  }
  if (found.mustChangePassword && !openBeforeChange.has(ask.req.path)) return ask.redirect('/account/password', 303);
  await next();
};
