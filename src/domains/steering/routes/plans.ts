import { sql } from 'kysely';
import { placesHeld } from '#platform/access.ts';
import { day as written } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, contentOf, type FormSent, idTyped, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { writeTable } from '#platform/sheets/index.ts';
import { may, placesSpokenFor, planners, signers } from '../access.ts';
import { bringPlan } from '../commands/bring-plan.ts';
import { makeUnitPlan } from '../commands/make-unit-plan.ts';
import { deadlinesShown } from '../queries/deadlines.ts';
import { asOptions, ownPlaces } from '../queries/own-places.ts';
import { targetsOf, tasksOf } from '../queries/plan-items.ts';
import { findPlan, plansAbove, plansShown } from '../queries/plans.ts';
import { readPlanFile } from '../read-plan-file.ts';
import { bringScreen, PLAN_BYTES, type UnitPlanPage, unitPlanScreen } from '../screens/bring-plan.tsx';
import { dueText } from '../screens/parts.tsx';
import { planScreen } from '../screens/plan.tsx';
import { plansScreen } from '../screens/plans.tsx';
import { wordsOf } from '../words/index.ts';
import { sendKept } from './send-kept.ts';

/** Plans: the list, one of them, and bringing one in. */
export const planRoutes = routes();

export const pageOf = (ask: Ask): number => Math.max(1, Math.min(10_000, idTyped(ask.req.query('page') ?? '') ?? 1));

planRoutes.get('/plans', ask =>
  readFor(ask, 'steering', async db => {
    const { actor, system } = ask.var;
    const ofUnits = ask.req.query('kind') === 'units';
    const under = idTyped(ask.req.query('under') ?? '');
    const page = pageOf(ask);
    const shown = await plansShown(db, actor, { ofUnits, page, ...(under ? { under } : {}) });
    const above = ofUnits ? [] : await plansAbove(db, placesHeld(actor, signers), system.today());
    return plansScreen(ask, {
      ...shown,
      page,
      ofUnits,
      above,
      mayBring: (await ownPlaces(db, actor, planners)).length > 0,
    });
  }),
);

/** The form to bring a plan in; only for those who may at some place. */
async function bringPage(ask: Ask, form?: FormSent, faults?: { field?: string; words: string }[]): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const { actor, system } = ask.var;
    const places = await ownPlaces(db, actor, planners);
    if (places.length === 0) throw new NotAllowed();
    const above = await plansAbove(
      db,
      places.map(place => place.placeId),
      system.today(),
    );
    const parents = [
      ...new Map(above.map(one => [one.planId, { value: String(one.planId), label: one.title }])).values(),
    ];
    const parent = form?.text('parentPlanId') ?? ask.req.query('parent') ?? '';
    return bringScreen(ask, {
      places: asOptions(places),
      parents,
      place: form?.text('placeId') ?? '',
      parent,
      ...(faults ? { faults } : {}),
    });
  });
}

planRoutes.get('/plans/new', ask => bringPage(ask));

planRoutes.post('/plans', async ask => {
  const t = wordsOf(ask.var.language);
  const form = await readForm(ask);
  const [file] = form.files('file');
  const placeId = idTyped(form.text('placeId'));
  if (!placeId) return bringPage(ask, form, [{ field: 'placeId', words: t.bring.noPlace }]);
  if (!file) return bringPage(ask, form, [{ field: 'file', words: t.bring.noFile }]);
  if (file.size > PLAN_BYTES) return bringPage(ask, form, [{ field: 'file', words: t.bring.tooLarge }]);
  // The rule is asked before the work of reading begins.
  await readFor(ask, 'steering', async db => {
    const { rows } = await sql<{ may: boolean }>`select ${may(ask.var.actor).bring(placeId)} as may`.execute(db);
    if (!rows[0]?.may) throw new NotAllowed();
  });
  const given = await contentOf(file);
  const brought = await attempt(ask, async () =>
    performFor(ask, bringPlan, {
      placeId,
      parentPlanId: idTyped(form.text('parentPlanId')) ?? null,
      file: given,
      ...(await readPlanFile(given.content)),
    }),
  );
  if (!brought.ok) return bringPage(ask, form, brought.faults);
  say(ask, 'done', t.bring.done);
  return ask.redirect(`/plans/${brought.answer}/review`, 303);
});

async function unitPlanPage(
  ask: Ask,
  parentPlanId: number,
  form?: FormSent,
  faults?: UnitPlanPage['faults'],
): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const { actor, system } = ask.var;
    const places = await ownPlaces(db, actor, signers);
    const owing = (
      await plansAbove(
        db,
        places.map(place => place.placeId),
        system.today(),
      )
    ).filter(one => one.planId === parentPlanId);
    const [parent] = owing;
    if (!parent) throw new NotAllowed();
    const t = wordsOf(ask.var.language);
    const value = (name: string, otherwise: string) => form?.text(name) ?? otherwise;
    return unitPlanScreen(ask, {
      parentPlanId,
      parentTitle: parent.title,
      places: asOptions(places.filter(place => owing.some(one => one.placeId === place.placeId))),
      values: {
        placeId: value('placeId', ask.req.query('place') ?? ''),
        title: value('title', t.unitPlan.defaultName(parent.title)),
        number: value('number', ''),
        adoptedOn: value('adoptedOn', system.today()),
        summary: value('summary', ''),
      },
      ...(faults ? { faults } : {}),
    });
  });
}

