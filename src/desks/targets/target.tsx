import type { TargetLine } from '#indicators';
import { count, dayMonth, number, percent } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, Columns, Facts, KeyFigure, LinkList, Panel, type Slot, StateChip, TileMap, TrendLine } from '#ui';
import { type DeskWords, t } from '../words.ts';
import {
  barLength,
  hrefOfTarget,
  sayDifference,
  sayGoal,
  sayUnit,
  sayValue,
  sayWhen,
  whereInPlan,
} from './say-target.ts';
import { readTarget, type TargetData, withDay } from './target-data.ts';
import { MOST_TILES, tilesOf } from './tiles.ts';
import { GroupsTable, UnitsTable } from './units-table.tsx';

/** How does this target stand, where, and who is in the way? */
export async function targetPage(ask: Ask): Promise<Response> {
  const data = await readTarget(ask);
  if (data.place.kind === 'school')
    return ask.redirect(withDay(ask, `${hrefOfTarget(data.line)}/units/${data.place.placeId}`), 303);
  return placeOfTarget(ask, data);
}

/** The same page for the whole plan and for a district or office within it. */
export function placeOfTarget(ask: Ask, data: TargetData): Promise<Response> {
  const text = t(ask.var.language);
  const { line, place, plan } = data;
  const isRoot = place.placeId === data.rootId;
  return screen(
    ask,
    {
      title: isRoot ? line.name : place.name,
      crumbs: [
        { href: withDay(ask, '/board', { plan: String(plan.planId) }), label: text.nav.targets },
        ...(isRoot ? [] : [{ href: withDay(ask, hrefOfTarget(line)), label: line.name }]),
      ],
      facts: <Facts items={factsOf(data, ask)} />,
      actions: <Actions data={data} ask={ask} text={text} />,
      source: text.board.source,
    },
    <>
      <TargetKey line={line} text={text} />
      <Columns
        wideSide
        main={
          <>
            <Main data={data} ask={ask} text={text} />
            <HowComputed line={line} ask={ask} text={text} />
          </>
        }
        side={<Side data={data} ask={ask} text={text} />}
      />
    </>,
  );
}

export function factsOf(data: Pick<TargetData, 'line' | 'plan' | 'day'>, ask: Ask): Slot[] {
  const { line, plan, day } = data;
  const text = t(ask.var.language);
  const { main } = line;
  const origin = main?.origin ?? (line.indicator?.origin === 'computed' ? 'computed' : 'declared');
  return [
    text.originsLong[origin],
    main && sayWhen(origin === 'computed' ? main.refreshedAt : main.newestRecordAt, day),
    main &&
      (main.unitsCounted === main.unitsExpected
        ? text.target.countedAll(count(main.unitsExpected))
        : text.target.counted(count(main.unitsCounted), count(main.unitsExpected))),
    <a href="#cach-tinh">{text.target.how}</a>,
    <a href={`/plans/${plan.planId}#p-target-${line.targetId}`}>{text.target.source(whereInPlan(line.textPlace))}</a>,
  ];
}

/** 93,3 % · 375/402 trường · Chưa đạt · khai báo 98,0 % */
export function TargetKey(props: { line: TargetLine; text: DeskWords }) {
  const { line, text } = props;
  const { main, declared } = line;
  return (
    <KeyFigure value={sayValue(line)}>
      {main && main.denominator > 0 && (
        <span>{`${number(main.numerator)} / ${number(main.denominator)} ${text.counted[line.counts]}`}</span>
      )}
      <StateChip state={line.standing} />
      <span class="soft">{sayGoal(line, text)}</span>
      {declared && (
        <span class="soft">
          {text.target.declaredBeside(
            percent(declared.percent),
            sayDifference(declared.percent, main?.percent ?? null),
          )}
        </span>
      )}
    </KeyFigure>
  );
}

