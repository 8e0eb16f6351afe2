import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import type { Block } from '#platform/documents/block.ts';
import { may } from '../access.ts';
import type { PlanRead } from '../rules/reading/index.ts';

type Db = Query<'steering'>;

export interface PlanLine {
  planId: number;
  title: string;
  number: string | null;
  placeId: number;
  placeName: string;
  parentPlanId: number | null;
  fromDay: string;
  untilDay: string;
  adoptedOn: string | null;
  targets: number;
  tasks: number;
}

/** In force: whom it concerns. A draft: those who may correct it. */
const readable = (actor: Actor): RawBuilder<boolean> => sql<boolean>`case when p.adopted_on is null
  then ${may(actor).bring(sql.ref('p.place_id'))} else ${may(actor).readAdopted(sql.ref('p.place_id'))} end`;

const columns = sql`p.plan_id as "planId", p.title, p.number, p.place_id as "placeId", p.parent_plan_id as "parentPlanId", p.from_day as "fromDay", p.until_day as "untilDay", p.adopted_on as "adoptedOn",
  (select v.name from directory.published_place v where v.place_id = p.place_id order by v.from_day desc limit 1) as "placeName",
  (select count(*) from steering.target t where t.plan_id = p.plan_id and t.dropped_at is null) as targets,
  (select count(*) from steering.task k where k.plan_id = p.plan_id and k.target_id is null and k.dropped_at is null) as tasks`;

export const PLANS_A_PAGE = 50;

/** Plans a person may read, drafts first, then the newest. Plans that units made under another one stand apart. */
export async function plansShown(
  db: Db,
  actor: Actor,
  asked: { ofUnits: boolean; page: number; under?: number },
): Promise<{ plans: PlanLine[]; total: number }> {
  const { rows } = await sql<
    PlanLine & { total: number }
  >`select ${columns}, count(*) over () as total from steering.published_plan p
    where ${readable(actor)} and (p.parent_plan_id is not null) = ${asked.ofUnits} ${asked.under ? sql`and p.parent_plan_id = ${asked.under}` : sql``}
    order by p.adopted_on is not null, p.from_day desc, p.plan_id desc limit ${PLANS_A_PAGE} offset ${(asked.page - 1) * PLANS_A_PAGE}`.execute(
    db,
  );
  return { plans: rows, total: rows[0]?.total ?? 0 };
}

export interface PlanShown extends PlanLine {
  parentTitle: string | null;
  signer: { title: string; name: string | null } | null;
  summary: string | null;
  issuedOn: string | null;
  keptFileId: number | null;
  fileName: string | null;
  /** What the reader made of the text; null for a plan that was not read item by item. */
  read: PlanRead | null;
  mayBring: boolean;
  mayAdopt: boolean;
  mayReadWork: boolean;
}

/** One plan with what this person may do with it; undefined where they may not see it. */
export async function findPlan(db: Db, actor: Actor, planId: number): Promise<PlanShown | undefined> {
  const rule = may(actor);
  const place = sql.ref<number>('p.place_id');
  const { rows } =
    await sql<PlanShown>`select ${columns}, plan.signer, plan.summary, plan.issued_on as "issuedOn", plan.kept_file_id as "keptFileId", text.file_name as "fileName", text.read,
      (select above.title from steering.plan above where above.plan_id = p.parent_plan_id) as "parentTitle",
      ${rule.bring(place)} as "mayBring", ${rule.adopt(place)} as "mayAdopt", ${rule.readWork(place)} as "mayReadWork"
    from steering.published_plan p join steering.plan plan using (plan_id) left join steering.plan_text text using (plan_id)
    where p.plan_id = ${planId} and ${readable(actor)}`.execute(db);
  return rows[0];
}

/** The text as it was read, block by block. */
export async function planBlocks(db: Db, planId: number): Promise<Block[]> {
  const row = await db
    .selectFrom('steering.plan_text')
    .select('blocks')
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  return Array.isArray(row?.blocks) ? (row.blocks as Block[]) : [];
}

/** Plans in force above a unit, under which it may make its own; with the one it has made already. */
export async function plansAbove(
  db: Db,
  placeIds: readonly number[],
  day: string,
): Promise<{ planId: number; title: string; placeId: number; unitName: string; ownPlanId: number | null }[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<{
    planId: number;
    title: string;
    placeId: number;
    unitName: string;
    ownPlanId: number | null;
  }>`
    select p.plan_id as "planId", p.title, unit.place_id as "placeId",
      (select v.name from directory.published_place v where v.place_id = unit.place_id order by v.from_day desc limit 1) as "unitName",
      (select min(own.plan_id) from steering.published_plan own where own.parent_plan_id = p.plan_id and own.place_id = unit.place_id and own.adopted_on is not null) as "ownPlanId"
    from unnest(${[...placeIds]}::bigint[]) unit (place_id)
    join steering.published_plan p on p.adopted_on is not null and p.place_id <> unit.place_id and p.parent_plan_id is null and p.until_day > ${day}
      and exists (select from platform.place_within w where w.place_id = unit.place_id and w.within_id = p.place_id and w.from_day <= ${day} and ${day} < w.until_day)
    order by p.from_day desc, p.plan_id, unit.place_id`.execute(db);
  return rows;
}
