import { getCookie, setCookie } from 'hono/cookie';
import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { ButtonLink, Facts, type FieldFault, PrintButton, Stack, Tabs } from '#ui';
import { enterComments } from '../commands/enter-comments.ts';
import { enterMarks } from '../commands/enter-marks.ts';
import { keepBankComment, takeBankComment } from '../commands/keep-bank-comment.ts';
import { settleMarkConflict } from '../commands/settle-mark-conflict.ts';
import { addTopicColumn, takeTopicColumn } from '../commands/topic-column.ts';
import { t } from '../words/index.ts';
import { MarkSheetForm, sheetPath } from './mark-sheet.tsx';
import { readSheet, termAsked } from './sheet-asked.ts';
import { Conflicts, SheetExtras, sheetMarks } from './sheet-beside.tsx';
import { type CellRefused, columnToClose } from './sheet-cells.ts';
import { sheetImportRoutes } from './sheet-import.tsx';
import { overviewRoutes } from './sheet-overview.tsx';
import { sheetSent } from './sheet-sent.ts';
import { statisticsRoutes } from './sheet-statistics.tsx';

/** The mark sheet of a course: one table, one form; and the lists that lead there. */
export const sheetRoutes = routes();
for (const some of [overviewRoutes, statisticsRoutes, sheetImportRoutes]) sheetRoutes.route('/', some);

const base = '/schools/:schoolId/courses/:courseId{[0-9]+}';

/** "75" for 7,5: a habit of the hand, kept in the browser in which one types. */
const typingCookie = 'rong_typing';
const typesTenths = (ask: Ask) => getCookie(ask, typingCookie) === 'tenths';

sheetRoutes.get(base, ask => sheetPage(ask));

sheetRoutes.post(base, async ask => {
  const form = await readForm(ask);
  const names = Object.keys(await ask.req.parseBody({ all: true }));
  const [schoolId, courseId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'courseId')];
  const term = termAsked(ask) ?? 1;
  const typing = form.text('typing');
  const { cells, comments } = sheetSent(form, names);
  const words = t(ask.var.language).sheet;
  const refused = new Map<string, CellRefused>();
  let saved = 0;
  if (cells.length > 0) {
    const asTenths = typesTenths(ask);
    const answer = await performFor(ask, enterMarks, { schoolId, courseId, cells, asTenths });
    for (const { state, columnId, enrolmentId, fault, value } of answer.cells) {
      if (state === 'saved') saved++;
      if (state === 'saved' || state === 'same') continue;
      const typed = cells.find(each => each.columnId === columnId && each.enrolmentId === enrolmentId)?.value ?? value;
      refused.set(`m-${columnId}-${enrolmentId}`, {
        typed,
        state: state === 'conflict' ? 'conflict' : 'fault',
        words: fault?.[ask.var.language] ?? words.conflicts.title,
      });
    }
  }
  if (comments.length > 0) {
    const answer = await performFor(ask, enterComments, { schoolId, courseId, term, comments });
    for (const { state, enrolmentId, fault, value } of answer.comments) {
      if (state === 'saved') saved++;
      if (state === 'saved' || state === 'same') continue;
      const typed = comments.find(each => each.enrolmentId === enrolmentId)?.comment ?? value;
      refused.set(`c-${enrolmentId}`, {
        typed,
        state: state === 'conflict' ? 'conflict' : 'fault',
        words: fault?.[ask.var.language] ?? words.conflicts.commentChanged(value),
      });
    }
  }
  if (typing === 'tenths' || typing === 'plain')
    setCookie(ask, typingCookie, typing, { path: '/', sameSite: 'Lax', maxAge: 60 * 60 * 24 * 365 });
  if (refused.size > 0) return sheetPage(ask, refused);
  if (cells.length === 0 && comments.length === 0) await mustBeThere(ask);
  if (!typing || saved > 0) say(ask, saved > 0 ? 'done' : 'note', saved > 0 ? words.saved : words.nothingChanged);
  return ask.redirect(`/schools/${schoolId}/courses/${courseId}?${new URL(ask.req.url).searchParams}`, 303);
});

/** Where no command came to ask the rule: a stranger must not learn that the course is there. */
async function mustBeThere(ask: Ask): Promise<void> {
  const { head } = await readSheet(ask);
  if (!head.mayEnter) throw new NotAllowed();
}

