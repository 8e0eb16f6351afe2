import { addDays } from '#platform/clock.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, type FormSent, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { readNumber } from '#platform/text/index.ts';
import { indicatorCatalogue, indicatorsOffered } from '../catalogue.ts';
import { addTarget } from '../commands/add-item.ts';
import { bindTarget } from '../commands/bind-target.ts';
import { correctTarget } from '../commands/correct-target.ts';
import { comparator, unit } from '../commands/fields.ts';
import { targetsOf } from '../queries/plan-items.ts';
import { titleOf } from '../rules/draft-plan.ts';
import type { SchoolLevel } from '../rules/scope-of-units.ts';
import { suggestIndicators } from '../rules/suggest-indicator.ts';
import { type TargetValues, targetForm, valueTyped } from '../screens/review-item.tsx';
import { wordsOf } from '../words/index.ts';
import { draftShown, type FormBack, lineOf } from './draft-shown.ts';

/** One target of a draft: to put right, to bind, or to add. */
export const reviewTargetRoutes = routes();

const valuesTyped = (form: FormSent): TargetValues => ({
  name: form.text('name'),
  comparator: form.text('comparator'),
  value: form.text('value'),
  unit: form.text('unit'),
  scopeWords: form.text('scopeWords'),
  levels: form.list('levels'),
  fromDay: form.text('fromDay'),
  untilDay: form.text('untilDay'),
  indicator: form.text('indicator'),
});

/** The form of a target; `itemId` "new" adds one, from an unrecognised line where the address names it. */
export async function targetPage(ask: Ask, given: FormBack = {}): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const plan = await draftShown(ask, db);
    const isNew = ask.req.param('itemId') === undefined;
    const found = isNew
      ? undefined
      : (await targetsOf(db, plan.planId)).find(one => one.targetId === idFrom(ask, 'itemId'));
    if (!isNew && !found) throw new NotAllowed();
    const line = given.form?.text('line') || ask.req.query('line');
    const original = found?.text ?? lineOf(plan, line) ?? '';
    const { form } = given;
    const values: TargetValues = form
      ? valuesTyped(form)
      : found
        ? {
            name: found.name,
            comparator: found.comparatorNamed ? found.comparator : '',
            value: valueTyped(found.valueTenths),
            unit: found.unit,
            scopeWords: found.scope.words ?? '',
            levels: found.scope.levels ?? [],
            fromDay: found.fromDay,
            untilDay: addDays(found.untilDay, -1),
            indicator: found.indicator ?? '',
          }
        : {
            name: titleOf(original),
            comparator: '',
            value: '',
            unit: 'percent',
            scopeWords: '',
            levels: [],
            fromDay: plan.fromDay,
            untilDay: addDays(plan.untilDay, -1),
            indicator: '',
          };
    return targetForm(ask, {
      planId: plan.planId,
      planTitle: plan.title,
      original,
      values,
      indicators: indicatorCatalogue(),
      suggested: suggestIndicators(`${values.name} ${original}`, values.scopeWords, indicatorsOffered()),
      ...(found ? { itemId: found.targetId } : {}),
      ...(line && !found ? { line } : {}),
      ...(given.faults ? { faults: given.faults } : {}),
      ...(given.dropFaults ? { dropFaults: given.dropFaults } : {}),
    });
  });
}

/** The typed form as a command takes it; faults beside the fields that are no number, no comparison. */
function targetTyped(ask: Ask, form: FormSent) {
  const t = wordsOf(ask.var.language);
  const typed = valuesTyped(form);
  const value = readNumber(typed.value);
  const compared = comparator.safeParse(typed.comparator);
  const measured = unit.safeParse(typed.unit);
  const faults = [
    ...(compared.success ? [] : [{ field: 'comparator', words: t.review.needsComparator }]),
    ...(value === undefined || value < 0 ? [{ field: 'value', words: t.review.valueWrong }] : []),
  ];
  if (!compared.success || value === undefined || value < 0) return { faults };
  return {
    faults,
    fields: {
      name: typed.name,
      comparator: compared.data,
      valueTenths: Math.round(value * 10),
      unit: measured.success ? measured.data : ('percent' as const),
      scope: { words: typed.scopeWords, ...(typed.levels.length > 0 ? { levels: typed.levels as SchoolLevel[] } : {}) },
      fromDay: typed.fromDay,
      untilDay: /^\d{4}-\d{2}-\d{2}$/.test(typed.untilDay) ? addDays(typed.untilDay, 1) : typed.untilDay,
    },
    indicator: typed.indicator || null,
  };
}

reviewTargetRoutes.get('/plans/:planId/review/targets/new', ask => targetPage(ask));
reviewTargetRoutes.get('/plans/:planId/review/targets/:itemId', ask => targetPage(ask));

reviewTargetRoutes.post('/plans/:planId/review/targets/new', async ask => {
  const planId = idFrom(ask, 'planId');
  const form = await readForm(ask);
  const typed = targetTyped(ask, form);
  const { fields } = typed;
  if (!fields) return targetPage(ask, { form, faults: typed.faults });
  const block = form.text('line');
  const done = await attempt(ask, async () => {
    const targetId = await performFor(ask, addTarget, {
      planId,
      ...fields,
      text: form.text('original'),
      ...(block ? { block } : {}),
    });
    if (typed.indicator) await performFor(ask, bindTarget, { planId, targetId, indicator: typed.indicator });
    return targetId;
  });
  if (!done.ok) return targetPage(ask, { form, faults: done.faults });
  say(ask, 'done', wordsOf(ask.var.language).review.added);
  return ask.redirect(`/plans/${planId}/review#target-${done.answer}`, 303);
});

reviewTargetRoutes.post('/plans/:planId/review/targets/:itemId', async ask => {
  const planId = idFrom(ask, 'planId');
  const targetId = idFrom(ask, 'itemId');
  const form = await readForm(ask);
  const typed = targetTyped(ask, form);
  const { fields } = typed;
  if (!fields) return targetPage(ask, { form, faults: typed.faults });
  const done = await attempt(ask, async () => {
    await performFor(ask, correctTarget, { planId, targetId, ...fields });
    await performFor(ask, bindTarget, { planId, targetId, indicator: typed.indicator });
  });
  if (!done.ok) return targetPage(ask, { form, faults: done.faults });
  say(ask, 'done', wordsOf(ask.var.language).review.saved);
  return ask.redirect(`/plans/${planId}/review#target-${targetId}`, 303);
});
