import type { Query } from '#platform/database/database.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { Facts, StateChip } from '#ui';
import { getSchool, type SchoolSeen } from '../queries/school-transcripts.ts';
import type { SigningRole } from '../rules/signing-order.ts';
import type { DeskWords } from '../words/desk.ts';

export const transcriptsPath = (
  { schoolId, schoolYear }: Pick<SchoolSeen, 'schoolId' | 'schoolYear'>,
  rest = '',
): string => `/schools/${schoolId}/transcripts${rest}?year=${schoolYear}`;

export const classPath = (schoolId: number, classId: number, rest = ''): string =>
  `/schools/${schoolId}/classes/${classId}/transcripts${rest}`;

/** A hidden field that names several things: "1,2,3". */
export const idsIn = (typed: string) =>
  typed
    .split(',')
    .filter(each => /^\d{1,15}$/.test(each))
    .map(Number);

/** Opens a page for whoever works at the school or reads its results. */
export const onSchool = <T,>(ask: Ask, run: (db: Query<'transcripts'>, school: SchoolSeen) => Promise<T>): Promise<T> =>
  readFor(ask, 'transcripts', async db =>
    run(db, await getSchool(db, ask.var.actor, idFrom(ask, 'schoolId'), ask.var.system.today(), ask.req.query('year'))),
  );

/** The years there are, as links. */
export const YearFacts = ({ school, more = [] }: { school: SchoolSeen; more?: string[] }) => (
  <Facts
    items={[
      school.school,
      ...school.years.map(year =>
        year === school.schoolYear ? (
          <strong>{year}</strong>
        ) : (
          <a href={transcriptsPath({ ...school, schoolYear: year })}>{year}</a>
        ),
      ),
      ...more,
    ]}
  />
);

/** The steps of signing that stand: the last one says how far it is. */
export const SignedSteps = ({ signed, text }: { signed: readonly SigningRole[]; text: DeskWords }) => {
  const last = signed.includes('seal')
    ? 'seal'
    : signed.includes('principal')
      ? 'principal'
      : signed.includes('homeroom')
        ? 'homeroom'
        : undefined;
  if (!last) return <StateChip state="silent">{text.klass.unsigned}</StateChip>;
  return <StateChip state={last === 'seal' ? 'ok' : 'near'}>{text.signed[last]}</StateChip>;
};
