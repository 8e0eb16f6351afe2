import { readFor, routes } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { maySearchPeople } from '../access.ts';
import { peopleForRoles } from '../queries/people.ts';
import { t } from '../words/index.ts';
import { countLookUp } from './asked.ts';
import { People } from './people.tsx';

/** Looking people up, for the offices of the province and its districts. */
export const peopleRoutes = routes();
const LIMIT = 50;

peopleRoutes.get('/people', async ask => {
  const { actor, language } = ask.var;
  const typed = (ask.req.query('q') ?? '').slice(0, 200);
  await countLookUp(ask, typed);
  const people = await readFor(ask, 'directory', async db => {
    if (!(await maySearchPeople(db, actor))) throw new NotAllowed();
    return typed.trim() ? await peopleForRoles(db, actor, typed) : [];
  });
  return screen(
    ask,
    { title: t(language).people.title },
    <People language={language} typed={typed} people={people} limit={LIMIT} />,
  );
});
