import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * A real browser from npm, with the libraries it carries. It unpacks them only where it believes to be in a Lambda, and
 * its own list of switches (`--single-process`, no web security) would falsify tests, so we give ours.
 */
export async function launchBrowser(): Promise<Browser> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  // Unpacked into a folder of one's own: another user of the machine may have unpacked it before, for themselves alone.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = path.join(tmpdir(), `rong-browser-${process.getuid?.() ?? 'user'}`);
  mkdirSync(process.env.TMPDIR, { recursive: true });
  // With no font at all the browser ends itself where a letter is missing from ours before it is loaded: it is given one.
  process.env.FONTCONFIG_PATH ??= path.join(process.env.TMPDIR, 'fonts-of-tests');
  mkdirSync(process.env.FONTCONFIG_PATH, { recursive: true });
  const fonts = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
  writeFileSync(
    path.join(process.env.FONTCONFIG_PATH, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${process.env.FONTCONFIG_PATH}</cachedir></fontconfig>`,
  );
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  });
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** What axe finds against WCAG 2.2 AA, one line a fault: `rule: where`. */
export async function faultsOfAccess(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, so that a page's content policy neither blocks it nor has to be loosened.
  await page.evaluate(source);
  const result: AxeResult = await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  );
  return result.violations.flatMap(violation =>
    violation.nodes.map(node => `${violation.id}: ${node.target.join(' ')} (${node.failureSummary ?? violation.help})`),
  );
}

/** Takes a picture for people to look at. Chromium now and then fails to capture one on a busy machine: it is asked again. */
export async function takePicture(page: Page, options: NonNullable<Parameters<Page['screenshot']>[0]>): Promise<void> {
  await page.screenshot(options).catch(() => page.screenshot(options));
}
