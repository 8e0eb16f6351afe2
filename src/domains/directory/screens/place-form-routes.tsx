import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import type { FieldFault } from '#ui';
import { endPlace } from '../commands/end-place.ts';
import { foundPlace } from '../commands/found-places.ts';
import { movePlace } from '../commands/move-place.ts';
import { renamePlace } from '../commands/rename-place.ts';
import { placeRights } from '../queries/place-rights.ts';
import { findPlaceAsOn, type PlaceOn, placesAsOn } from '../queries/places.ts';
import { kindsAbove } from '../rules/kinds-under.ts';
import { placeKinds } from '../rules/place-history.ts';
import { t } from '../words/index.ts';
import { idOrNull, tried, typedIn } from './asked.ts';
import { PlaceForm, type PlaceVerb, placeFormTitle, placeVerbs } from './place-forms.tsx';

/** The forms that change a place. */
export const placeFormRoutes = routes();

for (const verb of placeVerbs) {
  const path = `/places/:placeId/${verb}`;
  placeFormRoutes.get(path, ask => form(ask, verb, {}, []));
  placeFormRoutes.post(path, async ask => {
    const typed = await typedIn(ask);
    const answer = await tried(() => change(ask, verb, idFrom(ask, 'placeId'), typed), ask, { fromDay: 'day' });
    if (answer.faults) return form(ask, verb, typed, answer.faults);
    say(ask, 'done', answer.done.said);
    return ask.redirect(`/places/${answer.done.to}`, 303);
  });
}

/** Performs the command of the form; answers where to go and what to say there. */
async function change(
  ask: Ask,
  verb: PlaceVerb,
  id: number,
  typed: Record<string, string>,
): Promise<{ to: number; said: string }> {
  const words = t(ask.var.language).form;
  const { day = '', document = '', name = '', shortName, code } = typed;
  const communeId = idOrNull(typed.communeId);
  if (verb === 'rename') {
    await performFor(ask, renamePlace, {
      placeId: id,
      name,
      shortName: shortName || undefined,
      fromDay: day,
      document,
    });
    return { to: id, said: words.renamed(name) };
  }
  if (verb === 'move') {
    await performFor(ask, movePlace, {
      placeId: id,
      parentId: idOrNull(typed.parentId) ?? 0,
      communeId,
      fromDay: day,
      document,
    });
    return { to: id, said: words.moved };
  }
  if (verb === 'end') {
    await performFor(ask, endPlace, { placeId: id, day, document });
    return { to: id, said: words.ended };
  }
  const kind = placeKinds.find(each => each === typed.kind) ?? 'school';
  const codes = [
    { scheme: 'moet', code },
    { scheme: 'gso', code: typed.gso },
  ].flatMap(({ scheme, code }) => (code ? [{ scheme, code }] : []));
  const founded = await performFor(ask, foundPlace, {
    kind,
    name,
    shortName: shortName || undefined,
    parentId: id,
    communeId,
    codes,
    fromDay: day,
    document,
  });
  return { to: founded, said: words.founded(name) };
}

async function form(ask: Ask, verb: PlaceVerb, typed: Record<string, string>, faults: FieldFault[]): Promise<Response> {
  const { actor, language, system } = ask.var;
  const today = system.today();
  const { place, rights, places } = await readFor(ask, 'directory', async db => {
    const place = await findPlaceAsOn(db, idFrom(ask, 'placeId'), today);
    if (!place) throw new NotAllowed();
    return { place, rights: await placeRights(db, actor, place, today), places: await placesAsOn(db, today) };
  });
  const isAllowed =
    verb === 'found' ? rights.found.length > 0 : rights.keep && (verb === 'rename' || place.parentId !== null);
  if (!isAllowed) throw new NotAllowed();
  const words = t(language).place;
  const above = kindsAbove(place.kind);
  const isOffered = (each: PlaceOn) => above.includes(each.kind) && each.placeId !== place.placeId;
  return screen(
    ask,
    {
      title: placeFormTitle(language, verb, place.name),
      narrow: true,
      crumbs: [
        { href: '/places', label: t(language).places.title },
        { href: `/places/${place.placeId}`, label: place.shortName },
      ],
      crumb: { rename: words.rename, move: words.move, end: words.end, found: words.foundWithin }[verb],
    },
    <PlaceForm
      language={language}
      today={today}
      place={place}
      verb={verb}
      typed={typed}
      faults={faults}
      parents={places.filter(isOffered)}
      communes={needsCommune(place, verb) ? places.filter(each => each.kind === 'commune') : []}
      kinds={rights.found}
    />,
    faults.length > 0 ? 422 : 200,
  );
}

/** Places that teach stand in a commune; offices and rooms stand where their parent does. */
const needsCommune = (place: PlaceOn, verb: PlaceVerb): boolean =>
  verb === 'found' || ['school', 'centre', 'site', 'district-office'].includes(place.kind);
