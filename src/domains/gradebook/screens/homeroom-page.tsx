import { count } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { ButtonLink, Chips, Facts, type FieldFault, PrintButton, Row, type Slot, Stack, StateChip, Tabs } from '#ui';
import { regimeFor } from '../rules/regime.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { type ClassSeen, classPage } from './gradebook-page.tsx';

export const homeroomParts = ['conduct', 'traits', 'health', 'records', 'closing'] as const;
export type HomeroomPart = (typeof homeroomParts)[number];

/** Where one stands in the homeroom book. */
export interface HomeroomAt {
  part: HomeroomPart;
  term: 1 | 2 | 3;
  period: 'mid' | 'end';
}

/** A form that came back: what was typed, and what is wrong with it. */
export interface Refused {
  /** Which form it was. */
  act: string;
  typed: Record<string, string>;
  faults: FieldFault[];
}

export const homeroomPath = (
  { schoolId, classId }: { schoolId: number; classId: number },
  at: Partial<HomeroomAt> = {},
  rest = '',
): string => {
  const query = new URLSearchParams(Object.entries(at).map(([name, value]) => [name, String(value)]));
  return `/schools/${schoolId}/classes/${classId}/homeroom${rest}${query.size > 0 ? `?${query}` : ''}`;
};

export const isPrimaryClass = ({ grades }: ClassSeen): boolean => grades.some(grade => grade <= 5);
const isSecondaryClass = ({ grades }: ClassSeen): boolean => grades.some(grade => grade >= 6);

/** The book's frame: which term, which part, how it stands. */
export function homeroomPage(
  ask: Ask,
  seen: ClassSeen,
  at: HomeroomAt,
  parts: { missing: { count: number; some: string; none: string } | undefined; isClosed: boolean },
  body: Slot,
  status: 200 | 422 = 200,
): Promise<Response> {
  const all = t(ask.var.language);
  const text = all.homeroom;
  const regimes = [...new Set(seen.grades.map(grade => regimeFor(seen.schoolYear, grade)))];
  return classPage(
    ask,
    seen,
    {
      title: text.title(seen.klass),
      facts: (
        <Facts
          items={[
            seen.school,
            seen.schoolYear,
            text.term(at.term),
            ...regimes.map(regime => regime && all.levels.regimes[regime]),
          ]}
        />
      ),
      marks: (parts.isClosed || parts.missing) && (
        <Chips>
          {parts.isClosed && (
            <StateChip state="ok" href={homeroomPath(seen, { ...at, part: 'closing' })}>
              {text.closing.closed('').trim()}
            </StateChip>
          )}
          {parts.missing && (
            <StateChip state={parts.missing.count > 0 ? 'near' : 'ok'}>
              {parts.missing.count > 0 ? parts.missing.some : parts.missing.none}
            </StateChip>
          )}
        </Chips>
      ),
      actions: (
        <>
          <ButtonLink href={`/schools/${seen.schoolId}/classes/${seen.classId}/results?term=${Math.min(at.term, 2)}`}>
            {text.results}
          </ButtonLink>
          <PrintButton>{all.sheet.print}</PrintButton>
        </>
      ),
      source: text.source,
    },
    <Stack>
      <Tabs label={text.parts.label} tabs={partTabs(seen, at, text)} />
      {!['health', 'records'].includes(at.part) && <TermChoice seen={seen} at={at} text={text} />}
      {body}
    </Stack>,
    status,
  );
}

function partTabs(seen: ClassSeen, at: HomeroomAt, text: GradebookWords['homeroom']) {
  return homeroomParts
    .filter(part => part !== 'traits' || isPrimaryClass(seen))
    .map(part => ({
      href: homeroomPath(seen, { part, term: at.term === 3 && part !== 'conduct' ? 2 : at.term }),
      label: part === 'conduct' && !isSecondaryClass(seen) ? text.parts.comments : text.parts[part],
      current: part === at.part,
    }));
}

/** The terms as links: one click, no script, an address to keep. */
function TermChoice(props: { seen: ClassSeen; at: HomeroomAt; text: GradebookWords['homeroom'] }) {
  const { seen, at, text } = props;
  const terms = at.part === 'conduct' && isSecondaryClass(seen) ? ([1, 2, 3] as const) : ([1, 2] as const);
  const periods = at.part === 'traits' ? (['mid', 'end'] as const) : [];
  return (
    <Row>
      <Facts
        items={terms.map(term =>
          term === at.term ? (
            <strong>{text.term(term)}</strong>
          ) : (
            <a href={homeroomPath(seen, { ...at, term })}>{text.term(term)}</a>
          ),
        )}
      />
      {periods.length > 0 && (
        <Facts
          items={periods.map(period =>
            period === at.period ? (
              <strong>{text.traits.periods[period]}</strong>
            ) : (
              <a href={homeroomPath(seen, { ...at, period })}>{text.traits.periods[period]}</a>
            ),
          )}
        />
      )}
    </Row>
  );
}

export const missingMark = (missing: number, some: (count: string) => string, none: string) => ({
  count: missing,
  some: some(count(missing)),
  none,
});
