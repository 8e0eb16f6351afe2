import { count, day } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import {
  Button,
  ButtonLink,
  DataTable,
  DayField,
  Empty,
  Facts,
  Form,
  Panel,
  RowTitle,
  Stack,
  TextField,
  Tree,
  type TreeNode,
} from '#ui';
import type { PlaceOn } from '../queries/places.ts';
import { t } from '../words/index.ts';

export interface PlacesProps {
  language: Language;
  /** The day the tree is seen as on, and today. */
  on: string;
  today: string;
  typed: string;
  places: readonly PlaceOn[];
  /** Places whose name holds what was typed; undefined where nothing was. */
  found: readonly PlaceOn[] | undefined;
}

/** How many of each kind there are, as one line. */
export function PlaceFacts({ language, on, today, places }: PlacesProps) {
  const words = t(language);
  const kinds = ['district', 'commune', 'school', 'centre', 'site'] as const;
  const counts = kinds
    .map(kind => ({ kind, count: places.filter(place => place.kind === kind).length }))
    .filter(each => each.count > 0);
  return (
    <Facts
      items={[
        words.places.asOn(day(on)),
        ...counts.map(each => `${count(each.count)} ${words.kinds[each.kind].toLowerCase()}`),
        on !== today && <a href="/places">{words.places.today}</a>,
      ]}
    />
  );
}

/** The tree of places as it stood on a day, or those of a name. */
export function Places(props: PlacesProps) {
  const { language, on, today, typed, places, found } = props;
  const words = t(language).places;
  const nodes = treeOf(places, language, on === today ? '' : `?on=${on}`);
  return (
    <Stack>
      <Panel>
        <Form
          action="/places"
          method="get"
          inline
          label={words.search}
          buttons={<Button icon="search">{words.show}</Button>}
        >
          <TextField name="q" label={words.search} value={typed} type="search" optional width="medium" />
          <DayField name="on" label={words.on} value={on} optional />
        </Form>
      </Panel>
      {found ? (
        <FoundPlaces {...props} found={found} />
      ) : (
        <Panel title={words.tree}>
          {nodes.length > 0 ? <Tree label={words.tree} nodes={nodes} /> : <Empty text={words.empty} />}
        </Panel>
      )}
      {found && <ButtonLink href={`/places?on=${on}`}>{words.all}</ButtonLink>}
    </Stack>
  );
}

function FoundPlaces({ language, on, today, places, found }: PlacesProps & { found: readonly PlaceOn[] }) {
  const words = t(language);
  const byId = new Map(places.map(place => [place.placeId, place]));
  const asOn = on === today ? '' : `?on=${on}`;
  return (
    <DataTable
      caption={words.places.found(count(found.length))}
      showCaption
      rows={[...found]}
      columns={[
        {
          key: 'name',
          head: words.places.name,
          rowHead: true,
          fold: 'full',
          width: 'wide',
          render: place => <RowTitle href={`/places/${place.placeId}${asOn}`}>{place.name}</RowTitle>,
        },
        { key: 'kind', head: words.places.kind, fold: 'start', render: place => words.kinds[place.kind] },
        {
          key: 'above',
          head: words.places.above,
          fold: 'full',
          render: place => byId.get(place.parentId ?? 0)?.name ?? '–',
        },
      ]}
      empty={{ text: words.places.notFound }}
    />
  );
}

function treeOf(places: readonly PlaceOn[], language: Language, asOn: string): TreeNode[] {
  const words = t(language);
  const children = new Map<number | null, PlaceOn[]>();
  const ids = new Set(places.map(place => place.placeId));
  for (const place of places) {
    const above = place.parentId !== null && ids.has(place.parentId) ? place.parentId : null;
    children.set(above, [...(children.get(above) ?? []), place]);
  }
  const branch = (parent: number | null, depth: number): TreeNode[] =>
    (children.get(parent) ?? []).map(place => {
      const within = branch(place.placeId, depth + 1);
      return {
        label: place.name,
        href: `/places/${place.placeId}${asOn}`,
        open: depth === 0,
        children: within,
        ...(within.length > 0 ? { detail: words.places.within(count(within.length)) } : {}),
      };
    });
  return branch(null, 0);
}
