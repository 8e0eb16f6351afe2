import { mkdirSync } from 'node:fs';
import { launchBrowser } from './browser.ts';

// Takes pictures of pages of a running Rông: node --import tsx test/shoot.ts URL LOGIN PASSWORD WIDTH PATH[=NAME] …
const [url = '', login = '', password = '', width = '1280', ...paths] = process.argv.slice(2);
mkdirSync('test/shots', { recursive: true });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, deviceScaleFactor: 1 });
if (login !== '-') {
  await page.goto(`${url}/sign-in`);
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', password);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL(address => !address.pathname.startsWith('/sign-in'));
}
for (const each of paths) {
  const [path = '', name = path.replaceAll(/\W+/g, '-')] = each.split('~');
  await page.goto(`${url}${path}`);
  await page.screenshot({ path: `test/shots/live${name}-${width}.png`, fullPage: true });
  process.stdout.write(`${page.url()} test/shots/live${name}-${width}.png\n`);
}
await browser.close();
