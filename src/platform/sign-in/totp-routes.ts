import { type Ask, performFor, routes } from '../http/env.ts';
import { say } from '../http/screen.tsx';
import { addTotp, removeTotp } from './commands/set-second-factor.ts';
import { giveToken, takeToken, tokenFrom } from './cookies.ts';
import { formValues } from './form-values.ts';
import { faultsOfCurrent } from './password-routes.ts';
import type { Outcome } from './screens/account-frame.tsx';
import { totpOffScreen, totpOnScreen, totpSetupScreen } from './screens/totp.tsx';
import { seal, unseal } from './sealed-secret.ts';
import { signedInOf } from './signed-in.ts';
import { findStep, keepStep, secondsOf, takeStep } from './steps.ts';
import { newTotpSecret, stepOfCode, totpPicture, totpUri } from './totp-code.ts';
import { wordsOf } from './words/index.ts';

/** One's own authenticator app: begun, proved by a code, taken off with the password. */
export const totpRoutes = routes();

const findAccount = (ask: Ask) =>
  ask.var.system.database.tables
    .selectFrom('platform.account')
    .select(['login', 'password_hash', 'totp_secret'])
    .where('account_id', '=', signedInOf(ask).accountId)
    .executeTakeFirstOrThrow();

/** The set-up under way in this browser, if it is this account's. */
async function findSetup(ask: Ask): Promise<string | undefined> {
  const step = await findStep(ask.var.system, 'totp-setup', tokenFrom(ask, 'step'));
  const { accountId } = signedInOf(ask);
  return step?.accountId === accountId ? await unseal(ask.var.system, accountId, step.kept.sealed) : undefined;
}

async function setupScreen(ask: Ask, secret: string, outcome: Outcome = {}): Promise<Response> {
  const picture = await totpPicture(totpUri(signedInOf(ask).login, secret));
  return totpSetupScreen(ask, { picture, secret, ...outcome });
}

totpRoutes.get('/account/totp', async ask => {
  const account = await findAccount(ask);
  if (account.totp_secret) return totpOnScreen(ask, {});
  const secret = await findSetup(ask);
  return secret ? setupScreen(ask, secret) : totpOffScreen(ask);
});

totpRoutes.post('/account/totp/begin', async ask => {
  const { accountId } = signedInOf(ask);
  const sealed = await seal(ask.var.system, accountId, newTotpSecret());
  giveToken(ask, 'step', await keepStep(ask.var.system, 'totp-setup', accountId, { sealed }), secondsOf('totp-setup'));
  return ask.redirect('/account/totp', 303);
});

totpRoutes.post('/account/totp', async ask => {
  const { system } = ask.var;
  const { accountId } = signedInOf(ask);
  const t = wordsOf(ask.var.language).totp;
  const { code } = await formValues(ask, 'code');
  const secret = await findSetup(ask);
  if (!secret) {
    say(ask, 'fault', t.setupLate);
    return ask.redirect('/account/totp', 303);
  }
  const step = await stepOfCode(secret, code, system.phoneTime());
  if (step === undefined) return setupScreen(ask, secret, { faults: [{ field: 'code', words: t.wrong }], status: 422 });
  await performFor(ask, addTotp, { accountId, sealed: await seal(system, accountId, secret), step });
  await takeStep(system, 'totp-setup', tokenFrom(ask, 'step'));
  takeToken(ask, 'step');
  say(ask, 'done', t.added);
  return ask.redirect('/account/totp', 303);
});

totpRoutes.post('/account/totp/remove', async ask => {
  const { current } = await formValues(ask, 'current');
  const faults = await faultsOfCurrent(ask, current, await findAccount(ask));
  if (faults.length > 0) return totpOnScreen(ask, { faults, status: 422 });
  await performFor(ask, removeTotp, { accountId: signedInOf(ask).accountId });
  say(ask, 'done', wordsOf(ask.var.language).totp.removed);
  return ask.redirect('/account/totp', 303);
});
