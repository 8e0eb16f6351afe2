import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { findKept, hashOfSources, keep } from './making/keep-files.ts';
import { type MadeFile, makeFiles } from './making/make-files.ts';

interface ServedFile {
  kind: string;
  plain: Buffer<ArrayBuffer>;
  br?: Buffer<ArrayBuffer>;
  gzip?: Buffer<ArrayBuffer>;
}

const kinds: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const paths = new Map<string, string>();
const served = new Map<string, ServedFile>();

/**
 * Makes the files of the look, or takes them from `cacheFolder` if nothing they are made from has changed.
 * Call once before serving.
 */
export async function prepareAssets(cacheFolder: string): Promise<void> {
  const folder = join(cacheFolder, `look-${await hashOfSources()}`);
  let files = await findKept(folder);
  if (!files) {
    files = await makeFiles();
    await keep(folder, files);
  }
  for (const file of files) {
    paths.set(file.name, `/assets/${file.servedAs}`);
    served.set(file.servedAs, await packed(file));
  }
}

/** Where a file is served: `assetPath('app.css')` → `/assets/app.3f2a….css`. */
export function assetPath(name: string): string {
  return paths.get(name) ?? `/assets/${name}`;
}

/** The fonts that every page needs, to be asked for at once. */
export function fontPaths(): string[] {
  return ['noto-sans-400.woff2', 'noto-sans-600.woff2'].map(assetPath);
}

/** Serves `/assets/*`: the names carry a hash of the content, so browsers may keep them for ever. */
export const assetRoutes = new Hono().get('/assets/:name', context =>
  send(context, context.req.param('name'), 'public,max-age=31536000,immutable'),
);

function send(context: Context, name: string, keep: string): Response | Promise<Response> {
  const file = served.get(name);
  if (!file) return context.notFound();
  const accepted = context.req.header('accept-encoding') ?? '';
  const encoding =
    file.br && /\bbr\b/.test(accepted) ? 'br' : file.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  context.header('content-type', file.kind);
  context.header('cache-control', keep);
  context.header('vary', 'accept-encoding');
  if (encoding) context.header('content-encoding', encoding);
  return context.body((encoding && file[encoding]) ?? file.plain);
}

/** The service worker speaks for the whole site, so it stands at its root; browsers look each time whether it has changed. */
assetRoutes.get('/sw.js', context => send(context, 'sw.js', 'no-cache'));

/** So that a tablet can put Rông among its applications. */
assetRoutes.get('/manifest.webmanifest', context => {
  context.header('content-type', 'application/manifest+json');
  context.header('cache-control', 'public,max-age=3600');
  return context.body(
    JSON.stringify({
      name: 'Rông',
      short_name: 'Rông',
      lang: 'vi',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#f7f5f1',
      theme_color: '#1c2756',
      icons: [{ src: assetPath('mark.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    }),
  );
});

async function packed(file: MadeFile): Promise<ServedFile> {
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1);
  const kind = kinds[ending] ?? 'application/octet-stream';
  const plain = Buffer.from(file.content);
  // woff2 is compressed already.
  if (ending === 'woff2') return { kind, plain };
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  return { kind, plain, br: Buffer.from(br), gzip: Buffer.from(zipped) };
}
