import type { GroupLine, TargetLine, UnitLine } from '#indicators';
import { count, percent } from '#platform/format.ts';
import { Bar, type Column, DataTable, StateChip, type TablePages } from '#ui';
import type { DeskWords } from '../words.ts';
import { barLength, sayWhen } from './say-target.ts';

/** Districts in order, each with its bar: table and chart in one. */
export function GroupsTable(props: {
  groups: GroupLine[];
  line: TargetLine;
  text: DeskWords;
  href: (group: GroupLine) => string;
}) {
  const { line, text } = props;
  const { heads } = text.target;
  const columns: Column<GroupLine>[] = [
    {
      key: 'name',
      head: heads.unit,
      rowHead: true,
      fold: 'start',
      render: group => (
        <a href={props.href(group)}>
          <b>{group.shortName}</b>
        </a>
      ),
    },
    { key: 'share', head: heads.share, align: 'end', fold: 'end', render: group => percent(group.percent) },
    {
      key: 'bar',
      head: heads.against,
      width: 'bar',
      fold: 'full',
      render: group => (
        <Bar
          value={group.percent}
          target={line.valueTenths / 10}
          full={barLength(line, group.percent)}
          state={group.standing}
        />
      ),
    },
    {
      key: 'units',
      head: heads.reached,
      align: 'end',
      fold: 'start',
      foldHead: true,
      render: group => <span class="soft">{`${count(group.unitsReached)}/${count(group.unitsExpected)}`}</span>,
    },
    { key: 'state', head: heads.state, fold: 'end', render: group => <StateChip state={group.standing} /> },
  ];
  return (
    <DataTable
      bare
      caption={text.target.byDistrictCaption}
      columns={columns}
      rows={props.groups}
      empty={{ text: text.target.noGroups }}
    />
  );
}

/** Single units with their own figures, worst first. */
export function UnitsTable(props: {
  units: UnitLine[];
  line: TargetLine;
  today: string;
  text: DeskWords;
  href: (unit: UnitLine) => string;
  bare?: boolean;
  pages?: TablePages;
}) {
  const { line, text } = props;
  const { heads } = text.target;
  const hasDeclared = props.units.some(unit => unit.declared !== null);
  const columns: Column<UnitLine>[] = [
    {
      key: 'name',
      head: heads.unit,
      rowHead: true,
      fold: 'start',
      ...(props.bare ? {} : { width: 'wide' }),
      render: unit => <a href={props.href(unit)}>{unit.name}</a>,
    },
    { key: 'share', head: heads.share, align: 'end', fold: 'end', render: unit => percent(unit.percent) },
    {
      key: 'bar',
      head: heads.against,
      width: 'bar',
      fold: 'full',
      render: unit => (
        <Bar
          value={unit.percent}
          target={line.valueTenths / 10}
          full={barLength(line, unit.percent)}
          state={unit.standing}
        />
      ),
    },
    {
      key: 'counted',
      head: heads.counted,
      align: 'end',
      fold: 'start',
      foldHead: true,
      render: unit => (
        <span class="soft">{unit.denominator > 0 ? `${count(unit.numerator)}/${count(unit.denominator)}` : '–'}</span>
      ),
    },
    ...(hasDeclared
      ? [
          {
            key: 'declared',
            head: heads.declared,
            align: 'end' as const,
            fold: 'start' as const,
            foldHead: true,
            render: (unit: UnitLine) => <span class="soft">{percent(unit.declared)}</span>,
          },
        ]
      : []),
    ...(props.bare
      ? []
      : [
          {
            key: 'fresh',
            head: heads.fresh,
            align: 'end',
            fold: 'hide',
            render: unit => <span class="soft">{sayWhen(unit.newestRecordAt, props.today)}</span>,
          } satisfies Column<UnitLine>,
        ]),
    { key: 'state', head: heads.state, fold: 'end', render: unit => <StateChip state={unit.standing} /> },
  ];
  return (
    <DataTable
      bare={props.bare ?? false}
      caption={text.target.byUnitCaption}
      columns={columns}
      rows={props.units}
      empty={{ text: text.target.noUnits }}
      {...(props.pages ? { pages: props.pages } : {})}
    />
  );
}
