import { count, day, dayTime } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  type Column,
  Columns,
  DataTable,
  Dialog,
  Facts,
  type FieldFault,
  Form,
  LinkList,
  Panel,
  Row,
  RowTitle,
  type Slot,
  StateChip,
  TextField,
  Timeline,
} from '#ui';
import { type StepTaken, type TaskAtUnit, type TaskRecord, UNITS_A_PAGE } from '../queries/tasks.ts';
import { isOverdue, type Step, sideOf } from '../rules/task-state.ts';
import { taskSaid } from '../rules/units-owing.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';
import { dueText, EvidenceFields, Proofs, stateOfStep } from './parts.tsx';

export interface TaskPage {
  task: TaskRecord;
  units: TaskAtUnit[];
  total: number;
  page: number;
  steps: StepTaken[];
  /** The unit whose steps are shown; all of them otherwise. */
  unitId?: number;
  typed?: { placeId: number; note: string; link: string; form: 'report' | 'return' };
  faults?: FieldFault[];
}

/** One task: what, by whom, how far each unit is, what happened. */
export function taskScreen(ask: Ask, shown: TaskPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const today = ask.var.system.today();
  const { task } = shown;
  const said = taskSaid(task.said);
  const late = (unit: TaskAtUnit) => isOverdue(unit.step, task.lastDay, today);
  const overdue = shown.units.filter(late).length;
  const mine = shown.units.filter(unit => unit.maySpeak && sideOf(unit.step, 'reported') === 'unit');
  const picked = shown.units.find(unit => unit.placeId === shown.unitId);
  return screen(
    ask,
    {
      title: task.title,
      crumbs: [
        { href: '/tasks', label: t.tasks },
        ...(task.planId ? [{ href: `/plans/${task.planId}/tasks`, label: task.planTitle ?? '' }] : []),
      ],
      crumb: dueText(t, task.dueOn, task.inclusive),
      facts: (
        <Facts
          items={[
            t.task.givenBy(task.givenBy),
            dayTime(task.givenAt, ask.var.language),
            dueText(t, task.dueOn, task.inclusive),
            t.unitCount(count(shown.total)),
          ]}
        />
      ),
      marks: overdue > 0 ? <StateChip state="behind">{t.taskList.overdue(count(overdue))}</StateChip> : undefined,
    },
    <Columns
      main={
        <>
          {task.text !== task.title && (
            <Panel title={t.task.what}>
              <p>{task.text}</p>
            </Panel>
          )}
          <Panel title={t.task.units} flush>
            <DataTable
              bare
              caption={t.task.units}
              columns={columnsOf(t, shown, late)}
              rows={shown.units}
              rowState={unit => (unit.placeId === shown.unitId ? 'picked' : undefined)}
              empty={{ text: t.noUnits }}
              pages={{
                page: shown.page,
                pageSize: UNITS_A_PAGE,
                total: shown.total,
                href: page => `/tasks/${task.taskId}?page=${page}`,
              }}
            />
          </Panel>
        </>
      }
      side={
        <>
          {mine.map(unit => (
            <ReportForm t={t} shown={shown} unit={unit} />
          ))}
          {said.product && (
            <Panel title={t.task.product}>
              <p>{said.product}</p>
            </Panel>
          )}
          {task.planId && (
            <LinkList
              title={t.task.ofPlan}
              items={[
                { href: `/plans/${task.planId}`, title: task.planTitle ?? '' },
                ...(task.targetId
                  ? [
                      {
                        href: `/plans/${task.planId}/targets/${task.targetId}`,
                        title: task.targetName ?? '',
                        detail: t.task.ofTarget,
                      },
                    ]
                  : []),
              ]}
            />
          )}
          <Panel title={picked ? t.task.ofUnit(picked.name) : t.task.timeline}>
            <Timeline
              empty={t.task.noSteps}
              items={shown.steps.map(step => ({
                when: dayTime(step.at, ask.var.language),
                title: t.task.steps[step.step],
                who: step.unitName,
                state: stateOfStep(step.step, false),
                ...(step.note || step.proofs.length > 0 ? { detail: <StepDetail step={step} /> } : {}),
              }))}
            />
          </Panel>
        </>
      }
    />,
    shown.faults?.length ? 422 : 200,
  );
}

