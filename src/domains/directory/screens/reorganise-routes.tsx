import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import type { FieldFault } from '#ui';
import { communesGiven, placesStanding, reorganise } from '../commands/reorganise.ts';
import { placeRights } from '../queries/place-rights.ts';
import { findPlaceAsOn } from '../queries/places.ts';
import { type CommuneList, readCommuneRows } from '../rules/read-commune-rows.ts';
import { planReorganisation } from '../rules/reorganisation.ts';
import { t } from '../words/index.ts';
import { tried, typedIn } from './asked.ts';
import { isDay } from './days.ts';
import { ReorganiseForm, ReorganisePlan } from './reorganise.tsx';

/** The reorganisation: send the list, look at what would change, carry it out. */
export const reorganiseRoutes = routes();
const path = '/places/:placeId/reorganise';

reorganiseRoutes.get(path, ask => form(ask, {}, []));

reorganiseRoutes.post(path, async ask => {
  const { file } = await ask.req.parseBody();
  const typed = await typedIn(ask);
  const words = t(ask.var.language);
  const list =
    file instanceof File && file.size > 0
      ? readCommuneRows(await file.text())
      : { fault: { kind: 'no-rows' as const } };
  if (list.fault) return form(ask, typed, [{ field: 'file', words: saidOf(list.fault, ask) }]);
  if (!isDay(typed.day)) return form(ask, typed, [{ field: 'day', words: words.reorganise.dayMissing }]);
  if (!typed.document) return form(ask, typed, [{ field: 'document', words: words.reorganise.documentMissing }]);
  return planned(ask, typed, list.rows, []);
});

reorganiseRoutes.post(`${path}/confirm`, async ask => {
  const { communes = '', ...typed } = await typedIn(ask);
  const rows = communesGiven(communes);
  const { day = '', document = '', joinsName, joinsCode, joinsDepartment } = typed;
  const joins =
    joinsName && joinsCode
      ? { name: joinsName, code: joinsCode, ...(joinsDepartment ? { department: { name: joinsDepartment } } : {}) }
      : undefined;
  const answer = await tried(
    () => performFor(ask, reorganise, { provinceId: idFrom(ask, 'placeId'), day, document, communes: rows, joins }),
    ask,
  );
  if (answer.faults) return planned(ask, typed, rows, answer.faults);
  const { communesBefore, communesAfter, moved, provinceId } = answer.done;
  say(ask, 'done', t(ask.var.language).reorganise.done(count(communesBefore), count(communesAfter), count(moved)));
  return ask.redirect(`/places/${provinceId}?on=${day}`, 303);
});

async function mayReorganise(ask: Ask): Promise<{ placeId: number; name: string; shortName: string }> {
  const { actor, system } = ask.var;
  return await readFor(ask, 'directory', async db => {
    const place = await findPlaceAsOn(db, idFrom(ask, 'placeId'), system.today());
    if (place?.kind !== 'province' || !(await placeRights(db, actor, place, system.today())).keep)
      throw new NotAllowed();
    return place;
  });
}

async function form(ask: Ask, typed: Record<string, string>, faults: FieldFault[]): Promise<Response> {
  const { language } = ask.var;
  const { placeId, shortName } = await mayReorganise(ask);
  return screen(
    ask,
    { title: t(language).reorganise.title, narrow: true, crumbs: [{ href: `/places/${placeId}`, label: shortName }] },
    <ReorganiseForm {...{ language, placeId, typed, faults }} />,
    faults.length > 0 ? 422 : 200,
  );
}

async function planned(
  ask: Ask,
  typed: Record<string, string>,
  rows: ReturnType<typeof communesGiven>,
  faults: FieldFault[],
): Promise<Response> {
  const { language } = ask.var;
  const { placeId, shortName } = await mayReorganise(ask);
  const standing = await readFor(ask, 'directory', db => placesStanding(db, placeId, typed.day ?? ''));
  const plan = planReorganisation(standing, rows);
  return screen(
    ask,
    { title: t(language).reorganise.title, crumbs: [{ href: `/places/${placeId}`, label: shortName }] },
    <ReorganisePlan {...{ language, placeId, typed, faults, plan, standing, rows }} />,
    faults.length + plan.faults.length > 0 ? 422 : 200,
  );
}

function saidOf(fault: NonNullable<CommuneList['fault']>, ask: Ask): string {
  const words = t(ask.var.language).reorganise;
  if (fault.kind === 'column') return words.column(fault.name);
  if (fault.kind === 'empty-cell') return words.emptyCell(count(fault.line), fault.name);
  return fault.kind === 'no-rows' ? words.noRows : words.unreadable;
}
