import { readFileSync } from 'node:fs';
import path from 'node:path';
import { count, day, dayTime, fromTenths, none } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { fileOut } from '#platform/http/file-out.ts';
import { makePdf } from '#platform/paper/paper.ts';
import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import type { PupilResult, SubjectSeen } from '../queries/class-results.ts';
import { isPrimary } from '../rules/regime.ts';
import { t } from '../words/index.ts';
import { readClassResults, regimeOf } from './class-results.tsx';
import { sayAcademic, sayAward, sayConduct, sayOutcome, saySubject } from './say-result.ts';

const template = readFileSync(path.join(import.meta.dirname, '..', 'paper', 'class-results.typ'), 'utf8');

/** A mark to calculate on where it is one, else its letter. */
const forSheet = (seen: SubjectSeen | undefined, said: string) =>
  seen && !seen.exempt && seen.level === null && seen.tenths !== null ? seen.tenths / 10 : said === none ? null : said;

/** The class's results as a table to calculate on. */
export async function classResultsSheet(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const { heads } = text.summary;
  const { seen, period, results } = await readClassResults(ask);
  const said = (say: (pupil: PupilResult) => string) => (pupil: PupilResult) => {
    const words = say(pupil);
    return words === none ? null : words;
  };
  const columns: TableColumn<PupilResult>[] = [
    { heading: heads.code, kind: 'text', width: 14, value: pupil => pupil.pupilCode },
    { heading: heads.name, kind: 'text', width: 28, value: pupil => pupil.fullName },
    { heading: heads.birth, kind: 'day', value: pupil => pupil.birthDay },
    ...results.heads.map(
      (head): TableColumn<PupilResult> => ({
        heading: head.name,
        kind: head.kind === 'scored' ? 'number' : 'text',
        width: 11,
        value: pupil =>
          forSheet(pupil.subjects[head.subjectKey], saySubject(pupil.subjects[head.subjectKey], head.kind, text)),
      }),
    ),
    {
      heading: heads.mean,
      kind: 'number',
      value: pupil => (pupil.meanTenths === null ? null : pupil.meanTenths / 10),
    },
    { heading: heads.academic, kind: 'text', width: 16, value: said(pupil => sayAcademic(pupil, text)) },
    { heading: heads.conduct, kind: 'text', width: 12, value: said(pupil => sayConduct(pupil, text)) },
    { heading: heads.absences, kind: 'number', value: pupil => pupil.absences },
    { heading: heads.award, kind: 'text', width: 20, value: pupil => sayAward(pupil, text) || null },
    { heading: heads.outcome, kind: 'text', width: 28, value: said(pupil => sayOutcome(pupil, text)) },
  ];
  const bytes = await writeTable(columns, results.pupils, { title: seen.klass });
  return fileOut(ask, bytes, 'xlsx', `ket-qua ${seen.klass} ${seen.schoolYear} ky ${period}`);
}

/** The class's results on paper, in the official layout. */
export async function classResultsPaper(ask: Ask): Promise<Response> {
  const { language, system } = ask.var;
  const text = t(language);
  const { heads } = text.summary;
  const { seen, period, results } = await readClassResults(ask);
  const now = system.clock.now();
  const regime = regimeOf(results);
  const primary = isPrimary(regime);
  const ends: [head: string, say: (pupil: PupilResult) => string][] = [
    ...(results.pupils.some(pupil => pupil.meanTenths !== null)
      ? [[heads.mean, (pupil: PupilResult) => fromTenths(pupil.meanTenths)] as [string, (pupil: PupilResult) => string]]
      : []),
    [primary ? heads.result : heads.academic, pupil => sayAcademic(pupil, text)],
    ...(primary
      ? []
      : [[heads.conduct, (pupil: PupilResult) => sayConduct(pupil, text)] as [string, (pupil: PupilResult) => string]]),
    [heads.absences, pupil => count(pupil.absences)],
    ...(period >= 3
      ? ([
          [heads.award, pupil => sayAward(pupil, text)],
          [heads.outcome, pupil => sayOutcome(pupil, text)],
        ] as [string, (pupil: PupilResult) => string][])
      : []),
  ];
  const pdf = makePdf(
    template,
    {
      language,
      title: primary ? text.summary.primaryPaperTitle : text.summary.paperTitle,
      office: '',
      school: seen.school,
      class: text.summary.ofClass(seen.klass, text.levels.periods[period]),
      facts: [seen.schoolYear, text.levels.periods[period], regime && text.levels.regimes[regime]]
        .filter(Boolean)
        .join(' · '),
      source: `${text.summary.source} · ${text.summary.asOf(day(system.today()))}`,
      printed: dayTime(now, language),
      number: heads.number,
      name: heads.name,
      subjects: results.heads.map(head => head.name),
      ends: ends.map(([head]) => head),
      rows: results.pupils.map((pupil, at) => [
        String(at + 1),
        pupil.fullName,
        ...results.heads.map(head => saySubject(pupil.subjects[head.subjectKey], head.kind, text)),
        ...ends.map(([, say]) => say(pupil)),
      ]),
      legend: primary ? text.summary.primaryLegend : text.summary.legend,
      signed: [text.summary.signed.homeroom, text.summary.signed.principal],
    },
    now,
  );
  return fileOut(ask, pdf, 'pdf', `ket-qua ${seen.klass} ${seen.schoolYear} ky ${period}`);
}
