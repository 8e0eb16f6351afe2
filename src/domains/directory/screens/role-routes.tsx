import { roles } from '#platform/access.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import type { FieldFault } from '#ui';
import { may } from '../access.ts';
import { delegateRole } from '../commands/delegate-role.ts';
import { endRole } from '../commands/end-role.ts';
import { giveRole } from '../commands/give-role.ts';
import { peopleForRoles } from '../queries/people.ts';
import { placeRights } from '../queries/place-rights.ts';
import { findPlaceAsOn } from '../queries/places.ts';
import { whoMay } from '../queries/who-may.ts';
import { t } from '../words/index.ts';
import { countLookUp, idOrNull, tried, typedIn } from './asked.ts';
import { GiveRole } from './give-role.tsx';
import { RolePage } from './role.tsx';
import { Roles } from './roles.tsx';

/** Who may do what, where, until when; giving, ending and lending roles. */
export const roleRoutes = routes();
const PAGE_SIZE = 50;

roleRoutes.get('/roles', async ask => {
  const { actor, language, system } = ask.var;
  if (actor.personId === null) throw new NotAllowed();
  const today = system.today();
  const query = ask.req.query();
  const typed = { name: query.name ?? '', role: query.role ?? '', allDays: query.all === 'yes' };
  const placeId = idOrNull(query.place) ?? undefined;
  const page = Math.max(1, idOrNull(query.page) ?? 1);
  const seesOthers = may(actor).readSomeRoles;
  const asked = {
    day: today,
    placeId,
    role: roles.find(each => each === typed.role),
    name: typed.name,
    allDays: typed.allDays,
  };
  const { list, own } = await readFor(ask, 'directory', async db => ({
    list: seesOthers
      ? await whoMay(db, actor, { ...asked, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
      : { lines: [], total: 0 },
    own: (await whoMay(db, actor, { day: today, personId: actor.personId ?? 0 })).lines,
  }));
  const props = { language, today, typed, placeId, page, pageSize: PAGE_SIZE, own, seesOthers, ...list };
  return screen(ask, { title: t(language).roleList.title }, <Roles {...props} />);
});

roleRoutes.get('/roles/:roleHeldId', ask => rolePage(ask, undefined, { q: ask.req.query('q') ?? '' }, []));

roleRoutes.post('/roles/:roleHeldId/end', async ask => {
  const typed = await typedIn(ask);
  const answer = await tried(
    () => performFor(ask, endRole, { roleHeldId: idFrom(ask, 'roleHeldId'), day: typed.day ?? '' }),
    ask,
  );
  if (answer.faults) return rolePage(ask, 'end', typed, answer.faults);
  say(ask, 'done', t(ask.var.language).role.ended);
  return ask.redirect('/roles', 303);
});

roleRoutes.post('/roles/:roleHeldId/delegate', async ask => {
  const typed = await typedIn(ask);
  const { fromDay = '', untilDay = '', reason = '' } = typed;
  const input = {
    roleHeldId: idFrom(ask, 'roleHeldId'),
    toPersonId: idOrNull(typed.toPersonId) ?? 0,
    fromDay,
    untilDay,
    reason,
  };
  const answer = await tried(() => performFor(ask, delegateRole, input), ask);
  if (answer.faults) return rolePage(ask, 'delegate', typed, answer.faults);
  const { lines } = await readFor(ask, 'directory', db =>
    whoMay(db, ask.var.actor, { day: ask.var.system.today(), roleHeldId: answer.done, allDays: true }),
  );
  say(ask, 'done', t(ask.var.language).role.lentDone(lines[0]?.fullName ?? ''));
  return ask.redirect('/roles', 303);
});

async function rolePage(
  ask: Ask,
  act: 'end' | 'delegate' | undefined,
  typed: Record<string, string>,
  faults: FieldFault[],
): Promise<Response> {
  const { actor, language, system } = ask.var;
  const today = system.today();
  await countLookUp(ask, typed.q);
  const { line, people } = await readFor(ask, 'directory', async db => {
    const { lines } = await whoMay(db, actor, { day: today, roleHeldId: idFrom(ask, 'roleHeldId'), allDays: true });
    const [line] = lines;
    if (!line) throw new NotAllowed();
    return { line, people: typed.q ? await peopleForRoles(db, actor, typed.q) : undefined };
  });
  const words = t(language);
  const mayDelegate = line.personId === actor.personId && line.lentBy === null && line.untilDay > today;
  return screen(
    ask,
    {
      title: `${words.roles[line.role].name}: ${line.fullName}`,
      narrow: true,
      crumbs: [{ href: '/roles', label: words.roleList.title }],
      crumb: words.roles[line.role].name,
    },
    <RolePage {...{ language, today, line, act, typed, faults, people, mayDelegate }} mayEnd={line.mayEnd} />,
    faults.length > 0 ? 422 : 200,
  );
}

roleRoutes.get('/places/:placeId/give-role', ask => givePage(ask, { q: ask.req.query('q') ?? '' }, []));

roleRoutes.post('/places/:placeId/give-role', async ask => {
  const typed = await typedIn(ask);
  const placeId = idFrom(ask, 'placeId');
  const { fromDay = '', untilDay, reason } = typed;
  const role = roles.find(each => each === typed.role);
  if (!role) return givePage(ask, typed, [{ field: 'role', words: t(ask.var.language).give.chooseRole }]);
  const answer = await tried(
    () =>
      performFor(ask, giveRole, {
        personId: idOrNull(typed.personId) ?? 0,
        role,
        placeId,
        fromDay,
        untilDay: untilDay || undefined,
        reason: reason || undefined,
      }),
    ask,
  );
  if (answer.faults) return givePage(ask, typed, answer.faults);
  say(ask, 'done', t(ask.var.language).give.done);
  return ask.redirect(`/places/${placeId}`, 303);
});

async function givePage(ask: Ask, typed: Record<string, string>, faults: FieldFault[]): Promise<Response> {
  const { actor, language, system } = ask.var;
  const today = system.today();
  await countLookUp(ask, typed.q);
  const { place, rights, people } = await readFor(ask, 'directory', async db => {
    const place = await findPlaceAsOn(db, idFrom(ask, 'placeId'), today);
    if (!place) throw new NotAllowed();
    return {
      place,
      rights: await placeRights(db, actor, place, today),
      people: typed.q ? await peopleForRoles(db, actor, typed.q) : undefined,
    };
  });
  if (rights.give.length === 0) throw new NotAllowed();
  const words = t(language);
  return screen(
    ask,
    {
      title: words.give.title(place.name),
      narrow: true,
      crumbs: [{ href: `/places/${place.placeId}`, label: place.shortName }],
      crumb: words.give.give,
    },
    <GiveRole {...{ language, today, place, typed, faults, people }} roles={rights.give} />,
    faults.length > 0 ? 422 : 200,
  );
}