function Actions(props: { data: TargetData; ask: Ask; text: DeskWords }) {
  const { data, ask, text } = props;
  const { line, place } = data;
  return (
    <>
      <ButtonLink href={withDay(ask, `${hrefOfTarget(line)}/units.xlsx`, { within: String(place.placeId) })} download>
        {text.board.excel}
      </ButtonLink>
      <ButtonLink href={withDay(ask, `${hrefOfTarget(line)}/target.pdf`, { within: String(place.placeId) })} download>
        {text.board.pdf}
      </ButtonLink>
      {data.mayGive && line.standing !== 'ok' && data.short.length > 0 && (
        <ButtonLink
          filled
          href={`/tasks/new?target=${line.targetId}&place=${data.rootId}&units=${data.short.join(',')}`}
        >
          {text.target.give(count(data.short.length), sayUnit(line, text))}
        </ButtonLink>
      )}
    </>
  );
}

function Main(props: { data: TargetData; ask: Ask; text: DeskWords }) {
  const { data, ask, text } = props;
  const { line } = data;
  const unitHref = (unit: { placeId: number }) => withDay(ask, `${hrefOfTarget(line)}/units/${unit.placeId}`);
  if (data.groups.length === 0) {
    return (
      <Panel title={text.target.byUnit} flush>
        <UnitsTable bare units={data.units.units} line={line} today={data.day} text={text} href={unitHref} />
      </Panel>
    );
  }
  return (
    <Panel
      title={text.target.byDistrict}
      flush
      foot={<a href={withDay(ask, `${hrefOfTarget(line)}/units`)}>{text.target.allUnits}</a>}
    >
      <GroupsTable groups={data.groups} line={line} text={text} href={unitHref} />
    </Panel>
  );
}

function Side(props: { data: TargetData; ask: Ask; text: DeskWords }) {
  const { data, ask, text } = props;
  const { line, groups } = data;
  const unitHref = (placeId: number) => withDay(ask, `${hrefOfTarget(line)}/units/${placeId}`);
  const list = (state: 'behind' | 'silent', title: string) =>
    data[state].total > 0 && (
      <LinkList
        title={title}
        items={data[state].units.map(unit => ({
          href: unitHref(unit.placeId),
          title: unit.name,
          ...(unit.percent === null || unit.denominator === 1
            ? {}
            : { detail: `${percent(unit.percent)} · ${number(unit.numerator)}/${number(unit.denominator)}` }),
        }))}
        more={{ href: withDay(ask, `${hrefOfTarget(line)}/units`, { state }), label: text.target.all }}
      />
    );
  return (
    <>
      {groups.length > 1 && groups.length <= MOST_TILES && (
        <Panel title={text.target.map}>
          <TileMap
            title={text.target.byDistrictCaption}
            tiles={tilesOf(groups).map(({ group, column, row }) => ({
              label: group.shortName,
              value: group.percent,
              state: group.standing,
              column,
              row,
              href: unitHref(group.placeId),
            }))}
          />
        </Panel>
      )}
      {data.trend.filter(point => point.percent !== null).length > 1 && (
        <Panel title={text.target.trend(data.plan.fromDay.slice(0, 4))}>
          <TrendLine
            title={text.target.trendTitle(line.name)}
            points={data.trend.map(point => ({
              label: point.day === data.day ? dayMonth(point.day) : String(Number(point.day.slice(5, 7))),
              value: point.percent,
            }))}
            target={line.valueTenths / 10}
            full={barLength(line, Math.max(...data.trend.map(point => point.percent ?? 0)))}
          />
        </Panel>
      )}
      {list('behind', text.target.behindTitle(count(data.behind.total)))}
      {list('silent', text.target.silentTitle(count(data.silent.total)))}
    </>
  );
}

/** "Cách tính", in words, and the sentence of the plan it answers. */
export function HowComputed(props: { line: TargetLine; ask: Ask; text: DeskWords }) {
  const { line, text } = props;
  const words = line.indicator?.words[props.ask.var.language];
  return (
    <Panel title={text.target.howTitle} id="cach-tinh">
      {words && (
        <p>
          <b>{words.name}</b>
        </p>
      )}
      <p>{words?.how ?? text.target.noIndicator}</p>
      {line.indicator?.origin === 'declared' && <p class="soft">{text.target.declaredHint}</p>}
      <p>
        <span class="soft">{`${text.board.plan}: `}</span>
        <q>{line.text}</q>
      </p>
    </Panel>
  );
}
