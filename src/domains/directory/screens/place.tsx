import { day } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { ButtonLink, Columns, DataTable, Definitions, LinkList, Panel, Row, RowTitle, Timeline } from '#ui';
import type { PlaceRights } from '../queries/place-rights.ts';
import type { PlaceEvent, PlaceOn, PlaceRecord } from '../queries/places.ts';
import type { RoleLine } from '../queries/who-may.ts';
import { forever } from '../rules/place-history.ts';
import { t } from '../words/index.ts';
import { lastDay } from './days.ts';

export interface PlaceProps {
  language: Language;
  on: string;
  today: string;
  place: PlaceOn;
  record: PlaceRecord;
  above: readonly PlaceOn[];
  commune: PlaceOn | undefined;
  parts: readonly PlaceOn[];
  roles: readonly RoleLine[];
  rights: PlaceRights;
}

/** One place: what it is, what stands within, who holds which role, and what it was before. */
export function PlacePage(props: PlaceProps) {
  return (
    <Columns
      wideSide
      main={
        <>
          <Parts {...props} />
          <History {...props} />
        </>
      }
      side={
        <>
          <About {...props} />
          <RolesHere {...props} />
          <Acts {...props} />
        </>
      }
    />
  );
}

function About({ language, place, record, above, commune }: PlaceProps) {
  const words = t(language);
  const parent = above.at(-2);
  const codes = record.codes.map(code => ({
    term: words.codes[code.scheme] ?? code.scheme,
    value:
      code.untilDay === forever || code.untilDay === place.untilDay
        ? code.code
        : `${code.code} (${words.common.until(lastDay(code.untilDay))})`,
  }));
  return (
    <Panel title={words.place.about}>
      <Definitions
        items={[
          { term: words.place.kind, value: words.kinds[place.kind] },
          ...(place.shortName === place.name ? [] : [{ term: words.place.shortName, value: place.shortName }]),
          { term: words.place.parent, value: parent && <a href={`/places/${parent.placeId}`}>{parent.name}</a> },
          ...(commune
            ? [{ term: words.place.commune, value: <a href={`/places/${commune.placeId}`}>{commune.name}</a> }]
            : []),
          ...codes,
          { term: words.place.begun, value: day(place.fromDay) },
          ...(place.untilDay === forever ? [] : [{ term: words.place.ended, value: lastDay(place.untilDay) }]),
        ]}
      />
    </Panel>
  );
}

function Parts({ language, on, today, parts }: PlaceProps) {
  const words = t(language);
  const asOn = on === today ? '' : `?on=${on}`;
  return (
    <DataTable
      caption={words.place.parts}
      showCaption
      rows={[...parts]}
      columns={[
        {
          key: 'name',
          head: words.places.name,
          rowHead: true,
          fold: 'full',
          width: 'wide',
          render: part => <RowTitle href={`/places/${part.placeId}${asOn}`}>{part.name}</RowTitle>,
        },
        { key: 'kind', head: words.places.kind, fold: 'start', render: part => words.kinds[part.kind] },
      ]}
      empty={{ text: words.place.partsEmpty }}
    />
  );
}

function History({ language, record }: PlaceProps) {
  const words = t(language);
  return (
    <>
      <Panel title={words.place.history}>
        <Timeline
          items={record.events.map(event => ({
            when: day(event.day),
            title: titleOf(event, language),
            detail: [event.document, event.note].filter(Boolean).join(' · '),
          }))}
        />
      </Panel>
      {record.versions.length > 1 && (
        <DataTable
          caption={words.place.names}
          showCaption
          rows={record.versions}
          columns={[
            {
              key: 'from',
              head: words.place.from,
              fold: 'start',
              foldHead: true,
              width: 'narrow',
              render: version => day(version.fromDay),
            },
            {
              key: 'until',
              head: words.place.until,
              fold: 'start',
              foldHead: true,
              width: 'narrow',
              render: version => lastDay(version.untilDay) || '–',
            },
            { key: 'name', head: words.places.name, rowHead: true, fold: 'full', render: version => version.name },
            { key: 'parent', head: words.places.above, fold: 'full', render: version => version.parentName ?? '–' },
          ]}
          empty={{ text: '' }}
        />
      )}
    </>
  );
}

function titleOf(event: PlaceEvent, language: Language): string {
  const words = t(language);
  const isMade = event.part === 'successor';
  const names = (isMade ? event.subjects : event.successors).map(place => place.name).join(', ');
  if ((event.kind === 'merged' || event.kind === 'split') && names)
    return isMade ? words[event.kind].from(names) : words[event.kind].into(names);
  return words.event[event.kind];
}

function RolesHere({ language, place, roles, rights }: PlaceProps) {
  const words = t(language);
  return (
    <LinkList
      title={words.place.roles}
      items={roles.map(line => ({
        href: `/roles/${line.roleHeldId}`,
        title: line.fullName,
        detail: [
          words.roles[line.role].name,
          lastDay(line.untilDay) && words.common.until(lastDay(line.untilDay)),
          line.lentBy && words.roleList.lent(line.lentBy),
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
      empty={words.place.rolesEmpty}
      {...(rights.give.length > 0
        ? { more: { href: `/places/${place.placeId}/give-role`, label: words.place.give } }
        : {})}
    />
  );
}

function Acts({ language, place, rights }: PlaceProps) {
  const words = t(language).place;
  const to = (verb: string) => `/places/${place.placeId}/${verb}`;
  if (!rights.keep && rights.found.length === 0) return null;
  return (
    <Panel title={words.act}>
      <Row>
        {rights.found.length > 0 && (
          <ButtonLink href={to('found')} icon="plus">
            {words.foundWithin}
          </ButtonLink>
        )}
        {rights.keep && (
          <ButtonLink href={to('rename')} icon="pencil">
            {words.rename}
          </ButtonLink>
        )}
        {rights.keep && place.parentId !== null && <ButtonLink href={to('move')}>{words.move}</ButtonLink>}
        {rights.keep && place.parentId !== null && <ButtonLink href={to('end')}>{words.end}</ButtonLink>}
        {rights.keep && place.kind === 'province' && (
          <ButtonLink href={to('reorganise')}>{words.reorganise}</ButtonLink>
        )}
      </Row>
    </Panel>
  );
}
