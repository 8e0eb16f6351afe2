import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import pg from 'pg';
import { prepareAssets } from '#ui';
import { openSystem } from '../bin/open-system.ts';
import { markOf } from '../src/domains/gradebook/queries/packed-marks.ts';
import { showMark } from '../src/domains/gradebook/rules/read-mark.ts';
import { identify } from '../src/platform/sign-in/identify.ts';
import { makeWeb } from '../src/routes.ts';

/*
 * One server of those that are timed, in a process of its own beside a running database: Rông as it stands; the smallest one,
 * with the same statements on one connection, the same cells written as strings, the rest of the page sent as it was read once;
 * or the bare one, which asks for the pupils' rows alone, as the owner, with no wall: what this machine can do at all.
 */
export interface Smallest {
  statements: { sql: string; parameters: unknown[] }[];
  /** Which of them gives pupils and columns with their marks. */
  sheetAt: number;
  /** A row a pupil, and nothing else. */
  bare: { sql: string; parameters: unknown[] };
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

interface Sheet {
  pupils: Omit<Row, 'marks'>[];
  columns: { columnId: number; marks: Record<string, number> | null }[];
}

const rowsOf = ({ pupils, columns }: Sheet): Row[] =>
  pupils.map(pupil => ({
    ...pupil,
    marks: Object.fromEntries(columns.map(({ columnId, marks }) => [columnId, marks?.[pupil.enrolmentId] ?? 0])),
  }));

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function cellsOf(rows: readonly Row[], columns: Smallest['columns']): string {
  let out = '';
  rows.forEach((row, at) => {
    const name = escapeText(row.fullName);
    out += `<tr id="p-${row.enrolmentId}"><td class="number">${at + 1}</td><th scope="row" class="name" title="${name}"><span>${name}</span></th>`;
    for (const column of columns) {
      const packed = row.marks[column.columnId];
      out += `<td><input name="m-${column.columnId}-${row.enrolmentId}" value="${showMark(markOf(packed))}" data-seen="${Math.floor((packed ?? 0) / 1000)}" inputmode="decimal" aria-label="${column.name}, ${name}"></td>`;
    }
    out += `<td class="mean" data-mean="${row.enrolmentId}">–</td><td class="comment"><input name="c-${row.enrolmentId}" value="${escapeText(row.comment ?? '')}" data-seen="${row.commentRevision}" list="comment-bank" maxlength="500" aria-label="Nhận xét, ${name}"></td></tr>`;
  });
  return out;
}

const [mode, port, file = ''] = process.argv.slice(2);
const { system } = await openSystem({ join: true });
if (mode === 'rong') {
  await prepareAssets('build/assets');
  serve({ fetch: makeWeb(system, identify).fetch, port: Number(port) }, () => process.stdout.write('ready\n'));
} else {
  const { statements, sheetAt, bare, columns, before, after }: Smallest = JSON.parse(readFileSync(file, 'utf8'));
  const owner = new pg.Pool({ connectionString: system.database.ownerUrl });
  const readBare = async (): Promise<Row[]> =>
    (await owner.query({ name: 'rows', text: bare.sql, values: bare.parameters })).rows;
  const readSmallest = async (): Promise<Row[]> => {
    const client = await system.database.pool.connect();
    let rows: Row[] = [];
    for (const [at, { sql, parameters }] of statements.entries()) {
      const found = await (parameters.length > 0 ? client.query(sql, parameters) : client.query(sql));
      if (at === sheetAt) rows = rowsOf(found.rows[0]);
    }
    client.release();
    return rows;
  };
  const readRows = mode === 'bare' ? readBare : readSmallest;
  createServer(async (_, answer) => {
    const page = Buffer.from(before + cellsOf(await readRows(), columns) + after);
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.length });
    answer.end(page);
  }).listen(Number(port), () => process.stdout.write('ready\n'));
}
