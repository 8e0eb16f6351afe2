import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { ButtonLink, Chips, Facts, PrintButton, Stack, StateChip } from '#ui';
import { closeSchoolTerm, reopenSchoolTerm } from '../commands/close-term.ts';
import { noteSignal } from '../commands/note-signal.ts';
import { listCorrections } from '../queries/corrections.ts';
import { missingByClass } from '../queries/missing.ts';
import { classStandings, isSchoolTermClosed, termOn } from '../queries/oversight.ts';
import { readSignals } from '../queries/signals.ts';
import { t } from '../words/index.ts';
import { closingRoutes } from './closing-routes.tsx';
import { correctionRoutes } from './correction-routes.tsx';
import { deadlineRoutes } from './deadline-routes.tsx';
import type { Refused } from './homeroom-page.tsx';
import { ClassesTable, oversightPath, SchoolTerm, SignalList } from './oversight-parts.tsx';
import { publicationPath, publicationRoutes } from './publication-routes.tsx';
import { onSchool } from './school-page.tsx';

/** What the principal looks after: closing, corrections, signals, deadlines, what families see. */
export const oversightRoutes = routes();
for (const some of [closingRoutes, correctionRoutes, deadlineRoutes, publicationRoutes])
  oversightRoutes.route('/', some);

const base = '/schools/:schoolId/oversight';

oversightRoutes.get(base, ask => oversightPage(ask));

/** What waits for the one who answers for the school, how its classes stand, and what deserves a look. */
async function oversightPage(ask: Ask, refused?: Refused, askedTerm?: 1 | 2): Promise<Response> {
  const { language, actor, system } = ask.var;
  const all = t(language);
  const text = all.oversight;
  const today = system.today();
  const asked = askedTerm ?? (ask.req.query('term') === '1' ? 1 : ask.req.query('term') === '2' ? 2 : undefined);
  const read = await onSchool(ask, async (db, school) => {
    const term = asked ?? (await termOn(db, school.schoolYear, today));
    const of = { ...school, term };
    return {
      school,
      term,
      classes: await classStandings(db, of, today),
      missing: await missingByClass(db, of, today),
      isClosed: await isSchoolTermClosed(db, of),
      corrections: await listCorrections(db, actor, of),
      signals: await readSignals(db, of),
    };
  });
  const { school, term, classes, missing, corrections } = read;
  const signals = read.signals;
  const waiting = corrections.filter(each => each.mayConfirm || each.mayApprove).length;
  const fresh = signals.filter(signal => signal.note === null);
  const due = [...missing.values()].reduce((sum, each) => sum + each.due, 0);
  const conflicts = classes.reduce((sum, each) => sum + each.conflicts, 0);
  const showsAll = ask.req.query('signals') === 'all';
  return screen(
    ask,
    {
      title: text.title,
      crumbs: [{ href: `/schools/${school.schoolId}?year=${school.schoolYear}`, label: school.school }],
      facts: (
        <Facts
          items={[
            school.school,
            ...school.years.map(year =>
              year === school.schoolYear ? (
                <strong>{year}</strong>
              ) : (
                <a href={oversightPath({ ...school, schoolYear: year })}>{year}</a>
              ),
            ),
            ...([1, 2] as const).map(each =>
              each === term ? (
                <strong>{text.term(each)}</strong>
              ) : (
                <a href={oversightPath(school, { term: each })}>{text.term(each)}</a>
              ),
            ),
          ]}
        />
      ),
      marks: (
        <Chips>
          {waiting > 0 && (
            <StateChip state="near" href={`/schools/${school.schoolId}/corrections?year=${school.schoolYear}`}>
              {text.today.corrections(count(waiting))}
            </StateChip>
          )}
          {due > 0 && (
            <StateChip state="behind" href="#classes">
              {text.today.due(count(due))}
            </StateChip>
          )}
          {conflicts > 0 && (
            <StateChip state="near" href="#classes">
              {text.today.conflicts(count(conflicts))}
            </StateChip>
          )}
          {fresh.length > 0 && (
            <StateChip state="near" href="#signals">
              {text.today.signals(count(fresh.length))}
            </StateChip>
          )}
          {waiting + due + conflicts + fresh.length === 0 && <StateChip state="ok">{text.today.fine}</StateChip>}
        </Chips>
      ),
      actions: (
        <>
          {school.mayOversee && (
            <ButtonLink href={publicationPath({ ...school, term, what: 'closed' })}>{text.publication.link}</ButtonLink>
          )}
          <ButtonLink href={`/schools/${school.schoolId}/corrections?year=${school.schoolYear}`}>
            {text.corrections.title}
          </ButtonLink>
          <ButtonLink href={`/schools/${school.schoolId}/gradebook/deadlines?year=${school.schoolYear}`}>
            {text.deadlines.link}
          </ButtonLink>
          <PrintButton>{all.sheet.print}</PrintButton>
        </>
      ),
      source: text.source,
    },
    <Stack>
      <ClassesTable school={school} term={term} classes={classes} missing={missing} language={language} />
      {school.mayOversee && classes.length > 0 && (
        <SchoolTerm
          school={school}
          term={term}
          isClosed={read.isClosed}
          missing={missing}
          refused={refused}
          language={language}
        />
      )}
      <SignalList
        school={school}
        term={term}
        signals={showsAll ? signals : fresh}
        all={signals.length}
        showsAll={showsAll}
        refused={refused}
        language={language}
      />
    </Stack>,
    refused ? 422 : 200,
  );
}

