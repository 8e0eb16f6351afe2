import type { Ask } from '#platform/http/env.ts';
import { idFrom } from '#platform/http/env.ts';
import type { Stack } from '#ui';
import {
  conductOfClass,
  healthOfClass,
  pupilsOfClass,
  recordsOfClass,
  termStanding,
  traitsOfClass,
} from '../queries/homeroom.ts';
import { missingMarks, unjudgedPupils } from '../queries/missing.ts';
import { conductLevelsOf } from '../rules/conduct.ts';
import { traitsAsked } from '../rules/traits.ts';
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
import { Records } from './homeroom-records.tsx';
import { ConductForm, HealthForm, TraitsForm } from './homeroom-tables.tsx';
import { mustRead } from './must-read.ts';

export const homeroomBase = '/schools/:schoolId/classes/:classId{[0-9]+}/homeroom';

export const classOf = (ask: Ask) => ({ schoolId: idFrom(ask, 'schoolId'), classId: idFrom(ask, 'classId') });

/** Part, term and period that the address asks for. */
export function whereAsked(ask: Ask, part?: HomeroomPart): HomeroomAt {
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
          (all, row) => all + traitsAsked(row.regime, row.grade).filter(each => !row.levels[each.key]).length,
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
export async function typedCells(ask: Ask): Promise<Record<string, string>> {
  const body = await ask.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  );
}

/** Nobody learns from an empty form whether a class is there: who may not lead it is turned away as everywhere. */
export async function backTo(ask: Ask, at: Partial<HomeroomAt>): Promise<Response> {
  await onClass(ask, async (_, seen) => mustRead(seen));
  return ask.redirect(homeroomPath(classOf(ask), at), 303);
}
