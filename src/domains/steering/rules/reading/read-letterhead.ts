import { kindIn, type Regions } from './cut-regions.ts';
import { type Passage, placeOf, placeOfAll } from './passage.ts';
import { isCapitals } from './plain.ts';
import { isoDay, lastDayOf } from './read-day.ts';
import type { Found, Issuer, Period, PlanRead } from './types.ts';

export type Letterhead = Pick<PlanRead, 'kind' | 'number' | 'date' | 'signedAt' | 'issuer' | 'title' | 'period'> & {
  /** The national heading and rules under it. */
  formulas: Passage[];
};

// It may be wrapped where its column is narrow.
const national =
  /^(?:cong hoa xa hoi|xa hoi chu nghia|chu nghia viet nam|viet nam$|doc lap\s*[-–]\s*tu do|hanh phuc$|dang cong san viet nam)/u;
const rule = /^[\s_\-–—*=.~]+$/u;
const numbered = /^\s*Số\s*:\s*(\d[\d.]*[a-z]?)?\s*\/?\s*((?:[\p{Lu}\d][\p{L}\d]*[-/.&]?\s?)*)/u;
const dated = /(?:^|(\p{Lu}[\p{L}\s.-]{1,40}?),\s*)ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})?\s*năm\s*(\d{4})/iu;
const units =
  /^(?:ubnd|uy ban|so|bo|phong|truong|hoi dong|ban|chinh phu|thu tuong|tinh|thanh pho|huyen|xa|van phong|trung tam|dai hoc|cuc|tong cuc|va |quan|thi xa|phuong)(?![a-z])/u;

export function readLetterhead(regions: Regions): Letterhead {
  const formulas: Passage[] = [];
  const bodies: Passage[] = [];
  let number: Found<string> | null = null;
  let date: Found<string> | null = null;
  let signedAt: Found<string> | null = null;
  for (const passage of regions.letterhead) {
    const text = passage.text.trim();
    const flat = passage.plain.trim();
    const asNumber = numbered.exec(passage.text);
    const asDate = dated.exec(passage.text);
    if (asNumber || asDate) {
      // 'Số: 83/KH-SGDĐT' and '…, ngày … tháng …' may stand on one line. A number still to be given is none.
      if (asNumber?.[1] && asNumber[2]?.trim()) {
        const value = `${asNumber[1]}/${asNumber[2].trim().replace(/\s/gu, '')}`;
        number ??= { value, place: placeOf(passage, null, 0, asNumber[0].length) };
      }
      const day =
        asDate?.[2] && asDate[3] ? isoDay(Number(asDate[4]), Number(asDate[3]), Number(asDate[2])) : undefined;
      if (day) date ??= { value: day, place: placeOf(passage, null) };
      if (asDate?.[1]) signedAt ??= { value: asDate[1].trim(), place: placeOf(passage, null) };
      // Blanks still to be filled in by hand.
      if (!asNumber?.[1] && !day) formulas.push(passage);
    } else if (national.test(flat) || rule.test(text)) formulas.push(passage);
    else if (isCapitals(text) && units.test(flat)) bodies.push(passage);
  }
  const kind = kindOf(regions);
  const title = titleIn(regions);
  return {
    kind,
    number,
    date,
    signedAt,
    issuer: issuerFrom(bodies) ?? issuerInOpening(regions.opening),
    title,
    period: periodOf(title?.value ?? '') ?? (date ? calendarYear(Number(date.value.slice(0, 4))) : null),
    formulas: [...formulas, ...regions.title.filter(passage => rule.test(passage.text))],
  };
}

