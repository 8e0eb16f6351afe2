import { count } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, DataTable, Disclosure, type FieldFault, Form, Select } from '#ui';
import { gatherFaults } from '../importers/gather-faults.ts';
import type { MarksPlan } from '../importers/plan-marks.ts';
import type { MarksFile } from '../importers/read-marks-file.ts';
import type { SheetHead } from '../queries/mark-sheet.ts';
import type { HeadingRole } from '../rules/mark-headings.ts';
import { showMark } from '../rules/read-mark.ts';
import type { GradebookWords } from '../words/index.ts';

/* What a file of marks would do to a sheet, before anyone agrees. */

type Words = GradebookWords['sheet'];

const MOST_TEXTS = 3;

/** Cells that cannot be taken, each at its address in the file; a whole column of the same fault is one line. */
export function ImportFaults({ plan, words, language }: { plan: MarksPlan; words: Words; language: Language }) {
  if (plan.faults.length === 0) return null;
  return (
    <section id="faults">
      <DataTable
        caption={words.bring.faultsTitle}
        showCaption
        dense
        rows={gatherFaults(plan.faults)}
        empty={{ text: '' }}
        columns={[
          {
            key: 'cell',
            head: words.bring.cell,
            rowHead: true,
            fold: 'start',
            render: ({ first, last, many }) => (many === 1 ? first.address : `${first.address}–${last.address}`),
          },
          {
            key: 'name',
            head: words.heads.name,
            fold: 'end',
            render: ({ first, many }) => (many === 1 ? first.fullName : words.bring.cells(count(many))),
          },
          {
            key: 'text',
            head: words.bring.written,
            fold: 'full',
            foldHead: true,
            render: ({ texts }) => texts.slice(0, MOST_TEXTS).join('; ') + (texts.length > MOST_TEXTS ? ' …' : ''),
          },
          { key: 'why', head: words.bring.why, width: 'wide', fold: 'full', render: ({ first }) => first[language] },
        ]}
      />
    </section>
  );
}

const MOST_SHOWN = 400;

/** What would change: each cell as it stands, and as the file has it. */
export function ImportChanges({ head, plan, words }: { head: SheetHead; plan: MarksPlan; words: Words }) {
  const names = new Map(head.columns.map(column => [column.columnId, words.columnName(column.kind, column.number)]));
  const lines = [
    ...plan.marks.map(each => ({
      ...each,
      column: names.get(each.columnId) ?? '',
      from: showMark(each.before),
      to: showMark(each.mark),
    })),
    ...plan.comments.map(each => ({ ...each, column: words.heads.comment, from: each.before, to: each.value })),
  ];
  return (
    <>
      <DataTable
        caption={words.bring.changesTitle}
        showCaption
        dense
        rows={lines.slice(0, MOST_SHOWN)}
        empty={{ text: '' }}
        columns={[
          { key: 'cell', head: words.bring.cell, fold: 'hide', render: line => line.address },
          { key: 'name', head: words.heads.name, rowHead: true, fold: 'start', render: line => line.fullName },
          { key: 'column', head: words.overview.column, fold: 'end', render: line => line.column },
          {
            key: 'from',
            head: words.bring.from,
            align: 'end',
            fold: 'start',
            foldHead: true,
            render: line => line.from || '–',
          },
          {
            key: 'to',
            head: words.bring.to,
            align: 'end',
            fold: 'end',
            foldHead: true,
            render: line => <strong>{line.to}</strong>,
          },
        ]}
      />
      {lines.length > MOST_SHOWN && <p class="soft">{words.bring.more(count(lines.length - MOST_SHOWN))}</p>}
    </>
  );
}

/** Whether the file has a column that goes into the sheet. */
export const findsMarks = (head: SheetHead, { roles }: MarksFile): boolean =>
  roles.includes('comment') ||
  head.columns.some(({ kind, number }) => roles.some(role => role === `${kind}.${number}`));

/** How the columns were read; what was not recognised is matched by hand, once. */
export function ColumnChoice(props: {
  action: string;
  head: SheetHead;
  file: MarksFile;
  /** What each heading is taken for: as recognised, or as just chosen. */
  roles: readonly HeadingRole[];
  faults: FieldFault[];
  words: Words;
}) {
  const { head, file, roles, words, faults } = props;
  const own = head.columns.map(column => ({
    value: `${column.kind}.${column.number}`,
    label: words.columnName(column.kind, column.number),
  }));
  const options = [
    { value: 'none', label: words.bring.ignore },
    { value: 'code', label: words.heads.code },
    { value: 'name', label: words.heads.name },
    { value: 'birth', label: words.heads.birth },
    ...own,
    { value: 'comment', label: words.heads.comment },
  ];
  return (
    <Disclosure summary={words.bring.columns} open={!findsMarks(head, file) || faults.length > 0}>
      <Form action={props.action} faults={faults} buttons={<Button>{words.bring.remember}</Button>}>
        <p class="soft">{words.bring.columnsHelp}</p>
        {file.headings.map(
          heading =>
            heading.above + heading.below !== '' && (
              <Select
                name={`role-${heading.index}`}
                label={[heading.above, heading.below].filter(Boolean).join(' · ')}
                choose={false}
                width="medium"
                value={roles[heading.index] ?? 'none'}
                options={options}
              />
            ),
        )}
      </Form>
    </Disclosure>
  );
}