async function sheetPage(
  ask: Ask,
  refused: ReadonlyMap<string, CellRefused> = new Map(),
  bankFaults: FieldFault[] = [],
): Promise<Response> {
  const { language, actor } = ask.var;
  const text = t(language);
  const words = text.sheet;
  const sheet = await readSheet(ask);
  const { head, rows } = sheet;
  const only = head.mayEnter
    ? head.columns.find(column => String(column.columnId) === ask.req.query('column'))
    : undefined;
  const correctAt = head.mayEnter ? `/schools/${head.schoolId}/columns` : undefined;
  const look = { words, refused, only, correctAt };
  const complete = head.mayEnter || head.mayOversee ? columnToClose(sheet) : undefined;
  const isCombined = head.grades.length > 1;
  return screen(
    ask,
    {
      title: words.sheetTitle(head.subject, head.klass, head.term),
      crumb: `${head.subject} ${head.klass}`,
      crumbs: [
        { href: `/schools/${head.schoolId}/gradebook?year=${head.schoolYear}&term=${head.term}`, label: words.title },
      ],
      facts: (
        <Facts
          items={[
            head.school,
            head.schoolYear,
            isCombined && words.grade(head.grade),
            words.pupils(count(rows.filter(row => row.leftOn === null).length)),
            head.lessonsAYear > 0 && words.lessons(count(head.lessonsAYear)),
            text.levels.regimes[head.regime],
          ]}
        />
      ),
      marks: sheetMarks(sheet, words),
      actions: (
        <>
          {complete && (
            <ButtonLink href={`/schools/${head.schoolId}/columns/${complete.columnId}/close`} icon="lock">
              {words.closeColumn(words.columnName(complete.kind, complete.number))}
            </ButtonLink>
          )}
          {head.mayEnter && head.columns.some(column => column.isClosed) && (
            <ButtonLink href={sheetPath(head, '/corrections')}>{text.oversight.corrections.ask.title}</ButtonLink>
          )}
          <ButtonLink href={sheetPath(head, '/statistics')}>{words.statistics}</ButtonLink>
          {head.mayBring && <ButtonLink href={sheetPath(head, '/import')}>{words.importFile}</ButtonLink>}
          <ButtonLink href={sheetPath(head, '/file')} download icon="download">
            {words.exportFile}
          </ButtonLink>
          <PrintButton>{words.print}</PrintButton>
        </>
      ),
      source: words.source,
    },
    <Stack>
      <Tabs
        label={words.terms}
        tabs={([1, 2] as const).map(term => ({
          href: sheetPath({ ...head, term }),
          label: words.term(term),
          current: term === head.term,
        }))}
      />
      <Conflicts sheet={sheet} language={language} />
      <MarkSheetForm sheet={sheet} look={look} personId={actor.personId} asTenths={typesTenths(ask)} />
      {head.others.length > 1 && (
        <nav class="sheet-others" aria-label={words.otherClasses}>
          <span>{words.otherClasses}</span>
          {head.others.map(other => (
            <a
              href={sheetPath({ ...head, courseId: other.courseId })}
              aria-current={other.courseId === head.courseId ? 'page' : undefined}
            >
              {other.klass}
            </a>
          ))}
        </nav>
      )}
      <SheetExtras sheet={sheet} language={language} faults={bankFaults} />
    </Stack>,
    refused.size > 0 || bankFaults.length > 0 ? 422 : 200,
  );
}

const backToSheet = (ask: Ask) =>
  ask.redirect(
    `/schools/${idFrom(ask, 'schoolId')}/courses/${idFrom(ask, 'courseId')}?term=${termAsked(ask) ?? 1}`,
    303,
  );

/** Does it and goes back to the sheet, with what there is to say. */
async function doAndReturn(ask: Ask, run: () => Promise<unknown>, said: string): Promise<Response> {
  const answer = await attempt(ask, run);
  if (answer.ok) say(ask, 'done', said);
  else {
    await mustBeThere(ask);
    say(ask, 'fault', answer.faults.map(fault => fault.words).join(' '));
  }
  return backToSheet(ask);
}

const courseOf = (ask: Ask) => ({ schoolId: idFrom(ask, 'schoolId'), courseId: idFrom(ask, 'courseId') });

sheetRoutes.post(`${base}/conflicts/:conflictId{[0-9]+}`, async ask => {
  const form = await readForm(ask);
  const chose = form.text('chose') === 'taken' ? 'taken' : 'kept';
  const conflictId = idFrom(ask, 'conflictId');
  const settle = () => performFor(ask, settleMarkConflict, { ...courseOf(ask), conflictId, chose });
  return doAndReturn(ask, settle, t(ask.var.language).sheet.conflicts.settled);
});

sheetRoutes.post(`${base}/columns`, ask =>
  doAndReturn(
    ask,
    () => performFor(ask, addTopicColumn, { ...courseOf(ask), term: termAsked(ask) ?? 1 }),
    t(ask.var.language).sheet.topicAdded,
  ),
);

sheetRoutes.post(`${base}/columns/:columnId{[0-9]+}/take`, ask =>
  doAndReturn(
    ask,
    () => performFor(ask, takeTopicColumn, { ...courseOf(ask), columnId: idFrom(ask, 'columnId') }),
    t(ask.var.language).sheet.topicTaken,
  ),
);

sheetRoutes.post(`${base}/comment-bank`, async ask => {
  const form = await readForm(ask);
  const answer = await attempt(ask, () =>
    performFor(ask, keepBankComment, {
      ...courseOf(ask),
      comment: form.text('comment').slice(0, 500),
      forAll: form.isTicked('forAll'),
    }),
  );
  if (!answer.ok) return sheetPage(ask, new Map(), answer.faults);
  say(ask, 'done', t(ask.var.language).sheet.bank.kept);
  return backToSheet(ask);
});

sheetRoutes.post(`${base}/comment-bank/:bankCommentId{[0-9]+}/take`, ask =>
  doAndReturn(
    ask,
    () => performFor(ask, takeBankComment, { ...courseOf(ask), bankCommentId: idFrom(ask, 'bankCommentId') }),
    t(ask.var.language).sheet.bank.taken,
  ),
);
