import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, contentOf, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  Chips,
  CsrfField,
  Facts,
  type FieldFault,
  FileField,
  Form,
  Notice,
  Panel,
  Row,
  Stack,
  StateChip,
} from '#ui';
import {
  importMarks,
  keepMarksFile,
  type LookedAt,
  lookAtMarksFile,
  rememberMarkColumns,
} from '../commands/import-marks.ts';
import type { MarksPlan } from '../importers/plan-marks.ts';
import type { MarksFile } from '../importers/read-marks-file.ts';
import type { SheetHead } from '../queries/mark-sheet.ts';
import type { HeadingRole } from '../rules/mark-headings.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { ColumnChoice, findsMarks, ImportChanges, ImportFaults } from './import-preview.tsx';
import { sheetPath } from './mark-sheet.tsx';
import { readSheet, termAsked } from './sheet-asked.ts';
import { sheetFile } from './sheet-file.ts';

/** Marks out into Excel and in again: nothing is written before a person has seen what would change. */
export const sheetImportRoutes = routes();

const base = '/schools/:schoolId/courses/:courseId{[0-9]+}';
type Words = GradebookWords['sheet'];

sheetImportRoutes.get(`${base}/file`, async ask => {
  const sheet = await readSheet(ask);
  const { head } = sheet;
  const isForm = ask.req.query('empty') === 'yes';
  const bytes = await sheetFile(sheet, t(ask.var.language).sheet, isForm);
  const name = `${isForm ? 'mau-' : ''}so-diem-${head.subjectKey}-${head.klass}-HK${head.term}-${head.schoolYear}.xlsx`;
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
    },
  });
});

const crumbsOf = (head: SheetHead, words: Words) => [
  { href: `/schools/${head.schoolId}/gradebook?year=${head.schoolYear}&term=${head.term}`, label: words.title },
  { href: sheetPath(head), label: `${head.subject} ${head.klass}` },
];

sheetImportRoutes.get(`${base}/import`, ask => uploadPage(ask));

async function uploadPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const words = t(ask.var.language).sheet;
  const { head } = await readSheet(ask);
  if (!head.mayBring) throw new NotAllowed();
  return screen(
    ask,
    {
      title: words.bring.title(head.subject, head.klass),
      crumb: words.importFile,
      crumbs: crumbsOf(head, words),
      facts: <Facts items={[head.school, head.schoolYear, words.term(head.term)]} />,
    },
    <Panel>
      <Form
        action={sheetPath(head, '/import')}
        files
        faults={faults}
        buttons={
          <>
            <Button filled>{words.bring.look}</Button>
            <ButtonLink href={sheetPath(head, '/file', '&empty=yes')} download quiet icon="download">
              {words.bring.template}
            </ButtonLink>
          </>
        }
      >
        <FileField
          name="file"
          label={words.bring.file}
          help={words.bring.fileHelp}
          kinds={['.xlsx', '.xls', '.csv']}
          maxBytes={20 * 1024 * 1024}
        />
      </Form>
    </Panel>,
    faults.length > 0 ? 422 : 200,
  );
}

sheetImportRoutes.post(`${base}/import`, async ask => {
  const form = await readForm(ask);
  const words = t(ask.var.language).sheet.bring;
  const [file] = form.files('file');
  if (!file) return uploadPage(ask, [{ field: 'file', words: words.noFile }]);
  const { name, content } = await contentOf(file);
  const [schoolId, courseId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'courseId')];
  const answer = await attempt(ask, () =>
    performFor(ask, keepMarksFile, { schoolId, courseId, fileName: name.normalize('NFC').slice(-200), bytes: content }),
  );
  if (!answer.ok) return uploadPage(ask, answer.faults);
  return ask.redirect(
    `/schools/${schoolId}/courses/${courseId}/import/${answer.answer}?term=${termAsked(ask) ?? 1}`,
    303,
  );
});

const asksTenths = (ask: Ask) => ask.req.query('tenths') === 'yes';

const ofFile = (ask: Ask) => ({
  schoolId: idFrom(ask, 'schoolId'),
  courseId: idFrom(ask, 'courseId'),
  keptFileId: idFrom(ask, 'keptFileId'),
});

async function look(ask: Ask): Promise<LookedAt> {
  const { system, actor } = ask.var;
  const looked = await readFor(ask, 'gradebook', db =>
    lookAtMarksFile(system, db, actor, { ...ofFile(ask), term: termAsked(ask), asTenths: asksTenths(ask) }),
  );
  if (!looked) throw new NotAllowed();
  return looked;
}

const kept = `${base}/import/:keptFileId{[0-9]+}`;
const keptPath = (ask: Ask, head: SheetHead, rest = '', tenths = asksTenths(ask)) =>
  sheetPath(head, `/import/${idFrom(ask, 'keptFileId')}${rest}`, tenths ? '&tenths=yes' : '');

