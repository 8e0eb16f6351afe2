/** Vietnamese text: how it is stored, searched, sorted and read. Pure. */
export {
  type CitizenNumberCheck,
  type CitizenNumberWarning,
  checkCitizenNumber,
  type KnownOfPerson,
} from './citizen-number.ts';
export { fold, foldSpelling } from './fold.ts';
export {
  detectLegacy,
  encodingOfFont,
  fromLegacy,
  fromTcvn3,
  fromVni,
  type LegacyEncoding,
  type LegacyGuess,
} from './legacy.ts';
export { type DayFault, type DayRead, readDay } from './read-day.ts';
export { readNumber } from './read-number.ts';
export { nameSortKey } from './sort-names.ts';
export { graphemes, tidy } from './tidy.ts';
