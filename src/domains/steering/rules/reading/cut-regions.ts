import type { Passage } from './passage.ts';
import { cellOf } from './passage.ts';
import { isCapitals } from './plain.ts';
import { readMark } from './read-mark.ts';

/** The parts an official document always has, in this order (Nghị định 30/2020/NĐ-CP, annex I). */
export interface Regions {
  readonly letterhead: readonly Passage[];
  readonly title: readonly Passage[];
  readonly opening: readonly Passage[];
  /** From the first heading on, annexes included. */
  readonly body: readonly Passage[];
  /** Recipients and signature, between or beside each other. */
  readonly closing: readonly Passage[];
}

const kinds =
  /^(ke hoach hanh dong|ke hoach|chuong trinh hanh dong|chuong trinh|de an|du an|quyet dinh|chi thi|cong van|thong bao|huong dan|nghi quyet|chien luoc|phuong an|bao cao)(?![\p{L}\d])/u;
const opens =
  /^(can cu|thuc hien|xet|theo de nghi|de |nham |tren co so|trien khai thuc hien|kinh gui|uy ban nhan dan|so giao duc|bo giao duc|phong giao duc)/u;
const recipients = /^noi nhan\b/u;
/** 'KT. GIÁM ĐỐC', 'TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH' …, in capitals. */
export const signs =
  /^(?:(?:KT|TM|TL|TUQ|Q|PP)\.\s*)?(?:(?:PHÓ\s+|QUYỀN\s+)?(?:GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG PHÒNG|HIỆU TRƯỞNG|BỘ TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CỤC TRƯỞNG|VỤ TRƯỞNG|THỦ TRƯỞNG|THỨ TRƯỞNG|TỔNG GIÁM ĐỐC|THỦ TƯỚNG)|(?:KT|TM|TL|TUQ)\.\s*\p{Lu})/u;

const trimmed = (passage: Passage) => passage.plain.trim();
const isHeadingMark = (passage: Passage) => {
  const mark = readMark(passage.text);
  return mark !== null && mark.rank < 26;
};

export function cutRegions(passages: readonly Passage[]): Regions {
  const regions = { letterhead: [], title: [], opening: [], body: [], closing: [] } as Record<keyof Regions, Passage[]>;
  const kindAt = findKind(passages);
  let now: keyof Regions = 'letterhead';
  passages.forEach((passage, index) => {
    if (index === kindAt) now = 'title';
    else now = nextRegion(now, passage, regions, kindAt >= 0);
    regions[now].push(passage);
  });
  return regions;
}

function nextRegion(
  now: keyof Regions,
  passage: Passage,
  so: Record<keyof Regions, Passage[]>,
  hasKind: boolean,
): keyof Regions {
  const text = trimmed(passage);
  const isSignature = signs.test(passage.text.trim()) && passage.text.length < 90;
  if (now === 'closing') return readMark(passage.text)?.kind === 'annex' ? 'body' : 'closing';
  if (now === 'letterhead') {
    if (isHeadingMark(passage) && !hasKind) return 'body';
    return !hasKind && (opens.test(text) || recipients.test(text)) ? openingOr(text) : 'letterhead';
  }
  if (recipients.test(text) || (isSignature && (now === 'body' || now === 'opening'))) return 'closing';
  if (now === 'body') return 'body';
  if (isHeadingMark(passage)) return 'body';
  if (now === 'title') return isTitleLine(passage, so.title) ? 'title' : 'opening';
  return cellOf(passage) ? 'body' : 'opening';
}

const openingOr = (text: string): keyof Regions => (recipients.test(text) ? 'closing' : 'opening');

/** The line that says what the document is, in capitals, near its beginning. */
function findKind(passages: readonly Passage[]): number {
  return passages
    .slice(0, 60)
    .findIndex(
      passage => kinds.test(trimmed(passage)) && isCapitals(firstWords(passage.text)) && passage.text.length < 300,
    );
}

const firstWords = (text: string) => text.trim().split(/\s+/).slice(0, 2).join(' ');

function isTitleLine(passage: Passage, before: readonly Passage[]): boolean {
  const text = passage.text.trim();
  if (/^[_\-–—*=.\s]+$/.test(text)) return true;
  const said = before.some(each => each.text.trim().length > (kindIn(each)?.length ?? 0) + 3);
  if (text.startsWith('(')) return said && text.length < 200;
  if (readMark(text)?.kind === 'bullet' || text.length > 250) return false;
  // A title may begin like an opening line ('Triển khai …'), but then it cites nothing and does not end.
  if (!said) return !/^căn cứ\s/iu.test(text) && !(opens.test(trimmed(passage)) && /\d\/\p{Lu}|:$/u.test(text));
  return !/[:;.,]$/.test(text) && !opens.test(trimmed(passage)) && before.length < 5 && text.length < 160;
}

/** 'KẾ HOẠCH' and how many letters of the passage it takes. */
export const kindIn = (passage: Passage) => kinds.exec(trimmed(passage))?.[1];
