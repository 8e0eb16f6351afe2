import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath, assetRoutes, fontPaths, prepareAssets } from './assets.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'look-'));
  await prepareAssets(folder);
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

const size = async (name: string, encoding = 'br') => {
  const answer = await assetRoutes.request(assetPath(name), { headers: { 'accept-encoding': encoding } });
  expect(answer.status).toBe(200);
  return (await answer.arrayBuffer()).byteLength;
};

describe('the files of the look', () => {
  it('carry a hash in their name and may be kept for ever', async () => {
    expect(assetPath('app.css')).toMatch(/^\/assets\/app\.[0-9a-f]{12}\.css$/);
    const answer = await assetRoutes.request(assetPath('app.css'));
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBeNull();
  });

  it('are sent packed to browsers that can unpack', async () => {
    const answer = await assetRoutes.request(assetPath('app.css'), { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await answer.arrayBuffer()).toString()).toContain('--brand');
  });

  it('leave room for the page within 100 KB of a first visit', async () => {
    const whole =
      (await size('app.css')) +
      (await size('app.js')) +
      (await size('noto-sans-400.woff2')) +
      (await size('noto-sans-600.woff2')) +
      (await size('mark.svg'));
    expect(whole).toBeLessThan(88 * 1024);
  });

  it('name the fonts by their hashed names inside the styles', async () => {
    const css = await (await assetRoutes.request(assetPath('app.css'))).text();
    for (const path of fontPaths()) expect(css).toContain(path);
    expect(css).not.toContain('noto-sans-400.woff2');
  });

  it('write no style into the page, which the content policy forbids', async () => {
    const script = await (await assetRoutes.request(assetPath('app.js'))).text();
    expect(script).not.toMatch(/this\.installStylesheetElement\(\)[,;]/);
  });

  it('leave what works without a line to the pages that use it', async () => {
    expect(await size('sheet.js')).toBeLessThan(13 * 1024);
    expect(await (await assetRoutes.request(assetPath('app.js'))).text()).not.toContain('indexedDB');
    const worker = await assetRoutes.request('/sw.js');
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    expect(await worker.text()).toContain(assetPath('sheet.js'));
  });

  it('are unknown under any other name', async () => {
    expect((await assetRoutes.request('/assets/app.css')).status).toBe(404);
    expect((await assetRoutes.request('/assets/..%2f..%2fpackage.json')).status).toBe(404);
  });
});
