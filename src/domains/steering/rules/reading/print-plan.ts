import type { PlanRead, Target } from './types.ts';

/**
 * What was read, for machines: bare values first, places after. A target carries its first measure beside its text;
 * `measures` has them all. `leads` is who does what, by unit.
 */
export function printPlan(plan: PlanRead) {
  return {
    kind: plan.kind,
    number: plan.number?.value ?? null,
    date: plan.date?.value ?? null,
    signedAt: plan.signedAt?.value ?? null,
    issuer: plan.issuer?.name ?? null,
    issuerParent: plan.issuer?.parent ?? null,
    title: plan.title?.value ?? null,
    period: plan.period,
    signer: plan.signer,
    legalBases: plan.legalBases,
    goals: plan.goals,
    targets: plan.targets.map(printTarget),
    tasks: plan.tasks,
    leads: leadsOf(plan),
    deadlines: plan.deadlines,
    recipients: plan.recipients,
    budget: plan.budget,
    annexes: plan.annexes,
    footnotes: plan.footnotes,
    outline: plan.outline,
    formulas: plan.formulas,
    places: {
      number: plan.number?.place,
      date: plan.date?.place,
      issuer: plan.issuer?.place,
      title: plan.title?.place,
    },
    unrecognised: plan.unrecognised,
  };
}

function printTarget(target: Target) {
  const { id, text, name, measures, ...rest } = target;
  const [first] = measures;
  return {
    id,
    name,
    text,
    comparator: first?.comparator ?? 'unspecified',
    value: first?.value ?? null,
    unit: first?.unit ?? null,
    scope: first?.scope ?? '',
    measures,
    ...rest,
  };
}

function leadsOf(plan: PlanRead) {
  const units = new Set(plan.assignments.map(each => each.unit));
  return [...units].map(unit => {
    const tasks = (part: 'lead' | 'cooperate') =>
      plan.assignments.filter(each => each.unit === unit && each.part === part).map(each => each.taskId);
    return { unit, leads: tasks('lead'), cooperates: tasks('cooperate') };
  });
}
