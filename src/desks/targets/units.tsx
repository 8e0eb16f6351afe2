import { type Declaration, declarationsOf, rowsBehind, unitsOf } from '#indicators';
import { number, percent, day as sayDay } from '#platform/format.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import type { RowBehind } from '#platform/indicator.ts';
import { placesSpokenFor } from '#steering';
import { ButtonLink, type Column, DataTable, Facts, Panel, Stack, Tabs } from '#ui';
import { type DeskWords, t } from '../words.ts';
import { MOST_ROWS, RowsPanel } from './rows-panel.tsx';
import { hrefOfTarget } from './say-target.ts';
import { factsOf, HowComputed, placeOfTarget, TargetKey } from './target.tsx';
import { openTarget, readTarget, type TargetOpened, withDay } from './target-data.ts';
import { UnitsTable } from './units-table.tsx';

const PAGE = 50;
const states = ['behind', 'silent', 'ok'] as const;
type StateAsked = (typeof states)[number];
export const stateAsked = (ask: Ask): StateAsked | undefined => states.find(one => one === ask.req.query('state'));

/** Which units stand so: the list behind "27 trường". */
export async function unitsPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const state = stateAsked(ask);
  const page = Math.max(1, Number.parseInt(ask.req.query('page') ?? '1', 10) || 1);
  const within = Number(ask.req.query('within')) || undefined;
  const { opened, found } = await readFor(ask, 'indicators', async db => {
    const opened = await openTarget(db, ask, ask.var.actor, within);
    return {
      opened,
      found: await unitsOf(db, ask.var.actor, opened.line, {
        placeId: opened.place.placeId,
        day: opened.day,
        state,
        page,
        pageSize: PAGE,
      }),
    };
  });
  const { line, plan, day } = opened;
  const here = `${hrefOfTarget(line)}/units`;
  const kept = { within: within ? String(within) : undefined };
  return screen(
    ask,
    {
      title: text.target.byUnit,
      crumbs: [
        { href: withDay(ask, '/board', { plan: String(plan.planId) }), label: text.nav.targets },
        { href: withDay(ask, hrefOfTarget(line)), label: line.name },
      ],
      facts: <Facts items={[within ? opened.place.name : undefined, ...factsOf(opened, ask).slice(0, 3)]} />,
      source: text.board.source,
    },
    <Stack>
      <Tabs
        label={text.target.filterLabel}
        tabs={[
          { href: withDay(ask, here, kept), label: text.target.filters.all, current: !state },
          ...states.map(one => ({
            href: withDay(ask, here, { ...kept, state: one }),
            label: text.target.filters[one],
            current: state === one,
          })),
        ]}
      />
      <UnitsTable
        units={found.units}
        line={line}
        today={day}
        text={text}
        href={unit => withDay(ask, `${here}/${unit.placeId}`)}
        pages={{
          page,
          pageSize: PAGE,
          total: found.total,
          href: to => withDay(ask, here, { ...kept, state, page: String(to) }),
        }}
      />
    </Stack>,
  );
}

const isUnit = (kind: string) => ['school', 'centre', 'site'].includes(kind);

/** One place within a target: a district opens to its schools, a school to the rows behind its figure. */
export async function unitPage(ask: Ask): Promise<Response> {
  const placeId = idFrom(ask, 'placeId');
  const { opened, rows, said, own } = await readFor(ask, 'indicators', async db => {
    const opened = await openTarget(db, ask, ask.var.actor, placeId);
    const { line, place, day } = opened;
    // A district office is a unit of its own where it owes the figure itself, and a place whose schools are summed.
    const { units } = isUnit(place.kind)
      ? { units: [] }
      : await unitsOf(db, ask.var.actor, line, { placeId: place.placeId, day, pageSize: 1 });
    return {
      opened,
      own: isUnit(place.kind) || (units.length === 1 && units[0]?.placeId === placeId),
      rows: isUnit(place.kind) ? await rowsBehind(db, line.indicator, place.placeId, day, MOST_ROWS) : [],
      said: await declarationsOf(db, line.targetId, place.placeId, day),
    };
  });
  if (!own) return placeOfTarget(ask, await readTarget(ask, placeId));
  return ownFigure(ask, opened, rows, said);
}

function ownFigure(ask: Ask, opened: TargetOpened, rows: RowBehind[], said: Declaration[]): Promise<Response> {
  const text = t(ask.var.language);
  const { line, place, plan } = opened;
  return screen(
    ask,
    {
      title: place.name,
      crumbs: [
        { href: withDay(ask, '/board', { plan: String(plan.planId) }), label: text.nav.targets },
        { href: withDay(ask, hrefOfTarget(line)), label: line.name },
      ],
      facts: <Facts items={[line.name, ...factsOf(opened, ask).slice(0, 2)]} />,
      source: text.board.source,
      ...(placesSpokenFor(ask.var.actor).includes(place.placeId)
        ? {
            actions: (
              <ButtonLink
                href={`${hrefOfTarget(line)}/declare?place=${place.placeId}`}
                filled={line.indicator?.origin !== 'computed'}
              >
                {text.nav.declare}
              </ButtonLink>
            ),
          }
        : {}),
    },
    <Stack>
      <TargetKey line={line} text={text} />
      {line.indicator?.origin === 'computed' && (
        <RowsPanel rows={rows} indicator={line.indicator} ask={ask} text={text} />
      )}
      {(said.length > 0 || line.indicator?.origin !== 'computed') && <SaidPanel said={said} text={text} />}
      <HowComputed line={line} ask={ask} text={text} />
    </Stack>,
  );
}

function SaidPanel(props: { said: Declaration[]; text: DeskWords }) {
  const { text } = props;
  const { declarationHeads } = text.target;
  const columns: Column<Declaration>[] = [
    { key: 'day', head: declarationHeads.day, rowHead: true, fold: 'start', render: one => sayDay(one.day) },
    {
      key: 'value',
      head: declarationHeads.value,
      align: 'end',
      fold: 'end',
      render: one =>
        `${percent(one.denominator > 0 ? (one.numerator / one.denominator) * 100 : null)} · ${number(one.numerator)}/${number(one.denominator)}`,
    },
    { key: 'origin', head: declarationHeads.origin, fold: 'start', render: one => text.origins[one.origin] },
    {
      key: 'note',
      head: declarationHeads.note,
      fold: 'full',
      width: 'wide',
      render: one => <span class="soft">{one.note ?? '–'}</span>,
    },
  ];
  return (
    <Panel title={text.target.declarations} flush>
      <DataTable
        bare
        caption={text.target.declarationsCaption}
        columns={columns}
        rows={props.said}
        empty={{ text: text.target.noDeclarations }}
      />
    </Panel>
  );
}
