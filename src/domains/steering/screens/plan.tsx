import { addDays } from '#platform/clock.ts';
import { count, day, none } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  Definitions,
  Disclosure,
  Empty,
  Facts,
  Panel,
  RowTitle,
  type Slot,
  Stack,
  StateChip,
} from '#ui';
import type { DeadlineLine } from '../queries/deadlines.ts';
import type { TargetItem, TaskItem } from '../queries/plan-items.ts';
import type { PlanShown } from '../queries/plans.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';
import { DeadlineLinks } from './deadlines.tsx';
import { dueText, fewNames, pledgeOf } from './parts.tsx';
import { planState } from './plans.tsx';

export interface PlanPage {
  plan: PlanShown;
  targets: TargetItem[];
  tasks: TaskItem[];
  deadlines: DeadlineLine[];
  unitPlans: number;
  /** The reader's unit that has not made its own plan under this one. */
  owing: { placeId: number } | undefined;
  mayDeclare: boolean;
}

/** A plan in force: what it promises, the work it gives, by when. */
export function planScreen(ask: Ask, shown: PlanPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { plan } = shown;
  const own = `/plans/${plan.planId}`;
  const period = t.plan.facts.period(day(plan.fromDay), day(addDays(plan.untilDay, -1)));
  return screen(
    ask,
    {
      title: plan.title,
      crumbs: [{ href: '/plans', label: t.plans }],
      crumb: plan.number ?? t.plan.facts.period(day(plan.fromDay), day(addDays(plan.untilDay, -1))),
      facts: (
        <Facts
          items={[
            plan.number,
            plan.placeName,
            plan.adoptedOn ? t.plan.facts.adopted(day(plan.adoptedOn)) : t.plan.draft,
            period,
            plan.parentPlanId && (
              <a href={`/plans/${plan.parentPlanId}`}>{`${t.plan.facts.under} ${plan.parentTitle}`}</a>
            ),
          ]}
        />
      ),
      marks: planState(t, plan, ask.var.system.today()),
      actions: <PlanActions t={t} shown={shown} own={own} />,
      source: plan.placeName,
    },
    <Columns
      main={
        <>
          {plan.summary && (
            <Panel title={t.plan.summary}>
              <p>{plan.summary}</p>
            </Panel>
          )}
          <Panel title={`${t.targets} (${count(shown.targets.length)})`} flush>
            <TargetRows
              t={t}
              planId={plan.planId}
              targets={shown.targets}
              mayDeclare={shown.mayDeclare}
              mayFollow={plan.mayReadWork && plan.adoptedOn !== null}
            />
          </Panel>
          <Panel title={`${t.tasks} (${count(shown.tasks.length)})`} flush>
            <TaskOutline t={t} tasks={shown.tasks} mayFollow={plan.mayReadWork} />
          </Panel>
        </>
      }
      side={<PlanSide t={t} shown={shown} today={ask.var.system.today()} />}
    />,
  );
}

function PlanActions(props: { t: SteeringWords; shown: PlanPage; own: string }) {
  const { t, shown, own } = props;
  if (shown.plan.adoptedOn === null) {
    return (
      <ButtonLink href={`${own}/review`} filled>
        {t.plan.review}
      </ButtonLink>
    );
  }
  return (
    <>
      {shown.plan.keptFileId !== null && (
        <ButtonLink href={`${own}/file`} download icon="download">
          {t.plan.file}
        </ButtonLink>
      )}
      {shown.owing && (
        <ButtonLink href={`/plans/own?parent=${shown.plan.planId}&place=${shown.owing.placeId}`} filled>
          {t.plan.makeOwn}
        </ButtonLink>
      )}
      {shown.plan.mayReadWork && shown.tasks.length > 0 && (
        <ButtonLink href={`${own}/tasks`} filled={!shown.owing}>
          {t.plan.tasks}
        </ButtonLink>
      )}
    </>
  );
}

