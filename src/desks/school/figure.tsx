import { findIndicator, findUnitWatched, ownFigures, rowsBehind } from '#indicators';
import { dayTime, number, percent } from '#platform/format.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Facts, KeyFigure, Panel, Stack, StateChip } from '#ui';
import { MOST_ROWS, RowsPanel } from '../targets/rows-panel.tsx';
import { t } from '../words.ts';

/** One computed figure of one school, and the records to mend. */
export async function figurePage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const { language, actor, system } = ask.var;
  const today = system.today();
  const indicator = findIndicator(ask.req.param('indicator') ?? null);
  const { school, own, rows } = await readFor(ask, 'indicators', async db => {
    const school = await findUnitWatched(db, actor, idFrom(ask, 'schoolId'));
    if (!school || indicator?.origin !== 'computed') throw new NotAllowed();
    const { figures } = await ownFigures(db, school.placeId, today);
    return {
      school,
      own: figures.find(one => one.indicator.key === indicator.key),
      rows: await rowsBehind(db, indicator, school.placeId, today, MOST_ROWS),
    };
  });
  if (!indicator) throw new NotAllowed();
  const words = indicator.words[language];
  const reading = own?.reading;
  return screen(
    ask,
    {
      title: words.name,
      crumbs: [{ href: '/', label: school.name }],
      facts: (
        <Facts
          items={[
            text.originsLong.computed,
            reading?.newestRecordAt && text.target.newest(dayTime(reading.newestRecordAt, language)),
            <a href="#cach-tinh">{text.target.how}</a>,
          ]}
        />
      ),
      source: text.board.source,
    },
    <Stack>
      <KeyFigure value={percent(reading?.percent)}>
        {reading && reading.denominator > 0 && (
          <span>{`${number(reading.numerator)} / ${number(reading.denominator)} ${text.counted[indicator.counts]}`}</span>
        )}
        <StateChip state={own?.standing ?? 'silent'} />
      </KeyFigure>
      <RowsPanel rows={rows} indicator={indicator} ask={ask} text={text} />
      <Panel title={text.target.howTitle} id="cach-tinh">
        <p>{words.how}</p>
      </Panel>
    </Stack>,
  );
}
