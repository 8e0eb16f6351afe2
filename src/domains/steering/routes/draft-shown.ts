import type { Query } from '#platform/database/database.ts';
import { type Ask, idFrom } from '#platform/http/env.ts';
import type { FormSent } from '#platform/http/form.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { findPlan, type PlanShown } from '../queries/plans.ts';

/** A draft that this person may correct; anything else is a page that is not there. */
export async function draftShown(ask: Ask, db: Query<'steering'>): Promise<PlanShown> {
  const plan = await findPlan(db, ask.var.actor, idFrom(ask, 'planId'));
  if (!plan?.mayBring || plan.adoptedOn !== null) throw new NotAllowed();
  return plan;
}

/** The words of an unrecognised line that becomes an item. */
export const lineOf = (plan: PlanShown, block: string | undefined): string | undefined =>
  plan.read?.unrecognised.find(line => line.block === block)?.text;

/** A form that came back with faults, and what had been typed into it. */
export interface FormBack {
  form?: FormSent;
  faults?: { field?: string; words: string }[];
  dropFaults?: { field?: string; words: string }[];
}
