import { expect, test } from 'vitest';
import { type Book, type Change, emptyBook, subjectOf, waitingIn } from './change.ts';
import { inputOf } from './kinds.ts';
import { bind, forget, note, settle } from './queue.ts';

const group = { schoolId: 1, courseId: 7 };
const at = '2023-11-24T07:05:00.000Z';
const mark = (enrolmentId: number, value: string, seen: number, more: Partial<Change> = {}): Change => ({
  subject: subjectOf('marks', group, `m-3-${enrolmentId}`),
  kind: 'marks',
  group,
  part: { columnId: 3, enrolmentId, value },
  seen,
  madeAt: at,
  label: `ô ${enrolmentId}`,
  page: '/sheet',
  ...more,
});
let made = 0;
const key = () => `k${++made}`;
const parcelsOf = (book: Book) => Object.values(book.parcels);
const only = (book: Book) => {
  const [parcel, ...rest] = parcelsOf(book);
  if (!parcel || rest.length > 0) throw new Error(`${rest.length + 1} parcels`);
  return parcel;
};
const cell = (enrolmentId: number, state: string, revision: number, value: string, more = {}) => ({
  columnId: 3,
  enrolmentId,
  state,
  revision,
  value,
  ...more,
});
const answer = (book: Book, cells: object[], means: object[] = []) =>
  settle(book, { key: only(book).key, state: 'done', answer: { cells, means } }, at);

test('a cell changed twice while it waits is one change, and remembers what was seen at first', () => {
  const book = note(note(emptyBook(), [mark(55, '7', 2)]), [mark(55, '8', 9)]);
  expect(Object.values(book.changes)).toEqual([mark(55, '8', 2)]);
  expect(waitingIn(book)).toBe(1);
});

test('cells of one sheet travel together, those of another apart', () => {
  const other = { ...mark(1, '5', 0), group: { schoolId: 1, courseId: 8 }, subject: 'marks|1|8|m-3-1' };
  const book = bind(note(emptyBook(), [mark(1, '5', 0), mark(2, '6', 0), other]), key);
  expect(parcelsOf(book).map(parcel => parcel.changes.length)).toEqual([2, 1]);
  expect(book.changes).toEqual({});
  const [first] = parcelsOf(book);
  expect(inputOf('marks', first?.changes ?? [])).toEqual({
    schoolId: 1,
    courseId: 7,
    cells: [
      { columnId: 3, enrolmentId: 1, value: '5', seen: 0 },
      { columnId: 3, enrolmentId: 2, value: '6', seen: 0 },
    ],
  });
});

test('more cells than a command takes make several parcels', () => {
  const book = bind(
    note(
      emptyBook(),
      Array.from({ length: 450 }, (_, id) => mark(id, '5', 0)),
    ),
    key,
  );
  expect(parcelsOf(book).map(parcel => parcel.changes.length)).toEqual([200, 200, 50]);
});

test('what is under way is not altered: a newer change waits, and takes over the revision of the answer', () => {
  const sent = bind(note(emptyBook(), [mark(55, '7', 2)]), key);
  const parcel = only(sent);
  const book = bind(note(sent, [mark(55, '8', 2)]), key);
  expect(only(book)).toBe(parcel);
  expect(waitingIn(book)).toBe(1);
  const after = answer(book, [cell(55, 'saved', 3, '7')]);
  expect(after.changes[mark(55, '', 0).subject]).toEqual(mark(55, '8', 3));
  expect(after.parcels).toEqual({});
  expect(after.savedAt).toBe(at);
});

test('a conflict leaves what a newer change had seen, so that it meets the other again instead of covering it', () => {
  const sent = bind(note(emptyBook(), [mark(55, '7', 2)]), key);
  // The page was opened anew meanwhile and knows revision 5; but its maker sees their own 7 in the cell.
  const after = answer(note(sent, [mark(55, '8', 5)]), [cell(55, 'conflict', 5, '4')]);
  expect(after.changes[mark(55, '', 0).subject]?.seen).toBe(2);
  expect(after.matters).toEqual({});
});

