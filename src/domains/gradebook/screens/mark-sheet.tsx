import { raw } from 'hono/html';
import { count, day, time } from '#platform/format.ts';
import { Button, CsrfField, Empty, Row, StateChip } from '#ui';
import type { MarkSheet, SheetColumn, SheetHead, SheetRow } from '../queries/mark-sheet.ts';
import type { GradebookWords } from '../words/index.ts';
import { averageOf, missingIn, type SheetLook, seenOf, sheetRows } from './sheet-cells.ts';

export interface SheetProps {
  sheet: MarkSheet;
  look: SheetLook;
  personId: number | null;
  /** "75" is read as 7,5: the setting of who types. */
  asTenths: boolean;
}

type Words = GradebookWords['sheet'];

/** Where a sheet stands: the address of a course in a term. */
export const sheetPath = (head: Pick<SheetHead, 'schoolId' | 'courseId' | 'term'>, rest = '', more = ''): string =>
  `/schools/${head.schoolId}/courses/${head.courseId}${rest}?term=${head.term}${more}`;

/** The sheet: status and what is missing above, one table, the keys below. */
export function MarkSheetForm(props: SheetProps) {
  const { sheet, look, asTenths } = props;
  const { head, rows } = sheet;
  const { words } = look;
  if (rows.length === 0) return <Empty text={words.empty} />;
  if (head.columns.length === 0) return <Empty text={words.noColumns} />;
  const picked = look.only ? [look.only] : head.columns;
  const isOpen = head.mayEnter && picked.some(column => !column.isClosed);
  const caption = words.sheetTitle(head.subject, head.klass, head.term);
  return (
    <form
      class={`sheet-form${look.only ? ' sheet-one' : ''}`}
      method="post"
      action={sheetPath(head, '', look.only ? `&column=${look.only.columnId}` : '')}
      data-sheet="marks"
      data-school={head.schoolId}
      data-course={head.courseId}
      data-term={head.term}
      data-person={props.personId ?? ''}
      data-tenths={asTenths ? 'yes' : undefined}
      autocomplete="off"
      novalidate
    >
      <CsrfField />
      {head.mayEnter && <input type="hidden" name="seen" value={seenOf(sheet, look)} />}
      <Status sheet={sheet} look={look} />
      <ColumnChoice head={head} look={look} />
      <div class="sheet-box">
        <section class="sheet-frame" tabindex={0} aria-label={words.frame(caption)}>
          <table class="sheet">
            <caption class="sr">{caption}</caption>
            {raw(headsOf(head, look))}
            <tbody>{raw(sheetRows(sheet, look))}</tbody>
            {raw(footOf(sheet, look))}
          </table>
        </section>
      </div>
      {isOpen && head.bank.length > 0 && !look.only && (
        <datalist id="comment-bank">
          {head.bank.map(({ comment }) => (
            <option value={comment} />
          ))}
        </datalist>
      )}
      <div class="sheet-foot">
        {isOpen && (
          <Row>
            <Button filled>{words.save}</Button>
            {head.kind === 'scored' && (
              <Button quiet name="typing" value={asTenths ? 'plain' : 'tenths'}>
                {asTenths ? words.typing.tenths : words.typing.plain}
              </Button>
            )}
          </Row>
        )}
        <p class="sheet-hint">{isOpen ? words.hint : words.hintClosed}</p>
      </div>
    </form>
  );
}

/** One line: saved when, what waits (a script says), who is missing in a column that others have. */
function Status({ sheet, look }: Pick<SheetProps, 'sheet' | 'look'>) {
  const { rows, head } = sheet;
  const { words } = look;
  const missing = head.columns.map(column => ({ column, pupils: missingIn(rows, column.columnId) }));
  return (
    <p class="sheet-status" data-status>
      {look.refused.size > 0 ? (
        <StateChip state="behind">{words.notSaved(look.refused.size)}</StateChip>
      ) : head.savedAt ? (
        <StateChip state="ok">{`${words.savedAt(time(head.savedAt))} · ${day(head.savedAt)}`}</StateChip>
      ) : (
        <StateChip state="silent">{words.notYet}</StateChip>
      )}
      {missing
        .filter(each => each.pupils.length > 0)
        .map(each => (
          <Missing {...each} words={words} />
        ))}
    </p>
  );
}

