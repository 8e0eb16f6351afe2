import { day } from '#platform/format.ts';
import { idFrom, readFor, routes } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { fold } from '#platform/text/index.ts';
import { ButtonLink, Facts, StateChip } from '#ui';
import { may, maySearchPeople } from '../access.ts';
import { placeRights } from '../queries/place-rights.ts';
import { findPlaceAsOn, lastPlace, placeRecord, placesAbove, placesAsOn, placesDirectlyIn } from '../queries/places.ts';
import { whoMay } from '../queries/who-may.ts';
import { t } from '../words/index.ts';
import { dayAsked } from './asked.ts';
import { lastDay } from './days.ts';
import { PlacePage } from './place.tsx';
import { PlaceFacts, Places } from './places.tsx';

/** The tree of places and each place, as they were on any day. */
export const placeRoutes = routes();

placeRoutes.get('/places', async ask => {
  const { actor, language, system } = ask.var;
  if (!may(actor).readPlaces) throw new NotAllowed();
  const on = dayAsked(ask);
  const typed = ask.req.query('q') ?? '';
  const { places, mayLookUp } = await readFor(ask, 'directory', async db => ({
    places: await placesAsOn(db, on),
    mayLookUp: await maySearchPeople(db, actor),
  }));
  const wanted = fold(typed).split(' ').filter(Boolean);
  const found =
    wanted.length === 0 ? undefined : places.filter(place => wanted.every(word => fold(place.name).includes(word)));
  const props = { language, on, today: system.today(), typed, places, found };
  const words = t(language);
  const actions = (
    <>
      {actor.personId !== null && <ButtonLink href="/roles">{words.roleList.short}</ButtonLink>}
      {mayLookUp && <ButtonLink href="/people">{words.people.title}</ButtonLink>}
    </>
  );
  return screen(ask, { title: words.places.title, facts: <PlaceFacts {...props} />, actions }, <Places {...props} />);
});

placeRoutes.get('/places/:placeId', async ask => {
  const { actor, language, system } = ask.var;
  if (!may(actor).readPlaces) throw new NotAllowed();
  const today = system.today();
  const asked = dayAsked(ask);
  const words = t(language);
  const page = await readFor(ask, 'directory', async db => {
    const id = idFrom(ask, 'placeId');
    const there = await findPlaceAsOn(db, id, asked);
    // A place that is no more (or not yet) is shown as it last was.
    const last = there ? undefined : await lastPlace(db, id);
    const place = there ?? last;
    if (!place) throw new NotAllowed();
    const on = last?.versionFrom ?? asked;
    return {
      place,
      on,
      isThere: there !== undefined,
      record: await placeRecord(db, id),
      above: await placesAbove(db, id, on),
      commune: place.communeId === null ? undefined : await findPlaceAsOn(db, place.communeId, on),
      parts: await placesDirectlyIn(db, id, on),
      roles: (await whoMay(db, actor, { day: today, placeId: id, limit: 50 })).lines,
      rights: await placeRights(db, actor, place, today),
    };
  });
  const { place, above, isThere } = page;
  const asOn = asked === today ? '' : `?on=${asked}`;
  return screen(
    ask,
    {
      title: place.name,
      crumbs: [
        { href: `/places${asOn}`, label: words.places.title },
        // The province is where everyone is; the way up is the one above.
        ...above
          .slice(0, -1)
          .slice(-1)
          .map(each => ({ href: `/places/${each.placeId}${asOn}`, label: each.shortName })),
      ],
      crumb: place.shortName,
      facts: (
        <Facts
          items={[
            words.kinds[place.kind],
            above.at(-2)?.shortName,
            asked !== today && words.places.asOn(day(asked)),
            asked !== today && <a href={`/places/${place.placeId}`}>{words.places.today}</a>,
          ]}
        />
      ),
      ...(isThere
        ? {}
        : {
            marks: (
              <StateChip state="silent">
                {`${words.place.notThere(day(asked))}. ${words.place.wasThere(day(place.fromDay), lastDay(place.untilDay) || words.common.noEnd)}`}
              </StateChip>
            ),
          }),
    },
    <PlacePage {...page} language={language} today={today} />,
  );
});
