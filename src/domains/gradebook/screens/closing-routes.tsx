import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, ButtonLink, CheckField, Facts, Form, Panel, Row, Stack, TextField } from '#ui';
import { closeColumn, reopenColumn } from '../commands/close-column.ts';
import { closeTerm, reopenTerm } from '../commands/close-term.ts';
import { publishMarks, publishResults } from '../commands/publish.ts';
import { findColumn } from '../queries/corrections.ts';
import { missingMarks } from '../queries/missing.ts';
import { t } from '../words/index.ts';
import { namesOf } from './class-closing.tsx';
import { schoolName } from './gradebook-page.tsx';
import { bookPage, classOf } from './homeroom-book.tsx';
import { homeroomPath, type Refused } from './homeroom-page.tsx';
import { sheetPath } from './mark-sheet.tsx';

/** Closing and reopening columns and a class's term, and showing families what was closed. */
export const closingRoutes = routes();

const column = '/schools/:schoolId/columns/:columnId{[0-9]+}';
const ofClass = '/schools/:schoolId/classes/:classId{[0-9]+}';

closingRoutes.get(`${column}/close`, ask => columnPage(ask));

closingRoutes.post(`${column}/close`, async ask => {
  const sure = (await readForm(ask)).isTicked('sure');
  const of = { schoolId: idFrom(ask, 'schoolId'), columnId: idFrom(ask, 'columnId') };
  const answer = await attempt(ask, () => performFor(ask, closeColumn, { ...of, sure }));
  if (!answer.ok) return columnPage(ask, { act: 'close', typed: {}, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).homeroom.closing.columnClosed);
  return ask.redirect(sheetPath({ ...of, ...answer.answer }), 303);
});

closingRoutes.post(`${column}/reopen`, async ask => {
  const reason = (await readForm(ask)).text('reason');
  const of = { schoolId: idFrom(ask, 'schoolId'), columnId: idFrom(ask, 'columnId') };
  const answer = await attempt(ask, () => performFor(ask, reopenColumn, { ...of, reason }));
  if (!answer.ok) return columnPage(ask, { act: 'reopen', typed: { reason }, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).homeroom.closing.columnReopened);
  return ask.redirect(sheetPath({ ...of, ...answer.answer }), 303);
});

/** One column: who is missing in it, and the question whether to close it all the same. */
async function columnPage(ask: Ask, refused?: Refused): Promise<Response> {
  const { language, system, actor } = ask.var;
  const all = t(language);
  const text = all.homeroom.closing;
  const today = system.today();
  const of = { schoolId: idFrom(ask, 'schoolId'), columnId: idFrom(ask, 'columnId') };
  const { seen, missing } = await readFor(ask, 'gradebook', async db => {
    const seen = await findColumn(db, actor, of, schoolName(today));
    if (!seen) throw new NotAllowed();
    return { seen, missing: seen.isClosed ? [] : await missingMarks(db, { ...of, ...seen }, today) };
  });
  const name = all.sheet.columnName(seen.kind, seen.number);
  const [gap] = missing;
  const faults = (act: string) => (refused?.act === act ? refused.faults : []);
  return screen(
    ask,
    {
      title: !seen.isClosed ? text.column(name) : seen.mayReopen ? text.reopenColumn(name) : text.columnIsClosed(name),
      crumbs: [{ href: sheetPath(seen), label: all.sheet.sheetTitle(seen.subject, seen.klass, seen.term) }],
      facts: <Facts items={[seen.school, seen.schoolYear, seen.klass, seen.subject]} />,
      actions: <ButtonLink href={sheetPath(seen)}>{text.back}</ButtonLink>,
    },
    <Panel>
      {seen.isClosed ? (
        seen.mayReopen ? (
          <Form
            action={`/schools/${seen.schoolId}/columns/${seen.columnId}/reopen`}
            faults={faults('reopen')}
            buttons={<Button filled>{text.reopenColumn(name)}</Button>}
          >
            <p class="soft">{text.reopenExplain}</p>
            <TextField name="reason" label={text.reason} value={refused?.typed.reason} lines={2} maxLength={500} />
          </Form>
        ) : (
          <Stack>
            <p>{text.columnExplain}</p>
            <Row>
              <ButtonLink href={sheetPath(seen, '/corrections')}>{all.oversight.corrections.ask.title}</ButtonLink>
            </Row>
          </Stack>
        )
      ) : (
        <Form
          action={`/schools/${seen.schoolId}/columns/${seen.columnId}/close`}
          faults={faults('close')}
          buttons={<Button filled>{gap ? text.closeAll : text.column(name)}</Button>}
        >
          <Stack>
            <p class="soft">{text.explain}</p>
            {gap && (
              <p>
                {text.columnMissing} <strong>{namesOf(gap.names, gap.missing, text)}</strong>
              </p>
            )}
          </Stack>
          {gap && <CheckField name="sure" label={text.sure} />}
        </Form>
      )}
    </Panel>,
    refused ? 422 : 200,
  );
}

const termIn = (ask: Ask): 1 | 2 => {
  const term = ask.req.param('term') ?? ask.req.query('term');
  if (term !== '1' && term !== '2') throw new NotAllowed();
  return term === '1' ? 1 : 2;
};

closingRoutes.post(`${ofClass}/terms/:term{[12]}/close`, async ask => {
  const sure = (await readForm(ask)).isTicked('sure');
  const term = termIn(ask);
  const answer = await attempt(ask, () => performFor(ask, closeTerm, { ...classOf(ask), term, sure }));
  if (!answer.ok) return bookPage(ask, 'closing', { act: 'close', typed: {}, faults: answer.faults }, term);
  say(ask, 'done', t(ask.var.language).homeroom.closing.said.closed);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'closing', term }), 303);
});

closingRoutes.post(`${ofClass}/terms/:term{[12]}/reopen`, async ask => {
  const reason = (await readForm(ask)).text('reason');
  const term = termIn(ask);
  const answer = await attempt(ask, () => performFor(ask, reopenTerm, { ...classOf(ask), term, reason }));
  if (!answer.ok) return bookPage(ask, 'closing', { act: 'reopen', typed: { reason }, faults: answer.faults }, term);
  say(ask, 'done', t(ask.var.language).homeroom.closing.said.reopened);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'closing', term }), 303);
});

closingRoutes.post(`${ofClass}/publish`, async ask => {
  const form = await readForm(ask);
  const term = ask.req.query('term') === '2' ? 2 : 1;
  const text = t(ask.var.language).homeroom.publishing;
  const which = form.text('which') === 'filled' ? 'filled' : 'closed';
  const isResults = form.text('what') === 'results';
  const answer = await attempt(
    ask,
    (): Promise<unknown> =>
      isResults
        ? performFor(ask, publishResults, { ...classOf(ask), term })
        : performFor(ask, publishMarks, { ...classOf(ask), term, which }),
  );
  if (!answer.ok) return bookPage(ask, 'closing', { act: 'publish', typed: { which }, faults: answer.faults }, term);
  say(ask, 'done', isResults ? text.said.results : text.said.marks);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'closing', term }), 303);
});
