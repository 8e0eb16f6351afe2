import { sql } from 'kysely';
import {
  dayShown,
  findPlan,
  findTargetLine,
  findWatched,
  type GroupLine,
  groupsOf,
  type PlaceWatched,
  type PlanWatched,
  type TargetLine,
  type TrendShown,
  trendsOf,
  type UnitLine,
  unitsOf,
} from '#indicators';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { maySteer } from '#steering';
import { findDesk } from '../desk.ts';
import { holdsDistricts, lookingFrom } from './board-data.ts';

/** A target opened at a place on a day. */
export interface TargetOpened {
  plan: PlanWatched;
  line: TargetLine;
  place: PlaceWatched;
  /** The place this person looks from; the page above. */
  rootId: number;
  day: string;
}

type Db = Query<'indicators'>;

export async function openTarget(db: Db, ask: Ask, actor: Actor, placeId?: number): Promise<TargetOpened> {
  const desk = await findDesk(ask);
  const plan = await findPlan(db, idFrom(ask, 'planId'));
  if (!plan || actor.kind === 'visitor') throw new NotAllowed();
  const rootId = lookingFrom(desk, plan);
  const place = await findWatched(db, actor, placeId ?? rootId, plan);
  if (!place) throw new NotAllowed();
  const day = dayShown(plan, ask.var.system.today(), ask.req.query('on'));
  const line = await findTargetLine(db, plan.planId, idFrom(ask, 'targetId'), place.placeId, day);
  if (!line) throw new NotAllowed();
  return { plan, line, place, rootId, day };
}

export interface TargetData extends TargetOpened {
  /** By district, where the place holds districts. */
  groups: GroupLine[];
  behind: { units: UnitLine[]; total: number };
  silent: { units: UnitLine[]; total: number };
  /** All units, where the place is small enough to list them instead of districts. */
  units: { units: UnitLine[]; total: number };
  trend: TrendShown[];
  /** Whom to give work to: all units that fall short or say nothing. */
  short: number[];
  /** This person may give them work. */
  mayGive: boolean;
}

const AT_A_GLANCE = 5;
const MOST_UNITS = 1000;

export const readTarget = (ask: Ask, placeId?: number): Promise<TargetData> =>
  readFor(ask, 'indicators', async db => {
    const { actor } = ask.var;
    const opened = await openTarget(db, ask, actor, placeId);
    const { line, place, plan, day } = opened;
    const none = { units: [], total: 0 };
    const isWide = holdsDistricts(place.kind);
    const list = (state?: 'behind' | 'silent') =>
      unitsOf(db, actor, line, { placeId: place.placeId, day, state, pageSize: MOST_UNITS });
    const [behind, silent, units] = [
      isWide && line.unitsBehind > 0 ? await list('behind') : none,
      isWide && line.unitsSilent > 0 ? await list('silent') : none,
      isWide ? none : await list(),
    ];
    const atAGlance = (all: typeof behind) => ({ ...all, units: all.units.slice(0, AT_A_GLANCE) });
    return {
      ...opened,
      groups: isWide ? (await groupsOf(db, line, place.placeId, day)).filter(group => group.unitsExpected > 0) : [],
      behind: atAGlance(behind),
      silent: atAGlance(silent),
      units,
      short: [...behind.units, ...silent.units, ...units.units.filter(unit => unit.standing !== 'ok')].map(
        unit => unit.placeId,
      ),
      mayGive:
        (await sql<{ may: boolean }>`select ${maySteer(actor).giveTask(opened.rootId)} as may`.execute(db)).rows[0]
          ?.may ?? false,
      trend: (await trendsOf(db, [line], plan, place.placeId, day)).get(line.targetId) ?? [],
    };
  });

/** The address of a page of the target that keeps the day one looks at. */
export function withDay(ask: Ask, href: string, more: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams();
  const on = ask.req.query('on');
  if (on) query.set('on', on);
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  const written = query.toString();
  return written ? `${href}?${written}` : href;
}
