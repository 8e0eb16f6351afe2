import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { attempt, idTyped, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { refuse } from '#platform/refusal.ts';
import type { Stack } from '#ui';
import { endExemption, exemptionKinds, giveExemption } from '../commands/give-exemption.ts';
import { awardKinds, recordAward, withdrawAward } from '../commands/record-award.ts';
import { recordConduct } from '../commands/record-conduct.ts';
import { recordHealth } from '../commands/record-health.ts';
import { recordDecision, recordOutsideResult, recordReassessment } from '../commands/record-outside-result.ts';
import { recordTraits } from '../commands/record-traits.ts';
import {
  conductOfClass,
  healthOfClass,
  pupilsOfClass,
  recordsOfClass,
  termStanding,
  traitsOfClass,
} from '../queries/homeroom.ts';
import { missingMarks, unjudgedPupils } from '../queries/missing.ts';
import { conductLevels, conductLevelsOf } from '../rules/conduct.ts';
import { readTraitLevel, traitsOf } from '../rules/traits.ts';
import { t } from '../words/index.ts';
import { ClassClosing } from './class-closing.tsx';
import { onClass } from './gradebook-page.tsx';
import {
  type HomeroomAt,
  type HomeroomPart,
  homeroomPage,
  homeroomParts,
  homeroomPath,
  isPrimaryClass,
  missingMark,
  type Refused,
} from './homeroom-page.tsx';
import { fieldOf, Records } from './homeroom-records.tsx';
import { ConductForm, HealthForm, TraitsForm } from './homeroom-tables.tsx';
import { mustRead } from './must-read.ts';

/** What the homeroom teacher does around the sheets: conduct, traits, health, records, closing. */
export const homeroomRoutes = routes();

export const homeroomBase = '/schools/:schoolId/classes/:classId{[0-9]+}/homeroom';
homeroomRoutes.get(homeroomBase, ask => bookPage(ask));

function whereAsked(ask: Ask, part?: HomeroomPart): HomeroomAt {
  const { part: named, term, period } = ask.req.query();
  return {
    part: part ?? homeroomParts.find(each => each === named) ?? 'conduct',
    term: term === '3' ? 3 : term === '2' ? 2 : 1,
    period: period === 'mid' ? 'mid' : 'end',
  };
}

/** A page of the book; after a fault, with what was typed and what is wrong with it. */
export async function bookPage(ask: Ask, part?: HomeroomPart, refused?: Refused, askedTerm?: 1 | 2): Promise<Response> {
  const { language, system } = ask.var;
  const text = t(language).homeroom;
  const today = system.today();
  const asked = whereAsked(ask, part);
  const at = askedTerm ? { ...asked, term: askedTerm } : asked;
  const term = at.term === 3 ? 2 : at.term;
  const { seen, shown } = await onClass(ask, async (db, seen) => {
    mustRead(seen);
    const standing = await termStanding(db, seen, term);
    const isOpen = seen.mayLead && (at.term === 3 || !standing.isClosed);
    const common = { seen, at, isOpen, refused, language, isClosed: standing.isClosed && at.term !== 3 };
    return { seen, shown: await shownOf(at.part) };

    async function shownOf(which: HomeroomPart) {
      const is = (body: ReturnType<typeof Stack>, missing?: ReturnType<typeof missingMark>) => ({
        body,
        missing,
        standing,
      });
      if (which === 'traits' && isPrimaryClass(seen)) {
        const pupils = await traitsOfClass(db, seen, term, at.period, today);
        const missing = pupils.reduce(
          (all, row) => all + traitsOf(row.regime).filter(each => !row.levels[each.key]).length,
          0,
        );
        return is(
          <TraitsForm {...common} pupils={pupils} />,
          missingMark(missing, text.traits.missing, text.traits.all),
        );
      }
      if (which === 'health') {
        const pupils = await healthOfClass(db, seen, today);
        return is(<HealthForm {...common} isOpen={seen.mayLead || seen.mayOversee} pupils={pupils} />);
      }
      if (which === 'records') {
        const pupils = await pupilsOfClass(db, seen, today);
        const records = await recordsOfClass(db, seen);
        return is(<Records seen={seen} pupils={pupils} records={records} refused={refused} language={language} />);
      }
      if (which === 'closing') {
        const of = { ...seen, term };
        const missing = await missingMarks(db, of, today);
        const unjudged = await unjudgedPupils(db, of, today);
        return is(
          <ClassClosing
            seen={seen}
            term={term}
            standing={standing}
            missing={missing}
            unjudged={unjudged}
            refused={refused}
            language={language}
          />,
        );
      }
      const pupils = await conductOfClass(db, seen, at.term, today);
      const judged = pupils.filter(row => conductLevelsOf(row.regime).length > 0);
      return is(
        <ConductForm {...common} pupils={pupils} bank={standing.bank} />,
        judged.length > 0 && at.term !== 3
          ? missingMark(judged.filter(row => row.level === null).length, text.conduct.missing, text.conduct.all)
          : undefined,
      );
    }
  });
  return homeroomPage(
    ask,
    seen,
    at,
    { missing: shown.missing, isClosed: shown.standing.isClosed },
    shown.body,
    refused ? 422 : 200,
  );
}

/** Fields named `<letter>-<pupil>` or `<letter>-<pupil>-<trait>`, as typed. */
async function typedCells(ask: Ask): Promise<Record<string, string>> {
  const body = await ask.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  );
}