const MOST_NAMES = 5;

function Missing({ column, pupils, words }: { column: SheetColumn; pupils: SheetRow[]; words: Words }) {
  const rest = pupils.length - MOST_NAMES;
  return (
    <span class="sheet-missing">
      {words.missing(words.columnName(column.kind, column.number), count(pupils.length))}{' '}
      {pupils.slice(0, MOST_NAMES).map((pupil, at) => (
        <>
          {at > 0 && ', '}
          <a href={column.isClosed ? `#p-${pupil.enrolmentId}` : `#m-${column.columnId}-${pupil.enrolmentId}`}>
            {pupil.fullName}
          </a>
        </>
      ))}
      {rest > 0 && ` ${words.more(count(rest))}`}
    </span>
  );
}

/** On a phone a sheet is narrow: one column at a time, name and one large field. */
function ColumnChoice({ head, look }: { head: SheetHead; look: SheetLook }) {
  const { words } = look;
  const open = head.columns.filter(column => !column.isClosed);
  if (!head.mayEnter || open.length === 0) return null;
  return (
    <nav class={`sheet-columns${look.only ? ' sheet-columns-shown' : ''}`} aria-label={words.oneColumn}>
      <span>{words.oneColumn}</span>
      {open.map(column => (
        <a
          href={sheetPath(head, '', `&column=${column.columnId}`)}
          aria-current={column.columnId === look.only?.columnId ? 'page' : undefined}
        >
          {words.columnName(column.kind, column.number)}
        </a>
      ))}
      {look.only && <a href={sheetPath(head)}>{words.wholeSheet}</a>}
    </nav>
  );
}

const grouped = new Set(['regular', 'topic']);

/** Two lines of heads where columns of a kind stand together, one where none do. */
function headsOf(head: SheetHead, { words, only }: SheetLook): string {
  const columns = only ? [only] : head.columns;
  const closed = (column: SheetColumn) => (column.isClosed ? ` class="closed" title="${words.closed}"` : '');
  const name = (column: SheetColumn) => words.columnName(column.kind, column.number);
  const isTwoLines = !only && columns.some(column => grouped.has(column.kind));
  const span = isTwoLines ? ' rowspan="2"' : '';
  let top = `<th scope="col" class="number"${span}>${words.heads.number}</th><th scope="col" class="name"${span}>${words.heads.name}</th>`;
  let below = '';
  for (const kind of new Set(columns.map(column => column.kind))) {
    const same = columns.filter(column => column.kind === kind);
    if (isTwoLines && grouped.has(kind)) {
      top += `<th scope="colgroup" colspan="${same.length}">${words.columns.heads[kind]}</th>`;
      for (const column of same) below += `<th scope="col"${closed(column)}>${column.number}</th>`;
    } else for (const column of same) top += `<th scope="col"${span}${closed(column)}>${name(column)}</th>`;
  }
  if (!only) {
    const mean = head.kind === 'scored' ? words.heads.mean : words.heads.result;
    top += `<th scope="col" class="mean"${span}>${mean}</th><th scope="col" class="comment"${span}>${words.heads.comment}</th>`;
  }
  return `<thead><tr>${top}</tr>${isTwoLines ? `<tr>${below}</tr>` : ''}</thead>`;
}

function footOf({ head, rows }: MarkSheet, { words, only }: SheetLook): string {
  const columns = only ? [only] : head.columns;
  let cells = '';
  for (const { columnId } of columns) cells += `<td data-average="${columnId}">${averageOf(rows, columnId)}</td>`;
  return `<tfoot><tr><td class="number"></td><th scope="row" class="name">${words.heads.average}</th>${cells}${only ? '' : '<td class="mean"></td><td class="comment"></td>'}</tr></tfoot>`;
}
