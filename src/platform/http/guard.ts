import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Env } from './env.ts';

type Guard = MiddlewareHandler<Env>;

/** Every request has an id: in the answer, the log and the audit. */
export const requestId: Guard = async (ask, next) => {
  ask.set('requestId', randomUUID());
  await next();
  ask.header('x-request-id', ask.var.requestId);
};

/** One line a request: the route's pattern, never the address as typed (it may hold names). */
export const requestLog: Guard = async (ask, next) => {
  const begun = performance.now();
  await next();
  ask.var.system.log.info({
    requestId: ask.var.requestId,
    method: ask.req.method,
    route: ask.req.routePath,
    status: ask.res.status,
    actor: ask.var.actor?.name,
    ms: Math.round(performance.now() - begun),
  });
};

/** No inline script or style, no frame, no foreign source. */
export const headers: Guard = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  crossOriginOpenerPolicy: 'same-origin',
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
});

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site's page sent with our cookie (docs/decisions/0006). Browsers say where a request comes
 * from in Sec-Fetch-Site, older ones in Origin; a request with neither and no token of its own is not from a page of ours.
 */
export const sameSiteOnly: Guard = async (ask, next) => {
  if (SAFE.has(ask.req.method) || ask.req.header('authorization')?.startsWith('Bearer ')) return next();
  const site = ask.req.header('sec-fetch-site');
  const origin = ask.req.header('origin');
  const own = [new URL(ask.req.url).host, ask.req.header('host'), new URL(ask.var.system.settings.publicUrl).host];
  const isOwn = site ? site === 'same-origin' : origin ? own.includes(hostOf(origin)) : false;
  if (!isOwn) return ask.text('403: this request did not come from a page of Rông.', 403);
  await next();
};

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
}

const MEGABYTE = 1024 * 1024;
const tooLarge = (ask: Parameters<Guard>[0]) =>
  ask.text('413: tệp quá lớn (tối đa 25 MB) · the file is too large (25 MB at most).', 413);

/** Uploads up to 25 MB; nobody types more than that. */
export const limitBody: Guard = bodyLimit({ maxSize: 25 * MEGABYTE, onError: tooLarge });

const compress = promisify(gzip);

/** Pages are compressed off the main thread; assets come compressed already. */
export const compressPages: Guard = async (ask, next) => {
  await next();
  const type = ask.res.headers.get('content-type') ?? '';
  if (
    !/^(text\/html|application\/(problem\+)?json)/.test(type) ||
    ask.res.headers.has('content-encoding') ||
    !ask.req.header('accept-encoding')?.includes('gzip')
  )
    return;
  if (ask.res.status === 304 || !ask.res.body) return;
  const plain = Buffer.from(await ask.res.arrayBuffer());
  if (plain.byteLength < 1024) {
    ask.res = new Response(plain, ask.res);
    return;
  }
  const packed = await compress(plain, { level: 5 });
  const answer = new Response(packed, ask.res);
  answer.headers.set('content-encoding', 'gzip');
  answer.headers.set('content-length', String(packed.byteLength));
  answer.headers.append('vary', 'accept-encoding');
  ask.res = answer;
};
