import { count, day } from '#platform/format.ts';
import type { Fault, LegacyFinding } from '#platform/sheets/index.ts';
import type { Language } from '#platform/words.ts';
import { Button, ButtonLink, DataTable, Disclosure, Form, Panel, Select, Stack, StateChip } from '#ui';
import type { Change, Shown } from '../importers/plan.ts';
import type { SchoolWords } from '../words/index.ts';
import { fileHref, type Preview } from './import-seen.ts';

const mostShown = 200;

/** Every fault with its cell, its value and how to mend it; long lists are in the marked copy of the file. */
export function FaultTable({
  faults,
  language,
  text,
}: {
  faults: readonly Fault[];
  language: Language;
  text: SchoolWords;
}) {
  const words = text.imports;
  if (faults.length === 0) return null;
  return (
    <Panel
      title={words.faults}
      id="faults"
      flush
      foot={faults.length > mostShown ? words.moreFaults(count(faults.length - mostShown)) : undefined}
    >
      <DataTable
        bare
        dense
        caption={words.faults}
        rows={faults.slice(0, mostShown)}
        empty={{ text: words.clean }}
        columns={[
          {
            key: 'where',
            head: words.faultHeads.where,
            rowHead: true,
            fold: 'start',
            render: one => one.cell ?? (one.row === undefined ? (one.sheet ?? '') : String(one.row)),
          },
          {
            key: 'severity',
            head: words.stats.errors,
            fold: 'end',
            render: one => (
              <StateChip state={one.severity === 'error' ? 'behind' : 'near'}>{words.severity[one.severity]}</StateChip>
            ),
          },
          { key: 'value', head: words.faultHeads.value, fold: 'full', render: one => one.value ?? '' },
          {
            key: 'what',
            head: words.faultHeads.what,
            width: 'wide',
            fold: 'full',
            render: one => one.message[language],
          },
          { key: 'mend', head: words.faultHeads.mend, width: 'wide', fold: 'full', render: one => one.mend[language] },
        ]}
      />
    </Panel>
  );
}

/** What would change, row by row, with what stands there now. */
export function Changes({ seen, language, text }: { seen: Preview; language: Language; text: SchoolWords }) {
  const words = text.imports;
  const { changes } = seen.checked;
  if (changes.length === 0) return null;
  return (
    <Panel
      title={words.changes}
      flush
      foot={changes.length > mostShown ? words.moreChanges(count(changes.length - mostShown)) : undefined}
    >
      <DataTable
        bare
        dense
        caption={words.changes}
        rows={changes.slice(0, mostShown)}
        empty={{ text: words.nothing }}
        columns={[
          {
            key: 'row',
            head: words.changeHeads.row,
            align: 'end',
            width: 'narrow',
            fold: 'hide',
            render: one => count(one.row),
          },
          {
            key: 'who',
            head: words.changeHeads.who,
            rowHead: true,
            width: 'wide',
            fold: 'full',
            render: one => one.subject,
          },
          { key: 'kind', head: words.changeHeads.kind, fold: 'start', render: one => words.kinds[one.kind] },
          {
            key: 'fields',
            head: words.changeHeads.fields,
            width: 'wide',
            fold: 'full',
            render: one => one.fields.map(field => <div>{fieldSaid(field, one.kind, seen, language, text)}</div>),
          },
        ]}
      />
    </Panel>
  );
}

function fieldSaid(
  field: Change['fields'][number],
  kind: Change['kind'],
  { checked }: Preview,
  language: Language,
  text: SchoolWords,
): string {
  const column = checked.columns.find(each => each.key === field.column);
  const shown = (value: Shown) => {
    if (value === undefined) return '–';
    if (typeof value === 'boolean') return value ? text.imports.yes : text.imports.no;
    return (
      column?.choices[String(value)]?.[language] ??
      (/^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? day(String(value)) : String(value))
    );
  };
  const heading = column?.heading[language] ?? field.column;
  return kind === 'added'
    ? `${heading}: ${shown(field.after)}`
    : text.imports.becomes(heading, shown(field.before), shown(field.after));
}

/** Which heading was taken for which column; chosen again, it is remembered for files with the same headings. */
export function ColumnChoice({ seen, language, text }: { seen: Preview; language: Language; text: SchoolWords }) {
  const words = text.imports;
  const { checked, school, kind, legacy, keptFileId } = seen;
  if (checked.headings.length === 0) return null;
  const unknown = checked.headings.filter(heading => heading.column === undefined).length;
  const missing = checked.faults.some(fault => fault.code === 'columnMissing' || fault.code === 'columnTwice');
  const options = checked.columns.map(column => ({
    value: column.key,
    label: column.heading[language] + (column.required ? ' *' : ''),
  }));
  return (
    <Disclosure summary={`${words.columns}${unknown > 0 ? ` · ${words.unknownColumns(unknown)}` : ''}`} open={missing}>
      <Form
        action={`/schools/${school.schoolId}/imports/files/${keptFileId}/columns?year=${school.schoolYear}`}
        hidden={{ as: kind, legacy }}
        buttons={<Button>{words.saveColumns}</Button>}
      >
        <p class="soft">{words.columnsHelp}</p>
        {checked.headings.map(heading => (
          <Select
            name={`column-${heading.index}`}
            label={`${heading.letter} · ${heading.text}`}
            optional
            choose={words.notUsed}
            value={heading.column}
            width="medium"
            options={options}
          />
        ))}
      </Form>
    </Disclosure>
  );
}

/** Text of an old font is never converted unasked: a few cells before and after, and two answers. */
export function LegacyQuestion({ seen, finding, text }: { seen: Preview; finding: LegacyFinding; text: SchoolWords }) {
  const words = text.imports;
  return (
    <Panel title={words.legacy}>
      <Stack>
        <p>{words.legacyHow(finding.encoding === 'vni' ? 'VNI' : 'TCVN3')}</p>
        <DataTable
          dense
          caption={words.legacy}
          rows={[...finding.samples]}
          empty={{ text: '' }}
          columns={[
            { key: 'before', head: words.before, rowHead: true, render: one => one.before },
            { key: 'after', head: words.after, render: one => one.after },
          ]}
        />
        <div class="form-buttons">
          <ButtonLink href={fileHref(seen, '', finding.encoding)} filled>
            {words.convert}
          </ButtonLink>
          <ButtonLink href={fileHref(seen, '', 'none')}>{words.keep}</ButtonLink>
        </div>
      </Stack>
    </Panel>
  );
}
