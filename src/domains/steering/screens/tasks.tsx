import { count } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Bar,
  Button,
  ButtonLink,
  type Column,
  DataTable,
  Form,
  type Option,
  RowTitle,
  Select,
  Stack,
  StateChip,
  Tabs,
} from '#ui';
import { type MyTask, TASKS_A_PAGE, type TaskFilter, type TaskLine, taskFilters } from '../queries/tasks.ts';
import { isOverdue } from '../rules/task-state.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';
import { dueText, stateOfStep } from './parts.tsx';
import { TaskProgress } from './plan.tsx';

export interface TasksPage {
  tasks: TaskLine[];
  total: number;
  page: number;
  filter: TaskFilter;
  /** The plan whose tasks these are; all that were given otherwise. */
  plan?: { planId: number; title: string };
  units: Option[];
  unitId?: number;
  mayGive: boolean;
  hasOwn: boolean;
}

const columnsOf = (t: SteeringWords, withPlan: boolean): Column<TaskLine>[] => [
  {
    key: 'task',
    head: t.taskList.heads.task,
    rowHead: true,
    width: 'wide',
    fold: 'full',
    render: task => (
      <RowTitle
        href={`/tasks/${task.taskId}`}
        facts={[task.leads, t.taskList.gives(task.givenBy), withPlan ? task.planTitle : undefined]}
      >
        {task.title}
      </RowTitle>
    ),
  },
  {
    key: 'due',
    head: t.taskList.heads.due,
    fold: 'start',
    render: task => <span class="soft">{dueText(t, task.dueOn, task.inclusive)}</span>,
  },
  {
    key: 'bar',
    head: t.taskList.heads.progress,
    width: 'bar',
    fold: 'full',
    render: task => (
      <Bar
        value={task.done}
        full={Math.max(task.units, 1)}
        state={task.overdue > 0 ? 'behind' : task.done === task.units ? 'ok' : 'near'}
        label={t.taskList.done(count(task.done), count(task.units))}
      />
    ),
  },
  {
    key: 'done',
    head: t.steps.done,
    align: 'end',
    fold: 'start',
    render: task => t.taskList.done(count(task.done), count(task.units)),
  },
  { key: 'state', head: t.taskList.heads.state, fold: 'end', render: task => <TaskProgress t={t} task={task} /> },
];

/** Tasks as those who gave them follow them: who is late first. */
export function tasksScreen(ask: Ask, shown: TasksPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const base = shown.plan ? `/plans/${shown.plan.planId}/tasks` : '/tasks/given';
  const query = (filter: TaskFilter, page = 1) => {
    const asked = new URLSearchParams([
      ...(filter === 'all' ? [] : [['state', filter]]),
      ...(shown.unitId ? [['unit', String(shown.unitId)]] : []),
      ...(page > 1 ? [['page', String(page)]] : []),
    ]);
    return asked.size > 0 ? `${base}?${asked}` : base;
  };
  return screen(
    ask,
    {
      title: shown.plan ? t.taskList.ofPlan : t.taskList.title,
      ...(shown.plan
        ? {
            crumbs: [
              { href: '/plans', label: t.plans },
              { href: `/plans/${shown.plan.planId}`, label: shown.plan.title },
            ],
            crumb: t.tasks,
          }
        : {}),
      actions: (
        <>
          {shown.plan && (
            <ButtonLink href={`${base}.xlsx`} download icon="download">
              {t.plan.excel}
            </ButtonLink>
          )}
          {shown.mayGive && (
            <ButtonLink href="/tasks/new" filled icon="plus">
              {t.taskList.give}
            </ButtonLink>
          )}
        </>
      ),
    },
    <Stack>
      {!shown.plan && shown.hasOwn && <Which t={t} mine={false} />}
      <Tabs
        label={t.taskList.filter}
        tabs={taskFilters.map(filter => ({
          href: query(filter),
          label: t.taskList.filters[filter],
          current: filter === shown.filter,
        }))}
      />
      {shown.units.length > 1 && (
        <Form
          action={base}
          method="get"
          inline
          label={t.taskList.unit}
          hidden={{ state: shown.filter === 'all' ? undefined : shown.filter }}
          buttons={<Button>{t.taskList.see}</Button>}
        >
          <Select
            name="unit"
            label={t.taskList.unit}
            options={shown.units}
            value={shown.unitId ? String(shown.unitId) : ''}
            choose={t.taskList.allUnits}
            optional
          />
        </Form>
      )}
      <DataTable
        caption={t.taskList.caption}
        columns={columnsOf(t, !shown.plan)}
        rows={shown.tasks}
        empty={{ text: shown.filter === 'all' ? t.taskList.empty : t.taskList.emptyFilter }}
        pages={{
          page: shown.page,
          pageSize: TASKS_A_PAGE,
          total: shown.total,
          href: page => query(shown.filter, page),
        }}
      />
    </Stack>,
  );
}

