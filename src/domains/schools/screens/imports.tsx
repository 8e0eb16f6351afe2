import { count, dayTime } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import {
  Button,
  ButtonLink,
  Columns,
  DataTable,
  type FieldFault,
  FileField,
  Form,
  LinkList,
  Panel,
  Row,
  Select,
  Stack,
} from '#ui';
import { keepImportFile } from '../commands/import-file.ts';
import { writeFile } from '../importers/check-file.ts';
import { type ImportKind, importKinds } from '../importers/plan.ts';
import { listImports, listImportsUnderWay } from '../queries/imports.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool, tried } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

/** Bringing files in: choose one, and what one may download. */
export const importRoutes = routes();

export const kindFrom = (text: string | undefined): ImportKind | undefined => importKinds.find(kind => kind === text);

/** The names of downloaded files: letters that every system keeps. */
const fileNames: Record<ImportKind, string> = {
  pupils: 'hoc-sinh',
  staff: 'can-bo-giao-vien',
  classes: 'lop-hoc',
  assignments: 'phan-cong',
  identities: 'cap-nhat-dinh-danh',
};

export const spreadsheet = (bytes: Uint8Array, name: string): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
    },
  });

for (const filled of [true, false]) {
  importRoutes.get(`/schools/:schoolId/${filled ? 'files' : 'templates'}/:kind`, async ask => {
    const kind = kindFrom(ask.req.param('kind'));
    if (!kind) throw new NotAllowed();
    return await onSchool(ask, async (db, school) => {
      if (!school.mayRun) throw new NotAllowed();
      const bytes = await writeFile(
        db,
        kind,
        { schoolId: school.schoolId, schoolYear: school.schoolYear, today: ask.var.system.today() },
        ask.var.language,
        filled,
      );
      return spreadsheet(
        bytes,
        filled ? `${fileNames[kind]}-${school.schoolYear}.xlsx` : `mau-${fileNames[kind]}.xlsx`,
      );
    });
  });
}

importRoutes.get('/schools/:schoolId/imports', ask => importsPage(ask));

importRoutes.post('/schools/:schoolId/imports', async ask => {
  const body = await ask.req.parseBody();
  const { file } = body;
  const kind = kindFrom(typeof body.kind === 'string' ? body.kind : undefined) ?? 'pupils';
  const year = typeof body.year === 'string' ? body.year : '';
  if (!(file instanceof File) || file.size === 0)
    return importsPage(ask, kind, [{ field: 'file', words: t(ask.var.language).imports.noFile }]);
  const schoolId = idFrom(ask, 'schoolId');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const answer = await tried(ask, () =>
    performFor(ask, keepImportFile, { schoolId, fileName: file.name.normalize('NFC').slice(-200), bytes }),
  );
  if ('faults' in answer) return importsPage(ask, kind, answer.faults);
  return ask.redirect(
    `/schools/${schoolId}/imports/files/${answer.done}?${new URLSearchParams({ as: kind, year })}`,
    303,
  );
});

async function importsPage(ask: Ask, chosen?: ImportKind, faults: FieldFault[] = []): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.imports;
  const { school, imports, underWay } = await onSchool(ask, async (db, school) => {
    if (!school.mayRun) throw new NotAllowed();
    return {
      school,
      imports: await listImports(db, school.schoolId),
      underWay: await listImportsUnderWay(db, school.schoolId),
    };
  });
  return schoolPage(
    ask,
    school,
    { title: words.title, tab: 'imports' },
    <Stack>
      <Columns
        main={
          <Panel title={words.upload}>
            <Upload
              school={school}
              kind={chosen ?? kindFrom(ask.req.query('as')) ?? 'pupils'}
              faults={faults}
              text={text}
            />
          </Panel>
        }
        side={
          <>
            {underWay.length > 0 && (
              <LinkList
                title={words.underWay}
                items={underWay.map(work => ({
                  title: text.kinds[work.kind] ?? '',
                  href: schoolPath(school, `/imports/work/${work.longWorkId}`),
                }))}
              />
            )}
            <Panel title={words.files}>
              <Stack>
                {importKinds.map(kind => (
                  <div>
                    <p>{text.kinds[kind]}</p>
                    <Row>
                      <ButtonLink href={schoolPath(school, `/templates/${kind}`)} download quiet icon="download">
                        {words.template}
                      </ButtonLink>
                      <ButtonLink href={schoolPath(school, `/files/${kind}`)} download quiet icon="download">
                        {words.export}
                      </ButtonLink>
                    </Row>
                  </div>
                ))}
                <p class="soft">{words.filesHelp}</p>
              </Stack>
            </Panel>
          </>
        }
      />
      <Panel title={words.history} flush>
        <DataTable
          bare
          caption={words.history}
          rows={imports}
          empty={{ text: words.noHistory }}
          columns={[
            {
              key: 'file',
              head: words.heads.file,
              rowHead: true,
              width: 'wide',
              fold: 'full',
              render: one => one.fileName,
            },
            { key: 'kind', head: words.heads.kind, fold: 'start', render: one => text.kinds[one.kind] },
            { key: 'year', head: words.heads.year, fold: 'end', render: one => one.schoolYear ?? '' },
            {
              key: 'counts',
              head: words.heads.counts,
              fold: 'full',
              render: one =>
                words.counts(count(one.counts.added), count(one.counts.changed), count(one.counts.unchanged)),
            },
            {
              key: 'when',
              head: words.heads.when,
              fold: 'start',
              render: one => dayTime(one.importedAt, ask.var.language),
            },
          ]}
        />
      </Panel>
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

function Upload({
  school,
  kind,
  faults,
  text,
}: {
  school: SchoolSeen;
  kind: ImportKind;
  faults: FieldFault[];
  text: SchoolWords;
}) {
  const words = text.imports;
  return (
    <Form
      action={`/schools/${school.schoolId}/imports`}
      files
      faults={faults}
      buttons={<Button filled>{words.check}</Button>}
    >
      <Select
        name="kind"
        label={words.kind}
        choose={false}
        value={kind}
        width="medium"
        options={importKinds.map(value => ({ value, label: text.kinds[value] ?? value }))}
      />
      <Select
        name="year"
        label={text.year}
        choose={false}
        value={school.schoolYear}
        width="short"
        options={school.years.map(value => ({ value, label: value }))}
      />
      <FileField
        name="file"
        label={words.file}
        help={words.fileHelp}
        kinds={['.xlsx', '.xls', '.csv']}
        maxBytes={20 * 1024 * 1024}
      />
      <p class="soft">{words.checkHelp}</p>
    </Form>
  );
}
