import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, idTyped, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, Definitions, Empty, Facts, type FieldFault, Form, Panel, Select, Stack, TextField } from '#ui';
import { answerCorrection, type CorrectionStep } from '../commands/answer-correction.ts';
import { askCorrection } from '../commands/ask-correction.ts';
import { findCell, listCorrections } from '../queries/corrections.ts';
import { getMarkSheet } from '../queries/mark-sheet.ts';
import { markForm } from '../rules/columns.ts';
import { showMark } from '../rules/read-mark.ts';
import { t } from '../words/index.ts';
import { CorrectionList } from './correction-list.tsx';
import { schoolName } from './gradebook-page.tsx';
import { sheetPath } from './mark-sheet.tsx';
import { getSchool } from './school-page.tsx';

/** Corrections after closing: asked by the teacher, confirmed by the homeroom teacher, approved by the principal. */
export const correctionRoutes = routes();

const list = '/schools/:schoolId/corrections';
const column = '/schools/:schoolId/columns/:columnId{[0-9]+}/corrections';

correctionRoutes.get(list, ask => listPage(ask));

/** What a school's corrections come to, those that wait for the reader on top. */
async function listPage(
  ask: Ask,
  refused?: { correctionId: number; faults: FieldFault[]; note: string },
): Promise<Response> {
  const { language, actor } = ask.var;
  const text = t(language).oversight.corrections;
  const which = {
    columnId: idTyped(ask.req.query('column') ?? ''),
    enrolmentId: idTyped(ask.req.query('pupil') ?? ''),
  };
  const { school, corrections } = await readFor(ask, 'gradebook', async db => {
    const school = await getSchool(db, ask, (rules, at) => rules.visit(at));
    return { school, corrections: await listCorrections(db, actor, school, which) };
  });
  return screen(
    ask,
    {
      title: text.title,
      crumbs: [{ href: `/schools/${school.schoolId}?year=${school.schoolYear}`, label: school.school }],
      facts: (
        <Facts
          items={[
            school.school,
            school.schoolYear,
            (which.columnId !== undefined || which.enrolmentId !== undefined) && (
              <a href={`/schools/${school.schoolId}/corrections?year=${school.schoolYear}`}>{text.all}</a>
            ),
          ]}
        />
      ),
      source: t(language).oversight.source,
    },
    <CorrectionList schoolId={school.schoolId} corrections={corrections} refused={refused} language={language} />,
    refused ? 422 : 200,
  );
}

const steps = {
  confirm: 'confirmed',
  approve: 'approved',
  refuse: 'refused',
  withdraw: 'withdrawn',
} as const satisfies Record<string, CorrectionStep>;

for (const [act, step] of Object.entries(steps)) {
  correctionRoutes.post(`${list}/:correctionId{[0-9]+}/${act}`, async ask => {
    const form = await readForm(ask);
    const [schoolId, correctionId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'correctionId')];
    const note = form.text(`note-${correctionId}`);
    const answer = await attempt(ask, () => performFor(ask, answerCorrection, { schoolId, correctionId, step, note }));
    if (!answer.ok) {
      const faults = answer.faults.map(fault => (fault.field ? { ...fault, field: `note-${correctionId}` } : fault));
      return listPage(ask, { correctionId, faults, note });
    }
    say(ask, 'done', t(ask.var.language).oversight.corrections.said[step]);
    return ask.redirect(`/schools/${schoolId}/corrections`, 303);
  });
}

correctionRoutes.get('/schools/:schoolId/courses/:courseId{[0-9]+}/corrections', ask => choosePage(ask));

