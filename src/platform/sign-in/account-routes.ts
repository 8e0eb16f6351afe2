import { setCookie } from 'hono/cookie';
import { sql } from 'kysely';
import { performFor, routes } from '../http/env.ts';
import { say } from '../http/screen.tsx';
import { isLanguage } from '../words.ts';
import { chooseLanguage } from './commands/choose-language.ts';
import { endOtherSessions, endSession } from './commands/end-session.ts';
import { formValues } from './form-values.ts';
import { localPath } from './rules/local-path.ts';
import { type Profile, profileScreen } from './screens/account.tsx';
import { sessionsScreen } from './screens/sessions.tsx';
import { signedInOf } from './signed-in.ts';
import { wordsOf } from './words/index.ts';

/** One's own account: what it is, in which language, and where it is signed in. */
export const accountRoutes = routes();

const YEAR_SECONDS = 31_536_000;

accountRoutes.get('/account', async ask => {
  const { accountId } = signedInOf(ask);
  const { rows } = await sql<Profile>`select login, email, totp_secret is not null as "hasTotp",
      (select count(*) from platform.passkey where account_id = account.account_id) as passkeys,
      (select count(*) from platform.session where account_id = account.account_id and ended_at is null
        and expires_at > ${ask.var.system.clock.now()}) as sessions
    from platform.account where account_id = ${accountId}`.execute(ask.var.system.database.tables);
  const [profile] = rows;
  return profile ? profileScreen(ask, profile) : ask.notFound();
});

accountRoutes.post('/language', async ask => {
  const { language, to } = await formValues(ask, 'language', 'to');
  if (isLanguage(language)) {
    if (ask.var.signedIn) await performFor(ask, chooseLanguage, { accountId: ask.var.signedIn.accountId, language });
    const secure = ask.var.system.settings.publicUrl.startsWith('https:');
    setCookie(ask, 'lang', language, { path: '/', sameSite: 'Lax', httpOnly: true, secure, maxAge: YEAR_SECONDS });
    say(ask, 'done', wordsOf(language).account.languageKept);
  }
  return ask.redirect(localPath(to), 303);
});

accountRoutes.get('/account/sessions', async ask => {
  const { accountId } = signedInOf(ask);
  const sessions = await ask.var.system.database.tables
    .selectFrom('platform.session')
    .select(['token_hash', 'begun_at', 'seen_at', 'device', 'address'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', ask.var.system.clock.now())
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute();
  return sessionsScreen(ask, sessions);
});

accountRoutes.post('/account/sessions/end', async ask => {
  const { accountId } = signedInOf(ask);
  const { session } = await formValues(ask, 'session');
  await performFor(ask, endSession, { accountId, hash: session, why: 'ended-by-owner' });
  say(ask, 'done', wordsOf(ask.var.language).sessions.ended);
  return ask.redirect('/account/sessions', 303);
});

accountRoutes.post('/account/sessions/end-others', async ask => {
  const { accountId, sessionHash } = signedInOf(ask);
  await performFor(ask, endOtherSessions, { accountId, except: sessionHash });
  say(ask, 'done', wordsOf(ask.var.language).sessions.ended);
  return ask.redirect('/account/sessions', 303);
});
