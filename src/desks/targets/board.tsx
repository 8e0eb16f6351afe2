import type { Standing, TargetLine, TrendShown } from '#indicators';
import { count, dayTime, day as sayDay } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Bar,
  Button,
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  DayField,
  Disclosure,
  Empty,
  Facts,
  Form,
  PrintButton,
  RowFigure,
  RowTitle,
  Select,
  type Slot,
  Sparkline,
  Stack,
  StateChip,
} from '#ui';
import { type DeskWords, t } from '../words.ts';
import { type BoardData, boardHref, readBoard } from './board-data.ts';
import { barLength, hrefOfTarget, sayCoverage, sayGoal, sayOrigin, sayUnit, sayValue } from './say-target.ts';
import { SoonPanel, TodayPanel } from './today.tsx';

const standings = ['ok', 'near', 'behind', 'silent'] as const;
const isStanding = (text: string | undefined): text is Standing => standings.some(one => one === text);

/** How do the plan's targets stand? The first page of every office. */
export async function boardPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const data = await readBoard(ask);
  if (data === 'no-plan') {
    return screen(
      ask,
      { title: text.nav.targets },
      <Empty text={text.board.noPlan} step={{ href: '/plans', label: text.board.bringPlan }} />,
    );
  }
  const isWall = ask.req.query('wall') === '1';
  const state = ask.req.query('state');
  const lines = isStanding(state) ? data.lines.filter(line => line.standing === state) : data.lines;
  return screen(
    ask,
    {
      title: data.plan.title,
      facts: <Facts items={factsOf(data, ask)} />,
      marks: <Marks data={data} ask={ask} text={text} state={state} />,
      source: text.board.source,
      ...(isWall ? { wall: true, refreshSeconds: 60 } : { actions: <Actions ask={ask} text={text} /> }),
    },
    <Stack>
      <Columns
        main={<TargetTable data={data} lines={lines} text={text} isFiltered={isStanding(state)} />}
        side={
          <>
            <TodayPanel data={data} text={text} />
            <SoonPanel data={data} text={text} />
          </>
        }
      />
      {!isWall && <OtherViews data={data} ask={ask} text={text} />}
    </Stack>,
  );
}

function factsOf(data: BoardData, ask: Ask): Slot[] {
  const { language } = ask.var;
  const { board } = t(language);
  const newest = data.lines.reduce<Date | undefined>(
    (last, { main }) => (main && (!last || main.refreshedAt > last) ? main.refreshedAt : last),
    undefined,
  );
  return [
    data.place.placeId === data.plan.placeId ? undefined : data.place.name,
    board.targets(count(data.lines.length)),
    data.isPast ? board.asItWas(sayDay(data.day)) : newest ? board.asOf(dayTime(newest, language)) : board.neverRead,
    data.schools && board.coverage(count(data.schools.counted), count(data.schools.expected)),
  ];
}

function Actions(props: { ask: Ask; text: DeskWords }) {
  const { ask, text } = props;
  return (
    <>
      <ButtonLink href={boardHref(ask, { state: undefined }, '/board.xlsx')} download>
        {text.board.excel}
      </ButtonLink>
      <ButtonLink href={boardHref(ask, { state: undefined }, '/board.pdf')} download>
        {text.board.pdf}
      </ButtonLink>
      <PrintButton>{text.board.print}</PrintButton>
    </>
  );
}

function Marks(props: { data: BoardData; ask: Ask; text: DeskWords; state: string | undefined }) {
  const { data, ask, text, state } = props;
  return (
    <>
      {standings
        .filter(one => data.counts[one] > 0)
        .map(one => (
          <StateChip state={one} href={boardHref(ask, { state: state === one ? undefined : one })}>
            {text.board.stateCounts[one](count(data.counts[one]))}
          </StateChip>
        ))}
    </>
  );
}

