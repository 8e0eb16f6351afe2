import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { Proof } from './tasks.ts';

type Db = Query<'steering'>;

export interface DeadlineLine {
  deadlineId: number;
  planId: number;
  planTitle: string;
  kind: 'unit-plan' | 'report';
  title: string;
  dueOn: string;
  inclusive: boolean;
  lastDay: string;
  owed: number;
  met: number;
  late: number;
  /** Units this person speaks for that owe it. */
  mine: { placeId: number; metOn: string | null }[];
}

/** The day on which a unit met a deadline: handed its report in, or adopted its plan. */
const metOn = sql`case d.kind
  when 'unit-plan' then (select min(p.adopted_on) from steering.published_plan p where p.parent_plan_id = d.plan_id and p.place_id = o.place_id)
  else (select min(r.handed_in_on) from steering.published_report r where r.deadline_id = d.deadline_id and r.place_id = o.place_id) end`;

const owing = sql`cross join lateral (select value::bigint as place_id from jsonb_array_elements_text(d.units -> 'placeIds')) o`;

/** The deadlines of plans in force that concern a person, by day, with how many of the units in their reach have met them. */
export async function deadlinesShown(
  db: Db,
  actor: Actor,
  asked: { planId?: number; deadlineId?: number },
): Promise<DeadlineLine[]> {
  const rule = may(actor);
  const { rows } = await sql<DeadlineLine>`
    with asked as (
      select d.*, p.title as plan_title from steering.published_deadline d join steering.published_plan p using (plan_id)
      where p.adopted_on is not null and d.kind in ('unit-plan', 'report') and ${rule.readWork(sql.ref('p.place_id'))}
        ${asked.planId ? sql`and d.plan_id = ${asked.planId}` : sql``} ${asked.deadlineId ? sql`and d.deadline_id = ${asked.deadlineId}` : sql``}),
    owed as (
      select d.deadline_id, o.place_id, ${metOn} as met_on, d.last_day, ${rule.speakFor(sql.ref('o.place_id'))} as mine
      from asked d ${owing} where ${rule.readReports(sql.ref('o.place_id'))})
    select d.deadline_id as "deadlineId", d.plan_id as "planId", d.plan_title as "planTitle", d.kind, d.title, d.due_on as "dueOn", d.inclusive, d.last_day as "lastDay",
      count(o.*) as owed, count(o.met_on) as met, count(*) filter (where o.met_on > o.last_day) as late,
      coalesce(json_agg(json_build_object('placeId', o.place_id, 'metOn', o.met_on)) filter (where o.mine), '[]') as mine
    from asked d join owed o using (deadline_id)
    group by d.deadline_id, d.plan_id, d.plan_title, d.kind, d.title, d.due_on, d.inclusive, d.last_day order by d.last_day, d.deadline_id`.execute(
    db,
  );
  return rows;
}

export interface OwingUnit {
  placeId: number;
  name: string;
  parentName: string | null;
  metOn: string | null;
  /** Its own plan, where the deadline asks for one. */
  planId: number | null;
}

/** Who owes something by a deadline, within a person's reach: those who have not handed in first. */
export async function whoOwes(db: Db, actor: Actor, deadlineId: number): Promise<OwingUnit[]> {
  const { rows } = await sql<OwingUnit>`
    select o.place_id as "placeId", v.name, (select a.short_name from directory.published_place a where a.place_id = v.parent_id order by a.from_day desc limit 1) as "parentName",
      ${metOn} as "metOn", (select min(p.plan_id) from steering.published_plan p where p.parent_plan_id = d.plan_id and p.place_id = o.place_id and p.adopted_on is not null and d.kind = 'unit-plan') as "planId"
    from steering.published_deadline d ${owing}
    cross join lateral (select name, parent_id from directory.published_place p where p.place_id = o.place_id order by p.from_day desc limit 1) v
    where d.deadline_id = ${deadlineId} and ${may(actor).readReports(sql.ref('o.place_id'))}
    order by 4 desc nulls first, v.name collate "vi-x-icu"`.execute(db);
  return rows;
}

export interface ReportShown {
  reportId: number;
  unitName: string;
  text: string;
  handedInAt: Date;
  proofs: Proof[];
}

/** The reports handed in for a deadline by a unit, the newest first. */
export async function reportsOf(db: Db, actor: Actor, deadlineId: number, placeId: number): Promise<ReportShown[]> {
  const { rows } = await sql<ReportShown>`
    select r.report_id as "reportId", r.text, r.handed_in_at as "handedInAt",
      (select v.name from directory.published_place v where v.place_id = r.place_id order by v.from_day desc limit 1) as "unitName",
      coalesce((select json_agg(json_build_object('evidenceId', e.evidence_id, 'title', e.title, 'link', e.link) order by e.evidence_id) from steering.evidence e where e.report_id = r.report_id), '[]') as proofs
    from steering.report r where r.deadline_id = ${deadlineId} and r.place_id = ${placeId} and ${may(actor).readReports(sql.ref('r.place_id'))} order by r.report_id desc`.execute(
    db,
  );
  return rows;
}
