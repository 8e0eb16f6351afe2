import { count } from '#platform/format.ts';
import { idFrom, performFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { checkResults } from '../commands/check-results.ts';
import { computeResults } from '../commands/compute-results.ts';
import { answerReading, proposeReading } from '../commands/settle-readings.ts';
import { t } from '../words/index.ts';
import { checksPage } from './checks-page.tsx';
import { proposalPage } from './proposal-page.tsx';
import { readingsPage } from './readings-page.tsx';
import { schoolCheckPage } from './school-check.tsx';

/** How circulars are read, and results computed twice. */
export const checkRoutes = routes();

checkRoutes.get('/results/checks', ask => checksPage(ask));
checkRoutes.get('/results/readings', ask => readingsPage(ask));

checkRoutes.post('/results/readings', async ask => {
  const form = await readForm(ask);
  const [name, typed] = [
    form.text('name'),
    { value: form.text('value'), schoolYear: form.text('schoolYear'), document: form.text('document') },
  ];
  const done = await attempt(ask, () => performFor(ask, proposeReading, { name, ...typed }));
  if (!done.ok) return readingsPage(ask, { name, typed, faults: done.faults });
  say(ask, 'done', t(ask.var.language).checks.readings.said);
  return ask.redirect(`/results/readings/${done.answer}`, 303);
});

const proposal = '/results/readings/:readingProposalId{[0-9]+}';
checkRoutes.get(proposal, ask => proposalPage(ask));

checkRoutes.post(`${proposal}/answer`, async ask => {
  const readingProposalId = idFrom(ask, 'readingProposalId');
  const accepted = (await readForm(ask)).text('answer') === 'accept';
  const done = await attempt(ask, () => performFor(ask, answerReading, { readingProposalId, accepted }));
  if (!done.ok) return proposalPage(ask, done.faults);
  const words = t(ask.var.language).checks.proposal;
  say(ask, 'done', accepted ? words.accepted : words.refused);
  return ask.redirect(`/results/readings/${readingProposalId}`, 303);
});

const check = '/schools/:schoolId/results/check';
checkRoutes.get(check, ask => schoolCheckPage(ask));

checkRoutes.post(check, async ask => {
  const schoolId = idFrom(ask, 'schoolId');
  const schoolYear = (await readForm(ask)).text('year');
  await performFor(ask, checkResults, { schoolId, schoolYear });
  say(ask, 'done', t(ask.var.language).checks.check.checked);
  return ask.redirect(`${ask.req.path}?year=${schoolYear}`, 303);
});

checkRoutes.post('/schools/:schoolId/results/compute', async ask => {
  const schoolId = idFrom(ask, 'schoolId');
  const schoolYear = (await readForm(ask)).text('year');
  const { changed } = await performFor(ask, computeResults, { schoolId, schoolYear });
  say(ask, 'done', t(ask.var.language).checks.check.computed(count(changed)));
  return ask.redirect(`/schools/${schoolId}/results/check?year=${schoolYear}`, 303);
});
