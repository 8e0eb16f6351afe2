import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { count } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { type Column, DataTable, Notice, Stack } from '#ui';
import { may } from '../access.ts';
import { holds } from '../commands/fields.ts';
import { type DifferenceSeen, mostShown } from '../queries/result-checks.ts';
import type { GradebookWords } from '../words/index.ts';
import { sayValue, sayWhat } from './say-difference.ts';

/** The department's pages. @throws NotAllowed for anyone else */
export async function mustSettle(db: Query<'gradebook'>, ask: Ask): Promise<void> {
  if (!(await holds(db, may(ask.var.actor).settleReadings()))) throw new NotAllowed();
}

export async function subjectNames(db: Query<'gradebook'>): Promise<Map<string, string>> {
  const { rows } = await sql<{
    key: string;
    name: string;
  }>`select subject_key as key, name from schools.published_subject`.execute(db);
  return new Map(rows.map(row => [row.key, row.name]));
}

/** Results that are, or would be, other than they stand, pupil by pupil. */
export function Differences(props: {
  caption: string;
  schoolId: number;
  rows: DifferenceSeen[];
  subjects: ReadonlyMap<string, string>;
  before: string;
  after: string;
  empty: string;
  text: GradebookWords;
}) {
  const { caption, schoolId, rows, subjects, text } = props;
  const { heads } = text.checks.check;
  const columns: Column<DifferenceSeen>[] = [
    {
      key: 'pupil',
      head: heads.pupil,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: one => <a href={`/schools/${schoolId}/pupils/${one.enrolmentId}`}>{one.fullName}</a>,
    },
    { key: 'class', head: heads.klass, fold: 'start', render: one => one.klass ?? '' },
    { key: 'period', head: heads.period, fold: 'end', render: one => text.levels.periods[one.period as 1 | 2 | 3 | 4] },
    { key: 'what', head: heads.what, fold: 'full', render: one => sayWhat(one.what, subjects, text) },
    {
      key: 'before',
      head: props.before,
      fold: 'start',
      foldHead: true,
      render: one => sayValue(one, one.before, text),
    },
    {
      key: 'after',
      head: props.after,
      fold: 'end',
      foldHead: true,
      render: one => <strong>{sayValue(one, one.after, text)}</strong>,
    },
  ];
  return (
    <Stack>
      {rows.length === mostShown && <Notice kind="note">{text.checks.proposal.more(count(mostShown))}</Notice>}
      <DataTable caption={caption} showCaption dense rows={rows} columns={columns} empty={{ text: props.empty }} />
    </Stack>
  );
}
