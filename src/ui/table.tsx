import { count, none } from '#platform/format.ts';
import { Empty, type EmptyProps } from './empty.tsx';
import { Icon } from './icon.tsx';
import { classes, type Slot, useWords } from './setting.tsx';

export interface Column<Row> {
  key: string;
  head: string;
  /** Figures stand at the end, so that their digits line up. */
  align?: 'start' | 'end' | 'center';
  render: (row: Row, index: number) => Slot;
  /**
   * How the cell stands on a phone, where each row folds into a block: over the full width, at the start or end of a
   * line, or not at all. A table none of whose columns fold keeps its shape and scrolls in its frame.
   */
  fold?: 'full' | 'start' | 'end' | 'hide';
  /** Says the head before the value on a phone, where the heads are gone. */
  foldHead?: boolean;
  /** The column takes only the room it needs / all the room it can get / room for a bar / for one letter / for a lesson of a week / for one figure among many, its head wrapped above. */
  width?: 'narrow' | 'wide' | 'bar' | 'letter' | 'lesson' | 'figure';
  /** The cell names the row: it is its heading for screen readers. One a table. */
  rowHead?: boolean;
  sortable?: boolean;
}

export interface TablePages {
  page: number;
  pageSize: number;
  total: number;
  href: (page: number) => string;
}

export interface DataTableProps<Row> {
  /** What the table holds; read aloud, and shown where `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowId?: (row: Row) => string;
  /** A row that waits, is out of date or is picked out. */
  rowState?: (row: Row) => 'muted' | 'picked' | undefined;
  empty: EmptyProps;
  /** Cells of the last line: totals and averages, by column key. */
  totals?: Record<string, Slot>;
  sort?: { key: string; direction: 'up' | 'down'; href: (key: string, direction: 'up' | 'down') => string };
  pages?: TablePages;
  /** Narrow lines for long lists of short facts. */
  dense?: boolean;
  /** Already inside a panel: no frame of its own. */
  bare?: boolean;
  /** The head stays in sight while a long table scrolls in its frame. */
  tall?: boolean;
  /** Offers a field that narrows the rows shown, where scripts run. */
  filter?: boolean;
}

