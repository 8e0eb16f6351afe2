import { count, day } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, DataTable, Form, Panel, Stack, TextField } from '#ui';
import type { PersonFound } from '../queries/people.ts';
import { t } from '../words/index.ts';

/** Looking people up, for the offices. */
export function People({
  language,
  typed,
  people,
  limit,
}: {
  language: Language;
  typed: string;
  people: readonly PersonFound[];
  limit: number;
}) {
  const words = t(language).people;
  return (
    <Stack>
      <Panel>
        <Form
          action="/people"
          method="get"
          inline
          label={words.title}
          buttons={<Button icon="search">{words.show}</Button>}
        >
          <TextField name="q" label={words.search} value={typed} type="search" autofocus />
        </Form>
      </Panel>
      <DataTable
        caption={people.length === limit ? words.first(count(limit)) : words.title}
        showCaption={people.length === limit}
        rows={[...people]}
        columns={[
          {
            key: 'name',
            head: words.name,
            rowHead: true,
            fold: 'full',
            width: 'wide',
            render: person => person.fullName,
          },
          { key: 'birth', head: words.birthDay, fold: 'start', foldHead: true, render: person => day(person.birthDay) },
          {
            key: 'code',
            head: words.ministryCode,
            fold: 'start',
            foldHead: true,
            render: person => person.ministryCode ?? '–',
          },
        ]}
        empty={{ text: typed ? words.none : words.start }}
      />
    </Stack>
  );
}
