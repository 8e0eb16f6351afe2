import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Env } from './env.ts';

type Guard = MiddlewareHandler<Env>;

/** Every request has an id: in the answer, the log and the audit. */
export const requestId: Guard = async (ask, next) => {
  ask.set('requestId', randomUUID());
  await next();
  // On the answer itself: Hono's own way would make a new one, and copy the page once more.
  ask.res.headers.set('x-request-id', ask.var.requestId);
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

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
/** A class's whole sheet of marks is about a thousand fields. */
const MOST_FIELDS = 5_000;

const limit = (maxSize: number, said: string): Guard =>
  bodyLimit({
    maxSize,
    onError: ask => ask.text(`413: tệp quá lớn (tối đa ${said}) · too large (${said} at most).`, 413),
  });
const forUploads = limit(25 * MEGABYTE, '25 MB');
const forVisitors = limit(256 * KILOBYTE, '256 KB');

const largerForVisitors = new Map<string, Guard>();

/** A page on which anyone may send a file. Said by its routes; they count how often, too. */
export function letVisitorsSend(path: string, megabytes: number): void {
  largerForVisitors.set(path, limit(megabytes * MEGABYTE, `${megabytes} MB`));
}

/** Uploads up to 25 MB from people we know; nobody else has more to send than a form, but for the pages that say so. After `identify`. */
export const limitBody: Guard = (ask, next) =>
  ask.var.actor.kind === 'visitor'
    ? (largerForVisitors.get(ask.req.path) ?? forVisitors)(ask, next)
    : forUploads(ask, next);

const isForm = (type: string | undefined) =>
  /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type?.trim() ?? '');

/**
 * Refuses what no form of ours sends: a body that is not what its header says, thousands of fields, and the character zero,
 * which no text of PostgreSQL can hold. Whatever comes after reads the body that was read here.
 */
export const readableForm: Guard = async (ask, next) => {
  const unreadable = () => ask.text('400: không đọc được nội dung gửi lên · what was sent cannot be read.', 400);
  if (/%00/.test(ask.req.url)) return unreadable();
  if (SAFE.has(ask.req.method) || !isForm(ask.req.header('content-type'))) return next();
  try {
    await ask.req.parseBody();
    const entries = [...(await ask.req.formData()).entries()];
    if (entries.length > MOST_FIELDS) return unreadable();
    if (entries.some(([name, value]) => name.includes('\0') || (typeof value === 'string' && value.includes('\0'))))
      return unreadable();
  } catch {
    return unreadable();
  }
  await next();
};

/** What a person sees is theirs: no cache on the way keeps it, and after signing out the browser has it no more. */
export const keepPrivate: Guard = async (ask, next) => {
  await next();
  if (!ask.res.headers.has('cache-control')) ask.res.headers.set('cache-control', 'private, no-store');
};

const pack = {
  // As fast as the middle levels of gzip, and a tenth smaller: what matters on a village's line. Browsers ask for it over https.
  br: (plain: Buffer) =>
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: plain.byteLength },
    }),
  gzip: (plain: Buffer) => promisify(gzip)(plain, { level: 5 }),
};

const packingOf = (accepted: string | undefined): keyof typeof pack | undefined =>
  accepted === undefined ? undefined : /\bbr\b/.test(accepted) ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined;

/** Pages are compressed off the main thread; assets come compressed already. */
export const compressPages: Guard = async (ask, next) => {
  await next();
  const type = ask.res.headers.get('content-type') ?? '';
  const packing = packingOf(ask.req.header('accept-encoding'));
  if (
    !packing ||
    !/^(text\/html|application\/(problem\+)?json)/.test(type) ||
    ask.res.headers.has('content-encoding') ||
    ask.res.status === 304 ||
    !ask.res.body
  )
    return;
  const plain = Buffer.from(await ask.res.arrayBuffer());
  if (plain.byteLength < 1024) {
    ask.res = new Response(plain, ask.res);
    return;
  }
  const packed = await pack[packing](plain);
  const answer = new Response(packed, ask.res);
  answer.headers.set('content-encoding', packing);
  answer.headers.set('content-length', String(packed.byteLength));
  answer.headers.append('vary', 'accept-encoding');
  ask.res = answer;
};
