import { addDays } from '#platform/clock.ts';
import { count, day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, type Column, DataTable, LinkList, RowTitle, Stack, StateChip, Tabs } from '#ui';
import { PLANS_A_PAGE, type PlanLine } from '../queries/plans.ts';
import { type SteeringWords, wordsOf } from '../words/index.ts';

export interface PlansPage {
  plans: PlanLine[];
  total: number;
  page: number;
  ofUnits: boolean;
  mayBring: boolean;
  /** Plans above under which the reader's units make their own. */
  above: { planId: number; title: string; placeId: number; unitName: string; ownPlanId: number | null }[];
}

export function planState(
  t: SteeringWords,
  plan: { adoptedOn: string | null; fromDay: string; untilDay: string },
  today: string,
) {
  const { states } = t.list;
  if (plan.adoptedOn === null) return <StateChip state="near">{states.draft}</StateChip>;
  if (today < plan.fromDay) return <StateChip state="silent">{states.ahead}</StateChip>;
  return today < plan.untilDay ? (
    <StateChip state="ok">{states.force}</StateChip>
  ) : (
    <StateChip state="silent">{states.over}</StateChip>
  );
}

const columnsOf = (t: SteeringWords, today: string): Column<PlanLine>[] => [
  {
    key: 'plan',
    head: t.list.heads.plan,
    rowHead: true,
    width: 'wide',
    fold: 'full',
    render: plan => (
      <RowTitle
        href={plan.adoptedOn === null ? `/plans/${plan.planId}/review` : `/plans/${plan.planId}`}
        facts={[plan.number, plan.placeName, plan.adoptedOn && t.list.adopted(day(plan.adoptedOn))]}
      >
        {plan.title}
      </RowTitle>
    ),
  },
  {
    key: 'period',
    head: t.list.heads.period,
    fold: 'start',
    render: plan => <span class="soft">{`${day(plan.fromDay)} – ${day(addDays(plan.untilDay, -1))}`}</span>,
  },
  {
    key: 'targets',
    head: t.list.heads.targets,
    align: 'end',
    fold: 'start',
    foldHead: true,
    render: plan => count(plan.targets),
  },
  {
    key: 'tasks',
    head: t.list.heads.tasks,
    align: 'end',
    fold: 'start',
    foldHead: true,
    render: plan => count(plan.tasks),
  },
  { key: 'state', head: t.list.heads.state, fold: 'end', render: plan => planState(t, plan, today) },
];

/** All plans one may read. */
export function plansScreen(ask: Ask, shown: PlansPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const owing = shown.above.filter(one => one.ownPlanId === null);
  return screen(
    ask,
    {
      title: t.list.title,
      actions: shown.mayBring ? (
        <ButtonLink href="/plans/new" filled icon="plus">
          {t.list.bring}
        </ButtonLink>
      ) : undefined,
    },
    <Stack>
      {owing.length > 0 && (
        <LinkList
          title={t.list.toMake}
          items={owing.slice(0, 10).map(one => ({
            href: `/plans/own?parent=${one.planId}&place=${one.placeId}`,
            title: t.list.make(one.unitName),
            detail: one.title,
            state: 'near' as const,
          }))}
        />
      )}
      <Tabs
        label={t.list.which}
        tabs={[
          { href: '/plans', label: t.list.own, current: !shown.ofUnits },
          { href: '/plans?kind=units', label: t.list.ofUnits, current: shown.ofUnits },
        ]}
      />
      <DataTable
        caption={t.list.caption}
        columns={columnsOf(t, ask.var.system.today())}
        rows={shown.plans}
        empty={
          shown.ofUnits
            ? { text: t.list.emptyUnits }
            : { text: t.list.empty, ...(shown.mayBring ? { step: { href: '/plans/new', label: t.list.bring } } : {}) }
        }
        pages={{
          page: shown.page,
          pageSize: PLANS_A_PAGE,
          total: shown.total,
          href: page => `/plans?page=${page}${shown.ofUnits ? '&kind=units' : ''}`,
        }}
      />
    </Stack>,
  );
}
