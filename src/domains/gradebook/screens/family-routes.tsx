import { day } from '#platform/format.ts';
import { idFrom, readFor, routes } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { absencesOfPupil } from '#schools';
import { Disclosure, Empty, Facts, PrintButton, Stack, Tabs } from '#ui';
import { familyMarks, findPupil } from '../queries/family-marks.ts';
import { termOn } from '../queries/oversight.ts';
import { t } from '../words/index.ts';
import { Absences, Results, Subjects } from './family-parts.tsx';

/** What a family sees of its child: the marks that the school published, in plain words. */
export const familyRoutes = routes();

const path = '/schools/:schoolId/pupils/:enrolmentId{[0-9]+}/marks';

familyRoutes.get(path, async ask => {
  const { language, actor, system } = ask.var;
  const all = t(language);
  const text = all.oversight.family;
  const today = system.today();
  const asked = ask.req.query('term');
  const of = { schoolId: idFrom(ask, 'schoolId'), enrolmentId: idFrom(ask, 'enrolmentId') };
  const { pupil, term, marks } = await readFor(ask, 'gradebook', async db => {
    const pupil = await findPupil(db, actor, of, today, ask.req.query('year'));
    if (!pupil) throw new NotAllowed();
    const term = asked === '1' ? 1 : asked === '2' ? 2 : await termOn(db, pupil.schoolYear, today);
    return { pupil, term, marks: await familyMarks(db, pupil, term) };
  });
  const absences = await readFor(ask, 'schools', db => absencesOfPupil(db, actor, pupil));
  const href = (more: { year?: string; term?: number }) =>
    `/schools/${pupil.schoolId}/pupils/${pupil.enrolmentId}/marks?${new URLSearchParams({ year: more.year ?? pupil.schoolYear, ...(more.term ? { term: String(more.term) } : {}) })}`;
  return screen(
    ask,
    {
      title: text.title(pupil.pupil),
      facts: (
        <Facts
          items={[
            pupil.school,
            `${all.oversight.classes.name} ${pupil.klass}`,
            ...pupil.years.map(year =>
              year === pupil.schoolYear ? <strong>{year}</strong> : <a href={href({ year })}>{year}</a>,
            ),
          ]}
        />
      ),
      actions: <PrintButton>{all.sheet.print}</PrintButton>,
      source: text.source,
    },
    <Stack>
      <Tabs
        label={all.sheet.terms}
        tabs={([1, 2] as const).map(each => ({
          href: href({ term: each }),
          label: all.sheet.term(each),
          current: each === term,
        }))}
      />
      {marks.subjects.length === 0 && marks.results.length === 0 ? (
        <Empty text={text.empty} />
      ) : (
        <>
          <Facts items={[text.published(day(marks.resultsAt ?? marks.marksAt))]} />
          <Results pupil={pupil} marks={marks} language={language} />
          <Subjects marks={marks} language={language} />
        </>
      )}
      <Absences absences={absences} language={language} />
      {marks.subjects.length > 0 && (
        <Disclosure summary={text.explainTitle}>
          <p>{pupil.grade <= 5 ? text.explainPrimary : text.explain}</p>
        </Disclosure>
      )}
    </Stack>,
  );
});
