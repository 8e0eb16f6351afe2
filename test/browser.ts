import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * A real browser from npm, with the libraries it carries. It unpacks them only where it believes to be in a Lambda, and
 * its own list of switches (`--single-process`, no web security) would falsify tests, so we give ours.
 */
export async function launchBrowser(): Promise<Browser> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
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
