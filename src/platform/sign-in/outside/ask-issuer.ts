import * as openid from 'openid-client';
import type { Vouched } from './find-account.ts';
import { discover, type Issuer } from './issuers.ts';

/**
 * Exchanges the answer that a browser brought back for what the issuer vouches for. The ID token says who; e-mail and user
 * name stand in it with some issuers, and with others are asked for at the userinfo address.
 * @throws for an answer that is not the one we asked for, or that the issuer does not stand by.
 */
export async function askIssuer(
  issuer: Issuer,
  answer: URL,
  checks: openid.AuthorizationCodeGrantChecks,
): Promise<Vouched | undefined> {
  const configuration = await discover(issuer);
  const tokens = await openid.authorizationCodeGrant(configuration, answer, { ...checks, idTokenExpected: true });
  const claims = tokens.claims();
  if (!claims) return undefined;
  const wanted = ['email', 'email_verified', ...(issuer.loginClaim ? [issuer.loginClaim] : [])];
  const isWhole = wanted.every(claim => claim in claims);
  const more =
    isWhole || !configuration.serverMetadata().userinfo_endpoint
      ? {}
      : await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return { ...more, ...claims };
}