function StepDetail(props: { step: StepTaken }) {
  return (
    <>
      {props.step.note && <p>{props.step.note}</p>}
      {props.step.proofs.length > 0 && <Proofs proofs={props.step.proofs} />}
    </>
  );
}

const columnsOf = (t: SteeringWords, shown: TaskPage, late: (unit: TaskAtUnit) => boolean): Column<TaskAtUnit>[] => [
  {
    key: 'unit',
    head: t.task.heads.unit,
    rowHead: true,
    width: 'wide',
    fold: 'full',
    render: unit => (
      <RowTitle
        href={`/tasks/${shown.task.taskId}?unit=${unit.placeId}${shown.page > 1 ? `&page=${shown.page}` : ''}`}
        facts={[t.taskList[unit.part === 'lead' ? 'lead' : 'cooperate']]}
      >
        {unit.name}
      </RowTitle>
    ),
  },
  {
    key: 'state',
    head: t.task.heads.state,
    fold: 'start',
    render: unit => (
      <StateChip state={stateOfStep(unit.step, late(unit))}>
        {late(unit) ? `${t.taskList.overdueOne}: ${t.steps[unit.step].toLowerCase()}` : t.steps[unit.step]}
      </StateChip>
    ),
  },
  {
    key: 'day',
    head: t.task.heads.day,
    align: 'end',
    fold: 'start',
    render: unit => <span class="soft">{day(unit.day)}</span>,
  },
  {
    key: 'act',
    head: t.task.heads.act,
    fold: 'end',
    align: 'end',
    render: unit => <Acts t={t} shown={shown} unit={unit} />,
  },
];

/** The buttons the rule lights: the unit accepts, the giver confirms or returns. */
function Acts(props: { t: SteeringWords; shown: TaskPage; unit: TaskAtUnit }): Slot {
  const { t, shown, unit } = props;
  const { taskId, mayGive } = shown.task;
  const can = (to: Step) =>
    sideOf(unit.step, to) === 'unit' ? unit.maySpeak : sideOf(unit.step, to) === 'giver' ? mayGive : false;
  const isTyped = shown.typed?.form === 'return' && shown.typed.placeId === unit.placeId;
  return (
    <Row>
      {can('accepted') && (
        <Form
          action={`/tasks/${taskId}/accept`}
          hidden={{ placeId: unit.placeId }}
          label={`${t.task.accept}: ${unit.name}`}
        >
          <Button label={`${t.task.accept}: ${unit.name}`}>{t.task.accept}</Button>
        </Form>
      )}
      {can('done') && (
        <Form
          action={`/tasks/${taskId}/finish`}
          hidden={{ placeId: unit.placeId }}
          label={`${t.task.finish}: ${unit.name}`}
        >
          <Button label={`${t.task.finish}: ${unit.name}`}>{t.task.finish}</Button>
        </Form>
      )}
      {can('returned') && unit.step === 'reported' && (
        <Dialog title={t.task.backFor(unit.name)} opens={t.task.back} open={isTyped}>
          <Form
            action={`/tasks/${taskId}/return`}
            hidden={{ placeId: unit.placeId }}
            faults={isTyped ? (shown.faults ?? []) : []}
            label={t.task.backFor(unit.name)}
            buttons={<Button danger>{t.task.back}</Button>}
          >
            <TextField name="note" label={t.task.why} lines={3} value={isTyped ? shown.typed?.note : undefined} />
          </Form>
        </Dialog>
      )}
    </Row>
  );
}

function ReportForm(props: { t: SteeringWords; shown: TaskPage; unit: TaskAtUnit }) {
  const { t, shown, unit } = props;
  const typed = shown.typed?.form === 'report' && shown.typed.placeId === unit.placeId ? shown.typed : undefined;
  return (
    <Panel title={t.task.reportFor(unit.name)} id="report">
      <Form
        action={`/tasks/${shown.task.taskId}/report`}
        files
        hidden={{ placeId: unit.placeId }}
        faults={typed ? (shown.faults ?? []) : []}
        label={t.task.reportFor(unit.name)}
        buttons={<Button filled>{t.task.send}</Button>}
      >
        <TextField name="note" label={t.task.note} lines={4} value={typed?.note} optional />
        <EvidenceFields t={t} {...(typed ? { link: typed.link } : {})} />
      </Form>
    </Panel>
  );
}
