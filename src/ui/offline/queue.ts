import { type Book, type Change, groupKey, type Matter, type Parcel, subjectOf } from './change.ts';
import { kinds, readAnswer } from './kinds.ts';

/** What POST /outbox says of one item. */
export interface ItemAnswer {
  key: string;
  state: 'done' | 'refused' | 'not-allowed' | 'failed';
  answer?: unknown;
  code?: string;
  words?: string;
}

const notAllowed = {
  vi: 'Bạn không còn được ghi ở đây (lớp hoặc phân công đã đổi).',
  en: 'You may no longer write here (the class or the assignment has changed).',
};

const underWay = (book: Book): Map<string, Change> =>
  new Map(
    Object.values(book.parcels).flatMap(parcel =>
      parcel.changes.map((change): [string, Change] => [change.subject, change]),
    ),
  );

/**
 * Takes changes into the book. A newer change of a cell replaces one that still waits; what is under way stays as it is. Whoever
 * changes a cell that waits sees their own value in it, and no more than they had seen before. A device is one writer: what it
 * wrote itself it has also seen, even if the page is older.
 */
export function note(book: Book, changes: readonly Change[]): Book {
  const next = { ...book, changes: { ...book.changes }, matters: { ...book.matters } };
  const sent = underWay(book);
  for (const change of changes) {
    const waiting = book.changes[change.subject] ?? sent.get(change.subject);
    const known = book.known[change.subject];
    const seen = Math.max(waiting?.seen ?? change.seen, known?.own ? known.revision : 0);
    next.changes[change.subject] = { ...change, seen };
    delete next.matters[change.subject];
  }
  return next;
}

/** Makes parcels of what waits: cells of one sheet together. A cell that is under way waits for its answer. */
export function bind(book: Book, newKey: () => string): Book {
  const changes = { ...book.changes };
  const sent = underWay(book);
  const open = new Map<string, Change[]>();
  const parcels: Parcel[] = [];
  for (const change of Object.values(book.changes)) {
    if (sent.has(change.subject)) continue;
    delete changes[change.subject];
    const group = groupKey(change.kind, change.group);
    const together = open.get(group);
    if (together && !change.alone && together.length < kinds[change.kind].most) {
      together.push(change);
      continue;
    }
    const begun = [change];
    if (!change.alone) open.set(group, begun);
    parcels.push({ key: newKey(), kind: change.kind, changes: begun, tries: 0 });
  }
  return {
    ...book,
    changes,
    parcels: { ...book.parcels, ...Object.fromEntries(parcels.map(each => [each.key, each])) },
  };
}

/** Takes an answer to a parcel into the book. An answer that came before, or to a parcel long settled, changes nothing. */
export function settle(book: Book, item: ItemAnswer, at: string): Book {
  const parcel = book.parcels[item.key];
  if (!parcel) return book;
  const parcels = { ...book.parcels };
  delete parcels[item.key];
  if (item.state === 'failed') {
    return { ...book, parcels: { ...parcels, [item.key]: { ...parcel, tries: parcel.tries + 1 } } };
  }
  // One cell that cannot be read must not hold up its neighbours: each is sent by itself.
  if (item.state === 'refused' && item.code === 'input' && parcel.changes.length > 1) {
    const alone = parcel.changes.map((change): [string, Change] => [change.subject, { ...change, alone: true }]);
    return { ...book, parcels, changes: { ...Object.fromEntries(alone), ...book.changes } };
  }
  const next: Book = {
    ...book,
    parcels,
    changes: { ...book.changes },
    matters: { ...book.matters },
    known: { ...book.known },
    means: { ...book.means },
  };
  if (item.state !== 'done') {
    const words =
      item.state === 'not-allowed' ? notAllowed : { vi: item.words ?? item.code ?? '', en: item.words ?? '' };
    for (const change of parcel.changes) keepMatter(next, { state: 'refused', change, words });
    return next;
  }
  settleCells(next, parcel, item.answer);
  next.savedAt = at;
  return next;
}

function settleCells(book: Book, parcel: Parcel, answer: unknown): void {
  const { cells, means } = readAnswer(parcel.kind, answer);
  for (const change of parcel.changes) {
    const { subject } = change;
    const cell = cells.get(kinds[parcel.kind].field(change.part));
    // A cell its command did not speak of was taken as it was sent.
    if (!cell) continue;
    const own = cell.state === 'saved' || cell.state === 'same';
    if (cell.state !== 'refused') book.known[subject] = { revision: cell.revision, value: cell.value, own };
    if (!own) {
      const { value: stands, words } = cell;
      keepMatter(book, {
        state: cell.state === 'conflict' ? 'conflict' : 'refused',
        change,
        stands,
        ...(words && { words }),
      });
      continue;
    }
    delete book.matters[subject];
    const newer = book.changes[subject];
    if (newer) book.changes[subject] = { ...newer, seen: cell.revision };
  }
  const group = parcel.changes[0]?.group ?? {};
  for (const [name, value] of means) book.means[subjectOf(parcel.kind, group, name)] = value;
}

/** A newer change of the same cell says what its maker wants now: only its own answer is shown to people. */
function keepMatter(book: Book, matter: Matter): void {
  if (!book.changes[matter.change.subject]) book.matters[matter.change.subject] = matter;
}

/** Forgets what a page fresh from the server shows as well: older answers, means, and matters it no longer speaks of. */
export function forget(
  book: Book,
  group: string,
  shown: ReadonlyMap<string, { revision: number; conflict: boolean }>,
): Book {
  const inGroup = (subject: string) => subject.startsWith(`${group}|`);
  const keep = <T>(all: Record<string, T>, wanted: (subject: string, value: T) => boolean): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([subject, value]) => !inGroup(subject) || wanted(subject, value)));
  return {
    ...book,
    known: keep(book.known, (subject, known) => (shown.get(subject)?.revision ?? 0) < known.revision),
    means: keep(book.means, () => false),
    matters: keep(
      book.matters,
      (subject, matter) => matter.state === 'refused' || (shown.get(subject)?.conflict ?? true),
    ),
  };
}