function Which(props: { t: SteeringWords; mine: boolean }) {
  const { t, mine } = props;
  return (
    <Tabs
      label={t.taskList.which}
      tabs={[
        { href: '/tasks/given', label: t.taskList.given, current: !mine },
        { href: '/tasks/mine', label: t.taskList.mine, current: mine },
      ]}
    />
  );
}

/** The work of one's own units: to accept, to report. */
export function myTasksScreen(ask: Ask, tasks: MyTask[], hasGiven: boolean): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const today = ask.var.system.today();
  const late = (task: MyTask) => isOverdue(task.step, task.lastDay, today);
  const overdue = tasks.filter(late).length;
  const columns: Column<MyTask>[] = [
    {
      key: 'task',
      head: t.taskList.heads.task,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: task => (
        <RowTitle
          href={`/tasks/${task.taskId}?unit=${task.placeId}`}
          facts={[
            task.unitName,
            t.taskList[task.part === 'lead' ? 'lead' : 'cooperate'],
            t.taskList.gives(task.givenBy),
          ]}
        >
          {task.title}
        </RowTitle>
      ),
    },
    {
      key: 'due',
      head: t.taskList.heads.due,
      fold: 'start',
      render: task => <span class="soft">{dueText(t, task.dueOn, task.inclusive)}</span>,
    },
    {
      key: 'state',
      head: t.taskList.heads.state,
      fold: 'start',
      render: task => (
        <StateChip state={stateOfStep(task.step, late(task))}>
          {late(task) ? t.taskList.overdueOne : t.steps[task.step]}
        </StateChip>
      ),
    },
    {
      key: 'act',
      head: t.task.heads.act,
      fold: 'end',
      align: 'end',
      render: task =>
        task.step === 'given' || task.step === 'returned' ? (
          <Form
            action={`/tasks/${task.taskId}/accept`}
            hidden={{ placeId: task.placeId, to: 'mine' }}
            label={`${t.taskList.accept}: ${task.title}`}
          >
            <Button label={`${t.taskList.accept}: ${task.title}`}>{t.taskList.accept}</Button>
          </Form>
        ) : task.step === 'accepted' ? (
          <a
            href={`/tasks/${task.taskId}?unit=${task.placeId}#report`}
            aria-label={`${t.taskList.report}: ${task.title}`}
          >
            {t.taskList.report}
          </a>
        ) : null,
    },
  ];
  return screen(
    ask,
    {
      title: t.taskList.mine,
      ...(overdue > 0 ? { marks: <StateChip state="behind">{t.taskList.overdue(count(overdue))}</StateChip> } : {}),
    },
    <Stack>
      {hasGiven && <Which t={t} mine />}
      <DataTable caption={t.taskList.mine} columns={columns} rows={tasks} empty={{ text: t.taskList.emptyMine }} />
    </Stack>,
  );
}
