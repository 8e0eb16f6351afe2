import { addDays } from '#platform/clock.ts';
import { type Block, textOf } from '#platform/documents/block.ts';
import { count, day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  ButtonLink,
  DayField,
  Dialog,
  Disclosure,
  DocumentBeside,
  Facts,
  type FieldFault,
  Form,
  Panel,
  Row,
  Stack,
  StateChip,
  Steps,
  TextField,
} from '#ui';
import type { IndicatorToBind } from '../catalogue.ts';
import type { ItemKind } from '../commands/drop-item.ts';
import type { DeadlineItem, LineSettled, TargetItem, TaskItem } from '../queries/plan-items.ts';
import type { PlanShown } from '../queries/plans.ts';
import { markPassages, type Stands } from '../rules/mark-passages.ts';
import type { Place, Unrecognised } from '../rules/reading/index.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';
import { AlsoRead, DroppedItems } from './also-read.tsx';
import { dueText, fewNames, pledgeOf } from './parts.tsx';

export interface ReviewPage {
  plan: PlanShown;
  blocks: Block[];
  targets: TargetItem[];
  tasks: TaskItem[];
  deadlines: DeadlineItem[];
  settled: LineSettled[];
  dropped: { kind: ItemKind; title: string; why: string }[];
  indicators: readonly IndicatorToBind[];
  /** What was typed into the form that came back with faults. */
  typed?: Record<string, string>;
  faults?: { form: 'plan' | 'adopt' | 'withdraw'; faults: FieldFault[] };
}

const anchor = (kind: ItemKind, itemId: number) => `${kind}-${itemId}`;

/** Where each item stands in the text; an item added by hand stands nowhere. */
function standsOf(shown: ReviewPage): Stands[] {
  const stands = (id: string, place: Place | null): Stands[] => (place ? [{ id, from: place.from, to: place.to }] : []);
  return [
    ...shown.targets.flatMap(one => stands(anchor('target', one.targetId), one.place)),
    ...shown.deadlines.flatMap(one => stands(anchor('deadline', one.deadlineId), one.place)),
    ...shown.tasks.flatMap(one => stands(anchor('task', one.taskId), one.place)),
    ...(shown.plan.read?.unrecognised ?? []).flatMap(line => stands(`line-${line.block}`, line.place)),
  ];
}

/** Where an item is marked in the text; null where it stands nowhere. */
type Anchors = ReadonlyMap<string, string>;

/** The text beside what was read out of it; every item leads to its lines, and back. */
export function reviewScreen(ask: Ask, shown: ReviewPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { plan } = shown;
  const marked = markPassages(standsOf(shown));
  const settled = new Map(shown.settled.map(one => [one.block, one.became]));
  const open = (plan.read?.unrecognised ?? []).filter(line => !settled.has(line.block));
  const bare = shown.targets.filter(one => !one.comparatorNamed).length;
  const dayless = shown.deadlines.filter(one => !one.dayNamed).length;
  return screen(
    ask,
    {
      title: plan.title,
      crumbs: [{ href: '/plans', label: t.plans }],
      crumb: t.review.title,
      facts: (
        <Facts
          items={[
            plan.number,
            plan.fileName,
            t.review.facts(count(shown.targets.length), count(shown.tasks.length), count(shown.deadlines.length)),
          ]}
        />
      ),
      marks: (
        <>
          {bare > 0 && (
            <StateChip state="behind" href="#targets">{`${t.review.needsComparator}: ${count(bare)}`}</StateChip>
          )}
          {dayless > 0 && (
            <StateChip state="behind" href="#deadlines">{`${t.review.needsDay}: ${count(dayless)}`}</StateChip>
          )}
          {open.length > 0 && (
            <StateChip state="near" href="#lines">{`${t.review.unrecognised}: ${count(open.length)}`}</StateChip>
          )}
        </>
      ),
      actions: plan.keptFileId !== null && (
        <ButtonLink href={`/plans/${plan.planId}/file`} download icon="download">
          {t.plan.file}
        </ButtonLink>
      ),
    },
    <Stack>
      <Steps current={1} steps={t.bring.steps.map(label => ({ label }))} />
      <DocumentBeside
        label={t.review.text}
        text={textOf(shown.blocks)}
        passages={marked.pieces.map(piece => ({ ...piece, href: `#${piece.item}` }))}
      >
        <GeneralForm t={t} shown={shown} />
        <Targets t={t} ask={ask} shown={shown} anchors={marked.pieceOf} />
        <Tasks t={t} shown={shown} anchors={marked.pieceOf} />
        <Deadlines t={t} shown={shown} anchors={marked.pieceOf} />
        <Lines t={t} planId={plan.planId} lines={plan.read?.unrecognised ?? []} settled={settled} />
        {plan.read && <AlsoRead t={t} read={plan.read} />}
        <DroppedItems t={t} items={shown.dropped} />
        <Adopt t={t} ask={ask} shown={shown} open={open.length} />
      </DocumentBeside>
    </Stack>,
    shown.faults ? 422 : 200,
  );
}

