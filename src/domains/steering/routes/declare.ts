import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, type FormSent, idTyped, readForm, wholeNumber } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { indicatorCatalogue } from '../catalogue.ts';
import { declareValue } from '../commands/declare-value.ts';
import { evidenceFrom } from '../evidence-form.ts';
import { declaredOf, findTarget, placesToDeclare } from '../queries/declaring.ts';
import { type DeclarePage, declareScreen } from '../screens/declare.tsx';
import { wordsOf } from '../words/index.ts';

/** Declaring how far a unit is with a target. */
export const declareRoutes = routes();

const FORM = '/plans/:planId/targets/:targetId/declare';

async function declarePage(ask: Ask, form?: FormSent, faults?: DeclarePage['faults']): Promise<Response> {
  return readFor(ask, 'steering', async db => {
    const { actor, system, language } = ask.var;
    const target = await findTarget(db, actor, idFrom(ask, 'targetId'), idFrom(ask, 'planId'));
    if (!target) throw new NotAllowed();
    const places = await placesToDeclare(db, actor, target.planId, system.today());
    if (places.length === 0) throw new NotAllowed();
    const own = places.filter(place => place.origin === 'declared');
    const history = await declaredOf(
      db,
      target.targetId,
      (own.length > 0 ? own : places).map(place => place.placeId),
    );
    const value = (name: string, otherwise = '') => form?.text(name) ?? otherwise;
    return declareScreen(ask, {
      target,
      places,
      history,
      how: indicatorCatalogue().find(one => one.key === target.indicator)?.words[language].how,
      values: {
        placeId: value('placeId', ask.req.query('place') ?? String(own[0]?.placeId ?? '')),
        numerator: value('numerator'),
        denominator: value('denominator'),
        onDay: value('onDay', system.today()),
        note: value('note'),
        link: value('link'),
      },
      ...(faults ? { faults } : {}),
    });
  });
}

declareRoutes.get(FORM, ask => declarePage(ask));

declareRoutes.post(FORM, async ask => {
  const t = wordsOf(ask.var.language);
  const form = await readForm(ask);
  const [targetId, placeId] = [idFrom(ask, 'targetId'), idTyped(form.text('placeId')) ?? -1];
  const [numerator, denominator] = [wholeNumber(form.text('numerator')), wholeNumber(form.text('denominator'))];
  const faults = [
    ...(placeId > 0 ? [] : [{ field: 'placeId', words: t.give.toNobody }]),
    ...(numerator >= 0 ? [] : [{ field: 'numerator', words: t.declare.number }]),
    ...(denominator >= 0 ? [] : [{ field: 'denominator', words: t.declare.number }]),
  ];
  if (faults.length > 0) return declarePage(ask, form, faults);
  const places = await readFor(ask, 'steering', db =>
    placesToDeclare(db, ask.var.actor, idFrom(ask, 'planId'), ask.var.system.today()),
  );
  const origin = places.find(place => place.placeId === placeId)?.origin ?? 'declared';
  const evidence = await evidenceFrom(form);
  const done = await attempt(ask, () =>
    performFor(ask, declareValue, {
      targetId,
      placeId,
      numerator,
      denominator,
      onDay: form.text('onDay'),
      note: form.text('note'),
      origin,
      evidence,
    }),
  );
  if (!done.ok) return declarePage(ask, form, done.faults);
  say(ask, 'done', t.declare.done);
  return ask.redirect(`/plans/${idFrom(ask, 'planId')}/targets/${targetId}/declare`, 303);
});