const cellName = /^([a-z])-(\d{1,15})(?:-([a-z-]+))?$/;
const classOf = (ask: Ask) => ({ schoolId: idFrom(ask, 'schoolId'), classId: idFrom(ask, 'classId') });

/** Nobody learns from an empty form whether a class is there: who may not lead it is turned away as everywhere. */
async function backTo(ask: Ask, at: Partial<HomeroomAt>): Promise<Response> {
  await onClass(ask, async (_, seen) => mustRead(seen));
  return ask.redirect(homeroomPath(classOf(ask), at), 303);
}

function sayRows(ask: Ask, rows: number): void {
  const text = t(ask.var.language).homeroom;
  say(ask, rows > 0 ? 'done' : 'note', rows > 0 ? text.savedRows(count(rows)) : text.nothingChanged);
}

/** The revisions that were on the screen, by pupil. */
function seenRevisions(text: string | undefined): Record<string, number> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter(([, value]) => Number.isInteger(value) && value >= 0));
  } catch {
    return {};
  }
}

homeroomRoutes.post(`${homeroomBase}/conduct`, async ask => {
  const typed = await typedCells(ask);
  const { term } = whereAsked(ask);
  const seen = seenRevisions(typed.seen);
  const ids = [...new Set(Object.keys(typed).flatMap(name => cellName.exec(name)?.[2] ?? []))];
  const rows = ids.map(id => ({
    enrolmentId: Number(id),
    level: conductLevels.find(level => level === typed[`l-${id}`]) ?? null,
    comment: typed[`c-${id}`] ?? '',
    seen: seen[id] ?? 0,
  }));
  if (rows.length === 0) return backTo(ask, { part: 'conduct', term });
  const answer = await attempt(ask, () => performFor(ask, recordConduct, { ...classOf(ask), term, rows }));
  if (!answer.ok) return bookPage(ask, 'conduct', { act: 'conduct', typed, faults: answer.faults });
  const faults = answer.answer.rows.flatMap(row =>
    row.fault ? [{ field: `c-${row.enrolmentId}`, words: row.fault[ask.var.language] }] : [],
  );
  if (faults.length > 0) {
    // Where someone else's change stands, that is shown; what was typed elsewhere is kept.
    const conflicts = answer.answer.rows.filter(row => row.state === 'conflict').map(row => String(row.enrolmentId));
    const kept = Object.fromEntries(
      Object.entries(typed).filter(([name]) => !conflicts.includes(cellName.exec(name)?.[2] ?? '')),
    );
    return bookPage(ask, 'conduct', { act: 'conduct', typed: kept, faults });
  }
  sayRows(ask, answer.answer.rows.filter(row => row.state === 'saved').length);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'conduct', term }), 303);
});

