import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import { addDays } from '#platform/clock.ts';
import type { Query } from '#platform/database/database.ts';
import { mayWatch, watchesAt } from '../access.ts';

export interface PlanWatched {
  planId: number;
  title: string;
  number: string | null;
  placeId: number;
  placeName: string;
  fromDay: string;
  untilDay: string;
}

const planColumns = sql`p.plan_id as "planId", p.title, p.number, p.place_id as "placeId", p.from_day as "fromDay", p.until_day as "untilDay",
  (select v.name from directory.published_place v where v.place_id = p.place_id order by v.from_day desc limit 1) as "placeName"`;

/**
 * The adopted plans whose figures concern a place: those of the places above it (or its own), the one in force first. Of
 * plans that a school or room made for itself only its own people hear.
 */
export async function plansAbove(db: Query<'indicators'>, placeId: number, day: string): Promise<PlanWatched[]> {
  const { rows } = await sql<PlanWatched>`select ${planColumns} from steering.published_plan p
    where p.adopted_on <= ${day} and p.from_day <= ${day}
      and exists (select from platform.place_within w where w.place_id = ${placeId} and w.within_id = p.place_id and w.from_day <= ${day} and ${day} < w.until_day)
      and exists (select from steering.published_target t where t.plan_id = p.plan_id)
    order by (p.until_day > ${day}) desc, (p.parent_plan_id is null) desc, p.from_day desc, p.plan_id desc`.execute(db);
  return rows;
}

/** Adopted plans of departments, for the public: the newest first. */
export async function publicPlans(db: Query<'indicators'>, day: string): Promise<PlanWatched[]> {
  const { rows } = await sql<PlanWatched>`select ${planColumns} from steering.published_plan p
    where p.adopted_on <= ${day} and p.parent_plan_id is null
      and exists (select from directory.published_place v where v.place_id = p.place_id and v.kind in ('department', 'province'))
      and exists (select from steering.published_target t where t.plan_id = p.plan_id)
    order by (p.until_day > ${day}) desc, p.from_day desc, p.plan_id desc`.execute(db);
  return rows;
}

/** An adopted plan by its number in the URL. */
export async function findPlan(db: Query<'indicators'>, planId: number): Promise<PlanWatched | undefined> {
  const { rows } =
    await sql<PlanWatched>`select ${planColumns} from steering.published_plan p where p.plan_id = ${planId} and p.adopted_on is not null`.execute(
      db,
    );
  return rows[0];
}

export interface PlaceWatched {
  placeId: number;
  kind: string;
  name: string;
  shortName: string;
}

export async function findPlace(db: Query<'indicators'>, placeId: number): Promise<PlaceWatched | undefined> {
  const { rows } =
    await sql<PlaceWatched>`select place_id as "placeId", kind, name, short_name as "shortName" from directory.published_place
    where place_id = ${placeId} order by from_day desc limit 1`.execute(db);
  return rows[0];
}

/** The place, where this person may watch its figures in this plan. */
export async function findWatched(
  db: Query<'indicators'>,
  actor: Actor,
  placeId: number,
  plan: PlanWatched,
): Promise<PlaceWatched | undefined> {
  const { rows } =
    await sql<PlaceWatched>`select place_id as "placeId", kind, name, short_name as "shortName" from directory.published_place
    where place_id = ${placeId} and ${mayWatch(actor, placeId, plan.placeId)} order by from_day desc limit 1`.execute(
      db,
    );
  return rows[0];
}

/** The day a board shows: the one asked for, not after today, and within the plan's days. */
export function dayShown(
  plan: Pick<PlanWatched, 'fromDay' | 'untilDay'>,
  today: string,
  asked: string | undefined,
): string {
  const wanted =
    asked && /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked)) && asked < today ? asked : today;
  const last = addDays(plan.untilDay, -1);
  if (wanted > last) return last;
  return wanted;
}

/** A unit whose own rows this person may open, whatever the plan. */
export async function findUnitWatched(
  db: Query<'indicators'>,
  actor: Actor,
  placeId: number,
): Promise<PlaceWatched | undefined> {
  const { rows } =
    await sql<PlaceWatched>`select place_id as "placeId", kind, name, short_name as "shortName" from directory.published_place
    where place_id = ${placeId} and ${watchesAt(actor, placeId)} order by from_day desc limit 1`.execute(db);
  return rows[0];
}
