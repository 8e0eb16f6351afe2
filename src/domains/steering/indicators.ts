import { type RawBuilder, sql } from 'kysely';
import type { ComputedIndicator, Measured, Measuring, RowBehind } from '#platform/indicator.ts';

// What can be computed of the plan itself: which units owe a plan or a report by which day, and which have met it.

/**
 * Who owes what: one row for each unit and deadline of a plan in force within the period.
 */
const owed = (asked: Measuring, kind: 'unit-plan' | 'report'): RawBuilder<unknown> => sql`
  select d.deadline_id, d.plan_id, d.title, d.last_day as due_on, owing.place_id
  from steering.published_deadline d
  join steering.published_plan plan on plan.plan_id = d.plan_id and plan.adopted_on <= ${asked.day} and plan.from_day < ${asked.untilDay} and ${asked.fromDay} < plan.until_day
  cross join lateral (select value::bigint as place_id from jsonb_array_elements_text(d.units -> 'placeIds')) owing
  where d.kind = ${kind} ${asked.places ? sql`and owing.place_id = any (${[...asked.places]}::bigint[])` : sql``}`;

/** The day each owed unit plan was adopted: a plan of the unit whose parent is the plan that asked for it. */
const plansOwed = (asked: Measuring): RawBuilder<unknown> => sql`
  select o.*, (select min(p.adopted_on) from steering.published_plan p
    where p.place_id = o.place_id and p.parent_plan_id = o.plan_id and p.adopted_on <= ${asked.day}) as met_on,
    (select min(p.plan_id) from steering.published_plan p where p.place_id = o.place_id and p.parent_plan_id = o.plan_id and p.adopted_on <= ${asked.day}) as own_plan_id
  from (${owed(asked, 'unit-plan')}) o`;

const reportsOwed = (asked: Measuring): RawBuilder<unknown> => sql`
  select o.*, (select min(r.handed_in_on) from steering.published_report r
    where r.place_id = o.place_id and r.deadline_id = o.deadline_id and r.handed_in_on <= ${asked.day}) as met_on, null::bigint as own_plan_id
  from (${owed(asked, 'report')}) o`;

/** Owed once the last day in time is over, or met already. */
const due = (asked: Measuring) => sql<boolean>`(met_on is not null or due_on < ${asked.day})`;

const shareMet = (
  owing: RawBuilder<unknown>,
  met: RawBuilder<boolean>,
  owedYet: RawBuilder<boolean> = sql<boolean>`true`,
): RawBuilder<Measured> => sql<Measured>`
  select place_id, count(*) filter (where ${owedYet} and ${met})::bigint as numerator, count(*) filter (where ${owedYet})::bigint as denominator, null::timestamptz as newest_record_at
  from (${owing}) owing group by place_id`;

const rowsOwed = (owing: RawBuilder<unknown>, met: RawBuilder<boolean>): RawBuilder<RowBehind> => sql<RowBehind>`
  select title as label, case when met_on is null then 'missing' when met_on > due_on then 'late' else 'met' end as note, coalesce(${met}, false) as passes,
    '/plans/' || coalesce(own_plan_id, plan_id) as href
  from (${owing}) owing order by passes, due_on`;

const parts = {
  vi: { missing: 'chưa có', late: 'có, nhưng quá hạn', met: 'đúng hạn' },
  en: { missing: 'not there', late: 'there, but late', met: 'in time' },
};

const only = (asked: Measuring, placeId: number): Measuring => ({ ...asked, places: [placeId] });
const adopted = sql<boolean>`met_on is not null`;
const inTime = sql<boolean>`met_on <= due_on`;

const unitPlansAdopted: ComputedIndicator = {
  key: 'unit-plans-adopted',
  words: {
    vi: {
      name: 'Đơn vị đã ban hành kế hoạch của mình',
      how: 'Số kế hoạch đơn vị đã ban hành theo kế hoạch cấp trên / số kế hoạch mà kế hoạch cấp trên yêu cầu. Kế hoạch ban hành sau hạn vẫn được tính ở đây.',
      parts: parts.vi,
    },
    en: {
      name: 'Units that adopted a plan of their own',
      how: 'Unit plans adopted under the plan above / unit plans it asks for. A plan adopted late counts here.',
      parts: parts.en,
    },
  },
  origin: 'computed',
  direction: 'up',
  unit: 'percent',
  counts: 'unit',
  period: 'calendar-year',
  measure: asked => shareMet(plansOwed(asked), adopted),
  rows: (asked, placeId) => rowsOwed(plansOwed(only(asked, placeId)), adopted),
};

const unitPlansInTime: ComputedIndicator = {
  ...unitPlansAdopted,
  key: 'unit-plans-in-time',
  words: {
    vi: {
      name: 'Đơn vị ban hành kế hoạch đúng hạn',
      how: 'Số kế hoạch đơn vị ban hành không muộn hơn hạn / số kế hoạch phải có đến ngày xem.',
      parts: parts.vi,
    },
    en: {
      name: 'Units that adopted their plan in time',
      how: 'Unit plans adopted no later than their deadline / unit plans owed by the day.',
      parts: parts.en,
    },
  },
  measure: asked => shareMet(plansOwed(asked), inTime, due(asked)),
  rows: (asked, placeId) => rowsOwed(plansOwed(only(asked, placeId)), inTime),
};

const reportsHandedIn: ComputedIndicator = {
  ...unitPlansAdopted,
  key: 'reports-handed-in',
  words: {
    vi: {
      name: 'Báo cáo định kỳ đã nộp đúng hạn',
      how: 'Số báo cáo định kỳ nộp không muộn hơn hạn / số báo cáo đến hạn theo kế hoạch, tính đến ngày xem.',
      parts: parts.vi,
    },
    en: {
      name: 'Periodic reports handed in on time',
      how: 'Periodic reports handed in no later than due / reports due by the day.',
      parts: parts.en,
    },
  },
  measure: asked => shareMet(reportsOwed(asked), inTime, due(asked)),
  rows: (asked, placeId) => rowsOwed(reportsOwed(only(asked, placeId)), inTime),
};

export const steeringIndicators: readonly ComputedIndicator[] = [unitPlansAdopted, unitPlansInTime, reportsHandedIn];