/** The lines above each other at the left: the last body is the issuer, the one above it its parent. */
function issuerFrom(lines: readonly Passage[]): Issuer | null {
  const bodies: Passage[][] = [];
  for (const line of lines) {
    const last = bodies.at(-1);
    const before = last?.at(-1)?.plain.trim() ?? '';
    const flat = line.plain.trim();
    const goesOn =
      /^(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|va)\s/u.test(flat) ||
      (/(?:\sva|nhan dan|giao duc)$/u.test(before) && !/^(?:so|phong|truong|trung tam|van phong)\s/u.test(flat));
    if (last && goesOn) last.push(line);
    else bodies.push([line]);
  }
  const own = bodies.at(-1);
  if (!own) return null;
  const name = (passages: readonly Passage[]) => passages.map(passage => passage.text.trim()).join(' ');
  const parent = bodies.at(-2);
  return {
    name: name(own),
    parent: parent ? name(parent) : null,
    place: placeOfAll([...(parent ?? []), ...own], null),
  };
}

/** A text without its letterhead: 'Sở Giáo dục và Đào tạo (GDĐT) ban hành Kế hoạch …'. */
function issuerInOpening(opening: readonly Passage[]): Issuer | null {
  for (const passage of opening) {
    const found =
      /(?:^|[,;.]\s+)((?:Sở|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Bộ|Phòng|Trường|Trung tâm|Ban)\s[^,;.]{2,80}?)\s*(?:\([^)]*\)\s*)?(?:ban hành|xây dựng|triển khai|tổ chức)(?!\p{L})/u.exec(
        passage.text,
      );
    if (!found?.[1]) continue;
    const from = found.index + found[0].indexOf(found[1]);
    return { name: found[1].trim(), parent: null, place: placeOf(passage, null, from, from + found[1].length) };
  }
  return null;
}

const kindNames: Record<string, string> = {
  'ke hoach hanh dong': 'Kế hoạch hành động',
  'chuong trinh hanh dong': 'Chương trình hành động',
  'ke hoach': 'Kế hoạch',
  'chuong trinh': 'Chương trình',
  'de an': 'Đề án',
  'du an': 'Dự án',
  'quyet dinh': 'Quyết định',
  'chi thi': 'Chỉ thị',
  'cong van': 'Công văn',
  'thong bao': 'Thông báo',
  'huong dan': 'Hướng dẫn',
  'nghi quyet': 'Nghị quyết',
  'chien luoc': 'Chiến lược',
  'phuong an': 'Phương án',
  'bao cao': 'Báo cáo',
};

function kindOf(regions: Regions): string | null {
  const first = regions.title[0];
  const word = first && kindIn(first);
  return word ? (kindNames[word] ?? null) : null;
}

function titleIn(regions: Regions): Found<string> | null {
  const lines = regions.title.filter(passage => !rule.test(passage.text));
  const [first, ...rest] = lines;
  if (!first) return null;
  const word = kindIn(first) ?? '';
  const own = first.text
    .trim()
    .slice(word.length)
    .replace(/^[\s:.-]+/u, '');
  const value = [own, ...rest.map(passage => passage.text.trim())].filter(Boolean).join(' ');
  return value ? { value, place: placeOfAll(lines, null) } : null;
}

export function periodOf(title: string): Period | null {
  const schoolYear = /năm học\s*(20\d\d)\s*[-–/]\s*(20\d\d)/iu.exec(title);
  if (schoolYear)
    return { kind: 'school-year', fromDay: `${schoolYear[1]}-09-01`, untilDay: lastDayOf(Number(schoolYear[2]), 8) };
  const years = /(?<!\d)(20\d\d)\s*(?:[-–]|đến(?: năm)?)\s*(20\d\d)(?!\d)/iu.exec(title);
  if (years && Number(years[2]) > Number(years[1]))
    return { kind: 'years', fromDay: `${years[1]}-01-01`, untilDay: `${years[2]}-12-31` };
  const year = /năm\s*(20\d\d)/iu.exec(title);
  return year ? calendarYear(Number(year[1])) : null;
}

const calendarYear = (year: number): Period => ({ kind: 'year', fromDay: `${year}-01-01`, untilDay: `${year}-12-31` });
