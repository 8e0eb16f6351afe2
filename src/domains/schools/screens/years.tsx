import { count, day } from '#platform/format.ts';
import { type Ask, performFor, readFor, routes } from '#platform/http/env.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, type Column, DataTable, DayField, Dialog, type FieldFault, Form, Panel, Stack, TextField } from '#ui';
import { may } from '../access.ts';
import { holds } from '../commands/fields.ts';
import { setSchoolYear } from '../commands/load-school-years.ts';
import { listCalendar, listYears, type YearLine } from '../queries/years.ts';
import { type DaySpan, groupDays } from '../rules/group-days.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { dayTyped, tried, typedIn } from './asked.ts';

export const yearRoutes = routes();

yearRoutes.get('/school-years', ask => yearsPage(ask));

yearRoutes.post('/school-years', async ask => {
  const typed = await typedIn(ask);
  const days = Object.fromEntries(dayFields.map(name => [name, dayTyped(typed[name])])) as Record<
    (typeof dayFields)[number],
    string
  >;
  const answer = await tried(ask, () =>
    performFor(ask, setSchoolYear, {
      schoolYear: typed.schoolYear ?? '',
      ...days,
      weeks: Number(typed.weeks) || 0,
      document: typed.document ?? '',
    }),
  );
  if ('faults' in answer) return yearsPage(ask, typed, answer.faults);
  say(ask, 'done', t(ask.var.language).years.saved(typed.schoolYear ?? ''));
  return ask.redirect('/school-years', 303);
});

const dayFields = [
  'fromDay',
  'untilDay',
  'firstTermFrom',
  'firstTermUntil',
  'secondTermFrom',
  'secondTermUntil',
] as const;

async function yearsPage(ask: Ask, typed: Record<string, string> = {}, faults: FieldFault[] = []): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.years;
  // No secret, but a page of the sector's own: whoever has signed in.
  if (ask.var.actor.kind === 'visitor') throw new NotAllowed();
  const { years, calendar, mayKeep } = await readFor(ask, 'schools', async db => ({
    years: await listYears(db),
    calendar: await listCalendar(db),
    mayKeep: await holds(db, may(ask.var.actor).keepCalendar()),
  }));
  return screen(
    ask,
    { title: words.title, actions: mayKeep ? <SetYear words={words} typed={typed} faults={faults} /> : undefined },
    <Stack>
      <Panel title={words.frame} flush>
        <DataTable bare caption={words.frame} rows={years} columns={yearColumns(words)} empty={{ text: words.empty }} />
      </Panel>
      <Panel title={words.calendar} flush>
        <DataTable
          bare
          dense
          filter
          caption={words.calendar}
          rows={groupDays(calendar)}
          columns={calendarColumns(text)}
          empty={{ text: words.empty }}
        />
      </Panel>
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

const yearColumns = (words: SchoolWords['years']): Column<YearLine>[] => [
  { key: 'year', head: words.heads.year, rowHead: true, fold: 'full', render: one => one.schoolYear },
  { key: 'from', head: words.heads.from, fold: 'start', foldHead: true, render: one => day(one.fromDay) },
  { key: 'until', head: words.heads.until, fold: 'end', foldHead: true, render: one => day(one.untilDay) },
  {
    key: 'first',
    head: words.heads.first,
    fold: 'full',
    foldHead: true,
    render: one => `${day(one.firstTermFrom)} – ${day(one.firstTermUntil)}`,
  },
  {
    key: 'second',
    head: words.heads.second,
    fold: 'full',
    foldHead: true,
    render: one => `${day(one.secondTermFrom)} – ${day(one.secondTermUntil)}`,
  },
  {
    key: 'weeks',
    head: words.heads.weeks,
    align: 'end',
    fold: 'start',
    foldHead: true,
    render: one => count(one.weeks),
  },
  { key: 'document', head: words.heads.document, width: 'wide', fold: 'full', render: one => one.document },
];

const calendarColumns = (text: SchoolWords): Column<DaySpan>[] => [
  {
    key: 'day',
    head: text.years.calendarHeads.day,
    rowHead: true,
    fold: 'start',
    render: one => (one.from === one.to ? day(one.from) : `${day(one.from)} – ${day(one.to)}`),
  },
  { key: 'kind', head: text.years.calendarHeads.kind, fold: 'end', render: one => text.dayKinds[one.kind] ?? one.kind },
  { key: 'name', head: text.years.calendarHeads.name, fold: 'full', render: one => one.name },
  {
    key: 'document',
    head: text.years.calendarHeads.document,
    width: 'wide',
    fold: 'hide',
    render: one => one.document,
  },
];

function SetYear({
  words,
  typed,
  faults,
}: {
  words: SchoolWords['years'];
  typed: Record<string, string>;
  faults: FieldFault[];
}) {
  const { fields } = words;
  const labels = [
    fields.from,
    fields.until,
    fields.firstFrom,
    fields.firstUntil,
    fields.secondFrom,
    fields.secondUntil,
  ];
  return (
    <Dialog title={words.set} opens={words.set} open={faults.length > 0}>
      <Form action="/school-years" faults={faults} buttons={<Button filled>{words.save}</Button>}>
        <TextField
          name="schoolYear"
          label={fields.year}
          help={fields.yearHelp}
          value={typed.schoolYear}
          width="short"
          maxLength={9}
        />
        {dayFields.map((name, index) => (
          <DayField name={name} label={labels[index] ?? ''} value={typed[name]} />
        ))}
        <TextField name="weeks" label={fields.weeks} keyboard="numeric" value={typed.weeks ?? '35'} width="short" />
        <TextField name="document" label={fields.document} value={typed.document} />
      </Form>
    </Dialog>
  );
}