function TargetRows(props: {
  t: SteeringWords;
  planId: number;
  targets: TargetItem[];
  mayDeclare: boolean;
  mayFollow: boolean;
}) {
  const { t } = props;
  const columns: Column<TargetItem>[] = [
    {
      key: 'target',
      head: t.targets,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: target => (
        <RowTitle
          {...(props.mayFollow ? { href: `/plans/${props.planId}/targets/${target.targetId}` } : {})}
          facts={[target.scope.words, target.place?.section && t.review.section(target.place.section)]}
        >
          {target.name}
        </RowTitle>
      ),
    },
    { key: 'pledge', head: t.declare.pledge, fold: 'start', render: target => <b>{pledgeOf(t, target)}</b> },
    ...(props.mayDeclare
      ? [
          {
            key: 'declare',
            head: t.plan.declare,
            fold: 'end' as const,
            align: 'end' as const,
            render: (target: TargetItem): Slot => (
              <a href={`/plans/${props.planId}/targets/${target.targetId}/declare`}>{t.plan.declare}</a>
            ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      bare
      caption={t.targets}
      columns={columns}
      rows={props.targets}
      rowId={target => `p-target-${target.targetId}`}
      empty={{ text: t.plan.noTargets }}
    />
  );
}

/** Tasks under the headings they stand under in the text. */
function TaskOutline(props: { t: SteeringWords; tasks: TaskItem[]; mayFollow: boolean }) {
  const { t } = props;
  if (props.tasks.length === 0) return <Empty text={t.plan.noTasks} />;
  const columns: Column<TaskItem>[] = [
    {
      key: 'task',
      head: t.taskList.heads.task,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: task => (
        <RowTitle
          {...(props.mayFollow && task.units > 0 ? { href: `/tasks/${task.taskId}` } : {})}
          facts={[
            task.place?.section && t.review.section(task.place.section),
            task.dueOn && dueText(t, task.dueOn, task.inclusive),
          ]}
        >
          {task.title}
        </RowTitle>
      ),
    },
    {
      key: 'lead',
      head: t.taskList.heads.lead,
      fold: 'start',
      render: task => (
        <span class="soft">
          {fewNames(
            t,
            task.lead.map(unit => unit.name),
          )}
        </span>
      ),
    },
    ...(props.mayFollow
      ? [
          {
            key: 'state',
            head: t.taskList.heads.state,
            fold: 'end' as const,
            render: (task: TaskItem): Slot => <TaskProgress t={t} task={task} />,
          },
        ]
      : []),
  ];
  return <DataTable bare caption={t.tasks} columns={columns} rows={props.tasks} empty={{ text: t.plan.noTasks }} />;
}

export function TaskProgress(props: {
  t: SteeringWords;
  task: { units: number; done: number; reported: number; overdue: number };
}) {
  const { t, task } = props;
  if (task.units === 0) return none;
  if (task.overdue > 0) return <StateChip state="behind">{t.plan.overdue(count(task.overdue))}</StateChip>;
  if (task.done === task.units) return <StateChip state="ok">{t.steps.done}</StateChip>;
  if (task.reported > 0) return <StateChip state="near">{t.plan.waiting(count(task.reported))}</StateChip>;
  return <StateChip state="silent">{t.plan.progress(count(task.done), count(task.units))}</StateChip>;
}

function PlanSide(props: { t: SteeringWords; shown: PlanPage; today: string }) {
  const { t, shown } = props;
  const { read, signer } = shown.plan;
  const goals = read?.goals.filter(goal => goal.kind === 'general') ?? [];
  return (
    <>
      {shown.deadlines.length > 0 && <DeadlineLinks t={t} deadlines={shown.deadlines} today={props.today} />}
      {shown.plan.parentPlanId === null && shown.unitPlans > 0 && (
        <Panel title={t.plan.unitPlans}>
          <a href={`/plans?kind=units&under=${shown.plan.planId}`}>{t.plan.unitPlansOf(count(shown.unitPlans))}</a>
        </Panel>
      )}
      {goals.length > 0 && (
        <Panel title={t.plan.goals}>
          <ul>
            {goals.map(goal => (
              <li>{goal.text.replace(/^[-–+•]\s*/u, '')}</li>
            ))}
          </ul>
        </Panel>
      )}
      {(signer || (read?.recipients.length ?? 0) > 0 || (read?.legalBases.length ?? 0) > 0) && (
        <Panel>
          <Stack>
            {signer && (
              <Definitions
                items={[{ term: t.plan.signer, value: [signer.title, signer.name].filter(Boolean).join(', ') }]}
              />
            )}
            {read && read.recipients.length > 0 && (
              <Disclosure summary={`${t.plan.sent} (${count(read.recipients.length)})`}>
                <ul>
                  {read.recipients.map(one => (
                    <li>{one.purpose ? `${one.unit} (${one.purpose})` : one.unit}</li>
                  ))}
                </ul>
              </Disclosure>
            )}
            {read && read.legalBases.length > 0 && (
              <Disclosure summary={`${t.plan.basis} (${count(read.legalBases.length)})`}>
                <ul>
                  {read.legalBases.map(one => (
                    <li>{one.text}</li>
                  ))}
                </ul>
              </Disclosure>
            )}
          </Stack>
        </Panel>
      )}
    </>
  );
}
