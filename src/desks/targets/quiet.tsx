import { dayShown, findPlan, findWatched, type QuietSchool, quietSchoolList } from '#indicators';
import { day as sayDay } from '#platform/format.ts';
import { type Ask, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { type Column, DataTable } from '#ui';
import { findDesk } from '../desk.ts';
import { t } from '../words.ts';
import { lookingFrom } from './board-data.ts';

/** Which schools have not touched their records for a week? */
export async function quietPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const desk = await findDesk(ask);
  const rows = await readFor(ask, 'indicators', async db => {
    const plan = await findPlan(db, Number(ask.req.query('plan')) || -1);
    const place = plan && (await findWatched(db, ask.var.actor, lookingFrom(desk, plan), plan));
    if (!place) throw new NotAllowed();
    return await quietSchoolList(
      db,
      ask.var.actor,
      place.placeId,
      dayShown(plan, ask.var.system.today(), ask.req.query('on')),
    );
  });
  const columns: Column<QuietSchool>[] = [
    {
      key: 'name',
      head: text.target.heads.unit,
      rowHead: true,
      fold: 'full',
      width: 'wide',
      render: one => <a href={`/schools/${one.placeId}`}>{one.name}</a>,
    },
    {
      key: 'since',
      head: text.target.heads.fresh,
      align: 'end',
      fold: 'end',
      render: one => (one.since ? sayDay(one.since) : text.board.quietNever),
    },
  ];
  return screen(
    ask,
    {
      title: text.board.quietTitle(String(rows.length), '7'),
      crumbs: [{ href: '/board', label: text.nav.targets }],
      source: text.board.source,
    },
    <DataTable
      caption={text.board.quietTitle(String(rows.length), '7')}
      columns={columns}
      rows={rows}
      empty={{ text: text.target.none }}
    />,
  );
}
