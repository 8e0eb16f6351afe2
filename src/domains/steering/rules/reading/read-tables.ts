import type { Node } from './grow-outline.ts';
import { cellOf, type Passage } from './passage.ts';
import { plain } from './plain.ts';

export type ColumnKind =
  | 'order'
  | 'task'
  | 'target'
  | 'unit-of-measure'
  | 'value'
  | 'lead'
  | 'cooperate'
  | 'time'
  | 'product'
  | 'other';

export interface Row {
  /** What each known column says, several lines of a cell joined; a cell merged downwards counts for each row. */
  readonly text: ReadonlyMap<ColumnKind, string>;
  readonly passages: readonly Passage[];
  /** Passages of one column. */
  readonly of: (kind: ColumnKind) => readonly Passage[];
  /** A row of one cell, or without anything but number and title: a heading inside the table. */
  readonly isHeading: boolean;
}

export interface Table {
  readonly under: Node | null;
  readonly header: readonly Passage[];
  readonly columns: readonly ColumnKind[];
  readonly rows: readonly Row[];
}

const columns: [RegExp, ColumnKind][] = [
  [/^(?:stt|tt|so tt|so thu tu|#)\.?$/u, 'order'],
  [/phoi hop/u, 'cooperate'],
  [/chu tri|don vi thuc hien|co quan thuc hien|don vi dau moi|phan cong|nguoi thuc hien|trach nhiem/u, 'lead'],
  [/thoi (?:gian|han|diem)|tien do|hoan thanh|lo trinh/u, 'time'],
  [/san pham|ket qua|dau ra|minh chung/u, 'product'],
  [/^(?:dvt|don vi(?: tinh)?|\(%\))$/u, 'unit-of-measure'],
  [
    /^(?:chi tieu|muc tieu)? ?(?:nam|ke hoach|den nam|giai doan) ?(?:20\d\d)|^(?:ke hoach|muc tieu|chi tieu) ?(?:nam)? ?20\d\d|^(?:chi so phan dau|gia tri|muc dat|chi tieu giao|muc phan dau|ty le|ti le)/u,
    'value',
  ],
  [/chi tieu|muc tieu|chi so|tieu chi/u, 'target'],
  [/nhiem vu|noi dung|cong viec|hoat dong|giai phap|ten (?:du an|de an|phan mem)|hang muc|cong tac/u, 'task'],
];

/** Which column a heading names, without regard to marks and case. */
export function columnKind(heading: string): ColumnKind {
  const flat = plain(heading).replace(/\s+/gu, ' ').trim();
  return flat.length > 80 ? 'other' : (columns.find(([pattern]) => pattern.test(flat))?.[1] ?? 'other');
}

export function readTables(cells: readonly { passage: Passage; under: Node | null }[]): {
  tables: Table[];
  loose: Passage[];
} {
  const byTable = Map.groupBy(cells, each => cellOf(each.passage)?.table ?? -1);
  const tables: Table[] = [];
  const loose: Passage[] = [];
  for (const group of byTable.values()) {
    const table = readTable(group);
    if (table) tables.push(table);
    else loose.push(...group.map(each => each.passage));
  }
  return { tables, loose };
}

function readTable(cells: readonly { passage: Passage; under: Node | null }[]): Table | null {
  const rows = Map.groupBy(cells, each => cellOf(each.passage)?.row ?? 0);
  const order = [...rows.keys()].sort((a, b) => a - b);
  const headerRow = order.slice(0, 4).find(row => isHeader(rows.get(row)?.map(each => each.passage) ?? []));
  if (headerRow === undefined) return null;
  const kinds: ColumnKind[] = [];
  const header: Passage[] = [];
  const headings = Map.groupBy(rows.get(headerRow) ?? [], each => cellOf(each.passage)?.column ?? 0);
  for (const [column, group] of headings) {
    const kind = columnKind(group.map(each => each.passage.text).join(' '));
    const span = Math.min((group[0] && cellOf(group[0].passage)?.columns) ?? 1, 100);
    for (let at = 0; at < span; at++)
      if (!kinds[column + at] || kinds[column + at] === 'other') kinds[column + at] = kind;
    header.push(...group.map(each => each.passage));
  }
  for (const row of order.filter(each => each < headerRow))
    header.push(...(rows.get(row) ?? []).map(each => each.passage));
  const carried = new Map<number, { until: number; passages: Passage[] }>();
  const read = order.filter(row => row > headerRow).map(row => readRow(row, rows.get(row) ?? [], kinds, carried));
  return { under: cells[0]?.under ?? null, header, columns: kinds, rows: read };
}

function isHeader(passages: readonly Passage[]): boolean {
  const kinds = new Set(
    [...Map.groupBy(passages, passage => cellOf(passage)?.column).values()].map(group =>
      columnKind(group.map(each => each.text).join(' ')),
    ),
  );
  const known = [...kinds].filter(kind => kind !== 'other' && kind !== 'order').length;
  return known >= 2 && (kinds.has('task') || kinds.has('target'));
}

function readRow(
  row: number,
  cells: readonly { passage: Passage }[],
  kinds: readonly ColumnKind[],
  carried: Map<number, { until: number; passages: Passage[] }>,
): Row {
  const text = new Map<ColumnKind, string>();
  const passagesOf = new Map<ColumnKind, Passage[]>();
  const byColumn = Map.groupBy(cells, each => cellOf(each.passage)?.column ?? 0);
  for (const [column, group] of byColumn) {
    const passages = group.map(each => each.passage);
    add(kinds[column] ?? 'other', passages);
    const rows = passages[0] ? (cellOf(passages[0])?.rows ?? 1) : 1;
    if (rows > 1) carried.set(column, { until: row + rows, passages });
  }
  const filled = [...passagesOf.keys()].filter(kind => kind !== 'order');
  const title = (text.get('task') ?? text.get('target') ?? '').trim();
  const wide = cells.some(each => (cellOf(each.passage)?.columns ?? 1) > 2);
  const isHeading =
    byColumn.size > 0 &&
    ((filled.length <= 1 && kinds.length > 2) || wide) &&
    (/^[IVXLC]+$|^[A-ZĐ]$/.test((text.get('order') ?? '').replace(/[.\s]/g, '')) ||
      wide ||
      title === title.toUpperCase());
  if (!isHeading) {
    for (const [column, each] of carried) {
      if (each.until <= row || byColumn.has(column)) continue;
      add(kinds[column] ?? 'other', each.passages, false);
    }
  }
  return { text, passages: cells.map(each => each.passage), of: kind => passagesOf.get(kind) ?? [], isHeading };

  function add(kind: ColumnKind, passages: readonly Passage[], own = true) {
    const said = passages.map(passage => passage.text.trim()).join('\n');
    const before = text.get(kind);
    if (before !== undefined && !own) return;
    text.set(kind, before ? `${before}\n${said}` : said);
    passagesOf.set(kind, [...(passagesOf.get(kind) ?? []), ...passages]);
  }
}
