import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';

type Db = Query<'steering'>;

export interface TargetToDeclare {
  targetId: number;
  planId: number;
  planTitle: string;
  name: string;
  text: string;
  comparator: 'at-least' | 'more-than' | 'exactly' | 'at-most' | 'less-than';
  valueTenths: number;
  unit: string;
  indicator: string | null;
  fromDay: string;
  untilDay: string;
}

/** A target of a plan in force that this person may read. */
export async function findTarget(
  db: Db,
  actor: Actor,
  targetId: number,
  planId?: number,
): Promise<TargetToDeclare | undefined> {
  const { rows } = await sql<TargetToDeclare>`
    select t.target_id as "targetId", p.plan_id as "planId", p.title as "planTitle", t.name, t.text, t.comparator, t.value_tenths as "valueTenths", t.unit, t.indicator, t.from_day as "fromDay", t.until_day as "untilDay"
    from steering.published_target t join steering.published_plan p using (plan_id)
    where t.target_id = ${targetId} ${planId === undefined ? sql`` : sql`and p.plan_id = ${planId}`} and p.adopted_on is not null and ${may(actor).readAdopted(sql.ref('p.place_id'))}`.execute(
    db,
  );
  return rows[0];
}

export interface PlaceToDeclare {
  placeId: number;
  name: string;
  origin: 'declared' | 'inspected';
}

/** The places a person may speak for or inspect within a plan: their own first. */
export async function placesToDeclare(db: Db, actor: Actor, planId: number, day: string): Promise<PlaceToDeclare[]> {
  const rule = may(actor);
  const { rows } = await sql<PlaceToDeclare>`
    select u.place_id as "placeId", v.name, case when u.speaks then 'declared' else 'inspected' end as origin
    from (select unit.place_id, ${rule.speakFor(sql.ref('unit.place_id'))} as speaks, ${rule.inspect(sql.ref('unit.place_id'))} as inspects
      from platform.place_within unit join steering.published_plan p on p.place_id = unit.within_id
      where p.plan_id = ${planId} and unit.from_day <= ${day} and ${day} < unit.until_day) u
    cross join lateral (select name, kind from directory.published_place p where p.place_id = u.place_id order by p.from_day desc limit 1) v
    where (u.speaks or u.inspects) and v.kind in ('department', 'room', 'district-office', 'centre', 'school')
    order by u.speaks desc, array_position(array['department', 'room', 'district-office', 'centre', 'school'], v.kind), v.name collate "vi-x-icu"`.execute(
    db,
  );
  return rows;
}

export interface Declared {
  numerator: number;
  denominator: number;
  onDay: string;
  origin: 'declared' | 'inspected';
  note: string | null;
  declaredAt: Date;
  unitName: string;
  proofs: { evidenceId: number; title: string; link: string | null }[];
}

/** What these places have declared of a target, the newest first. */
export async function declaredOf(db: Db, targetId: number, placeIds: readonly number[]): Promise<Declared[]> {
  const { rows } = await sql<Declared>`
    select d.numerator, d.denominator, d.on_day as "onDay", d.origin, d.note, d.declared_at as "declaredAt",
      (select v.name from directory.published_place v where v.place_id = d.place_id order by v.from_day desc limit 1) as "unitName",
      coalesce((select json_agg(json_build_object('evidenceId', e.evidence_id, 'title', e.title, 'link', e.link)) from steering.evidence e where e.declaration_id = d.declaration_id), '[]') as proofs
    from steering.declaration d where d.target_id = ${targetId} and d.place_id = any (${[...placeIds]}::bigint[]) order by d.declaration_id desc limit 30`.execute(
    db,
  );
  return rows;
}
