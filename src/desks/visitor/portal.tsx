import { dayShown, isTooSmallForPublic, publicPlans, type TargetLine, targetLines } from '#indicators';
import { count, dayTime } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { Bar, ButtonLink, type Column, DataTable, Empty, Facts, RowFigure, RowTitle, Stack, StateChip } from '#ui';
import { barLength, sayGoal, sayOrigin, sayValue } from '../targets/say-target.ts';
import { t } from '../words.ts';

/** How far is the plan? For everyone: figures of the whole province only, none about a handful of persons. */
export async function portalPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const today = ask.var.system.today();
  const found = await readFor(ask, 'indicators', async db => {
    const [plan] = await publicPlans(db, today);
    if (!plan) return undefined;
    const day = dayShown(plan, today, undefined);
    return { plan, day, lines: await targetLines(db, plan.planId, plan.placeId, day) };
  });
  if (!found) return screen(ask, { title: text.portal.title }, <Empty text={text.portal.empty} />);
  const { plan, day, lines } = found;
  const newest = lines.reduce<Date | undefined>(
    (last, { main }) => (main && (!last || main.refreshedAt > last) ? main.refreshedAt : last),
    undefined,
  );
  const hidden = (line: TargetLine) => line.main !== undefined && isTooSmallForPublic(line.counts, line.main);
  const { heads } = text.board;
  const columns: Column<TargetLine>[] = [
    {
      key: 'name',
      head: heads.target,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: line => (
        <RowTitle facts={[sayGoal(line, text), sayOrigin(line, day, text), hidden(line) && text.portal.tooSmall]}>
          {line.name}
        </RowTitle>
      ),
    },
    {
      key: 'value',
      head: heads.now,
      align: 'end',
      fold: 'start',
      render: line => <RowFigure>{hidden(line) ? '–' : sayValue(line)}</RowFigure>,
    },
    {
      key: 'bar',
      head: heads.against,
      width: 'bar',
      fold: 'full',
      render: line => (
        <Bar
          value={hidden(line) ? null : (line.main?.percent ?? null)}
          target={line.valueTenths / 10}
          full={barLength(line, line.main?.percent ?? null)}
          state={hidden(line) ? 'silent' : line.standing}
        />
      ),
    },
    {
      key: 'state',
      head: heads.state,
      fold: 'end',
      render: line => <StateChip state={hidden(line) ? 'silent' : line.standing} />,
    },
  ];
  return screen(
    ask,
    {
      title: plan.title,
      facts: (
        <Facts
          items={[
            plan.placeName,
            text.board.targets(count(lines.length)),
            newest && text.board.asOf(dayTime(newest, ask.var.language)),
          ]}
        />
      ),
      actions: <ButtonLink href={`/plans/${plan.planId}`}>{text.portal.read}</ButtonLink>,
      source: text.board.source,
    },
    <Stack>
      <p>{text.portal.lead}</p>
      <DataTable caption={text.board.caption} columns={columns} rows={lines} empty={{ text: text.board.empty }} />
    </Stack>,
  );
}
