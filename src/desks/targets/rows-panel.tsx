import { count } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import type { Indicator, RowBehind } from '#platform/indicator.ts';
import { type Column, DataTable, Panel, StateChip } from '#ui';
import type { DeskWords } from '../words.ts';

export const MOST_ROWS = 200;

/** The records behind a figure, those that fall short first; each leads to where it is mended. */
export function RowsPanel(props: { rows: RowBehind[]; indicator: Indicator; ask: Ask; text: DeskWords }) {
  const { rows, indicator, text } = props;
  const parts: Record<string, string> = indicator.words[props.ask.var.language].parts ?? {};
  const say = (key: string) => parts[key] ?? key;
  const { behindHeads } = text.target;
  const columns: Column<RowBehind>[] = [
    {
      key: 'row',
      head: behindHeads.row,
      rowHead: true,
      fold: 'start',
      width: 'wide',
      render: row => (row.href ? <a href={row.href}>{say(row.label)}</a> : say(row.label)),
    },
    ...(rows.some(row => row.note !== null)
      ? [
          {
            key: 'note',
            head: behindHeads.note,
            fold: 'start' as const,
            render: (row: RowBehind) => <span class="soft">{row.note === null ? '–' : say(row.note)}</span>,
          },
        ]
      : []),
    {
      key: 'state',
      head: behindHeads.state,
      fold: 'end',
      render: row => (
        <StateChip state={row.passes ? 'ok' : 'behind'}>
          {row.passes ? text.target.passes : text.target.fails}
        </StateChip>
      ),
    },
  ];
  return (
    <Panel
      title={text.target.behindRows}
      flush
      {...(rows.length >= MOST_ROWS ? { foot: text.target.mostRows(count(MOST_ROWS)) } : {})}
    >
      <DataTable
        bare
        dense
        caption={text.target.behindRowsCaption}
        columns={columns}
        rows={rows}
        empty={{ text: text.target.noRows }}
      />
    </Panel>
  );
}
