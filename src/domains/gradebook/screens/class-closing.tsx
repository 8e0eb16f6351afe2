import { count, dayTime } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, CheckField, Dialog, Facts, Form, LinkList, Panel, Row, Select, Stack, TextField } from '#ui';
import type { TermStanding } from '../queries/homeroom.ts';
import type { ColumnMissing } from '../queries/missing.ts';
import { t } from '../words/index.ts';
import type { ClassSeen } from './gradebook-page.tsx';
import { homeroomPath, type Refused } from './homeroom-page.tsx';
import { sheetPath } from './mark-sheet.tsx';
import { publicationPath } from './publication-routes.tsx';

interface Props {
  seen: ClassSeen;
  term: 1 | 2;
  standing: TermStanding;
  missing: ColumnMissing[];
  unjudged: { enrolmentId: number; fullName: string }[];
  refused: Refused | undefined;
  language: Language;
}

/** How a class's term stands, what is missing before it is closed, and what families see of it. */
export function ClassClosing(props: Props) {
  return (
    <Stack>
      <Closing {...props} />
      <Missing {...props} />
      <Publishing {...props} />
    </Stack>
  );
}

const termPath = ({ seen, term }: Props, act: 'close' | 'reopen') =>
  `/schools/${seen.schoolId}/classes/${seen.classId}/terms/${term}/${act}`;

function Closing(props: Props) {
  const { seen, term, standing, missing, unjudged, refused, language } = props;
  const all = t(language).homeroom;
  const text = all.closing;
  const lacks = missing.length + unjudged.length > 0;
  return (
    <Panel title={text.title(all.term(term))}>
      <Stack>
        <Facts
          items={[
            <strong>
              {standing.isClosed
                ? text.closed(standing.closedAt ? dayTime(standing.closedAt, language) : '')
                : text.open}
            </strong>,
            standing.bySchool && text.bySchool,
            text.columns(count(standing.closedColumns), count(standing.columns)),
          ]}
        />
        <p class="soft">{text.explain}</p>
        {!standing.isClosed && (seen.mayLead || seen.mayOversee) && (
          <Form
            action={termPath(props, 'close')}
            faults={refused?.act === 'close' ? refused.faults : []}
            buttons={<Button filled>{lacks ? text.closeAll : text.close}</Button>}
          >
            {lacks && <CheckField name="sure" label={text.sure} />}
          </Form>
        )}
        {standing.isClosed && !standing.bySchool && seen.mayOversee && (
          <Dialog title={text.reopen} opens={text.reopen} open={refused?.act === 'reopen'}>
            <Form
              action={termPath(props, 'reopen')}
              faults={refused?.act === 'reopen' ? refused.faults : []}
              buttons={<Button filled>{text.reopen}</Button>}
            >
              <TextField name="reason" label={text.reason} value={refused?.typed.reason} lines={2} maxLength={500} />
            </Form>
          </Dialog>
        )}
      </Stack>
    </Panel>
  );
}

function Missing({ seen, term, missing, unjudged, language }: Props) {
  const all = t(language);
  const text = all.homeroom.closing;
  const isPrimary = seen.grades.every(grade => grade <= 5);
  return (
    <LinkList
      title={text.missingTitle}
      empty={text.nothingMissing}
      items={[
        ...(unjudged.length > 0
          ? [
              {
                href: homeroomPath(seen, { part: isPrimary ? 'traits' : 'conduct', term, period: 'end' }),
                title: isPrimary ? text.untraited(count(unjudged.length)) : text.unjudged(count(unjudged.length)),
                detail: namesOf(
                  unjudged.slice(0, 5).map(pupil => pupil.fullName),
                  unjudged.length,
                  text,
                ),
                state: 'near' as const,
              },
            ]
          : []),
        ...bySubject(missing).map(({ courseId, subject, columns }) => ({
          href: sheetPath({ schoolId: seen.schoolId, courseId, term }),
          title: subject,
          detail: (
            <Facts
              items={columns.map(column => {
                const name = all.sheet.columnName(column.kind, column.number);
                // A handful is named; a column nobody has begun is counted.
                return column.missing <= column.names.length
                  ? text.missingNames(name, column.names.join(', '))
                  : text.missing(name, count(column.missing));
              })}
            />
          ),
          state: 'near' as const,
        })),
      ]}
    />
  );
}

/** The columns of each subject together, in the order in which they came. */
function bySubject(missing: ColumnMissing[]): { courseId: number; subject: string; columns: ColumnMissing[] }[] {
  const found = new Map<number, ColumnMissing[]>();
  for (const column of missing) found.set(column.courseId, [...(found.get(column.courseId) ?? []), column]);
  return [...found].map(([courseId, columns]) => ({ courseId, subject: columns[0]?.subject ?? '', columns }));
}

/** The first few by name, and how many more. */
export const namesOf = (names: string[], all: number, text: { andMore(count: string): string }): string =>
  `${names.join(', ')}${all > names.length ? ` ${text.andMore(count(all - names.length))}` : ''}`;

function Publishing(props: Props) {
  const { seen, term, standing, refused, language } = props;
  const text = t(language).homeroom.publishing;
  const manyClasses = t(language).oversight.publication.link;
  const at = (when: string) => dayTime(when, language);
  const action = `/schools/${seen.schoolId}/classes/${seen.classId}/publish?term=${term}`;
  const faults = refused?.act === 'publish' ? refused.faults : [];
  return (
    <Panel title={text.title}>
      <Stack>
        <Facts
          items={[
            standing.marksAt ? text.seen(count(standing.publishedColumns), at(standing.marksAt)) : text.notSeen,
            standing.resultsAt ? text.resultsSeen(at(standing.resultsAt)) : text.resultsNotSeen,
          ]}
        />
        {seen.mayOversee && (
          <>
            <Form
              action={action}
              hidden={{ what: 'marks' }}
              faults={faults}
              inline
              buttons={<Button filled={standing.isClosed}>{text.marks}</Button>}
            >
              <Select
                name="which"
                label={text.which}
                choose={false}
                value={refused?.typed.which ?? 'closed'}
                options={[
                  { value: 'closed', label: text.closed },
                  { value: 'filled', label: text.filled },
                ]}
              />
            </Form>
            {!standing.resultsAt && (
              <Row>
                <Form action={action} hidden={{ what: 'results' }} buttons={<Button>{text.results}</Button>} />
              </Row>
            )}
            <p class="soft">
              {text.explain} <a href={publicationPath({ ...seen, term, what: 'closed' })}>{manyClasses}</a>
            </p>
          </>
        )}
      </Stack>
    </Panel>
  );
}