/** Which mark of a course is to be corrected: a closed column, and a pupil. */
async function choosePage(ask: Ask): Promise<Response> {
  const all = t(ask.var.language);
  const text = all.oversight.corrections.ask;
  const { actor, system } = ask.var;
  const term = ask.req.query('term') === '2' ? 2 : 1;
  const [schoolId, courseId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'courseId')];
  const [columnId, pupil] = [idTyped(ask.req.query('column') ?? ''), idTyped(ask.req.query('pupil') ?? '')];
  const { head, rows } = await readFor(ask, 'gradebook', db =>
    getMarkSheet(db, actor, schoolId, courseId, system.today(), term),
  );
  if (!head.mayEnter) throw new NotAllowed();
  const isAsked = columnId !== undefined && pupil !== undefined;
  if (isAsked) return ask.redirect(`/schools/${schoolId}/columns/${columnId}/corrections/new?pupil=${pupil}`, 303);
  const closed = head.columns.filter(each => each.isClosed);
  return screen(
    ask,
    {
      title: text.title,
      crumbs: [{ href: sheetPath(head), label: all.sheet.sheetTitle(head.subject, head.klass, head.term) }],
      facts: <Facts items={[head.school, head.schoolYear]} />,
    },
    closed.length === 0 ? (
      <Empty text={text.noneClosed} step={{ href: sheetPath(head), label: all.homeroom.closing.back }} />
    ) : (
      <Form
        method="get"
        action={`/schools/${schoolId}/courses/${courseId}/corrections`}
        hidden={{ term }}
        buttons={<Button filled>{text.next}</Button>}
      >
        <Select
          name="column"
          label={text.column}
          options={closed.map(each => ({
            value: String(each.columnId),
            label: all.sheet.columnName(each.kind, each.number),
          }))}
          value={ask.req.query('column')}
        />
        <Select
          name="pupil"
          label={text.pupil}
          options={rows.map(row => ({ value: String(row.enrolmentId), label: row.fullName }))}
          value={ask.req.query('pupil')}
        />
      </Form>
    ),
  );
}

correctionRoutes.get(`${column}/new`, ask => askPage(ask, idTyped(ask.req.query('pupil') ?? '') ?? 0));

correctionRoutes.post(column, async ask => {
  const form = await readForm(ask);
  const enrolmentId = idTyped(form.text('pupil')) ?? 0;
  const [schoolId, columnId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'columnId')];
  const typed = { value: form.text('value'), reason: form.text('reason') };
  if (enrolmentId === 0) throw new NotAllowed();
  const answer = await attempt(ask, () =>
    performFor(ask, askCorrection, { schoolId, columnId, enrolmentId, ...typed }),
  );
  if (!answer.ok) return askPage(ask, enrolmentId, { typed, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).oversight.corrections.ask.said);
  return ask.redirect(`/schools/${schoolId}/corrections`, 303);
});

/** One mark: as it stands, as it should be, and why. What was asked of it before stands below. */
async function askPage(
  ask: Ask,
  enrolmentId: number,
  refused?: { typed: { value: string; reason: string }; faults: FieldFault[] },
): Promise<Response> {
  const { language, actor, system } = ask.var;
  const all = t(language);
  const text = all.oversight.corrections;
  const of = { schoolId: idFrom(ask, 'schoolId'), columnId: idFrom(ask, 'columnId'), enrolmentId };
  const { cell, earlier } = await readFor(ask, 'gradebook', async db => {
    const cell = await findCell(db, actor, of, schoolName(system.today()));
    if (!cell) throw new NotAllowed();
    return { cell, earlier: await listCorrections(db, actor, cell, of) };
  });
  const isFigure = ['tenths', 'whole'].includes(markForm(cell.kind, cell.courseKind));
  return screen(
    ask,
    {
      title: text.ask.title,
      crumbs: [{ href: sheetPath(cell), label: all.sheet.sheetTitle(cell.subject, cell.klass, cell.term) }],
      facts: <Facts items={[cell.school, cell.schoolYear]} />,
    },
    <Stack>
      <Panel>
        <Stack>
          <Definitions
            items={[
              { term: text.ask.pupil, value: <strong>{cell.pupil}</strong> },
              { term: text.ask.column, value: all.sheet.columnName(cell.kind, cell.number) },
              { term: text.ask.old, value: showMark(cell) || text.none },
            ]}
          />
          {cell.isClosed ? (
            <Form
              action={`/schools/${cell.schoolId}/columns/${cell.columnId}/corrections`}
              hidden={{ pupil: cell.enrolmentId }}
              faults={refused?.faults ?? []}
              buttons={<Button filled>{text.ask.send}</Button>}
            >
              <TextField
                name="value"
                label={text.ask.value}
                help={text.ask.valueHelp}
                value={refused?.typed.value}
                width="short"
                autocomplete="off"
                {...(isFigure ? { keyboard: 'decimal' as const } : {})}
              />
              <TextField
                name="reason"
                label={text.ask.reason}
                help={text.ask.reasonHelp}
                value={refused?.typed.reason}
                lines={3}
                maxLength={500}
              />
            </Form>
          ) : (
            <p>
              {text.ask.notClosed} <a href={sheetPath(cell)}>{all.homeroom.closing.back}</a>
            </p>
          )}
        </Stack>
      </Panel>
      {earlier.length > 0 && (
        <CorrectionList schoolId={cell.schoolId} corrections={earlier} refused={undefined} language={language} />
      )}
    </Stack>,
    refused ? 422 : 200,
  );
}
