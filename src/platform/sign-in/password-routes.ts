import { type Ask, performFor, routes } from '../http/env.ts';
import { say } from '../http/screen.tsx';
import { NotAllowed } from '../refusal.ts';
import { changePassword, setPasswordByLetter } from './commands/change-password.ts';
import { sendNewPasswordLetter } from './commands/send-new-password-letter.ts';
import { formValues } from './form-values.ts';
import { hashPassword, passwordMatches } from './hash-password.ts';
import { countAttempt, giveBack } from './limit-attempts.ts';
import { faultOfPassword } from './rules/password-rule.ts';
import { forgottenScreen, lateLinkScreen, newPasswordScreen, passwordScreen } from './screens/password.tsx';
import { waitSeconds } from './sign-in-routes.ts';
import { signedInOf } from './signed-in.ts';
import { findStep } from './steps.ts';
import { addressOf } from './where-from.ts';
import { wordsOf } from './words/index.ts';

/** One's own password: changed, forgotten, set anew by a letter. */
export const passwordRoutes = routes();

const findAccount = (ask: Ask, accountId: number) =>
  ask.var.system.database.tables
    .selectFrom('platform.account')
    .select(['login', 'password_hash', 'must_change_password'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();

/** What is wrong with a new password and its repetition, beside their fields. */
function faultsOfNew(ask: Ask, given: { password: string; again: string }, login: string) {
  const t = wordsOf(ask.var.language).password.faults;
  const fault = faultOfPassword(given.password, login);
  return [
    ...(fault ? [{ field: 'password', words: t[fault] }] : []),
    ...(!fault && given.password !== given.again ? [{ field: 'again', words: t.again }] : []),
  ];
}

/** Whether the password typed is this account's; guesses are counted as at the door. Faults for the field otherwise. */
export async function faultsOfCurrent(
  ask: Ask,
  current: string,
  account: { login: string; password_hash: string | null },
) {
  const t = wordsOf(ask.var.language);
  const entry = await countAttempt(ask.var.system, [{ kind: 'login', subject: account.login }]);
  if (!entry.may) {
    waitSeconds(ask, entry.minutes);
    return [{ field: 'current', words: t.faults.wait(entry.minutes) }];
  }
  if (!(await passwordMatches(current, account.password_hash)))
    return [{ field: 'current', words: t.password.faults.currentWrong }];
  await giveBack(ask.var.system, entry.ids, account.login);
  return [];
}

passwordRoutes.get('/account/password', async ask => {
  const { must_change_password: mustChange } = await findAccount(ask, signedInOf(ask).accountId);
  return passwordScreen(ask, { mustChange });
});

passwordRoutes.post('/account/password', async ask => {
  const { accountId, sessionHash } = signedInOf(ask);
  const t = wordsOf(ask.var.language).password;
  const given = await formValues(ask, 'current', 'password', 'again');
  const account = await findAccount(ask, accountId);
  const mustChange = account.must_change_password;
  const faults = [...(await faultsOfCurrent(ask, given.current, account)), ...faultsOfNew(ask, given, account.login)];
  if (faults.length === 0 && given.password === given.current) faults.push({ field: 'password', words: t.faults.same });
  if (faults.length > 0) return passwordScreen(ask, { faults, mustChange, status: 422 });
  await performFor(ask, changePassword, {
    accountId,
    passwordHash: await hashPassword(given.password),
    thisSession: sessionHash,
  });
  say(ask, 'done', t.changed);
  return ask.redirect(mustChange ? '/' : '/account', 303);
});

passwordRoutes.get('/forgotten', ask => forgottenScreen(ask, { sent: ask.req.query('sent') === 'yes' }));

passwordRoutes.post('/forgotten', async ask => {
  const t = wordsOf(ask.var.language).faults;
  const login = (await formValues(ask, 'login')).login.trim().toLowerCase().slice(0, 200);
  if (login === '') return forgottenScreen(ask, { faults: [{ field: 'login', words: t.loginMissing }], status: 422 });
  const entry = await countAttempt(ask.var.system, [
    { kind: 'letter', subject: login },
    { kind: 'address', subject: addressOf(ask) },
  ]);
  if (!entry.may) {
    waitSeconds(ask, entry.minutes);
    return forgottenScreen(ask, { faults: [{ words: t.wait(entry.minutes) }], status: 429 });
  }
  await performFor(ask, sendNewPasswordLetter, { login });
  return ask.redirect('/forgotten?sent=yes', 303);
});

passwordRoutes.get('/new-password', async ask => {
  const token = ask.req.query('token') ?? '';
  return (await findStep(ask.var.system, 'new-password', token))
    ? newPasswordScreen(ask, { token })
    : lateLinkScreen(ask);
});

passwordRoutes.post('/new-password', async ask => {
  const { token, ...given } = await formValues(ask, 'token', 'password', 'again');
  const step = await findStep(ask.var.system, 'new-password', token);
  if (!step?.accountId) return lateLinkScreen(ask);
  const { login } = await findAccount(ask, step.accountId);
  const faults = faultsOfNew(ask, given, login);
  if (faults.length > 0) return newPasswordScreen(ask, { token, faults, status: 422 });
  try {
    await performFor(ask, setPasswordByLetter, { token, passwordHash: await hashPassword(given.password) });
  } catch (fault) {
    // Two at once: the link was used up in between.
    if (fault instanceof NotAllowed) return lateLinkScreen(ask);
    throw fault;
  }
  say(ask, 'done', wordsOf(ask.var.language).password.changedSignIn);
  return ask.redirect('/sign-in', 303);
});
