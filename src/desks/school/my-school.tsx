import { sql } from 'kysely';
import { countWaiting } from '#gradebook';
import { dayShown, type OwnFigure, ownFigures, plansAbove, type TargetLine, targetLines } from '#indicators';
import { count, dayTime, number, percent, day as sayDay } from '#platform/format.ts';
import { type Ask, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Bar,
  type Column,
  Columns,
  DataTable,
  Empty,
  Facts,
  type LinkItem,
  LinkList,
  Panel,
  RowFigure,
  RowTitle,
  StateChip,
} from '#ui';
import { findDesk } from '../desk.ts';
import { barLength, hrefOfTarget, sayGoal, sayOrigin, sayValue } from '../targets/say-target.ts';
import { type DeskWords, t } from '../words.ts';

interface TaskWaiting {
  taskId: number;
  title: string;
  dueOn: string | null;
}

/** How does my school stand, and what is to be mended? For those who run it. */
export async function mySchoolPage(ask: Ask): Promise<Response> {
  const { seat } = await findDesk(ask);
  if (!seat || !['school', 'centre', 'site'].includes(seat.placeKind)) throw new NotAllowed();
  const text = t(ask.var.language);
  const today = ask.var.system.today();
  const schoolId = seat.placeId;
  const { own, lines, tasks } = await readFor(ask, 'indicators', async db => {
    const [plan] = await plansAbove(db, schoolId, today);
    const { rows } =
      await sql<TaskWaiting>`select task_id as "taskId", title, due_on as "dueOn" from steering.published_task
      where place_id = ${schoolId} and part = 'lead' and step is distinct from 'done' and step is distinct from 'reported' order by due_on nulls last, task_id limit 6`.execute(
        db,
      );
    return {
      own: await ownFigures(db, schoolId, today),
      tasks: rows,
      lines: plan
        ? (await targetLines(db, plan.planId, schoolId, dayShown(plan, today, undefined))).filter(line => line.main)
        : [],
    };
  });
  const readsMarks = seat.placeKind === 'school' && ['principal', 'deputy', 'clerk', 'admin'].includes(seat.role);
  const waiting =
    readsMarks && own.schoolYear
      ? await readFor(ask, 'gradebook', db =>
          countWaiting(db, ask.var.actor, { schoolId, schoolYear: own.schoolYear ?? '' }),
        )
      : 0;
  const newest = own.figures
    .map(one => one.reading?.newestRecordAt)
    .filter(at => at instanceof Date)
    .sort((a, b) => b.getTime() - a.getTime())[0];
  const isEmpty = own.figures.every(one => one.standing === 'silent');
  return screen(
    ask,
    {
      title: seat.placeName,
      facts: (
        <Facts
          items={[
            own.schoolYear && text.school.facts(own.schoolYear),
            newest && text.target.newest(dayTime(newest, ask.var.language)),
          ]}
        />
      ),
      source: text.board.source,
    },
    <Columns
      main={
        <>
          {isEmpty ? (
            <Empty text={text.school.none} step={{ href: `/schools/${schoolId}/imports`, label: text.school.start }} />
          ) : (
            <Figures figures={own.figures} schoolId={schoolId} ask={ask} text={text} />
          )}
          {lines.length > 0 && <Targets lines={lines} schoolId={schoolId} today={today} text={text} />}
        </>
      }
      side={
        <>
          {readsMarks && (
            <LinkList
              title={text.school.marks}
              items={[
                {
                  href: `/schools/${schoolId}/oversight`,
                  title: text.school.oversight,
                  detail: text.school.oversightHint,
                },
                {
                  href: `/schools/${schoolId}/corrections`,
                  title: text.school.corrections,
                  detail: waiting > 0 ? text.school.correctionsWaiting(count(waiting)) : text.school.correctionsNone,
                  ...(waiting > 0 ? { state: 'near' as const } : {}),
                },
              ]}
            />
          )}
          <LinkList title={text.school.mend} items={toMend(own.figures, schoolId, ask)} empty={text.school.mendEmpty} />
          <LinkList
            title={text.school.tasks}
            empty={text.school.tasksEmpty}
            items={tasks.map(task => ({
              href: `/tasks/${task.taskId}`,
              title: task.title,
              detail: task.dueOn ? text.school.due(sayDay(task.dueOn)) : text.school.noDue,
            }))}
          />
        </>
      }
    />,
  );
}

const hrefOfFigure = (one: OwnFigure, schoolId: number) => `/schools/${schoolId}/figures/${one.indicator.key}`;

function toMend(figures: OwnFigure[], schoolId: number, ask: Ask): LinkItem[] {
  const text = t(ask.var.language);
  return figures.flatMap(one => {
    const { numerator = 0, denominator = 0 } = one.reading ?? {};
    const lessIsBetter = one.indicator.direction === 'down';
    const short = lessIsBetter ? numerator : denominator - numerator;
    if (short <= 0) return [];
    const say = lessIsBetter ? text.school.mendTooMany : text.school.mendRow;
    const name = one.indicator.words[ask.var.language].name;
    return [
      {
        href: hrefOfFigure(one, schoolId),
        state: one.standing,
        title: say(name, `${count(short)} ${text.counted[one.indicator.counts]}`),
      },
    ];
  });
}

function Figures(props: { figures: OwnFigure[]; schoolId: number; ask: Ask; text: DeskWords }) {
  const { text } = props;
  const { heads } = text.school;
  const columns: Column<OwnFigure>[] = [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: one => (
        <RowTitle href={hrefOfFigure(one, props.schoolId)}>{one.indicator.words[props.ask.var.language].name}</RowTitle>
      ),
    },
    {
      key: 'value',
      head: heads.value,
      align: 'end',
      fold: 'start',
      render: one => <RowFigure>{percent(one.reading?.percent)}</RowFigure>,
    },
    {
      key: 'bar',
      head: heads.bar,
      width: 'bar',
      fold: 'full',
      render: one => (
        <Bar
          value={one.reading?.percent ?? null}
          target={one.indicator.direction === 'down' ? 0 : 100}
          state={one.standing}
        />
      ),
    },
    {
      key: 'counted',
      head: heads.counted,
      align: 'end',
      fold: 'start',
      render: one => (
        <span class="soft">
          {one.reading?.denominator ? `${number(one.reading.numerator)}/${number(one.reading.denominator)}` : '–'}
        </span>
      ),
    },
    { key: 'state', head: heads.state, fold: 'end', render: one => <StateChip state={one.standing} /> },
  ];
  return (
    <Panel title={text.school.figures} flush>
      <DataTable
        bare
        caption={text.school.figuresCaption}
        columns={columns}
        rows={props.figures}
        empty={{ text: text.school.none }}
      />
    </Panel>
  );
}

function Targets(props: { lines: TargetLine[]; schoolId: number; today: string; text: DeskWords }) {
  const { text } = props;
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
          href={`${hrefOfTarget(line)}/units/${props.schoolId}`}
          facts={[sayGoal(line, text), sayOrigin(line, props.today, text)]}
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
      render: line => <RowFigure>{sayValue(line)}</RowFigure>,
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
  ];
  return (
    <Panel title={text.school.targets} flush>
      <DataTable
        bare
        caption={text.school.targets}
        columns={columns}
        rows={props.lines}
        empty={{ text: text.board.empty }}
      />
    </Panel>
  );
}
