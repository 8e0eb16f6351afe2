import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { readDocument } from '#platform/documents/index.ts';
import { readPlan } from '../src/domains/steering/rules/reading/index.ts';
import { printPlan } from '../src/domains/steering/rules/reading/print-plan.ts';

// npm run plan:read -- FILE: what the system reads in a plan document, as JSON.
const file = process.argv[2];
const fail = (words: string) => {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
};

if (!file) fail('Cách dùng: npm run plan:read -- TỆP (.docx, .pdf có chữ hoặc .txt)');
else {
  const bytes = await readFile(file).catch(() => undefined);
  const read = bytes && (await readDocument(bytes));
  if (!read) fail(`Không mở được tệp “${file}”. Hãy kiểm tra đường dẫn và quyền đọc.`);
  else if (!read.ok) fail(`Không đọc được “${file}”: ${read.fault.said.vi}`);
  else process.stdout.write(`${JSON.stringify(printPlan(readPlan(read.blocks)), null, 2)}\n`);
}
