import { count } from '#platform/format.ts';
import { idFrom, performFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { approveYears, handInYear, reopenYear } from '../commands/close-year.ts';
import { promoteSchool } from '../commands/promote-school.ts';
import { t } from '../words/index.ts';
import { classYearEndPage } from './class-year-end.tsx';
import { schoolYearEndPage } from './school-year-end.tsx';

/** The year's end: what is missing, decide, hand in, approve, promote. */
export const yearEndRoutes = routes();

const classPath = '/schools/:schoolId/classes/:classId{[0-9]+}/year-end';
yearEndRoutes.get(classPath, ask => classYearEndPage(ask));

yearEndRoutes.post(`${classPath}/hand-in`, async ask => {
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const done = await attempt(ask, () => performFor(ask, handInYear, { schoolId, classId }));
  if (!done.ok) return classYearEndPage(ask, done.faults);
  say(ask, 'done', t(ask.var.language).yearEnd.handedIn);
  return ask.redirect(`/schools/${schoolId}/classes/${classId}/year-end`, 303);
});

yearEndRoutes.post(`${classPath}/reopen`, async ask => {
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const reason = (await readForm(ask)).text('reason');
  const done = await attempt(ask, () => performFor(ask, reopenYear, { schoolId, classId, reason }));
  if (!done.ok) return classYearEndPage(ask, done.faults, reason);
  say(ask, 'done', t(ask.var.language).yearEnd.reopened);
  return ask.redirect(`/schools/${schoolId}/classes/${classId}/year-end`, 303);
});

const schoolPath = '/schools/:schoolId/year-end';
yearEndRoutes.get(schoolPath, ask => schoolYearEndPage(ask));

yearEndRoutes.post(`${schoolPath}/approve`, async ask => {
  const schoolId = idFrom(ask, 'schoolId');
  const form = await readForm(ask);
  const [schoolYear, classIds] = [
    form.text('year'),
    form.text('classIds').split(',').map(Number).filter(Number.isSafeInteger),
  ];
  const done = await attempt(ask, () => performFor(ask, approveYears, { schoolId, schoolYear, classIds }));
  if (!done.ok) return schoolYearEndPage(ask, done.faults);
  say(ask, 'done', t(ask.var.language).yearEnd.approved(count(done.answer)));
  return ask.redirect(`/schools/${schoolId}/year-end?year=${schoolYear}`, 303);
});

yearEndRoutes.post(`${schoolPath}/promote`, async ask => {
  const schoolId = idFrom(ask, 'schoolId');
  const schoolYear = (await readForm(ask)).text('year');
  const done = await attempt(ask, () => performFor(ask, promoteSchool, { schoolId, schoolYear }));
  if (!done.ok) return schoolYearEndPage(ask, done.faults);
  say(ask, 'done', t(ask.var.language).yearEnd.promoted(count(done.answer.pupils), count(done.answer.classes)));
  return ask.redirect(`/schools/${schoolId}/year-end?year=${schoolYear}`, 303);
});
