/** The front door of the directory: people, places, and the roles held there. */
export { may as mayInDirectory, maySearchPeople } from './access.ts';
export { delegateRole } from './commands/delegate-role.ts';
export { endPlace } from './commands/end-place.ts';
export { endRole } from './commands/end-role.ts';
export { foundPlace, foundPlaces } from './commands/found-places.ts';
export { giveRole } from './commands/give-role.ts';
export { giveRoles } from './commands/give-roles.ts';
export { loadCodeLists } from './commands/load-code-lists.ts';
export { mergePlaces } from './commands/merge-places.ts';
export { movePlace } from './commands/move-place.ts';
export { type GuardianInput, recordGuardians } from './commands/record-guardians.ts';
export { type PeopleRecorded, type PersonInput, recordPeople } from './commands/record-people.ts';
export { renamePlace } from './commands/rename-place.ts';
export { type Reorganised, reorganise } from './commands/reorganise.ts';
export { splitPlace } from './commands/split-place.ts';
export { directoryIndicators } from './indicators.ts';
export { type CodeEntry, type CodeList, codeList, entryFinder } from './queries/code-lists.ts';
export {
  guardiansOf,
  type PersonFound,
  peopleByCitizenNumber,
  peopleByIds,
  peopleByMinistryCode,
  searchPeople,
} from './queries/people.ts';
export {
  findPlaceAsOn,
  findPlaceByCode,
  type PlaceOn,
  type PlaceRecord,
  placeRecord,
  placesAbove,
  placesAsOn,
} from './queries/places.ts';
export { type RoleLine, type WhoMayAsked, whoMay } from './queries/who-may.ts';
export { directoryRoutes } from './routes.ts';
export type { KnownPerson, PersonFacts } from './rules/person-record.ts';
export { type PlaceKind, placeKinds } from './rules/place-history.ts';
export { readCommuneRows } from './rules/read-commune-rows.ts';
