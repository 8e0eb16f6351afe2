import { fold } from '#platform/text/index.ts';
import { levelsNamed, type SchoolLevel } from './scope-of-units.ts';

/** A place that a plan may mean, as it stood on the day. */
export interface UnitKnown {
  placeId: number;
  kind: string;
  name: string;
  shortName: string;
  /** The kind of the place it stands under: a school under the department is its "đơn vị trực thuộc". */
  parentKind: string | null;
  /** A school's levels; null where unknown or not a school. */
  levels: readonly string[] | null;
}

export interface UnitsMeant {
  placeIds: number[];
  /** Words that name nobody we know: offices outside the sector, or a slip; shown for a person to settle. */
  unknown: string[];
}

type Group = (unit: UnitKnown) => boolean;
const ofKind =
  (kind: string): Group =>
  unit =>
    unit.kind === kind;
const isVocational = (unit: UnitKnown) => /gdnn|gdtx|giao duc thuong xuyen|giao duc nghe nghiep/.test(fold(unit.name));
const isDirect: Group = unit =>
  unit.parentKind === 'department' && (unit.kind === 'school' || (unit.kind === 'centre' && !isVocational(unit)));

/** Groups that plans name by their usual words (folded: no marks, no case). */
const groups: readonly [words: RegExp, group: Group][] = [
  [/don vi (su nghiep )?truc thuoc|truong truc thuoc/, isDirect],
  [/trung tam.*(gdnn|gdtx|giao duc thuong xuyen)/, unit => unit.kind === 'centre' && isVocational(unit)],
  [/phong (gddt|gd&dt|gd-dt|giao duc va dao tao)\b/, ofKind('district-office')],
  [/(cac )?(don vi hanh chinh|phong,? ban|phong chuyen mon|phong chuc nang|phong thuoc so)/, ofKind('room')],
];

const schoolsMeant =
  /(truong (hoc|mam non|mau giao|tieu hoc|trung hoc|thcs|thpt|pho thong)|(co so|nha) (giao duc|truong)|cac truong|nha truong)/;
const wholeSector = /(toan nganh|cac don vi,? truong hoc|cac don vi trong nganh)/;

/** "So gddt" alone; not "So Thong tin va Truyen thong", and not "Van phong So". */
const department = /^(lanh dao )?so (gddt|gd&dt|gd-dt|giao duc va dao tao)\b/;

const plain = (text: string) =>
  fold(text)
    .replaceAll(/[.,;:()]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Names of the very units come before groups: "Phòng GDĐT huyện Đăk Hà" is one office, "Phòng GDĐT các huyện" is ten. */
function byName(words: string, units: readonly UnitKnown[]): UnitKnown[] {
  const found = units.filter(unit =>
    [unit.name, unit.shortName].some(name => {
      const known = plain(name);
      return known.length > 6 && (words.includes(known) || (words.length > 8 && known.startsWith(words)));
    }),
  );
  // The department's own name stands inside those of its rooms and offices; the longest name said is the one meant.
  return found.length > 1
    ? found.filter(
        unit =>
          !found.some(
            other =>
              other !== unit && plain(other.name).includes(plain(unit.name)) && plain(other.name) !== plain(unit.name),
          ),
      )
    : found;
}

function meantBy(said: string, units: readonly UnitKnown[]): UnitKnown[] {
  const words = plain(said);
  const isGroup = /\bcac\b/.test(words);
  const named = isGroup ? [] : byName(words, units);
  if (named.length > 0) return named;
  if (wholeSector.test(words)) return units.filter(unit => unit.kind !== 'site' && unit.kind !== 'department');
  const inGroups = groups.filter(([pattern]) => pattern.test(words)).flatMap(([, group]) => units.filter(group));
  if (inGroups.length > 0) return inGroups;
  if (schoolsMeant.test(words)) {
    const levels = levelsNamed(said);
    return units.filter(
      unit =>
        unit.kind === 'school' &&
        (!levels || unit.levels === null || unit.levels.some(level => levels.includes(level as SchoolLevel))),
    );
  }
  const rooms = units.filter(unit => unit.kind === 'room' && roomFits(words, unit));
  if (rooms.length > 0) return rooms;
  return department.test(words) ? units.filter(ofKind('department')) : byName(words, units);
}

/** "Văn phòng Sở" is the room called "Văn phòng"; "Phòng Kế hoạch - Tài chính" may stand there with another dash. */
function roomFits(words: string, unit: UnitKnown): boolean {
  const bare = (text: string) =>
    text
      .replaceAll(/[-–]/g, ' ')
      .replaceAll(/\b(so|gddt|cua|thuoc|tinh)\b/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const [asked, known] = [bare(words), bare(plain(unit.name))];
  return asked.length > 3 && known.length > 3 && (asked.includes(known) || known.includes(asked));
}

/** Whom a plan means by its words, among the units under the place whose plan it is. */
export function unitsMeant(said: readonly string[], units: readonly UnitKnown[]): UnitsMeant {
  const found = new Set<number>();
  const unknown: string[] = [];
  for (const words of said) {
    const meant = meantBy(words, units);
    if (meant.length === 0) unknown.push(words);
    for (const unit of meant) found.add(unit.placeId);
  }
  return { placeIds: [...found].sort((a, b) => a - b), unknown };
}
