import { type Ask, performFor, routes } from '#platform/http/env.ts';
import { attempt, idTyped, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { refuse } from '#platform/refusal.ts';
import { endExemption, exemptionKinds, giveExemption } from '../commands/give-exemption.ts';
import { awardKinds, recordAward, withdrawAward } from '../commands/record-award.ts';
import { recordDecision, recordOutsideResult, recordReassessment } from '../commands/record-outside-result.ts';
import { t } from '../words/index.ts';
import { onClass } from './gradebook-page.tsx';
import { backTo, bookPage, classOf, homeroomBase, typedCells } from './homeroom-book.tsx';
import { homeroomPath } from './homeroom-page.tsx';
import { mustRead } from './must-read.ts';

/** The lists of the homeroom book: awards, exemptions, results from elsewhere, what the summer brought. */
export const recordRoutes = routes();

const acts = ['awards', 'exemptions', 'outside', 'reassessments', 'decisions'] as const;

for (const act of acts) {
  recordRoutes.post(`${homeroomBase}/${act}`, async ask => {
    const form = await readForm(ask);
    const { schoolYear } = await onClass(ask, async (_, seen) => {
      mustRead(seen);
      return seen;
    });
    const answer = await attempt(ask, () => perform(ask, act, name => form.text(name), schoolYear));
    if (!answer.ok) return bookPage(ask, 'records', { act, typed: await typedCells(ask), faults: answer.faults });
    say(ask, 'done', t(ask.var.language).homeroom.saved);
    return ask.redirect(homeroomPath(classOf(ask), { part: 'records' }), 303);
  });
}

/** One of a few answers; nothing chosen is asked for again, never guessed. */
function chosen<T extends string>(of: readonly T[], typed: string, field: string): T {
  return of.find(each => each === typed) ?? refuse('choose', { vi: 'Hãy chọn một mục.', en: 'Choose one.' }, field);
}

async function perform(
  ask: Ask,
  act: (typeof acts)[number],
  text: (name: string) => string,
  schoolYear: string,
): Promise<unknown> {
  const { schoolId } = classOf(ask);
  // No pupil chosen: none that a command would take, and it says so at the field.
  const of = { schoolId, schoolYear, enrolmentId: idTyped(text('enrolmentId')) ?? 0 };
  const term = text('term') === '2' ? 2 : 1;
  const document = text('document');
  switch (act) {
    case 'awards': {
      const kind = chosen(awardKinds, text('kind'), 'kind');
      return performFor(ask, recordAward, { ...of, kind, content: text('content'), document });
    }
    case 'exemptions': {
      const kind = chosen(exemptionKinds, text('kind'), 'kind');
      const subjectKey = text('subjectKey') || null;
      return performFor(ask, giveExemption, { ...of, kind, subjectKey, reason: text('reason'), document });
    }
    case 'outside':
      return performFor(ask, recordOutsideResult, {
        ...of,
        term,
        subjectKey: text('subjectKey'),
        value: text('value'),
        source: text('source'),
      });
    case 'reassessments':
      return performFor(ask, recordReassessment, {
        ...of,
        subjectKey: text('subjectKey'),
        value: text('value'),
        heldOn: text('heldOn'),
      });
    case 'decisions': {
      const decided = chosen(['promoted', 'not-promoted'], text('decided'), 'decided');
      return performFor(ask, recordDecision, { ...of, decided, reason: text('reason') });
    }
  }
}

recordRoutes.post(`${homeroomBase}/awards/withdraw`, ask =>
  endRecord(
    ask,
    (schoolId, awardRecordId) => performFor(ask, withdrawAward, { schoolId, awardRecordId }),
    t(ask.var.language).homeroom.awards.withdrawn,
  ),
);

recordRoutes.post(`${homeroomBase}/exemptions/end`, ask =>
  endRecord(
    ask,
    (schoolId, exemptionId) => performFor(ask, endExemption, { schoolId, exemptionId }),
    t(ask.var.language).homeroom.exemptions.ended,
  ),
);

/** Ends what one row says; where it cannot (someone else was first), the list says why. */
async function endRecord(
  ask: Ask,
  run: (schoolId: number, id: number) => Promise<unknown>,
  said: string,
): Promise<Response> {
  const id = idTyped((await readForm(ask)).text('id')) ?? 0;
  const answer = await attempt(ask, () => run(classOf(ask).schoolId, id));
  if (answer.ok) say(ask, 'done', said);
  else say(ask, 'fault', answer.faults.map(fault => fault.words).join(' '));
  return backTo(ask, { part: 'records' });
}
