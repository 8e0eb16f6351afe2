import { placesHeld } from '#platform/access.ts';
import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, type FormSent, idTyped, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { givers, placesSpokenFor } from '../access.ts';
import { giveTask } from '../commands/give-task.ts';
import { acceptTask, finishTask, reportTask, returnTask } from '../commands/move-task.ts';
import { evidenceFrom } from '../evidence-form.ts';
import { findTarget } from '../queries/declaring.ts';
import { asOptions, ownPlaces } from '../queries/own-places.ts';
import { findPlan } from '../queries/plans.ts';
import { findEvidence, findTask, myTasks, stepsOf, taskFilters, tasksShown, unitsOfTask } from '../queries/tasks.ts';
import { unitsUnder } from '../queries/units.ts';
import { giveScreen } from '../screens/give-task.tsx';
import { type TaskPage, taskScreen } from '../screens/task.tsx';
import { myTasksScreen, tasksScreen } from '../screens/tasks.tsx';
import { unitsPicked } from '../screens/unit-picker.tsx';
import { wordsOf } from '../words/index.ts';
import { pageOf } from './plans.ts';
import { sendKept } from './send-kept.ts';

/** Tasks: those given, those to do, and each of them. */
export const taskRoutes = routes();

const asked = (ask: Ask) => ({
  filter: taskFilters.find(one => one === ask.req.query('state')) ?? ('all' as const),
  page: pageOf(ask),
  day: ask.var.system.today(),
});

taskRoutes.get('/plans/:planId/tasks', ask =>
  readFor(ask, 'steering', async db => {
    const { actor, system } = ask.var;
    const plan = await findPlan(db, actor, idFrom(ask, 'planId'));
    if (!plan?.mayReadWork || plan.adoptedOn === null) throw new NotAllowed();
    const unitId = idTyped(ask.req.query('unit') ?? '');
    const { filter, page, day } = asked(ask);
    const units = (await unitsUnder(db, plan.placeId, system.today())).map(unit => ({
      value: String(unit.placeId),
      label: unit.name,
    }));
    const shown = await tasksShown(db, actor, {
      planId: plan.planId,
      filter,
      page,
      day,
      ...(unitId ? { unitId } : {}),
    });
    return tasksScreen(ask, {
      ...shown,
      filter,
      page,
      units,
      plan,
      mayGive: false,
      hasOwn: false,
      ...(unitId ? { unitId } : {}),
    });
  }),
);

/** An office follows what it gave; a school begins with what it owes. */
taskRoutes.get('/tasks', ask => {
  const { actor } = ask.var;
  if (actor.roles.length === 0) throw new NotAllowed();
  return ask.redirect(placesHeld(actor, ['leader', 'officer']).length > 0 ? '/tasks/given' : '/tasks/mine', 303);
});

taskRoutes.get('/tasks/given', ask =>
  readFor(ask, 'steering', async db => {
    const { actor } = ask.var;
    if (placesHeld(actor, givers).length === 0) throw new NotAllowed();
    const { filter, page, day } = asked(ask);
    const shown = await tasksShown(db, actor, { filter, page, day });
    return tasksScreen(ask, {
      ...shown,
      filter,
      page,
      units: [],
      mayGive: true,
      hasOwn: placesSpokenFor(actor).length > 0,
    });
  }),
);

taskRoutes.get('/tasks/mine', ask =>
  readFor(ask, 'steering', async db => {
    const { actor } = ask.var;
    if (actor.roles.length === 0) throw new NotAllowed();
    return myTasksScreen(ask, await myTasks(db, actor), placesHeld(actor, givers).length > 0);
  }),
);

/** The form that gives work: for a target (`?target=&plan=`), to units ticked already (`?units=1,2,3`). */
async function givePage(ask: Ask, form?: FormSent, faults?: { field?: string; words: string }[]): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const { actor, system } = ask.var;
    const places = await ownPlaces(db, actor, givers);
    const placeId = idTyped(form?.text('placeId') ?? ask.req.query('place') ?? '') ?? places[0]?.placeId;
    if (placeId === undefined || !places.some(place => place.placeId === placeId)) throw new NotAllowed();
    const targetId = idTyped(form?.text('targetId') ?? ask.req.query('target') ?? '');
    const target = targetId ? await findTarget(db, actor, targetId) : undefined;
    const units = await unitsUnder(db, placeId, system.today());
    const wanted = (ask.req.query('units') ?? '').split(',');
    return giveScreen(ask, {
      places: asOptions(places),
      placeId,
      target,
      units,
      values: form
        ? {
            title: form.text('title'),
            text: form.text('text'),
            dueOn: form.text('dueOn'),
            lead: unitsPicked(form.list('lead'), units),
          }
        : { title: target?.name ?? '', text: target?.text ?? '', dueOn: '', lead: unitsPicked(wanted, units) },
      ...(faults ? { faults } : {}),
    });
  });
}

