import type { Ask } from '#platform/http/env.ts';
import { routes } from '#platform/http/env.ts';
import { fileOut } from '#platform/http/file-out.ts';
import { t } from '../words/index.ts';
import { classRecordPaper } from './class-record-file.ts';
import { classResultsPage } from './class-results.tsx';
import { classResultsPaper, classResultsSheet } from './class-results-files.ts';
import { placeResultsPage, placeResultsPaper, placeResultsSheet } from './place-results.tsx';
import { resultsPaper, tallyPaperTables } from './results-paper.ts';
import { byGrade, readSchoolResults, schoolResultsPage } from './school-results.tsx';
import { tallySheet } from './tally-sheet.ts';
import { listKinds, yearListPage, yearListPaper, yearListSheet } from './year-lists.tsx';

async function schoolResultsSheet(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const { seen, period, classes } = await readSchoolResults(ask);
  const bytes = await tallySheet(classes, period, text, text.summary.heads.class);
  return fileOut(ask, bytes, 'xlsx', `thong ke ${seen.schoolYear} ky ${period}`);
}

async function schoolResultsPaper(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.summary;
  const { seen, period, classes } = await readSchoolResults(ask);
  return resultsPaper(
    ask,
    {
      title: words.statisticsPaper,
      office: seen.school,
      facts: `${seen.schoolYear} · ${text.levels.periods[period]}`,
      tables: [
        ...tallyPaperTables(byGrade(classes, words.grade), period, text, words.heads.grade, words.byGrade),
        ...tallyPaperTables(classes, period, text, words.heads.class, words.byClass),
      ],
      signed: [words.signed.principal],
      landscape: true,
    },
    `thong ke ${seen.schoolYear} ky ${period}`,
  );
}

/** Results on screen, in Excel and on paper: of a class, a school, a district, the province. */
export const resultRoutes = routes()
  .get('/schools/:schoolId/classes/:classId{[0-9]+}/results', classResultsPage)
  .get('/schools/:schoolId/classes/:classId{[0-9]+}/results.xlsx', classResultsSheet)
  .get('/schools/:schoolId/classes/:classId{[0-9]+}/results.pdf', classResultsPaper)
  .get('/schools/:schoolId/classes/:classId{[0-9]+}/record.pdf', classRecordPaper)
  .get('/schools/:schoolId/results', schoolResultsPage)
  .get('/schools/:schoolId/results.xlsx', schoolResultsSheet)
  .get('/schools/:schoolId/results.pdf', schoolResultsPaper)
  .get('/results', placeResultsPage)
  .get('/results/places/:placeId{[0-9]+}', placeResultsPage)
  .get('/results/places/:placeId{[0-9]+}/table.xlsx', placeResultsSheet)
  .get('/results/places/:placeId{[0-9]+}/table.pdf', placeResultsPaper);

for (const kind of listKinds) {
  resultRoutes.get(`/schools/:schoolId/results/${kind}`, ask => yearListPage(ask, kind));
  resultRoutes.get(`/schools/:schoolId/results/${kind}.xlsx`, ask => yearListSheet(ask, kind));
  resultRoutes.get(`/schools/:schoolId/results/${kind}.pdf`, ask => yearListPaper(ask, kind));
}
