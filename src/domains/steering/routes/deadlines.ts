import { placesHeld } from '#platform/access.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, idTyped, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { signers } from '../access.ts';
import { handInReport } from '../commands/hand-in-report.ts';
import { evidenceFrom } from '../evidence-form.ts';
import { deadlinesShown, reportsOf, whoOwes } from '../queries/deadlines.ts';
import { type DeadlinePage, deadlineScreen, deadlinesScreen } from '../screens/deadlines.tsx';
import { wordsOf } from '../words/index.ts';

/** Deadlines: who has handed in, who has not. */
export const deadlineRoutes = routes();

deadlineRoutes.get('/deadlines', async ask => {
  if (ask.var.actor.roles.length === 0) throw new NotAllowed();
  return deadlinesScreen(ask, await readFor(ask, 'steering', db => deadlinesShown(db, ask.var.actor, {})));
});

async function deadlinePage(ask: Ask, given: Pick<DeadlinePage, 'typed' | 'faults'> = {}): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const { actor } = ask.var;
    const deadlineId = idFrom(ask, 'deadlineId');
    const [line] = await deadlinesShown(db, actor, { deadlineId });
    if (!line) throw new NotAllowed();
    const units = await whoOwes(db, actor, deadlineId);
    const unit = units.find(one => one.placeId === idTyped(ask.req.query('unit') ?? ''));
    const opened = unit ? { unit, reports: await reportsOf(db, actor, deadlineId, unit.placeId) } : undefined;
    return deadlineScreen(ask, {
      line,
      units,
      filter: ask.req.query('state') ?? 'all',
      opened,
      maySign: placesHeld(actor, signers),
      ...given,
    });
  });
}

deadlineRoutes.get('/deadlines/:deadlineId', ask => deadlinePage(ask));

deadlineRoutes.post('/deadlines/:deadlineId/reports', async ask => {
  const form = await readForm(ask);
  const [deadlineId, placeId] = [idFrom(ask, 'deadlineId'), idTyped(form.text('placeId')) ?? -1];
  const evidence = await evidenceFrom(form);
  const done = await attempt(ask, () =>
    performFor(ask, handInReport, { deadlineId, placeId, text: form.text('text'), evidence }),
  );
  if (!done.ok)
    return deadlinePage(ask, {
      typed: { placeId, text: form.text('text'), link: form.text('link') },
      faults: done.faults,
    });
  say(ask, 'done', wordsOf(ask.var.language).dues.done);
  return ask.redirect(`/deadlines/${deadlineId}?unit=${placeId}`, 303);
});