sheetImportRoutes.get(kept, ask => previewPage(ask));

/** What the file would do, before anything is written; after a fault in matching columns, with what was chosen. */
async function previewPage(ask: Ask, faults: FieldFault[] = [], chosen?: readonly HeadingRole[]): Promise<Response> {
  const words = t(ask.var.language).sheet;
  const { sheet, fileName, read, plan } = await look(ask);
  const { head } = sheet;
  const changes = plan ? plan.marks.length + plan.comments.length : 0;
  return screen(
    ask,
    {
      title: words.bring.title(head.subject, head.klass),
      crumb: words.bring.preview,
      crumbs: [...crumbsOf(head, words), { href: sheetPath(head, '/import'), label: words.importFile }],
      facts: (
        <Facts items={[fileName, words.term(head.term), read.ok && words.bring.rows(count(read.file.rows.length))]} />
      ),
      marks: plan && (
        <Chips>
          <StateChip state={changes > 0 ? 'ok' : 'silent'}>{words.bring.changes(count(changes))}</StateChip>
          {plan.faults.length > 0 && (
            <StateChip state="behind" href="#faults">
              {words.bring.faults(count(plan.faults.length))}
            </StateChip>
          )}
        </Chips>
      ),
    },
    <Stack>
      {!read.ok && (
        <>
          {read.faults.map(fault => (
            <Notice kind="fault">{fault[ask.var.language]}</Notice>
          ))}
          <Row>
            <ButtonLink href={sheetPath(head, '/import')} filled>
              {words.bring.another}
            </ButtonLink>
            <ButtonLink href={sheetPath(head, '/file', '&empty=yes')} download icon="download">
              {words.bring.template}
            </ButtonLink>
          </Row>
        </>
      )}
      {plan?.mayBeTenths && (
        <Notice kind="note">
          {words.bring.tenths} <a href={keptPath(ask, head, '', true)}>{words.bring.tenthsYes}</a>
        </Notice>
      )}
      {plan && changes > 0 && (
        <form method="post" action={keptPath(ask, head)}>
          <CsrfField />
          <Row>
            <Button filled icon="upload">
              {plan.faults.length > 0 ? words.bring.doRest(count(changes)) : words.bring.do(count(changes))}
            </Button>
            <ButtonLink href={sheetPath(head)}>{words.stats.back}</ButtonLink>
          </Row>
        </form>
      )}
      {plan && read.ok && changes === 0 && <Notice kind="note">{whyNothing(head, read.file, plan, words)}</Notice>}
      {read.ok && (
        <ColumnChoice
          action={keptPath(ask, head, '/columns')}
          head={head}
          file={read.file}
          roles={chosen ?? read.file.roles}
          faults={faults}
          words={words}
        />
      )}
      {plan && <ImportFaults plan={plan} words={words} language={ask.var.language} />}
      {plan && changes > 0 && <ImportChanges head={head} plan={plan} words={words} />}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

/** Nothing to bring in: no column of marks was found, all that differs is faulty, or all stands already. */
function whyNothing(head: SheetHead, file: MarksFile, plan: MarksPlan, words: Words): string {
  if (!findsMarks(head, file)) return words.bring.noColumns;
  return plan.faults.length > 0 ? words.bring.allFaulty : words.bring.nothing;
}

sheetImportRoutes.post(`${kept}/columns`, async ask => {
  const form = await readForm(ask);
  const { sheet, read } = await look(ask);
  if (!read.ok) throw new NotAllowed();
  const roles = read.file.headings.map(heading => (form.text(`role-${heading.index}`) || 'none') as HeadingRole);
  const { schoolId, courseId } = ofFile(ask);
  const { headingsHash } = read.file;
  const answer = await attempt(ask, () =>
    performFor(ask, rememberMarkColumns, { schoolId, courseId, headingsHash, roles }),
  );
  if (!answer.ok) return previewPage(ask, answer.faults, roles);
  say(ask, 'done', t(ask.var.language).sheet.bring.remembered);
  return ask.redirect(keptPath(ask, sheet.head), 303);
});

sheetImportRoutes.post(kept, async ask => {
  const words = t(ask.var.language).sheet.bring;
  const term = termAsked(ask) ?? 1;
  const answer = await attempt(ask, () =>
    performFor(ask, importMarks, { ...ofFile(ask), term, asTenths: asksTenths(ask) }),
  );
  if (!answer.ok) return previewPage(ask, answer.faults);
  const { marks, comments, faults } = answer.answer;
  say(ask, faults > 0 ? 'note' : 'done', words.done(count(marks + comments), faults));
  const { schoolId, courseId } = ofFile(ask);
  return ask.redirect(`/schools/${schoolId}/courses/${courseId}?term=${term}`, 303);
});