test('a page older than what this device wrote does not conflict with itself; with what others wrote it does', () => {
  const own = answer(bind(note(emptyBook(), [mark(55, '7', 2)]), key), [cell(55, 'saved', 3, '7')]);
  expect(note(own, [mark(55, '9', 2)]).changes[mark(55, '', 0).subject]?.seen).toBe(3);
  const others = answer(bind(note(emptyBook(), [mark(55, '7', 2)]), key), [cell(55, 'conflict', 4, '6')]);
  expect(note(others, [mark(55, '9', 2)]).changes[mark(55, '', 0).subject]?.seen).toBe(2);
});

test('a conflict and a refusal are kept for people with both values and words', () => {
  const sent = bind(note(emptyBook(), [mark(1, '7', 2), mark(2, '11', 0), mark(3, '5', 0)]), key);
  const fault = { code: 'mark-range', vi: 'Điểm từ 0 đến 10.', en: 'A mark is 0 to 10.' };
  const after = answer(
    sent,
    [cell(1, 'conflict', 5, '4'), cell(2, 'refused', 0, '', { fault }), cell(3, 'saved', 1, '5')],
    [{ enrolmentId: 3, value: '5,0' }],
  );
  expect(after.matters[mark(1, '', 0).subject]).toMatchObject({ state: 'conflict', stands: '4' });
  expect(after.matters[mark(2, '', 0).subject]?.words?.vi).toBe('Điểm từ 0 đến 10.');
  expect(Object.keys(after.matters)).toHaveLength(2);
  expect(after.means).toEqual({ 'marks|1|7|mean-3': '5,0' });
});

test('the same answer twice changes nothing the second time', () => {
  const sent = bind(note(emptyBook(), [mark(55, '7', 2)]), key);
  const item = { key: only(sent).key, state: 'done' as const, answer: { cells: [cell(55, 'saved', 3, '7')] } };
  const once = settle(sent, item, at);
  expect(settle(once, item, at)).toBe(once);
});

test('a fault of the server keeps the parcel under its key', () => {
  const sent = bind(note(emptyBook(), [mark(55, '7', 2)]), key);
  const after = settle(sent, { key: only(sent).key, state: 'failed' }, at);
  expect(only(after)).toEqual({ ...only(sent), tries: 1 });
});

test('where one unreadable cell makes the whole refused, each is sent by itself', () => {
  const sent = bind(note(emptyBook(), [mark(1, '7', 0), mark(2, 'x'.repeat(99), 0)]), key);
  const back = settle(sent, { key: only(sent).key, state: 'refused', code: 'input', words: 'Sai.' }, at);
  const again = bind(back, key);
  expect(parcelsOf(again).map(parcel => parcel.changes.length)).toEqual([1, 1]);
  const [first] = parcelsOf(again);
  const after = settle(again, { key: first?.key ?? '', state: 'refused', code: 'input', words: 'Sai.' }, at);
  expect(Object.values(after.matters)).toHaveLength(1);
});

test('who may no longer write there is told so, cell by cell', () => {
  const sent = bind(note(emptyBook(), [mark(1, '7', 0), mark(2, '8', 0)]), key);
  const after = settle(sent, { key: only(sent).key, state: 'not-allowed' }, at);
  expect(Object.values(after.matters).map(matter => matter.state)).toEqual(['refused', 'refused']);
});

test('a fresh page makes older answers and settled conflicts forgotten, in its sheet alone', () => {
  const [own, other] = [mark(1, '7', 0).subject, 'marks|1|9|m-3-1'];
  const known = { revision: 3, value: '7', own: true };
  const matter = { state: 'conflict' as const, change: mark(1, '7', 0) };
  const book: Book = {
    ...emptyBook(),
    known: { [own]: known, [other]: known },
    matters: { [own]: matter, [other]: matter },
    means: { 'marks|1|7|mean-1': '7' },
  };
  const shown = new Map([[own, { revision: 3, conflict: false }]]);
  const after = forget(book, 'marks|1|7', shown);
  expect(Object.keys(after.known)).toEqual([other]);
  expect(Object.keys(after.matters)).toEqual([other]);
  expect(after.means).toEqual({});
  const older = new Map([[own, { revision: 2, conflict: true }]]);
  expect(Object.keys(forget(book, 'marks|1|7', older).known)).toEqual([own, other]);
});
