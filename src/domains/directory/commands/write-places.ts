import { sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import { refuse } from '#platform/refusal.ts';
import { tidy } from '#platform/text/index.ts';
import {
  changedFrom,
  endedOn,
  forever,
  type PlaceChange,
  type PlaceKind,
  type PlaceVersion,
  placeKinds,
} from '../rules/place-history.ts';
import { keepPlaceWithin } from './keep-place-within.ts';

type Db = Query<'directory'>;

/** What the commands on places share: reading histories, writing them back, and the tree kept with them. */
export const placeId = z.int().positive();
export const aDay = z.iso.date();
/** The decision that says so: its number, date and issuer. */
export const document = z.string().trim().min(1);
export const placeName = z.string().transform(tidy).pipe(z.string().min(1).max(300));

export const placeInput = z.object({
  kind: z.enum(placeKinds),
  name: placeName,
  shortName: placeName.optional(),
  parentId: placeId.nullable(),
  communeId: placeId.nullish(),
  /** Scheme "gso" is the statistics office's, "moet" the ministry's. */
  codes: z.array(z.object({ scheme: z.string().min(1).max(20), code: z.string().trim().min(1).max(30) })).optional(),
});

export interface NewPlace {
  kind: PlaceKind;
  name: string;
  shortName?: string | undefined;
  parentId: number | null;
  communeId?: number | null | undefined;
  codes?: { scheme: string; code: string }[] | undefined;
}

/** One change of the tree at a time: two that are right by themselves could together make a ring. */
export async function lockPlaces(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('directory.place'))`.execute(db);
}

export type Histories = Map<number, PlaceVersion[]>;

export async function readHistories(db: Db, placeIds: readonly number[]): Promise<Histories> {
  const rows = await db
    .selectFrom('directory.place_version')
    .select([
      'place_id as placeId',
      'from_day as fromDay',
      'until_day as untilDay',
      'name',
      'short_name as shortName',
      'parent_id as parentId',
      'commune_id as communeId',
    ])
    .where('place_id', '=', sql<number>`any (${[...placeIds]}::bigint[])`)
    .orderBy('place_id')
    .orderBy('from_day')
    .execute();
  const histories: Histories = new Map();
  for (const row of rows) histories.set(row.placeId, [...(histories.get(row.placeId) ?? []), row]);
  return histories;
}

/** Applies a change to places in hand; nothing is written yet. */
export function change(histories: Histories, id: number, day: string, what: PlaceChange): void {
  const changed = changedFrom(histories.get(id) ?? [], day, what);
  if (!changed)
    refuse(
      'place-not-there',
      {
        vi: 'Đơn vị này không tồn tại vào ngày đã chọn: hãy chọn ngày nằm trong thời gian hoạt động của đơn vị.',
        en: 'There is no such place on that day: choose a day on which it exists.',
      },
      'day',
    );
  histories.set(id, changed);
}

export function end(histories: Histories, id: number, day: string): void {
  const history = histories.get(id) ?? [];
  const kept = endedOn(history, day);
  if (!kept || (history.at(-1)?.untilDay ?? '') <= day)
    refuse(
      'place-not-there',
      {
        vi: 'Không thể kết thúc vào ngày này: đơn vị chưa thành lập hoặc đã kết thúc trước đó.',
        en: 'It cannot end on that day: it is not yet founded, or has already ended.',
      },
      'day',
    );
  histories.set(id, kept);
}

/** Founds places and answers their ids in order. The tree is not yet kept: see `keepPlaceWithin`. */
export async function insertPlaces(db: Db, places: readonly NewPlace[], fromDay: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('directory.place', 'place_id')) as id
    from generate_series(1, ${places.length}::int)`.execute(db);
  const ids = rows.map(row => row.id);
  await sql`insert into directory.place (place_id, kind, from_day)
    select id, kind, ${fromDay}::date from unnest(${ids}::bigint[], ${places.map(place => place.kind)}::text[]) as t (id, kind)`.execute(
    db,
  );
  await insertVersions(
    db,
    places.map((place, index) => ({
      placeId: ids[index] ?? 0,
      fromDay,
      untilDay: forever,
      name: place.name,
      shortName: place.shortName ?? place.name,
      parentId: place.parentId,
      communeId: place.communeId ?? null,
    })),
  );
  await insertCodes(
    db,
    places.flatMap((place, index) => (place.codes ?? []).map(code => ({ ...code, placeId: ids[index] ?? 0 }))),
    fromDay,
  );
  return ids;
}

