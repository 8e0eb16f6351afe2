import {
  type Blocked,
  type DeadlineShown,
  dayShown,
  deadlinesOf,
  findPlan,
  findWatched,
  type PlaceWatched,
  type PlanWatched,
  plansAbove,
  quietSchools,
  type Standing,
  schoolsWithData,
  type TargetLine,
  type TrendShown,
  targetLines,
  trendsOf,
  whereBlocked,
} from '#indicators';
import type { Ask } from '#platform/http/env.ts';
import { readFor } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { findDesk } from '../desk.ts';

export interface BoardData {
  plans: PlanWatched[];
  plan: PlanWatched;
  place: PlaceWatched;
  day: string;
  isPast: boolean;
  lines: TargetLine[];
  trends: Map<number, TrendShown[]>;
  schools: { counted: number; expected: number } | undefined;
  blocked: Blocked[];
  deadlines: DeadlineShown[];
  quiet: { quiet: number; since: Date | null };
  counts: Record<Standing, number>;
}

/** The place this person looks from: an office its own, a room of the department the department. */
export function lookingFrom(
  desk: { seat?: { placeId: number; placeKind: string } | undefined },
  plan: PlanWatched,
): number {
  const { seat } = desk;
  return !seat || ['room', 'province'].includes(seat.placeKind) ? plan.placeId : seat.placeId;
}

export const holdsDistricts = (kind: string): boolean => ['department', 'province', 'room'].includes(kind);

/** All that a board shows, from stored readings: the same number of queries however many schools there are. */
export async function readBoard(ask: Ask): Promise<BoardData | 'no-plan'> {
  const desk = await findDesk(ask);
  const { actor, system } = ask.var;
  const { seat } = desk;
  if (!seat) throw new NotAllowed();
  const today = system.today();
  const asked = Number(ask.req.query('plan')) || undefined;
  return await readFor(ask, 'indicators', async db => {
    const plans = await plansAbove(db, seat.placeId, today);
    const plan = asked ? (plans.find(one => one.planId === asked) ?? (await findPlan(db, asked))) : plans[0];
    if (!plan) {
      if (asked) throw new NotAllowed();
      return 'no-plan' as const;
    }
    const place = await findWatched(db, actor, lookingFrom(desk, plan), plan);
    if (!place) throw new NotAllowed();
    const day = dayShown(plan, today, ask.req.query('on'));
    const all = await targetLines(db, plan.planId, place.placeId, day);
    // What no unit of an office owes is not its target; at the plan's own place a target nobody read yet is silent.
    const lines = place.placeId === plan.placeId ? all : all.filter(line => line.main);
    const short = lines
      .filter(line => line.standing !== 'ok')
      .sort((a, b) => (b.main?.unitsExpected ?? 0) - (a.main?.unitsExpected ?? 0));
    return {
      plans,
      plan,
      place,
      day,
      isPast: day < today && ask.req.query('on') !== undefined,
      lines,
      trends: await trendsOf(db, lines, plan, place.placeId, day),
      schools: await schoolsWithData(db, place.placeId, day),
      blocked: await whereBlocked(db, holdsDistricts(place.kind) ? short : [], place.placeId, day),
      deadlines: await deadlinesOf(db, plan.planId, place.placeId, day),
      quiet: await quietSchools(db, place.placeId, day),
      counts: {
        ok: lines.filter(line => line.standing === 'ok').length,
        near: lines.filter(line => line.standing === 'near').length,
        behind: lines.filter(line => line.standing === 'behind').length,
        silent: lines.filter(line => line.standing === 'silent').length,
      },
    };
  });
}

/** The address of the same board otherwise: another state, another file, another day. */
export function boardHref(ask: Ask, changed: Record<string, string | undefined>, path = '/board'): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    plan: ask.req.query('plan'),
    on: ask.req.query('on'),
    state: ask.req.query('state'),
    ...changed,
  })) {
    if (value) query.set(name, value);
  }
  const written = query.toString();
  return written ? `${path}?${written}` : path;
}
