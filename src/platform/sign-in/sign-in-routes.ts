import { visitor } from '../access.ts';
import { type Ask, performFor, routes } from '../http/env.ts';
import { say } from '../http/screen.tsx';
import { Refusal } from '../refusal.ts';
import { perform } from '../work.ts';
import { endSession } from './commands/end-session.ts';
import { noteFailure } from './commands/note-failure.ts';
import { takeToken, tokenFrom } from './cookies.ts';
import { formValues } from './form-values.ts';
import { askForCode, letIn } from './let-in.ts';
import { countAttempt, giveBack } from './limit-attempts.ts';
import { provePassword } from './prove-password.ts';
import { localPath } from './rules/local-path.ts';
import { signInScreen } from './screens/sign-in.tsx';
import { codeScreen } from './screens/totp.tsx';
import { unseal } from './sealed-secret.ts';
import { findStep, takeStep } from './steps.ts';
import { stepOfCode } from './totp-code.ts';
import { addressOf } from './where-from.ts';
import { wordsOf } from './words/index.ts';

/** The door itself: password, code, out again. */
export const doorRoutes = routes();

/** Says in the header too how long to wait. */
export const waitSeconds = (ask: Ask, minutes: number) => ask.header('retry-after', String(minutes * 60));

doorRoutes.get('/sign-in', async ask => {
  const to = localPath(ask.req.query('to'));
  return ask.var.signedIn ? ask.redirect(to, 303) : signInScreen(ask, { to });
});

doorRoutes.post('/sign-in', async ask => {
  const t = wordsOf(ask.var.language).faults;
  const { login, password, to: wanted } = await formValues(ask, 'login', 'password', 'to');
  const to = localPath(wanted);
  const missing = [
    ...(login.trim() === '' ? [{ field: 'login', words: t.loginMissing }] : []),
    ...(password === '' ? [{ field: 'password', words: t.passwordMissing }] : []),
  ];
  if (missing.length > 0) return signInScreen(ask, { to, login, faults: missing, status: 422 });
  const proof = await provePassword(ask.var.system, { login, password, address: addressOf(ask) }, ask.var.requestId);
  if (proof.outcome === 'wait') {
    waitSeconds(ask, proof.minutes);
    return signInScreen(ask, { to, login, faults: [{ words: t.wait(proof.minutes) }], status: 429 });
  }
  if (proof.outcome !== 'proved')
    return signInScreen(ask, { to, login, faults: [{ words: t[proof.outcome] }], status: 422 });
  return proof.wantsTotp
    ? askForCode(ask, proof.accountId, to, 'password')
    : letIn(ask, proof, { how: 'password' }, to);
});

doorRoutes.get('/sign-in/code', async ask => {
  const step = await findStep(ask.var.system, 'totp', tokenFrom(ask, 'step'));
  return step ? codeScreen(ask, {}) : ask.redirect('/sign-in', 303);
});

doorRoutes.post('/sign-in/code', async ask => {
  const { system, language } = ask.var;
  const t = wordsOf(language);
  const stepToken = tokenFrom(ask, 'step');
  const { code } = await formValues(ask, 'code');
  const step = await findStep(system, 'totp', stepToken);
  const account = step?.accountId ? await findAccount(ask, step.accountId) : undefined;
  if (!step || !account?.totp_secret)
    return signInScreen(ask, { to: '/', faults: [{ words: t.totp.late }], status: 422 });
  if (code.trim() === '')
    return codeScreen(ask, { faults: [{ field: 'code', words: t.faults.codeMissing }], status: 422 });
  const entry = await countAttempt(system, [{ kind: 'totp', subject: String(account.account_id) }]);
  if (!entry.may) {
    waitSeconds(ask, entry.minutes);
    return codeScreen(ask, { faults: [{ words: t.faults.wait(entry.minutes) }], status: 429 });
  }
  const totpStep = await stepOfCode(
    await unseal(system, account.account_id, account.totp_secret),
    code,
    system.phoneTime(),
  );
  if (totpStep === undefined) return wrongCode(ask, account.account_id, t.totp.wrong);
  const who = { accountId: account.account_id, personId: account.person_id };
  try {
    const answer = await letIn(ask, who, { how: 'totp', totpStep }, step.kept.to);
    await takeStep(system, 'totp', stepToken);
    await giveBack(system, entry.ids);
    return answer;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return wrongCode(ask, who.accountId, fault.said[language]);
  }
});

async function wrongCode(ask: Ask, accountId: number, words: string): Promise<Response> {
  const { system, requestId } = ask.var;
  await perform(system, visitor(system.today()), noteFailure, { accountId, why: 'totp' }, { requestId });
  return codeScreen(ask, { faults: [{ field: 'code', words }], status: 422 });
}

const findAccount = (ask: Ask, accountId: number) =>
  ask.var.system.database.tables
    .selectFrom('platform.account')
    .select(['account_id', 'person_id', 'totp_secret'])
    .where('account_id', '=', accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

doorRoutes.post('/sign-out', async ask => {
  const { signedIn } = ask.var;
  if (signedIn) {
    await performFor(ask, endSession, { accountId: signedIn.accountId, hash: signedIn.sessionHash, why: 'signed-out' });
  }
  takeToken(ask, 'session');
  say(ask, 'done', wordsOf(ask.var.language).signIn.signedOut);
  return ask.redirect('/sign-in', 303);
});
