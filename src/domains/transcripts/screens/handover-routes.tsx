import { house } from '#platform/access.ts';
import { readKept } from '#platform/files/keep.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { attempt, contentOf, idTyped, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { exportPackage } from '../commands/export-package.ts';
import { issueExtract } from '../commands/issue-extract.ts';
import { keepPackage, sayFault, type TakenIn, takeInPackage } from '../commands/take-in-package.ts';
import { checkPackage } from '../queries/check-package.ts';
import { arrivalsAt, findHandedOver, getOffice, getPupil } from '../queries/handover.ts';
import { handoverWords } from '../words/handover.ts';
import { handoverPage } from './handover-page.tsx';
import { packagePage, takeInPage } from './take-in-page.tsx';

/** Papers that travel: packages for other schools, packages taken in, extracts. */
export const handoverRoutes = routes();

const ofPupil = (ask: Ask) => ({ schoolId: idFrom(ask, 'schoolId'), enrolmentId: idFrom(ask, 'enrolmentId') });
const pageOf = (ask: Ask) => `/schools/${idFrom(ask, 'schoolId')}/pupils/${idFrom(ask, 'enrolmentId')}/handover`;

handoverRoutes.get('/schools/:schoolId/pupils/:enrolmentId/handover', ask => handoverPage(ask));

handoverRoutes.get('/schools/:schoolId/pupils/:enrolmentId/handover/:keptFileId', async ask => {
  const { schoolId, enrolmentId } = ofPupil(ask);
  const file = await readFor(ask, 'transcripts', async db => {
    await getPupil(db, ask.var.actor, schoolId, enrolmentId, ask.var.system.today());
    await findHandedOver(db, schoolId, enrolmentId, idFrom(ask, 'keptFileId'));
    return await readKept(ask.var.system, db, schoolId, idFrom(ask, 'keptFileId'));
  });
  ask.header('content-type', file.mediaType);
  ask.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return ask.body(Buffer.from(file.content));
});

handoverRoutes.post('/schools/:schoolId/pupils/:enrolmentId/package', async ask => {
  const form = await readForm(ask);
  const typed = { toWhom: form.text('toWhom'), why: form.text('why') };
  const done = await attempt(ask, () => performFor(ask, exportPackage, { ...ofPupil(ask), ...typed }));
  if (!done.ok) return handoverPage(ask, { form: 'package', typed, years: [], faults: done.faults });
  say(ask, 'done', handoverWords(ask.var.language).out.done);
  return ask.redirect(pageOf(ask), 303);
});

handoverRoutes.post('/schools/:schoolId/pupils/:enrolmentId/extract', async ask => {
  const form = await readForm(ask);
  const typed = { toWhom: form.text('toWhom'), why: form.text('why') };
  const years = form.list('schoolYears');
  const done = await attempt(ask, () =>
    performFor(ask, issueExtract, { ...ofPupil(ask), ...typed, schoolYears: years }),
  );
  if (!done.ok) return handoverPage(ask, { form: 'extract', typed, years, faults: done.faults });
  const words = handoverWords(ask.var.language).extract;
  say(
    ask,
    done.answer.isSealed ? 'done' : 'note',
    (done.answer.isSealed ? words.done : words.unsealed)(done.answer.number),
  );
  return ask.redirect(pageOf(ask), 303);
});

handoverRoutes.get('/schools/:schoolId/handover/import', ask => takeInPage(ask));

handoverRoutes.post('/schools/:schoolId/handover/import', async ask => {
  const schoolId = idFrom(ask, 'schoolId');
  const { system, language, actor } = ask.var;
  await readFor(ask, 'transcripts', db => getOffice(db, actor, schoolId, system.today()));
  const [file] = (await readForm(ask)).files('file');
  if (!file) return takeInPage(ask, [{ field: 'file', words: handoverWords(language).into.nothing }]);
  const { name, content } = await contentOf(file);
  const checked = await checkPackage(system, content);
  // What is at fault is not kept: it would only be kept for nobody.
  if ('fault' in checked)
    return takeInPage(ask, [{ field: 'file', words: sayFault(language, checked.fault, checked.path) }]);
  const keptFileId = await performFor(ask, keepPackage, { schoolId, name, content });
  return ask.redirect(`/schools/${schoolId}/handover/import/${keptFileId}`, 303);
});

handoverRoutes.get('/schools/:schoolId/handover/import/:keptFileId', ask => packagePage(ask));

handoverRoutes.post('/schools/:schoolId/handover/import/:keptFileId', async ask => {
  const schoolId = idFrom(ask, 'schoolId');
  const enrolmentId = idTyped((await readForm(ask)).text('enrolmentId')) ?? 0;
  const words = handoverWords(ask.var.language).into;
  if (enrolmentId === 0) return packagePage(ask, [{ field: 'enrolmentId', words: words.whoseHelp }]);
  const done = await attempt(ask, () =>
    performFor(ask, takeInPackage, { schoolId, enrolmentId, keptFileId: idFrom(ask, 'keptFileId') }),
  );
  if (!done.ok) return packagePage(ask, done.faults);
  return taken(ask, enrolmentId, done.answer);
});

/**
 * A pupil who came from a school of the province: the transfer that both schools agreed on opens the way to the old school's
 * records. The house makes the package there, in that school's name and book; here it is kept, checked and taken in like any other.
 */
handoverRoutes.post('/schools/:schoolId/handover/arrivals/:enrolmentId', async ask => {
  const { schoolId, enrolmentId } = ofPupil(ask);
  const { system, actor } = ask.var;
  const { arrival, office } = await readFor(ask, 'transcripts', async db => {
    const office = await getOffice(db, actor, schoolId, system.today());
    const arrival = (await arrivalsAt(db, schoolId, system.today())).find(each => each.enrolmentId === enrolmentId);
    if (!arrival) throw new NotAllowed();
    return { arrival, office };
  });
  const done = await attempt(ask, async () => {
    const made = await perform(system, house('handover', system.today(), [arrival.fromSchoolId]), exportPackage, {
      schoolId: arrival.fromSchoolId,
      enrolmentId: arrival.fromEnrolmentId,
      toWhom: office.name,
    });
    const keptFileId = await performFor(ask, keepPackage, {
      schoolId,
      name: `ho-so-${arrival.code.replaceAll(/[^\w-]/g, '')}.zip`,
      content: await system.files.get(made.sha256),
    });
    return await performFor(ask, takeInPackage, { schoolId, enrolmentId, keptFileId });
  });
  if (!done.ok) return takeInPage(ask, done.faults);
  return taken(ask, enrolmentId, done.answer);
});

function taken(ask: Ask, enrolmentId: number, answer: TakenIn): Response {
  const words = handoverWords(ask.var.language).into;
  say(
    ask,
    answer.left.length > 0 ? 'note' : 'done',
    words.done(answer.transcripts, answer.recorded, answer.left.length),
  );
  return ask.redirect(`/schools/${idFrom(ask, 'schoolId')}/pupils/${enrolmentId}/handover`, 303);
}
