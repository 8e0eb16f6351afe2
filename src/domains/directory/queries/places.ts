import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { PlaceKind } from '../rules/place-history.ts';

type Db = Query<'directory'>;

export interface PlaceOn {
  placeId: number;
  kind: PlaceKind;
  name: string;
  shortName: string;
  parentId: number | null;
  communeId: number | null;
  /** The days of the place itself; "infinity" where no end is known. */
  fromDay: string;
  untilDay: string;
}

const versions = (db: Db) =>
  db
    .selectFrom('directory.place as place')
    .innerJoin('directory.place_version as version', 'version.place_id', 'place.place_id')
    .select([
      'place.place_id as placeId',
      'place.kind',
      'version.name',
      'version.short_name as shortName',
      'version.parent_id as parentId',
      'version.commune_id as communeId',
      'place.from_day as fromDay',
      'place.until_day as untilDay',
    ]);

const placesOn = (db: Db, day: string) =>
  versions(db).where('version.from_day', '<=', day).where('version.until_day', '>', day);

/** The order of a tree: by kind, then by name. */
const inOrder = (query: ReturnType<typeof placesOn>) =>
  query
    .orderBy(sql`array_position(${[...orderOfKinds]}::text[], place.kind)`)
    .orderBy(sql`version.name collate "vi-x-icu"`)
    .orderBy('place.place_id');

const orderOfKinds: readonly PlaceKind[] = [
  'province',
  'department',
  'room',
  'district',
  'district-office',
  'commune',
  'centre',
  'school',
  'site',
];

/** A place as it was on a day: its name then, and whom it stood under. Undefined where it was not there. */
export const findPlaceAsOn = (db: Db, placeId: number, day: string): Promise<PlaceOn | undefined> =>
  placesOn(db, day).where('place.place_id', '=', placeId).executeTakeFirst();

/** A place as it last was (or will first be), whether it is there today or not. */
export const lastPlace = (db: Db, placeId: number): Promise<(PlaceOn & { versionFrom: string }) | undefined> =>
  versions(db)
    .select('version.from_day as versionFrom')
    .where('place.place_id', '=', placeId)
    .orderBy('version.from_day', 'desc')
    .limit(1)
    .executeTakeFirst();

/** What stands directly under a place on a day. */
export const placesDirectlyIn = (db: Db, placeId: number, day: string): Promise<PlaceOn[]> =>
  inOrder(placesOn(db, day).where('version.parent_id', '=', placeId)).execute();

/** The places above one on a day, the topmost first; the place itself is the last. */
export async function placesAbove(db: Db, placeId: number, day: string): Promise<PlaceOn[]> {
  const above = await placesOn(db, day)
    .innerJoin('platform.place_within as within', 'within.within_id', 'place.place_id')
    .where('within.place_id', '=', placeId)
    .where('within.from_day', '<=', day)
    .where('within.until_day', '>', day)
    .execute();
  const byId = new Map(above.map(place => [place.placeId, place]));
  const path: PlaceOn[] = [];
  for (let at = byId.get(placeId); at; at = at.parentId === null ? undefined : byId.get(at.parentId)) path.unshift(at);
  return path;
}

/** All places within one (or all), as they stood on a day, in the order of a tree: by kind, then by name. */
export const placesAsOn = (db: Db, day: string, within?: number): Promise<PlaceOn[]> => {
  const all = placesOn(db, day);
  if (within === undefined) return inOrder(all).execute();
  return inOrder(
    all.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('platform.place_within as within')
          .select('within.place_id')
          .whereRef('within.place_id', '=', 'place.place_id')
          .where('within.within_id', '=', within)
          .where('within.from_day', '<=', day)
          .where('within.until_day', '>', day),
      ),
    ),
  ).execute();
};

/** Whose code it was on a day. */
export async function findPlaceByCode(db: Db, scheme: string, code: string, day: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('directory.place_code')
    .select('place_id')
    .where('scheme', '=', scheme)
    .where('code', '=', code)
    .where('from_day', '<=', day)
    .where('until_day', '>', day)
    .executeTakeFirst();
  return row?.place_id;
}

export interface PlaceEvent {
  eventId: number;
  kind: 'founded' | 'renamed' | 'moved' | 'merged' | 'split' | 'ended';
  day: string;
  document: string;
  note: string | null;
  part: 'subject' | 'successor';
  /** The other places of this event: those that went before, and those that came after. */
  subjects: { placeId: number; name: string }[];
  successors: { placeId: number; name: string }[];
}

export interface PlaceRecord {
  versions: {
    fromDay: string;
    untilDay: string;
    name: string;
    shortName: string;
    parentId: number | null;
    parentName: string | null;
    communeName: string | null;
  }[];
  codes: { scheme: string; code: string; fromDay: string; untilDay: string }[];
  events: PlaceEvent[];
}

/** Everything written of a place: what it was called, whom it stood under, its codes, and what happened. */
export async function placeRecord(db: Db, placeId: number): Promise<PlaceRecord> {
  const nameThen = (ref: string) => sql<string | null>`(select named.name from directory.place_version named
    where named.place_id = ${sql.ref(ref)} and named.from_day < version.until_day and named.until_day > version.from_day
    order by named.from_day desc limit 1)`;
  const versions = await db
    .selectFrom('directory.place_version as version')
    .select([
      'from_day as fromDay',
      'until_day as untilDay',
      'name',
      'short_name as shortName',
      'parent_id as parentId',
      nameThen('version.parent_id').as('parentName'),
      nameThen('version.commune_id').as('communeName'),
    ])
    .where('place_id', '=', placeId)
    .orderBy('from_day', 'desc')
    .execute();
  const codes = await db
    .selectFrom('directory.place_code')
    .select(['scheme', 'code', 'from_day as fromDay', 'until_day as untilDay'])
    .where('place_id', '=', placeId)
    .orderBy('scheme')
    .orderBy('from_day', 'desc')
    .execute();
  const partsOf = (part: 'subject' | 'successor') => sql<{ placeId: number; name: string }[]>`coalesce((
    select json_agg(json_build_object('placeId', other.place_id, 'name', named.name) order by named.name collate "vi-x-icu")
    from directory.place_event_part other
    join lateral (select name from directory.place_version v where v.place_id = other.place_id
      and v.from_day <= event.day order by v.from_day desc limit 1) named on true
    where other.place_event_id = event.place_event_id and other.part = ${part} and other.place_id <> ${placeId}
      and event.kind in ('merged', 'split', 'ended')), '[]')`;
  const events = await db
    .selectFrom('directory.place_event as event')
    .innerJoin('directory.place_event_part as own', 'own.place_event_id', 'event.place_event_id')
    .select([
      'event.place_event_id as eventId',
      'event.kind',
      'event.day',
      'event.document',
      'event.note',
      'own.part',
      partsOf('subject').as('subjects'),
      partsOf('successor').as('successors'),
    ])
    .where('own.place_id', '=', placeId)
    .orderBy('event.day', 'desc')
    .orderBy('event.place_event_id', 'desc')
    .execute();
  return { versions, codes, events };
}
