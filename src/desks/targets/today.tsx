import type { TargetLine } from '#indicators';
import { addDays } from '#platform/clock.ts';
import { count, dayMonth, day as sayDay } from '#platform/format.ts';
import { type LinkItem, LinkList } from '#ui';
import type { DeskWords } from '../words.ts';
import type { BoardData } from './board-data.ts';
import { hrefOfTarget, sayUnit } from './say-target.ts';

const QUIET_DAYS = 7;
const daysBetween = (from: string, until: string) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

/** Tu Mơ Rông 11 · Ia H’Drai 8 · Kon Plông 5 · khác 3 */
function whereItIs(data: BoardData, line: TargetLine, text: DeskWords): string {
  const blocked = data.blocked.filter(one => one.targetId === line.targetId);
  const rest = blocked.slice(3).reduce((sum, one) => sum + one.units, 0);
  return [
    ...blocked.slice(0, 3).map(one => `${one.placeName} ${count(one.units)}`),
    ...(rest > 0 ? [text.board.others(count(rest))] : []),
  ].join(' · ');
}

function behindItem(data: BoardData, line: TargetLine, text: DeskWords): LinkItem {
  const { board } = text;
  return line.standing === 'silent' || line.unitsBehind === 0
    ? {
        href: `${hrefOfTarget(line)}/units?state=silent`,
        title: board.silentTitle(count(line.unitsSilent), line.name),
        detail: whereItIs(data, line, text),
      }
    : {
        href: `${hrefOfTarget(line)}/units?state=behind`,
        title: board.blockedTitle(count(line.unitsBehind), sayUnit(line, text), line.name),
        detail: whereItIs(data, line, text),
      };
}

/** What is wrong today, most pressing first: what is overdue, what is behind, who is silent. */
export function TodayPanel(props: { data: BoardData; text: DeskWords }) {
  const { data, text } = props;
  const { board } = text;
  const overdue = data.deadlines
    .filter(one => one.lastDay < data.day && one.met < one.owed)
    .map(
      (one): LinkItem => ({
        href: `/deadlines/${one.deadlineId}`,
        title: board.overdueTitle(count(one.owed - one.met), one.title),
        detail: board.overdueDetail(dayMonth(one.dueOn), count(daysBetween(one.lastDay, data.day))),
      }),
    );
  const weight = (line: TargetLine) => (line.standing === 'behind' ? 0 : line.standing === 'silent' ? 1 : 2);
  const behind = data.lines
    .filter(
      line => (line.standing === 'behind' || line.standing === 'silent') && line.unitsBehind + line.unitsSilent > 0,
    )
    .sort((a, b) => weight(a) - weight(b) || b.unitsBehind + b.unitsSilent - a.unitsBehind - a.unitsSilent)
    .map(line => behindItem(data, line, text));
  const quiet =
    data.quiet.quiet > 0
      ? [
          {
            href: `/board/quiet?plan=${data.plan.planId}`,
            title: board.quietTitle(count(data.quiet.quiet), count(QUIET_DAYS)),
            detail: data.quiet.since ? board.quietDetail(sayDay(data.quiet.since)) : board.quietNever,
          },
        ]
      : [];
  return (
    <LinkList
      title={board.today}
      items={[...behind.slice(0, 3), ...overdue.slice(0, 2), ...quiet]}
      empty={board.todayEmpty}
    />
  );
}

/** What falls due next, with how many have met it. */
export function SoonPanel(props: { data: BoardData; text: DeskWords }) {
  const { data, text } = props;
  const ahead = data.deadlines
    .filter(one => one.lastDay >= data.day && one.lastDay <= addDays(data.day, 366))
    .slice(0, 4);
  return (
    <LinkList
      title={text.board.soon}
      items={ahead.map(one => ({
        href: `/deadlines/${one.deadlineId}`,
        title: one.title,
        detail: text.board.dueDetail(dayMonth(one.dueOn), count(one.met), count(one.owed)),
      }))}
      empty={text.board.soonEmpty}
    />
  );
}
