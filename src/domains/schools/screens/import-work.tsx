import { count } from '#platform/format.ts';
import { idFrom, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { ButtonLink, Notice, Progress, Stack, Steps } from '#ui';
import { findImportWork, type ImportWork } from '../queries/imports.ts';
import { t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

export const importWorkRoutes = routes();

/** How far an import is; it goes on when the page is left, and is found again in the list of imports. */
importWorkRoutes.get('/schools/:schoolId/imports/work/:longWorkId{[0-9]+}', async ask => {
  const { language, system } = ask.var;
  const text = t(language);
  const words = text.imports;
  const { school, work } = await onSchool(ask, async (db, school) => ({
    school,
    work: school.mayRun ? await findImportWork(db, school.schoolId, idFrom(ask, 'longWorkId')) : undefined,
  }));
  if (!work) throw new NotAllowed();
  const runs = work.outcome === null || work.outcome === 'failed';
  return schoolPage(
    ask,
    school,
    {
      title: words.progress(text.kinds[work.kind] ?? work.kind),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, '/imports'), label: words.title },
      ],
      ...(runs ? { refreshSeconds: 2 } : {}),
      actions: runs ? (
        <ButtonLink href={schoolPath(school, `/imports/work/${work.longWorkId}`)}>{words.reload}</ButtonLink>
      ) : undefined,
    },
    <Stack>
      <Steps steps={words.steps.map(label => ({ label }))} current={2} />
      {work.outcome === 'failed' && <Notice kind="fault">{words.failed}</Notice>}
      {work.outcome === 'refused' && <Notice kind="fault">{work.answer?.said?.[language] ?? words.refused}</Notice>}
      {work.outcome === 'done' && (
        <Notice kind="done">{`${words.done}: ${work.answer?.counts ? words.counts(count(work.answer.counts.added), count(work.answer.counts.changed), count(work.answer.counts.unchanged)) : ''}`}</Notice>
      )}
      {work.outcome === null && work.total === null && (
        <Notice kind="note">{`${words.waiting} ${words.mayLeave}`}</Notice>
      )}
      {work.outcome === null && work.total !== null && (
        <Progress
          label={words.underWay}
          done={work.done}
          total={work.total}
          unit={words.unit}
          mayLeave
          {...secondsLeft(work, system.clock.now())}
        />
      )}
      {!runs && (
        <div class="row">
          <ButtonLink
            href={schoolPath(
              school,
              work.kind === 'staff'
                ? '/staff'
                : work.kind === 'classes'
                  ? '/classes'
                  : work.kind === 'assignments'
                    ? '/assignments'
                    : '/pupils',
            )}
            filled
          >
            {words.look}
          </ButtonLink>
          <ButtonLink href={schoolPath(school, '/imports', { as: work.kind })}>{words.again}</ButtonLink>
        </div>
      )}
    </Stack>,
  );
});

/** At the pace so far. */
function secondsLeft(work: ImportWork, now: Date): { secondsLeft?: number } {
  if (!work.begunAt || !work.total || work.done === 0) return {};
  const spent = (now.getTime() - work.begunAt.getTime()) / 1000;
  return { secondsLeft: Math.round((spent / work.done) * (work.total - work.done)) };
}
