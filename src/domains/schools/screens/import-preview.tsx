import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { markFaults } from '#platform/sheets/index.ts';
import type { Language } from '#platform/words.ts';
import { Button, ButtonLink, Chips, Facts, Form, Notice, Stack, Stat, StateChip, Stats, Steps } from '#ui';
import { askImport, rememberMapping } from '../commands/import-file.ts';
import { checkFile } from '../importers/check-file.ts';
import { findKeptFile, headingsHash, rememberedColumns } from '../queries/imports.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool, typedIn } from './asked.ts';
import { Changes, ColumnChoice, FaultTable, LegacyQuestion } from './import-parts.tsx';
import { fileHref, type Preview } from './import-seen.ts';
import { kindFrom, spreadsheet } from './imports.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

/** Looking at a file before anything is done: what it would change, what is wrong, how its columns were read. */
export const previewRoutes = routes();

const legacyFrom = (text: string | undefined): Preview['legacy'] =>
  (['tcvn3', 'vni', 'none'] as const).find(each => each === text);

/** Reads the file as it would be brought in: with the columns that the school chose for such headings before, if it did. */
async function preview(ask: Ask, asked: { as?: string | undefined; legacy?: string | undefined }): Promise<Preview> {
  const kind = kindFrom(asked.as);
  const keptFileId = idFrom(ask, 'keptFileId');
  const { system } = ask.var;
  return await onSchool(ask, async (db, school) => {
    const file = school.mayRun ? await findKeptFile(db, school.schoolId, keptFileId) : undefined;
    if (!file || !kind) throw new NotAllowed();
    const target = { schoolId: school.schoolId, schoolYear: school.schoolYear, today: system.today() };
    const legacy = legacyFrom(asked.legacy);
    const given = { bytes: await system.files.get(file.sha256), fileName: file.name, legacy };
    const first = await checkFile(db, kind, target, given);
    const columns = await rememberedColumns(db, school.schoolId, kind, headingsHash(first.headings));
    const checked = columns ? await checkFile(db, kind, target, { ...given, mapping: { columns } }) : first;
    return { school, kind, keptFileId, legacy, columns, fileName: file.name, bytes: given.bytes, checked };
  });
}

const base = '/schools/:schoolId/imports/files/:keptFileId{[0-9]+}';

previewRoutes.get(base, async ask => {
  const seen = await preview(ask, { as: ask.req.query('as'), legacy: ask.req.query('legacy') });
  const { school, kind, checked } = seen;
  const { counts } = checked;
  const text = t(ask.var.language);
  const words = text.imports;
  const steps = words.steps.map((label, index) => ({
    label,
    ...(index === 0 ? { href: schoolPath(school, '/imports', { as: kind }) } : {}),
  }));
  return schoolPage(
    ask,
    school,
    {
      title: words.previewTitle(text.kinds[kind] ?? kind),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/imports'), label: words.title },
      ],
      facts: <Facts items={[seen.fileName, `${text.year} ${school.schoolYear}`, words.rows(count(counts.rows))]} />,
      marks: (
        <Chips>
          {counts.errors > 0 ? (
            <StateChip state="behind" href="#faults">
              {words.errors(count(counts.errors))}
            </StateChip>
          ) : (
            <StateChip state="ok">{words.clean}</StateChip>
          )}
          {counts.warnings > 0 && (
            <StateChip state="near" href="#faults">
              {words.warnings(count(counts.warnings))}
            </StateChip>
          )}
        </Chips>
      ),
    },
    <Stack>
      <Steps steps={steps} current={1} />
      {checked.legacy && <LegacyQuestion seen={seen} finding={checked.legacy} text={text} />}
      {!checked.legacy && <Outcome seen={seen} language={ask.var.language} text={text} />}
      <ColumnChoice seen={seen} language={ask.var.language} text={text} />
    </Stack>,
  );
});

/** Shown once the letters are settled: before that, names and faults would be of the wrong letters. */
function Outcome({ seen, language, text }: { seen: Preview; language: Language; text: SchoolWords }) {
  const { counts, faults } = seen.checked;
  const { stats } = text.imports;
  return (
    <>
      <Stats>
        <Stat label={stats.added} value={count(counts.added)} />
        <Stat label={stats.changed} value={count(counts.changed)} />
        <Stat label={stats.unchanged} value={count(counts.unchanged)} />
        <Stat label={stats.errors} value={count(counts.errors)} />
      </Stats>
      <Decision seen={seen} text={text} />
      <FaultTable faults={faults} language={language} text={text} />
      <Changes seen={seen} language={language} text={text} />
    </>
  );
}

/** What can be done now: bring it in, or mend it. */
function Decision({ seen, text }: { seen: Preview; text: SchoolWords }) {
  const { school, checked, kind, legacy } = seen;
  const words = text.imports;
  const { errors, added, changed } = checked.counts;
  if (errors === 0 && added + changed > 0) {
    return (
      <Form
        action={`/schools/${school.schoolId}/imports/files/${seen.keptFileId}?year=${school.schoolYear}`}
        hidden={{ as: kind, legacy }}
        buttons={
          <Button filled icon="upload">
            {words.bring(count(added + changed))}
          </Button>
        }
      />
    );
  }
  return (
    <Stack>
      <Notice kind={errors > 0 ? 'fault' : 'note'}>{errors > 0 ? words.mend : words.nothing}</Notice>
      <div class="row">
        {errors > 0 && checked.headings.length > 0 && (
          <ButtonLink href={fileHref(seen, '/marked')} download icon="download">
            {words.marked}
          </ButtonLink>
        )}
        <ButtonLink href={schoolPath(school, '/imports', { as: kind })}>{words.again}</ButtonLink>
      </div>
    </Stack>
  );
}

previewRoutes.get(`${base}/marked`, async ask => {
  const seen = await preview(ask, { as: ask.req.query('as'), legacy: ask.req.query('legacy') });
  const marked = await markFaults(seen.bytes, seen.fileName, seen.checked.faults, ask.var.language);
  if (!marked) throw new NotAllowed();
  return spreadsheet(marked, `${seen.fileName.replace(/\.[^.]*$/, '')}-danh-dau.xlsx`);
});

previewRoutes.post(`${base}/columns`, async ask => {
  const typed = await typedIn(ask);
  const seen = await preview(ask, typed);
  const { school, kind, checked } = seen;
  const none = checked.columns.map((column): [string, number | null] => [column.key, null]);
  const chosen = checked.headings.flatMap((heading): [string, number][] => {
    const key = typed[`column-${heading.index}`];
    return key && checked.columns.some(column => column.key === key) ? [[key, heading.index]] : [];
  });
  await performFor(ask, rememberMapping, {
    schoolId: school.schoolId,
    kind,
    headingsHash: headingsHash(checked.headings),
    columns: Object.fromEntries([...none, ...chosen]),
  });
  say(ask, 'done', t(ask.var.language).imports.columnsKept);
  return ask.redirect(fileHref(seen), 303);
});

previewRoutes.post(base, async ask => {
  const typed = await typedIn(ask);
  const { school, kind, keptFileId, legacy, columns } = await preview(ask, typed);
  const { schoolId, schoolYear } = school;
  const work = await performFor(ask, askImport, { schoolId, kind, schoolYear, keptFileId, legacy, columns });
  return ask.redirect(schoolPath(school, `/imports/work/${work}`), 303);
});
