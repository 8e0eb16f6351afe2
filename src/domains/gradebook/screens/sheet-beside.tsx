import { count, time } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import {
  Button,
  CheckField,
  Chips,
  CsrfField,
  Disclosure,
  type FieldFault,
  Form,
  Panel,
  Row,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import type { MarkSheet, SheetConflict } from '../queries/mark-sheet.ts';
import { markOf } from '../queries/packed-marks.ts';
import { firstGradeOfTopics, hasTopics } from '../rules/columns.ts';
import { showMark } from '../rules/read-mark.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { sheetPath } from './mark-sheet.tsx';

/** Cells that two people changed: what stands, what was wanted, and the choice. */
export function Conflicts({ sheet, language }: { sheet: MarkSheet; language: Language }) {
  const { head, rows } = sheet;
  const words = t(language).sheet;
  if (head.conflicts.length === 0) return null;
  const names = new Map(rows.map(row => [row.enrolmentId, row]));
  const shown = (mark: Pick<SheetConflict, 'tenths' | 'level'>) => showMark(mark) || words.conflicts.empty;
  return (
    <Panel title={words.conflicts.title}>
      <p class="soft">{words.conflicts.help}</p>
      <Stack>
        {head.conflicts.map(one => {
          const row = names.get(one.enrolmentId);
          const column = head.columns.find(each => each.columnId === one.columnId);
          const by = (name: string | null) => name ?? words.conflicts.someone;
          return (
            <form class="sheet-conflict" method="post" action={sheetPath(head, `/conflicts/${one.conflictId}`)}>
              <CsrfField />
              <span>
                <strong>{row?.fullName}</strong>
                {` · ${column ? words.columnName(column.kind, column.number) : ''}: `}
                {words.conflicts.stands(shown(markOf(row?.marks[one.columnId])), by(one.standsBy), time(one.standsAt))}
                {'; '}
                {words.conflicts.wants(shown(one), by(one.wantedBy), time(one.wantedAt))}
              </span>
              <Row>
                <Button name="chose" value="kept">
                  {words.conflicts.keep}
                </Button>
                <Button name="chose" value="taken">
                  {words.conflicts.take(shown(one))}
                </Button>
              </Row>
            </form>
          );
        })}
      </Stack>
    </Panel>
  );
}

/** What a teacher does beside marks: topic columns, and comments kept at hand. */
export function SheetExtras({
  sheet,
  language,
  faults,
}: {
  sheet: MarkSheet;
  language: Language;
  faults: FieldFault[];
}) {
  const { head } = sheet;
  const words = t(language).sheet;
  if (!head.mayEnter) return null;
  const topics = head.columns.filter(column => column.kind === 'topic');
  const mayTopic = hasTopics(head.regime, head.kind) && head.grade >= firstGradeOfTopics;
  return (
    <>
      {mayTopic && (
        <Row>
          <form method="post" action={sheetPath(head, '/columns')}>
            <CsrfField />
            <Button quiet icon="plus">
              {words.addTopic}
            </Button>
          </form>
          {topics
            .filter(column => sheet.rows.every(row => row.marks[column.columnId] === undefined))
            .map(column => (
              <form method="post" action={sheetPath(head, `/columns/${column.columnId}/take`)}>
                <CsrfField />
                <Button quiet icon="trash">
                  {words.takeTopic(words.columnName(column.kind, column.number))}
                </Button>
              </form>
            ))}
        </Row>
      )}
      <Disclosure summary={words.bank.title} open={faults.length > 0}>
        <Stack>
          <p class="soft">{words.bank.help}</p>
          {head.bank.length === 0 && <p>{words.bank.empty}</p>}
          {head.bank.map(({ bankCommentId, comment }) => (
            <form class="sheet-kept" method="post" action={sheetPath(head, `/comment-bank/${bankCommentId}/take`)}>
              <CsrfField />
              <span>{comment}</span>
              <Button quiet icon="trash" label={`${words.bank.take}: ${comment}`}>
                {words.bank.take}
              </Button>
            </form>
          ))}
          <Form action={sheetPath(head, '/comment-bank')} faults={faults} buttons={<Button>{words.bank.keep}</Button>}>
            <TextField name="comment" label={words.bank.comment} maxLength={500} />
            <CheckField name="forAll" label={words.bank.all} optional />
          </Form>
        </Stack>
      </Disclosure>
    </>
  );
}

/** What stands in the way, as links. */
export const sheetMarks = ({ head }: MarkSheet, words: GradebookWords['sheet']) =>
  head.conflicts.length > 0 ? (
    <Chips>
      <StateChip state="near">{words.conflicts.chip(count(head.conflicts.length))}</StateChip>
    </Chips>
  ) : undefined;
