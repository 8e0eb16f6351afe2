import { count, day, dayTime, none } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Bar,
  Button,
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  Facts,
  type FieldFault,
  Form,
  LinkList,
  Panel,
  RowTitle,
  Stack,
  StateChip,
  Tabs,
  TextField,
} from '#ui';
import type { DeadlineLine, OwingUnit, ReportShown } from '../queries/deadlines.ts';
import { daysLeft, keptOn } from '../rules/deadline.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';
import { dueText, EvidenceFields, Proofs, stateOfKept } from './parts.tsx';

function StateOf(props: { t: SteeringWords; line: DeadlineLine; today: string }) {
  const { t, line, today } = props;
  const open = line.owed - line.met;
  if (open === 0)
    return line.late > 0 ? (
      <StateChip state="near">{t.dues.late(count(line.late))}</StateChip>
    ) : (
      <StateChip state="ok">{t.dues.allIn}</StateChip>
    );
  const left = daysLeft(line.lastDay, today);
  if (left < 0) return <StateChip state="behind">{t.dues.missing(count(open))}</StateChip>;
  return (
    <StateChip state={left <= 7 ? 'near' : 'silent'}>{left === 0 ? t.dues.today : t.dues.left(count(left))}</StateChip>
  );
}

/** Deadlines with how many units have met them: "đã nộp 9/41". */
function DeadlineRows(props: { t: SteeringWords; deadlines: DeadlineLine[]; today: string }) {
  const { t, today } = props;
  const columns: Column<DeadlineLine>[] = [
    {
      key: 'what',
      head: t.dues.heads.what,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: line => (
        <RowTitle
          href={`/deadlines/${line.deadlineId}`}
          facts={[dueText(t, line.dueOn, line.inclusive), line.planTitle]}
        >
          {`${t.review.kinds[line.kind]}: ${line.title}`}
        </RowTitle>
      ),
    },
    {
      key: 'bar',
      head: t.taskList.heads.progress,
      width: 'bar',
      fold: 'full',
      render: line => (
        <Bar
          value={line.met}
          full={Math.max(line.owed, 1)}
          state={line.met === line.owed ? 'ok' : line.lastDay < today ? 'behind' : 'near'}
          label={t.dues.handed(count(line.met), count(line.owed))}
        />
      ),
    },
    {
      key: 'handed',
      head: t.dues.heads.handed,
      fold: 'start',
      align: 'end',
      render: line => t.dues.handed(count(line.met), count(line.owed)),
    },
    {
      key: 'state',
      head: t.dues.heads.state,
      fold: 'end',
      render: line => <StateOf t={t} line={line} today={today} />,
    },
  ];
  return (
    <DataTable
      caption={t.dues.caption}
      columns={columns}
      rows={props.deadlines}
      empty={{ text: t.dues.empty, step: { href: '/plans', label: t.plans } }}
    />
  );
}

/** The same in a narrow column. */
export function DeadlineLinks(props: { t: SteeringWords; deadlines: DeadlineLine[]; today: string }) {
  const { t, today } = props;
  return (
    <LinkList
      title={t.deadlines}
      more={{ href: '/deadlines', label: t.all }}
      items={props.deadlines.map(line => ({
        href: `/deadlines/${line.deadlineId}`,
        title: `${t.review.kinds[line.kind]}: ${line.title}`,
        detail: [dueText(t, line.dueOn, line.inclusive), t.dues.handed(count(line.met), count(line.owed))].join(' · '),
        state:
          line.met === line.owed ? ('ok' as const) : line.lastDay < today ? ('behind' as const) : ('silent' as const),
      }))}
    />
  );
}

export function deadlinesScreen(ask: Ask, deadlines: DeadlineLine[]): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const today = ask.var.system.today();
  const open = deadlines.filter(line => line.met < line.owed);
  const over = open.filter(line => line.lastDay < today);
  return screen(
    ask,
    {
      title: t.dues.title,
      crumbs: [{ href: '/plans', label: t.plans }],
      ...(over.length > 0
        ? {
            marks: (
              <StateChip state="behind">
                {t.dues.missing(count(over.reduce((sum, line) => sum + line.owed - line.met, 0)))}
              </StateChip>
            ),
          }
        : {}),
    },
    <DeadlineRows t={t} deadlines={deadlines} today={today} />,
  );
}

const filters = ['all', 'missing', 'late', 'met'] as const;
type Filter = (typeof filters)[number];

export interface DeadlinePage {
  line: DeadlineLine;
  units: OwingUnit[];
  filter: string;
  /** The unit whose reports are opened. */
  opened: { unit: OwingUnit; reports: ReportShown[] } | undefined;
  /** Where the one who looks may put a unit's plan on record. */
  maySign: readonly number[];
  typed?: { placeId: number; text: string; link: string };
  faults?: FieldFault[];
}

