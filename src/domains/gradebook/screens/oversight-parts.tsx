import { count, day, dayTime, none } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import {
  Button,
  CheckField,
  type Column,
  DataTable,
  Dialog,
  Facts,
  Form,
  LinkList,
  Panel,
  RowTitle,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import type { ClassStanding } from '../queries/oversight.ts';
import type { Signal } from '../queries/signals.ts';
import { t } from '../words/index.ts';
import { homeroomPath, type Refused } from './homeroom-page.tsx';
import { sheetPath } from './mark-sheet.tsx';
import type { SchoolSeen } from './school-page.tsx';

/** Where the principal looks after the marks of a year. */
export const oversightPath = (
  { schoolId, schoolYear }: Pick<SchoolSeen, 'schoolId' | 'schoolYear'>,
  more: Record<string, string | number> = {},
): string =>
  `/schools/${schoolId}/oversight?${new URLSearchParams({ year: schoolYear, ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])) })}`;

type Missing = Map<number, { missing: number; due: number }>;

/** Each class in a line: what is missing, what is overdue, what is closed, what families see. */
export function ClassesTable(props: {
  school: SchoolSeen;
  term: 1 | 2;
  classes: ClassStanding[];
  missing: Missing;
  language: Language;
}) {
  const { school, term, classes, missing, language } = props;
  const text = t(language).oversight.classes;
  const of = (row: ClassStanding) => missing.get(row.classId) ?? { missing: 0, due: 0 };
  const columns: Column<ClassStanding>[] = [
    {
      key: 'name',
      head: text.name,
      rowHead: true,
      fold: 'full',
      render: row => (
        <RowTitle
          href={homeroomPath({ schoolId: school.schoolId, classId: row.classId }, { part: 'closing', term })}
          facts={[row.homeroom, row.conflicts > 0 && text.conflicts(count(row.conflicts))].filter(Boolean)}
        >
          {row.name}
        </RowTitle>
      ),
    },
    {
      key: 'missing',
      head: text.missing,
      align: 'end',
      fold: 'start',
      foldHead: true,
      render: row => (of(row).missing > 0 ? count(of(row).missing) : none),
    },
    {
      key: 'due',
      head: text.due,
      align: 'end',
      fold: 'end',
      foldHead: true,
      render: row => (of(row).due > 0 ? <StateChip state="behind">{count(of(row).due)}</StateChip> : none),
    },
    {
      key: 'closed',
      head: text.closed,
      fold: 'start',
      foldHead: true,
      render: row =>
        row.columns === 0 ? (
          none
        ) : row.isClosed ? (
          <StateChip state="ok">{text.isClosed}</StateChip>
        ) : (
          text.columns(count(row.closedColumns), count(row.columns))
        ),
    },
    {
      key: 'published',
      head: text.published,
      fold: 'end',
      foldHead: true,
      render: row =>
        row.publishedColumns === 0 && row.resultsAt === null ? (
          none
        ) : (
          <Facts
            items={[row.publishedColumns > 0 && text.marks(count(row.publishedColumns)), row.resultsAt && text.results]}
          />
        ),
    },
  ];
  const sum = (pick: (each: { missing: number; due: number }) => number) =>
    [...missing.values()].reduce((all, each) => all + pick(each), 0);
  return (
    <div id="classes">
      <DataTable
        caption={text.caption}
        dense
        columns={columns}
        rows={classes}
        empty={{ text: text.empty }}
        totals={
          classes.length > 1
            ? { name: text.total, missing: count(sum(each => each.missing)), due: count(sum(each => each.due)) }
            : {}
        }
      />
    </div>
  );
}

/** The term of the whole school: to close, or to open again. */
export function SchoolTerm(props: {
  school: SchoolSeen;
  term: 1 | 2;
  isClosed: boolean;
  missing: Missing;
  refused: Refused | undefined;
  language: Language;
}) {
  const { school, term, isClosed, missing, refused, language } = props;
  const text = t(language).oversight;
  const words = text.schoolTerm;
  const name = text.term(term);
  const path = (act: string) => `/schools/${school.schoolId}/terms/${term}/${act}?year=${school.schoolYear}`;
  const faults = (act: string) => (refused?.act === act ? refused.faults : []);
  const marks = [...missing.values()].reduce((all, each) => all + each.missing, 0);
  if (isClosed)
    return (
      <Panel title={words.isClosed(name)}>
        <Dialog title={words.reopen(name)} opens={words.reopen(name)} open={refused?.act === 'reopen'}>
          <Form
            action={path('reopen')}
            faults={faults('reopen')}
            buttons={<Button filled>{words.reopen(name)}</Button>}
          >
            <TextField name="reason" label={words.reason} value={refused?.typed.reason} lines={2} maxLength={500} />
          </Form>
        </Dialog>
      </Panel>
    );
  return (
    <Dialog title={words.close(name)} opens={words.close(name)} open={refused?.act === 'close'}>
      <Form action={path('close')} faults={faults('close')} buttons={<Button filled>{words.close(name)}</Button>}>
        <p class="soft">{words.explain}</p>
        <p>{marks > 0 ? words.missing(count(marks), count(missing.size)) : words.nothingMissing}</p>
        {marks > 0 && <CheckField name="sure" label={words.sure} />}
      </Form>
    </Dialog>
  );
}

/** What deserves a look; each opens its sheet, and takes a remark of who looked. */
export function SignalList(props: {
  school: SchoolSeen;
  term: 1 | 2;
  signals: Signal[];
  all: number;
  showsAll: boolean;
  refused: Refused | undefined;
  language: Language;
}) {
  const { school, term, signals, refused, language } = props;
  const text = t(language).oversight.signals;
  return (
    <div id="signals">
      <Stack>
        <LinkList
          title={text.title}
          empty={text.empty}
          items={signals.map(signal => ({
            // Not the whole row: the form that notes it is in the row too.
            title: (
              <a href={sheetPath({ schoolId: school.schoolId, courseId: signal.courseId, term: signal.term })}>
                {`${text.kinds[signal.kind]} · ${signal.subject} ${signal.klass}`}
              </a>
            ),
            ...(signal.note ? {} : { state: 'near' as const }),
            detail: <SignalDetail signal={signal} school={school} refused={refused} language={language} />,
          }))}
          {...(props.all > signals.length || props.showsAll
            ? {
                more: props.showsAll
                  ? { href: `${oversightPath(school, { term })}#signals`, label: text.fewer }
                  : {
                      href: `${oversightPath(school, { term, signals: 'all' })}#signals`,
                      label: text.all(count(props.all)),
                    },
              }
            : {})}
        />
        <p class="soft">{text.explain}</p>
      </Stack>
    </div>
  );
}

const ofPupils = new Set(['correction', 'jump', 'terms-apart']);

function SignalDetail(props: { signal: Signal; school: SchoolSeen; refused: Refused | undefined; language: Language }) {
  const { signal, school, refused, language } = props;
  const all = t(language);
  const text = all.oversight.signals;
  const column = (of: { kind: Parameters<typeof all.sheet.columnName>[0]; number: number }) =>
    all.sheet.columnName(of.kind, of.number);
  const mine = refused?.act === 'signal' && refused.typed.signal === signal.key ? refused : undefined;
  const rest = signal.many - signal.names.length;
  return (
    <>
      <Facts
        items={[
          all.sheet.term(signal.term),
          signal.column && column(signal.column),
          signal.other && text.sameAs(`${column(signal.other)}, ${all.sheet.term(signal.other.term)}`),
          ofPupils.has(signal.kind)
            ? `${signal.names.join(', ')}${rest > 0 ? ` ${text.more(count(rest))}` : ''}`
            : text.marks(count(signal.many)),
          signal.at && (signal.kind === 'night' ? day(signal.at) : dayTime(signal.at, language)),
        ]}
      />
      {signal.note && <p>{text.noted(signal.note.by ?? text.someone, day(signal.note.at), signal.note.remark)}</p>}
      {school.mayOversee && !signal.note && (
        <Dialog title={text.seen} opens={text.seen} open={mine !== undefined}>
          <Form
            action={`/schools/${school.schoolId}/oversight/signals?year=${school.schoolYear}`}
            hidden={{ signal: signal.key }}
            faults={mine?.faults ?? []}
            buttons={<Button filled>{text.seen}</Button>}
          >
            <TextField
              name={`remark-${signal.key}`}
              label={text.remark}
              value={mine?.typed.remark}
              lines={2}
              maxLength={500}
            />
          </Form>
        </Dialog>
      )}
    </>
  );
}
