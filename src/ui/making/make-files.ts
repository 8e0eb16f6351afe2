import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import subsetFont from 'subset-font';
import { letters } from './letters.ts';

/** A file under its plain name (`app.css`) and the name it is served by (`app.3f2a….css`). */
export interface MadeFile {
  name: string;
  servedAs: string;
  content: Buffer;
}

const weights = { 400: '400Regular/NotoSans_400Regular.ttf', 600: '600SemiBold/NotoSans_600SemiBold.ttf' };
const resolve = createRequire(import.meta.url).resolve;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Makes styles, script, fonts and mark; takes about a second. */
export async function makeFiles(): Promise<MadeFile[]> {
  const fonts = await Promise.all(Object.entries(weights).map(makeFont));
  const [styles, scripts] = await Promise.all([makeStyles(fonts), makeScripts()]);
  const mark = named('mark.svg', await readFile(here('../styles/mark.svg')));
  const served = [...fonts, styles, ...scripts, mark];
  return [...served, await makeServiceWorker(served)];
}

/** Marks in their places, pairs of letters, figures of one width. Small capitals, fractions and the rest are a third of the file. */
const keepFeatures = ['ccmp', 'locl', 'mark', 'mkmk', 'kern', 'lnum', 'tnum'];

async function makeFont([weight, path]: [string, string]): Promise<MadeFile> {
  const whole = await readFile(resolve(`@expo-google-fonts/noto-sans/${path}`));
  const font = await subsetFont(whole, letters(), { targetFormat: 'woff2', keepFeatures });
  return named(`noto-sans-${weight}.woff2`, font);
}

async function makeStyles(fonts: MadeFile[]): Promise<MadeFile> {
  const made = await build({
    entryPoints: [here('../styles/app.css')],
    bundle: true,
    minify: true,
    write: false,
    external: ['/assets/*'],
    target: browsers,
  });
  let text = made.outputFiles[0]?.text ?? '';
  for (const font of fonts) text = text.replaceAll(`/assets/${font.name}`, `/assets/${font.servedAs}`);
  return named('app.css', Buffer.from(text));
}

/** The script of every page, and what it loads only where it is used: `sheet.js`. They name each other, so their hashes are esbuild's. */
async function makeScripts(): Promise<MadeFile[]> {
  const made = await build({
    entryPoints: [here('../islands/app.ts')],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    outdir: '/',
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    format: 'esm',
    target: browsers,
    plugins: [withoutProgressStyles],
  });
  return made.outputFiles.map(file => {
    const servedAs = basename(file.path);
    return { name: servedAs.replace(/\.[A-Z0-9]+\.js$/, '.js'), servedAs, content: Buffer.from(file.contents) };
  });
}

/** Served as /sw.js under its plain name; what it keeps ready stands in it by name and hash, so that it changes when any of them does. */
async function makeServiceWorker(served: MadeFile[]): Promise<MadeFile> {
  const made = await build({
    entryPoints: [here('../offline/service-worker.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: browsers,
    define: { ASSETS: JSON.stringify(served.map(file => `/assets/${file.servedAs}`)) },
  });
  return { name: 'sw.js', servedAs: 'sw.js', content: Buffer.from(made.outputFiles[0]?.contents ?? []) };
}

/** Old tablets are given on from school to school; these are the oldest browsers we count on. */
const browsers = ['chrome91', 'firefox90', 'safari15'];

/**
 * Turbo writes a `<style>` into the head for its progress bar. Our content policy forbids inline styles, and the woven
 * strip shows the progress, so that one call is left out.
 */
const withoutProgressStyles: Plugin = {
  name: 'turbo without inline styles',
  setup(setup) {
    setup.onLoad({ filter: /turbo\.es2017-esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const call = '    this.installStylesheetElement();\n';
      if (!source.includes(call)) throw new Error('Turbo has changed: look again at how it writes its progress bar.');
      return { contents: source.replace(call, ''), loader: 'js' };
    });
  },
};

function named(name: string, content: Buffer): MadeFile {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const ending = extname(name);
  return { name, servedAs: `${basename(name, ending)}.${hash}${ending}`, content };
}
