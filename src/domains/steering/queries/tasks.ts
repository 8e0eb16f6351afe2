import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may, placesSpokenFor } from '../access.ts';
import type { Step } from '../rules/task-state.ts';

type Db = Query<'steering'>;

export interface TaskLine {
  taskId: number;
  title: string;
  dueOn: string | null;
  inclusive: boolean;
  lastDay: string | null;
  planId: number | null;
  planTitle: string | null;
  givenBy: string;
  /** The first few who lead, and how many there are in all. */
  leads: string | null;
  units: number;
  accepted: number;
  reported: number;
  done: number;
  returned: number;
  overdue: number;
}

export const taskFilters = ['all', 'open', 'overdue', 'reported', 'done'] as const;
export type TaskFilter = (typeof taskFilters)[number];

const filters: Record<TaskFilter, RawBuilder<unknown>> = {
  all: sql`true`,
  open: sql`done < units`,
  overdue: sql`overdue > 0`,
  reported: sql`reported > 0`,
  done: sql`done = units`,
};

export const TASKS_A_PAGE = 50;

/** Tasks, each over its units: those of one plan; or those that one's own places, and places within them, have given. */
export async function tasksShown(
  db: Db,
  actor: Actor,
  asked: { planId?: number; unitId?: number; filter: TaskFilter; page: number; day: string; pageSize?: number },
): Promise<{ tasks: TaskLine[]; total: number }> {
  const { planId, unitId, day, pageSize = TASKS_A_PAGE } = asked;
  const { rows } = await sql<TaskLine & { total: number }>`
    with states as (
      select task_id, count(*) as units, count(*) filter (where step = 'accepted') as accepted, count(*) filter (where step = 'reported') as reported,
        count(*) filter (where step = 'done') as done, count(*) filter (where step = 'returned') as returned,
        count(*) filter (where step not in ('done', 'reported') and last_day < ${day}) as overdue
      from steering.published_task where ${planId ? sql`plan_id = ${planId}` : sql`true`} ${unitId ? sql`and place_id = ${unitId}` : sql``} group by task_id),
    shown as (
      select k.task_id as "taskId", k.title, k.due_on as "dueOn", k.inclusive, k.last_day as "lastDay", k.plan_id as "planId", k.position, s.units, s.accepted, s.reported, s.done, s.returned, s.overdue,
        (select p.title from steering.plan p where p.plan_id = k.plan_id) as "planTitle", k.given_place_id
      from steering.task k join states s using (task_id) where ${planId ? may(actor).readWork(sql.ref('k.given_place_id')) : may(actor).giveTask(sql.ref('k.given_place_id'))})
    select shown.*, (select v.short_name from directory.published_place v where v.place_id = shown.given_place_id order by v.from_day desc limit 1) as "givenBy",
      (select string_agg(name, ', ') from (select (select v.short_name from directory.published_place v where v.place_id = u.place_id order by v.from_day desc limit 1) as name
        from steering.task_unit u where u.task_id = shown."taskId" and u.part = 'lead' order by u.place_id limit 3) few) as leads,
      count(*) over () as total
    from shown where ${filters[asked.filter]}
    order by overdue > 0 desc, "lastDay" nulls last, position, "taskId" limit ${pageSize} offset ${(asked.page - 1) * pageSize}`.execute(
    db,
  );
  return { tasks: rows, total: rows[0]?.total ?? 0 };
}

export interface MyTask {
  taskId: number;
  title: string;
  lastDay: string | null;
  dueOn: string | null;
  inclusive: boolean;
  placeId: number;
  unitName: string;
  part: 'lead' | 'cooperate';
  step: Step;
  givenBy: string;
}

/** The work of the places a person speaks for: what waits for them first, by day. */
export async function myTasks(db: Db, actor: Actor): Promise<MyTask[]> {
  const places = placesSpokenFor(actor);
  if (places.length === 0) return [];
  const { rows } = await sql<MyTask>`
    select t.task_id as "taskId", t.title, t.due_on as "dueOn", t.last_day = t.due_on as inclusive, t.last_day as "lastDay", t.place_id as "placeId", t.part, t.step,
      (select v.short_name from directory.published_place v where v.place_id = t.place_id order by v.from_day desc limit 1) as "unitName",
      (select v.short_name from directory.published_place v join steering.task k on k.given_place_id = v.place_id where k.task_id = t.task_id order by v.from_day desc limit 1) as "givenBy"
    from steering.published_task t where t.place_id = any (${places}::bigint[])
    order by t.step = 'done', t.step = 'reported', t.last_day nulls last, t.task_id limit 200`.execute(db);
  return rows;
}

export interface TaskRecord {
  taskId: number;
  title: string;
  text: string;
  dueOn: string | null;
  inclusive: boolean;
  lastDay: string | null;
  planId: number | null;
  planTitle: string | null;
  targetId: number | null;
  targetName: string | null;
  givenBy: string;
  givenAt: Date;
  said: unknown;
  mayGive: boolean;
}

