import type { Declarers } from '#platform/indicator.ts';

/** A unit that exists on the day. */
export interface Unit {
  placeId: number;
  kind: string;
  /** A school's levels; null for what is not a school. */
  levels: readonly string[] | null;
  /** The places it lies within, itself included. */
  within: ReadonlySet<number>;
}

export interface Declared {
  placeId: number;
  numerator: number;
  denominator: number;
  declaredAt: Date;
}

export interface DeclaredRow {
  placeId: number;
  numerator: number;
  denominator: number;
  unitsExpected: number;
  unitsCounted: number;
  newestRecordAt: Date | null;
}

const kindsOf: Record<Declarers, readonly string[]> = {
  schools: ['school'],
  units: ['school', 'centre', 'district-office', 'department'],
  'district-offices': ['district-office'],
  department: ['department'],
};

/** Which units are expected to declare a figure, under the place whose plan asks for it. */
export function unitsExpected(
  units: readonly Unit[],
  by: Declarers,
  levels: readonly string[] | null,
  under: number,
): Unit[] {
  return units.filter(
    unit =>
      kindsOf[by].includes(unit.kind) &&
      unit.within.has(under) &&
      (!levels || unit.levels?.some(level => levels.includes(level))),
  );
}

/**
 * What each unit declared, one row for each that is expected. A place that declares for all within it (a district office,
 * the department) stands for its units as long as none of them speaks for itself: then each counts for itself again, so
 * that nothing is counted twice.
 */
export function declaredRows(
  units: readonly Unit[],
  expected: readonly Unit[],
  declared: readonly Declared[],
): DeclaredRow[] {
  const said = new Map(declared.map(one => [one.placeId, one]));
  const isExpected = new Set(expected.map(unit => unit.placeId));
  const speakers = declared
    .filter(one => !isExpected.has(one.placeId))
    .flatMap(one => {
      const covered = expected.filter(unit => unit.within.has(one.placeId));
      const isContradicted = covered.length === 0 || covered.some(unit => said.has(unit.placeId));
      return isContradicted || !units.some(unit => unit.placeId === one.placeId) ? [] : [{ one, covered }];
    });
  // Of two that speak for the same units, the narrower one stands.
  const spokenFor = new Map<number, number>();
  for (const { one, covered } of speakers.sort((a, b) => a.covered.length - b.covered.length)) {
    if (covered.some(unit => spokenFor.has(unit.placeId))) continue;
    for (const unit of covered) spokenFor.set(unit.placeId, one.placeId);
  }
  const rows = expected
    .filter(unit => !spokenFor.has(unit.placeId))
    .map(unit => rowOf(unit.placeId, said.get(unit.placeId), 1));
  for (const [speaker, covered] of Map.groupBy(spokenFor, ([, by]) => by))
    rows.push(rowOf(speaker, said.get(speaker), covered.length));
  return rows;
}

function rowOf(placeId: number, one: Declared | undefined, unitsStoodFor: number): DeclaredRow {
  return {
    placeId,
    numerator: one?.numerator ?? 0,
    denominator: one?.denominator ?? 0,
    unitsExpected: unitsStoodFor,
    unitsCounted: one && one.denominator > 0 ? unitsStoodFor : 0,
    newestRecordAt: one?.declaredAt ?? null,
  };
}
