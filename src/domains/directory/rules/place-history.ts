/**
 * The history of one place as a row of versions: what it was called and whom it stood under, from a day until a day.
 * A change holds from its day until the next change of the same thing: renaming in March leaves a move in July standing.
 */
export const placeKinds = [
  'province',
  'district',
  'commune',
  'department',
  'room',
  'district-office',
  'centre',
  'school',
  'site',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** No end is known. Sorts after every day, here and in the database. */
export const forever = 'infinity';

export interface PlaceVersion {
  placeId: number;
  fromDay: string;
  untilDay: string;
  name: string;
  shortName: string;
  parentId: number | null;
  communeId: number | null;
}

export type PlaceChange = Partial<Pick<PlaceVersion, 'name' | 'shortName' | 'parentId' | 'communeId'>>;

export const versionOn = (history: readonly PlaceVersion[], day: string): PlaceVersion | undefined =>
  history.find(version => version.fromDay <= day && day < version.untilDay);

/** @returns the history with the change, or undefined where there was no such place on that day. */
export function changedFrom(
  history: readonly PlaceVersion[],
  day: string,
  change: PlaceChange,
): PlaceVersion[] | undefined {
  const before = versionOn(history, day);
  if (!before) return undefined;
  const parted = history.flatMap(version => (version === before ? cutAt(version, day) : [version]));
  let changed = parted;
  for (const field of Object.keys(change) as (keyof PlaceChange)[]) {
    const next = parted.find(version => version.fromDay > day && version[field] !== before[field])?.fromDay ?? forever;
    changed = changed.map(version =>
      version.fromDay >= day && version.fromDay < next ? { ...version, [field]: change[field] } : version,
    );
  }
  return joined(changed);
}

/** @returns the history up to the day, or undefined where the place would have had no day at all. */
export function endedOn(history: readonly PlaceVersion[], day: string): PlaceVersion[] | undefined {
  const kept = history
    .filter(version => version.fromDay < day)
    .map(version => (version.untilDay > day ? { ...version, untilDay: day } : version));
  return kept.length > 0 ? kept : undefined;
}

function cutAt(version: PlaceVersion, day: string): PlaceVersion[] {
  if (version.fromDay === day) return [version];
  return [
    { ...version, untilDay: day },
    { ...version, fromDay: day },
  ];
}

/** Neighbours that say the same are one version. */
function joined(history: readonly PlaceVersion[]): PlaceVersion[] {
  const rows: PlaceVersion[] = [];
  for (const version of history) {
    const last = rows.at(-1);
    const same =
      last &&
      last.untilDay === version.fromDay &&
      last.name === version.name &&
      last.shortName === version.shortName &&
      last.parentId === version.parentId &&
      last.communeId === version.communeId;
    if (same) rows[rows.length - 1] = { ...last, untilDay: version.untilDay };
    else rows.push(version);
  }
  return rows;
}
