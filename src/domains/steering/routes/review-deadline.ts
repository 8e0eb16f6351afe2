import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, type FormSent, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { addDeadline } from '../commands/add-item.ts';
import { correctDeadline, deadlineKind } from '../commands/correct-deadline.ts';
import { planDeadlines } from '../queries/plan-items.ts';
import { unitsUnder } from '../queries/units.ts';
import { deadlineForm } from '../screens/review-item.tsx';
import { unitsPicked } from '../screens/unit-picker.tsx';
import { wordsOf } from '../words/index.ts';
import { draftShown, type FormBack } from './draft-shown.ts';

/** One deadline of a draft: to put right, or to add. */
export const reviewDeadlineRoutes = routes();

/** The form of a deadline; without an `itemId` in the address it adds one. */
export async function deadlinePage(ask: Ask, given: FormBack = {}): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const plan = await draftShown(ask, db);
    const isNew = ask.req.param('itemId') === undefined;
    const found = isNew
      ? undefined
      : (await planDeadlines(db, plan.planId)).find(one => one.deadlineId === idFrom(ask, 'itemId'));
    if (!isNew && !found) throw new NotAllowed();
    const units = await unitsUnder(db, plan.placeId, ask.var.system.today());
    const { form } = given;
    const values = form
      ? {
          kind: form.text('kind'),
          title: form.text('title'),
          dueOn: form.text('dueOn'),
          inclusive: form.isTicked('inclusive'),
          placeIds: unitsPicked(form.list('placeIds'), units),
        }
      : found
        ? {
            kind: found.kind,
            title: found.title,
            dueOn: found.dayNamed ? found.dueOn : '',
            inclusive: found.inclusive,
            placeIds: found.units.placeIds,
          }
        : { kind: 'report', title: '', dueOn: '', inclusive: true, placeIds: [] };
    return deadlineForm(ask, {
      planId: plan.planId,
      planTitle: plan.title,
      original: found?.text ?? '',
      values,
      units,
      ...(found ? { itemId: found.deadlineId } : {}),
      ...(given.faults ? { faults: given.faults } : {}),
      ...(given.dropFaults ? { dropFaults: given.dropFaults } : {}),
    });
  });
}

async function typed(ask: Ask, form: FormSent) {
  const kind = deadlineKind.safeParse(form.text('kind'));
  const placeIds = await readFor(ask, 'steering', async db =>
    unitsPicked(
      form.list('placeIds'),
      await unitsUnder(db, (await draftShown(ask, db)).placeId, ask.var.system.today()),
    ),
  );
  return {
    kind: kind.success ? kind.data : ('report' as const),
    title: form.text('title'),
    dueOn: form.text('dueOn'),
    inclusive: form.isTicked('inclusive'),
    placeIds,
  };
}

reviewDeadlineRoutes.get('/plans/:planId/review/deadlines/new', ask => deadlinePage(ask));
reviewDeadlineRoutes.get('/plans/:planId/review/deadlines/:itemId', ask => deadlinePage(ask));

reviewDeadlineRoutes.post('/plans/:planId/review/deadlines/new', async ask => {
  const planId = idFrom(ask, 'planId');
  const form = await readForm(ask);
  const fields = await typed(ask, form);
  const done = await attempt(ask, () => performFor(ask, addDeadline, { planId, ...fields }));
  if (!done.ok) return deadlinePage(ask, { form, faults: done.faults });
  say(ask, 'done', wordsOf(ask.var.language).review.added);
  return ask.redirect(`/plans/${planId}/review#deadline-${done.answer}`, 303);
});

reviewDeadlineRoutes.post('/plans/:planId/review/deadlines/:itemId', async ask => {
  const planId = idFrom(ask, 'planId');
  const deadlineId = idFrom(ask, 'itemId');
  const form = await readForm(ask);
  const fields = await typed(ask, form);
  const done = await attempt(ask, () => performFor(ask, correctDeadline, { planId, deadlineId, ...fields }));
  if (!done.ok) return deadlinePage(ask, { form, faults: done.faults });
  say(ask, 'done', wordsOf(ask.var.language).review.saved);
  return ask.redirect(`/plans/${planId}/review#deadline-${deadlineId}`, 303);
});