/** The one table of the platform. It scrolls inside its own frame; the page never scrolls sideways. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const words = useWords();
  if (props.rows.length === 0) {
    return (
      <div class={classes('table-box', props.bare && 'table-bare')}>
        <Empty {...props.empty} />
      </div>
    );
  }
  const folds = props.columns.some(column => column.fold !== undefined);
  const frame = (
    <section
      class={classes('table-frame', props.tall && 'table-tall')}
      aria-label={words.table.frame(props.caption)}
      tabindex={0}
    >
      {/* A folded table is laid out anew; the roles keep it a table for screen readers. */}
      <table class={classes('table', folds && 'table-folds', props.dense && 'table-dense')} role={role('table', folds)}>
        <caption class="sr">{props.caption}</caption>
        <Heads {...props} folds={folds} />
        <tbody role={role('rowgroup', folds)}>
          {props.rows.map((row, index) => (
            <tr id={props.rowId?.(row)} class={rowLook(props.rowState?.(row))} role={role('row', folds)}>
              {props.columns.map(column => (
                <Cell column={column} folds={folds}>
                  {column.render(row, index)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
        {props.totals && (
          <tfoot role={role('rowgroup', folds)}>
            <tr role={role('row', folds)}>
              {props.columns.map(column => (
                <Cell column={column} folds={folds}>
                  {props.totals?.[column.key] ?? ''}
                </Cell>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
  return (
    <div class={classes('table-box', props.bare && 'table-bare')}>
      {props.showCaption && (
        <div class="table-title" aria-hidden="true">
          {props.caption}
        </div>
      )}
      {props.filter ? (
        <filter-table label={words.table.filter} counted={words.table.filtered('{shown}', '{total}')}>
          {frame}
        </filter-table>
      ) : (
        frame
      )}
      {props.pages && <Pages {...props.pages} />}
    </div>
  );
}

function Heads<Row>(props: DataTableProps<Row> & { folds: boolean }) {
  return (
    <thead role={role('rowgroup', props.folds)}>
      <tr role={role('row', props.folds)}>
        {props.columns.map(column => {
          const sorted = props.sort?.key === column.key ? props.sort.direction : undefined;
          return (
            <th
              scope="col"
              role={role('columnheader', props.folds)}
              class={cellLook(column)}
              aria-sort={sorted === 'up' ? 'ascending' : sorted === 'down' ? 'descending' : undefined}
            >
              {column.sortable && props.sort ? (
                <SortLink
                  head={column.head}
                  sorted={sorted}
                  href={direction => props.sort?.href(column.key, direction)}
                />
              ) : (
                column.head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SortLink(props: {
  head: string;
  sorted: 'up' | 'down' | undefined;
  href: (direction: 'up' | 'down') => string | undefined;
}) {
  const words = useWords();
  const icon = props.sorted === 'up' ? 'arrow-up' : props.sorted === 'down' ? 'arrow-down' : 'arrows-sort';
  return (
    <a class="sort" href={props.href(props.sorted === 'up' ? 'down' : 'up')} title={words.table.sortBy(props.head)}>
      {props.head}
      <Icon name={icon} size={14} />
    </a>
  );
}

function Cell<Row>(props: { column: Column<Row>; folds: boolean; children?: Slot }) {
  const { column, folds } = props;
  // A cell that says only "none" is left out where rows fold: there it would take a line and tell nothing.
  const nothing = folds && props.children === none;
  const look = classes(cellLook(column), folds && `fold-${column.fold ?? 'full'}`, nothing && 'fold-none') || undefined;
  const label = folds && column.foldHead ? column.head : undefined;
  return column.rowHead ? (
    <th scope="row" role={role('rowheader', folds)} class={look} data-head={label}>
      {props.children}
    </th>
  ) : (
    <td role={role('cell', folds)} class={look} data-head={label}>
      {props.children}
    </td>
  );
}

function Pages(props: TablePages) {
  const words = useWords();
  const last = Math.max(1, Math.ceil(props.total / props.pageSize));
  const from = (props.page - 1) * props.pageSize + 1;
  const to = Math.min(props.page * props.pageSize, props.total);
  return (
    <nav class="pages" aria-label={words.table.pages}>
      <span class="pages-range">{words.table.range(count(from), count(to), count(props.total))}</span>
      {props.page > 1 && (
        <a class="button" href={props.href(props.page - 1)} rel="prev">
          <Icon name="chevron-left" size={16} />
          <span>{words.table.previous}</span>
        </a>
      )}
      {props.page < last && (
        <a class="button" href={props.href(props.page + 1)} rel="next">
          <span>{words.table.next}</span>
          <Icon name="chevron-right" size={16} />
        </a>
      )}
    </nav>
  );
}

/** The first cell of a row in a list: its name (a link if it opens) and a line of small facts below. */
export function RowTitle(props: { href?: string; facts?: Slot[]; children?: Slot }) {
  const facts = props.facts?.filter(fact => fact !== undefined && fact !== null && fact !== '') ?? [];
  return (
    <div class="row-title">
      {props.href ? <a href={props.href}>{props.children}</a> : <span>{props.children}</span>}
      {facts.length > 0 && (
        <div class="row-facts">
          {facts.map(fact => (
            <span>{fact}</span>
          ))}
        </div>
      )}
    </div>
  );
}

/** A figure that leads its row. */
export function RowFigure(props: { children?: Slot }) {
  return <span class="row-figure">{props.children}</span>;
}

const cellLook = <Row,>(column: Column<Row>) =>
  classes(
    column.rowHead && 'row-head',
    column.align === 'end' && 'end',
    column.align === 'center' && 'center',
    column.width && `width-${column.width}`,
  ) || undefined;

const rowLook = (state: 'muted' | 'picked' | undefined) => (state ? `row-${state}` : undefined);

const role = (name: string, folds: boolean) => (folds ? name : undefined);