/** What keeps a target from being reached, as links to those units. */
function Blocking(props: { line: TargetLine; text: DeskWords }) {
  const { line, text } = props;
  const { board } = text;
  if (line.standing === 'ok' || line.unitsBehind + line.unitsSilent === 0) return <>–</>;
  const behind = sayUnit(line, text) === text.schools ? board.behindSchools : board.behind;
  const silent = line.main?.origin === 'computed' ? board.silentRecords : board.silent;
  return (
    <>
      {line.unitsBehind > 0 && (
        <a href={`${hrefOfTarget(line)}/units?state=behind`}>{behind(count(line.unitsBehind))}</a>
      )}
      {line.unitsBehind > 0 && line.unitsSilent > 0 && <br />}
      {line.unitsSilent > 0 && (
        <a href={`${hrefOfTarget(line)}/units?state=silent`}>{silent(count(line.unitsSilent))}</a>
      )}
    </>
  );
}

/** The line of the months so far, where anything moved. */
function Movement(props: { trend: TrendShown[]; name: string; text: DeskWords }) {
  const values = props.trend.map(point => point.percent);
  if (new Set(values.filter(value => value !== null).map(value => Math.round(value))).size < 2) return null;
  return (
    <div>
      <Sparkline values={values} label={props.text.board.trendOf(props.name)} />
    </div>
  );
}

function TargetTable(props: { data: BoardData; lines: TargetLine[]; text: DeskWords; isFiltered: boolean }) {
  const { data, text } = props;
  const { heads } = text.board;
  const columns: Column<TargetLine>[] = [
    {
      key: 'name',
      head: heads.target,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: line => (
        <RowTitle
          href={hrefOfTarget(line)}
          facts={[sayGoal(line, text), sayOrigin(line, data.day, text), sayCoverage(line.main, text)]}
        >
          {line.name}
        </RowTitle>
      ),
    },
    {
      key: 'value',
      head: heads.now,
      align: 'end',
      fold: 'start',
      render: line => (
        <>
          <RowFigure>{sayValue(line)}</RowFigure>
          <Movement trend={data.trends.get(line.targetId) ?? []} name={line.name} text={text} />
        </>
      ),
    },
    {
      key: 'bar',
      head: heads.against,
      width: 'bar',
      fold: 'full',
      render: line => (
        <Bar
          value={line.main?.percent ?? null}
          target={line.valueTenths / 10}
          full={barLength(line, line.main?.percent ?? null)}
          state={line.standing}
        />
      ),
    },
    { key: 'state', head: heads.state, fold: 'end', render: line => <StateChip state={line.standing} /> },
    {
      key: 'blocking',
      head: heads.blocking,
      fold: 'full',
      foldHead: true,
      render: line => <Blocking line={line} text={text} />,
    },
  ];
  return (
    <DataTable
      caption={text.board.caption}
      columns={columns}
      rows={props.lines}
      empty={{ text: props.isFiltered ? text.board.emptyState : text.board.empty }}
    />
  );
}

/** Another plan, another day, the large screen: for those who look for it, below the figures. */
function OtherViews(props: { data: BoardData; ask: Ask; text: DeskWords }) {
  const { data, ask, text } = props;
  return (
    <div class="no-print">
      <Disclosure summary={text.board.day} open={data.isPast}>
        <Form action="/board" method="get" inline label={text.board.day} buttons={<Button>{text.board.see}</Button>}>
          {data.plans.length > 1 ? (
            <Select
              name="plan"
              label={text.board.plan}
              choose={false}
              value={String(data.plan.planId)}
              options={data.plans.map(plan => ({ value: String(plan.planId), label: plan.title }))}
            />
          ) : (
            <input type="hidden" name="plan" value={String(data.plan.planId)} />
          )}
          <DayField
            name="on"
            label={text.board.day}
            value={data.day}
            min={data.plan.fromDay}
            max={ask.var.system.today()}
            optional
          />
        </Form>
        <p>
          <a href={boardHref(ask, { wall: '1', state: undefined })}>{text.board.wall}</a>
        </p>
      </Disclosure>
    </div>
  );
}
