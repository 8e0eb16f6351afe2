import { sql } from 'kysely';
import { addDays } from '#platform/clock.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { indicatorCatalogue } from '../catalogue.ts';
import { adoptPlan } from '../commands/adopt-plan.ts';
import { correctPlan, withdrawPlan } from '../commands/correct-plan.ts';
import { dropItem, type ItemKind } from '../commands/drop-item.ts';
import { settleLines } from '../commands/settle-line.ts';
import { itemsDropped, linesSettled, planDeadlines, targetsOf, tasksOf } from '../queries/plan-items.ts';
import { planBlocks } from '../queries/plans.ts';
import { type ReviewPage, reviewScreen } from '../screens/review.tsx';
import { wordsOf } from '../words/index.ts';
import { draftShown } from './draft-shown.ts';
import { deadlinePage } from './review-deadline.ts';
import { targetPage } from './review-target.ts';
import { taskPage } from './review-task.ts';

/** The review of a draft: the page, its general facts, unrecognised lines, adoption. Items have their own files. */
export const reviewRoutes = routes();

async function reviewPage(ask: Ask, given: Pick<ReviewPage, 'typed' | 'faults'> = {}): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const plan = await draftShown(ask, db);
    const { planId } = plan;
    return reviewScreen(ask, {
      plan,
      blocks: await planBlocks(db, planId),
      targets: await targetsOf(db, planId),
      tasks: await tasksOf(db, planId, ask.var.system.today()),
      deadlines: await planDeadlines(db, planId),
      settled: await linesSettled(db, planId),
      dropped: await itemsDropped(db, planId),
      indicators: indicatorCatalogue(),
      ...given,
    });
  });
}

reviewRoutes.get('/plans/:planId/review', async ask => {
  const planId = idFrom(ask, 'planId');
  const isAdopted = await readFor(
    ask,
    'steering',
    async db => (await sql`select from steering.plan_adoption where plan_id = ${planId}`.execute(db)).rows.length > 0,
  );
  return isAdopted ? ask.redirect(`/plans/${planId}`, 303) : reviewPage(ask);
});

reviewRoutes.post('/plans/:planId', async ask => {
  const planId = idFrom(ask, 'planId');
  const form = await readForm(ask);
  const typed = {
    title: form.text('title'),
    number: form.text('number'),
    issuedOn: form.text('issuedOn'),
    fromDay: form.text('fromDay'),
    untilDay: form.text('untilDay'),
  };
  const done = await attempt(ask, () =>
    performFor(ask, correctPlan, {
      planId,
      title: typed.title,
      number: typed.number || null,
      issuedOn: typed.issuedOn || null,
      fromDay: typed.fromDay,
      untilDay: /^\d{4}-\d{2}-\d{2}$/.test(typed.untilDay) ? addDays(typed.untilDay, 1) : typed.untilDay,
    }),
  );
  if (!done.ok) return reviewPage(ask, { typed, faults: { form: 'plan', faults: done.faults } });
  say(ask, 'done', wordsOf(ask.var.language).review.savedPlan);
  return ask.redirect(`/plans/${planId}/review`, 303);
});

reviewRoutes.post('/plans/:planId/review/lines', async ask => {
  const planId = idFrom(ask, 'planId');
  const blocks = (await readForm(ask)).list('block');
  await performFor(ask, settleLines, { planId, blocks });
  return ask.redirect(`/plans/${planId}/review#lines`, 303);
});

reviewRoutes.post('/plans/:planId/adopt', async ask => {
  const planId = idFrom(ask, 'planId');
  const form = await readForm(ask);
  const done = await attempt(ask, () =>
    performFor(ask, adoptPlan, { planId, day: form.text('day'), linesRead: form.isTicked('linesRead') }),
  );
  if (!done.ok)
    return reviewPage(ask, { typed: { day: form.text('day') }, faults: { form: 'adopt', faults: done.faults } });
  say(ask, 'done', wordsOf(ask.var.language).review.done);
  return ask.redirect(`/plans/${planId}`, 303);
});

reviewRoutes.post('/plans/:planId/withdraw', async ask => {
  const form = await readForm(ask);
  const done = await attempt(ask, () =>
    performFor(ask, withdrawPlan, { planId: idFrom(ask, 'planId'), why: form.text('why') }),
  );
  if (!done.ok) return reviewPage(ask, { faults: { form: 'withdraw', faults: done.faults } });
  say(ask, 'done', wordsOf(ask.var.language).review.withdrawn);
  return ask.redirect('/plans', 303);
});

const pages: Record<
  ItemKind,
  (ask: Ask, given: { dropFaults: { field?: string; words: string }[] }) => Promise<Response>
> = { target: targetPage, task: taskPage, deadline: deadlinePage };

for (const kind of ['target', 'task', 'deadline'] as const) {
  reviewRoutes.post(`/plans/:planId/review/${kind}s/:itemId/drop`, async ask => {
    const planId = idFrom(ask, 'planId');
    const why = (await readForm(ask)).text('why');
    const done = await attempt(ask, () =>
      performFor(ask, dropItem, { planId, kind, itemId: idFrom(ask, 'itemId'), why }),
    );
    if (!done.ok) return pages[kind](ask, { dropFaults: done.faults });
    say(ask, 'done', wordsOf(ask.var.language).review.dropped);
    return ask.redirect(`/plans/${planId}/review#${kind}s`, 303);
  });
}