async function insertVersions(db: Db, versions: readonly PlaceVersion[]): Promise<void> {
  await sql`insert into directory.place_version (place_id, from_day, until_day, name, short_name, parent_id, commune_id)
    select * from unnest(${versions.map(v => v.placeId)}::bigint[], ${versions.map(v => v.fromDay)}::date[], ${versions.map(v => v.untilDay)}::date[],
      ${versions.map(v => v.name)}::text[], ${versions.map(v => v.shortName)}::text[],
      ${versions.map(v => v.parentId)}::bigint[], ${versions.map(v => v.communeId)}::bigint[])`.execute(db);
}

async function insertCodes(
  db: Db,
  codes: readonly { scheme: string; code: string; placeId: number }[],
  fromDay: string,
): Promise<void> {
  if (codes.length === 0) return;
  const given = [codes.map(code => code.scheme), codes.map(code => code.code)] as const;
  const { rows } = await sql<{ scheme: string; code: string }>`
    select scheme, code from unnest(${given[0]}::text[], ${given[1]}::text[]) as t (scheme, code)
      group by scheme, code having count(*) > 1
    union
    select used.scheme, used.code from directory.place_code used
      join unnest(${given[0]}::text[], ${given[1]}::text[]) as t (scheme, code) using (scheme, code) where used.until_day > ${fromDay}::date`.execute(
    db,
  );
  const [taken] = rows;
  if (taken)
    refuse(
      'place-code-used',
      {
        vi: `Mã ${taken.code} đã dùng cho một đơn vị khác: hãy kiểm tra lại mã, hoặc kết thúc đơn vị cũ trước.`,
        en: `The code ${taken.code} is already in use by another place: check it, or end the other place first.`,
      },
      'code',
    );
  await sql`insert into directory.place_code (scheme, code, place_id, from_day)
    select scheme, code, id, ${fromDay}::date
    from unnest(${given[0]}::text[], ${given[1]}::text[], ${codes.map(code => code.placeId)}::bigint[]) as t (scheme, code, id)`.execute(
    db,
  );
}

/** Writes changed histories back. A place ends with its last version, and its codes with it. */
export async function writeHistories(db: Db, histories: Histories): Promise<void> {
  const ids = [...histories.keys()];
  await sql`delete from directory.place_version where place_id = any (${ids}::bigint[])`.execute(db);
  await insertVersions(db, [...histories.values()].flat());
  const untils = [...histories.values()].map(history => history.at(-1)?.untilDay ?? forever);
  await sql`update directory.place set until_day = t.until_day
    from unnest(${ids}::bigint[], ${untils}::date[]) as t (id, until_day)
    where place.place_id = t.id and place.until_day <> t.until_day`.execute(db);
  await sql`update directory.place_code set until_day = place.until_day from directory.place
    where place.place_id = place_code.place_id and place.place_id = any (${ids}::bigint[])
      and place_code.until_day > place.until_day and place_code.from_day < place.until_day`.execute(db);
}

export interface PlaceHappening {
  kind: 'founded' | 'renamed' | 'moved' | 'merged' | 'split' | 'ended';
  day: string;
  document: string;
  note?: string | undefined;
  subjects: readonly number[];
  successors?: readonly number[];
}

/** What happened, by which document, to whom, and who came after. */
export async function recordHappenings(db: Db, happenings: readonly PlaceHappening[]): Promise<void> {
  const { rows } = await sql<{
    id: number;
  }>`select nextval(pg_get_serial_sequence('directory.place_event', 'place_event_id')) as id
    from generate_series(1, ${happenings.length}::int)`.execute(db);
  const events = happenings.map((happening, index) => ({ ...happening, id: rows[index]?.id ?? 0 }));
  await sql`insert into directory.place_event (place_event_id, kind, day, document, note)
    select * from unnest(${events.map(e => e.id)}::bigint[], ${events.map(e => e.kind)}::text[], ${events.map(e => e.day)}::date[],
      ${events.map(e => e.document)}::text[], ${events.map(e => e.note ?? null)}::text[])`.execute(db);
  const parts = events.flatMap(event => [
    ...event.subjects.map(id => ({ event: event.id, part: 'subject', id })),
    ...(event.successors ?? []).map(id => ({ event: event.id, part: 'successor', id })),
  ]);
  await sql`insert into directory.place_event_part (place_event_id, part, place_id)
    select * from unnest(${parts.map(p => p.event)}::bigint[], ${parts.map(p => p.part)}::text[], ${parts.map(p => p.id)}::bigint[])`.execute(
    db,
  );
}

/** Writes the histories back and keeps the tree beside them. */
export async function settleHistories(db: Db, histories: Histories): Promise<void> {
  await writeHistories(db, histories);
  await keepPlaceWithin(db, [...histories.keys()]);
}
