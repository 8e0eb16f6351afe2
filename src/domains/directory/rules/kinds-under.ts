import type { PlaceKind } from './place-history.ts';

/** What is offered to be founded under each kind of place. */
const under: Record<PlaceKind, readonly PlaceKind[]> = {
  province: ['department', 'district', 'commune', 'district-office', 'centre', 'school'],
  district: ['commune', 'district-office', 'centre', 'school'],
  commune: ['centre', 'school'],
  department: ['room', 'district-office', 'centre', 'school'],
  room: [],
  'district-office': ['room', 'centre', 'school'],
  centre: ['site'],
  school: ['site'],
  site: [],
};

export const kindsUnder = (kind: PlaceKind): readonly PlaceKind[] => under[kind];

/** The kinds of place that may stand above one of this kind. */
export const kindsAbove = (kind: PlaceKind): PlaceKind[] =>
  (Object.keys(under) as PlaceKind[]).filter(above => under[above].includes(kind));
