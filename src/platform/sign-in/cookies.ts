import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Ask } from '../http/env.ts';

/** The session, and a sign-in that has another step to come. */
type Kind = 'session' | 'step';

const names = { session: 'rong', step: 'rong_step' } satisfies Record<Kind, string>;

const isSecure = (ask: Ask) => ask.var.system.settings.publicUrl.startsWith('https:');

/** With TLS the name starts with __Host-, which browsers accept only with Secure, Path=/ and no Domain: no neighbour can set it. */
const nameOf = (ask: Ask, kind: Kind) => (isSecure(ask) ? `__Host-${names[kind]}` : names[kind]);

export const tokenFrom = (ask: Ask, kind: Kind): string | undefined => getCookie(ask, nameOf(ask, kind));

export function giveToken(ask: Ask, kind: Kind, token: string, seconds: number): void {
  setCookie(ask, nameOf(ask, kind), token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: isSecure(ask),
    maxAge: seconds,
  });
}

export function takeToken(ask: Ask, kind: Kind): void {
  deleteCookie(ask, nameOf(ask, kind), { path: '/', secure: isSecure(ask) });
}