function GeneralForm(props: { t: SteeringWords; shown: ReviewPage }) {
  const { t, shown } = props;
  const { plan, typed } = shown;
  const faults = shown.faults?.form === 'plan' ? shown.faults.faults : [];
  return (
    <Panel title={t.review.general}>
      <Disclosure summary={plan.title} open={faults.length > 0}>
        <Form
          action={`/plans/${plan.planId}`}
          faults={faults}
          label={t.review.general}
          buttons={<Button>{t.save}</Button>}
        >
          <TextField name="title" label={t.review.name} value={typed?.title ?? plan.title} />
          <TextField
            name="number"
            label={t.review.number}
            value={typed?.number ?? plan.number}
            width="medium"
            optional
          />
          <DayField name="issuedOn" label={t.review.issuedOn} value={typed?.issuedOn ?? plan.issuedOn} optional />
          <DayField name="fromDay" label={t.review.fromDay} value={typed?.fromDay ?? plan.fromDay} />
          <DayField name="untilDay" label={t.review.lastDay} value={typed?.untilDay ?? addDays(plan.untilDay, -1)} />
        </Form>
      </Disclosure>
    </Panel>
  );
}

/** Where an item came from: a link to its lines in the text. */
function InText(props: { t: SteeringWords; at: string | undefined; place: Place | null }) {
  const { t, at, place } = props;
  if (!place || !at) return null;
  return <a href={`#p-${at}`}>{place.section ? t.review.section(place.section) : t.review.inText}</a>;
}

function EditLink(props: { t: SteeringWords; planId: number; kind: ItemKind; itemId: number; title: string }) {
  return (
    <a
      href={`/plans/${props.planId}/review/${props.kind}s/${props.itemId}`}
      aria-label={`${props.t.edit}: ${props.title}`}
    >
      {props.t.edit}
    </a>
  );
}

