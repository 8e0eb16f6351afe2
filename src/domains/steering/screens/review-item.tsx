import { number } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  ButtonLink,
  CheckField,
  Choice,
  DayField,
  Dialog,
  type FieldFault,
  Form,
  Panel,
  Row,
  Select,
  type Slot,
  Stack,
  TextField,
} from '#ui';
import type { IndicatorToBind } from '../catalogue.ts';
import type { ItemKind } from '../commands/drop-item.ts';
import type { UnitKnown } from '../rules/resolve-units.ts';
import type { Suggestion } from '../rules/suggest-indicator.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';
import { UnitPicker } from './unit-picker.tsx';

interface ItemPage {
  planId: number;
  planTitle: string;
  /** Undefined where the item is new. */
  itemId?: number;
  /** The words of the text the item comes from. */
  original: string;
  /** The unrecognised line it is made of. */
  line?: string;
  faults?: FieldFault[];
  dropFaults?: FieldFault[];
}

/** The frame of the three forms: the item's own words above, what we make of them below. */
function itemScreen(ask: Ask, shown: ItemPage, kind: ItemKind, title: string, fields: Slot): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const base = `/plans/${shown.planId}/review`;
  const own = `${base}/${kind}s/${shown.itemId ?? 'new'}`;
  const back = shown.itemId ? `${base}#${kind}-${shown.itemId}` : base;
  return screen(
    ask,
    {
      title,
      crumbs: [
        { href: '/plans', label: t.plans },
        { href: base, label: shown.planTitle },
      ],
    },
    <Stack>
      {shown.original && (
        <Panel title={t.review.original}>
          <blockquote>{shown.original}</blockquote>
        </Panel>
      )}
      <Form
        action={own}
        faults={shown.faults ?? []}
        warnUnsaved
        label={title}
        hidden={{ line: shown.line, original: shown.itemId ? undefined : shown.original }}
        buttons={
          <>
            <Button filled>{shown.itemId ? t.save : t.add}</Button>
            <ButtonLink href={back}>{t.cancel}</ButtonLink>
          </>
        }
      >
        {fields}
      </Form>
      {shown.itemId && (
        <Row>
          <Dialog title={t.review.dropItem} opens={t.review.dropItem} danger open={(shown.dropFaults?.length ?? 0) > 0}>
            <Form
              action={`${own}/drop`}
              faults={shown.dropFaults ?? []}
              label={t.review.dropItem}
              buttons={<Button danger>{t.drop}</Button>}
            >
              <TextField name="why" label={t.review.dropWhy} />
            </Form>
          </Dialog>
        </Row>
      )}
    </Stack>,
    shown.faults?.length || shown.dropFaults?.length ? 422 : 200,
  );
}

export interface TargetValues {
  name: string;
  comparator: string;
  value: string;
  unit: string;
  scopeWords: string;
  levels: string[];
  fromDay: string;
  untilDay: string;
  indicator: string;
}

export const valueTyped = (tenths: number): string => number(tenths / 10);

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

export function targetForm(
  ask: Ask,
  shown: ItemPage & { values: TargetValues; indicators: readonly IndicatorToBind[]; suggested: readonly Suggestion[] },
): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { values } = shown;
  return itemScreen(
    ask,
    shown,
    'target',
    shown.itemId ? t.review.editTarget : t.review.addTarget,
    <>
      <TextField name="name" label={t.review.targetName} value={values.name} />
      <Select
        name="comparator"
        label={t.review.comparator}
        options={optionsOf(t.comparators)}
        value={values.comparator}
        width="medium"
      />
      <TextField name="value" label={t.review.value} value={values.value} keyboard="decimal" width="short" />
      <Select
        name="unit"
        label={t.review.unit}
        options={optionsOf({ ...t.units, count: '1, 2, 3 …' })}
        value={values.unit}
        width="medium"
        choose={false}
      />
      <TextField name="scopeWords" label={t.review.scopeWords} value={values.scopeWords} optional />
      <Choice
        name="levels"
        label={t.review.scopeLevels}
        help={t.review.scopeLevelsHelp}
        many
        optional
        options={optionsOf(t.levels)}
        value={values.levels}
      />
      <DayField name="fromDay" label={t.review.fromDay} value={values.fromDay} />
      <DayField name="untilDay" label={t.review.lastDay} value={values.untilDay} />
      <IndicatorField t={t} ask={ask} {...shown} />
    </>,
  );
}

/** Suggested ones first, then those that compute themselves, then those that units declare. */
function IndicatorField(props: {
  t: SteeringWords;
  ask: Ask;
  values: TargetValues;
  indicators: readonly IndicatorToBind[];
  suggested: readonly Suggestion[];
}) {
  const { t, indicators } = props;
  const nameOf = (one: IndicatorToBind) => one.words[props.ask.var.language].name;
  const likely = props.suggested.slice(0, 3).flatMap(one => indicators.find(each => each.key === one.key) ?? []);
  const rest = (origin: IndicatorToBind['origin']) =>
    indicators
      .filter(one => one.origin === origin && !likely.includes(one))
      .map(one => ({ value: one.key, label: nameOf(one) }));
  return (
    <Select
      name="indicator"
      label={t.review.bind}
      help={t.review.bindHelp}
      choose={t.review.noIndicatorChoice}
      optional
      value={props.values.indicator}
      options={[
        ...(likely.length > 0
          ? [
              {
                group: t.review.suggested('').trim(),
                options: likely.map(one => ({ value: one.key, label: t.review.suggested(nameOf(one)) })),
              },
            ]
          : []),
        { group: t.review.computed, options: rest('computed') },
        { group: t.review.declared, options: rest('declared') },
      ].filter(group => group.options.length > 0)}
    />
  );
}

export interface TaskValues {
  title: string;
  dueOn: string;
  inclusive: boolean;
  lead: readonly number[];
  cooperate: readonly number[];
}

export function taskForm(
  ask: Ask,
  shown: ItemPage & { values: TaskValues; units: readonly UnitKnown[] },
): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { values, units } = shown;
  return itemScreen(
    ask,
    shown,
    'task',
    shown.itemId ? t.review.editTask : t.review.addTask,
    <>
      <TextField name="title" label={t.review.taskTitle} value={values.title} lines={2} />
      <DayField name="dueOn" label={t.review.dueOn} value={values.dueOn} optional />
      <CheckField name="inclusive" label={t.review.inclusive} checked={values.inclusive} />
      <UnitPicker t={t} name="lead" label={t.review.lead} units={units} chosen={values.lead} />
      <UnitPicker t={t} name="cooperate" label={t.review.cooperate} units={units} chosen={values.cooperate} optional />
    </>,
  );
}

export interface DeadlineValues {
  kind: string;
  title: string;
  dueOn: string;
  inclusive: boolean;
  placeIds: readonly number[];
}

export function deadlineForm(
  ask: Ask,
  shown: ItemPage & { values: DeadlineValues; units: readonly UnitKnown[] },
): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { values } = shown;
  return itemScreen(
    ask,
    shown,
    'deadline',
    shown.itemId ? t.review.editDeadline : t.review.addDeadline,
    <>
      <Choice name="kind" label={t.review.kind} options={optionsOf(t.review.kinds)} value={values.kind} />
      <TextField name="title" label={t.review.taskTitle} value={values.title} lines={2} />
      <DayField name="dueOn" label={t.review.dueOn} value={values.dueOn} />
      <CheckField name="inclusive" label={t.review.inclusive} checked={values.inclusive} />
      <UnitPicker t={t} name="placeIds" label={t.review.owing} units={shown.units} chosen={values.placeIds} />
    </>,
  );
}