planRoutes.get('/plans/own', ask => unitPlanPage(ask, idTyped(ask.req.query('parent') ?? '') ?? -1));

planRoutes.post('/plans/own', async ask => {
  const t = wordsOf(ask.var.language);
  const form = await readForm(ask);
  const parentPlanId = idTyped(form.text('parentPlanId')) ?? -1;
  const [file] = form.files('file');
  const given = file ? await contentOf(file) : undefined;
  const made = await attempt(ask, () =>
    performFor(ask, makeUnitPlan, {
      placeId: idTyped(form.text('placeId')) ?? -1,
      parentPlanId,
      title: form.text('title'),
      number: form.text('number'),
      adoptedOn: form.text('adoptedOn'),
      summary: form.text('summary'),
      ...(given ? { file: given } : {}),
    }),
  );
  if (!made.ok) return unitPlanPage(ask, parentPlanId, form, made.faults);
  say(ask, 'done', t.unitPlan.done);
  return ask.redirect(`/plans/${made.answer}`, 303);
});

planRoutes.get('/plans/:planId', ask =>
  readFor(ask, 'steering', async db => {
    const { actor, system } = ask.var;
    const planId = idFrom(ask, 'planId');
    const plan = await findPlan(db, actor, planId);
    if (!plan) throw new NotAllowed();
    const spoken = placesSpokenFor(actor);
    const above = plan.adoptedOn
      ? (await plansAbove(db, spoken, system.today())).filter(one => one.planId === planId && one.ownPlanId === null)
      : [];
    const mayMake = new Set((await ownPlaces(db, actor, signers)).map(place => place.placeId));
    const { total: unitPlans } = await plansShown(db, actor, { ofUnits: true, page: 1, under: planId });
    return planScreen(ask, {
      plan,
      targets: await targetsOf(db, planId),
      tasks: await tasksOf(db, planId, system.today()),
      deadlines: plan.adoptedOn && plan.mayReadWork ? await deadlinesShown(db, actor, { planId }) : [],
      unitPlans,
      owing: above.find(one => mayMake.has(one.placeId)),
      mayDeclare: plan.adoptedOn !== null && spoken.length > 0,
    });
  }),
);

planRoutes.get('/plans/:planId/file', ask =>
  readFor(ask, 'steering', async db => {
    const plan = await findPlan(db, ask.var.actor, idFrom(ask, 'planId'));
    if (!plan || plan.keptFileId === null) throw new NotAllowed();
    return sendKept(ask, db, 0, plan.keptFileId);
  }),
);

planRoutes.get('/plans/:planId/tasks.xlsx', ask =>
  readFor(ask, 'steering', async db => {
    const plan = await findPlan(db, ask.var.actor, idFrom(ask, 'planId'));
    if (!plan?.mayReadWork) throw new NotAllowed();
    const t = wordsOf(ask.var.language);
    const tasks = await tasksOf(db, plan.planId, ask.var.system.today());
    const file = await writeTable(
      [
        { heading: t.sheet.section, kind: 'text', width: 10, value: task => task.place?.section },
        { heading: t.sheet.task, kind: 'text', width: 60, value: task => task.title },
        { heading: t.sheet.text, kind: 'text', width: 60, value: task => task.text },
        { heading: t.sheet.lead, kind: 'text', width: 40, value: task => task.lead.map(unit => unit.name).join(', ') },
        {
          heading: t.sheet.cooperate,
          kind: 'text',
          width: 40,
          value: task => task.cooperate.map(unit => unit.name).join(', '),
        },
        {
          heading: t.sheet.due,
          kind: 'text',
          width: 22,
          value: task => (task.dueOn ? dueText(t, task.dueOn, task.inclusive) : ''),
        },
        { heading: t.sheet.last, kind: 'day', value: task => task.lastDay },
        { heading: t.sheet.units, kind: 'number', value: task => task.units },
        { heading: t.sheet.done, kind: 'number', value: task => task.done },
        { heading: t.sheet.reported, kind: 'number', value: task => task.reported },
        { heading: t.sheet.overdue, kind: 'number', value: task => task.overdue },
      ],
      tasks,
      { title: t.tasks },
    );
    const name = `${t.tasks} ${written(ask.var.system.today()).replaceAll('/', '-')}.xlsx`;
    return new Response(new Uint8Array(file), {
      headers: {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': `attachment; filename="tasks.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    });
  }),
);
