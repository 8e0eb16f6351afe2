import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { prepareAssets } from '#ui';
import { openSystem } from '../bin/open-system.ts';
import { markOf } from '../src/domains/gradebook/queries/packed-marks.ts';
import { showMark } from '../src/domains/gradebook/rules/read-mark.ts';
import { identify } from '../src/platform/sign-in/identify.ts';
import { makeWeb } from '../src/routes.ts';

/*
 * One server of the two that are timed, in a process of its own beside a running database: Rông as it stands, or the smallest
 * one: the same statements on one connection, the same cells written as strings, the rest of the page sent as it was read once.
 */
export interface Smallest {
  statements: { sql: string; parameters: unknown[] }[];
  /** Which of them gives a row a pupil. */
  rowsAt: number;
  columns: { columnId: number; name: string }[];
  before: string;
  after: string;
}

interface Row {
  enrolmentId: number;
  fullName: string;
  marks: Record<string, number>;
  comment: string | null;
  commentRevision: number;
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function cellsOf(rows: readonly Row[], columns: Smallest['columns']): string {
  let out = '';
  rows.forEach((row, at) => {
    const name = escapeText(row.fullName);
    out += `<tr id="p-${row.enrolmentId}"><td class="number">${at + 1}</td><th scope="row" class="name" title="${name}"><span>${name}</span></th>`;
    for (const column of columns) {
      const packed = row.marks[column.columnId];
      out += `<td><input name="m-${column.columnId}-${row.enrolmentId}" value="${showMark(markOf(packed))}" data-seen="${Math.floor((packed ?? 0) / 1000)}" data-column="${column.columnId}" data-enrolment="${row.enrolmentId}" inputmode="decimal" autocomplete="off" aria-label="${column.name}, ${name}"></td>`;
    }
    out += `<td class="mean" data-mean="${row.enrolmentId}">–</td><td class="comment"><input name="c-${row.enrolmentId}" value="${escapeText(row.comment ?? '')}" data-seen="${row.commentRevision}" data-enrolment="${row.enrolmentId}" list="comment-bank" maxlength="500" autocomplete="off" aria-label="Nhận xét, ${name}"></td></tr>`;
  });
  return out;
}

const [mode, port, file = ''] = process.argv.slice(2);
const { system } = await openSystem({ join: true });
if (mode === 'rong') {
  await prepareAssets('build/assets');
  serve({ fetch: makeWeb(system, identify).fetch, port: Number(port) }, () => process.stdout.write('ready\n'));
} else {
  const { statements, rowsAt, columns, before, after }: Smallest = JSON.parse(readFileSync(file, 'utf8'));
  createServer(async (_, answer) => {
    const client = await system.database.pool.connect();
    let rows: Row[] = [];
    for (const [at, { sql, parameters }] of statements.entries()) {
      const found = await (parameters.length > 0 ? client.query(sql, parameters) : client.query(sql));
      if (at === rowsAt) rows = found.rows;
    }
    client.release();
    const page = Buffer.from(before + cellsOf(rows, columns) + after);
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length });
    answer.end(page);
  }).listen(Number(port), () => process.stdout.write('ready\n'));
}