function Targets(props: { t: SteeringWords; ask: Ask; shown: ReviewPage; anchors: Anchors }) {
  const { t, shown } = props;
  const names = new Map(shown.indicators.map(one => [one.key, one.words[props.ask.var.language].name]));
  return (
    <Panel
      id="targets"
      title={`${t.targets} (${count(shown.targets.length)})`}
      flush
      aside={<a href={`/plans/${shown.plan.planId}/review/targets/new`}>{t.review.addTarget}</a>}
    >
      <ul class="links">
        {shown.targets.map(target => {
          const id = anchor('target', target.targetId);
          const change =
            target.measure.change === 'increase' || target.measure.change === 'decrease'
              ? t.review.change[target.measure.change]
              : undefined;
          return (
            <li id={id}>
              <span class="links-title">{target.name}</span>
              <div class="links-detail">
                <Facts
                  items={[
                    <b>
                      {[
                        change,
                        pledgeOf(t, target),
                        target.measure.upTo ? t.review.span(String(target.measure.upTo)) : undefined,
                      ]
                        .filter(Boolean)
                        .join(' ')}
                    </b>,
                    target.scope.words,
                    <InText t={t} at={props.anchors.get(id)} place={target.place} />,
                    <EditLink
                      t={t}
                      planId={shown.plan.planId}
                      kind="target"
                      itemId={target.targetId}
                      title={target.name}
                    />,
                  ]}
                />
                <Facts
                  items={[
                    target.indicator
                      ? t.review.boundTo(names.get(target.indicator) ?? target.indicator)
                      : t.review.noIndicator,
                  ]}
                />
                {!target.comparatorNamed && <StateChip state="behind">{t.review.needsComparator}</StateChip>}
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Tasks(props: { t: SteeringWords; shown: ReviewPage; anchors: Anchors }) {
  const { t, shown } = props;
  return (
    <Panel
      id="tasks"
      title={`${t.tasks} (${count(shown.tasks.length)})`}
      flush
      aside={<a href={`/plans/${shown.plan.planId}/review/tasks/new`}>{t.review.addTask}</a>}
    >
      <ul class="links">
        {shown.tasks.map(task => {
          const id = anchor('task', task.taskId);
          const helpers =
            task.cooperate.length > 0
              ? `${t.review.cooperate}: ${fewNames(
                  t,
                  task.cooperate.map(unit => unit.name),
                )}`
              : undefined;
          return (
            <li id={id}>
              <span class="links-title">{task.title}</span>
              <div class="links-detail">
                <Facts
                  items={[
                    task.lead.length > 0 &&
                      `${t.review.lead}: ${fewNames(
                        t,
                        task.lead.map(unit => unit.name),
                      )}`,
                    helpers,
                    task.dueOn && dueText(t, task.dueOn, task.inclusive),
                    <InText t={t} at={props.anchors.get(id)} place={task.place} />,
                    <EditLink t={t} planId={shown.plan.planId} kind="task" itemId={task.taskId} title={task.title} />,
                  ]}
                />
                {task.lead.length === 0 && <StateChip state="near">{t.review.needsUnits}</StateChip>}
                {task.said.unknown.length > 0 && <p>{t.review.unknownUnits(task.said.unknown.join('; '))}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Deadlines(props: { t: SteeringWords; shown: ReviewPage; anchors: Anchors }) {
  const { t, shown } = props;
  return (
    <Panel
      id="deadlines"
      title={`${t.deadlines} (${count(shown.deadlines.length)})`}
      flush
      aside={<a href={`/plans/${shown.plan.planId}/review/deadlines/new`}>{t.review.addDeadline}</a>}
    >
      <ul class="links">
        {shown.deadlines.map(one => {
          const id = anchor('deadline', one.deadlineId);
          return (
            <li id={id}>
              <span class="links-title">{`${t.review.kinds[one.kind]}: ${one.title}`}</span>
              <div class="links-detail">
                <Facts
                  items={[
                    one.dayNamed && <b>{dueText(t, one.dueOn, one.inclusive)}</b>,
                    one.units.placeIds.length > 0 && t.unitCount(count(one.units.placeIds.length)),
                    <InText t={t} at={props.anchors.get(id)} place={one.place} />,
                    <EditLink
                      t={t}
                      planId={shown.plan.planId}
                      kind="deadline"
                      itemId={one.deadlineId}
                      title={`${one.title} ${day(one.dueOn)}`}
                    />,
                  ]}
                />
                {!one.dayNamed && <StateChip state="behind">{t.review.needsDay}</StateChip>}
                {one.units.placeIds.length === 0 && <StateChip state="near">{t.review.needsUnits}</StateChip>}
                {one.units.unknown.length > 0 && <p>{t.review.unknownUnits(one.units.unknown.join('; '))}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Every line that was not recognised, whatever became of it: none leaves the page. */
function Lines(props: {
  t: SteeringWords;
  planId: number;
  lines: readonly Unrecognised[];
  settled: ReadonlyMap<string, LineSettled['became']>;
}) {
  const { t, planId, lines } = props;
  const open = lines.filter(line => !props.settled.has(line.block));
  return (
    <Panel id="lines" title={`${t.review.unrecognised} (${count(open.length)}/${count(lines.length)})`}>
      {lines.length === 0 ? (
        <p class="soft">{t.review.noneUnrecognised}</p>
      ) : (
        <Stack>
          <p>{t.review.unrecognisedWhat}</p>
          {open.length > 1 && (
            <Form action={`/plans/${planId}/review/lines`} label={t.review.readAll}>
              {open.map(line => (
                <input type="hidden" name="block" value={line.block} />
              ))}
              <Button>{t.review.readAll}</Button>
            </Form>
          )}
          <ul class="links">
            {lines.map(line => {
              const became = props.settled.get(line.block);
              return (
                <li id={`line-${line.block}`}>
                  <span class="links-title">{line.text}</span>
                  {became ? (
                    <Row>
                      <StateChip state="ok">{t.review.becomes[became]}</StateChip>
                      <ButtonLink href={`#p-line-${line.block}`} quiet>
                        {t.review.inText}
                      </ButtonLink>
                    </Row>
                  ) : (
                    <Row>
                      <ButtonLink href={`#p-line-${line.block}`} quiet>
                        {t.review.inText}
                      </ButtonLink>
                      <ButtonLink href={`/plans/${planId}/review/targets/new?line=${line.block}`}>
                        {t.review.toTarget}
                      </ButtonLink>
                      <ButtonLink href={`/plans/${planId}/review/tasks/new?line=${line.block}`}>
                        {t.review.toTask}
                      </ButtonLink>
                      <Form
                        action={`/plans/${planId}/review/lines`}
                        hidden={{ block: line.block }}
                        label={`${t.review.read}: ${line.text}`}
                      >
                        <Button>{t.review.read}</Button>
                      </Form>
                    </Row>
                  )}
                </li>
              );
            })}
          </ul>
        </Stack>
      )}
    </Panel>
  );
}

function Adopt(props: { t: SteeringWords; ask: Ask; shown: ReviewPage; open: number }) {
  const { t, shown, open } = props;
  const { plan } = shown;
  const faults = (form: 'adopt' | 'withdraw') => (shown.faults?.form === form ? shown.faults.faults : []);
  return (
    <Panel id="adopt" title={t.review.adopt}>
      {plan.mayAdopt ? (
        <Form
          action={`/plans/${plan.planId}/adopt`}
          faults={faults('adopt')}
          label={t.review.adopt}
          buttons={<Button filled>{t.review.adopt}</Button>}
        >
          <p>{t.review.adoptWhat}</p>
          <DayField
            name="day"
            label={t.review.adoptDay}
            value={
              shown.typed?.day ??
              (plan.issuedOn && plan.issuedOn <= props.ask.var.system.today()
                ? plan.issuedOn
                : props.ask.var.system.today())
            }
          />
          {open > 0 && (
            <label class="choice-line">
              <input type="checkbox" name="linesRead" value="yes" id="f-linesRead" />
              <span>{t.review.linesRead(count(open))}</span>
            </label>
          )}
        </Form>
      ) : (
        <p>{t.review.adoptHead}</p>
      )}
      <Dialog title={t.review.withdraw} opens={t.review.withdraw} danger open={faults('withdraw').length > 0}>
        <Form
          action={`/plans/${plan.planId}/withdraw`}
          faults={faults('withdraw')}
          label={t.review.withdraw}
          buttons={<Button danger>{t.review.withdraw}</Button>}
        >
          <TextField name="why" label={t.review.withdrawWhy} />
        </Form>
      </Dialog>
    </Panel>
  );
}
