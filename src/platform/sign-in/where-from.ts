import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Ask } from '../http/env.ts';
import { deviceName } from './rules/device-name.ts';

const isNear = (address: string) =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(address.replace(/^::ffff:/, ''));

/** The other end of the connection; empty where there is none (a test that calls the application directly). */
export function peerOf(ask: Ask): string {
  try {
    return getConnInfo(ask).remote.address?.replace(/^::ffff:/, '') ?? '';
  } catch {
    return '';
  }
}

/**
 * The address a request comes from. Where Rông is served over https, TLS ends in a proxy near us, and the last entry of
 * X-Forwarded-For is what that proxy saw; from anybody else the header is a claim, and ignored.
 */
export function addressOf(ask: Ask): string {
  const near = peerOf(ask);
  if (!ask.var.system.settings.publicUrl.startsWith('https:') || (near !== '' && !isNear(near))) return near;
  const seen = ask.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(seen) ? seen : near;
}

export const deviceOf = (ask: Ask): string => deviceName(ask.req.header('user-agent'));
