import { sql } from 'kysely';
import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  Chips,
  CsrfField,
  DataTable,
  Facts,
  type PageProps,
  type Slot,
  Stack,
  StateChip,
  Tabs,
} from '#ui';
import { openCourses } from '../commands/open-courses.ts';
import { listCourses, listMissing } from '../queries/courses.ts';
import { t } from '../words/index.ts';
import { type GradebookSeen, Matrix, missingColumns, OwnCourses, ownFirst } from './course-lists.tsx';
import { getSchool } from './school-page.tsx';
import { termAsked } from './sheet-asked.ts';

/** The gradebook of a school as a list: what is filled in, what is missing; teachers see their own. */
export const overviewRoutes = routes();

/** The school where one works: a teacher knows no number of it. */
overviewRoutes.get('/gradebook', async ask => {
  const { actor } = ask.var;
  const { rows } = await readFor(ask, 'gradebook', db =>
    sql<{ school_id: number }>`select p.school_id from schools.published_staff p where p.person_id = ${actor.personId}
      and p.from_day <= ${actor.day} and ${actor.day} < p.until_day order by p.from_day desc limit 1`.execute(db),
  );
  const schoolId = rows[0]?.school_id ?? (actor.schools.length === 1 ? actor.schools[0] : undefined);
  if (schoolId === undefined) throw new NotAllowed();
  return ask.redirect(`/schools/${schoolId}/gradebook`, 303);
});

/** The school's year and the term: the one asked for, else the one that runs, or of a year gone by the second. */
async function onGradebook<T>(
  ask: Ask,
  run: (db: Parameters<typeof listCourses>[0], of: { schoolId: number; schoolYear: string; term: 1 | 2 }) => Promise<T>,
): Promise<GradebookSeen & { found: T }> {
  const today = ask.var.system.today();
  return await readFor(ask, 'gradebook', async db => {
    const school = await getSchool(db, ask, (rules, id) => rules.visit(id));
    const { rows } = await sql<{ school_year: string; second: boolean }>`
      select school_year, ${today} >= second_term_from as second from schools.published_school_year where from_day <= ${today} order by from_day desc`.execute(
      db,
    );
    // The newest year may not have begun: the list opens with the one that runs.
    const running = rows.find(row => school.years.includes(row.school_year))?.school_year;
    const schoolYear = ask.req.query('year') === school.schoolYear ? school.schoolYear : (running ?? school.schoolYear);
    const term = termAsked(ask) ?? (rows.find(row => row.school_year === schoolYear)?.second ? 2 : 1);
    return {
      school: { ...school, schoolYear },
      term,
      found: await run(db, { schoolId: school.schoolId, schoolYear, term }),
    };
  });
}

const pathOf = ({ school, term }: GradebookSeen, rest = '') =>
  `/schools/${school.schoolId}/gradebook${rest}?year=${school.schoolYear}&term=${term}`;

function listPage(
  ask: Ask,
  seen: GradebookSeen,
  rest: string,
  props: Omit<PageProps, 'children'>,
  body: Slot,
): Promise<Response> {
  const words = t(ask.var.language).sheet;
  const { school } = seen;
  return screen(
    ask,
    { source: words.source, ...props },
    <Stack>
      <Tabs
        label={words.terms}
        tabs={([1, 2] as const).map(term => ({
          href: pathOf({ ...seen, term }, rest),
          label: words.term(term),
          current: term === seen.term,
        }))}
      />
      {school.years.length > 1 && (
        <Facts
          items={school.years.map(year =>
            year === school.schoolYear ? (
              <strong>{`${words.overview.years} ${year}`}</strong>
            ) : (
              <a href={pathOf({ ...seen, school: { ...school, schoolYear: year } }, rest)}>{year}</a>
            ),
          )}
        />
      )}
      {body}
    </Stack>,
  );
}

overviewRoutes.get('/schools/:schoolId/gradebook', async ask => {
  const { actor, system, language } = ask.var;
  const words = t(language).sheet;
  const { found: courses, ...seen } = await onGradebook(ask, (db, of) => listCourses(db, actor, of, system.today()));
  const { school } = seen;
  const missing = courses.reduce((sum, course) => sum + course.missing, 0);
  return listPage(
    ask,
    seen,
    '',
    {
      title: school.mayRead ? words.title : words.overview.own,
      facts: <Facts items={[school.school, school.schoolYear, words.overview.facts(count(courses.length))]} />,
      marks:
        courses.length === 0 ? undefined : (
          <Chips>
            {missing > 0 ? (
              <StateChip state="near" href={pathOf(seen, '/missing')}>
                {words.overview.missingChip(count(missing))}
              </StateChip>
            ) : (
              <StateChip state="ok">{words.overview.complete}</StateChip>
            )}
          </Chips>
        ),
      actions: (
        <>
          {school.mayRead && (
            <ButtonLink href={`/schools/${school.schoolId}/results?year=${school.schoolYear}`}>
              {words.overview.results}
            </ButtonLink>
          )}
          {school.mayOversee && (
            <>
              <ButtonLink href={`/schools/${school.schoolId}/oversight`}>{words.overview.oversight}</ButtonLink>
              <form method="post" action={pathOf(seen)}>
                <CsrfField />
                <Button icon="refresh">{words.overview.open}</Button>
              </form>
            </>
          )}
        </>
      ),
    },
    school.mayRead ? (
      <Matrix seen={seen} courses={courses} words={words} />
    ) : (
      <OwnCourses seen={seen} courses={ownFirst(courses)} words={words} />
    ),
  );
});

overviewRoutes.post('/schools/:schoolId/gradebook', async ask => {
  const words = t(ask.var.language).sheet.overview;
  const schoolId = idFrom(ask, 'schoolId');
  const { schoolYear } = (await onGradebook(ask, async () => null)).school;
  const answer = await attempt(ask, () => performFor(ask, openCourses, { schoolId, schoolYear }));
  if (answer.ok) say(ask, 'done', words.opened(answer.answer.courses, answer.answer.columns));
  else say(ask, 'fault', answer.faults.map(fault => fault.words).join(' '));
  return ask.redirect(`/schools/${schoolId}/gradebook?${new URL(ask.req.url).searchParams}`, 303);
});

overviewRoutes.get('/schools/:schoolId/gradebook/missing', async ask => {
  const { actor, system, language } = ask.var;
  const words = t(language).sheet;
  const { found: lines, ...seen } = await onGradebook(ask, (db, of) => listMissing(db, actor, of, system.today()));
  return listPage(
    ask,
    seen,
    '/missing',
    {
      title: words.overview.missingTitle,
      crumbs: [{ href: pathOf(seen), label: words.title }],
      facts: <Facts items={[seen.school.school, seen.school.schoolYear, words.overview.missingHelp]} />,
    },
    <DataTable
      caption={words.overview.missingTitle}
      rows={lines}
      filter
      empty={{ text: words.overview.missingEmpty }}
      columns={missingColumns(seen, words)}
    />,
  );
});