taskRoutes.get('/tasks/new', ask => givePage(ask));

taskRoutes.post('/tasks', async ask => {
  const t = wordsOf(ask.var.language);
  const form = await readForm(ask);
  const placeId = idTyped(form.text('placeId')) ?? -1;
  const lead = await readFor(ask, 'steering', async db =>
    unitsPicked(form.list('lead'), await unitsUnder(db, placeId, ask.var.system.today())),
  );
  const faults = [
    ...(form.text('title') ? [] : [{ field: 'title', words: t.give.noTitle }]),
    ...(lead.length > 0 ? [] : [{ field: 'lead', words: t.give.toNobody }]),
  ];
  if (faults.length > 0) return givePage(ask, form, faults);
  const targetId = idTyped(form.text('targetId'));
  const done = await attempt(ask, () =>
    performFor(ask, giveTask, {
      placeId,
      title: form.text('title'),
      text: form.text('text'),
      dueOn: form.day('dueOn'),
      lead,
      ...(targetId ? { targetId } : {}),
    }),
  );
  if (!done.ok) return givePage(ask, form, done.faults);
  say(ask, 'done', t.give.done(count(lead.length)));
  return ask.redirect(`/tasks/${done.answer}`, 303);
});

async function taskPage(ask: Ask, given: Pick<TaskPage, 'typed' | 'faults'> = {}): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const { actor } = ask.var;
    const task = await findTask(db, actor, idFrom(ask, 'taskId'));
    if (!task) throw new NotAllowed();
    const page = pageOf(ask);
    const unitId = given.typed?.placeId ?? idTyped(ask.req.query('unit') ?? '');
    return taskScreen(ask, {
      task,
      page,
      ...(await unitsOfTask(db, actor, task.taskId, page)),
      steps: await stepsOf(db, actor, task.taskId, unitId),
      ...(unitId ? { unitId } : {}),
      ...given,
    });
  });
}

taskRoutes.get('/tasks/:taskId', ask => taskPage(ask));

taskRoutes.post('/tasks/:taskId/accept', async ask => {
  const form = await readForm(ask);
  const [taskId, placeId] = [idFrom(ask, 'taskId'), idTyped(form.text('placeId')) ?? -1];
  await performFor(ask, acceptTask, { taskId, placeId });
  say(ask, 'done', wordsOf(ask.var.language).task.accepted);
  return ask.redirect(form.text('to') === 'mine' ? '/tasks/mine' : `/tasks/${taskId}?unit=${placeId}`, 303);
});

taskRoutes.post('/tasks/:taskId/report', async ask => {
  const form = await readForm(ask);
  const [taskId, placeId] = [idFrom(ask, 'taskId'), idTyped(form.text('placeId')) ?? -1];
  const evidence = await evidenceFrom(form);
  const done = await attempt(ask, () =>
    performFor(ask, reportTask, { taskId, placeId, note: form.text('note'), evidence }),
  );
  if (!done.ok)
    return taskPage(ask, {
      typed: { placeId, note: form.text('note'), link: form.text('link'), form: 'report' },
      faults: done.faults,
    });
  say(ask, 'done', wordsOf(ask.var.language).task.reported);
  return ask.redirect(`/tasks/${taskId}?unit=${placeId}`, 303);
});

taskRoutes.post('/tasks/:taskId/finish', async ask => {
  const form = await readForm(ask);
  const [taskId, placeId] = [idFrom(ask, 'taskId'), idTyped(form.text('placeId')) ?? -1];
  await performFor(ask, finishTask, { taskId, placeId });
  say(ask, 'done', wordsOf(ask.var.language).task.finished);
  return ask.redirect(`/tasks/${taskId}?unit=${placeId}`, 303);
});

taskRoutes.post('/tasks/:taskId/return', async ask => {
  const form = await readForm(ask);
  const [taskId, placeId] = [idFrom(ask, 'taskId'), idTyped(form.text('placeId')) ?? -1];
  const done = await attempt(ask, () => performFor(ask, returnTask, { taskId, placeId, note: form.text('note') }));
  if (!done.ok)
    return taskPage(ask, {
      typed: { placeId, note: form.text('note'), link: '', form: 'return' },
      faults: done.faults,
    });
  say(ask, 'done', wordsOf(ask.var.language).task.returned);
  return ask.redirect(`/tasks/${taskId}?unit=${placeId}`, 303);
});

taskRoutes.get('/evidence/:evidenceId', ask =>
  readFor(ask, 'steering', async db => {
    const kept = await findEvidence(db, ask.var.actor, idFrom(ask, 'evidenceId'));
    if (!kept) throw new NotAllowed();
    return sendKept(ask, db, kept.schoolId, kept.keptFileId);
  }),
);
