import { roles as allRoles } from '#platform/access.ts';
import { count, day } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, CheckField, DataTable, Form, LinkList, Panel, RowTitle, Select, Stack, TextField } from '#ui';
import type { RoleLine } from '../queries/who-may.ts';
import { t } from '../words/index.ts';
import { lastDay } from './days.ts';

export interface RolesProps {
  language: Language;
  today: string;
  typed: { name: string; role: string; allDays: boolean };
  placeId: number | undefined;
  lines: readonly RoleLine[];
  total: number;
  page: number;
  pageSize: number;
  own: readonly RoleLine[];
  /** Whether the asking one sees what others hold. */
  seesOthers: boolean;
}

export const daysOf = (line: Pick<RoleLine, 'fromDay' | 'untilDay'>, today: string, language: Language): string => {
  const words = t(language).common;
  const begins = line.fromDay > today ? words.since(day(line.fromDay)) : '';
  const ends = lastDay(line.untilDay);
  return [begins, ends ? words.until(ends) : words.noEnd].filter(Boolean).join(', ');
};

/** Who may do what, where, until when. */
export function Roles(props: RolesProps) {
  const { language, today, own, seesOthers } = props;
  const words = t(language);
  return (
    <Stack>
      <LinkList
        title={words.roleList.own}
        items={own.map(line => ({
          href: `/roles/${line.roleHeldId}`,
          title: words.roles[line.role].name,
          detail: [
            words.roleList.at(line.placeShortName),
            daysOf(line, today, language),
            line.lentBy && words.roleList.lent(line.lentBy),
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
        empty={words.roleList.ownEmpty}
      />
      {seesOthers && <Others {...props} />}
    </Stack>
  );
}

function Others({ language, today, typed, placeId, lines, total, page, pageSize }: RolesProps) {
  const words = t(language);
  const query = new URLSearchParams({
    ...(typed.name && { name: typed.name }),
    ...(typed.role && { role: typed.role }),
    ...(typed.allDays && { all: 'yes' }),
    ...(placeId && { place: String(placeId) }),
  });
  return (
    <>
      <Panel>
        <Form
          action="/roles"
          method="get"
          inline
          label={words.roleList.show}
          hidden={{ place: placeId }}
          buttons={<Button icon="filter">{words.roleList.show}</Button>}
        >
          <TextField
            name="name"
            label={words.roleList.search}
            value={typed.name}
            type="search"
            optional
            width="medium"
          />
          <Select
            name="role"
            label={words.roleList.role}
            value={typed.role}
            choose={words.roleList.anyRole}
            optional
            options={allRoles.map(role => ({ value: role, label: words.roles[role].name }))}
          />
          <CheckField name="all" label={words.roleList.allDays} checked={typed.allDays} />
        </Form>
      </Panel>
      <DataTable
        caption={words.roleList.count(count(total))}
        showCaption
        rows={[...lines]}
        rowState={line => (line.untilDay <= today || line.fromDay > today ? 'muted' : undefined)}
        columns={[
          {
            key: 'person',
            head: words.roleList.person,
            rowHead: true,
            fold: 'full',
            render: line => <RowTitle href={`/roles/${line.roleHeldId}`}>{line.fullName}</RowTitle>,
          },
          {
            key: 'role',
            head: words.roleList.role,
            fold: 'full',
            width: 'wide',
            render: line => (
              <>
                {words.roles[line.role].name}
                <div class="soft">{line.lentBy ? words.roleList.lent(line.lentBy) : words.roles[line.role].does}</div>
              </>
            ),
          },
          {
            key: 'place',
            head: words.roleList.place,
            fold: 'full',
            render: line => <a href={`/places/${line.placeId}`}>{line.placeShortName}</a>,
          },
          { key: 'days', head: words.roleList.days, fold: 'start', render: line => daysOf(line, today, language) },
        ]}
        empty={{ text: words.roleList.empty, step: { href: '/roles', label: words.roleList.all } }}
        {...(total > pageSize
          ? {
              pages: {
                page,
                pageSize,
                total,
                href: (to: number) => `/roles?${new URLSearchParams([...query, ['page', String(to)]])}`,
              },
            }
          : {})}
      />
    </>
  );
}