homeroomRoutes.post(`${homeroomBase}/traits`, async ask => {
  const typed = await typedCells(ask);
  const { term, period } = whereAsked(ask);
  const text = t(ask.var.language).homeroom;
  const fill = typed.fill === 'Đ';
  const faults: { field: string; words: string }[] = [];
  const cells = Object.entries(typed).flatMap(([name, value]) => {
    const [, kind, id, traitKey] = cellName.exec(name) ?? [];
    if (kind !== 't' || !traitKey) return [];
    const level = fill && value === '' ? 'Đ' : readTraitLevel(value);
    if (level === undefined) faults.push({ field: name, words: text.traits.fault });
    return level === undefined ? [] : [{ enrolmentId: Number(id), traitKey, level }];
  });
  if (cells.length === 0 && faults.length === 0) return backTo(ask, { part: 'traits', term, period });
  const saved =
    cells.length > 0
      ? await attempt(ask, () =>
          performFor(ask, recordTraits, { ...classOf(ask), term: term === 2 ? 2 : 1, period, cells }),
        )
      : undefined;
  if (saved && !saved.ok) faults.push(...saved.faults.map(fault => ({ field: fault.field ?? '', words: fault.words })));
  if (faults.length > 0) return bookPage(ask, 'traits', { act: 'traits', typed, faults });
  sayRows(ask, saved?.ok ? saved.answer.changed : 0);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'traits', term, period }), 303);
});

homeroomRoutes.post(`${homeroomBase}/health`, async ask => {
  const typed = await typedCells(ask);
  const ids = [...new Set(Object.keys(typed).flatMap(name => cellName.exec(name)?.[2] ?? []))];
  const rows = ids.map(id => ({
    enrolmentId: Number(id),
    height: typed[`h-${id}`] ?? '',
    weight: typed[`w-${id}`] ?? '',
    note: typed[`n-${id}`] ?? '',
  }));
  if (rows.length === 0) return backTo(ask, { part: 'health' });
  const { saved, faults } = await performFor(ask, recordHealth, { ...classOf(ask), rows });
  if (faults.length > 0)
    return bookPage(ask, 'health', {
      act: 'health',
      typed,
      faults: faults.map(({ field, enrolmentId, said }) => ({
        field: `${field[0]}-${enrolmentId}`,
        words: said[ask.var.language],
      })),
    });
  sayRows(ask, saved);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'health' }), 303);
});

const acts = ['awards', 'exemptions', 'outside', 'reassessments', 'decisions'] as const;

for (const act of acts) {
  homeroomRoutes.post(`${homeroomBase}/${act}`, async ask => {
    const form = await readForm(ask);
    const text = (name: string) => form.text(fieldOf(act, name));
    const { schoolYear } = await onClass(ask, async (_, seen) => {
      mustRead(seen);
      return seen;
    });
    const answer = await attempt(ask, () => perform(ask, act, text, schoolYear));
    if (!answer.ok) {
      const typed = await typedCells(ask);
      const plain = Object.fromEntries(
        Object.entries(typed).map(([name, value]) => [name.replace(`${act}-`, ''), value]),
      );
      const faults = answer.faults.map(fault => (fault.field ? { ...fault, field: fieldOf(act, fault.field) } : fault));
      return bookPage(ask, 'records', { act, typed: plain, faults });
    }
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

homeroomRoutes.post(`${homeroomBase}/awards/withdraw`, async ask => {
  const { schoolId } = classOf(ask);
  const id = idTyped((await readForm(ask)).text('id')) ?? 0;
  const answer = await attempt(ask, () => performFor(ask, withdrawAward, { schoolId, awardRecordId: id }));
  if (!answer.ok) return bookPage(ask, 'records', { act: '', typed: {}, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).homeroom.awards.withdrawn);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'records' }), 303);
});

homeroomRoutes.post(`${homeroomBase}/exemptions/end`, async ask => {
  const { schoolId } = classOf(ask);
  const id = idTyped((await readForm(ask)).text('id')) ?? 0;
  const answer = await attempt(ask, () => performFor(ask, endExemption, { schoolId, exemptionId: id }));
  if (!answer.ok) return bookPage(ask, 'records', { act: '', typed: {}, faults: answer.faults });
  say(ask, 'done', t(ask.var.language).homeroom.exemptions.ended);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'records' }), 303);
});
