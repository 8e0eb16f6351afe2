import { count, day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { fileOut } from '#platform/http/file-out.ts';
import { screen } from '#platform/http/screen.tsx';
import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import { ButtonLink, type Column, DataTable, Facts } from '#ui';
import { type ListedPupil, yearList } from '../queries/result-lists.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { resultsPaper } from './results-paper.ts';
import { onSchool } from './school-page.tsx';

export const listKinds = ['honours', 'promotion'] as const;
type ListKind = (typeof listKinds)[number];

const readList = (ask: Ask, kind: ListKind) =>
  onSchool(ask, async (db, seen) => {
    const all = await yearList(db, seen.schoolId, seen.schoolYear);
    return {
      seen,
      pupils: kind === 'honours' ? all.filter(each => each.award !== null) : all.filter(each => each.outcome !== null),
    };
  });

const sayAwardOf = (each: ListedPupil, text: GradebookWords) =>
  each.award ? text.levels.award(each.regime, each.award) : '';
const sayAcademicOf = (each: ListedPupil, text: GradebookWords) =>
  each.academic ? text.levels.academic(each.regime, each.academic) : '–';
const sayConductOf = (each: ListedPupil, text: GradebookWords) =>
  each.conduct ? text.levels.conduct(each.conduct) : '–';
const sayOutcomeOf = (each: ListedPupil, text: GradebookWords) =>
  each.outcome
    ? [text.levels.outcomes[each.outcome], each.outcomeWhy && text.levels.why[each.outcomeWhy]]
        .filter(Boolean)
        .join(': ')
    : '–';

/** Who is rewarded, and who is promoted: lists of a school's year, to print and to sign. */
export async function yearListPage(ask: Ask, kind: ListKind): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.summary;
  const { seen, pupils } = await readList(ask, kind);
  const base = `/schools/${seen.schoolId}/results`;
  const year = `year=${seen.schoolYear}`;
  return screen(
    ask,
    {
      title: `${words[kind]} ${seen.schoolYear}`,
      crumb: words[kind],
      crumbs: [
        { href: `/schools/${seen.schoolId}?${year}`, label: seen.school },
        { href: `${base}?${year}`, label: words.title },
      ],
      facts: <Facts items={[seen.school, seen.schoolYear, words.people(count(pupils.length))]} />,
      actions: (
        <>
          <ButtonLink href={`${base}/${kind}.xlsx?${year}`} download icon="download">
            {words.excel}
          </ButtonLink>
          <ButtonLink href={`${base}/${kind}.pdf?${year}`} download icon="download">
            {words.pdf}
          </ButtonLink>
        </>
      ),
      source: words.source,
    },
    <DataTable
      caption={words[kind]}
      dense
      filter
      columns={listColumns(seen.schoolId, kind, text)}
      rows={pupils}
      empty={{ text: kind === 'honours' ? words.noHonours : words.noPromotion }}
    />,
  );
}

function listColumns(schoolId: number, kind: ListKind, text: GradebookWords): Column<ListedPupil>[] {
  const { heads } = text.summary;
  return [
    {
      key: 'number',
      head: heads.number,
      align: 'end',
      width: 'narrow',
      fold: 'hide',
      render: (_, at) => count(at + 1),
    },
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: each => <a href={`/schools/${schoolId}/pupils/${each.enrolmentId}`}>{each.fullName}</a>,
    },
    { key: 'birth', head: heads.birth, fold: 'hide', render: each => day(each.birthDay) },
    {
      key: 'class',
      head: heads.class,
      fold: 'start',
      foldHead: true,
      render: each => <a href={`/schools/${schoolId}/classes/${each.classId}/results`}>{each.klass}</a>,
    },
    { key: 'academic', head: heads.academic, fold: 'end', foldHead: true, render: each => sayAcademicOf(each, text) },
    { key: 'conduct', head: heads.conduct, fold: 'hide', render: each => sayConductOf(each, text) },
    kind === 'honours'
      ? { key: 'award', head: heads.award, fold: 'full', render: each => <strong>{sayAwardOf(each, text)}</strong> }
      : { key: 'outcome', head: heads.outcome, fold: 'full', render: each => sayOutcomeOf(each, text) },
  ];
}

export async function yearListSheet(ask: Ask, kind: ListKind): Promise<Response> {
  const text = t(ask.var.language);
  const { heads } = text.summary;
  const { seen, pupils } = await readList(ask, kind);
  const columns: TableColumn<ListedPupil>[] = [
    { heading: heads.code, kind: 'text', width: 14, value: each => each.pupilCode },
    { heading: heads.name, kind: 'text', width: 28, value: each => each.fullName },
    { heading: heads.birth, kind: 'day', value: each => each.birthDay },
    { heading: heads.class, kind: 'text', width: 8, value: each => each.klass },
    { heading: heads.academic, kind: 'text', width: 18, value: each => sayAcademicOf(each, text) },
    { heading: heads.conduct, kind: 'text', width: 12, value: each => sayConductOf(each, text) },
    { heading: heads.absences, kind: 'number', value: each => each.absences },
    { heading: heads.award, kind: 'text', width: 22, value: each => sayAwardOf(each, text) },
    { heading: heads.outcome, kind: 'text', width: 36, value: each => sayOutcomeOf(each, text) },
  ];
  const bytes = await writeTable(columns, pupils, { title: text.summary[kind] });
  return fileOut(ask, bytes, 'xlsx', `${text.summary[kind]} ${seen.schoolYear}`);
}

/** The list as it hangs on the wall or goes with the decision, signed by the principal. */
export async function yearListPaper(ask: Ask, kind: ListKind): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.summary;
  const { heads } = words;
  const { seen, pupils } = await readList(ask, kind);
  const say = kind === 'honours' ? sayAwardOf : sayOutcomeOf;
  return resultsPaper(
    ask,
    {
      title: words.listPaper[kind],
      office: seen.school,
      facts: `${seen.schoolYear} · ${words.people(count(pupils.length))}`,
      tables: [
        {
          caption: '',
          heads: [
            heads.number,
            heads.name,
            heads.birth,
            heads.class,
            heads.academic,
            heads.conduct,
            kind === 'honours' ? heads.award : heads.outcome,
          ],
          rows: pupils.map((each, at) => [
            count(at + 1),
            each.fullName,
            day(each.birthDay),
            each.klass,
            sayAcademicOf(each, text),
            sayConductOf(each, text),
            say(each, text),
          ]),
          texts: [0, 1, 2, 3, 4, 5],
        },
      ],
      signed: [words.signed.principal],
      landscape: false,
    },
    `${words[kind]} ${seen.schoolYear}`,
  );
}
