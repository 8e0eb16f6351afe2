import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { refresh } from '#indicators';
import { root } from '#platform/settings.ts';
import { prepareAssets } from '#ui';
import { timeImports } from '../bench/imports.ts';
import { type Line, megabytes, print, time } from '../bench/measure.ts';
import { type OpenedProvince, openProvince } from '../bench/open-province.ts';
import { pagesOf, timePage, timeWhoAsks } from '../bench/pages.ts';
import { timeResults } from '../bench/results.ts';
import { timeSheet } from '../bench/sheet.ts';
import { benchSigning } from '../bench/signing.ts';
import { timeTranscripts } from '../bench/transcripts.ts';

// npm run bench: what the issue promises of speed and memory, measured on a sample province of real size.
// The report goes to the screen, and with --write into bench/README.md. Parts can be asked for alone:
// `npm run bench -- signing sheet results pages`.
await prepareAssets(path.join(root, 'build', 'assets'));
const sections: string[] = [];
const report = (title: string, lines: Line[]) => {
  const text = print(title, lines);
  process.stdout.write(`${text}\n`);
  sections.push(text);
};

async function timePages(house: OpenedProvince): Promise<Map<string, number>> {
  const medians = new Map<string, number>();
  const lines: Line[] = [];
  for (const page of await pagesOf(house)) {
    const { line, median } = await timePage(house.system.database.pool, page);
    lines.push(line);
    medians.set(page.what, median);
  }
  report(`Pages, ${house.size === 'province' ? '400 schools, 160,000 pupils' : '24 schools, 4,600 pupils'}`, lines);
  return medians;
}

const asked = process.argv.slice(2).filter(word => !word.startsWith('-'));
const wants = (part: 'signing' | 'sheet' | 'results' | 'pages') => asked.length === 0 || asked.includes(part);

if (wants('signing')) {
  report('Signatures', await benchSigning());
  report('Transcripts of a school', await timeTranscripts());
}

async function timeRest(house: OpenedProvince): Promise<void> {
  const { system } = house;
  const small = await openProvince('small');
  const smallPages = await timePages(small);
  await small.close();
  const pages = await timePages(house);
  report('Who asks', await timeWhoAsks(house));

  report(
    'Ten times the data, the same page',
    [...pages].map(([what, median]) => {
      const before = smallPages.get(what) ?? Number.NaN;
      return {
        what,
        measured: `${median.toFixed(1)} ms at the province, ${before.toFixed(1)} ms at the small one: ${(median / before).toFixed(2)} ×`,
        aim: 'about 1 ×',
        met: median / before <= 1.5,
      };
    }),
  );

  report('Imports of pupils', await timeImports(house));

  const whole = await time(() => refresh(system, { asOf: system.today() }), 1, 2);
  const oneSchool = house.schools[0] ?? 0;
  const one = await time(() => refresh(system, { asOf: system.today(), places: [oneSchool] }), 2_000, 5);
  report('Indicators', [
    {
      what: 'every figure of the whole province read anew and summed',
      measured: `${(whole.median / 1000).toFixed(1)} s`,
      aim: 'under 60 s',
      met: whole.median < 60_000,
    },
    {
      what: 'the figures of one school, and the places above it',
      measured: `${one.median.toFixed(0)} ms`,
      aim: 'under 1 s',
      met: one.median < 1_000,
    },
  ]);
  report('Memory', [
    {
      what: 'this process, after all of the above (worker and pages in one)',
      measured: `${megabytes(process.memoryUsage.rss())} MB resident`,
    },
  ]);
}

const house = await openProvince('province');
if (wants('sheet')) report('The mark sheet', await timeSheet(house));
if (wants('results')) report('Results of the province', await timeResults(house));
if (wants('pages')) await timeRest(house);
await house.close();

if (process.argv.includes('--write')) {
  const file = path.join(root, 'bench', 'README.md');
  const text = readFileSync(file, 'utf8');
  const mark = '<!-- measured -->';
  const machine = `Measured on ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, embedded PostgreSQL 18 on the same machine, other work going on beside it.`;
  const written = `${text.slice(0, text.indexOf(mark))}${mark}\n${machine}\n${sections.join('\n')}\n`;
  if (!isDeepStrictEqual(written, text)) writeFileSync(file, written);
}
process.exit(0);