/** One deadline: who has handed in, who has not; and the form of those who owe it. */
export function deadlineScreen(ask: Ask, shown: DeadlinePage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const today = ask.var.system.today();
  const { line } = shown;
  const filter: Filter = filters.find(one => one === shown.filter) ?? 'all';
  const keptBy = (unit: OwingUnit) => keptOn(line.lastDay, unit.metOn, today);
  const fits = (unit: OwingUnit, one: Filter) =>
    one === 'all' || (one === 'missing' ? unit.metOn === null : keptBy(unit) === one);
  const own = `/deadlines/${line.deadlineId}`;
  const columns: Column<OwingUnit>[] = [
    {
      key: 'unit',
      head: t.dues.unitHeads.unit,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: unit => (
        <RowTitle
          {...(unit.planId
            ? { href: `/plans/${unit.planId}` }
            : unit.metOn && line.kind === 'report'
              ? { href: `${own}?unit=${unit.placeId}` }
              : {})}
          facts={[unit.parentName]}
        >
          {unit.name}
        </RowTitle>
      ),
    },
    {
      key: 'day',
      head: t.dues.unitHeads.day,
      align: 'end',
      fold: 'start',
      render: unit => (unit.metOn ? day(unit.metOn) : none),
    },
    {
      key: 'state',
      head: t.dues.unitHeads.state,
      fold: 'end',
      render: unit => <StateChip state={stateOfKept[keptBy(unit)]}>{t.kept[keptBy(unit)]}</StateChip>,
    },
  ];
  return screen(
    ask,
    {
      title: `${t.review.kinds[line.kind]}: ${line.title}`,
      crumbs: [
        { href: '/plans', label: t.plans },
        { href: `/plans/${line.planId}`, label: line.planTitle },
        { href: '/deadlines', label: t.dues.title },
      ],
      crumb: day(line.dueOn),
      facts: (
        <Facts items={[dueText(t, line.dueOn, line.inclusive), t.dues.handed(count(line.met), count(line.owed))]} />
      ),
      marks: <StateOf t={t} line={line} today={today} />,
    },
    <Columns
      main={
        <>
          <Tabs
            label={t.dues.who}
            tabs={filters.map(one => ({
              href: one === 'all' ? own : `${own}?state=${one}`,
              label: t.dues.filters[one],
              current: one === filter,
              count: shown.units.filter(unit => fits(unit, one)).length,
            }))}
          />
          <DataTable
            caption={t.dues.who}
            columns={columns}
            rows={shown.units.filter(unit => fits(unit, filter))}
            empty={{ text: t.taskList.emptyFilter }}
            filter={shown.units.length > 30}
          />
        </>
      }
      side={
        <>
          {line.mine.map(mine => (
            <OwnDeadline t={t} shown={shown} placeId={mine.placeId} metOn={mine.metOn} />
          ))}
          {shown.opened && <Reports t={t} ask={ask} unit={shown.opened.unit} reports={shown.opened.reports} />}
        </>
      }
    />,
    shown.faults?.length ? 422 : 200,
  );
}

function OwnDeadline(props: { t: SteeringWords; shown: DeadlinePage; placeId: number; metOn: string | null }) {
  const { t, shown, placeId, metOn } = props;
  const name = shown.units.find(unit => unit.placeId === placeId)?.name ?? '';
  if (shown.line.kind === 'unit-plan') {
    return metOn || !shown.maySign.includes(placeId) ? null : (
      <ButtonLink href={`/plans/own?parent=${shown.line.planId}&place=${placeId}`} filled>
        {t.dues.makePlan}
      </ButtonLink>
    );
  }
  const typed = shown.typed?.placeId === placeId ? shown.typed : undefined;
  return (
    <Panel title={t.dues.handInFor(name)}>
      <Form
        action={`/deadlines/${shown.line.deadlineId}/reports`}
        files
        faults={typed ? (shown.faults ?? []) : []}
        hidden={{ placeId }}
        label={t.dues.handInFor(name)}
        buttons={<Button filled={metOn === null}>{metOn ? t.dues.again : t.dues.handIn}</Button>}
      >
        <TextField name="text" label={t.dues.text} lines={6} value={typed?.text} optional />
        <EvidenceFields t={t} {...(typed ? { link: typed.link } : {})} />
      </Form>
    </Panel>
  );
}

function Reports(props: { t: SteeringWords; ask: Ask; unit: OwingUnit; reports: ReportShown[] }) {
  const { t } = props;
  return (
    <Panel title={t.dues.reports(props.unit.name)}>
      {props.reports.length === 0 && <p class="soft">{t.dues.noReports}</p>}
      <Stack>
        {props.reports.map(report => (
          <div>
            <p class="soft">{dayTime(report.handedInAt, props.ask.var.language)}</p>
            <p>{report.text}</p>
            <Proofs proofs={report.proofs} />
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
