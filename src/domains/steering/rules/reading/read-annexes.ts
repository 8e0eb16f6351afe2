import { type Node, titleOf } from './grow-outline.ts';
import { type Passage, passageOf, placeOf, placeOfAll } from './passage.ts';
import { readMeasures, readNumber } from './read-measures.ts';
import type { Row, Table } from './read-tables.ts';
import { nameOf } from './read-targets.ts';
import { type TaskList, unitsOfCell } from './read-tasks.ts';
import type { Annex, Measure, Target } from './types.ts';

/** Rows of a table as tasks (with lead, helpers, time) or as targets (with a value). Gives what it could use. */
export function readAnnexTable(table: Table, list: TaskList): { targets: Omit<Target, 'id'>[]; used: Passage[] } {
  const targets: Omit<Target, 'id'>[] = [];
  const used: Passage[] = [...table.header];
  let under: string | null = null;
  let heading = '';
  for (const row of table.rows) {
    const section = sectionOf(table, row, heading);
    const title = row.text.get('task') ?? row.text.get('target') ?? '';
    if (row.isHeading || !title.trim()) {
      if (row.isHeading) {
        under = title.trim() || null;
        heading = orderOf(row);
        used.push(...row.passages);
      }
      continue;
    }
    const measured = table.columns.includes('value') ? rowTarget(row, section, under) : undefined;
    if (measured) targets.push(measured);
    else if (row.text.has('task')) addRowTask(row, section, list);
    else continue;
    used.push(...row.passages);
  }
  return { targets, used };
}

const orderOf = (row: Row) =>
  row.text
    .get('order')
    ?.trim()
    .replace(/[.\s]+$/u, '') ?? '';

function sectionOf(table: Table, row: Row, heading: string): string | null {
  const order = orderOf(row);
  const above = heading && !order.startsWith(`${heading}.`) ? heading : '';
  return [table.under?.path, above, order].filter(Boolean).join('.') || null;
}

function addRowTask(row: Row, section: string | null, list: TaskList): void {
  const lead = unitsOfCell(row.text.get('lead') ?? '');
  const cooperate = unitsOfCell(row.text.get('cooperate') ?? '');
  const time = row.of('time')[0]
    ? passageOf(row.of('time').flatMap(passage => passage.lines.map(each => each.line)))
    : undefined;
  const deadlines = time ? list.addDeadlines(time, section, lead, { loose: true, about: 'task' }) : [];
  list.addTask({
    text: (row.text.get('task') ?? '').replace(/\s*\n\s*/gu, ' '),
    source: 'annex',
    who: { lead, cooperate },
    deadlines,
    product: row.text.get('product')?.replace(/\s*\n\s*/gu, ' ') ?? null,
    place: placeOfAll(row.passages, section),
    assigned: true,
  });
}

/** 'Chỉ tiêu | ĐVT | Năm 2024': the value's cell gives the number, the unit's cell its unit. */
function rowTarget(row: Row, section: string | null, under: string | null): Omit<Target, 'id'> | undefined {
  const [cell] = row.of('value');
  const text = (row.text.get('target') ?? row.text.get('task') ?? '').replace(/\s*\n\s*/gu, ' ');
  if (!cell || !text) return undefined;
  const percent = /%|phần trăm/iu.test(`${row.text.get('unit-of-measure') ?? ''}${cell.text}`);
  const found =
    /(>=|≥|>|<=|≤|<|trên|dưới|ít nhất|tối thiểu|không quá|tối đa)?\s*(\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)/iu.exec(
      cell.text,
    );
  if (!found?.[2]) return undefined;
  const [direct] = readMeasures(cell, { from: 0, to: cell.text.length }, { bareCounts: false, by: null, section });
  const measure: Measure = direct ?? {
    comparator: comparatorOf(found[1] ?? ''),
    value: readNumber(found[2]),
    upTo: null,
    unit: percent ? 'percent' : 'count',
    noun: percent ? null : (row.text.get('unit-of-measure')?.trim().toLowerCase() ?? null),
    scope: '',
    change: null,
    comparedWith: null,
    by: null,
    within: [],
    place: placeOf(cell, section),
  };
  return { text, name: nameOf(text), under, measures: [measure], place: placeOfAll(row.passages, section) };
}

function comparatorOf(word: string): Measure['comparator'] {
  if (/>=|≥|ít nhất|tối thiểu/iu.test(word)) return 'at-least';
  if (/<=|≤|không quá|tối đa/iu.test(word)) return 'at-most';
  if (/>|trên/iu.test(word)) return 'more-than';
  return /<|dưới/iu.test(word) ? 'less-than' : 'unspecified';
}

/** Annexes that are there, and those that the text only names. */
export function readAnnexes(nodes: readonly Node[]): Annex[] {
  const present = nodes
    .filter(node => node.mark?.kind === 'annex')
    .map(node => ({
      title: [node.mark?.written, titleOf(node)].filter(Boolean).join(' '),
      present: true,
      place: placeOfAll([node.passage, ...node.titles], node.path),
    }));
  const named = nodes
    .filter(
      node =>
        node.mark?.kind !== 'annex' &&
        /^\((?:theo|chi tiết|xem|có)?[^)]*phụ lục[^)]*\)[.;]?$/iu.test(node.passage.text.trim()),
    )
    .map(node => ({
      title: node.passage.text.trim(),
      present: false,
      place: placeOf(node.passage, node.path || null),
    }));
  return [...present, ...named].map((annex, index) => ({ id: `annex-${index + 1}`, ...annex }));
}
