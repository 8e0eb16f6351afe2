import * as openid from 'openid-client';
import { visitor } from '../../access.ts';
import { personActor } from '../../actor.ts';
import { type Ask, routes } from '../../http/env.ts';
import { perform } from '../../work.ts';
import { linkOutsideIdentity } from '../commands/link-outside-identity.ts';
import { noteFailure } from '../commands/note-failure.ts';
import { giveToken, takeToken, tokenFrom } from '../cookies.ts';
import { askForCode, letIn } from '../let-in.ts';
import { localPath } from '../rules/local-path.ts';
import { signInScreen } from '../screens/sign-in.tsx';
import { keepStep, secondsOf, takeStep } from '../steps.ts';
import { wordsOf } from '../words/index.ts';
import { askIssuer } from './ask-issuer.ts';
import { findOutsideAccount } from './find-account.ts';
import { discover, type Issuer, issuersOf } from './issuers.ts';

/** Sign-in with another house (OpenID Connect, authorization code with PKCE, state and nonce). */
export const outsideRoutes = routes();

const findIssuer = (ask: Ask): Issuer | undefined =>
  issuersOf(ask.var.system.settings).find(one => one.key === ask.req.param('issuer'));

/** Where the issuer sends people back to: built from PUBLIC_URL, never from what the request claims its host to be. */
const backUrl = (ask: Ask, issuer: Issuer) =>
  new URL(`/sign-in/with/${issuer.key}/back`, ask.var.system.settings.publicUrl);

async function turnedAway(ask: Ask, words: string, to: string, accountId: number | null, why: 'outside' | 'disabled') {
  const { system, requestId } = ask.var;
  await perform(system, visitor(system.today()), noteFailure, { accountId, why }, { requestId });
  return signInScreen(ask, { to, faults: [{ words }], status: 422 });
}

// A link and not a form: the policy "form-action 'self'" holds for redirects after a form too.
outsideRoutes.get('/sign-in/with/:issuer', async ask => {
  const issuer = findIssuer(ask);
  if (!issuer) return ask.notFound();
  const to = localPath(ask.req.query('to'));
  const configuration = await discover(issuer).catch(fault => {
    ask.var.system.log.warn({ issuer: issuer.key, fault: (fault as Error).message }, 'issuer does not answer');
    return undefined;
  });
  if (!configuration)
    return signInScreen(ask, {
      to,
      faults: [{ words: wordsOf(ask.var.language).faults.outsideSilent(issuer.name) }],
      status: 422,
    });
  const step = {
    issuer: issuer.key,
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
    to,
  };
  giveToken(ask, 'step', await keepStep(ask.var.system, 'outside', null, step), secondsOf('outside'));
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: backUrl(ask, issuer).href,
    scope: 'openid email profile',
    code_challenge: await openid.calculatePKCECodeChallenge(step.verifier),
    code_challenge_method: 'S256',
    state: step.state,
    nonce: step.nonce,
  });
  return ask.redirect(url.href, 303);
});

outsideRoutes.get('/sign-in/with/:issuer/back', async ask => {
  const issuer = findIssuer(ask);
  const t = wordsOf(ask.var.language).faults;
  if (!issuer) return ask.notFound();
  const step = await takeStep(ask.var.system, 'outside', tokenFrom(ask, 'step'));
  takeToken(ask, 'step');
  if (step?.kept.issuer !== issuer.key) return turnedAway(ask, t.outsideLate(issuer.name), '/', null, 'outside');
  const { state, nonce, verifier, to } = step.kept;
  const back = backUrl(ask, issuer);
  back.search = new URL(ask.req.url).search;
  const vouched = await askIssuer(issuer, back, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
  }).catch(fault => {
    ask.var.system.log.warn(
      { requestId: ask.var.requestId, issuer: issuer.key, fault: (fault as Error).message },
      'issuer did not vouch',
    );
    return undefined;
  });
  if (!vouched) return turnedAway(ask, t.outsideFailed(issuer.name), to, null, 'outside');
  const account = await findOutsideAccount(ask.var.system, issuer, vouched);
  if (!account) return turnedAway(ask, t.outsideUnknown(issuer.name), to, null, 'outside');
  if (account.disabled) return turnedAway(ask, t.disabled, to, account.accountId, 'disabled');
  if (account.by !== 'linked') await link(ask, account, vouched, account.by);
  return account.wantsTotp
    ? askForCode(ask, account.accountId, to, 'outside')
    : letIn(ask, account, { how: 'outside' }, to);
});

const link = (
  ask: Ask,
  account: { accountId: number; personId: number },
  vouched: { iss: string; sub: string },
  by: 'login' | 'email',
) =>
  perform(
    ask.var.system,
    personActor(account.personId, { roles: [], schools: [] }, ask.var.system.today()),
    linkOutsideIdentity,
    { accountId: account.accountId, issuer: vouched.iss, subject: vouched.sub, by },
    { requestId: ask.var.requestId },
  );