oversightRoutes.post(`${base}/signals`, async ask => {
  const form = await readForm(ask);
  const schoolId = idFrom(ask, 'schoolId');
  const signalKey = form.text('signal');
  const typed = { remark: form.text(`remark-${signalKey}`), signal: signalKey };
  const schoolYear = await yearAsked(ask);
  const answer = await attempt(ask, () =>
    performFor(ask, noteSignal, { schoolId, schoolYear, signalKey, remark: typed.remark }),
  );
  if (!answer.ok) {
    const faults = answer.faults.map(fault => ({ ...fault, field: `remark-${signalKey}` }));
    return oversightPage(ask, { act: 'signal', typed, faults });
  }
  say(ask, 'done', t(ask.var.language).oversight.signals.said);
  return ask.redirect(`${oversightPath({ schoolId, schoolYear })}#signals`, 303);
});

/** The year of the address, among those that the school has. */
const yearAsked = (ask: Ask): Promise<string> => onSchool(ask, async (_, school) => school.schoolYear);

const term = '/schools/:schoolId/terms/:term{[12]}';

oversightRoutes.post(`${term}/close`, async ask => {
  const sure = (await readForm(ask)).isTicked('sure');
  return changeTerm(ask, 'close', {}, of => performFor(ask, closeSchoolTerm, { ...of, sure }));
});

oversightRoutes.post(`${term}/reopen`, async ask => {
  const reason = (await readForm(ask)).text('reason');
  return changeTerm(ask, 'reopen', { reason }, of => performFor(ask, reopenSchoolTerm, { ...of, reason }));
});

async function changeTerm(
  ask: Ask,
  act: 'close' | 'reopen',
  typed: Record<string, string>,
  run: (of: { schoolId: number; schoolYear: string; term: 1 | 2 }) => Promise<unknown>,
): Promise<Response> {
  const of = {
    schoolId: idFrom(ask, 'schoolId'),
    schoolYear: await yearAsked(ask),
    term: ask.req.param('term') === '2' ? (2 as const) : (1 as const),
  };
  const answer = await attempt(ask, () => run(of));
  if (!answer.ok) return oversightPage(ask, { act, typed, faults: answer.faults }, of.term);
  const { said } = t(ask.var.language).oversight.schoolTerm;
  say(ask, 'done', act === 'close' ? said.closed : said.reopened);
  return ask.redirect(oversightPath(of, { term: of.term }), 303);
}