/** One task in force; undefined where this person may not follow it. */
export async function findTask(db: Db, actor: Actor, taskId: number): Promise<TaskRecord | undefined> {
  const rule = may(actor);
  const { rows } = await sql<TaskRecord>`
    select k.task_id as "taskId", k.title, k.text, k.due_on as "dueOn", k.inclusive, k.last_day as "lastDay", k.plan_id as "planId", p.title as "planTitle", k.target_id as "targetId",
      t.name as "targetName", k.given_at as "givenAt", k.said, ${rule.giveTask(sql.ref('k.given_place_id'))} as "mayGive",
      (select v.name from directory.published_place v where v.place_id = k.given_place_id order by v.from_day desc limit 1) as "givenBy"
    from steering.task k left join steering.plan p using (plan_id) left join steering.target t on t.target_id = k.target_id
    where k.task_id = ${taskId} and k.dropped_at is null and ${rule.readWork(sql.ref('k.given_place_id'))} and exists (select from steering.task_step s where s.task_id = k.task_id)`.execute(
    db,
  );
  return rows[0];
}

export interface TaskAtUnit {
  placeId: number;
  name: string;
  part: 'lead' | 'cooperate';
  step: Step;
  day: string;
  note: string | null;
  maySpeak: boolean;
}

export const UNITS_A_PAGE = 100;

/** A task at the units within a person's reach: their own, those that wait for an answer, those behind. */
export async function unitsOfTask(
  db: Db,
  actor: Actor,
  taskId: number,
  page: number,
): Promise<{ units: TaskAtUnit[]; total: number }> {
  const { rows } = await sql<TaskAtUnit & { total: number }>`
    select u.place_id as "placeId", v.name, u.part, s.step, s.day, s.note, ${may(actor).speakFor(sql.ref('u.place_id'))} as "maySpeak", count(*) over () as total
    from steering.task_unit u
    cross join lateral (select name from directory.published_place p where p.place_id = u.place_id order by p.from_day desc limit 1) v
    cross join lateral (select step, day, note from steering.task_step s where s.task_id = u.task_id and s.place_id = u.place_id order by task_step_id desc limit 1) s
    where u.task_id = ${taskId} and ${may(actor).readReports(sql.ref('u.place_id'))}
    order by "maySpeak" desc, array_position(array['reported', 'returned', 'given', 'accepted', 'done'], s.step), u.part desc, v.name collate "vi-x-icu"
    limit ${UNITS_A_PAGE} offset ${(page - 1) * UNITS_A_PAGE}`.execute(db);
  return { units: rows, total: rows[0]?.total ?? 0 };
}

export interface Proof {
  evidenceId: number;
  title: string;
  link: string | null;
}

export interface StepTaken {
  stepId: number;
  placeId: number;
  unitName: string;
  step: Step;
  at: Date;
  note: string | null;
  proofs: Proof[];
}

/** What happened, the newest first: at one unit; or at all within reach since the task was given. */
export async function stepsOf(db: Db, actor: Actor, taskId: number, placeId?: number): Promise<StepTaken[]> {
  const { rows } = await sql<StepTaken>`
    select s.task_step_id as "stepId", s.place_id as "placeId", s.step, s.at, s.note,
      (select v.short_name from directory.published_place v where v.place_id = s.place_id order by v.from_day desc limit 1) as "unitName",
      coalesce((select json_agg(json_build_object('evidenceId', e.evidence_id, 'title', e.title, 'link', e.link) order by e.evidence_id)
        from steering.evidence e where e.task_step_id = s.task_step_id), '[]') as proofs
    from steering.task_step s where s.task_id = ${taskId} and ${placeId ? sql`s.place_id = ${placeId}` : sql`s.step <> 'given'`} and ${may(actor).readReports(sql.ref('s.place_id'))}
    order by s.task_step_id desc limit 60`.execute(db);
  return rows;
}

/** A kept file that proves a step, a report or a value, where this person may read it. */
export async function findEvidence(
  db: Db,
  actor: Actor,
  evidenceId: number,
): Promise<{ keptFileId: number; schoolId: number } | undefined> {
  const { rows } = await sql<{ keptFileId: number; schoolId: number }>`
    select e.kept_file_id as "keptFileId", e.kept_file_school_id as "schoolId" from steering.evidence e
    left join steering.task_step k using (task_step_id) left join steering.declaration d using (declaration_id) left join steering.report r using (report_id)
    where e.evidence_id = ${evidenceId} and e.kept_file_id is not null and ${may(actor).readReports(sql`coalesce(k.place_id, d.place_id, r.place_id)`)}`.execute(
    db,
  );
  return rows[0];
}
