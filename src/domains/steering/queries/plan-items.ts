import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Comparator } from '../rules/draft-plan.ts';
import type { Place } from '../rules/reading/index.ts';
import { type TaskSaid, taskSaid, type UnitsOwing, unitsOwing } from '../rules/units-owing.ts';

type Db = Query<'steering'>;

export interface TargetItem {
  targetId: number;
  name: string;
  text: string;
  comparator: Comparator;
  comparatorNamed: boolean;
  valueTenths: number;
  unit: string;
  scope: { words?: string; levels?: string[]; kinds?: string[]; managedBy?: string[] };
  measure: { upTo?: number | null; change?: string | null };
  indicator: string | null;
  fromDay: string;
  untilDay: string;
  place: Place | null;
}

export async function targetsOf(db: Db, planId: number): Promise<TargetItem[]> {
  const { rows } =
    await sql<TargetItem>`select target_id as "targetId", name, text, comparator, comparator_named as "comparatorNamed", value_tenths as "valueTenths", unit, scope, measure,
      indicator, from_day as "fromDay", until_day as "untilDay", text_place as place
    from steering.target where plan_id = ${planId} and dropped_at is null order by position, target_id`.execute(db);
  return rows;
}

export interface TaskItem {
  taskId: number;
  title: string;
  text: string;
  dueOn: string | null;
  inclusive: boolean;
  lastDay: string | null;
  said: TaskSaid;
  place: Place | null;
  lead: { placeId: number; name: string }[];
  cooperate: { placeId: number; name: string }[];
  /** Units by state; empty in a draft. */
  units: number;
  done: number;
  reported: number;
  overdue: number;
}

const named = (
  part: 'lead' | 'cooperate',
) => sql`coalesce((select json_agg(json_build_object('placeId', u.place_id, 'name', v.short_name) order by v.name collate "vi-x-icu")
  from steering.task_unit u cross join lateral (select name, short_name from directory.published_place p where p.place_id = u.place_id order by p.from_day desc limit 1) v
  where u.task_id = k.task_id and u.part = ${part}), '[]')`;

/** The tasks of a plan in the order of its text, with who leads, who helps, and how far they are. */
export async function tasksOf(db: Db, planId: number, day: string): Promise<TaskItem[]> {
  const { rows } = await sql<Omit<TaskItem, 'said'> & { said: unknown }>`
    select k.task_id as "taskId", k.title, k.text, k.due_on as "dueOn", k.inclusive, k.last_day as "lastDay", k.said, k.text_place as place, ${named('lead')} as lead, ${named('cooperate')} as cooperate,
      coalesce(state.units, 0) as units, coalesce(state.done, 0) as done, coalesce(state.reported, 0) as reported, coalesce(state.overdue, 0) as overdue
    from steering.task k left join lateral (
      select count(*) as units, count(*) filter (where step = 'done') as done, count(*) filter (where step = 'reported') as reported,
        count(*) filter (where step not in ('done', 'reported') and last_day < ${day}) as overdue
      from steering.published_task t where t.task_id = k.task_id) state on true
    where k.plan_id = ${planId} and k.target_id is null and k.dropped_at is null order by k.position, k.task_id`.execute(
    db,
  );
  return rows.map(row => ({ ...row, said: taskSaid(row.said) }));
}

export interface DeadlineItem {
  deadlineId: number;
  kind: 'unit-plan' | 'report' | 'task';
  title: string;
  text: string;
  dueOn: string;
  inclusive: boolean;
  dayNamed: boolean;
  lastDay: string;
  units: UnitsOwing;
  place: Place | null;
}

export async function planDeadlines(db: Db, planId: number): Promise<DeadlineItem[]> {
  const { rows } = await sql<Omit<DeadlineItem, 'units'> & { units: unknown }>`
    select deadline_id as "deadlineId", kind, title, text, due_on as "dueOn", inclusive, day_named as "dayNamed", last_day as "lastDay", units, text_place as place
    from steering.deadline where plan_id = ${planId} and dropped_at is null order by due_on, deadline_id`.execute(db);
  return rows.map(row => ({ ...row, units: unitsOwing(row.units) }));
}

export interface LineSettled {
  block: string;
  became: 'nothing' | 'target' | 'task';
}

export const linesSettled = (db: Db, planId: number): Promise<LineSettled[]> =>
  db.selectFrom('steering.line_settled').select(['block', 'became']).where('plan_id', '=', planId).execute();

/** What was taken out of the draft, with the reason. */
export async function itemsDropped(
  db: Db,
  planId: number,
): Promise<{ kind: 'target' | 'task' | 'deadline'; title: string; why: string }[]> {
  const { rows } = await sql<{ kind: 'target' | 'task' | 'deadline'; title: string; why: string }>`
    select 'target' as kind, name as title, dropped_why as why, dropped_at from steering.target where plan_id = ${planId} and dropped_at is not null
    union all select 'task', title, dropped_why, dropped_at from steering.task where plan_id = ${planId} and dropped_at is not null
    union all select 'deadline', title, dropped_why, dropped_at from steering.deadline where plan_id = ${planId} and dropped_at is not null order by dropped_at`.execute(
    db,
  );
  return rows;
}
