import { fold } from '#platform/text/index.ts';
import type { PlaceKind } from './place-history.ts';

/**
 * Doing away with districts and joining communes, as on 1/7/2025: which places end, which communes come after which, and
 * where everything that stood under them goes. Read off a list of communes before and after; nothing is tied to one province.
 */
export interface CommuneRow {
  oldCode: string;
  oldName: string;
  districtCode: string;
  districtName: string;
  newCode: string;
  newName: string;
}

/** A place as it stands on the eve. */
export interface Standing {
  placeId: number;
  kind: PlaceKind;
  name: string;
  parentId: number | null;
  communeId: number | null;
  /** The statistics office's code. */
  gso: string | null;
}

export interface NewCommune {
  code: string;
  name: string;
  /** The communes before it. */
  from: number[];
  /** One commune alone that keeps code and name goes on as it was; null: a new one is founded. */
  staysId: number | null;
}

export interface Move {
  placeId: number;
  /** The code of the commune that becomes its parent; null: its parent stays. */
  under: string | null;
  /** The code of the commune it lies in from then on; null: as before. */
  commune: string | null;
}

export interface ReorganisationFault {
  what: 'district' | 'commune' | 'homeless' | 'two-names';
  name: string;
}

export interface Reorganisation {
  districts: number[];
  offices: number[];
  communes: NewCommune[];
  moves: Move[];
  faults: ReorganisationFault[];
}

export function planReorganisation(places: readonly Standing[], rows: readonly CommuneRow[]): Reorganisation {
  const byCode = new Map(
    places.filter(place => place.gso !== null).map(place => [`${place.kind} ${place.gso}`, place]),
  );
  const faults: ReorganisationFault[] = [];
  const districts = new Set<number>();
  const communes = new Map<string, NewCommune>();
  const successorOf = new Map<number, string>();
  for (const row of rows) {
    const district = byCode.get(`district ${row.districtCode}`);
    const commune = byCode.get(`commune ${row.oldCode}`);
    if (district) districts.add(district.placeId);
    else faults.push({ what: 'district', name: `${row.districtCode} ${row.districtName}` });
    const after = communes.get(row.newCode) ?? { code: row.newCode, name: row.newName, from: [], staysId: null };
    communes.set(row.newCode, after);
    if (after.name !== row.newName) faults.push({ what: 'two-names', name: `${row.newCode} ${row.newName}` });
    if (!commune) faults.push({ what: 'commune', name: `${row.oldCode} ${row.oldName}` });
    else {
      after.from.push(commune.placeId);
      successorOf.set(commune.placeId, row.newCode);
    }
  }
  const byId = new Map(places.map(place => [place.placeId, place]));
  for (const after of communes.values()) {
    const [only] = after.from.length === 1 ? after.from.flatMap(id => byId.get(id) ?? []) : [];
    if (only && only.gso === after.code && fold(only.name) === fold(after.name)) after.staysId = only.placeId;
  }
  const offices = officesOf(places, districts, successorOf);
  const moves: Move[] = [];
  for (const place of places) {
    if (districts.has(place.placeId) || offices.has(place.placeId) || successorOf.has(place.placeId)) continue;
    const parentEnds = place.parentId !== null && (districts.has(place.parentId) || offices.has(place.parentId));
    const commune = successorOf.get(place.communeId ?? 0) ?? null;
    const under = successorOf.get(place.parentId ?? 0) ?? (parentEnds ? commune : null);
    if (parentEnds && under === null) faults.push({ what: 'homeless', name: place.name });
    if (under !== null || commune !== null) moves.push({ placeId: place.placeId, under, commune });
  }
  return {
    districts: [...districts],
    offices: [...offices],
    communes: [...communes.values()],
    moves,
    faults: distinct(faults),
  };
}

/** A district's offices stand under it, or elsewhere (under the department) but in one of its communes; their rooms end with them. */
function officesOf(
  places: readonly Standing[],
  districts: ReadonlySet<number>,
  communes: ReadonlyMap<number, string>,
): Set<number> {
  const offices = new Set(
    places
      .filter(
        place =>
          place.kind === 'district-office' &&
          (districts.has(place.parentId ?? 0) || communes.has(place.communeId ?? 0)),
      )
      .map(place => place.placeId),
  );
  for (const place of places) if (place.kind === 'room' && offices.has(place.parentId ?? 0)) offices.add(place.placeId);
  return offices;
}

const distinct = (faults: readonly ReorganisationFault[]) => [
  ...new Map(faults.map(fault => [`${fault.what} ${fault.name}`, fault])).values(),
];
