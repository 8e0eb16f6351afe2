import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, type FormSent, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { addTask } from '../commands/add-item.ts';
import { correctTask } from '../commands/correct-task.ts';
import { tasksOf } from '../queries/plan-items.ts';
import { unitsUnder } from '../queries/units.ts';
import { titleOf } from '../rules/draft-plan.ts';
import { taskForm } from '../screens/review-item.tsx';
import { unitsPicked } from '../screens/unit-picker.tsx';
import { wordsOf } from '../words/index.ts';
import { draftShown, type FormBack, lineOf } from './draft-shown.ts';

/** One task of a draft: to put right, or to add. */
export const reviewTaskRoutes = routes();

/** The form of a task; without an `itemId` in the address it adds one. */
export async function taskPage(ask: Ask, given: FormBack = {}): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const plan = await draftShown(ask, db);
    const isNew = ask.req.param('itemId') === undefined;
    const found = isNew
      ? undefined
      : (await tasksOf(db, plan.planId, ask.var.system.today())).find(one => one.taskId === idFrom(ask, 'itemId'));
    if (!isNew && !found) throw new NotAllowed();
    const units = await unitsUnder(db, plan.placeId, ask.var.system.today());
    const { form } = given;
    const line = form?.text('line') || ask.req.query('line');
    const original = found?.text ?? lineOf(plan, line) ?? '';
    const values = form
      ? {
          title: form.text('title'),
          dueOn: form.text('dueOn'),
          inclusive: form.isTicked('inclusive'),
          lead: unitsPicked(form.list('lead'), units),
          cooperate: unitsPicked(form.list('cooperate'), units),
        }
      : found
        ? {
            title: found.title,
            dueOn: found.dueOn ?? '',
            inclusive: found.inclusive,
            lead: found.lead.map(unit => unit.placeId),
            cooperate: found.cooperate.map(unit => unit.placeId),
          }
        : { title: titleOf(original), dueOn: '', inclusive: true, lead: [], cooperate: [] };
    return taskForm(ask, {
      planId: plan.planId,
      planTitle: plan.title,
      original,
      values,
      units,
      ...(found ? { itemId: found.taskId } : {}),
      ...(line && !found ? { line } : {}),
      ...(given.faults ? { faults: given.faults } : {}),
      ...(given.dropFaults ? { dropFaults: given.dropFaults } : {}),
    });
  });
}

/** Groups ticked whole are units by the time a command hears of them. */
const picked = (ask: Ask, form: FormSent) =>
  readFor(ask, 'steering', async db => {
    const plan = await draftShown(ask, db);
    const units = await unitsUnder(db, plan.placeId, ask.var.system.today());
    return { lead: unitsPicked(form.list('lead'), units), cooperate: unitsPicked(form.list('cooperate'), units) };
  });

reviewTaskRoutes.get('/plans/:planId/review/tasks/new', ask => taskPage(ask));
reviewTaskRoutes.get('/plans/:planId/review/tasks/:itemId', ask => taskPage(ask));

reviewTaskRoutes.post('/plans/:planId/review/tasks/new', async ask => {
  const planId = idFrom(ask, 'planId');
  const form = await readForm(ask);
  const block = form.text('line');
  const units = await picked(ask, form);
  const done = await attempt(ask, () =>
    performFor(ask, addTask, {
      planId,
      title: form.text('title'),
      text: form.text('original'),
      dueOn: form.day('dueOn'),
      inclusive: form.isTicked('inclusive'),
      ...units,
      ...(block ? { block } : {}),
    }),
  );
  if (!done.ok) return taskPage(ask, { form, faults: done.faults });
  say(ask, 'done', wordsOf(ask.var.language).review.added);
  return ask.redirect(`/plans/${planId}/review#task-${done.answer}`, 303);
});

reviewTaskRoutes.post('/plans/:planId/review/tasks/:itemId', async ask => {
  const planId = idFrom(ask, 'planId');
  const taskId = idFrom(ask, 'itemId');
  const form = await readForm(ask);
  const units = await picked(ask, form);
  const done = await attempt(ask, () =>
    performFor(ask, correctTask, {
      planId,
      taskId,
      title: form.text('title'),
      dueOn: form.day('dueOn'),
      inclusive: form.isTicked('inclusive'),
      ...units,
    }),
  );
  if (!done.ok) return taskPage(ask, { form, faults: done.faults });
  say(ask, 'done', wordsOf(ask.var.language).review.saved);
  return ask.redirect(`/plans/${planId}/review#task-${taskId}`, 303);
});
