import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { Button, DayField, Empty, Facts, type FieldFault, FieldGroup, Form, Stack } from '#ui';
import { setDeadlines } from '../commands/set-deadlines.ts';
import { deadlinesOf } from '../queries/oversight.ts';
import { columnKinds } from '../rules/columns.ts';
import { t } from '../words/index.ts';
import { getSchool, onSchool } from './school-page.tsx';

/** Until when columns of a kind are to be filled in. */
export const deadlineRoutes = routes();

const path = '/schools/:schoolId/gradebook/deadlines';
const terms = [1, 2] as const;

deadlineRoutes.get(path, ask => deadlinesPage(ask));

deadlineRoutes.post(path, async ask => {
  const form = await readForm(ask);
  const { schoolId, schoolYear, kinds } = await readFor(ask, 'gradebook', async db => {
    const school = await getSchool(db, ask, (rules, at) => rules.oversee(at));
    return { ...school, ...(await deadlinesOf(db, school)) };
  });
  const deadlines = terms.flatMap(term => kinds.map(kind => ({ term, kind, dueOn: form.day(`due-${term}-${kind}`) })));
  if (deadlines.length > 0) {
    const answer = await attempt(ask, () => performFor(ask, setDeadlines, { schoolId, schoolYear, deadlines }));
    if (!answer.ok)
      return deadlinesPage(ask, {
        form: Object.fromEntries(deadlines.map(each => [`due-${each.term}-${each.kind}`, each.dueOn ?? ''])),
        faults: answer.faults,
      });
  }
  say(ask, 'done', t(ask.var.language).oversight.deadlines.said);
  return ask.redirect(`/schools/${schoolId}/gradebook/deadlines?year=${schoolYear}`, 303);
});

async function deadlinesPage(
  ask: Ask,
  refused?: { form: Record<string, string>; faults: FieldFault[] },
): Promise<Response> {
  const all = t(ask.var.language);
  const text = all.oversight.deadlines;
  const { school, deadlines, kinds } = await onSchool(ask, async (db, school) => ({
    school,
    ...(await deadlinesOf(db, school)),
  }));
  const shown = columnKinds.filter(kind => kinds.includes(kind));
  const stands = (term: number, kind: string) =>
    deadlines.find(each => each.term === term && each.kind === kind)?.dueOn ?? '';
  return screen(
    ask,
    {
      title: text.title,
      crumbs: [
        { href: `/schools/${idFrom(ask, 'schoolId')}/gradebook?year=${school.schoolYear}`, label: all.sheet.title },
      ],
      facts: <Facts items={[school.school, school.schoolYear]} />,
    },
    shown.length === 0 ? (
      <Empty text={text.empty} />
    ) : (
      <Form
        action={`/schools/${school.schoolId}/gradebook/deadlines?year=${school.schoolYear}`}
        faults={refused?.faults ?? []}
        buttons={school.mayOversee && <Button filled>{text.save}</Button>}
      >
        <Stack>
          <p class="soft">{text.explain}</p>
          {terms.map(term => (
            <FieldGroup title={all.sheet.term(term)}>
              {shown.map(kind => {
                const name = `due-${term}-${kind}`;
                return (
                  <DayField
                    name={name}
                    label={all.sheet.columns.heads[kind]}
                    optional
                    value={refused?.form[name] ?? stands(term, kind)}
                  />
                );
              })}
            </FieldGroup>
          ))}
        </Stack>
      </Form>
    ),
    refused ? 422 : 200,
  );
}
