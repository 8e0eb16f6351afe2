import { count, dayTime } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { Button, Chips, Empty, Facts, Form, Row, Stack, StateChip } from '#ui';
import { differencesOfCheck, findLastCheck } from '../queries/result-checks.ts';
import { t } from '../words/index.ts';
import { Differences, subjectNames } from './check-parts.tsx';
import { onSchool } from './school-page.tsx';

/** What the second computation found at a school. */
export async function schoolCheckPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.checks.check;
  const { school, run, rows, subjects } = await onSchool(ask, async (db, seen) => {
    const last = await findLastCheck(db, seen.schoolId, seen.schoolYear);
    return {
      school: seen,
      run: last,
      rows: last ? await differencesOfCheck(db, seen.schoolId, last) : [],
      subjects: await subjectNames(db),
    };
  });
  const { schoolId, schoolYear } = school;
  const act = (what: string, label: string, filled: boolean) => (
    <Form
      action={`/schools/${schoolId}/results/${what}`}
      hidden={{ year: schoolYear }}
      buttons={<Button filled={filled}>{label}</Button>}
    />
  );
  return screen(
    ask,
    {
      title: words.title,
      crumbs: [{ href: `/schools/${schoolId}?year=${schoolYear}`, label: school.school }],
      facts: <Facts items={[schoolYear, run ? words.last(dayTime(run.at)) : words.never, words.intro]} />,
      marks: run && (
        <Chips>
          {run.differences > 0 ? (
            <StateChip state="behind">{words.differ(count(run.differences))}</StateChip>
          ) : (
            <StateChip state="ok">{words.same(count(run.results))}</StateChip>
          )}
        </Chips>
      ),
    },
    <Stack>
      {school.mayOversee && (
        <Row>
          {act('check', words.now, true)}
          {act('compute', words.compute, false)}
        </Row>
      )}
      {run ? (
        <Differences
          caption={words.found}
          schoolId={schoolId}
          rows={rows}
          subjects={subjects}
          before={words.heads.stored}
          after={words.heads.recomputed}
          empty={words.none}
          text={text}
        />
      ) : (
        <Empty text={words.empty} />
      )}
    </Stack>,
  );
}
