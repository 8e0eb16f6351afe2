import * as openid from 'openid-client';
import { z } from 'zod';
import type { Settings } from '../../settings.ts';
import { fold } from '../../text/index.ts';

/** Another house that vouches for people: VNeID, Microsoft 365, Google, or any other that speaks OpenID Connect. */
export interface Issuer {
  /** As the button says: "VNeID". */
  name: string;
  /** As the address says, and as registered with the issuer: /sign-in/with/vneid/back */
  key: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that holds a user name of ours, where this issuer gives one. */
  loginClaim?: string | undefined;
}

const List = z.array(
  z.object({
    name: z.string().min(1),
    issuer: z.url(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    loginClaim: z.string().min(1).optional(),
  }),
);

/** @throws where OIDC_ISSUERS is not the JSON that the README describes. */
export function issuersOf(settings: Settings): Issuer[] {
  if (!settings.OIDC_ISSUERS) return [];
  return List.parse(JSON.parse(settings.OIDC_ISSUERS)).map(one => ({
    ...one,
    key: fold(one.name).replaceAll(/[^a-z0-9]+/g, '-'),
  }));
}

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

const discovered = new Map<string, Promise<openid.Configuration>>();

/** What the issuer says of itself, asked once; asked again after a failure. Plain http only where it never leaves this machine. */
export function discover(issuer: Issuer): Promise<openid.Configuration> {
  const id = `${issuer.issuer} ${issuer.clientId}`;
  const known = discovered.get(id);
  if (known) return known;
  const asked = openid.discovery(new URL(issuer.issuer), issuer.clientId, issuer.clientSecret, undefined, {
    execute: isLoopback(issuer.issuer) ? [openid.allowInsecureRequests] : [],
    timeout: 10,
  });
  discovered.set(id, asked);
  asked.catch(() => discovered.delete(id));
  return asked;
}
