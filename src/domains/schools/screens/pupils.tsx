import { day } from '#platform/format.ts';
import { routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, ButtonLink, type Column, DataTable, Form, RowTitle, Select, Stack, StateChip, TextField } from '#ui';
import { listPupils, type PupilLine, pupilFilters, pupilsPerPage } from '../queries/pupils.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

export const pupilsRoutes = routes();

pupilsRoutes.get('/schools/:schoolId/pupils', async ask => {
  const text = t(ask.var.language);
  const words = ask.req.query('q') ?? '';
  const only = pupilFilters.find(each => each === ask.req.query('only'));
  const page = Math.max(1, Number.parseInt(ask.req.query('page') ?? '1', 10) || 1);
  const { school, pupils, total } = await onSchool(ask, async (db, school) => {
    if (!school.mayRead) throw new NotAllowed();
    return { school, ...(await listPupils(db, school, { words, filter: only, page })) };
  });
  const hrefOf = (more: Record<string, string | number | undefined>) =>
    schoolPath(school, '/pupils', { q: words || undefined, only, ...more });
  return schoolPage(
    ask,
    school,
    {
      title: text.pupils.title,
      tab: 'pupils',
      asks: { q: words || undefined, only },
      actions: school.mayRun ? (
        <ButtonLink href={schoolPath(school, '/files/pupils')} download icon="download">
          {text.imports.export}
        </ButtonLink>
      ) : undefined,
    },
    <Stack>
      <Form
        method="get"
        inline
        action={`/schools/${school.schoolId}/pupils`}
        hidden={{ year: school.schoolYear }}
        buttons={<Button>{text.pupils.search}</Button>}
      >
        <TextField name="q" label={text.pupils.find} type="search" value={words} optional />
        <Select
          name="only"
          label={text.pupils.only}
          value={only}
          choose={text.pupils.filters.all}
          optional
          options={pupilFilters.map(value => ({ value, label: text.pupils.filters[value] }))}
        />
      </Form>
      <DataTable
        caption={text.pupils.caption}
        rows={pupils}
        columns={columns(school, text)}
        empty={{ text: text.pupils.empty }}
        pages={{ page, pageSize: pupilsPerPage, total, href: to => hrefOf({ page: to }) }}
      />
    </Stack>,
  );
});

function columns(school: SchoolSeen, text: SchoolWords): Column<PupilLine>[] {
  const { heads } = text.klass;
  return [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: one => (
        <RowTitle href={schoolPath(school, `/pupils/${one.enrolmentId}`)} facts={[one.pupilCode]}>
          {one.fullName}
        </RowTitle>
      ),
    },
    {
      key: 'class',
      head: text.classes.heads.name,
      fold: 'start',
      render: one => one.className ?? <StateChip state="behind">{text.pupils.noClass}</StateChip>,
    },
    { key: 'birth', head: heads.birth, fold: 'start', render: one => day(one.birthDay) },
    { key: 'sex', head: heads.sex, fold: 'end', render: one => (one.sex ? text.sexes[one.sex] : '') },
    {
      key: 'number12',
      head: heads.number12,
      fold: 'end',
      foldHead: true,
      render: one => (one.hasCitizenNumber ? text.klass.has : <StateChip state="near">{text.klass.hasNot}</StateChip>),
    },
  ];
}
