import { count } from '#platform/format.ts';
import { type Ask, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import {
  Button,
  Chips,
  type Column,
  DataTable,
  Facts,
  FaultSummary,
  type FieldFault,
  Form,
  fieldId,
  Stack,
  StateChip,
  Tabs,
} from '#ui';
import { publishClasses } from '../commands/publish.ts';
import { termOn } from '../queries/oversight.ts';
import { type ClassToPublish, classesToPublish, type Publishable, publishable } from '../queries/to-publish.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { homeroomPath } from './homeroom-page.tsx';
import { oversightPath } from './oversight-parts.tsx';
import { getSchool, type SchoolSeen } from './school-page.tsx';
import { termAsked } from './sheet-asked.ts';

/** What families are shown, for many classes of the school at once. */
export const publicationRoutes = routes();

const path = '/schools/:schoolId/publication';

interface At {
  schoolId: number;
  schoolYear: string;
  term: 1 | 2;
  what: Publishable;
}

export const publicationPath = ({ schoolId, schoolYear, term, what }: At): string =>
  `/schools/${schoolId}/publication?${new URLSearchParams({ year: schoolYear, term: String(term), what })}`;

const whatAsked = (ask: Ask): Publishable => publishable.find(each => each === ask.req.query('what')) ?? 'closed';

publicationRoutes.get(path, ask => publicationPage(ask));

publicationRoutes.post(path, async ask => {
  const classIds = (await readForm(ask)).ids('class');
  const words = t(ask.var.language).oversight.publication;
  const at = await readFor(ask, 'gradebook', async db => {
    const school = await getSchool(db, ask, (rules, id) => rules.oversee(id));
    return { schoolId: school.schoolId, schoolYear: school.schoolYear };
  });
  const of: At = { ...at, term: termAsked(ask) ?? 1, what: whatAsked(ask) };
  const answer = await attempt(ask, () => performFor(ask, publishClasses, { ...of, classIds }));
  if (!answer.ok) return publicationPage(ask, { faults: answer.faults, chosen: classIds });
  const { published, passedOver } = answer.answer;
  say(ask, 'done', words.said(count(published), passedOver > 0 ? count(passedOver) : undefined));
  return ask.redirect(publicationPath(of), 303);
});

/** Class by class, what would be shown and what is passed over, and why: said before anyone agrees. */
async function publicationPage(
  ask: Ask,
  refused?: { faults: FieldFault[]; chosen: readonly number[] },
): Promise<Response> {
  const { language, system } = ask.var;
  const all = t(language);
  const words = all.oversight.publication;
  const what = whatAsked(ask);
  const { school, at, classes } = await readFor(ask, 'gradebook', async db => {
    const school = await getSchool(db, ask, (rules, id) => rules.oversee(id));
    const term = termAsked(ask) ?? (await termOn(db, school.schoolYear, system.today()));
    const at: At = { schoolId: school.schoolId, schoolYear: school.schoolYear, term, what };
    return { school, at, classes: await classesToPublish(db, at) };
  });
  const ready = classes.filter(klass => klass.nothing === null);
  const passedOver = classes.length - ready.length;
  // The results of a term still open may change tomorrow: whoever wants them shown ticks the class.
  const chosen =
    refused?.chosen ?? ready.filter(klass => what !== 'results' || klass.isTermClosed).map(each => each.classId);
  const table = (
    <div id={fieldId('class')}>
      <DataTable
        caption={words.caption}
        dense
        rows={classes}
        rowState={klass => (klass.nothing ? 'muted' : undefined)}
        empty={{ text: words.empty }}
        columns={classColumns(at, new Set(chosen), all)}
      />
    </div>
  );
  return screen(
    ask,
    {
      title: `${words.title} · ${all.oversight.term(at.term)}`,
      crumb: words.title,
      crumbs: [
        { href: `/schools/${school.schoolId}?year=${school.schoolYear}`, label: school.school },
        { href: oversightPath(school, { term: at.term }), label: all.oversight.title },
      ],
      facts: <Facts items={[school.school, ...yearChoices(school, at), ...termChoices(at, all)]} />,
      marks: classes.length > 0 && (
        <Chips>
          {ready.length > 0 && <StateChip state="ok">{words.ready(count(ready.length))}</StateChip>}
          {passedOver > 0 && <StateChip state="silent">{words.passedOver(count(passedOver))}</StateChip>}
        </Chips>
      ),
      source: all.oversight.source,
    },
    <Stack>
      <Tabs
        label={words.what}
        tabs={publishable.map(each => ({
          href: publicationPath({ ...at, what: each }),
          label: words.whats[each],
          current: each === what,
        }))}
      />
      <p class="soft">{words.explain[what]}</p>
      {ready.length === 0 ? (
        <>
          <FaultSummary faults={refused?.faults ?? []} />
          {table}
        </>
      ) : (
        <Form
          action={publicationPath(at)}
          faults={refused?.faults ?? []}
          buttons={<Button filled>{what === 'results' ? words.publishResults : words.publishMarks}</Button>}
        >
          {table}
        </Form>
      )}
    </Stack>,
    refused ? 422 : 200,
  );
}

const yearChoices = (school: SchoolSeen, at: At) =>
  school.years.map(year =>
    year === at.schoolYear ? (
      <strong>{year}</strong>
    ) : (
      <a href={publicationPath({ ...at, schoolYear: year })}>{year}</a>
    ),
  );

const termChoices = (at: At, all: GradebookWords) =>
  ([1, 2] as const).map(term =>
    term === at.term ? (
      <strong>{all.oversight.term(term)}</strong>
    ) : (
      <a href={publicationPath({ ...at, term })}>{all.oversight.term(term)}</a>
    ),
  );

function classColumns(at: At, chosen: ReadonlySet<number>, all: GradebookWords): Column<ClassToPublish>[] {
  const words = all.oversight.publication;
  return [
    {
      key: 'class',
      head: words.klass,
      rowHead: true,
      fold: 'start',
      render: ({ classId, name, nothing }) =>
        nothing ? (
          name
        ) : (
          <div class="field">
            <label class="choice-line">
              <input type="checkbox" name="class" value={String(classId)} checked={chosen.has(classId)} />
              <span>{name}</span>
            </label>
          </div>
        ),
    },
    {
      key: 'what',
      head: words.shows,
      width: 'wide',
      fold: 'full',
      render: klass =>
        klass.nothing ? (
          words.nothing[klass.nothing]
        ) : at.what === 'results' ? (
          <Facts
            items={[
              words.results(count(klass.pupils)),
              klass.notWhole > 0 && words.notWhole(count(klass.notWhole)),
              !klass.isTermClosed && words.termOpen,
            ]}
          />
        ) : (
          words.columns(count(klass.fresh))
        ),
    },
    {
      key: 'see',
      head: '',
      align: 'end',
      fold: 'end',
      render: ({ classId }) => (
        <a href={homeroomPath({ schoolId: at.schoolId, classId }, { part: 'closing', term: at.term })}>
          {words.toClass}
        </a>
      ),
    },
  ];
}
