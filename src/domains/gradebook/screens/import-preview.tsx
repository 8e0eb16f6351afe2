import { count } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, DataTable, Disclosure, type FieldFault, Form, Select } from '#ui';
import type { MarksPlan } from '../importers/plan-marks.ts';
import type { MarksFile } from '../importers/read-marks-file.ts';
import type { SheetHead } from '../queries/mark-sheet.ts';
import { showMark } from '../rules/read-mark.ts';
import type { GradebookWords } from '../words/index.ts';

/* What a file of marks would do to a sheet, before anyone agrees. */

type Words = GradebookWords['sheet'];

/** Cells that cannot be read, each at its address in the file. */
export function ImportFaults({ plan, words, language }: { plan: MarksPlan; words: Words; language: Language }) {
  if (plan.faults.length === 0) return null;
  return (
    <section id="faults">
      <DataTable
        caption={words.bring.faultsTitle}
        showCaption
        dense
        rows={plan.faults}
        empty={{ text: '' }}
        columns={[
          { key: 'cell', head: words.bring.cell, rowHead: true, render: fault => fault.address },
          { key: 'name', head: words.heads.name, render: fault => fault.fullName },
          { key: 'text', head: words.bring.written, render: fault => fault.text },
          { key: 'why', head: words.bring.why, width: 'wide', render: fault => fault[language] },
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
          { key: 'cell', head: words.bring.cell, render: line => line.address },
          { key: 'name', head: words.heads.name, rowHead: true, render: line => line.fullName },
          { key: 'column', head: words.overview.column, render: line => line.column },
          { key: 'from', head: words.bring.from, align: 'end', render: line => line.from || '–' },
          { key: 'to', head: words.bring.to, align: 'end', render: line => <strong>{line.to}</strong> },
        ]}
      />
      {lines.length > MOST_SHOWN && <p class="soft">{words.bring.more(count(lines.length - MOST_SHOWN))}</p>}
    </>
  );
}

/** How the columns were read; what was not recognised is matched by hand, once. */
export function ColumnChoice(props: {
  action: string;
  head: SheetHead;
  file: MarksFile;
  faults: FieldFault[];
  words: Words;
}) {
  const { head, file, words, faults } = props;
  const own = head.columns.map(column => ({
    value: `${column.kind}.${column.number}`,
    label: words.columnName(column.kind, column.number),
  }));
  const options = [
    { value: 'code', label: words.heads.code },
    { value: 'name', label: words.heads.name },
    { value: 'birth', label: words.heads.birth },
    ...own,
    { value: 'comment', label: words.heads.comment },
  ];
  const isMissing = own.some(({ value }) => !file.roles.some(role => role === value));
  return (
    <Disclosure summary={words.bring.columns} open={isMissing || faults.length > 0}>
      <Form action={props.action} faults={faults} buttons={<Button>{words.bring.remember}</Button>}>
        <p class="soft">{words.bring.columnsHelp}</p>
        {file.headings.map(
          heading =>
            heading.above + heading.below !== '' && (
              <Select
                name={`role-${heading.index}`}
                label={[heading.above, heading.below].filter(Boolean).join(' · ')}
                choose={words.bring.ignore}
                width="medium"
                optional
                value={file.roles[heading.index]}
                options={options}
              />
            ),
        )}
      </Form>
    </Disclosure>
  );
}
